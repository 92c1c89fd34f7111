"""Ways of marking where a question begins: one small file each, all with one signature, in one registry.

A marker looks at the whole document and yields a Mark for every place where, by its own rule, a question could
begin. It decides nothing: `reading.py` chooses the family of marks that explains the document best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from deckwright.blocks import Block
from deckwright.errors import DeckwrightError
from deckwright.seeds.document import Document
from deckwright.seeds.markers import (
    bold,
    bullet,
    definition,
    heading,
    html_heading,
    inline_pair,
    number,
    outline,
    question_label,
    question_line,
    separated,
    summary,
    table,
)
from deckwright.seeds.markers.mark import Mark

Marker = Callable[[Document, list[Block]], Iterator[Mark]]


@dataclass(frozen=True, slots=True)
class MarkerKind:
    """A marker and how much its mere presence says (0 to 1) that a question begins there.

    A label that says "Q12:" can hardly mean anything else; a bullet can mean nearly anything.
    """

    name: str
    find: Marker
    strength: float


REGISTRY: tuple[MarkerKind, ...] = (
    MarkerKind("question-label", question_label.find, 1.0),
    MarkerKind("summary", summary.find, 0.79),
    MarkerKind("csv", separated.find, 1.0),
    MarkerKind("tabs", separated.find_tabs, 0.9),
    MarkerKind("table", table.find, 0.9),
    MarkerKind("double-colon", inline_pair.find_double_colon, 0.8),
    MarkerKind("definition", definition.find, 0.8),
    MarkerKind("html-term", definition.find_term, 0.9),
    MarkerKind("question-mark-line", inline_pair.find_question_mark_line, 0.95),
    MarkerKind("bold-lead", inline_pair.find_bold_lead, 0.65),
    MarkerKind("html-heading", html_heading.find, 0.75),
    MarkerKind("outline", outline.find, 0.8),
    MarkerKind("heading", heading.find, 0.75),
    MarkerKind("bold", bold.find, 0.6),
    MarkerKind("dotted", number.find_dotted, 0.6),
    MarkerKind("number", number.find, 0.5),
    MarkerKind("number-other", number.find_other, 0.45),
    MarkerKind("bullet", bullet.find, 0.25),
    MarkerKind("question-line", question_line.find, 0.2),
)

GROUP = "deckwright.markers"
"""The group of entry points by which other packages bring markers: each names a MarkerKind."""


@cache
def all_kinds() -> tuple[MarkerKind, ...]:
    """The markers of this package, then those that installed packages bring, by name.

    Raises DeckwrightError for an entry point that cannot be loaded or is no MarkerKind.
    """
    return (*REGISTRY, *(_loaded(point) for point in sorted(entry_points(group=GROUP), key=lambda one: one.name)))


def _loaded(point: EntryPoint) -> MarkerKind:
    try:
        kind = point.load()
    except Exception as error:
        raise DeckwrightError(
            f"the marker {point.name!r} cannot be loaded: {error}",
            expected=f"what its package says under {GROUP}: {point.value}",
            remedy="mend or uninstall that package",
        ) from error
    if not isinstance(kind, MarkerKind):
        raise DeckwrightError(f"the marker {point.name!r} is a {type(kind).__name__}", expected="a MarkerKind")
    return kind


__all__ = ["GROUP", "REGISTRY", "Mark", "Marker", "MarkerKind", "all_kinds"]

"""Ways of marking where a question begins: one small file each, all with one signature, in one registry.

A marker looks at the whole document and yields a Mark for every place where, by its own rule, a question could
begin. It decides nothing: `reading.py` chooses the family of marks that explains the document best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from deckwright.plugins import brought
from deckwright.seeds.document import Document
from deckwright.seeds.markers import (
    answered,
    bold,
    bullet,
    counted,
    definition,
    directive,
    fields,
    gift,
    heading,
    html_heading,
    html_path,
    inline_pair,
    labelled,
    latex,
    layout,
    literals,
    number,
    optioned,
    outline,
    periods,
    plain,
    question_label,
    question_line,
    rows,
    summary,
    two_sided,
)
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Role
from deckwright.text.blocks import Block

ByColumns = Callable[[Document, list[Block], Mapping[int, Role]], Iterator[Mark]]


class Marker(Protocol):
    """What looks at a document and its blocks, and yields a mark wherever a question could begin."""

    def __call__(self, document: Document, blocks: list[Block], /) -> Iterable[Mark]: ...


@dataclass(frozen=True, slots=True)
class MarkerKind:
    """A marker and how much its mere presence says (0 to 1) that a question begins there.

    A label that says "Q12:" can hardly mean anything else; a bullet can mean nearly anything.
    """

    name: str
    find: Marker
    strength: float
    foreign: bool = True
    """Whether another package brings it."""
    by_columns: ByColumns | None = None
    """The same where a person says which column is what."""


def _kind(name: str, find: Marker, strength: float, by_columns: ByColumns | None = None) -> MarkerKind:
    return MarkerKind(name, find, strength, foreign=False, by_columns=by_columns)


REGISTRY: tuple[MarkerKind, ...] = (
    _kind("question-label", question_label.find, 1.0),
    _kind("summary", summary.find, 0.79),
    _kind("csv", rows.find_values, 1.0, rows.find_values),
    _kind("row", rows.find_cut, 0.6, rows.find_cut),
    _kind("directive", directive.find, 0.9),
    _kind("tagged", directive.find_tagged, 0.8),
    _kind("answered", answered.find, 0.8),
    _kind("optioned", optioned.find, 0.7),
    _kind("labels", labelled.find, 0.7),
    _kind("fields", fields.find, 0.9),
    _kind("gift", gift.find, 1.0),
    _kind("table", rows.find_tables, 0.9, rows.find_tables),
    _kind("latex-question", latex.find, 1.0),
    _kind("period", periods.find, 0.6),
    _kind("literal", literals.find, 0.6),
    _kind("command", literals.find_commands, 0.6),
    _kind("pair", two_sided.find, 0.6),
    _kind("count", counted.find_count, 0.5),
    _kind("counted", counted.find_words, 0.6),
    _kind("coded", counted.find_codes, 0.6),
    _kind("alone", counted.find_alone, 0.6),
    _kind("leaf", counted.find_leaves, 0.3),
    _kind("inline-number", plain.find_inline, 0.5),
    _kind("stanza", plain.find_stanzas, 0.3),
    _kind("indented", layout.find_indented, 0.4),
    _kind("over", layout.find_over, 0.3),
    _kind("quoted", layout.find_quoted, 0.3),
    _kind("line", plain.find_lines, 0.1),
    _kind("double-colon", inline_pair.find_double_colon, 0.8),
    _kind("html-term", definition.find_term, 1.0),
    _kind("definition", definition.find, 0.8),
    _kind("question-mark-line", inline_pair.find_question_mark_line, 0.95),
    _kind("html-path", html_path.find, 0.6),
    _kind("html-heading", html_heading.find, 0.75),
    _kind("outline", outline.find, 0.75),
    _kind("heading", heading.find, 0.75),
    _kind("bold", bold.find, 0.6),
    _kind("dotted", number.find_dotted, 0.6),
    _kind("number", number.find, 0.5),
    _kind("number-other", number.find_other, 0.45),
    _kind("bullet", bullet.find, 0.25),
    _kind("question-line", question_line.find, 0.2),
)

GROUP = "deckwright.markers"
"""The group of entry points by which other packages bring markers: each names a MarkerKind."""


@cache
def all_kinds() -> tuple[MarkerKind, ...]:
    """The markers of this package, then those that installed packages bring, by name.

    Raises DeckwrightError for an entry point that cannot be loaded, is no MarkerKind, or takes a name that is taken.
    """
    return (*REGISTRY, *brought(GROUP, MarkerKind, [one.name for one in REGISTRY]))


__all__ = ["GROUP", "REGISTRY", "Mark", "Marker", "MarkerKind", "all_kinds"]

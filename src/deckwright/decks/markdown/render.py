"""Markdown in, safe HTML out."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import markdown

from deckwright.decks.markdown.armour import Armour
from deckwright.decks.markdown.inline import ImageHtml, Inline
from deckwright.decks.markdown.safe import clean
from deckwright.decks.markdown.tree import MAX_DEPTH, parse
from deckwright.decks.markdown.write import APART, ROMAN, TIGHT, Writer

_ITEM = re.compile(rf"<li>\s*<p>{TIGHT}((?:(?!</p>).)*)</p>(?:\s*(?=</li>))?", re.S)


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML for a field, and what is to be told about it."""

    html: str
    told: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()  # LaTeX, in no order


def plain_image(address: str, alternative: str) -> str:
    """A picture as HTML has it; for texts whose pictures nobody looks after."""
    return f'<img src="{html.escape(address)}" alt="{html.escape(alternative)}">'


class Renderer:
    """Renders many texts with one Python-Markdown object, which is twice as fast as one object for each."""

    def __init__(self) -> None:
        self._markdown = markdown.Markdown(
            extensions=["tables", "sane_lists"],
            extension_configs={"tables": {"use_align_attribute": True}},
            output_format="html",
        )

    def render(self, text: str, image: ImageHtml = plain_image) -> Rendered:
        """A Markdown text as safe HTML; one paragraph alone comes without its `<p>`."""
        tree = parse(text)
        armour = Armour()
        inline = Inline(armour, image)
        source = Writer(armour, inline).write(tree.nodes)
        self._markdown.reset()
        safe = clean(_mended(armour.free(self._markdown.convert(source))))
        told = (
            (f"lists and quotations are nested deeper than {MAX_DEPTH}; the rest is set as text",)
            if tree.capped
            else ()
        )
        return Rendered(_tidy(safe), told, tuple(inline.formulas))


def _mended(raw: str) -> str:
    """Lists tight again, blocks out of the paragraphs that held their stand-ins."""
    raw = raw.replace(f"<p>{APART}</p>", "").replace(APART, "")
    raw = re.sub(rf"<ol( start=\"\d+\")?>(?=\s*<li>\s*<p>(?:{TIGHT})?{ROMAN})", r'<ol type="i"\1>', raw)
    raw = _ITEM.sub(r"<li>\1", raw.replace(ROMAN, ""))
    return raw


def _tidy(safe: str) -> str:
    """Without empty paragraphs, and without the paragraph around a single one."""
    safe = re.sub(r"<p(?: [^<>]*)?>\s*</p>", "", safe).strip()
    alone = re.fullmatch(r"<p>((?:(?!</?p>).)*)</p>", safe, re.S)
    return alone[1].strip() if alone else safe

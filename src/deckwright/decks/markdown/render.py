"""Markdown in, safe HTML out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from markdown import Markdown
from markdown.util import ETX, STX

from deckwright.decks.markdown.inline import ImageHtml, Inline
from deckwright.decks.markdown.ledger import losses
from deckwright.decks.markdown.nodes import Told, Tree
from deckwright.decks.markdown.safe import clean, directed, with_sounds
from deckwright.decks.markdown.write import NoteParser, Notes

_RESERVED = str.maketrans("", "", STX + ETX)


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML for a field, and what is to be told about it."""

    html: str
    told: tuple[Told, ...] = ()
    formulas: tuple[str, ...] = ()  # LaTeX, in no order


def plain_image(address: str, alternative: str) -> str:
    """A picture as HTML has it; for texts whose pictures nobody looks after."""
    return f'<img src="{html.escape(address)}" alt="{html.escape(alternative)}">'


class Renderer:
    """Renders many texts with one Python-Markdown object, which is twice as fast as one object for each."""

    def __init__(self) -> None:
        self._markdown = Markdown(extensions=[Notes()], output_format="html")

    def expect(self, texts: Iterable[str]) -> None:
        """Be told of texts that will be rendered; of use to a renderer that can prepare for them."""

    def keep(self) -> None:
        """Be told that all was rendered; of use to a renderer that has a memory."""

    def render(self, text: str, image: ImageHtml = plain_image) -> Rendered:
        """A Markdown text as safe HTML; one paragraph alone comes without its `<p>`."""
        parser = self._markdown.parser
        assert isinstance(parser, NoteParser)
        inline = Inline(image)
        parser.inline = inline
        self._markdown.reset()
        text = text.translate(_RESERVED)
        parser.tree = Tree(text)
        page = with_sounds(_tidy(clean(self._markdown.convert(text))), inline.media)
        told = (*parser.tree.told, *inline.told)
        if not any(one.severity == "error" for one in told):  # those tell of what is lost
            told += tuple(losses(parser.tree, page, inline.media))
        return Rendered(directed(page), told, tuple(inline.formulas))


def _tidy(safe: str) -> str:
    """Without empty paragraphs, and without the paragraph around a single one."""
    safe = re.sub(r"<p(?: [^<>]*)?>\s*</p>", "", safe).strip()
    alone = re.fullmatch(r"<p>((?:(?!</?p>).)*)</p>", safe, re.S)
    return alone[1].strip() if alone else safe

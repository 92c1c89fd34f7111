"""Text within a block -> HTML: every word escaped, what marks it in tags."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from deckwright.decks.formulas import is_harmful
from deckwright.decks.markdown.lines import starts_with_marker
from deckwright.decks.markdown.nodes import Told
from deckwright.decks.markdown.safe import HARMFUL, is_address
from deckwright.text.characters import is_cjk
from deckwright.text.emphasis import Run, emphasis
from deckwright.text.entering import BREAK_AFTER
from deckwright.text.inline import References, Token, TokenKind, tokens
from deckwright.text.marked import pairs

ImageHtml = Callable[[str, str], str]
"""(address, alternative text) -> the HTML that stands for the picture."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# A backslash that a bracket may follow: set apart, or MathJax would take what is between two of them for a formula.
_MATH_SIGN = re.compile(r"\\(?=[()\[\]]|$)")
BACKSLASH = "<span>\\</span>"
_LENGTHS = {"width": re.compile(r"(\d{1,4}%?)(?:px)?"), "height": re.compile(r"(\d{1,4})(?:px)?")}
_STRIKE = re.compile(r"(?<!~)~~(?!~)")
_OPAQUE = {TokenKind.CODE, TokenKind.MATH, TokenKind.DISPLAY_MATH, TokenKind.TAG, TokenKind.COMMENT, TokenKind.URL}


@dataclass(slots=True)
class Inline:
    """Renders the text within blocks."""

    image: ImageHtml
    references: References = field(default_factory=dict)
    paired: frozenset[str] = frozenset()  # elements of HTML whose halves may stand in several blocks
    notes: dict[str, int] = field(default_factory=dict)  # label of a footnote -> its number
    formulas: list[str] = field(default_factory=list)  # those rendered so far
    media: list[str] = field(default_factory=list)  # HTML that stands for the pictures met so far
    told: list[Told] = field(default_factory=list)

    def __call__(self, text: str, *, marks: bool = True) -> str:
        """`marks=False` leaves `*` and line ends alone, as in a block of HTML."""
        found = tokens(text, self.references, self.paired)
        if not marks:
            kept = (TokenKind.TAG, TokenKind.COMMENT, TokenKind.MATH, TokenKind.DISPLAY_MATH)
            found = [token for token in found if token.kind in kept]
        cuts: list[tuple[int, int, str]] = [(token.start, token.end, self.token_html(token)) for token in found]
        if marks:
            cuts += self.emphasis_cuts(text, found)
            cuts += self.break_cuts(text, found)
            cuts += self.pair_cuts(text, found)
        pieces, at = [], 0
        for start, end, piece in sorted(cuts):
            if start < at:
                continue
            pieces += [_words(text[at:start]), piece]
            at = end
        pieces.append(_words(text[at:]))
        return "".join(pieces)

    def token_html(self, token: Token) -> str:
        kind, value = token.kind, token.value
        if kind is TokenKind.CODE:
            return f"<code>{html.escape(value, quote=False)}</code>"
        if kind is TokenKind.MATH:
            return self.formula(value, display=False)
        if kind is TokenKind.DISPLAY_MATH:
            return self.formula(value, display=True)
        if kind is TokenKind.ESCAPE:
            return BACKSLASH if value == "\\" else html.escape(value)
        if kind is TokenKind.URL:
            return (
                f"{_anchor(token.target)}{html.escape(value)}</a>" if is_address(token.target) else html.escape(value)
            )
        if kind is TokenKind.LINK_OPEN:
            return _anchor(token.target, token.title) if self.leads(token.target) else ""
        if kind is TokenKind.LINK_CLOSE:
            return "</a>" if is_address(token.target) else ""
        if kind is TokenKind.IMAGE:
            return self.medium(token.target, html.unescape(value), *token.title.split("x"))
        if kind is TokenKind.FOOTNOTE:
            return self.footnote(value)
        if kind is TokenKind.TAG:
            return self.tag(value)
        return ""

    def formula(self, tex: str, *, display: bool) -> str:
        """A formula as Anki gives it to MathJax, every character intact; as code where MathJax would do harm."""
        self.formulas.append(tex)
        shown = html.escape(tex, quote=False)
        if is_harmful(tex):
            return f"<code>{shown}</code>"
        shown = f" {shown}" if shown.startswith("$") else shown  # `[$` is a sign of Anki's own
        return f"\\[{shown}\\]" if display else f"\\({shown}\\)"

    def leads(self, target: str) -> bool:
        """Whether a link may lead there from a card; where its file stays behind, that is told."""
        if is_address(target):
            return True
        if not HARMFUL.match(target):  # the linter tells of those
            message = f"the link to {target or 'nowhere'} is left out, as only addresses of the web travel with a card"
            self.told.append(Told("link-left-out", message, target))
        return False

    def tag(self, tag: str) -> str:
        if re.match(r"<a\b", tag, re.I):
            target = _attributes(tag).get("href")
            return "" if tag.endswith("/>") else tag if target is None or self.leads(target) else "<a>"
        if not re.match(r"<(?:img|audio|source)\b", tag, re.I):
            return "" if tag.lower() == "</audio>" else tag
        attributes = _attributes(tag)
        if "src" not in attributes and not tag.lower().startswith("<img"):
            return ""
        sizes = attributes.get("width", ""), attributes.get("height", "")
        return self.medium(attributes.get("src", ""), attributes.get("alt", ""), *sizes)

    def medium(self, address: str, alternative: str, *sizes: str) -> str:
        """What stands for a picture or sound; its width is in pixels or per cent, its height in pixels."""
        shown = self.image(address, alternative)
        for (name, form), said in zip(_LENGTHS.items(), sizes, strict=False):
            if shown.startswith("<img ") and (match := form.fullmatch(said)):
                shown = f'{shown[:-1]} {name}="{match[1]}">'
        self.media.append(shown)
        return shown

    def footnote(self, label: str) -> str:
        """The number of a footnote, from 1 in the order in which they are named."""
        return f"<sup>{self.notes.setdefault(label, len(self.notes) + 1)}</sup>"

    def emphasis_cuts(self, text: str, found: list[Token]) -> list[tuple[int, int, str]]:
        protected = [(token.start, token.end) for token in found if token.kind is not TokenKind.LINK_OPEN]
        cuts = []
        for run in emphasis(text, protected):
            if run.openings or run.closings:
                cuts.append((run.start, run.start + run.length, self.run_html(run)))
        return cuts

    def run_html(self, run: Run) -> str:
        closing = "".join("</strong>" if size == 2 else "</em>" for size in run.closings)
        opening = "".join("<strong>" if size == 2 else "<em>" for size in run.openings)
        return closing + run.char * run.left + opening

    def pair_cuts(self, text: str, found: list[Token]) -> list[tuple[int, int, str]]:
        """`~~struck out~~`, as GitHub has it, and `==marked==`, as Obsidian does."""
        opaque = [(token.start, token.end) for token in found if token.kind is not TokenKind.LINK_OPEN]
        cuts = []
        for begin, end in pairs(text, opaque) if "==" in text else ():
            cuts += [(begin, begin + 2, "<mark>"), (end, end + 2, "</mark>")]
        begun, inside = None, 0
        for match in _STRIKE.finditer(text) if "~~" in text else ():
            while inside < len(opaque) and opaque[inside][1] <= match.start():
                inside += 1
            if inside < len(opaque) and opaque[inside][0] <= match.start():
                continue
            if begun is None:
                begun = match if text[match.end() : match.end() + 1].strip() else None
            elif text[: match.start()][-1:].strip():
                cuts += [(*begun.span(), "<del>"), (*match.span(), "</del>")]
                begun = None
        return cuts

    def break_cuts(self, text: str, found: list[Token]) -> list[tuple[int, int, str]]:
        """What becomes of each end of line: a break, a space or nothing."""
        opaque = [(token.start, token.end) for token in found if token.kind in _OPAQUE or token.kind is TokenKind.IMAGE]
        cuts, inside = [], 0
        for match in re.finditer(r"(\\|(?<! ))( *+)\n *", text):
            while inside < len(opaque) and opaque[inside][1] <= match.start():
                inside += 1
            if inside < len(opaque) and opaque[inside][0] <= match.start(2) + len(match[2]) < opaque[inside][1]:
                continue
            cuts.append((match.start(), match.end(), self.line_end(text, match)))
        return cuts

    def line_end(self, text: str, match: re.Match[str]) -> str:
        before, after = text[: match.start()][-1:], text[match.end() : match.end() + 1]
        rest_of_line = text[match.end() :].split("\n", 1)[0] if after else ""
        hard = bool(match[1]) or len(match[2]) >= 2
        if hard or before in BREAK_AFTER or starts_with_marker(rest_of_line):
            return "<br>"
        return "" if is_cjk(before) and is_cjk(after) else " "


def _words(text: str) -> str:
    said = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return BACKSLASH.join(html.escape(piece, quote=False) for piece in _MATH_SIGN.split(said))


def _anchor(target: str, title: str = "") -> str:
    titled = f' title="{html.escape(title)}"' if title else ""
    return f'<a href="{html.escape(target)}"{titled}>'


def _attributes(tag: str) -> dict[str, str]:
    found: dict[str, str] = {}

    class Reader(HTMLParser):
        def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update({key: value or "" for key, value in attrs})

    Reader().feed(tag)
    return found

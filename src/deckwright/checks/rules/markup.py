"""Rules about Markdown that will not come out as it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.checks.plain import Text, texts
from deckwright.checks.rule import Found, rule
from deckwright.decks.deck import Deck
from deckwright.decks.formulas import known_commands
from deckwright.decks.markdown.safe import HARMFUL
from deckwright.seeds.inputs.vault import left_over
from deckwright.text.blocks import BlockKind, fence_opening
from deckwright.text.characters import HAN
from deckwright.text.emphasis import emphasis
from deckwright.text.html_names import OTHERS, UNWRAPPED
from deckwright.text.inline import TokenKind, written_tags
from deckwright.text.tags import Tag

_DANGEROUS = re.compile(r"\son\w+\s*=|javascript:|\sstyle\s*=|\ssrcdoc\s*=", re.I)


@rule(
    "unclosed-fence",
    "warning",
    "a code fence that is never closed: all that follows is shown as code",
    example="answer: |-\n  ```python\n  print(1)\n  (and no ``` below)",
)
def unclosed_fence(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if "```" not in one.text and "~~~" not in one.text:
            continue
        lines = one.lines
        for block in one.blocks:
            sign = fence_opening(lines[block.first]) or lines[block.first].strip()[:3]
            last = lines[block.last].strip()
            closed = block.last > block.first and last.startswith(sign) and not last.strip(sign[:1])
            if block.kind is BlockKind.FENCE and not closed:
                start = one.starts[block.first]
                remedy = f"write {sign} on a line of its own where the code ends"
                end = start + len(lines[block.first])
                yield Found(one.card, "the code fence is never closed", one.key, start, end, remedy)


@rule(
    "unclosed-formula",
    "warning",
    "`$`, `$$`, `\\[` or `\\(` without its other half",
    example="answer: The loss is $L = \\frac12 x^2, where x is small.",
)
def unclosed_formula(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        for start, end in sorted(_half_formulas(one)) if "$" in one.text or "\\" in one.text else ():
            remedy = "close the formula, or write a backslash before the sign if it is none"
            yield Found(one.card, f"{one.text[start:end]} opens or closes no formula", one.key, start, end, remedy)


def _half_formulas(one: Text) -> Iterator[tuple[int, int]]:
    for match in one.words.matches(_DOLLARS):
        yield match.span()
    for token in one.tokens:
        if token.kind is TokenKind.ESCAPE and token.value in "([" and _TEX.match(one.text, token.end):
            yield token.start, token.end
    if "$" in one.text:
        yield from _lone_dollars(one)


def _lone_dollars(one: Text) -> Iterator[tuple[int, int]]:
    """Dollars beside what looks like a formula: no price, no variable of a shell, no name."""
    text = one.text
    for token in one.tokens:
        bare = re.sub(r"\\(?:text|mbox|mathrm)\s*\{[^{}]*\}", "", token.value) if token.kind is TokenKind.MATH else ""
        if HAN.search(bare) and text.count("$") % 2 and text[token.start] == "$":
            yield token.start, token.start + 1
            return
    for match in one.words.matches(_ONE_DOLLAR):
        at = match.start()
        before = re.search(
            r"[^\s\u3000-\u303f\u3400-\u9fff\uff00-\uffef$][^\u3000-\u303f\u3400-\u9fff\uff00-\uffef$\n]{0,40}$",
            text[max(at - 42, 0) : at],
        )
        after = re.match(r"[^\u3000-\u303f\u3400-\u9fff\uff00-\uffef$\n]{1,40}", text[at + 1 : at + 41])
        closes = before and not text[at - 1].isspace() and _FORMULA.search(before[0])
        opens = after and not after[0][0].isspace() and _FORMULA.search(after[0]) and not _NO_FORMULA.match(after[0])
        if not (text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()) and (opens or closes):
            yield at, at + 1


_ONE_DOLLAR = re.compile(r"(?<![\\$])\$(?!\$)")
_FORMULA = re.compile(r"\\[a-zA-Z]{2,}|[A-Za-z0-9)}]\s?[\^_]\s?[A-Za-z0-9{(]|[A-Za-z)]'?\s?[=<>≤≥≈]\s?[-\w\\({]")
_NO_FORMULA = re.compile(
    r"\d[\d.,]*(?:[\s,.;:!?)]|$|[kKmMbB]\b|\s*(?:million|billion|per)\b)|[A-Z_]{3,}\b|[a-z_]{3,}\b|\(|\{"
)
_DOLLARS = re.compile(r"(?<!\\)\$\$")
_TEX = re.compile(r"(?:(?!\\[\])])[^\n]){0,200}?(?:\\[a-zA-Z]{2}|[\^_={}])")


@rule(
    "stray-emphasis",
    "warning",
    "`*`, `**` or `__` that will show as it stands, as its other half is missing or a space keeps it from closing",
    example="answer: This is **important ** here",
)
def stray_emphasis(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if "*" not in one.text and "__" not in one.text:
            continue
        for start, paragraph, found in one.paragraphs:
            protected = [(token.start, token.end) for token in found if token.kind is not TokenKind.LINK_OPEN]
            for run in emphasis(paragraph, protected):
                if run.left and _meant(paragraph, run.start, run.length, run.char):
                    remedy = f"close the emphasis, or write \\{run.char} for the sign itself"
                    message = "this will show as stars" if run.char == "*" else "this will show as underscores"
                    at = start + run.start
                    yield Found(one.card, message, one.key, at, at + run.length, remedy)


def _meant(text: str, start: int, length: int, char: str) -> bool:
    """Whether signs were meant as emphasis: two of them, or a star that leans on a word; no product, no footnote.

    Underscores are, if they lean on the head of a word that has none at its end (`__init__` is a name).
    """
    before, after = text[:start][-1:], text[start + length :][:1]
    if char == "_":
        rest = re.match(r"\w*", text[start + length :])
        return length == 2 and not before.strip() and after.isalpha() and rest is not None and "_" not in rest[0]
    if (
        length in (2, 3)
        and (before + after).strip()
        and text[start - 1 : start].isascii()
        and _ARGUMENTS.match(text, start)
    ):
        return text.count("*" * length) % 2 == 1 and not _ARGUMENTS.match(text, start)
    if length == 1 and _ARGUMENTS.match(text, start):
        return False
    if any(match.start() <= start < match.end() for match in _CALL.finditer(text)):
        return False
    if length == 1 and (before.isspace() or not before) and (after.isspace() or not after):
        return False
    if length == 1 and before.isalnum() and after.isalnum():
        return False
    return length in (2, 3) or (bool(after.strip()) and not before.strip() and text.count("*") == 1)


_CALL = re.compile(r"\w\([^()\n]*(?<!\w)\*{1,2}[A-Za-z_]\w*(?=\s*[,)=:\[])[^()\n]*\)")
"""Arguments of a function, or its pointers: `f(*xs, **options)`, `main(int argc, char **argv)`."""
_ARGUMENTS = re.compile(r"\*\*?(?:kw)?args?\b")


@rule(
    "unsafe-html",
    "warning",
    "HTML that no card may hold: it is shown as it is written, or taken out",
    example='answer: Look <iframe src="https://example.org"></iframe>',
)
def unsafe_html(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if "<" not in one.text and "](" not in one.text and "]:" not in one.text:
            continue
        found = [(tag.start, tag.end, message) for tag, message in _odd_tags(one.running)]
        found += [
            (token.start, token.end, f"a link to {token.target.split(':')[0]}: is taken out")
            for token in one.tokens
            if token.kind is TokenKind.LINK_OPEN and HARMFUL.match(token.target)
        ]
        for start, end, message in sorted(found):
            yield Found(one.card, message, one.key, start, end, "say it in Markdown")


def _odd_tags(text: str) -> Iterator[tuple[Tag, str]]:
    """Tags of HTML that do not come to a card as they are; not those that are only named."""
    tags = written_tags(text) if "<" in text else []
    closed = {tag.name for tag in tags if tag.closing}
    for tag in tags:
        meant = not tag.closing and (not tag.bare or tag.name in closed)
        if meant and tag.name in OTHERS:
            yield tag, f"<{tag.name}> is shown as it is written; docs/safety.md says what may stand on a card"
        elif meant and tag.name in UNWRAPPED:
            yield tag, f"<{tag.name}> is taken out, and what it holds is shown"
        elif _DANGEROUS.search(tag.written):
            yield tag, "styles, event handlers and such links are taken out"


@rule(
    "image-address",
    "warning",
    "a picture whose address holds a space: Markdown takes it for words, and the card shows them",
    example="answer: '![a map](my map.png)'",
)
def image_address(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        for match in one.words.matches(_SPACED_ADDRESS) if "![" in one.text else ():
            remedy = f"write ![{match['caption']}](<{match['address'].strip()}>)"
            message = "the picture's address holds a space and will show as words"
            yield Found(one.card, message, one.key, *match.span(), remedy)


_SPACED_ADDRESS = re.compile(
    r"!\[(?P<caption>[^\[\]\n]{0,200})\]"
    r"\((?P<address>[^()<>\[\]\"\n]{1,200}\.(?:png|jpe?g|gif|webp|svg|avif|bmp))[ \t]{0,9}\)",
    re.I,
)


@rule(
    "unclosed-code",
    "warning",
    "a backtick without its other half",
    example="answer: Write `var s []int or use `make`.",
)
def unclosed_code(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if "`" not in one.text:
            continue
        for start, paragraph, found in one.paragraphs:
            inside = {at for token in found if token.kind in _WHOLE for at in range(token.start, token.end)}
            for match in _BACKTICK.finditer(paragraph):
                if match.start() not in inside:
                    remedy = "close the code, or write \\` for the sign itself"
                    place = (start + match.start(), start + match.end())
                    yield Found(one.card, "the code is never closed", one.key, *place, remedy)


_WHOLE = (TokenKind.CODE, TokenKind.MATH, TokenKind.DISPLAY_MATH, TokenKind.ESCAPE)
_BACKTICK = re.compile(r"(?<![\\`])`{1,2}(?!`)(?=\S)|(?<=[^\s\\`])`{1,2}(?!`)")


@rule(
    "latex-outside",
    "warning",
    "LaTeX outside of a formula: the card shows its source",
    example="answer: E = \\hbar\\omega",
)
def latex_outside(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if "\\" not in one.text and "{" not in one.text:
            continue
        for match in _SOURCE.finditer(one.own):
            name = match["name"]
            if name and name not in known_commands():
                continue
            yield Found(
                one.card, f"{match[0]!r} stands outside of a formula", one.key, *match.span(), "write it as $…$"
            )
            break


_SOURCE = re.compile(
    r"(?<![A-Za-z\\:%/.])\\(?P<name>[a-zA-Z]{2,})(?![a-zA-Z:])"
    r"|(?<=[A-Za-z0-9)\]])[\^_]\{(?!\{)[^{}\n]{1,40}\}(?!\})"
)


@rule(
    "vault-signs",
    "warning",
    "a remark or a link as a vault writes it: a card shows it as it stands, for everybody",
    example="answer: See [[Queen bee|the queen]]. %%ask Kim%%",
)
def vault_signs(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if "[[" in one.text or "%%" in one.text:
            for start, end in sorted(left_over(one.words)):
                remedy = (
                    "take it out; or say `vault: true` of its document in deckwright.yaml, and run `deckwright update`"
                )
                yield Found(one.card, "the card shows the signs of a vault", one.key, start, end, remedy)

"""Rules about Markdown that will not come out as it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.checks.rule import Found, rule
from deckwright.decks.deck import Deck
from deckwright.decks.markdown.safe import TAGS
from deckwright.text.blocks import BlockKind, scan
from deckwright.text.emphasis import emphasis
from deckwright.text.inline import TokenKind, tokens
from deckwright.text.prose import Prose

_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_DANGEROUS = re.compile(r"\son\w+\s*=|javascript:|\sstyle\s*=|\ssrcdoc\s*=", re.I)
_ADDRESS = re.compile(r"(?:javascript|vbscript|data|file):", re.I)


@rule(
    "unclosed-fence",
    "warning",
    "a code fence that is never closed: all that follows is shown as code",
    example="answer: |-\n  ```python\n  print(1)\n  (and no ``` below)",
)
def unclosed_fence(deck: Deck) -> Iterator[Found]:
    for card, key, text in deck.texts():
        if "```" not in text and "~~~" not in text:
            continue
        lines = text.split("\n")
        for block in scan(lines):
            sign = lines[block.first].strip()[:3]
            last = lines[block.last].strip()
            closed = block.last > block.first and last.startswith(sign) and not last.strip(sign[:1])
            if block.kind is BlockKind.FENCE and not closed:
                start = sum(len(line) + 1 for line in lines[: block.first])
                yield Found(
                    card,
                    "the code fence is never closed",
                    key,
                    start,
                    start + len(lines[block.first]),
                    f"write {sign} on a line of its own where the code ends",
                )


@rule(
    "unclosed-formula",
    "warning",
    "`$$`, `\\[` or `\\(` without its other half",
    example="answer: The loss is $$L = x",
)
def unclosed_formula(deck: Deck) -> Iterator[Found]:
    for card, key, words in deck.words():
        for start, end in sorted(_half_formulas(words)):
            remedy = "close the formula, or write a backslash before the sign if it is none"
            yield Found(card, f"{words.text[start:end]} opens or closes no formula", key, start, end, remedy)


def _half_formulas(words: Prose) -> Iterator[tuple[int, int]]:
    for match in words.matches(_DOLLARS):
        yield match.span()
    for token in tokens(words.text) if "\\" in words.text else ():
        if token.kind is TokenKind.ESCAPE and token.value in "([" and _TEX.match(words.text, token.end):
            yield token.start, token.end


_DOLLARS = re.compile(r"(?<!\\)\$\$")
_TEX = re.compile(r"[^\n\]\)]*[\\^_={}]")


@rule(
    "stray-emphasis",
    "warning",
    "`*` or `**` that will show as stars, as its other half is missing or a space keeps it from closing",
    example="answer: This is **important ** here",
)
def stray_emphasis(deck: Deck) -> Iterator[Found]:
    for card, key, text in deck.texts():
        if "*" not in text:
            continue
        for start, paragraph in _paragraphs(text):
            protected = [(one.start, one.end) for one in tokens(paragraph) if one.kind is not TokenKind.LINK_OPEN]
            for run in emphasis(paragraph, protected):
                if run.char == "*" and run.left and _meant(paragraph, run.start, run.length):
                    remedy = "close the emphasis, or write \\* for a star"
                    yield Found(
                        card, "this will show as stars", key, start + run.start, start + run.start + run.length, remedy
                    )


def _meant(text: str, start: int, length: int) -> bool:
    """Whether stars were meant as emphasis: two of them, or one that leans on a word; not a product, not a footnote."""
    before, after = text[:start][-1:], text[start + length :][:1]
    if length == 1 and (before.isspace() or not before) and (after.isspace() or not after):
        return False
    if length == 1 and before.isalnum() and after.isalnum():
        return False
    return length in (2, 3) or (bool(after.strip()) and not before.strip() and text.count("*") == 1)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Stretches of text without blank lines, code or formulas on display, with their places."""
    lines = text.split("\n")
    start = 0
    open_at, gathered = 0, ""
    skipped = {
        at
        for block in scan(lines)
        if block.kind in (BlockKind.FENCE, BlockKind.MATH, BlockKind.RULE)
        for at in range(block.first, block.last + 1)
    }
    for at, line in enumerate(lines):
        bullet = re.match(r"\s*\*(?=\s)", line)
        if not line.strip() or at in skipped or bullet:
            if gathered:
                yield open_at, gathered
            gathered = ""
        if line.strip() and at not in skipped:
            begin = bullet.end() if bullet else 0
            if not gathered:
                open_at = start + begin
                gathered = line[begin:]
            else:
                gathered += "\n" + line
        start += len(line) + 1
    if gathered:
        yield open_at, gathered


@rule(
    "unsafe-html",
    "warning",
    "HTML that is taken out before a learner sees it",
    example='answer: Look <iframe src="https://example.org"></iframe>',
)
def unsafe_html(deck: Deck) -> Iterator[Found]:
    for card, key, text in deck.texts():
        if "<" not in text and "](" not in text:
            continue
        for token in tokens(text):
            if token.kind is TokenKind.TAG:
                name = _TAG_NAME.match(token.value)
                if name and name[1].lower() not in TAGS and not token.value.startswith("</"):
                    message = f"<{name[1].lower()}> is taken out; docs/safety.md says what may stand on a card"
                elif _DANGEROUS.search(token.value):
                    message = "styles, event handlers and such links are taken out"
                else:
                    continue
            elif token.kind is TokenKind.LINK_OPEN and _ADDRESS.match(token.target):
                message = f"a link to {token.target.split(':')[0]}: is taken out"
            else:
                continue
            yield Found(card, message, key, token.start, token.end, "say it in Markdown")


@rule(
    "image-address",
    "warning",
    "a picture whose address holds a space: Markdown takes it for words, and the card shows them",
    example="answer: '![a map](my map.png)'",
)
def image_address(deck: Deck) -> Iterator[Found]:
    for card, key, words in deck.words():
        if "![" not in words.text:
            continue
        for match in words.matches(_SPACED_ADDRESS):
            remedy = f"write ![{match['caption']}](<{match['address'].strip()}>)"
            yield Found(card, "the picture's address holds a space and will show as words", key, *match.span(), remedy)


_SPACED_ADDRESS = re.compile(
    r"!\[(?P<caption>[^\[\]\n]{0,200})\]"
    r"\((?P<address>[^()<>\[\]\"\n]{1,200}\.(?:png|jpe?g|gif|webp|svg|avif|bmp))[ \t]{0,9}\)",
    re.I,
)

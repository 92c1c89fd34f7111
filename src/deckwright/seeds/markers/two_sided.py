"""`term - definition`, `word = meaning`, `name： what it is`: lines that one sign cuts into two sides.

No sign is known beforehand to be the one: it is the one that cuts nearly every line once, into a short left side that
differs from line to line. (Compare CleverCSV, van den Burg, Nazábal and Sutton 2019.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.label import behind_dress
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.markers.rows import is_values
from deckwright.seeds.slices import Slice, Slot
from deckwright.seeds.words import asks
from deckwright.text.blocks import Block, BlockKind

LEAST_SHARE = 0.3
"""Share of the lines that a sign must cut."""

LONGEST_LEFT = 200
"""Characters of a left side; half of them must be at most HALF_LEFT long."""
HALF_LEFT = 48
DISTINCT = 0.75
"""Share of the left sides that must differ: a label recurs."""

SIGNS: dict[str, str] = {
    "arrow": r"[ \t]*(?:(?<!-)-+>|(?<!=)=+>|→|⇒|⟶|➔|➜|⇔|↔|<->|<=>)[ \t]*",
    "angle": r"[ \t]*(?:(?<!>)>>++|»)[ \t]+",
    "equals": r"[ \t]*(?<![=!<>])={1,3}(?![=>])[ \t]*",
    "dash": r"(?:[ \t]+[-–—]{1,3}[ \t]*(?=[ \t])|(?<=\w)[-–—]{1,2}(?=[ \t])|(?<=[)\]）])[-–—]|[ \t]+[–—]|—{1,2})[ \t]*",
    "colon": r"[ \t]*(?:(?<![:\d]):(?![:/\\])(?=[ \t]|[^\x00-\x7f]|\*)|(?<=[^\x00-\x7f]):(?!:)|：)[ \t]*",
    "semicolon": r"[ \t]*[;；][ \t]*",
    "comma": r"[ \t]*(?:(?<=[?？])[,，]|[,，](?=[^,，]*$))[ \t]*",
    "bar": r"[ \t]*\|{1,2}[ \t]*",
    "bar-dash": r"[ \t]*(?:―|⸺|——)[ \t]*",
    "tilde": r"[ \t]+[~～][ \t]+",
    "slash": r"[ \t]+/{1,2}[ \t]+",
    "dots": r"[ \t]*(?:…|\.{3,})[ \t]*",
    "spaces": r"(?:[ ]{3,}|[ ]*\t+[ \t]*)",
    "brackets": r"[ \t]*\[(?=[^\[\]]+\]$)|(?<=[?？])[ \t]*[(（](?=[^()（）]+[)）]$)",
}
_RARE = dict.fromkeys(("arrow", "angle", "bar-dash"), 0.05)
"""Signs that prose hardly has: of these fewer lines will do."""

_SHARES = {**_RARE, "comma": 0.9}
"""The same for the signs that need another share of the lines: prose is full of commas."""

_COMMON = ("dash", "colon", "equals", "arrow")
"""Signs that one writer may use side by side."""

_PATTERNS = {name: re.compile(rf"(?<![ \t])(?:{sign})") for name, sign in SIGNS.items()}
_CODE = re.compile(r"`[^`]*`|\]\([^()]*(?:\([^()]*\)[^()]*)*\)|<[^<>]*>|https?://\S+|\$[^$]*\$")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A line with where its left side, its sign and its right side stand."""

    line: int
    start: int
    left: int
    end: int
    right: int
    stop: int


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    told = [block for block in blocks if block.kind in (BlockKind.TEXT, BlockKind.ITEM)]
    if len(told) < 3 or is_values(document):
        return
    found = {name: _pairs(document, told, pattern) for name, pattern in _PATTERNS.items()}
    good = {
        name: pairs
        for name, pairs in found.items()
        if _is_good(document, pairs, len(told), _SHARES.get(name, LEAST_SHARE))
        and not (name == "brackets" and _recur(document, pairs))
        and not (name == "comma" and any(block.kind is BlockKind.HEADING for block in blocks))
    }
    for name, pairs in good.items():
        yield from _marks(Family("pair", name), document, blocks, pairs)
    if not good:
        return
    best = max(good, key=lambda name: len(good[name]))
    joined = {pair.line: pair for pair in good[best]}
    for name in (name for name in _COMMON if name != best):
        joined.update({pair.line: pair for pair in found[name] if pair.line not in joined})
    if len(joined) >= 1.05 * len(good[best]):
        pairs = [joined[line] for line in sorted(joined)]
        if _is_good(document, pairs, len(told), LEAST_SHARE):
            yield from _marks(Family("pair", "any"), document, blocks, pairs)


def _pairs(document: Document, told: Sequence[Block], pattern: re.Pattern[str]) -> list[_Pair]:
    return [pair for block in told if (pair := _pair(document, block, pattern))]


def _pair(document: Document, block: Block, pattern: re.Pattern[str]) -> _Pair | None:
    line = document.lines[block.first]
    stop = len(line.rstrip())
    left = behind_dress(line, block.content, stop)
    text = line[: left + 4 * LONGEST_LEFT]
    if "`" in text or "](" in text or "<" in text or "://" in text or "$" in text:
        text = _CODE.sub(lambda match: "\0" * len(match[0]), text)
    match = pattern.search(text, left + 1)
    if match is None or match.end() >= stop or match.start() - left > LONGEST_LEFT:
        return None
    if line[match.end() - 1] in "[(（":
        stop -= 1
    if not any(map(str.isalnum, line[left : match.start()])) or not line[match.end() : stop].strip("*_ "):
        return None
    start = len(line) - len(line.lstrip())
    return _Pair(block.first, start, left, match.start(), match.end(), stop)


def _recur(document: Document, pairs: Sequence[_Pair]) -> bool:
    """Whether what stands behind the sign recurs, as points do in an exam: `[2 points]`."""
    rights = [document.lines[pair.line][pair.right : pair.stop].casefold() for pair in pairs]
    return len(set(rights)) < DISTINCT * len(rights)


def _is_good(document: Document, pairs: Sequence[_Pair], among: int, share: float) -> bool:
    if len(pairs) < (3 if share == LEAST_SHARE else 5) or len(pairs) < share * among:
        return False
    lefts = [document.lines[pair.line][pair.left : pair.end].strip(" *_").casefold() for pair in pairs]
    half = sorted(map(len, lefts))[len(lefts) // 2]
    asking = sum(map(asks, lefts)) >= 0.5 * len(lefts)
    return (half <= HALF_LEFT or asking) and len(set(lefts)) >= DISTINCT * len(lefts)


GOES_ON = 0.25
"""Share of the pairs with more lines beneath them from which on these belong to the answer."""


def _marks(family: Family, document: Document, blocks: Sequence[Block], pairs: Sequence[_Pair]) -> Iterator[Mark]:
    more = sum(
        two.line > one.line + 1 and any(document.lines[at].strip() for at in range(one.line + 1, two.line))
        for one, two in pairwise(pairs)
    )
    goes_on = more >= GOES_ON * len(pairs) and family.form not in _RARE
    block_at = {block.first: block for block in blocks}
    taken = {pair.line for pair in pairs}
    for pair in pairs:
        line = document.lines[pair.line]
        end, right = pair.end, pair.right
        for sign in ("**", "__", "*", "_"):  # `**term:** what it is`, the sign inside the emphasis
            if line.startswith(sign, right) and line.count(sign, pair.left, end) % 2:
                right += len(sign)
                break
        if goes_on:
            yield Mark(family, pair.line, pair.start, pair.left, end, last=pair.line, resume=right)
        else:
            last = _goes_on_to(document, block_at, pair.line, taken)
            beneath = [Slice(at, 0, len(document.lines[at])) for at in range(pair.line + 1, last + 1)]
            slots = (
                Slot("question", (Slice(pair.line, pair.left, end),)),
                Slot("answer", (Slice(pair.line, right, pair.stop), *beneath)),
            )
            stop = len(document.lines[last].rstrip())
            yield Mark(family, pair.line, pair.start, pair.left, stop, last=last, slots=slots)


def _goes_on_to(document: Document, block_at: dict[int, Block], line: int, taken: set[int]) -> int:
    """The last line of an answer in a list: its item's own lines, code and deeper items, as long as none is blank."""
    item = block_at.get(line)
    last = item.last if item else line
    if item is None or item.kind is not BlockKind.ITEM:
        return line
    while (block := block_at.get(last + 1)) is not None and block.first not in taken:
        deeper = block.kind is BlockKind.ITEM and block.indent > item.indent
        if not deeper and block.kind not in (BlockKind.TEXT, BlockKind.FENCE, BlockKind.MATH):
            break
        last = block.last
    return last

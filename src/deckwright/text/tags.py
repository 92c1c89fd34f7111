"""Which tags of HTML mark up their text, and which are named in it, as in "The <b> element is bold".

A tag is one where HTML would have it so: its other half is there, it needs none, or may do without. One whose other
half is missing is named, and so are two that stand among words as words do: "between <b> and </b>".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from deckwright.text.characters import CJK
from deckwright.text.html_names import MEDIA, OF_LAYOUT, OPEN_ENDED, VOID

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_SOURCE = re.compile(r"\ssrc\s*=", re.I)
_PLACE = re.compile(r"<a\s(?!.*\bhref\s*=)", re.I | re.S)
_PARENTS = frozenset(
    {"audio", "colgroup", "dl", "ol", "picture", "ruby", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)
"""Elements whose parts may be left open."""
_BETWEEN = frozenset({
    "", "and", "or", "to", "und", "oder", "et", "ou", "y", "o", "e", "и", "или", "和", "与", "與", "或",
    "及", "到", "至", "跟", "、", ",", "，", "/", "…", "...", "と", "や",
})  # fmt: skip
"""What stands between two tags that are named, and never in bold."""
_WORD_BEFORE = re.compile(
    r"(?:\b(?:the|(?:use|using|insert|add|write|like|with|by)(?: an?)?|tags?|elements?|and|or|in|of|is|are|from"
    r"|und|oder|et|ou|y|и|или|das|тег|элемент)[ \t]+"
    r"|(?:标签|標籤|元素|标记|標記|使用|利用|插入|和|与|與|或|タグ|要素|태그|요소)[ \t]?|[（(\"“])$",
    re.I,
)
_WORD_BEHIND = re.compile(
    r"[ \t]?(?:-?(?:tags?|elements?|balises?|élément|elemento|etiqueta|element|тег|элемент)\b|标签|標籤|元素|标记|標記"
    r"|タグ|要素|태그|요소| (?:and|or) ?<| ?[和与與或] ?<)|[,;:.!?)\"”](?=\s|$)|[，、。；：！？）]",
    re.I,
)
_ATTACHED = re.compile(rf"(?![{CJK}])[\w<\"'(&$*`]")
_TAGS = re.compile(r"</?[A-Za-z][^<>]*>")
_LOOKED_BACK = 16


@dataclass(frozen=True, slots=True)
class Tag:
    """`text[start:end]`, with the element's name in small letters; a `bare` one has no attributes."""

    start: int
    end: int
    name: str
    closing: bool
    bare: bool
    written: str

    @classmethod
    def of(cls, start: int, written: str) -> Tag:
        match = _NAME.match(written)
        assert match
        bare = not written[match.end() :].strip(" \t\n/>")
        return cls(start, start + len(written), match[1].lower(), written.startswith("</"), bare, written)

    @property
    def closed(self) -> bool:
        """Whether it is closed in itself, as in XML."""
        return self.written.endswith("/>")


def used(text: str, tags: Sequence[Tag], paired: Container[str] = ()) -> list[bool]:
    """Which of a text's tags mark it up. `paired` are elements whose tags have their other halves elsewhere."""
    kept = [_needs_no_other(text, tag) for tag in tags]
    depth: dict[int, int] = defaultdict(int)  # index of a tag -> how many parents open less close there
    for opening, closing in _pairs(tags):
        if not _are_named(text, tags[opening], tags[closing]):
            kept[opening] = kept[closing] = True
            if tags[opening].name in _PARENTS:
                depth[opening] += 1
                depth[closing] -= 1
    inside = 0
    for at, tag in enumerate(tags):
        inside += depth[at]
        if not kept[at]:
            part = tag.name in OPEN_ENDED or tag.name in ("col", "source")
            kept[at] = (part and inside > 0) or (tag.name in paired and _leans(text, tag))
    return kept


def paired_names(text: str, tags: Sequence[Tag]) -> frozenset[str]:
    """The elements that a whole text closes as often as it opens them: their halves may stand in two paragraphs."""
    pairs = {at for pair in _pairs(tags) if not _are_named(text, tags[pair[0]], tags[pair[1]]) for at in pair}
    left = {tag.name for at, tag in enumerate(tags) if at not in pairs}
    return frozenset(tag.name for tag in tags) - left


def _pairs(tags: Sequence[Tag]) -> Iterator[tuple[int, int]]:
    waiting: dict[str, list[int]] = defaultdict(list)
    for at, tag in enumerate(tags):
        if tag.closing and waiting[tag.name]:
            yield waiting[tag.name].pop(), at
        elif not tag.closing and tag.name not in VOID and not tag.closed:
            waiting[tag.name].append(at)


def _needs_no_other(text: str, tag: Tag) -> bool:
    if tag.name in MEDIA:
        return not tag.closing and _SOURCE.search(tag.written) is not None
    if tag.name in ("br", "hr", "wbr"):
        return not tag.bare or not _is_named(text, tag)
    if tag.closing:
        return _is_left_over(text, tag)
    if tag.name in OPEN_ENDED and not tag.closed:
        begins = not text[text.rfind("\n", 0, tag.start) + 1 : tag.start].strip(" \t")
        alone = not tag.bare and not text[tag.end :].split("\n", 1)[0].strip()
        return begins and (alone or _ATTACHED.match(text, tag.end) is not None)
    return _PLACE.match(tag.written) is not None


def _is_left_over(text: str, tag: Tag) -> bool:
    """Whether a closing tag ends a sentence, or stands on a line of its own behind others: a piece of a page that was
    cut, which the linter tells (html-left-over)."""
    begin = text.rfind("\n", 0, tag.start) + 1
    before = _TAGS.sub("", text[begin : tag.start])
    if _TAGS.sub("", text[tag.end :].split("\n", 1)[0]).strip():
        return False
    return before.endswith(tuple(".。!！?？…;；")) or bool(begin and not before.strip())


def _is_named(text: str, tag: Tag) -> bool:
    """Whether a tag that holds nothing stands where a word does."""
    before = text[max(0, tag.start - _LOOKED_BACK) : tag.start]
    return _WORD_BEHIND.match(text, tag.end) is not None or _WORD_BEFORE.search(before) is not None


def _are_named(text: str, opening: Tag, closing: Tag) -> bool:
    """Whether two halves stand among words as words do."""
    if not opening.bare:
        return False
    between = text[opening.end : closing.start]
    if between.strip() in _BETWEEN:
        return bool(between.strip()) or opening.name not in OF_LAYOUT
    if not between.startswith(" ") or not between.endswith(" "):
        return False
    line = text[text.rfind("\n", 0, opening.start) + 1 : opening.start]
    return opening.name not in OF_LAYOUT or bool(line.strip(" \t") and line.endswith(" ") and line[:-1][-1:] != ">")


def _leans(text: str, tag: Tag) -> bool:
    """Whether half of a pair stands as one does: at its line's edge, or beside what it marks."""
    if tag.closing:
        line = text[text.rfind("\n", 0, tag.start) + 1 : tag.start]
        behind = text[tag.end :].split("\n", 1)[0]
        return not behind.strip() or not line.strip() or not line.endswith((" ", "\t"))
    line = text[text.rfind("\n", 0, tag.start) + 1 : tag.start]
    return not line.strip() or not text[tag.end : tag.end + 1].isspace()

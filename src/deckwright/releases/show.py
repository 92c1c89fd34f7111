"""A difference as text for the terminal, as Markdown for learners, as data for JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from deckwright.decks.notes import escaped
from deckwright.languages import in_language
from deckwright.names import visible
from deckwright.releases.compare import WAYS, Change, Difference, Way
from deckwright.releases.editions import Edition
from deckwright.releases.words import FORMULA, Edit, shortened

Paint = Callable[[str, str], str]
"""What became of a stretch of text, and the stretch -> the stretch as it is shown."""

_ENGLISH = {
    "new": "New",
    "reworded": "Reworded questions",
    "corrected": "Corrected answers",
    "re-levelled": "Moved to another level",
    "retagged": "Sorted anew",
    "reversed": "Asked the other way round as well, or no longer",
    "retired": "Retired",
    "none": "Nothing changed for learners.",
    "first": "The first release: {notes} notes.",
    "more": "… and {count} more",
    "find": "Find them in Anki",
    "re-levelled search": (
        "Cards that moved from **{old}** to **{new}** ({notes}) stay in the deck in which you have them. "
        "To move them, paste this into the search of Anki's browser, select all, and choose Cards › Change Deck:"
    ),
    "retired search": (
        "Notes that are retired ({notes}) stay in your collection and get no more updates. "
        "To look at them, or delete them, search for:"
    ),
    "separator": ", ",
    "colon": ": ",
    "stop": ".",
}
_CHINESE = {
    "new": "新增",
    "reworded": "改写的问题",
    "corrected": "修订的答案",
    "re-levelled": "调整难度",
    "retagged": "调整分类",
    "reversed": "增减反向卡片",
    "retired": "停用",
    "none": "对学习者没有变化。",
    "first": "首次发布：{notes} 条笔记。",
    "more": "……以及另外 {count} 条",
    "find": "在 Anki 中查找",
    "re-levelled search": (
        "从 **{old}** 调到 **{new}** 的卡片（{notes} 条）仍留在原来的牌组里。"
        "要移动它们，请在 Anki 浏览器中搜索下面这一行，全选后执行“卡片 › 更改牌组”："
    ),
    "retired search": "停用的笔记（{notes} 条）仍留在您的集合里，不再更新。要查看或删除它们，请搜索：",
    "separator": "，",
    "colon": "：",
    "stop": "。",
}


def phrases(language: str | None) -> Mapping[str, str]:
    return in_language({"zh": _CHINESE, "en": _ENGLISH}, language)


def as_data(difference: Difference) -> dict[str, Any]:
    """For JSON: counts, every note that changed with its ways and words, the searches."""
    return {
        "old": {"name": difference.old.name, "version": difference.old.version, "notes": len(difference.old.notes)},
        "new": {"name": difference.new.name, "version": difference.new.version, "notes": len(difference.new.notes)},
        "counts": {way: difference.counts()[way] for way in WAYS},
        "notes": [_note_data(change) for change in difference.changes],
        "searches": [
            {"way": one.way, "search": one.text, "notes": one.notes, "old_deck": one.old, "new_deck": one.new}
            for one in difference.searches
        ],
    }


def _note_data(change: Change) -> dict[str, Any]:
    old, new = change.old, change.new
    return {
        "id": change.note.id,
        "ways": list(change.ways),
        "question": change.note.name,
        "file": change.note.file,
        "line": change.note.line,
        "level": {"was": old.level if old else None, "now": new.level if new else None},
        "topics": {
            "added": sorted((new.topics if new else frozenset()) - (old.topics if old else frozenset())),
            "removed": sorted((old.topics if old else frozenset()) - (new.topics if new else frozenset())),
        },
        "words": {part: [[edit.what, edit.text] for edit in found] for part, found in change.edits()},
    }


def as_text(difference: Difference, paint: Paint) -> Iterator[str]:
    """Lines for a terminal; `paint` marks what went and what came."""
    said = _ENGLISH
    yield f"{difference.old.name} -> {difference.new.name}: {summary(difference, None)}"
    for way in WAYS:
        for number, change in enumerate(difference.of(way)):
            if not number:
                yield f"\n{said[way]}: {difference.counts()[way]}"
            yield f"  {change.note.id}  {change.note.name}{aside(change, way, difference)}"
            for part, found in change.edits():
                if tells(way, part):
                    words = "".join(paint(edit.what, edit.text) for edit in shortened(found))
                    yield "    " + words.replace("\n", "\n    ")
    for search in difference.searches:
        move = f", {search.old} -> {search.new}" if search.old else ""
        yield f"\nin Anki, the {search.notes} {search.way}{move}:\n  {search.text}"


def tells(way: Way, part: str) -> bool:
    """Whether a part's words belong to a way: each is told once."""
    return way == ("reworded" if part == "question" else "corrected")


def aside(change: Change, way: Way, difference: Difference) -> str:
    """What a way says beside the note's name: from which level to which, the topics that went and came."""
    old, new = change.old, change.new
    if old is None or new is None:
        return ""
    if way == "re-levelled":
        return f" ({_level(old.level, difference.old)} → {_level(new.level, difference.new)})"
    if way == "retagged":
        gone, come = old.topics - new.topics, new.topics - old.topics
        return f" ({' '.join([*(f'−{tag}' for tag in sorted(gone)), *(f'+{tag}' for tag in sorted(come))])})"
    return ""


def _level(key: str | None, edition: Edition) -> str:
    """A level as learners see it: the last part of its deck's name."""
    return edition.decks.get(key or "", key or "?").rsplit("::", 1)[-1]


def summary(difference: Difference, language: str | None) -> str:
    """One line: `2 new, 1 corrected.`"""
    said = phrases(language)
    if not difference.changes:
        return said["none"]
    counts = difference.counts()
    if said is _CHINESE:
        told = [f"{said[way]} {counts[way]}" for way in WAYS if counts[way]]
    else:
        told = [f"{counts[way]} {way}" for way in WAYS if counts[way]]
    return said["separator"].join(told) + said["stop"]


def as_markdown(difference: Difference, language: str | None, *, words: bool = True, most: int = 60) -> str:
    """For learners: what changed, under a heading for each way, and how to find it in Anki.

    With `words`, what went is struck out and what came is underlined; of each way at most `most` notes are named.
    """
    said = phrases(language)
    lines = [summary(difference, language)]
    for way in WAYS:
        changes = difference.of(way)
        if changes:
            lines += ["", f"### {said[way]}", ""]
            for change in changes[:most]:
                lines.append(f"- {_escaped(change.note.name)}{_escaped(aside(change, way, difference))}")
                lines += _word_lines(change, way) if words else []
            if len(changes) > most:
                lines.append(f"- {said['more'].format(count=len(changes) - most)}")
    if difference.searches:
        lines += ["", f"### {said['find']}"]
    for search in difference.searches:
        old, new = escaped(search.old or ""), escaped(search.new or "")
        told = said[f"{search.way} search"].format(old=old, new=new, notes=search.notes)
        lines += ["", told, "", f"    {visible(search.text)}"]
    return "\n".join(lines) + "\n"


_TAGS = {"same": ("", ""), "removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>")}


def _word_lines(change: Change, way: Way) -> Iterator[str]:
    for part, found in change.edits():
        if tells(way, part):
            yield f"  <br>{''.join(map(_marked, shortened(found)))}"


def _marked(edit: Edit) -> str:
    before, after = _TAGS[edit.what]
    return f"{before}{_escaped(edit.text)}{after}"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line; formulas stay formulas."""
    pieces = re.split(
        f"({FORMULA})", visible(re.sub(r"(?:(?<!\s)[^\S\n]++)?\n\s*", " ⏎ ", text), "\t"), flags=re.DOTALL
    )
    return "".join(_as_tex(piece) if at % 2 else _SIGNS.sub(r"\\\1", piece) for at, piece in enumerate(pieces))


def _as_tex(formula: str) -> str:
    """A formula without signs that are HTML wherever formulas are not understood."""
    return formula.replace("<", r"\lt ").replace(">", r"\gt ")


_SIGNS = re.compile(r"([\\`*_\[\]<>#$|~&])")

"""NOTES.md: what the packages hold, what changed, and how to import them, in the deck's language.

What changed stands in CHANGELOG.md, where `release` writes it and people may polish it; here it is taken from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from deckwright.cards.lock import Lock
from deckwright.decks.describe import Package
from deckwright.decks.package import PackedNote
from deckwright.decks.searches import any_of, in_deck
from deckwright.languages import in_language
from deckwright.names import cleaned
from deckwright.project import Project

CHANGELOG = "CHANGELOG.md"

_PHRASES = {
    "en": {
        "head": "| package | level | notes | cards |",
        "all": "all levels",
        "how": (
            "In Anki: File, Import, choose a package. Importing a newer package over an older one updates the notes "
            "that changed and keeps all reviews; what you wrote in notes that have not changed stays."
        ),
        "unreleased": "Built between releases.",
        "adoption": "the deck was adopted",
        "retired": (
            "Notes that are retired since {version} ({notes}) stay in your collection and get no more updates. "
            "To look at them, or delete them, search in Anki's browser for:"
        ),
        "re-levelled": (
            "Cards that moved from **{old}** to **{new}** since {version} ({notes}) stay in the deck in which you have "
            "them. To move them, search in Anki's browser for this, select all, and choose Cards › Change Deck:"
        ),
    },
    "zh": {
        "head": "| 文件 | 难度 | 笔记 | 卡片 |",
        "all": "全部难度",
        "how": (
            "在 Anki 中：文件 → 导入，选择一个文件。新版导入旧版之上，只更新有改动的笔记，复习记录全部保留；"
            "没有改动的笔记里您自己写的内容也保留。"
        ),
        "unreleased": "两次发布之间的构建。",
        "adoption": "接手牌组",
        "retired": (
            "自 {version} 起停用的笔记（{notes} 条）仍留在您的集合里，不再更新。"
            "要查看或删除它们，请在 Anki 浏览器中搜索："
        ),
        "re-levelled": (
            "自 {version} 起从 **{old}** 调到 **{new}** 的卡片（{notes} 条）仍留在原来的牌组里。"
            "要移动它们，请在 Anki 浏览器中搜索下面这一行，全选后执行“卡片 › 更改牌组”："
        ),
    },
}


@dataclass(frozen=True, slots=True)
class SinceRelease:
    """What a learner of the last release has to do by hand, or of a deck as it was adopted, where `version` is None:
    the searches that find retired notes, and those in another deck now."""

    version: str | None
    retired: tuple[str, ...]
    moved: Mapping[tuple[str, str], Sequence[str]]  # (old deck, new deck) -> searches

    @classmethod
    def of(cls, lock: Lock, packed: Iterable[PackedNote]) -> SinceRelease | None:
        """Compare what is packed with what the lock says was released; None where nothing was."""
        last = lock.last_release
        if not any(note.released for note in lock.notes.values()):
            return None
        decks = {note.id: note.deck for note in packed}
        moved: dict[tuple[str, str], list[str]] = {}
        for note in lock.notes.values():
            old, new = lock.released_deck(note.id), decks.get(note.id)
            if old and new and old != new:
                moved.setdefault((old, new), []).append(note.search)
        sent = [note for note in lock.notes.values() if note.released and not note.released.out]
        return cls(last.version if last else None, tuple(note.search for note in sent if note.id not in decks), moved)

    def told(self, language: str | None) -> str:
        """Markdown: each search in a block of its own."""
        said = in_language(_PHRASES, language)
        version, parts = self.version or said["adoption"], []
        if self.retired:
            head = said["retired"].format(version=version, notes=len(self.retired))
            parts.append(f"{head}\n\n    {any_of(self.retired)}\n")
        for (old, new), searches in self.moved.items():
            names = {"old": escaped(old), "new": escaped(new)}
            head = said["re-levelled"].format(version=version, notes=len(searches), **names)
            parts.append(f"{head}\n\n    {in_deck(old, searches)}\n")
        return "\n".join(parts)


def notes_for_learners(
    project: Project,
    packages: Sequence[Package],
    version: str | None,
    changes: str | None,
    since: SinceRelease | None = None,
) -> str:
    """The text of NOTES.md; `version` is None between releases, `changes` the changelog's entry, if it has one.

    `since` is what a build between releases tells learners of the last one.
    """
    said = in_language(_PHRASES, project.language)
    every = said["all"] if project.levels else "–"
    rows = [
        f"| {one.file} | {escaped(one.level.label) if one.level else every} | {one.notes} | {one.cards} |"
        for one in packages
    ]
    deck = escaped(project.deck)
    without = f"{deck} {version}" if version else f"{deck}\n\n{said['unreleased']}"
    body = changes.strip() if changes else f"# {without}"
    table = "\n".join([said["head"], "|---|---|---:|---:|", *rows])
    more = f"{since.told(project.language)}\n" if since and not version else ""
    return f"{re.sub(r'^#+', '#', body)}\n\n{more}{table}\n\n{said['how']}\n"


def escaped(text: str) -> str:
    """A name as Markdown shows it, whatever is in it: in one line, no HTML, no link, no emphasis, no further column."""
    text = _ACTIVE.sub(r"\\\g<0>", _ENTITY.sub("&amp;", " ".join(cleaned(text).split())))
    return text.replace("<", "&lt;").replace(">", "&gt;")


_ACTIVE = re.compile(r"[\\`*\[\]|]|(?<!\w)_|_(?!\w)|~(?=~)|(?<=\s)#|^#")  # a_b and C# mean nothing to Markdown
_ENTITY = re.compile(r"&(?=#?\w+;)")


def heading(project: Project, version: str) -> str:
    """How the changelog's entry of a release begins."""
    return f"## {escaped(project.deck)} {version} "


def changelog(project: Project) -> str | None:
    """The text of CHANGELOG.md; None where there is none. Raises DeckwrightError for one that is no text."""
    path = project.root / CHANGELOG
    return project.tree.read_text(path, CHANGELOG).replace("\r\n", "\n") if project.tree.there(path) else None


def changes_of(project: Project, version: str) -> str | None:
    """The changelog's entry of a release; None where there is none."""
    begin = (heading(project, version), f"## {project.deck} {version} ")  # the second as it was written before
    entries = re.split(r"^(?=## )", changelog(project) or "", flags=re.M)
    return next((one for one in entries if one.startswith(begin)), None)

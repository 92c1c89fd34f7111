"""NOTES.md: what the packages hold, what changed, and how to import them, in the deck's language.

What changed stands in CHANGELOG.md, where `release` writes it and people may polish it; here it is taken from there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from deckwright.decks.describe import Package
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
    },
    "zh": {
        "head": "| 文件 | 难度 | 笔记 | 卡片 |",
        "all": "全部难度",
        "how": (
            "在 Anki 中：文件 → 导入，选择一个文件。新版导入旧版之上，只更新有改动的笔记，复习记录全部保留；"
            "没有改动的笔记里您自己写的内容也保留。"
        ),
        "unreleased": "两次发布之间的构建。",
    },
}


def in_language(tables: Mapping[str, Mapping[str, str]], language: str | None) -> Mapping[str, str]:
    """The phrases for learners in the deck's language: Chinese, or English for all others."""
    return tables["zh" if (language or "").startswith("zh") else "en"]


def notes_for_learners(project: Project, packages: Sequence[Package], version: str | None, changes: str | None) -> str:
    """The text of NOTES.md; `version` is None between releases, `changes` the changelog's entry, if it has one."""
    said = in_language(_PHRASES, project.language)
    rows = [
        f"| {one.file} | {escaped(one.level.label) if one.level else said['all']} | {one.notes} | {one.cards} |"
        for one in packages
    ]
    deck = escaped(project.deck)
    without = f"{deck} {version}" if version else f"{deck}\n\n{said['unreleased']}"
    body = changes.strip() if changes else f"# {without}"
    table = "\n".join([said["head"], "|---|---|---:|---:|", *rows])
    return f"{re.sub(r'^#+', '#', body)}\n\n{table}\n\n{said['how']}\n"


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

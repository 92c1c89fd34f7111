"""NOTES.md: what the packages hold, what changed, and how to import them, in the deck's language.

What changed stands in CHANGELOG.md, where `release` writes it and people may polish it; here it is taken from there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from deckwright.decks.describe import Package
from deckwright.errors import DeckwrightError
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
        f"| {one.file} | {one.level.label if one.level else said['all']} | {one.notes} | {one.cards} |"
        for one in packages
    ]
    without = f"{project.deck} {version}" if version else f"{project.deck}\n\n{said['unreleased']}"
    body = changes.strip() if changes else f"# {without}"
    table = "\n".join([said["head"], "|---|---|---:|---:|", *rows])
    return f"{re.sub(r'^#+', '#', body)}\n\n{table}\n\n{said['how']}\n"


def heading(project: Project, version: str) -> str:
    """How the changelog's entry of a release begins."""
    return f"## {project.deck} {version} "


def changes_of(project: Project, version: str) -> str | None:
    """The changelog's entry of a release; None where there is none."""
    try:
        text = project.tree.read_text(project.root / CHANGELOG).replace("\r\n", "\n")
    except DeckwrightError:
        return None
    entries = re.split(r"^(?=## )", text, flags=re.M)
    return next((one for one in entries if one.startswith(heading(project, version))), None)

"""A deck's description, shown where it is opened in Anki: sources, licences, version, how to report a mistake."""

from __future__ import annotations

from html import escape
from pathlib import Path

from deckwright.cards.workspace import seeds_of
from deckwright.declared import Seed
from deckwright.languages import in_language
from deckwright.project import Project

MOST_SOURCES = 12
"""Documents that are named; a description is no bibliography."""

_PHRASES = {
    "en": {
        "sources": "Sources: {sources}",
        "more": "and {count} more",
        "licence": "licence {licence}",
        "version": "Version: {version}",
        "between": "built between releases",
        "report": "Found a mistake? Name the note's number, at the foot of the card: {report}",
        "tell": "Found a mistake? Tell whoever gave you this deck the note's number, at the foot of the card.",
        "and": "; ",
    },
    "zh": {
        "sources": "来源：{sources}",
        "more": "另有 {count} 份",
        "licence": "许可：{licence}",
        "version": "版本：{version}",
        "between": "两次发布之间的构建",
        "report": "发现错误？请附上卡片末尾的笔记编号：{report}",
        "tell": "发现错误？请把卡片末尾的笔记编号告诉提供这副牌的人。",
        "and": "；",
    },
}


def description(project: Project, version: str | None) -> str:
    """The HTML that Anki shows; `version` is None between releases."""
    said = in_language(_PHRASES, project.language)
    seeds = seeds_of(project)
    named = [_source(seed, said["licence"]) for seed in seeds[:MOST_SOURCES]]
    if more := len(seeds) - len(named):
        named.append(said["more"].format(count=more))
    lines = [
        *([said["sources"].format(sources=said["and"].join(named))] if named else []),
        said["version"].format(version=version or said["between"]),
        said["report"].format(report=escape(project.report)) if project.report else said["tell"],
    ]
    return "<br>".join(lines)


def _source(seed: Seed, licence: str) -> str:
    known = licence.format(licence=seed.licence) if seed.licence else None
    about = ", ".join(escape(one) for one in (seed.origin, known) if one)
    title = escape(seed.title or Path(seed.file).stem)
    return f"{title} ({about})" if about else title

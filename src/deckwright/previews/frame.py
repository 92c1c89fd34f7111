"""The pages' files: read from the package, with what is put in by name."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from importlib.resources import files

from deckwright.project import Project


def asset(name: str) -> str:
    return (files(__package__) / "page" / name).read_text("utf-8")


def lang(project: Project) -> str:
    """The attribute that says what language the deck is in, where that is known: the page's own words are English."""
    return f' lang="{escape(project.language)}"' if project.language else ""


def framed(name: str, project: Project, parts: Mapping[str, str] | None = None) -> str:
    """A page of a project; a part goes where its name stands as a comment, as in `<!--deck-->`."""
    page = asset(name)
    known = {"deck": escape(project.deck), "lang": lang(project), "language": escape(project.language or "und")}
    for part, text in {**known, **(parts or {})}.items():
        page = page.replace(f"<!--{part}-->", text)
    return page

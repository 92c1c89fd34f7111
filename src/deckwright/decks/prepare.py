"""Cards -> notes as Anki gets them: rendered, tagged, with digest and modification time."""

from __future__ import annotations

import hashlib
import html
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from deckwright.cards.store import Card
from deckwright.decks.markdown import Renderer
from deckwright.decks.media import Pictures
from deckwright.errors import Finding
from deckwright.identity import nfc


@dataclass(frozen=True, slots=True)
class Setting:
    """What a note takes from where it stands: deck, level (key and label), source line, tag root, seed's key."""

    deck: str
    level: str
    level_label: str
    source: str
    slug: str
    seed_key: str | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A note's fields and tags, the names of its pictures, and the digest of its content."""

    fields: tuple[str, ...]
    tags: tuple[str, ...]
    media: frozenset[str]
    digest: str


@dataclass(slots=True)
class Preparer:
    """Renders the notes of one deck; gathers its pictures and findings."""

    pictures: Pictures
    findings: list[Finding] = field(default_factory=list)
    renderer: Renderer = field(default_factory=Renderer)

    def prepare(self, card: Card, setting: Setting) -> Prepared:
        used: set[str] = set()
        image = self.pictures.of_note(card.file, card.line, self.findings, used)
        rendered = []
        for text in (card.note.question, card.note.answer or "", card.extra or ""):
            result = self.renderer.render(text, image)
            rendered.append(result.html)
            for told in result.told:
                self.findings.append(Finding("warning", "nested-too-deeply", told, card.file, card.line))
        question, answer, extra = rendered
        topics = " · ".join(html.escape(tag.replace("::", " › ")) for tag in card.note.tags)
        fields = (
            question,
            answer,
            html.escape(setting.level_label),
            topics,
            extra,
            html.escape(setting.source),
            card.id or "",
            "1" if card.reverse else "",
            *("",) * 4,
        )
        media = frozenset(used)
        return Prepared(fields, tags_of(card, setting), media, digest(card, setting.level, self.pictures.files, media))


def tags_of(card: Card, setting: Setting) -> tuple[str, ...]:
    """A note's tags in Anki, all under the deck's root, sorted."""
    tags = {f"{setting.slug}::level::{setting.level}"}
    tags |= {f"{setting.slug}::topic::{tag_text(tag)}" for tag in card.note.tags if tag_text(tag)}
    if setting.seed_key:
        tags.add(f"{setting.slug}::seed::{setting.seed_key}")
    return tuple(sorted(tags))


def tag_text(tag: str) -> str:
    """A tag as Anki can hold it: no white space of any kind, no quotes, no empty parts."""
    bare = re.sub(r'[\s\u3000"]+', "-", nfc(tag).strip())
    return "::".join(part.strip("-") for part in bare.split("::") if part.strip("-:")).strip(":")


def digest(card: Card, level: str, files: Mapping[str, bytes], media: frozenset[str]) -> str:
    """SHA-256 of a note's content, in hexadecimal.

    No template, HTML, line or file name is in it, so that none of these re-sends a note to learners. `reverse` is in
    it where it is set: a card more must reach them.
    """
    note = card.note
    content: dict[str, object] = {
        "question": nfc(note.question),
        "answer": nfc(note.answer or ""),
        "level": level,
        "tags": sorted({unicodedata.normalize("NFC", tag) for tag in note.tags}),
        "kind": note.kind,
        "extra": nfc(card.extra or ""),
        "choices": [[nfc(choice.text), choice.correct] for choice in note.choices],
        "media": sorted(hashlib.sha256(files[name]).hexdigest() for name in media),
    }
    if card.reverse:
        content["reverse"] = True
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

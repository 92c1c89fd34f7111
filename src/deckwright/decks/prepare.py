"""Cards -> notes as Anki gets them: rendered, tagged, with the digest of their content."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from deckwright.cards.store import FIELD, Card
from deckwright.decks.digests import Content
from deckwright.decks.formulas import problem
from deckwright.decks.kinds import cards_of, check_kind, sides, without_signs
from deckwright.decks.markdown import Renderer
from deckwright.decks.markdown.safe import plain
from deckwright.decks.media import Pictures
from deckwright.decks.notetype import FIELDS
from deckwright.decks.package import PackedNote
from deckwright.decks.setting import Setting
from deckwright.errors import DeckwrightError, Finding
from deckwright.identity import nfc
from deckwright.names import cleaned

MAX_BYTES = 64 << 10
"""Of all fields of a note. Longer ones are slow on phones, and no card."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A note's fields and tags, how many cards it has, the names of its pictures, and what its digest is made of.

    `source` is the field Source as it was under number 1 of the digests.
    """

    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: int
    media: frozenset[str]
    content: Content
    source: str = ""
    ords: tuple[int, ...] | None = None  # of an adopted note: the numbers of its cards
    decks: Mapping[int, str] = field(default_factory=dict)  # and the decks of those that lie elsewhere
    search: str | None = None  # what finds it in Anki, where its ID is in no field

    def under(self, number: int) -> Prepared:
        """As notes with a digest of a number are written: the foot says whose answer it is from number 2 on."""
        if number >= 2 or self.ords is not None:
            return self
        at = FIELDS.index("Source")
        return replace(self, fields=(*self.fields[:at], self.source, *self.fields[at + 1 :]))

    @property
    def html_digest(self) -> str:
        """SHA-256 of what Anki gets, in hexadecimal: another than before where a library renders otherwise."""
        return hashlib.sha256(json.dumps([self.fields, self.tags], ensure_ascii=False).encode()).hexdigest()


@dataclass(slots=True)
class Preparer:
    """Renders the notes of one deck; gathers its pictures and findings."""

    pictures: Pictures
    findings: list[Finding] = field(default_factory=list)
    renderer: Renderer = field(default_factory=Renderer)

    def prepare(self, card: Card, setting: Setting) -> Prepared:
        """Raises DeckwrightError for a note that no card can be made of."""
        check_kind(card)
        used: set[str] = set()
        image = self.pictures.of_note(
            card.file, lambda address: _place(card, address), self.findings, used, setting.beside
        )

        def render(text: str) -> str:
            result = self.renderer.render(text, image)
            self.findings.extend(
                Finding(told.severity, told.code, told.message, card.file, *_place(card, told.words))
                for told in result.told
            )
            self.findings.extend(finding for tex in result.formulas if (finding := _formula_finding(card, tex)))
            return result.html

        question, answer = sides(card, render)
        topics = " · ".join(plain(tag.replace("::", " › ")) for tag in card.note.tags)
        fields = (
            question,
            answer,
            plain(setting.level_label),
            topics,
            render(card.note.extra) if card.note.extra else "",
            plain(setting.source if setting.foot is None else setting.foot),
            plain(card.id or ""),
            "1" if card.reverse else "",
            *("",) * 4,
        )
        _check_size(card, fields)
        media = frozenset(used)
        sources = [self.pictures.sources[name] for name in media]
        hashes, raw = tuple(one for one, _ in sources), tuple(raw for _, raw in sources)
        content = Content(card, setting.level, hashes, raw, setting.credit)
        return Prepared(fields, tags_of(card, setting), cards_of(card), media, content, plain(setting.source))


def packed_note(card: Card, deck: str, prepared: Prepared, modified: int) -> PackedNote:
    """A prepared note as a package takes it; `modified` in Unix seconds."""
    return PackedNote(
        str(card.id),
        card.note.kind,
        deck,
        prepared.fields,
        prepared.tags,
        modified,
        prepared.cards,
        prepared.media,
        f"{card.file}:{card.line}",
        prepared.ords,
        prepared.decks,
        prepared.search,
    )


def texts_of(card: Card) -> Iterator[tuple[str, str]]:
    """Every Markdown text of a note, with its key as `Card.places` has it."""
    if card.fields is not None:
        yield from ((f"{FIELD}{name}", text) for name, text in card.fields.items() if text and name not in card.html)
        return
    yield "question", card.note.question
    yield from ((f"choices.{at}", choice.text) for at, choice in enumerate(card.note.choices))
    if card.note.answer:
        yield "answer", card.note.answer
    if card.note.extra:
        yield "extra", card.note.extra


def _formula_finding(card: Card, tex: str) -> Finding | None:
    tex = without_signs(tex)
    wrong = problem(tex)
    if wrong is None:
        return None
    shown = " ".join(tex.split())
    place = _place(card, tex, wrong.at)
    return Finding("warning", wrong.code, f"{wrong.message}, in the formula {shown}", card.file, *place)


def _place(card: Card, words: str, at: int = 0) -> tuple[int, int]:
    """The line and column of words in a note, `at` characters on."""
    texts = [(key, text) for key, text in texts_of(card) if words and words in text]
    places = (card.position(key, text.index(words) + at, text) for key, text in texts)
    return next(places, (card.line, 1))


def _check_size(card: Card, fields: tuple[str, ...]) -> None:
    size = sum(len(text.encode()) for text in fields)
    if size > MAX_BYTES:
        raise DeckwrightError(
            f"the note has {size / 1024:.0f} KiB",
            file=card.file,
            line=card.line,
            expected=f"{MAX_BYTES >> 10} KiB at most",
            remedy="split it into notes that ask one thing each",
        )


def tags_of(card: Card, setting: Setting) -> tuple[str, ...]:
    """A note's tags in Anki, all under the deck's root, sorted."""
    tags = {f"{setting.slug}::level::{setting.level}"} if setting.level else set()
    tags |= {f"{setting.slug}::topic::{tag_text(tag)}" for tag in card.note.tags if tag_text(tag)}
    if setting.seed_key:
        tags.add(f"{setting.slug}::seed::{setting.seed_key}")
    return tuple(sorted(tags))


def tag_text(tag: str) -> str:
    """A tag as Anki can hold it: no white space of any kind, no quotes, no empty parts."""
    bare = re.sub(r'[\s\u3000"]+', "-", cleaned(nfc(tag)))
    return "::".join(part.strip("-") for part in bare.split("::") if part.strip("-:")).strip(":")

"""Documents straight to one package, without a project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deckwright import identity
from deckwright.cards import clock
from deckwright.cards.language import document_language
from deckwright.cards.store import Card
from deckwright.decks.media import Pictures
from deckwright.decks.notetype import note_type
from deckwright.decks.package import DatedType, PackedNote, pack
from deckwright.decks.prepare import Preparer, packed_note, tag_text
from deckwright.decks.setting import Setting
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import Tree, changed_at, check_output, write_output
from deckwright.names import cleaned, deck_name
from deckwright.note import KINDS
from deckwright.project import seed_key
from deckwright.seeds.found import FoundNote, ReadDocument
from deckwright.seeds.read import read_file, sources_in
from deckwright.text.entering import entered


@dataclass(slots=True)
class StraightReport:
    """What was read and packed: per document (questions, packed), the unanswered, findings."""

    documents: list[ReadDocument] = field(default_factory=list)
    packed: Counter[str] = field(default_factory=Counter)
    unanswered: list[Card] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    written: str = ""


def build_straight(
    files: Sequence[str | Path],
    output: str | Path,
    *,
    encoding: str | None = None,
    marker: str | None = None,
    like: str | None = None,
    columns: str | None = None,
    topics: bool = False,
    follow_links: bool = False,
) -> StraightReport:
    """One package from documents, and those in folders. The output's stem is the deck's name and the key that ids rest
    on. With `follow_links`, links found in folders may lead out of them.

    A note's time is that of its document's last change, so that building again changes nothing for a learner.
    Raises DeckwrightError where a document cannot be read, nothing in them can be packed, or the output would replace
    what is no package; then nothing is written.
    """
    output = Path(output)
    sources = [source for path in map(Path, files) for source in sources_in(path, follow_links=follow_links)]
    inputs = [source.path for source in sources]
    check_output(output, inputs)
    report = StraightReport()
    key, deck = slug_of(output.stem), deck_name(output.stem)
    ids = identity.NewIds(key)
    packed: list[PackedNote] = []
    kinds: set[str] = set()
    media: dict[str, bytes] = {}
    for source in sources:
        file = source.path
        read = read_file(
            file,
            encoding=encoding,
            marker=marker,
            like=like,
            columns=columns,
            topics=topics,
            within=source.within,
        )
        report.documents.append(read)
        modified = _modified(file)
        preparer = Preparer(Pictures((file.parent,), Tree(file.parent, follow_links)), report.findings)
        for found in read.notes:
            if not cleaned(found.note.question):
                told = "a question without words; it makes no card"
                report.findings.append(Finding("warning", "empty-question", told, str(file), found.first.line + 1))
                continue
            card = _card(found, file, ids)
            if not card.note.answered:
                report.unanswered.append(card)
                continue
            prepared = preparer.prepare(card, _setting(card, deck, key, read))
            kinds.add(card.note.kind)
            packed.append(packed_note(card, deck, prepared, modified))
            report.packed[str(file)] += 1
        media |= preparer.pictures.files
    if not packed:
        questions = sum(len(read.notes) for read in report.documents)
        raise DeckwrightError(
            f"none of the {questions} questions has an answer" if questions else "no question was found",
            file=", ".join(map(str, inputs)),
            expected="at least one question with an answer",
            remedy="see with `deckwright read` what is found",
        )
    style = max(note.modified for note in packed)
    language = document_language(line for read in report.documents for line in read.document.lines)
    types: dict[str, DatedType] = {
        kind: DatedType(note_type(key, kind, language), style) for kind in KINDS if kind in kinds
    }
    write_output(output, pack(packed, types, media), inputs)
    report.written = str(output)
    return report


def slug_of(text: str) -> str:
    """A text as key and root of tags: letters of any script, digits, hyphens."""
    return re.sub(r"[^\w]+", "-", identity.nfc(text).lower()).strip("-_") or "deck"


def _modified(file: Path) -> int:
    return min(changed_at(file), clock.now())


def _card(found: FoundNote, file: Path, ids: identity.NewIds) -> Card:
    note = entered(found.note)
    card_id = ids.new(seed_key(file.name), note.question, note.answer)
    return Card(card_id, note, str(file), found.first.line + 1)


def _setting(card: Card, deck: str, key: str, read: ReadDocument) -> Setting:
    title = next((heading.text for heading in read.headings if heading.role == "title"), Path(read.document.name).stem)
    level = card.note.level or ""
    sections = [text for text in card.note.section if text != level]
    source = " › ".join(map(cleaned, (title, *sections)))
    return Setting(deck, tag_text(level) or "none", level, source, key, seed_key(Path(read.document.name).name))

"""Documents straight to one package, without a project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from deckwright import identity
from deckwright.cards import clock
from deckwright.cards.language import document_language
from deckwright.cards.store import Card
from deckwright.decks.credit import foot
from deckwright.decks.formats import PACKAGE
from deckwright.decks.media import Fetcher, Pictures
from deckwright.decks.notetype import note_type
from deckwright.decks.package import Bundle, DatedType, PackedNote
from deckwright.decks.prepare import Preparer, packed_note, tag_text, texts_of
from deckwright.decks.setting import Setting
from deckwright.declared import seed_key
from deckwright.errors import DeckwrightError, Finding, quoted
from deckwright.files import Tree, check_output, is_folder, write_output
from deckwright.names import cleaned, deck_name, trouble
from deckwright.note import KINDS
from deckwright.seeds.definitions import whole_note
from deckwright.seeds.found import FoundNote, ReadDocument
from deckwright.seeds.inputs.vault import left_over
from deckwright.seeds.read import Source, sources_in
from deckwright.text.entering import entered
from deckwright.text.prose import prose


@dataclass(slots=True)
class StraightReport:
    """What was read and packed: per document (questions, packed), the unanswered, findings."""

    documents: list[ReadDocument] = field(default_factory=list)
    packed: Counter[str] = field(default_factory=Counter)
    unanswered: list[Card] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    written: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says of a package that is built without a project; all is optional.

    `deck` is its name in Anki, `key` what the ids of notes and note types rest on (both: the package's stem), `tags` go
    to every note, `level` to those whose document names none. `media` is a folder of pictures besides the documents'
    own; with `fetch_media`, pictures from elsewhere are fetched and kept in a folder beside the package.
    """

    deck: str | None = None
    key: str | None = None
    tags: tuple[str, ...] = ()
    level: str | None = None
    media: Path | None = None
    fetch_media: bool = False

    def __post_init__(self) -> None:
        """Raises DeckwrightError for what none of them can be."""
        names = [("--level", self.level), *(("--tag", tag) for tag in self.tags)]
        names += [("--deck", part) for part in (self.deck.split("::") if self.deck is not None else ())]
        for option, text in names:
            if text is not None and (problem := trouble(text)):
                raise DeckwrightError(f"{option} {quoted(text)} {problem}", expected="a name in one line")
        if empty := next((tag for tag in self.tags if not tag_text(tag)), None):
            raise DeckwrightError(f"--tag {quoted(empty)} holds nothing that a tag can", expected="letters")
        if self.key is not None and not re.search(r"\w", self.key):
            raise DeckwrightError(f"--id-key {quoted(self.key)} holds no letter and no digit", expected="a name")
        if self.media and not is_folder(self.media):
            raise DeckwrightError("no such folder", file=self.media, expected="one that holds pictures")


def build_straight(
    files: Sequence[str | Path],
    output: str | Path,
    *,
    deck: str | None = None,
    tags: Sequence[str] = (),
    level: str | None = None,
    id_key: str | None = None,
    media: str | Path | None = None,
    fetch_media: bool = False,
    encoding: str | None = None,
    marker: str | None = None,
    like: str | None = None,
    columns: str | None = None,
    topics: bool = False,
    follow_links: bool = False,
) -> StraightReport:
    """One package from documents, those in folders, and standard input (`-`).

    `deck` is its name in Anki and `id_key` what the ids of its notes rest on, both by default the output's stem; `tags`
    go to every note, `level` to those whose document names none. Pictures are looked for beside their document, then in
    `media`; with `fetch_media`, those from elsewhere are fetched, and kept in a folder beside the output. With
    `follow_links`, links found in folders may lead out of them.

    A note's time is that of its document's last change, so that building again changes nothing for a learner.
    Raises DeckwrightError where a document cannot be read, nothing in them can be packed, or the output would replace
    what is no package; then nothing is written.
    """
    output = Path(output)
    wishes = Wishes(deck, id_key, tuple(tags), level, Path(media) if media else None, fetch_media)
    sources = [source for path in map(Path, files) for source in sources_in(path, follow_links=follow_links)]
    inputs = [source.path for source in sources if source.data is None]
    check_output(output, inputs)
    read = [
        source.read(encoding=encoding, marker=marker, like=like, columns=columns, topics=topics) for source in sources
    ]
    straight = _Straight(output, wishes, read, follow_links)
    for source, document in zip(sources, read, strict=True):
        straight.add(source, document)
    straight.check()
    write_output(output, straight.packed(), inputs)
    straight.report.written = str(output)
    return straight.report


class _Straight:
    """The package in the making."""

    def __init__(self, output: Path, wishes: Wishes, read: Sequence[ReadDocument], follow_links: bool) -> None:
        self.wishes, self.follow_links = wishes, follow_links
        self.report = StraightReport([*read])
        self.key = slug_of(wishes.key or output.stem)
        self.deck = wishes.deck or deck_name(output.stem)
        self.language = document_language(line for one in read for line in one.document.lines)
        self.ids = identity.NewIds(self.key)
        self.notes: list[PackedNote] = []
        self.media: dict[str, bytes] = {}
        kept = output.parent / f"{output.stem}.media"
        self.fetcher = Fetcher(kept, wishes.fetch_media, within=Tree(output.parent, follow_links))

    def add(self, source: Source, read: ReadDocument) -> None:
        """Prepare the notes of a document."""
        now = clock.now()
        modified = min(now if source.modified is None else source.modified, now)
        preparer = Preparer(self.pictures(source), self.report.findings)
        for found in read.notes:
            if not cleaned(found.note.question):
                place = str(source.path), found.first.line + 1
                told = "a question without words; it makes no card"
                self.report.findings.append(Finding("warning", "empty-question", told, *place))
                continue
            card = self.card(found, source.path)
            if not card.note.answered:
                self.report.unanswered.append(card)
                continue
            prepared = preparer.prepare(card, self.setting(card, source))
            self.report.findings.extend(_signs_of_vault(card))
            self.notes.append(packed_note(card, self.deck, prepared, modified))
            self.report.packed[read.document.name] += 1
        self.media |= preparer.pictures.files

    def check(self) -> None:
        """Raise DeckwrightError where nothing is to be packed."""
        if self.notes:
            return
        questions = sum(len(document.notes) for document in self.report.documents)
        found = "no question was found" if not questions else "the one question that was found has no answer"
        raise DeckwrightError(
            f"none of the {questions} questions has an answer" if questions > 1 else found,
            file=", ".join(document.document.name for document in self.report.documents),
            expected="at least one question with an answer",
            remedy="see with `deckwright read` what is found",
        )

    def pictures(self, source: Source) -> Pictures:
        """Those of a document: beside it, or here for standard input, then where the person says."""
        folder = source.path.parent
        beside = Tree(self.wishes.media, self.follow_links) if self.wishes.media else None
        return Pictures((folder,), Tree(folder, self.follow_links), self.fetcher, beside=beside)

    def card(self, found: FoundNote, file: Path) -> Card:
        note = entered(whole_note(found))
        card_id = self.ids.new(seed_key(file.name), note.question, note.answer)
        tags = tuple(dict.fromkeys((*note.tags, *self.wishes.tags)))
        note = replace(note, tags=tags, level=note.level or self.wishes.level)
        return Card(card_id, note, str(file), found.first.line + 1)

    def setting(self, card: Card, source: Source) -> Setting:
        """As a project would have it that says nothing of the document."""
        level = card.note.level or ""
        title = source.path.stem if source.data is None else self.deck
        shown = " › ".join(map(cleaned, (title, *(text for text in card.note.section if text != level))))
        said = foot("document", shown, self.language)
        return Setting(self.deck, tag_text(level), level, shown, self.key, seed_key(source.path.name), foot=said)

    def packed(self) -> bytes:
        style = max(note.modified for note in self.notes)
        used = {note.kind for note in self.notes}
        types: dict[str, DatedType] = {
            kind: DatedType(note_type(self.key, kind, self.language), style) for kind in sorted(KINDS) if kind in used
        }
        return PACKAGE.write(Bundle(self.notes, types, self.media, language=self.language))


def _signs_of_vault(card: Card) -> Iterator[Finding]:
    """What a vault would not show, and the card does: no linter looks at a note that goes straight into a package."""
    for key, text in texts_of(card):
        for start, end in sorted(left_over(prose(text))) if "[[" in text or "%%" in text else ():
            said = f"the card shows the signs of a vault: {' '.join(text[start:end].split())}"
            yield Finding("warning", "vault-signs", said, card.file, *card.position(key, start, text))


def slug_of(text: str) -> str:
    """A text as key and root of tags: letters of any script, digits, hyphens."""
    return re.sub(r"[^\w]+", "-", identity.nfc(text).lower()).strip("-_") or "deck"

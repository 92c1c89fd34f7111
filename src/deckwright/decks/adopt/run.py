"""An existing deck becomes a project: read, converted, written, read back, and proved to give what it was made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from deckwright import project as projects
from deckwright.cards import clock, store
from deckwright.cards import lock as locks
from deckwright.cards.lock import (
    Adopted,
    AdoptedField,
    LockedMedium,
    LockedNote,
    LockedNoteType,
    ReleasedNote,
    ReleasedType,
)
from deckwright.cards.new_project import ascii_slug, check_around, new_key
from deckwright.cards.notetypes import FOLDER, files_of
from deckwright.decks.adopt import told
from deckwright.decks.adopt.markdown import Converted, Converter
from deckwright.decks.adopt.media import placed, wanted
from deckwright.decks.adopt.same import told_apart
from deckwright.decks.adopt.writing import WrittenNote, card_files, deck_in_file, free_name
from deckwright.decks.adopted import text_digest
from deckwright.decks.deck import Deck, pictures_of
from deckwright.decks.digests import NUMBER, as_entered, note_digest
from deckwright.decks.foreign.deck import ForeignDeck, ForeignNote
from deckwright.decks.foreign.read import foreign
from deckwright.decks.markdown import Renderer
from deckwright.decks.media.adopted import medium
from deckwright.decks.notetype import adopted_type
from deckwright.decks.setting import Settings
from deckwright.decks.stamp import DAY
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import Tree, sole, whole_or_nothing, write_together
from deckwright.files.git_files import git_files
from deckwright.files.yamltext import one_line
from deckwright.identity import NewIds
from deckwright.names import deck_name, id_trouble
from deckwright.project import Project
from deckwright.text.entering import entering


@dataclass(slots=True)
class AdoptReport:
    """What was adopted: notes by deck, fields as Markdown and as HTML, note types, media; and what is told."""

    project: Project
    decks: Counter[str] = field(default_factory=Counter)
    markdown: int = 0
    html: int = 0
    types: list[str] = field(default_factory=list)
    media: int = 0
    skipped: int = 0
    findings: list[Finding] = field(default_factory=list)
    written: list[str] = field(default_factory=list)


def adopt(
    folder: str | Path, source: str | Path, *, decks: Collection[str] = (), follow_links: bool = False
) -> AdoptReport:
    """Make a project in a folder of an existing deck: a package (.apkg), a collection (.colpkg) of which `decks` are
    named, or a folder that CrowdAnki exported.

    Raises DeckwrightError where the source cannot be read, or there is a project here already; then nothing is written.
    """
    tree = Tree(Path(folder), follow_links)
    with sole(tree) as recovered:
        if tree.there(tree.root / projects.FILE):
            raise DeckwrightError(
                "there is a project here already", file=tree.root / projects.FILE, remedy="name another folder"
            )
        check_around(tree.root)
        with foreign(Path(source), decks) as deck:
            draft = _Draft(deck, tree)
            draft.run()
        draft.findings[:0] = recovered
        with whole_or_nothing(tree, draft.writes, what="adopt"):
            return draft.finish(follow_links)


@dataclass(slots=True)
class _Draft:
    """The project while it is made: its files, its lock, what is told."""

    deck: ForeignDeck
    tree: Tree
    findings: list[Finding] = field(default_factory=list)
    writes: dict[Path, bytes] = field(default_factory=dict)
    media: dict[str, LockedMedium] = field(default_factory=dict)  # by name in Anki
    notes: dict[str, LockedNote] = field(default_factory=dict)
    origin: dict[str, ForeignNote] = field(default_factory=dict)  # of those that keep their GUID
    key: str = ""
    skipped: set[str] = field(default_factory=set)
    converted: dict[str, Counter[str | None]] = field(default_factory=lambda: defaultdict(Counter))  # by deck

    def run(self) -> None:
        self.settings()
        self.take_media()
        for path, data in self.types():
            self.writes[path] = data
        self.cards()
        ours, told_of_git = git_files(self.tree)
        self.writes |= ours
        self.findings += [*self.deck.told, *told.of_deck(self.deck, self.media, clock.now() + DAY), *told_of_git]
        self.findings += told.of_fields(self.deck.file, self.converted)

    def settings(self) -> None:
        name = _common([card.deck for note in self.deck.notes for card in note.cards])
        name = deck_name(name or Path(self.deck.file).stem)
        slug = ascii_slug(name)
        self.key = new_key(slug)
        lines = [
            f"# Adopted from {one_line(Path(self.deck.file).name)}: its notes keep their ids, note types and decks.",
            f"key: {self.key} # written once; ids of notes that you add rest on it",
            f"deck: {one_line(name)}",
            f"slug: {slug}",
            "levels: []",
        ]
        self.writes[self.tree.root / projects.FILE] = ("\n".join(lines) + "\n").encode()

    def take_media(self) -> None:
        taken: set[str] = set()
        for name in wanted(self.deck):
            data = self.deck.media[name]()
            self.media[name] = placed(name, data, taken)
            self.writes[self.tree.root / "cards" / store.MEDIA / self.media[name].file] = data

    def types(self) -> Iterator[tuple[Path, bytes]]:
        taken: set[str] = set()
        used = {note.type for note in self.deck.notes}
        for number, one in self.deck.types.items():
            if number in used:
                folder = self.tree.root / FOLDER / free_name(one.type.kind.lower(), taken, "type")
                yield from ((folder / name, data) for name, data in files_of(one.type))

    def cards(self) -> None:
        """The card files, one for each deck, and the lines of their notes in the lock."""
        ids = NewIds(self.key, {note.guid for note in self.deck.notes})
        converters = self.converters()
        by_deck: dict[str, list[WrittenNote]] = defaultdict(list)
        for note in self.deck.notes:
            home = deck_in_file(note.cards[0].deck) if note.cards else ""
            texts = [converters[note.type].convert(page) for page in note.fields]
            by_deck[home].append(self.note(note, home, texts, ids))
            self.converted[home].update(text.reason for text in texts if text.text)
        taken = {store.MEDIA}
        for name, notes in by_deck.items():
            said = entering(self.deck.descriptions.get(name, ""))
            for text in card_files(name or None, said, notes):
                path = self.tree.root / "cards" / f"{free_name(name.replace('::', '--'), taken, 'notes')}.yaml"
                self.writes[path] = text.encode()

    def converters(self) -> Mapping[int, Converter]:
        renderer = Renderer()

        def image(address: str, alternative: str) -> str:
            return medium(address, alternative) if address in self.media else ""

        return {number: Converter(image, told_apart(one.type), renderer) for number, one in self.deck.types.items()}

    def note(self, note: ForeignNote, home: str, texts: Sequence[Converted], ids: NewIds) -> WrittenNote:
        kind = self.deck.types[note.type].type
        known = note.guid in self.notes
        problem = "is that of another note too" if known else id_trouble(note.guid) if note.guid else "is empty"
        card_id = note.guid
        if problem:
            card_id = ids.new("adopted", note.fields[0], "\x1f".join(note.fields[1:]))
            self.skipped.add(card_id)
            self.findings.append(told.of_guid(self.deck.file, note.guid, problem, card_id))
        else:
            self.origin[card_id] = note
        names = kind.field_names
        fields = tuple(
            AdoptedField(name, page, text_digest(said.text, said.reason is not None))
            for name, page, said in zip(names, note.fields, texts, strict=True)
        )
        away = {str(one.ord): one.deck for one in note.cards if deck_in_file(one.deck) != home}
        adopted = Adopted(fields, tuple(one.ord for one in note.cards), away)
        modified = min(max(note.modified, 0), clock.now() + DAY)
        self.notes[card_id] = LockedNote(card_id, adopted=adopted, modified=modified)
        said = dict(zip(names, (one.text for one in texts), strict=True))
        html = tuple(name for name, one in zip(names, texts, strict=True) if one.reason and one.text)
        return WrittenNote(card_id, kind.kind, said, html, note.tags, bool(problem))

    def finish(self, follow_links: bool) -> AdoptReport:
        """Read back what was written, prove it, and write the lock."""
        project = projects.load(self.tree.root, follow_links=follow_links)
        lock = locks.Lock(self.key, notes=dict(self.notes), media=dict(self.media))
        files = store.load_all(project.cards_dir, within=self.tree)
        deck = Deck(project, files, lock, Settings.load(project), pictures_of(project))
        self.prove(deck)
        used = {note.type for note in self.deck.notes}
        for one in (self.deck.types[number] for number in sorted(used)):
            made, modified = adopted_type(one.type), min(max(one.modified, 0), clock.now() + DAY)
            if deck.types.get(one.type.kind) != one.type:
                raise _ours(f"the note type {one.type.name}")
            templates = {name: template_id for name, template_id, _, _ in made.templates}
            sent = ReleasedType(made.digest, modified, dict(made.fields), templates)
            lock.note_types[made.kind] = LockedNoteType(made.kind, made.digest, modified, sent)
        write_together(self.tree, {project.lock_path: locks.dump(lock, ()).encode()}, what="adopt")
        written = [project.shown(path) for path in (*self.writes, project.lock_path)]
        report = AdoptReport(project, types=sorted(deck.types), media=len(self.media), findings=self.findings)
        report.decks.update({name or project.deck: 0 for name in self.converted})
        for card in deck.cards:
            report.decks[card.deck or project.deck] += 1
        counts = sum(self.converted.values(), Counter[str | None]())
        report.markdown, report.html = counts[None], counts.total() - counts[None]
        report.skipped, report.written = len(self.skipped), sorted(written)
        return report

    def prove(self, deck: Deck) -> None:
        """Every note goes out as it came, and is what learners have. Raises DeckwrightError where one would not."""
        if len(deck.cards) != len(self.notes):
            raise _ours("the number of notes")
        for card in deck.cards:
            made = deck.made(card)
            if card.id in self.skipped:
                continue
            prepared, setting = made.get()
            came = self.origin[str(card.id)]
            if prepared.fields != came.fields or prepared.ords != tuple(one.ord for one in came.cards):
                raise _ours(f"the note {came.guid}")
            digest = note_digest(as_entered(prepared.content))
            known = deck.lock.notes[str(card.id)]
            sent = ReleasedNote(
                digest,
                known.modified or 0,
                card.note.kind,
                html=prepared.html_digest,
                digest_number=NUMBER,
                deck=setting.apart,
                search=prepared.search,
            )
            deck.lock.notes[known.id] = replace(known, digest=digest, digest_number=NUMBER, released=sent)


def _ours(what: str) -> DeckwrightError:
    return DeckwrightError(
        f"{what} would not go out as it came", expected="the same", remedy="this is a fault of Deckwright: report it"
    )


def _common(names: Sequence[str]) -> str:
    """The innermost deck that holds all."""
    if not names:
        return ""
    parts = [name.split("::") for name in (min(names), max(names))]
    shared = 0
    while shared < min(map(len, parts)) and all(
        name.split("::")[: shared + 1] == parts[0][: shared + 1] for name in set(names)
    ):
        shared += 1
    return "::".join(parts[0][:shared])

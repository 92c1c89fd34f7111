"""A world whose truth is known: documents made from notes with keys, changed by a script, and an editor beside it."""

from __future__ import annotations

import difflib
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from deckwright.cards import lock as locks
from deckwright.cards import store, told
from deckwright.cards.settle import settle
from deckwright.cards.splice import Splice
from deckwright.cards.store import Card
from deckwright.cards.update import UpdateReport, update
from deckwright.note import Note as CardNote
from deckwright.project import load
from deckwright.seeds.read import read_file
from deckwright.text.entering import entering
from tests.conftest import ROOT, tree

LEVELS = ("easy", "hard")
SETTINGS = """\
key: world-k3y
deck: World
slug: world
levels:
  - {key: easy, name: 1 Easy, says: [easy]}
  - {key: hard, name: 2 Hard, says: [hard]}
default_level: easy
"""
NOISE = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经三之进着等部度家电力里如水化高"
    "自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变"
)


OWN: list[tuple[str, str | None]] = [
    ("Why does bread rise?", "Yeast eats sugar and gives off carbon dioxide, which the gluten of the dough holds in bubbles."),
    ("How does a sundial tell the hour?", "The shadow of its rod turns with the sun, fifteen degrees an hour if the rod points to the pole."),
    ("What keeps a bicycle upright?", "The rider steers into the fall; trail and spinning wheels help the front wheel to do it by itself."),
    ("Explain why the sky is blue.", "Air scatters short waves far more than long ones, so blue reaches us from every direction."),
    ("What is the difference between weather and climate?", "Weather is what happens today, climate what usually happens over thirty years in one place."),
    ("Who painted the ceiling of the Sistine Chapel?", "Michelangelo, between 1508 and 1512, lying less often on his back than legend has it."),
    ("Name the layers of the Earth", "Crust, mantle, liquid outer core and solid inner core, each hotter and denser than the one above."),
    ("How do vaccines work?", "They show the immune system a harmless part of a germ, so that memory cells wait for the real one."),
    ("Photosynthesis", "Plants split water with light, give off oxygen, and build sugar from carbon dioxide."),
    ("When is a number prime?", None),
    ("What does a transistor do?", "A small current or voltage at one leg opens and closes the way for a large current between the other two."),
    ("Why is the sea salty?", None),
]  # fmt: skip


@dataclass(frozen=True)
class Note:
    key: int
    question: str
    answer: str | None
    level: str | None = None


def pool() -> list[tuple[str, str | None]]:
    """Questions and answers of the seeds, and some that all ask the same."""
    found: list[tuple[str, str | None]] = []
    for path in sorted((ROOT / "seeds").iterdir()):
        for one in read_file(path).notes:
            answer = one.note.answer
            plain = answer and not any(line.startswith(("#", "Q", ">", "<")) for line in answer.split("\n"))
            found.append((one.note.question, " ".join(answer.split()) if answer and plain else None))
    outputs = ["undefined", "a TypeError is thrown at the second line", "1 2 3", "the promise settles after the loop",
               "NaN, since a string is no number", "false: the two objects differ", "it logs every key of the map"]  # fmt: skip
    found += [("What's the output?", f"It prints {text}.") for text in outputs]
    return found + OWN


POOL = pool()


def letters(text: str | None) -> str:
    """A text as this world compares it, in its own way."""
    return "".join(char for char in (text or "").casefold() if char.isalnum())


def alike(one: str | None, two: str | None) -> float:
    return difflib.SequenceMatcher(None, letters(one), letters(two), autojunk=False).ratio()


def reworded(rng: random.Random, text: str, least: float = 0.62) -> str:
    """A text that keeps at least this share of its letters; the rest goes or gives way to noise, in a run or here and there."""
    letters = [at for at, char in enumerate(text) if char.isalnum()]
    going = int(len(letters) * (1 - rng.uniform(least, 1)))
    if rng.random() < 0.4:
        start = rng.randrange(len(letters) - going + 1)
        chosen = letters[start : start + going]
    else:
        chosen = rng.sample(letters, going)
    chars = list(text)
    for at in chosen:
        chars[at] = "" if rng.random() < 0.4 else rng.choice(NOISE)
    return " ".join("".join(chars).split()) + (
        noise(rng, rng.randint(1, len(letters) // 3 + 1)) if rng.random() < 0.2 else ""
    )


def noise(rng: random.Random, length: int) -> str:
    return "".join(rng.choice(NOISE) for _ in range(length))


# Dialects: notes -> text


def headings(notes: list[Note]) -> str:
    return "".join(f"{_level(note, '#')}## {note.question}\n\n{note.answer or ''}\n\n" for note in _marked(notes))


def labels(notes: list[Note]) -> str:
    parts = []
    for number, note in enumerate(_marked(notes), 1):
        parts.append(f"{_level(note, '#')}Q{number}：***{note.question}***\n\n{note.answer or ''}\n\n")
    return "".join(parts)


def wrapped(notes: list[Note]) -> str:
    """Headings, the answers broken into lines of thirty characters, as a quotation."""
    parts = []
    for note in _marked(notes):
        answer = note.answer or ""
        lines = [answer[at : at + 30].strip() for at in range(0, len(answer), 30)]
        safe = all(line and (line[0].isalpha() or line[0] > "\u3400") for line in lines)
        quoted = "\n".join(f"> {line}" for line in (lines if safe else [answer])) if answer else ""
        parts.append(f"{_level(note, '#')}## {note.question}\n{quoted}\n\n")
    return "".join(parts)


def _marked(notes: list[Note]) -> list[Note]:
    """Notes that need a level heading keep their level; the others say "as above" with an empty one."""
    marked, above = [], None
    for note in notes:
        marked.append(replace(note, level=note.level if note.level != above else ""))
        above = note.level
    return marked


def _level(note: Note, sign: str) -> str:
    return f"{sign} {note.level}\n\n" if note.level else ""


DIALECTS: list[Callable[[list[Note]], str]] = [headings, labels, wrapped]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16"]


@dataclass
class Seed:
    file: str
    notes: list[Note]
    dialect: Callable[[list[Note]], str] = headings
    encoding: str = "utf-8"
    newline: str = "\n"


@dataclass
class World:
    """Documents, the project made from them, and who is who: key -> id."""

    root: Path
    rng: random.Random
    seeds: list[Seed] = field(default_factory=list)
    ids: dict[int, str] = field(default_factory=dict)
    mine: dict[int, dict[str, str]] = field(default_factory=dict)  # key -> field -> the editor's text
    words: list[str] = field(default_factory=list)  # everything the editor ever wrote and did not take back
    deleted: set[int] = field(default_factory=set)
    ever: list[Note] = field(default_factory=list)  # every note there was, in every wording
    next_key: int = 0
    log: list[str] = field(default_factory=list)
    past: list[list[Seed]] = field(default_factory=list)  # the documents after each round
    said: dict[int, tuple[str, str]] = field(default_factory=dict)  # key -> question and answer when last looked at
    outcomes: Counter[str] = field(default_factory=Counter)
    shown: dict[int, dict[str, str | None]] = field(default_factory=dict)  # key -> what its card said last
    left: dict[str, dict[str, str]] = field(default_factory=dict)  # id that its note lost -> the editor's texts there
    states: dict[int, set[tuple[str, str]]] = field(default_factory=dict)  # key -> questions and answers it was read as
    branch: str = ""

    @classmethod
    def new(cls, root: Path, seed: int) -> World:
        world = cls(root, random.Random(seed))
        (root / "deckwright.yaml").write_text(SETTINGS, "utf-8")
        (root / "seeds").mkdir()
        rng = world.rng
        texts = rng.sample(POOL, rng.randint(8, 40))
        for number in range(rng.randint(1, 3)):
            notes = [world.note(*text) for text in texts[number::3]]
            world.seeds.append(
                Seed(f"s{number}.md", sorted(notes, key=lambda note: note.level or ""), rng.choice(DIALECTS))
            )
        return world

    def note(self, question: str, answer: str | None) -> Note:
        self.next_key += 1
        return Note(self.next_key, question, answer, self.rng.choice(LEVELS))

    # The documents

    def write(self) -> bool:
        """Write the documents; False if one would not be read as what it is, so that the script is not a fair one."""
        for path in (self.root / "seeds").iterdir():
            path.unlink()
        self.ever += [note for seed in self.seeds for note in seed.notes if note not in self.ever]
        for seed in self.seeds:
            path = self.root / "seeds" / seed.file
            path.write_bytes(seed.dialect(seed.notes).replace("\n", seed.newline).encode(seed.encoding))
            read = [(one.note.question, _flat(one.note.answer), one.note.level) for one in read_file(path).notes]
            if read != [(note.question, _flat(note.answer), note.level) for note in seed.notes]:
                return False
        return True

    def change_documents(self, most: int = 8) -> None:
        rng = self.rng
        touched: set[int] = set()
        for _ in range(rng.randint(0, most)):
            seed = rng.choice(self.seeds)
            kind = rng.choice(
                [
                    "question",
                    "answer",
                    "rewrite",
                    "answered",
                    "delete",
                    "insert",
                    "move",
                    "swap",
                    "level",
                    "file",
                    "carry",
                ]
            )
            self.log.append(f"{kind} in {seed.file}")
            if kind == "file":
                self.change_file(seed)
            elif kind == "carry" and len(self.seeds) > 1 and len(seed.notes) > 2:
                other = rng.choice([one for one in self.seeds if one is not seed])
                note = seed.notes.pop(rng.randrange(len(seed.notes)))
                other.notes.insert(rng.randint(0, len(other.notes)), note)
            elif kind == "insert":
                self.insert(seed)
            elif seed.notes:
                self.change_note(seed, kind, touched)

    def change_note(self, seed: Seed, kind: str, touched: set[int]) -> None:
        rng = self.rng
        at = rng.randrange(len(seed.notes))
        note = seed.notes[at]
        if kind == "move":
            seed.notes.insert(rng.randrange(len(seed.notes)), seed.notes.pop(at))
        elif kind == "swap":
            other = rng.randrange(len(seed.notes))
            seed.notes[at], seed.notes[other] = seed.notes[other], seed.notes[at]
        elif kind == "level":
            seed.notes[at] = replace(note, level=rng.choice(LEVELS))
        elif kind == "delete" and len(seed.notes) > 2:
            seed.notes.pop(at)
        elif note.key not in touched:
            touched.add(note.key)
            seed.notes[at] = self.edited(note, kind)

    def edited(self, note: Note, kind: str) -> Note:
        rng = self.rng
        if kind == "question":
            return replace(note, question=reworded(rng, note.question))
        shared = [one for seed in self.seeds for one in seed.notes if letters(one.question) == letters(note.question)]
        if kind in ("rewrite", "answered") and len(shared) > 1:
            return note  # its answer is all that tells it from the others: without it nobody could know it again
        if kind == "answer" and note.answer:
            return replace(note, answer=reworded(rng, note.answer))
        if kind == "rewrite" and note.answer:
            return replace(note, question=reworded(rng, note.question, 0.8), answer=noise(rng, rng.randint(5, 80)))
        if kind == "answered":
            return replace(note, answer=None if note.answer else noise(rng, 40))
        return note

    def insert(self, seed: Seed) -> None:
        """A question that is like none there is or was."""
        question, answer = self.rng.choice(POOL)
        for other in self.ever:
            for pair in (
                (question, answer, other.question, other.answer),
                (other.question, other.answer, question, answer),
            ):
                if alike(pair[0], pair[2]) >= 0.5 or (pair[1] and pair[3] and alike(pair[1], pair[3]) >= 0.5):
                    return
        note = self.note(question, answer)
        self.ever.append(note)
        seed.notes.insert(self.rng.randint(0, len(seed.notes)), note)

    def change_file(self, seed: Seed) -> None:
        rng = self.rng
        what = rng.choice(
            ["rename", "dialect", "encoding", "newline", "split", "join", "keep-split", "archive", "undo"]
        )
        self.log.append(what)
        if what == "rename":
            seed.file = f"r{rng.randrange(10**6)}.md"
        elif what == "dialect":
            seed.dialect = rng.choice(DIALECTS)
        elif what == "encoding":
            seed.encoding = rng.choice(ENCODINGS)
        elif what == "newline":
            seed.newline = rng.choice(["\n", "\r\n", "\r"])
        elif what == "split" and len(seed.notes) > 5:
            half = len(seed.notes) // 2
            self.seeds.append(Seed(f"p{rng.randrange(10**6)}.md", seed.notes[half:], seed.dialect))
            seed.notes, seed.file = seed.notes[:half], f"p{rng.randrange(10**6)}.md"
        elif what == "keep-split" and len(seed.notes) > 5:
            half = len(seed.notes) // 2
            self.seeds.append(Seed(f"p{rng.randrange(10**6)}.md", seed.notes[half:], seed.dialect))
            seed.notes = seed.notes[:half]
        elif what == "archive" and len(seed.notes) > 3:
            fresh = Seed(seed.file, [], rng.choice(DIALECTS))
            seed.file = f"archive{rng.randrange(10**6)}.md"
            self.seeds.append(fresh)
            for _ in range(3):
                self.insert(fresh)
            if len(fresh.notes) < 2:
                self.seeds.remove(fresh)
        elif what == "undo" and len(self.past) > 1:
            self.seeds = [replace(one, notes=list(one.notes)) for one in self.past[-2]]
        elif what == "join" and len(self.seeds) > 1:
            other = next(one for one in self.seeds if one is not seed)
            self.seeds.remove(other)
            seed.notes, seed.file = seed.notes + other.notes, f"j{rng.randrange(10**6)}.md"

    # The editor

    def cards(self) -> dict[str, Card]:
        return {str(card.id): card for card in store.cards_in(store.load_all(self.root / "cards"))}

    def edit_cards(self, most: int = 4) -> None:
        rng = self.rng
        for _ in range(rng.randint(0, most)):
            cards = self.cards()
            keys = sorted(key for key, card_id in self.ids.items() if card_id in cards)
            if not keys:
                return
            key = rng.choice(keys)
            card = cards[self.ids[key]]
            kind = rng.choice(["question", "answer", "extra", "delete", "hand"])
            self.log.append(f"editor: {kind} of {card.id}")
            word = f"编辑{rng.randrange(10**9)}"
            if kind == "hand":
                self.hand_made(word)
            elif kind == "delete":
                self.drop(card, key)
            else:
                self.put(card, key, kind, word)

    def put(self, card: Card, key: int, name: str, word: str) -> None:
        text = f"{word}，{getattr(card.note, name, None) or ''}".strip("，")
        old = self.mine.setdefault(key, {}).get(name)
        if old:
            self.words = [one for one in self.words if one not in old]
            text = word
        self.splice(card, lambda splice, index: splice.set_fields(index, {name: text}))
        self.mine[key][name] = text
        self.words.append(word)

    def drop(self, card: Card, key: int) -> None:
        self.splice(card, lambda splice, index: splice.remove(index))
        gone = self.mine.pop(key, {})
        self.words = [word for word in self.words if not any(word in text for text in gone.values())]
        self.deleted.add(key)

    def splice(self, card: Card, change: Callable[[Splice, int], None]) -> None:
        file = next(one for one in store.load_all(self.root / "cards") if one.shown == card.file)
        splice = Splice(file)
        change(splice, [str(one.id) for one in file.cards].index(str(card.id)))
        file.path.write_text(splice.text(), "utf-8")

    def hand_made(self, word: str) -> None:
        path = self.root / "cards" / f"hand{self.branch}.yaml"
        if not path.exists():
            path.write_text("format: 1\nnotes:\n", "utf-8")
        path.write_text(path.read_text("utf-8") + f"  - question: {word}？\n    answer: {word}。\n", "utf-8")
        self.words.append(word)

    # What must be true

    def lock(self) -> locks.Lock:
        return locks.parse((self.root / "deck.lock").read_text("utf-8"), "world-k3y")

    def pack(self) -> None:
        """As if a build had packed all that is live: then there is something to lose."""
        lock = self.lock()
        lock.notes = {
            one.id: replace(one, digest="d", modified=1) if one.is_live else one for one in lock.notes.values()
        }
        (self.root / "deck.lock").write_text(locks.dump(lock, lock.seeds), "utf-8")

    def update(self) -> UpdateReport:
        """Update, and settle what is in doubt as somebody who knows would."""
        report = update(load(self.root))
        key_of = {card_id: key for key, card_id in self.ids.items()}
        texts = {(entering(note.question), _flat(note.answer)): note.key for seed in self.seeds for note in seed.notes}
        while open_ones := list(told.doubts(self.lock().notes)):
            old, new = open_ones[0].old, open_ones[0].new
            key = texts[str(new.question), _flat(new.answer)]
            same = key_of.get(old.id) == key
            self.outcomes["asked"] += 1
            self.log.append(f"settled {old.id} {new.id} {'same' if same else 'different'}")
            pair = [(old.id, new.id)]
            settle(load(self.root), same=pair if same else (), different=() if same else pair)
            report = update(load(self.root))
        return report

    def check(self, report: UpdateReport) -> None:
        before = tree(self.root)
        again = self.update()
        assert again.written == [] and tree(self.root) == before, "a second update changed something"
        text = "".join(path.read_text("utf-8") for path in (self.root / "cards").glob("*.yaml"))
        for word in self.words:
            assert word in text, f"the editor's {word} is lost"
        lock = self.lock()
        cards = self.cards()
        conflicts = {change.id: change.fields for change in again.changes if change.action == "conflict"}
        alive = 0
        for seed in self.seeds:
            known = {_flat(one.question): one for one in lock.notes.values() if one.seed == seed.file}
            assert len(
                [
                    one
                    for one in lock.notes.values()
                    if one.seed == seed.file and (not one.retired or one.id not in cards)
                ]
            ) >= len(seed.notes)
            for note in seed.notes:
                alive += 1
                self.check_note(note, seed, lock, cards, conflicts)
            assert known or not seed.notes
        self.past.append([replace(seed, notes=list(seed.notes)) for seed in self.seeds])
        live = [one for one in lock.notes.values() if one.seed and one.is_live]
        assert len(live) == alive - len([1 for seed in self.seeds for note in seed.notes if note.key in self.deleted])

    def identify(self, note: Note, there: list[locks.LockedNote], cards: dict[str, Card]) -> None:
        """The note keeps its id: for sure if its words did, or if little of it changed; and never gets another's."""
        card_id = self.ids[note.key]
        was, now = self.said.get(note.key, (note.question, note.answer or "")), (note.question, note.answer or "")
        self.said[note.key] = now
        found = [one.id for one in there]
        if card_id in found:
            self.outcomes["kept"] += 1
            return
        same = (letters(was[0]), letters(was[1])) == (letters(now[0]), letters(now[1]))
        assert not same, f"{note} was {card_id}, and is now {found}, though not a letter changed"
        slight = alike(was[0], now[0]) >= 0.95 and letters(was[1]) == letters(now[1]) and _long(now[1])
        slight = slight and self.is_at_stake(note.key)
        assert not slight, f"{note} was {card_id}, and is now {found}; it was {was}"
        others = {one for key, one in self.ids.items() if key != note.key}
        mine = [one for one in found if one not in others]
        assert mine, f"{note} was {card_id}, and has the id of another, {found}; it was {was}"
        self.outcomes["lost"] += 1
        self.log.append(f"lost: {was} -> {now}")
        self.ids[note.key] = mine[0]
        self.left[card_id] = self.mine.pop(note.key, {})
        if back := self.left.pop(mine[0], None):
            self.mine[note.key] = back
        if mine[0] in cards:
            self.deleted.discard(note.key)
        else:
            self.deleted.add(note.key)  # its words are again those of a note that an editor took out

    def is_at_stake(self, key: int) -> bool:
        """Whether somebody has something of a note to lose; else nobody is asked about it, and it is taken for new."""
        was_packed = self.lock().notes[self.ids[key]].digest is not None
        return key not in self.deleted and (was_packed or bool(self.mine.get(key)))

    def check_note(
        self, note: Note, seed: Seed, lock: locks.Lock, cards: dict[str, Card], conflicts: dict[str, dict]
    ) -> None:  # type: ignore[type-arg]
        wanted = (entering(note.question), _flat(note.answer))
        there = [
            one for one in lock.notes.values() if one.seed == seed.file and (one.question, _flat(one.answer)) == wanted
        ]
        assert there, f"{note} is not in the lock"
        if note.key not in self.ids:
            taken = set(self.ids.values())
            self.ids[note.key] = next(one.id for one in there if one.id not in taken)
        self.identify(note, there, cards)
        card_id = self.ids[note.key]
        locked = lock.notes[card_id]
        if note.key in self.deleted:
            assert card_id not in cards and locked.retired, f"{note} was deleted and is back"
            return
        assert not locked.retired, f"{note} is retired"
        card = cards[card_id].note
        for name in ("question", "answer", "level"):
            mine = self.mine.get(note.key, {}).get(name)
            shown = getattr(card, name)
            if mine is not None:
                assert shown == mine, f"{name} of {note}: the editor's text was not kept"
            elif card_id not in conflicts:
                assert shown == getattr(locked, name), f"{name} of {note} does not follow its seed"
            else:
                assert shown == self.shown[note.key][name], f"{name} of {note} changed, though it is in conflict"
        self.shown[note.key] = {name: getattr(card, name) for name in ("question", "answer", "level")}
        self.states.setdefault(note.key, set()).add(wanted)
        self.check_one_state(note, card)

    def check_one_state(self, note: Note, card: CardNote) -> None:
        """Question and answer of a card are those of one state of its note, or the editor's."""
        mine = self.mine.get(note.key, {})
        states = self.states[note.key]
        question, answer = entering(card.question), _flat(card.answer)
        if "question" in mine and "answer" in mine:
            return
        if "question" in mine:
            assert answer in {one for _, one in states}, f"{note}: an answer that it never had, {answer}"
        elif "answer" in mine:
            assert question in {one for one, _ in states}, f"{note}: a question that it never was, {question}"
        else:
            assert (question, answer) in states, f"{note}: one state's question, another's answer: {card}"


def _long(text: str | None) -> bool:
    return len(letters(text)) >= 16


def _flat(text: str | None) -> str:
    """A text without its line ends, as a person would compare it."""
    return "".join((text or "").split())

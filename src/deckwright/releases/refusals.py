"""What keeps a version from being released: whatever would strand learners, or could not be found again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from deckwright.cards import lock as locks
from deckwright.cards import told
from deckwright.cards.history import History
from deckwright.cards.lock import Lock, LockedRelease
from deckwright.cards.notetypes import load_types
from deckwright.cards.store import Card
from deckwright.cards.workspace import seeds_of
from deckwright.decks.notes import CHANGELOG
from deckwright.decks.notetype import adopted_type, note_type
from deckwright.errors import DeckwrightError, counted, quoted
from deckwright.files.git_files import ignored
from deckwright.files.shapes import VERSION
from deckwright.note import KINDS
from deckwright.project import FILE, Project
from deckwright.releases import git


class Refused(DeckwrightError):
    """A release that was not made, for one or several reasons."""

    def __init__(self, reasons: Sequence[DeckwrightError]) -> None:
        first = reasons[0]
        super().__init__(first.problem, file=first.file, line=first.line, expected=first.expected, remedy=first.remedy)
        self.reasons = tuple(reasons)

    def __str__(self) -> str:
        return "\n".join(self.lines)


def number(version: str) -> tuple[int, ...]:
    """A version as it is compared: `1.0` and `1.0.0` are one. Raises DeckwrightError for what is none."""
    if not VERSION.holds(version):
        raise DeckwrightError(f"{version!r} is no version", expected="numbers with dots, such as 1.0.0")
    parts = [int(part) for part in version.split(".")]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def check_version(version: str, lock: Lock) -> None:
    """Raise DeckwrightError for a version that is not newer than all released, or is written in another way."""
    if any(part[0] == "0" and part != "0" for part in version.split(".")):
        plain = ".".join(str(int(part)) for part in version.split("."))
        raise DeckwrightError(f"{version} has zeros before a number", expected=plain)
    for released in lock.releases.values():
        if number(version) <= number(released.version):
            raise DeckwrightError(
                f"{version} is not newer than {released.version}, which was released",
                expected="a higher version",
                remedy=f"look at `deckwright diff {released.version}` and choose one",
            )


def reasons(
    project: Project, version: str, lock: Lock, cards: Mapping[str, Card], history: History
) -> Iterator[DeckwrightError]:
    """Everything that the tree, the settings and the cards say against a release, but for the linter's findings."""
    try:
        check_version(version, lock)
    except DeckwrightError as error:
        yield error
    for finding in told.open_findings(lock.notes, cards):
        yield DeckwrightError(finding.message, file=finding.file, line=finding.line)
    if lock.is_torn:
        yield DeckwrightError(
            "has several lines of one thing, as merged branches leave them",
            file=locks.FILE,
            expected="documents that were read again since",
            remedy="run `deckwright update` and commit",
        )
    yield from _dirty(project)
    yield from _left_out(project, cards)
    if version not in lock.releases:
        yield from _tagged(project, version)
    yield from _lost(history, lock)
    last = lock.last_release
    if last:
        yield from _renamed(project, last)
    yield from _other_kinds(lock, cards)
    yield from _other_types(project, lock)


def _dirty(project: Project) -> Iterator[DeckwrightError]:
    changed = git.uncommitted(project.root)
    if changed:
        shown = ", ".join(line[3:] for line in changed[:5])
        more = f" and {len(changed) - 5} more" if len(changed) > 5 else ""
        yield DeckwrightError(
            f"not committed: {shown}{more}",
            expected="a clean tree, so that the release can be made again from git",
            remedy="commit or stash",
        )


def _left_out(project: Project, cards: Mapping[str, Card]) -> Iterator[DeckwrightError]:
    """What a release is made of, or writes, and git would not hold: a clone could not build it."""
    files = [FILE, locks.FILE, CHANGELOG, *dict.fromkeys(card.file for card in cards.values())]
    for one in ignored(project.root, [*files, *(f"seeds/{seed.file}" for seed in seeds_of(project))]):
        yield DeckwrightError(
            str(one),
            file=one.file,
            expected="all that the deck is made of in git",
            remedy=f"take the rule away, or write `!{one.file}` into .gitignore",
        )


def _tagged(project: Project, version: str) -> Iterator[DeckwrightError]:
    """Tags of the version, however it is written: v1.0 is 1.0.0."""
    for tag in sorted(git.tags(project.root)):
        name = tag.removeprefix("v")
        if not VERSION.holds(name) or number(name) != number(version):
            continue
        yield DeckwrightError(
            f"there is a tag {tag} already",
            expected="a version that nobody has",
            remedy=f"choose another, or delete the tag if it was never published: git tag -d {tag}",
        )


def _lost(history: History, lock: Lock) -> Iterator[DeckwrightError]:
    """Releases that the lock has lost or has otherwise: what learners have would be taken for new."""
    for problem in history.disagreements(lock):
        yield DeckwrightError(
            problem,
            file=locks.FILE,
            expected="every release as git remembers it",
            remedy="restore it from git, merge the branch that has it, or run `deckwright update --rebuild-lock`; "
            "move a moved tag back",
        )
    for release in history.to_come(lock):
        yield DeckwrightError(
            f"does not know the release {release.version}, which commits after this one made",
            file=locks.FILE,
            expected="the newest state of the deck",
            remedy="check that out, or merge it",
        )
    if not lock.releases and any(note.released and not note.adopted for note in lock.notes.values()):
        yield DeckwrightError(
            "knows no release, and says of notes that they were released",
            file=locks.FILE,
            expected="the lines of the releases",
            remedy="restore the file from a clone or a backup that has them",
        )


def _renamed(project: Project, last: LockedRelease) -> Iterator[DeckwrightError]:
    """A deck's name is its identity in Anki: under another, learners would get new notes apart from those they have."""
    for name, was, now in (("deck", last.deck, project.deck), ("slug", last.slug, project.slug)):
        if was != now:
            yield DeckwrightError(
                f"{name} was {was!r} in {last.version} and is {now!r}",
                file=FILE,
                expected="the name that learners have",
                remedy="set it back, or make a new deck with a key of its own",
            )
    names = {level.key: level.name for level in project.levels}
    for key, was in last.levels.items():
        if names.get(key, was if was in names.values() else None) != was:
            said = f"is {names[key]!r}" if key in names else "is gone"
            yield DeckwrightError(
                f"the level {key} was called {was!r} in {last.version} and {said}",
                file=FILE,
                expected="the name of the deck that learners have",
                remedy="set it back; what documents call the level goes under `says:`",
            )


def other_decks(
    had: Mapping[str, str], decks: Mapping[str, str], cards: Mapping[str, Card]
) -> Iterator[DeckwrightError]:
    """Notes that learners have in one deck and would be sent in another: an import leaves their cards where they are.

    `had` and `decks` are the full names of decks by the note's id. One error for each way from deck to deck.
    """
    moved: dict[tuple[str, str], list[Card]] = {}
    for card_id, now in decks.items():
        if had.get(card_id, now) != now:
            moved.setdefault((had[card_id], now), []).append(cards[card_id])
    for (was, now), found in moved.items():
        yield DeckwrightError(
            f"{counted(len(found), 'note')} from here on would go from the deck {quoted(was)} to {quoted(now)}",
            file=found[0].file,
            line=found[0].line,
            expected="the deck in which learners have them, as an import moves no card",
            remedy="set it back, or release with --move-decks: the release notes then tell learners what to move",
        )


def _other_kinds(lock: Lock, cards: Mapping[str, Card]) -> Iterator[DeckwrightError]:
    for card_id, card in cards.items():
        released = lock.note(card_id).released
        if released and released.kind != card.note.kind:
            yield DeckwrightError(
                f"the note {card_id} was released with kind: {released.kind} and has kind: {card.note.kind}",
                file=card.file,
                line=card.line,
                expected="the kind that learners have: Anki updates no note of another type",
                remedy="set it back, take `skip: true`, and write a new note without an id",
            )


def _other_types(project: Project, lock: Lock) -> Iterator[DeckwrightError]:
    adopted = [adopted_type(one) for one in load_types(project.root, project.tree).values()]
    for made in (*(note_type(project.key, kind, project.language) for kind in KINDS), *adopted):
        released = lock.note_types[made.kind].released if made.kind in lock.note_types else None
        if released is None:
            continue
        now = {name: template_id for name, template_id, _, _ in made.templates}
        for what, then, mine in (
            ("fields", released.fields, dict(made.fields)),
            ("templates", released.templates, now),
        ):
            if list(then.items()) != list(mine.items()):
                pairs = zip_longest(then.items(), mine.items(), fillvalue=("nothing more", 0))
                wrong = next(f"{was[0]}, now {now[0]}" for was, now in pairs if was != now)
                yield DeckwrightError(
                    f"the note type {made.name} has other {what} than released ({wrong})",
                    expected=f"the {what} that learners have: where they differ, Anki updates no note",
                    remedy="release with the version of deckwright that made the last one, and report this",
                )

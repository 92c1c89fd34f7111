"""What git remembers of deck.lock: every release that was ever written down, should the file have lost one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from deckwright.cards import lock as locks
from deckwright.cards.lock import Lock, LockedRelease
from deckwright.errors import DeckwrightError
from deckwright.files import LOCK
from deckwright.files.git import ask, check_whole

_RELEASES = '^[{]"release": '
"""The lines of releases, as a pattern for git."""


class History:
    """The releases that git remembers of one project; its history is read once, when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def _releases(self) -> list[tuple[str, tuple[LockedRelease, ...]]]:
        """Of every revision that may know, the newest commit first: the releases that its lock says."""
        return [(revision, tuple(locks.releases_in(text))) for revision, text in _locks(self.root)]

    def commit_of(self, version: str) -> str | None:
        """The commit by which deck.lock first said that a version was released; None where this clone has none."""
        for revision, releases in reversed(self._releases):
            if not revision.startswith(("HEAD", "refs/")) and any(one.version == version for one in releases):
                return revision
        return None

    def lost(self, lock: Lock) -> list[LockedRelease]:
        """The releases that git remembers, as they were first written down, where the lock has them otherwise or not.

        Raises IncompleteClone where not all of the history is here.
        """
        check_whole(self.root)
        remembered = {one.version: one for _, releases in self._releases for one in releases}
        return [
            one
            for version, one in remembered.items()
            if version not in lock.releases or lock.releases[version].digest != one.digest
        ]

    def disagreements(self, lock: Lock) -> Iterator[str]:
        """What the lock says of releases otherwise than git remembers it: lines, what learners have of notes, tags.

        Nothing where there is no repository, or no commit of a release. Raises DeckwrightError where git cannot tell:
        GitMissing, IncompleteClone.
        """
        for release in self.lost(lock):
            what = "another line for" if release.version in lock.releases else "lost"
            yield f"has {what} the release {release.version}, which git remembers"
        last = lock.last_release
        commit = self.commit_of(last.version) if last else None
        if last is None or commit is None:
            return
        then = locks.parse(lock_at(self.root, commit), lock.key)
        for note in {**then.notes, **lock.notes}:
            if lock.note(note).released != then.note(note).released:
                yield f"says of the note {note} otherwise than when {last.version} was released what learners have"
        for kind, known in then.note_types.items():
            if kind not in lock.note_types or lock.note_types[kind].released != known.released:
                yield f"says of the note type {kind} otherwise than when {last.version} was released what learners have"
        yield from _astray(self.root, last, commit)


def lock_at(root: Path, revision: str) -> str:
    """The text of deck.lock at a revision; nothing where there was none. Raises DeckwrightError where it is too large,
    or is not in this clone."""
    objects = _objects(root, revision, locks.FILE)
    return ask(root, "cat-file", "blob", objects[locks.FILE], most=LOCK.most).text if objects else ""


def _objects(root: Path, revision: str, *names: str) -> dict[str, str]:
    """The names that git has for files and folders of a project at a revision, for those that were there."""
    listed = ask(root, "ls-tree", "-z", revision, "--", *names).text.split("\0")
    return {name: head.split()[2] for head, _, name in (line.partition("\t") for line in listed if line)}


def _astray(root: Path, release: LockedRelease, commit: str) -> Iterator[str]:
    """A tag of a release that leads to something else than was released."""
    tag = f"refs/tags/v{release.version}"
    if ask(root, "rev-parse", "--verify", "--quiet", f"{tag}^{{commit}}", allowed=(1,)).status:
        return
    if release.digest not in {one.digest for one in locks.releases_in(lock_at(root, tag))}:
        yield f"is not the one at the tag v{release.version}: that does not hold this release"
    parts = ("cards", "deckwright.yaml", "seeds")  # pictures may lie beside the documents
    tagged, made = _objects(root, tag, *parts), _objects(root, commit, *parts)
    for part in parts:
        if tagged.get(part) != made.get(part):
            yield f"has the release {release.version}, at whose tag {part} is otherwise than it was released"


def remembered_lock(root: Path, key: str) -> Lock | None:
    """The newest lock of the history that can be read, with every release that was ever written down.

    None where git remembers no lock of this project. Raises IncompleteClone where not all of the history is here.
    """
    check_whole(root)
    for text in chain((lock_at(root, commit) for commit in _commits(root)), (text for _, text in _locks(root))):
        try:
            found = locks.parse(text, key)
        except DeckwrightError:
            continue
        if found.notes:
            found.releases |= {release.version: release for release in History(root).lost(found)}
            _give_back(found, root)
            return found
    return None


def _give_back(lock: Lock, root: Path) -> None:
    """What learners have of notes and note types, where the newest lock of the history had lost it."""
    for _, text in _locks(root):
        try:
            before = locks.parse(text, lock.key)
        except DeckwrightError:
            continue
        for note in before.notes.values():
            known = lock.notes.setdefault(note.id, note)
            if known.released is None and note.released:
                lock.notes[note.id] = replace(known, released=note.released)
        for kind, known_type in before.note_types.items():
            if known_type.released and not (kind in lock.note_types and lock.note_types[kind].released):
                lock.note_types[kind] = known_type


def _locks(root: Path) -> Iterator[tuple[str, str]]:
    """HEAD's deck.lock, then every one of the history in which a release line came or went, the newest first; each
    with the name of its revision: HEAD, a commit, a tag from `refs/` on."""
    if _has_commits(root):
        yield "HEAD", lock_at(root, "HEAD")
        for commit in _commits(root, f"-G{_RELEASES}"):
            yield commit, lock_at(root, commit)
        for tag in ask(root, "for-each-ref", "--format=%(refname)", "refs/tags/v*").text.split():
            yield tag, lock_at(root, tag)  # where history was written anew, a tag may still know


def _commits(root: Path, *options: str) -> list[str]:
    """Commits that changed deck.lock, on whichever side of a merge."""
    if not _has_commits(root):
        return []
    plain = ("--no-ext-diff", "--no-textconv", "--full-history", "--format=%H")
    return ask(root, "log", *plain, *options, "--", locks.FILE).text.split()


def _has_commits(root: Path) -> bool:
    return not ask(root, "rev-parse", "--verify", "--quiet", "HEAD", allowed=(1,)).status

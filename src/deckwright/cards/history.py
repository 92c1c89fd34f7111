"""What git remembers of deck.lock: every release that was ever written down, should the file have lost one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from deckwright.cards import lock as locks
from deckwright.cards.lock import Lock, LockedRelease
from deckwright.errors import DeckwrightError
from deckwright.files import LOCK
from deckwright.files.git import ask, check_whole

_RELEASE = '{"release": '
"""How the line of a release begins."""


def commit_of_release(root: Path, version: str) -> str | None:
    """The commit by which deck.lock first said that a version was released; None where this clone has none."""
    line = f"{_RELEASE}{json.dumps(version)}, "
    return next((one for one in _commits(root, "--reverse", f"-S{line}") if lock_at(root, one).count(line)), None)


def lock_at(root: Path, revision: str) -> str:
    """The text of deck.lock at a revision; nothing where there was none. Raises DeckwrightError where it is too large,
    or is not in this clone."""
    objects = _objects(root, revision, locks.FILE)
    return ask(root, "cat-file", "blob", objects[locks.FILE], most=LOCK.most).text if objects else ""


def _objects(root: Path, revision: str, *names: str) -> dict[str, str]:
    """The names that git has for files and folders of a project at a revision, for those that were there."""
    listed = ask(root, "ls-tree", "-z", revision, "--", *names).text.split("\0")
    return {name: head.split()[2] for head, _, name in (line.partition("\t") for line in listed if line)}


def disagreements(root: Path, lock: Lock) -> Iterator[str]:
    """What the lock says of releases otherwise than git remembers it: lines, what learners have of notes, tags.

    Nothing where there is no repository, or no commit of a release. Raises DeckwrightError where git cannot tell:
    GitMissing, IncompleteClone.
    """
    for release in lost_releases(root, lock):
        what = "another line for" if release.version in lock.releases else "lost"
        yield f"has {what} the release {release.version}, which git remembers"
    last = lock.last_release
    commit = commit_of_release(root, last.version) if last else None
    if last is None or commit is None:
        return
    then = locks.parse(lock_at(root, commit), lock.key)
    for note in {**then.notes, **lock.notes}:
        if lock.note(note).released != then.note(note).released:
            yield f"says of the note {note} otherwise than when {last.version} was released what learners have"
    for kind, known in then.note_types.items():
        if kind not in lock.note_types or lock.note_types[kind].released != known.released:
            yield f"says of the note type {kind} otherwise than when {last.version} was released what learners have"
    yield from _astray(root, last, commit)


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


def lost_releases(root: Path, lock: Lock) -> list[LockedRelease]:
    """The releases that git remembers, as they were first written down, where the lock has them otherwise or not.

    Raises IncompleteClone where not all of the history is here.
    """
    check_whole(root)
    remembered: dict[str, list[LockedRelease]] = {}
    for text in _locks(root):
        for release in locks.releases_in(text):
            remembered.setdefault(release.version, []).append(release)
    return [
        found[-1]
        for version, found in remembered.items()
        if version not in lock.releases or lock.releases[version].digest != found[-1].digest
    ]


def remembered_lock(root: Path, key: str) -> Lock | None:
    """The newest lock of the history that can be read, with every release that was ever written down.

    None where git remembers no lock of this project. Raises IncompleteClone where not all of the history is here.
    """
    check_whole(root)
    for text in chain((lock_at(root, commit) for commit in _commits(root)), _locks(root)):
        try:
            found = locks.parse(text, key)
        except DeckwrightError:
            continue
        if found.notes:
            found.releases |= {release.version: release for release in lost_releases(root, found)}
            _give_back(found, root)
            return found
    return None


def _give_back(lock: Lock, root: Path) -> None:
    """What learners have of notes and note types, where the newest lock of the history had lost it."""
    for text in _locks(root):
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


def _locks(root: Path) -> Iterator[str]:
    """HEAD's deck.lock, then every one of the history in which a release line came or went, the newest first."""
    if _has_commits(root):
        yield lock_at(root, "HEAD")
        for commit in _commits(root, "-G^[{]" + _RELEASE[1:]):
            yield lock_at(root, commit)
        for tag in ask(root, "for-each-ref", "--format=%(refname)", "refs/tags/v*").text.split():
            yield lock_at(root, tag)  # where history was written anew, a tag may still know


def _commits(root: Path, *options: str) -> list[str]:
    """Commits that changed deck.lock, on whichever side of a merge."""
    if not _has_commits(root):
        return []
    plain = ("--no-ext-diff", "--no-textconv", "--full-history", "--format=%H")
    return ask(root, "log", *plain, *options, "--", locks.FILE).text.split()


def _has_commits(root: Path) -> bool:
    return not ask(root, "rev-parse", "--verify", "--quiet", "HEAD", allowed=(1,)).status

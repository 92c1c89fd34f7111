"""What git remembers of deck.lock: every release that was ever written down, should the file have lost one.

The blobs of every deck.lock are read, not what git shows of their changes: attributes and settings may keep that back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from deckwright.cards import lock as locks
from deckwright.cards.lock import Lock, LockedRelease
from deckwright.errors import DeckwrightError
from deckwright.files import LOCK
from deckwright.files.git import GitMissing, ask, check_whole, knows
from deckwright.files.objects import contents, entries, prefix, sizes

MOST = 32 << 30
"""Bytes of all versions of all locks together."""
_LOCKS = f":(top,glob)**/{locks.FILE}"
"""Those in any folder of the repository: a project may have been moved."""
_REFS = ("--all",)
"""Where history was written anew, a ref by any name may still know; what only a reflog has, somebody took back."""
_PROJECT = ("cards", "deckwright.yaml", "seeds")
"""What must be at a release's tag as it was released; pictures may lie beside the documents."""


@dataclass(frozen=True, slots=True)
class Written:
    """A deck.lock as a commit wrote it: the folder of the repository that it lies in, the releases that it says."""

    commit: str
    folder: str
    blob: str
    releases: tuple[LockedRelease, ...]


class History:
    """The releases that git remembers of one project; its history is read once, when it is first asked for."""

    def __init__(self, root: Path, key: str) -> None:
        self.root = root
        self.key = key

    @cached_property
    def written(self) -> list[Written]:
        """Every version of the project's lock, the newest first, and then those that only other branches and tags have.

        Raises IncompleteClone where not all of the history is here.
        """
        return [*self._here, *self._elsewhere]

    @cached_property
    def _here(self) -> list[Written]:
        check_whole(self.root)
        return _written(self.root, self.key, ("HEAD",)) if self._is_begun else []

    @cached_property
    def _elsewhere(self) -> list[Written]:
        return _written(self.root, self.key, (*_REFS, *self._but_head))

    @cached_property
    def _is_begun(self) -> bool:
        return knows(self.root, "HEAD")

    @property
    def _but_head(self) -> tuple[str, ...]:
        return ("--not", "HEAD") if self._is_begun else ()

    @cached_property
    def _oldest_first(self) -> list[Written]:
        """What stands here before what only other branches and tags have."""
        return [*reversed(self._here), *reversed(self._elsewhere)]

    def commit_of(self, version: str) -> Written | None:
        """The lock that first said that a version was released; None where this clone has none."""
        return next((one for one in self._oldest_first if any(each.version == version for each in one.releases)), None)

    def lost(self, lock: Lock) -> list[LockedRelease]:
        """The releases that git remembers, as they were first written down, where the lock has them otherwise or not.

        Raises IncompleteClone where not all of the history is here.
        """
        remembered: dict[str, LockedRelease] = {}
        for one in self._oldest_first:
            for each in one.releases:
                remembered.setdefault(each.version, each)
        return [
            one
            for version, one in remembered.items()
            if version not in lock.releases or lock.releases[version].digest != one.digest
        ]

    def to_come(self, lock: Lock) -> list[LockedRelease]:
        """Those of the lost ones that commits hold which follow HEAD: it is an older state of the deck."""
        lost = self.lost(lock)
        return [one for one in lost if one.digest in self._later] if lost and self._is_begun else []

    @cached_property
    def _later(self) -> frozenset[str]:
        """The digests of the releases that commits wrote which follow HEAD."""
        later = _written(self.root, self.key, ("--ancestry-path", *_REFS, *self._but_head))
        here = {each.digest for one in self._here for each in one.releases}
        return frozenset(each.digest for one in later for each in one.releases) - here

    def is_committed(self, release: LockedRelease) -> bool:
        """Whether the newest commit holds the line of a release; also where there is no git to hold it."""
        try:
            if not self._is_begun:
                return True
            found = list(entries(self.root, "HEAD", prefix(self.root), locks.FILE))
        except GitMissing:
            return True
        return any(one.digest == release.digest for entry in found for one in self._releases_at(entry.name))

    def broken(self, lock: Lock) -> Iterator[str]:
        """The releases of a lock that follow one which neither the lock nor git knows.

        One that git knows was lost, or two branches released one version, and the later of the two stayed.
        """
        known = {each.digest for one in self.written for each in one.releases}
        for release in locks.unchained(lock, known):
            yield f"has lost or changed the release before {release.version}"

    def disagreements(self, lock: Lock) -> Iterator[str]:
        """What the lock says of releases otherwise than git remembers it: lines, what learners have of notes, tags.

        Nothing where there is no repository, or no commit of a release. Raises DeckwrightError where git cannot tell:
        GitMissing, IncompleteClone.
        """
        here = {each.version for one in self._here for each in one.releases}
        to_come = self.to_come(lock)
        for release in self.lost(lock):
            if release in to_come:
                continue
            where = "" if release.version in here else " on another branch or at a tag"
            what = "another line for" if release.version in lock.releases else "lost"
            yield f"has {what} the release {release.version}, which git remembers{where}"
        yield from self.broken(lock)
        for release in lock.releases.values():
            if not self._is_founded(release, lock):
                yield f"has a release {release.version} that does not follow the one before it: no `release` wrote that"
            if made := self.commit_of(release.version):
                yield from self._astray(release, made)
        last = lock.last_release
        if last and (made := self.commit_of(last.version)):
            yield from self._otherwise(lock, last, made)

    def _is_founded(self, release: LockedRelease, lock: Lock) -> bool:
        """Whether a release follows those that were known where it was written down; branches know nothing of others.

        Before releases recorded their tools, they followed nothing.
        """
        if not release.tools:
            return True
        known = [one.releases for one in self._turns() if release in one.releases]
        return any(_is_next(release, said) for said in known or [tuple(lock.releases.values())])

    def _otherwise(self, lock: Lock, last: LockedRelease, made: Written) -> Iterator[str]:
        """What learners have, as it was written down by the last release; where branches released, by one of these."""
        others = [self.commit_of(one.version) for one in locks.heads(lock) if one is not last]
        then = [locks.parse(self.text(one), lock.key) for one in (made, *others) if one]
        for note in dict.fromkeys(note for one in (*then, lock) for note in one.notes):
            if lock.note(note).released not in [one.note(note).released for one in then]:
                yield f"says of the note {note} otherwise than when {last.version} was released what learners have"
        for kind in dict.fromkeys(kind for one in then for kind in one.note_types):
            known = [one.note_types[kind].released for one in then if kind in one.note_types]
            if kind not in lock.note_types or lock.note_types[kind].released not in known:
                yield f"says of the note type {kind} otherwise than when {last.version} was released what learners have"

    def _astray(self, release: LockedRelease, made: Written) -> Iterator[str]:
        """A tag of a release that leads to something else than was released."""
        tag = f"refs/tags/v{release.version}"
        if not knows(self.root, f"{tag}^{{commit}}"):
            if knows(self.root, tag):
                yield f"is not the one at the tag v{release.version}: that leads to no commit"
            return
        names = (*_PROJECT, locks.FILE)
        tagged = {one.path: one.name for one in entries(self.root, tag, made.folder, *names)}
        first = {one.path: one.name for one in entries(self.root, made.commit, made.folder, *names)}
        if release.digest not in {one.digest for one in self._releases_at(tagged.get(locks.FILE))}:
            yield f"is not the one at the tag v{release.version}: that does not hold this release"
        for part in _PROJECT:
            if tagged.get(part) != first.get(part):
                yield f"has the release {release.version}, at whose tag {part} is otherwise than it was released"

    def _releases_at(self, blob: str | None) -> Iterator[LockedRelease]:
        return locks.releases_in(_text(self.root, blob) if blob else "")

    def text(self, one: Written) -> str:
        """The whole text of a lock."""
        return _text(self.root, one.blob)

    def remembered_lock(self) -> Lock | None:
        """The newest lock of the history that can be read, with every release that was ever written down.

        None where git remembers no lock of this project.
        """
        for one in self.written:
            try:
                found = locks.parse(self.text(one), self.key)
            except DeckwrightError:
                continue
            if found.notes:
                found.releases |= {release.version: release for release in self.lost(found)}
                self._give_back(found)
                return found
        return None

    def _give_back(self, lock: Lock) -> None:
        """What learners have of notes and note types, where the newest lock of the history had lost it."""
        for one in self._turns():
            try:
                before = locks.parse(self.text(one), lock.key)
            except DeckwrightError:
                continue
            for note in before.notes.values():
                known = lock.notes.setdefault(note.id, note)
                if known.released is None and note.released:
                    lock.notes[note.id] = replace(known, released=note.released)
            for kind, known_type in before.note_types.items():
                if known_type.released and not (kind in lock.note_types and lock.note_types[kind].released):
                    lock.note_types[kind] = known_type

    def _turns(self) -> Iterator[Written]:
        """The locks by which a release line came or went, the newest first."""
        for at, one in enumerate(self.written):
            older = self.written[at + 1].releases if at + 1 < len(self.written) else ()
            if one.releases != older or at == 0:
                yield one


def _is_next(release: LockedRelease, known: Collection[LockedRelease]) -> bool:
    """Whether a release follows the last of those that were known when it was made; what follows it came later."""
    later = {release.digest}
    for one in sorted(known, key=lambda one: one.modified):
        if not later.isdisjoint(one.follows):
            later.add(one.digest)
    before = Lock("", releases={one.version: one for one in known if one.digest not in later})
    return {one.digest for one in locks.heads(before)} == set(release.follows)


def _written(root: Path, key: str, revisions: tuple[str, ...]) -> list[Written]:
    """The project's locks of some revisions, the newest first: those in its folder, and elsewhere those of its key."""
    here = prefix(root)
    touched = list(_touched(root, revisions))
    blobs = list(dict.fromkeys(blob for _, _, blob in touched))
    size = dict(zip(blobs, sizes(root, blobs), strict=True))
    own = {blob for _, folder, blob in touched if folder == here}
    if any(size[blob] > LOCK.most for blob in own):
        raise DeckwrightError(f"git holds one of more than {LOCK.most >> 20} MiB", file=locks.FILE)
    blobs = [blob for blob in blobs if size[blob] <= LOCK.most]
    if sum(size[blob] for blob in blobs) > MOST:
        raise DeckwrightError(f"git holds more than {MOST >> 30} GiB of its versions", file=locks.FILE)
    said: dict[str, tuple[LockedRelease, ...]] = {}
    for blob, data in zip(blobs, contents(root, blobs, [size[blob] for blob in blobs]), strict=True):
        text = data.decode("utf-8", "replace")
        if blob in own or locks.key_in(text) == key:
            said[blob] = tuple(locks.releases_in(text))
    return [Written(commit, folder, blob, said[blob]) for commit, folder, blob in touched if blob in said]


def _touched(root: Path, revisions: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Every commit that wrote a deck.lock, on whichever side of a merge or in it, with its folder and its blob.

    By git's plumbing, which looks at no attributes and at none of the settings of `git log`.
    """
    commits = ask(root, "rev-list", "--full-history", "--topo-order", *revisions, "--", _LOCKS).output
    options = ("-r", "-m", "--root", "--no-renames", "--raw", "-z")
    told = ask(root, "diff-tree", "--stdin", *options, "--", _LOCKS, stdin=commits).output.split(b"\0")
    commit = ""
    parts = iter(told)
    for part in parts:
        if not part.startswith(b":"):
            commit = part.decode().partition(" ")[0].strip() or commit
            continue
        path = next(parts).decode("utf-8", "surrogateescape")
        _, mode, _, blob, _ = part.decode().split()
        if mode.startswith("100"):
            yield commit, path.removesuffix(locks.FILE), blob


def _text(root: Path, blob: str) -> str:
    return ask(root, "cat-file", "blob", blob, most=LOCK.most).text

"""A project's card files and lock, opened to be changed and written back together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from deckwright.cards import clock, store
from deckwright.cards import lock as locks
from deckwright.cards.facts import counted
from deckwright.cards.history import History
from deckwright.cards.lock import Lock
from deckwright.cards.splice import Splice
from deckwright.cards.store import Card, CardFile
from deckwright.declared import Seed
from deckwright.errors import DeckwrightError, Finding, Severity
from deckwright.files import LOCK, Run, what_changes, write_together
from deckwright.files.git_files import told_of_ignored
from deckwright.names import file_trouble
from deckwright.project import Project
from deckwright.seeds.read import documents_in


def seeds_of(project: Project) -> list[Seed]:
    """The documents in seeds/, by name. Raises DeckwrightError where two have one key."""
    folder = project.seeds_dir
    found = documents_in(project.tree, folder)
    seeds = [project.seed(path.relative_to(folder).as_posix()) for path in found]
    owner: dict[str, str] = {}
    for seed in seeds:
        if problem := file_trouble(seed.file):
            raise DeckwrightError(problem, file=f"seeds/{seed.file}", remedy="rename it")
        if seed.key in owner:
            raise DeckwrightError(
                f"the seeds {owner[seed.key]} and {seed.file} both have the key {seed.key!r}",
                file="deckwright.yaml",
                remedy="give one of them a key of its own under `seeds:`",
            )
        owner[seed.key] = seed.file
    return seeds


def load_lock(project: Project, has_cards: bool, rebuild: bool = False) -> Lock:
    """deck.lock, or a new one; to `rebuild` it, the last one that git remembers.

    Raises DeckwrightError where it is missing beside cards that were built from it.
    """
    path = project.lock_path
    if project.tree.there(path) and not rebuild:
        return locks.parse(project.tree.read_text(path, locks.FILE, LOCK), project.key)
    if has_cards and not rebuild:
        raise DeckwrightError(
            "is missing, though there are cards",
            file=locks.FILE,
            expected="the record of what was last read and released",
            remedy="restore it from git, or write it anew with `deckwright update --rebuild-lock`",
        )
    remembered = History(project.root, project.key).remembered_lock() if rebuild else None
    if remembered:
        count = len(remembered.releases)
        message = f"the lock that git remembers is taken up again, with {count} release{'' if count == 1 else 's'}"
        remembered.findings.append(Finding("info", "lock-recovered", message, locks.FILE))
    return remembered or Lock(project.key)


class Workspace:
    """Card files, lock and the changes to them; `finish` writes them all or none."""

    def __init__(self, project: Project, told: Iterable[Finding] = (), *, rebuild_lock: bool = False) -> None:
        """`told` are findings from before: what was recovered."""
        self.project = project
        self.findings: list[Finding] = [*told]
        self.seeds = seeds_of(project)
        self.seed_files = {seed.file for seed in self.seeds}
        self.files = store.load_all(project.cards_dir, within=project.tree)
        self.lock = load_lock(project, any(card.id for card in store.cards_in(self.files)), rebuild_lock)
        self.before = dict(self.lock.notes)
        self.findings += self.lock.findings
        self.splices = {file.shown: Splice(file) for file in self.files}
        self.new_files: dict[Path, str] = {}
        self.where = {card.id: (file, at) for file in self.files for at, card in enumerate(file.cards) if card.id}
        self.now = clock.now()

    def card(self, card_id: str) -> Card | None:
        file, index = self.where.get(card_id, (None, 0))
        return file.cards[index] if file else None

    def set_fields(self, card_id: str, changes: dict[str, Any]) -> None:
        file, index = self.where[card_id]
        self.splices[file.shown].set_fields(index, changes)

    def file_of(self, seed: str) -> CardFile | None:
        return next((file for file in self.files if file.seed == seed), None)

    def free_path(self, seed: Seed) -> Path:
        """Where a new card file for a seed goes."""
        stem = Path(seed.file).stem
        for name in (stem, seed.key, *(f"{stem}-{n}" for n in range(2, 1000))):
            path = self.project.cards_dir / f"{name}.yaml"
            if not self.project.tree.there(path) and path not in self.new_files:
                return path
        raise DeckwrightError("there is no free name for its card file", file=seed.file)

    def place(self, card_id: str) -> tuple[str | None, int | None]:
        """File and line of a note's card, for findings."""
        card = self.card(card_id)
        return (card.file, card.line) if card else (None, None)

    def tell(self, severity: Severity, code: str, message: str, file: str | None, line: int | None = None) -> None:
        self.findings.append(Finding(severity, code, message, file, line))

    def finish(self, what: Run, *, dry_run: bool = False) -> list[str]:
        """Write card files, then the lock; returns what changed, or would."""
        for path, text in self.new_files.items():
            store.parse(text, path, self.project.shown(path))
        writes = {path: text.encode() for path, text in self.new_files.items()}
        writes |= {one.file.path: one.file.encoded(one.text()) for one in self.splices.values() if one.edits}
        self.lock.notes = {one: counted(self.before.get(one), note) for one, note in self.lock.notes.items()}
        tree, path = self.project.tree, self.project.lock_path
        text = locks.dump(self.lock, [seed.file for seed in self.seeds])
        if not tree.there(path) or tree.read_text(path, locks.FILE, LOCK).replace("\r\n", "\n") != text:
            writes[path] = text.encode()
        changed = list(what_changes(tree, writes)) if dry_run else write_together(tree, writes, what=what)
        shown = [self.project.shown(path) for path in changed]
        self.findings += told_of_ignored(self.project.root, shown) if shown else []
        return shown

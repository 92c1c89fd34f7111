"""`sources:` of deckwright.yaml -> seeds/: what changed where people write comes again, before seeds/ is read."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from deckwright import project as projects
from deckwright.cards.seed_lines import (
    Settings,
    as_recorded,
    digest_of,
    seed_keys,
    seed_line,
    source_line,
    tags_for,
)
from deckwright.cards.trusted import is_named, remember
from deckwright.declared import FILE, Seed
from deckwright.errors import DeckwrightError, Finding, counted
from deckwright.files import SETTINGS, is_folder, sole, write_together
from deckwright.files.yamltext import one_line
from deckwright.names import deck_name, same_name
from deckwright.project import Project
from deckwright.seeds.contents import listed
from deckwright.seeds.gathering import Brought, Gathered, gather
from deckwright.seeds.origins import Origin
from deckwright.seeds.pins import Pinned
from deckwright.seeds.place_names import portable

ALIKE = 0.5
"""Of their lines that two documents share, from which on one is the other under another name."""


@dataclass(slots=True)
class Fetched:
    """Names of documents in seeds/ that were replaced, are new, are called otherwise now (was, is), and that their
    source has no more: taken away where a person agreed, else still there."""

    changed: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    needs_a_person: bool = False


def fetch(
    project: Project,
    source: Path | None = None,
    *,
    agreed: Callable[[list[str]], bool] = lambda gone: False,
    trusted: Callable[[Path], bool] = lambda path: False,
    dry_run: bool = False,
) -> Fetched:
    """Bring seeds/ up to the state of the project's sources, or of the one named, which may be a new one.

    What a person changed in seeds/ itself stays where the source changed too, and is told. Documents that a source has
    no more stay, unless `agreed` says of their names that they may go. A source outside of the project that
    deckwright.yaml names and this user never named is fetched if it is `trusted`. Raises DeckwrightError where a source
    cannot be read or none is known, and leaves all as it was.
    """
    with sole(project.tree):
        run = _Run(project)
        origins = run.origins(source)
        for origin in origins:
            if source is None and not is_named(project.root, origin.path) and not trusted(origin.path):
                raise DeckwrightError(
                    f"names {origin.path} as a source, which lies outside of the project and was not named by you here",
                    file=FILE,
                    remedy=f"if it is yours, name it: deckwright update --from {shlex.quote(str(origin.path))}",
                )
            run.take(origin, agreed)
        if not dry_run:
            remember(project.root, [origin.path for origin in origins])
            run.write()
        return run.fetched


class _Run:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.settings = Settings(project.tree.read_text(project.root / FILE, FILE, SETTINGS))
        self.fetched = Fetched()
        self.writes: dict[Path, bytes] = {}
        self.deletes: list[Path] = []
        self.added: list[str] = []
        self.keys = {seed.key for seed in project.declared.values()}

    def origins(self, source: Path | None) -> list[Origin]:
        """The sources to be fetched. One that is named and not known is the place to which a known one has moved, if it
        holds half of its documents; else it is a new one."""
        known = self.project.sources
        if source is None:
            if not known:
                raise DeckwrightError(
                    "names no source",
                    file=FILE,
                    expected="`sources:`, where documents came from",
                    remedy="name one: deckwright update --from FOLDER",
                )
            return [replace(one, path=(self.project.root / one.path).resolve()) for one in known.values()]
        for one in known.values():
            if (self.project.root / one.path).resolve() == source.resolve() or str(source) == one.name:
                return [replace(one, path=(self.project.root / one.path).resolve())]
        return [self._moved(source) or self._new(source)]

    def _moved(self, source: Path) -> Origin | None:
        for one in self.project.sources.values():
            ours = {seed.file for seed in self._seeds_of(one)}
            documents = self._gathered(replace(one, path=source)).documents
            alike = [new for new in documents if new.name in ours and _alike(self._bytes(new.name), new.data) >= ALIKE]
            if ours and len(alike) * 2 >= len(ours):
                path = as_recorded(source, self.project.root).as_posix()
                self.settings.set("sources", one.name, "path", one_line(path, in_list=True))
                message = f"{source} is taken for a newer state of {one.path}; deckwright.yaml names it now"
                self.fetched.findings.append(Finding("info", "source-moved", message, FILE))
                return replace(one, path=source)
        return None

    def _new(self, source: Path) -> Origin:
        name = base = deck_name(source.resolve().name).replace("::", "-")
        taken = {same_name(one) for one in self.project.sources}
        number = 1
        while same_name(name) in taken:
            number += 1
            name = f"{base} {number}"
        whole = is_folder(source) or source.suffix.lower() == ".zip"
        origin = Origin(source, portable(name.removesuffix(".zip")) if whole else "", name)
        recorded = replace(origin, path=as_recorded(source, self.project.root))
        self.settings.add("sources", [source_line(recorded)])
        return origin

    def _seeds_of(self, origin: Origin) -> list[Seed]:
        """The documents in seeds/ that came from a source."""
        tree, folder = self.project.tree, self.project.seeds_dir
        ours = [seed for seed in self.project.declared.values() if seed.source == origin.name]
        return [seed for seed in ours if tree.is_file(folder / seed.file)]

    def _gathered(self, origin: Origin) -> Gathered:
        def pins(name: str) -> Pinned:
            seed = self.project.seed(name)
            return Pinned(encoding=seed.encoding, marker=seed.marker, like=seed.like, columns=seed.columns)

        return gather([origin], self.project.root, pins, follow_links=self.project.follow_links)

    def take(self, origin: Origin, agreed: Callable[[list[str]], bool]) -> None:
        """Plan what comes from one source, and what it has no more."""
        gathered = self._gathered(origin)
        left = {one.file for one in gathered.findings if one.code == "left-out"}
        self.fetched.findings += gathered.findings
        ours = {seed.file: seed for seed in self._seeds_of(origin)}
        there = {one.name for one in gathered.documents}
        for one in gathered.documents:
            if one.name in ours:
                self._again(one, ours[one.name])
        new = [one for one in gathered.documents if one.name not in ours]
        gone = [seed for name, seed in ours.items() if name not in there]
        if gone and left:  # one that cannot be read just now is not gone
            gone = [seed for seed in gone if not any(str(file).endswith(seed.file.rpartition("/")[2]) for file in left)]
        for one, seed in self._renames(new, gone):
            self._rename(one, seed)
            new.remove(one)
            gone.remove(seed)
        self._add(new)
        self._let_go([seed.file for seed in gone], origin, agreed)
        for name, data in gathered.shown.items():
            self.writes[self.project.seeds_dir / name] = data

    def _again(self, one: Brought, seed: Seed) -> None:
        """A document that is known: it comes where it changed, unless a person changed it in seeds/ as well."""
        here = self._bytes(seed.file)
        if here == one.data:
            changed = seed.fetched != digest_of(here)
        elif seed.fetched == digest_of(one.data):
            return  # changed here alone
        elif seed.fetched and seed.fetched != digest_of(here):
            message = f"was changed here and in {one.shown}; it stays as it is"
            remedy = "bring the change over to one of them, or delete it here to take the other"
            self.fetched.findings.append(
                Finding("warning", "changed-twice", f"{message}: {remedy}", f"seeds/{seed.file}", remedy=remedy)
            )
            self.fetched.needs_a_person = True
            return
        else:
            self.writes[self.project.seeds_dir / seed.file] = one.data
            self.fetched.changed.append(seed.file)
            changed = True
        if changed:
            self.settings.set("seeds", seed.file, "fetched", digest_of(one.data))

    def _renames(self, new: Sequence[Brought], gone: Sequence[Seed]) -> list[tuple[Brought, Seed]]:
        """Documents that are gone and are there under another name: the likest first."""
        ranked = sorted(
            ((share, one.name, seed.file) for seed in gone for one in new
             if (share := _alike(self._bytes(seed.file), one.data)) >= ALIKE),
            key=lambda pair: (-pair[0], pair[1:]),
        )  # fmt: skip
        brought, seeds = {one.name: one for one in new}, {seed.file: seed for seed in gone}
        return [(brought.pop(name), seeds.pop(file)) for _, name, file in ranked if name in brought and file in seeds]

    def _rename(self, one: Brought, seed: Seed) -> None:
        self._check_free(one.name, one.shown)
        self.settings.call(seed.file, one.name)
        self.settings.set("seeds", seed.file, "fetched", digest_of(one.data))
        was = ("::".join(seed.file.split("/")[:-1]),)
        if seed.tags == was and (tags := tags_for(one, False)):
            self.settings.set("seeds", seed.file, "tags", f"[{', '.join(one_line(tag, in_list=True) for tag in tags)}]")
        self.deletes.append(self.project.seeds_dir / seed.file)
        self.writes[self.project.seeds_dir / one.name] = one.data
        self.fetched.renamed.append((seed.file, one.name))

    def _add(self, new: Sequence[Brought]) -> None:
        keys = seed_keys([one.name for one in new], self.keys)
        self.keys |= set(keys.values())
        for one in new:
            if one.name in self.project.declared:  # its line stands there still
                self.settings.remove(one.name)
            else:
                self._check_free(one.name, one.shown)
            by_folder = self.project.subdecks == "folder"
            self.added.append(seed_line(one, keys[one.name], {}, tags_for(one, by_folder)))
            self.writes[self.project.seeds_dir / one.name] = one.data
            self.fetched.new.append(one.name)

    def _check_free(self, name: str, shown: str) -> None:
        path = self.project.seeds_dir / name
        if self.project.tree.there(path):
            raise DeckwrightError(
                f"there is another document of this name, seeds/{name}", file=shown, remedy="rename one of them"
            )

    def _let_go(self, gone: list[str], origin: Origin, agreed: Callable[[list[str]], bool]) -> None:
        """What a source has no more."""
        if not gone:
            return
        self.fetched.gone += gone
        if agreed(gone):
            for file in gone:
                self.deletes.append(self.project.seeds_dir / file)
                self.settings.remove(file)
            return
        there = f"{counted(len(gone), 'document')} no longer there, or without a question"
        message = f"{there}: {listed(gone)}; kept in seeds/ until you agree"
        remedy = "`deckwright update --from --yes` takes them away and retires their notes"
        self.fetched.findings.append(
            Finding("warning", "gone-from-source", f"{message}; {remedy}", str(origin.path), remedy=remedy)
        )
        self.fetched.needs_a_person = True

    def _bytes(self, file: str) -> bytes:
        path = self.project.seeds_dir / file
        return self.project.tree.read_bytes(path, self.project.shown(path))

    def write(self) -> None:
        """Write documents and settings, all or none."""
        self.settings.add("seeds", self.added)
        text = self.settings.changed()
        projects.parse(text, self.project.root)  # before anything is written
        writes = {**self.writes, self.project.root / FILE: text.encode()}
        write_together(self.project.tree, writes, self.deletes, what="update --from")


def _alike(one: bytes, two: bytes) -> float:
    """The share of their lines with words that two documents have in common, in any order."""
    if one == two:
        return 1.0
    first, second = (Counter(line.strip() for line in data.splitlines() if line.strip()) for data in (one, two))
    most = max(first.total(), second.total())
    return (first & second).total() / most if most else 0.0

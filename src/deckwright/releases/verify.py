"""The packages in a folder against their sums, their manifest, deck.lock, the project, and a real Anki."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deckwright.cards.lock import Lock
from deckwright.decks.build import Built, Progress, check_frozen, make
from deckwright.decks.contents import difference, read
from deckwright.decks.describe import tools
from deckwright.errors import DeckwrightError
from deckwright.files import PACKAGE, Tree
from deckwright.project import Project
from deckwright.releases.prove import prove


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked at: whether it is right (None: skipped), and what is to be said of it."""

    name: str
    right: bool | None
    said: str


@dataclass(slots=True)
class VerifyReport:
    """What `verify` looked at, in order."""

    folder: str
    steps: list[Step] = field(default_factory=list)

    @property
    def right(self) -> bool:
        return all(step.right is not False for step in self.steps)


def verify(
    project: Project,
    folder: Path | None = None,
    *,
    released: str | None = None,
    progress: Progress = lambda note: None,
) -> VerifyReport:
    """Hold the packages in a folder (build/, if none is named) against all that tells what they should be.

    `released` is the version whose release they must be, with or without a `v` before it. Nothing is written. Raises
    DeckwrightError where there is nothing to hold, or the project cannot be built.
    """
    tree = Tree(folder, project.follow_links) if folder else project.tree
    folder = folder or project.build_dir
    report = VerifyReport(project.shown(folder))
    if not tree.is_folder(folder):
        raise DeckwrightError("no such folder", file=report.folder, remedy="make the packages with `deckwright build`")
    paths = [path for path in tree.names(folder) if path.suffix == ".apkg"]
    packages = {path.name: tree.read_bytes(path, path.name, PACKAGE) for path in paths}
    if not packages:
        raise DeckwrightError("holds no package", file=report.folder, remedy="make them with `deckwright build`")
    report.steps.append(_sums(tree, folder))
    manifest = _manifest(tree, folder)
    report.steps.append(_packages(packages, manifest))
    progress("building again")
    built = make(project, frozen=True, progress=progress)
    report.steps.append(_lock(built))
    report.steps.append(_notes(built, manifest))
    report.steps.append(_released(built.lock, manifest, released))
    report.steps += _again(packages, built, manifest)
    progress("importing into Anki")
    report.steps.append(_anki(packages))
    return report


def _step(name: str, wrong: str | None, right: str) -> Step:
    return Step(name, wrong is None, wrong or right)


def _sums(tree: Tree, folder: Path) -> Step:
    """SHA256SUMS, as `sha256sum -c` does it."""
    path = folder / "SHA256SUMS"
    if not tree.is_file(path):
        return Step("sums", False, "SHA256SUMS is missing")
    count = 0
    for number, line in enumerate(tree.read_bytes(path).decode("utf-8", "replace").splitlines(), 1):
        match = re.fullmatch(r"([0-9a-f]{64}) [ *](.+)", line)
        if match is None:
            return Step("sums", False, f"SHA256SUMS:{number}: is no sum and name")
        file = folder / match[2]
        if not tree.is_file(file):
            return Step("sums", False, f"{match[2]} is missing")
        if hashlib.sha256(tree.read_bytes(file, match[2], PACKAGE)).hexdigest() != match[1]:
            return Step("sums", False, f"{match[2]} has another SHA-256 than SHA256SUMS says")
        count += 1
    return _step("sums", None if count else "SHA256SUMS is empty", f"{count} files are as SHA256SUMS says")


def _manifest(tree: Tree, folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    try:
        manifest = json.loads(tree.read_bytes(path, path.name))
        good = isinstance(manifest, dict) and all(isinstance(manifest.get(key), list) for key in ("packages", "notes"))
    except (ValueError, RecursionError):
        good = False
    if not good:
        raise DeckwrightError("is no manifest", file=path, remedy="make it again with `deckwright build`")
    found: dict[str, Any] = manifest
    return found


def _packages(packages: Mapping[str, bytes], manifest: dict[str, Any]) -> Step:
    """Every package is in the manifest, with its sum, content digest and number of notes."""
    said = {one["file"]: one for one in manifest["packages"]}
    for name in sorted({*said, *packages}):
        if name not in packages:
            return Step("manifest", False, f"{name} is in manifest.json and not in the folder")
        if name not in said:
            return Step("manifest", False, f"{name} is in the folder and not in manifest.json")
        held = read(packages[name], name)
        for what, wanted, got in (
            ("sha256", said[name]["sha256"], hashlib.sha256(packages[name]).hexdigest()),
            ("content digest", said[name]["content_digest"], held.digest),
            ("notes", said[name]["notes"], len(held.notes)),
        ):
            if wanted != got:
                return Step("manifest", False, f"{name}, {what}: {got}, and manifest.json says {wanted}")
    return Step("manifest", True, f"{len(packages)} packages are as manifest.json says")


def _lock(built: Built) -> Step:
    try:
        check_frozen(built)
    except DeckwrightError as error:
        return Step("lock", False, str(error))
    return Step("lock", True, "deck.lock goes with the cards")


def _notes(built: Built, manifest: dict[str, Any]) -> Step:
    """Every note of the manifest has digest and time as deck.lock says."""
    said = {one["id"]: (one["digest"], one["modified"]) for one in manifest["notes"]}
    known = {note.id: (built.lock.notes[note.id].digest, note.modified) for note in built.notes}
    for card_id in sorted({*said, *known}):
        if said.get(card_id) != known.get(card_id):
            card = built.cards.get(card_id)
            place = f"{card.file}:{card.line}: " if card else ""
            problem = (
                f"the note {card_id} is not in manifest.json"
                if card_id not in said
                else f"the note {card_id} of manifest.json is not packed here"
                if card_id not in known
                else f"the note {card_id} has changed since the packages were built"
            )
            return Step("notes", False, place + problem)
    return Step("notes", True, f"{len(known)} notes are as deck.lock says")


def _released(lock: Lock, manifest: dict[str, Any], wanted: str | None) -> Step:
    version = manifest.get("version")
    if wanted and wanted.removeprefix("v") != version:
        return Step("release", False, f"the packages are of {version or 'no release'}, expected {wanted}")
    if version is None:
        return Step("release", None, "built between releases")
    released = lock.releases.get(version)
    if released is None:
        return Step("release", False, f"manifest.json says {version}, which deck.lock does not know")
    for one in manifest["packages"]:
        if released.packages.get(one["file"], {}).get("content_digest") != one["content_digest"]:
            said = f"{one['file']} holds other things than {version} released{_why({'tool': released.tools})}"
            return Step("release", False, said)
    return Step("release", True, f"the packages are those of {version}")


def _again(packages: Mapping[str, bytes], built: Built, manifest: dict[str, Any]) -> Iterator[Step]:
    """Built again, the packages are the same: byte by byte, or at least in what they hold."""
    other_bytes = []
    for name in sorted({*packages, *built.packages}):
        if name not in packages or name not in built.packages:
            where = "the folder" if name in packages else "a new build"
            yield Step("rebuild", False, f"{name} is only in {where}")
            return
        if packages[name] != built.packages[name]:
            wrong = difference(read(packages[name], name), read(built.packages[name], name))
            if wrong:
                yield Step("rebuild", False, f"{name}, in the folder and built again: {wrong}")
                return
            other_bytes.append(name)
    if other_bytes:
        yield Step("rebuild", True, f"built again, the packages hold the same in other bytes{_why(manifest)}")
    else:
        yield Step("rebuild", True, "built again, the packages are the same, byte by byte")


def _why(manifest: dict[str, Any]) -> str:
    theirs, ours = manifest.get("tool") or {}, tools()
    other = [
        f"{name} {theirs[name]} there, {ours[name]} here" for name in ours if theirs.get(name) not in (None, ours[name])
    ]
    return f" ({'; '.join(other)})" if other else ""


def _anki(packages: Mapping[str, bytes]) -> Step:
    proof = prove(packages, None)
    if proof.anki is None:
        return Step("anki", None, "not tried: pip install 'deckwright[anki]'")
    return _step("anki", proof.wrong[0] if proof.wrong else None, f"Anki {proof.anki}: {'; '.join(proof.seen)}")

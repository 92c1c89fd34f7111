"""The packages in a folder against their sums, their manifest, deck.lock, the project, and a real Anki."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from deckwright.cards.history import History
from deckwright.cards.lock import CHAIN, Lock, LockedRelease
from deckwright.decks.build import Built, check_frozen, make
from deckwright.decks.contents import content_digest, difference, read
from deckwright.decks.deck import Progress
from deckwright.decks.describe import as_json, sums, tools
from deckwright.decks.form import wrong_form
from deckwright.decks.notes import changes_of
from deckwright.decks.stamp import as_released
from deckwright.errors import DeckwrightError, Finding, are
from deckwright.files import PACKAGE, Tree, settled
from deckwright.files.git import GitMissing, IncompleteClone, knows
from deckwright.project import Project
from deckwright.releases.manifest import read_manifest
from deckwright.releases.others import others
from deckwright.releases.prove import GET_ANKI, prove

MANIFEST, NOTES, SUMS = "manifest.json", "NOTES.md", "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked at: whether it is right (None: skipped), and what is to be said of it."""

    name: str
    right: bool | None
    said: str


@dataclass(slots=True)
class VerifyReport:
    """What `verify` looked at, in order; `findings` are what it finished before, where a run had been interrupted."""

    folder: str
    steps: list[Step] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def right(self) -> bool:
        return all(step.right is not False for step in self.steps)


def verify(
    project: Project,
    folder: str | Path | None = None,
    *,
    released: str | None = None,
    progress: Progress = lambda note: None,
) -> VerifyReport:
    """Hold the packages in a folder (build/, if none is named) against all that tells what they should be.

    `released` is the version whose release they must be, with or without a `v` before it. Nothing is written, but that
    an interrupted run is finished first. Raises DeckwrightError where there is nothing to hold, or the project cannot
    be built.
    """
    told = settled(project.tree)
    folder = Path(folder) if folder else None
    tree = Tree(folder, project.follow_links) if folder else project.tree
    folder = folder or project.build_dir
    report = VerifyReport(project.shown(folder), findings=told)
    if not tree.is_folder(folder):
        raise DeckwrightError("no such folder", file=report.folder, remedy="make the packages with `deckwright build`")
    paths = [path for path in tree.names(folder) if path.suffix == ".apkg"]
    packages = {path.name: tree.read_bytes(path, path.name, PACKAGE) for path in paths}
    if not packages:
        raise DeckwrightError("holds no package", file=report.folder, remedy="make them with `deckwright build`")
    report.steps.append(_sums(tree, folder, packages))
    path = folder / MANIFEST
    manifest = read_manifest(path, tree.read_bytes(path, MANIFEST), whole=True)
    report.steps.append(_packages(packages, manifest))
    known, own = {*packages, MANIFEST, NOTES, SUMS}, "preview/" if folder == project.build_dir else ""
    report.steps += (Step("others", right, said) for right, said in others(tree, folder, known, own))
    progress("building again")
    built = make(project, frozen=True, progress=progress)
    report.steps.append(_lock(built))
    report.steps.append(_notes(built, manifest))
    report.steps.append(_released(built.lock, manifest, packages, released))
    report.steps.append(_history(project, built.lock))
    report.steps += _again(packages, built, manifest)
    report.steps += _beside(tree, folder, built, manifest)
    if report.right:
        progress("importing into Anki")
        report.steps.append(_anki(packages))
    else:  # what is not ours is given to no other program
        report.steps.append(Step("anki", None, "not tried, as something differs"))
    return report


def _step(name: str, wrong: str | None, right: str) -> Step:
    return Step(name, wrong is None, wrong or right)


def _sums(tree: Tree, folder: Path, packages: Mapping[str, bytes]) -> Step:
    """SHA256SUMS, as `sha256sum -c` does it; and it leaves out nothing."""
    path = folder / SUMS
    if not tree.is_file(path):
        return Step("sums", False, f"{SUMS} is missing")
    wanted = {*packages, MANIFEST, NOTES}
    listed: set[str] = set()
    for number, line in enumerate(tree.read_bytes(path).decode("utf-8", "replace").splitlines(), 1):
        match = re.fullmatch(r"([0-9a-f]{64}) [ *]([^/\\]+)", line)
        if match is None:
            return Step("sums", False, f"{SUMS}:{number}: is no sum and name")
        file = folder / match[2]
        if not tree.is_file(file):
            return Step("sums", False, f"{match[2]} is missing")
        if match[2] in listed or match[2] not in wanted:
            return Step("sums", False, f"{SUMS}:{number}: {match[2]} is listed twice, or is no output of a build")
        if hashlib.sha256(tree.read_bytes(file, match[2], PACKAGE)).hexdigest() != match[1]:
            return Step("sums", False, f"{match[2]} has another SHA-256 than {SUMS} says")
        listed.add(match[2])
    missing = sorted(wanted - listed)
    return _step(
        "sums", f"{SUMS} does not list {missing[0]}" if missing else None, f"{are(len(listed), 'file')} as {SUMS} says"
    )


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
            ("content digest", said[name]["content_digest"], content_digest(held, _number(said[name]))),
            ("notes", said[name]["notes"], len(held.notes)),
        ):
            if wanted != got:
                return Step("manifest", False, f"{name}, {what}: {got}, and manifest.json says {wanted}")
    return Step("manifest", True, f"{are(len(packages), 'package')} as manifest.json says")


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
                else f"the note {card_id} has changed since the packages were built with this manifest.json"
            )
            return Step("notes", False, place + problem)
    return Step("notes", True, f"{are(len(known), 'note')} as deck.lock says")


def _number(package: Mapping[str, Any]) -> int:
    return int(package.get("content_digest_number") or 1)


def _released(lock: Lock, manifest: dict[str, Any], packages: Mapping[str, bytes], wanted: str | None) -> Step:
    """The packages are those of their release: by their bytes, where the tools are the same, and by their content.

    What the manifest says of tools is believed of nobody: it must be what deck.lock says of the release, whose sums
    then hold, or the tools here, to whose bytes the packages are held; and where those two are one, the sums hold.
    """
    version = manifest.get("version")
    if wanted and wanted.removeprefix("v") != version:
        return Step(
            "release", False, f"manifest.json: the packages are of {version or 'no release'}, expected {wanted}"
        )
    if version is None:
        return Step("release", None, "built between releases")
    released = lock.releases.get(version)
    if released is None:
        return Step("release", False, f"manifest.json says {version}, which deck.lock does not know")
    if released.modified != manifest.get("released"):
        return Step("release", False, f"manifest.json and deck.lock give {version} other times")
    here = tools(released.number)
    if released.tools and manifest["tool"] not in (released.tools, here):
        why = f"neither as deck.lock says of {version} nor those that are here{_why(manifest['tool'])}"
        return Step("release", False, f"manifest.json: the tools that it names are {why}")
    for name in sorted({*released.packages, *packages}):
        if name not in released.packages or name not in packages:
            return Step(
                "release", False, f"{name} is {'no' if name in packages else 'a'} package of {version} in deck.lock"
            )
        sent, digest = released.packages[name], hashlib.sha256(packages[name]).hexdigest()
        if released.tools in (here, manifest["tool"]) and sent.sha256 != digest:
            return Step(
                "release",
                False,
                f"{name} has other bytes than deck.lock says of {version}, though the same tools made them",
            )
        if sent.content_digest != content_digest(read(packages[name], name), sent.content_digest_number):
            said = f"{name} holds other things than deck.lock says of {version}{_why(released.tools)}"
            return Step("release", False, said)
    return Step("release", True, f"the packages are those of {version}")


def _history(project: Project, lock: Lock) -> Step:
    """deck.lock says of releases what git remembers of them."""
    told = (finding.message for finding in lock.findings if finding.code == CHAIN)
    try:
        if not knows(project.root, "HEAD"):
            return Step("history", None, "not tried: the project is in no git repository with a commit")
        wrong = next(chain(told, History(project.root, project.key).disagreements(lock)), None)
    except (GitMissing, IncompleteClone) as error:
        return Step("history", None, f"not tried: {error}")
    return _step("history", wrong and f"deck.lock: {wrong}", "deck.lock says of releases what git remembers")


def _again(packages: Mapping[str, bytes], built: Built, manifest: dict[str, Any]) -> Iterator[Step]:
    """Built again, the packages are the same: byte by byte, or made by other tools, in all that they hold."""
    other_bytes = []
    for name in sorted({*packages, *built.packages}):
        if name not in packages or name not in built.packages:
            where = "the folder" if name in packages else "a new build"
            yield Step("rebuild", False, f"{name} is only in {where}")
            return
        if packages[name] != built.packages[name]:
            wrong = difference(read(packages[name], name), read(built.packages[name], name))
            if wrong is None and manifest["tool"] == tools(built.number):
                wrong = "other bytes, though the same tools made them"
            wrong = wrong or wrong_form(packages[name], built.packages[name])
            if wrong:
                yield Step("rebuild", False, f"{name}, in the folder and built again: {wrong}")
                return
            other_bytes.append(name)
    why = _why(manifest["tool"])
    if other_bytes:
        yield Step("rebuild", True, f"built again, the packages hold the same in other bytes{why}")
    else:
        yield Step("rebuild", True, "built again, the packages are the same, byte by byte")


def _beside(tree: Tree, folder: Path, built: Built, manifest: dict[str, Any]) -> Iterator[Step]:
    """What stands beside the packages is as a new build writes it, or NOTES.md as it was released."""
    version = as_released(built.lock, built.decks)
    outputs = built.described(version, changes_of(built.project, version) if version else None)
    made = json.loads(outputs[MANIFEST])
    foreign = _is_foreign(manifest, built.lock.releases.get(version or ""))
    older = manifest["tool"].get("deckwright") != tools()["deckwright"]
    wrong = _otherwise(_without_tools(manifest), _without_tools(made), more=foreign, fewer=older)
    yield _step("beside", f"{MANIFEST}, {wrong}" if wrong else None, f"{MANIFEST} is as it is built again")
    there = [name for name in outputs if tree.is_file(folder / name)]
    if tree.read_bytes(folder / MANIFEST, MANIFEST) != as_json(manifest) or not _names_tools(manifest["tool"]):
        yield Step("beside", False, f"{MANIFEST} is not as `deckwright build` writes it")
    listed = sums({name: tree.read_bytes(folder / name, name, PACKAGE) for name in there if name != SUMS})
    if SUMS in there and tree.read_bytes(folder / SUMS, SUMS).decode("utf-8", "replace") != listed:
        yield Step("beside", False, f"{SUMS} is laid out otherwise than it is built again")
    if version and version == manifest.get("version"):
        yield from _recorded(listed, manifest, made, built.lock.releases[version])
    if NOTES not in there:
        yield Step("beside", False, f"{NOTES} is missing")
        return
    notes = tree.read_bytes(folder / NOTES, NOTES)
    sent = built.lock.releases[version].files.get(NOTES) if version else None
    right = notes == outputs[NOTES] or hashlib.sha256(notes).hexdigest() == sent
    if foreign and sent is None and not right:  # another version words it otherwise, and nobody wrote down how
        yield Step("beside", None, f"{NOTES} is not compared{_why(manifest['tool'])}")
        return
    problem = None if right else f"{NOTES} has other text than is built again{_why(manifest['tool'])}"
    yield _step(
        "beside", problem, f"{NOTES} is as it is built again" if notes == outputs[NOTES] else f"{NOTES} is as released"
    )


def _is_foreign(manifest: Mapping[str, Any], released: LockedRelease | None) -> bool:
    """Whether deck.lock says that another deckwright made the release, and the manifest does not say otherwise."""
    theirs = released.tools.get("deckwright") if released else None
    return theirs not in (None, tools()["deckwright"]) and manifest["tool"].get("deckwright") == theirs


def _names_tools(said: Mapping[str, Any]) -> bool:
    """Whether a manifest says of which tools it was made; those of another deckwright may have other names."""
    ours = tools()
    return "deckwright" in said and (said["deckwright"] != ours["deckwright"] or said.keys() == ours.keys())


def _recorded(listed: str, manifest: dict[str, Any], made: dict[str, Any], released: LockedRelease) -> Iterator[Step]:
    """Where the tools of the release made it, SHA256SUMS is the one that deck.lock has of it.

    But for NOTES.md, which people may polish and which is looked at by itself; and a build after the release knows the
    lines in which the notes stand since: then the manifest must be that of the release but for these.
    """
    if manifest["tool"] != released.tools or not {SUMS, NOTES} <= released.files.keys():
        return
    as_sent = re.sub(rf"^[0-9a-f]{{64}}(?=  {re.escape(NOTES)}$)", released.files[NOTES], listed, flags=re.M)
    if hashlib.sha256(as_sent.encode()).hexdigest() == released.files[SUMS]:
        yield Step("beside", True, f"{SUMS} is as deck.lock says of {released.version}")
        return
    sent = released.packages
    packages = [{**one, "sha256": sent[one["file"]].sha256} for one in made["packages"] if one["file"] in sent]
    since = as_json({**made, "tool": dict(released.tools), "packages": packages})
    wrong = f"{hashlib.sha256(since).hexdigest()}  {MANIFEST}\n" not in listed
    yield _step(
        "beside",
        f"{SUMS} is not the one that deck.lock has of {released.version}" if wrong else None,
        f"{SUMS} is that of {released.version}, but for where its notes stand in cards/ since",
    )


def _without_tools(manifest: dict[str, Any]) -> dict[str, Any]:
    """A manifest without what other tools may give otherwise: their versions, the packages' bytes and digests, which
    are looked at by themselves."""
    of_tools = ("sha256", "content_digest", "content_digest_number")
    packages = [{key: value for key, value in one.items() if key not in of_tools} for one in manifest["packages"]]
    return {**manifest, "tool": None, "packages": packages}


def _otherwise(one: Any, other: Any, place: str = "", *, more: bool = False, fewer: bool = False) -> str | None:
    """Where two JSON values differ: `packages.0.notes: 3, built again 2`.

    With `more`, what only the first says in an object is passed over, with `fewer` what only the second says: another
    version wrote it.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        one, other = (
            {key: value for key, value in one.items() if key in other or not more},
            {key: value for key, value in other.items() if key in one or not fewer},
        )
    if type(one) is type(other) and isinstance(one, dict | list) and (isinstance(one, dict) or len(one) == len(other)):
        keys = one.keys() | other.keys() if isinstance(one, dict) else range(len(one))
        for key in sorted(keys):
            if isinstance(one, dict) and (key not in one or key not in other):
                return f"{place}{key} is only in {'the folder' if key in one else 'a new build'}"
            if found := _otherwise(one[key], other[key], f"{place}{key}.", more=more, fewer=fewer):
                return found
        return None
    return (
        None
        if type(one) is type(other) and one == other
        else f"{place.rstrip('.')}: {str(one)[:60]}, built again {str(other)[:60]}"
    )


def _why(theirs: Mapping[str, Any]) -> str:
    ours = tools()
    other = [
        f"{name} {theirs[name]} there, {ours[name]} here" for name in ours if theirs.get(name) not in (None, ours[name])
    ]
    return f" ({'; '.join(other)})" if other else ""


def _anki(packages: Mapping[str, bytes]) -> Step:
    proof = prove(packages, None)
    if proof.anki is None:
        return Step("anki", None, f"not tried, as Anki is not installed; {GET_ANKI}")
    return _step("anki", proof.wrong[0] if proof.wrong else None, f"Anki {proof.anki}: {'; '.join(proof.seen)}")

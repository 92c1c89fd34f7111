"""Packages -> what a real Anki makes of them: over the release before, with reviews between, and for a new learner.

Anki's backend (the package `anki`) is under the AGPL, so it is an extra of Deckwright's and runs in a process of its
own (learner.py).
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from deckwright.decks import contents
from deckwright.decks.contents import HeldNote
from deckwright.errors import DeckwrightError
from deckwright.files import Scratch, scratch

REVIEWS = 60
"""Cards that are reviewed between the two imports."""

PATIENCE = 600.0
"""Seconds for one thing that Anki is told to do: it imports 10,000 notes in some ten."""

GET_ANKI = "install Deckwright with it: uv tool install '.[anki]' or pipx install --force '.[anki]', in its folder"
"""What to do where there is no Anki: Deckwright is on no index, and Anki is never one of its own requirements."""

Packages = Mapping[str, bytes]
"""File name -> bytes. The notes of one may stand in another as well."""


@dataclass(slots=True)
class Proof:
    """What was tried in Anki: its version (None where it is not installed), what was seen, and what was wrong."""

    anki: str | None = None
    seen: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def anki_version() -> str | None:
    """The version of Anki's backend in this environment; None where there is none."""
    return version("anki") if importlib.util.find_spec("anki") else None


class Learner:
    """A learner's collection in a folder, opened by Anki in another process."""

    def __init__(self, process: subprocess.Popen[str], log: Path, patience: float) -> None:
        self.process = process
        self.log = log
        self.patience = patience

    def do(self, what: str, **order: Any) -> Any:
        """Raises DeckwrightError where Anki fails, or does not answer in time."""
        assert self.process.stdin and self.process.stdout
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(self.patience, stop)
        timer.start()
        try:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.write(json.dumps({"do": what, **order}) + "\n")
                self.process.stdin.flush()
            answer = self.process.stdout.readline()
        finally:
            timer.cancel()
        if late.is_set():
            raise DeckwrightError(f"Anki did not end its {what} within {self.patience:.0f} seconds")
        if not answer:
            said = self.log.read_text("utf-8", "replace").strip().splitlines() or ["it said nothing"]
            raise DeckwrightError(f"Anki failed at {what}: {said[-1]}")
        return json.loads(answer)


@contextlib.contextmanager
def learner(folder: Path, python: str = sys.executable, patience: float = PATIENCE) -> Iterator[Learner]:
    """A new collection in a folder, or the one that is there; closed at the end. `patience` are seconds."""
    program = Path(__file__).with_name("learner.py")
    log = folder / "anki.log"
    with (
        log.open("w", encoding="utf-8") as said,
        subprocess.Popen(
            [python, "-P", str(program), str(folder / "collection.anki2")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            encoding="utf-8",
            cwd=folder,
            env={**os.environ, "TMPDIR": str(folder)},  # where it is a relative path, it leads elsewhere from there
        ) as process,
    ):
        try:
            yield Learner(process, log, patience)
        finally:
            if process.stdin:
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.close()
            try:
                process.wait(patience)
            except subprocess.TimeoutExpired:
                process.kill()


def prove(new: Packages, old: Packages | None) -> Proof:
    """Import packages into Anki: for a new learner, and over the `old` ones for one who has reviewed those.

    The package that holds all is tried by itself, those of the levels together: learners have one or the others.
    """
    proof = Proof(anki_version())
    if proof.anki is None:
        return proof
    before = _choices(old or {})
    for name, chosen in _choices(new).items():
        with scratch() as place:
            _fresh(proof, chosen, name, place)
        if name in before:
            with scratch() as place:
                _over(proof, before[name], chosen, name, place)
    return proof


def _choices(packages: Packages) -> dict[str, Packages]:
    """What learners import: the package with all notes, whose name begins those of the others, or these."""
    whole = min(packages, key=len, default=None)
    levels = {file: data for file, data in packages.items() if file != whole}
    return {
        **({"the package with all": {whole: packages[whole]}} if whole else {}),
        **({"the packages of the levels": levels} if levels else {}),
    }


def _notes(packages: Packages) -> dict[str, HeldNote]:
    return {note.guid: note for file, data in packages.items() for note in contents.read(data, file).notes}


def _import(anki: Learner, packages: Packages, place: Scratch) -> dict[str, int]:
    total = dict.fromkeys(("new", "updated", "duplicate", "conflicting"), 0)
    for file, data in packages.items():
        path = place.write(file, data)
        for kind, count in anki.do("import", path=str(path)).items():
            total[kind] += count
    return total


def _fresh(proof: Proof, packages: Packages, name: str, place: Scratch) -> None:
    """A new learner gets every note, whole."""
    notes = _notes(packages)
    with learner(place.folder) as anki:
        log = _import(anki, packages, place)
        _expect(proof, f"{name}, new notes", len(notes), log["new"])
        _same_state(proof, name, notes, anki.do("state"))
        if not (checked := anki.do("integrity"))["ok"]:
            proof.wrong.append(f"{name}: Check Database says {checked['text']}")
    proof.seen.append(f"{name} into an empty collection: {log['new']} new")


def _over(proof: Proof, old: Packages, new: Packages, name: str, place: Scratch) -> None:
    """A learner with reviews gets what changed, and loses nothing."""
    before, after = _notes(old), _notes(new)
    changed = [guid for guid, note in after.items() if guid in before and note.modified > before[guid].modified]
    with learner(place.folder) as anki:
        _import(anki, old, place)
        reviewed = anki.do("review", count=REVIEWS)
        cards = anki.do("state")["cards"]
        log = _import(anki, new, place)
        _expect(proof, f"{name}, conflicting notes", 0, log["conflicting"])
        _expect(proof, f"{name}, new notes", len(after.keys() - before.keys()), log["new"])
        _expect(proof, f"{name}, updated notes", len(changed), log["updated"])
        state = anki.do("state")
        lost = [card for card, was in cards.items() if state["cards"].get(card) != was]
        _expect(proof, f"{name}, cards whose reviews or schedule changed", 0, len(lost))
        _same_state(proof, name, {guid: after[guid] for guid in changed}, state)
        again = _import(anki, new, place)
        _expect(proof, f"{name}, notes that a second import changes", 0, again["new"] + again["updated"])
    kept = f"{reviewed} reviewed cards kept"
    proof.seen.append(f"{name} over the release before: {log['new']} new, {log['updated']} updated, {kept}")


def _same_state(proof: Proof, name: str, notes: Mapping[str, HeldNote], state: dict[str, Any]) -> None:
    """The collection holds these notes as the packages have them, with their pictures."""
    held = state["notes"]
    wrong = [guid for guid, note in notes.items() if held.get(guid, {}).get("fields") != list(note.fields.values())]
    if wrong:
        proof.wrong.append(f"{name}: {len(wrong)} notes are not in Anki as they were sent, {wrong[0]} first")
    if state["missing"]:
        proof.wrong.append(f"{name}: the picture {state['missing'][0]} is missing in Anki")


def _expect(proof: Proof, what: str, wanted: int, got: int) -> None:
    if wanted != got:
        proof.wrong.append(f"{what}: {got}, expected {wanted}")

"""How well `check` finds faults, leaves alone what only looks like one, and how much `--fix` spoils.

Reads a folder of three files, one note a line: faults.jsonl, misses.jsonl, traps.jsonl (tests/checks/sets/README.md has
their form). Every note is checked with its siblings in a project of its own.

    python -m tests.checks.measure tests/checks/sets/a [--list]
"""

from __future__ import annotations

import html
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deckwright.cards import store
from deckwright.checks.fix import fix
from deckwright.checks.run import check
from deckwright.decks.markdown import Renderer
from deckwright.decks.prepare import texts_of
from deckwright.errors import SEVERITIES, DeckwrightError, Finding
from deckwright.project import load
from tests.conftest import ROOT
from tests.decks.pictures import picture

SAYS: dict[str, tuple[str, ...]] = {
    "lone-dollar": ("unclosed-formula",),
    "other-language": ("other-language",),
    "no-subject": ("no-subject",),
    "long-list": ("long-list",),
    "yes-no": ("yes-no", "answer-repeats-question"),
    "tautology": ("tautology", "answer-repeats-question"),
    "link-as-answer": ("answer-only-link",),
    "long-code": ("long-code",),
    "same-short-answer": ("same-short-answer",),
    "bad-address": ("bad-address", "broken-link"),
    "latex-outside": ("latex-outside",),
    "mixed-script": ("mixed-script",),
    "missing-unit": ("missing-unit",),
    "ragged-table": ("ragged-table", "table-surplus"),
    "left-over-label": ("left-over-label", "placeholder"),
    "figure-missing": ("figure-missing",),
    "no-alt": ("image-without-text",),
    "mojibake": ("mojibake",),
    "doubled-entity": ("doubled-entity",),
    "empty-cloze": ("empty-cloze",),
    "equal-choices": ("equal-choices",),
    "bare-latex": ("latex-outside",),
    "empty-alt": ("image-without-text",),
    "double-entity": ("doubled-entity",),
    "half-width": ("mixed-punctuation",),
    "unclosed-fence": ("unclosed-fence",),
    "unclosed-code-span": ("unclosed-code",),
    "unclosed-bold": ("stray-emphasis",),
    "broken-link": ("broken-link", "bad-address"),
    "broken-latex": ("formula-broken", "formula-unknown-command", "unclosed-formula"),
    "missing-picture": ("image-missing", "image-address"),
    "dead-relative-link": ("dead-link",),
    "duplicated-answer": ("repeated-passage",),
    "empty-answer": ("no-answer", "placeholder", "left-over-label"),
    "answer-equals-question": ("answer-repeats-question", "tautology"),
    "unbalanced-brackets": ("unbalanced-brackets",),
    "cloze-syntax": ("cloze-syntax", "no-card"),
    "html-left-over": ("html-left-over", "unsafe-html"),
    "cut-url": ("bad-address",),
    "list-numbering": ("list-numbering",),
    "table-broken": ("table-broken",),
    "count-mismatch": ("count-mismatch",),
    "several-questions": ("several-questions",),
    "similar-question": ("same-question", "similar-question"),
}
"""A kind of fault -> the rules that say it."""

SETTINGS = """\
key: sets-k3y4t3st
deck: Sets
slug: sets
language: {language}
levels: [{{key: one, name: One, says: [one]}}]
default_level: one
checks: {{no-topic: {{off: one note}}, default-level: {{off: one note}}}}
glossary: {glossary}
"""


@dataclass
class Measured:
    """Which rows came out right and which did not, by kind; `told` is what was said of the wrong ones."""

    caught: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    quiet: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    spoilt: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of faults that are caught."""
        return self.caught.total() / (self.caught.total() + self.missed.total())

    @property
    def alarms(self) -> float:
        """The share of near misses that are flagged."""
        return self.flagged.total() / (self.flagged.total() + self.quiet.total())


def measure(folder: Path) -> Measured:
    """Check every row of a folder of sets."""
    found = Measured()
    glossary = re.search(r"^glossary:.*\n((?:  .*\n)+)", (ROOT / "deckwright.yaml").read_text("utf-8"), re.M)
    assert glossary
    with tempfile.TemporaryDirectory() as name:
        for at, (kind, row) in enumerate(_rows(folder)):
            deck = _project(Path(name) / str(at), row, "\n" + glossary[1])
            _JUDGES[kind](found, row, deck)
    return found


def _rows(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in _JUDGES:
        for line in (folder / f"{kind}.jsonl").read_text("utf-8").rstrip("\n").split("\n"):
            yield kind, json.loads(line)


def _project(folder: Path, row: dict[str, Any], glossary: str) -> Path:
    """A project of one note and its siblings, every text as it stands in a double-quoted scalar."""
    media = folder / "cards" / "media"
    media.mkdir(parents=True)
    for file in row.get("media", ()):
        svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'></svg>"
        (media / file).write_bytes(svg if file.endswith(".svg") else picture(form=_form(file)))
    own = json.dumps(row["glossary"], ensure_ascii=False) if "glossary" in row else glossary
    (folder / "deckwright.yaml").write_text(SETTINGS.format(language=row["language"], glossary=own), "utf-8")
    (folder / "deck.lock").write_text('{"format": 2, "key": "sets-k3y4t3st"}\n', "utf-8")
    notes = [_entry(note) for note in (row["note"], *row.get("siblings", ()))]
    (folder / "cards" / "own.yaml").write_bytes(("format: 1\nnotes:\n" + "".join(notes)).encode())
    return folder


def _form(file: str) -> str:
    return {"jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP"}.get(file.rsplit(".", 1)[-1], "PNG")


def _entry(note: dict[str, Any]) -> str:
    fields = dict(note)
    options = fields.pop("options", None)
    if options:
        fields["choices"] = options
    lines = [f"{key}: {_scalar(value)}" for key, value in fields.items()]
    return "- " + "\n  ".join(lines) + "\n"


def _scalar(value: Any) -> str:
    """JSON, with what YAML would not take written as an escape."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\u007f-\u009f\ufeff\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text)


def _told(deck: Path) -> list[Finding]:
    """What is found; a card file that is refused as a whole counts as an error that names no fault."""
    try:
        return check(load(deck)).findings
    except DeckwrightError as error:
        return [Finding("error", "refused", error.problem)]


def _judge_fault(found: Measured, row: dict[str, Any], deck: Path) -> None:
    least = SEVERITIES.index(row.get("level", "warning"))
    told = _told(deck)
    said = {one.code for one in told if SEVERITIES.index(one.severity) <= least}
    if said & set(SAYS[row["kind"]]):
        found.caught[row["kind"]] += 1
    else:
        found.missed[row["kind"]] += 1
        found.told.append(f"missed {row['kind']} {row['id']} {row['where']!r}: {sorted(one.code for one in told)}")


def _judge_miss(found: Measured, row: dict[str, Any], deck: Path) -> None:
    told = [one for one in _told(deck) if one.severity != "info"]
    wrong = {one.code for one in told if row["clean"] or one.code in SAYS[row["kind"]]}
    (found.flagged if wrong else found.quiet)[row["kind"]] += 1
    if wrong:
        found.told.append(f"flagged {row['kind']} {row['id']} {row.get('where')!r}: {sorted(wrong)}")


def _judge_trap(found: Measured, row: dict[str, Any], deck: Path) -> None:
    path = deck / "cards" / "own.yaml"
    try:
        before = _texts(path)
        fix(load(deck))
    except DeckwrightError:
        found.kept[row["kind"]] += 1  # refused, and not touched
        return
    after = _texts(path)
    lost = [bit for bit in row["must_stay"] if _times(bit, before) != _times(bit, after)]
    if row.get("render") == "same" and _breaks(before) != _breaks(after):
        lost.append("line breaks")
    (found.spoilt if lost else found.kept)[row["kind"]] += 1
    if lost:
        found.told.append(f"spoilt {row['kind']} {row['id']}: {lost}")


def _texts(path: Path) -> list[str]:
    cards = store.load(path, "own").cards
    return [text for card in cards for _, text in texts_of(card)]


def _times(bit: str, texts: list[str]) -> int:
    return sum(text.count(bit) for text in texts)


def _breaks(texts: list[str]) -> list[list[str]]:
    """The lines of each text as a learner sees them."""
    shown = []
    for text in texts:
        lines = re.split(r"<br ?/?>|</?(?:p|li|div|pre|tr)\b[^>]*>", Renderer().render(text).html)
        shown.append([" ".join(html.unescape(re.sub("<[^>]*>", "", line)).split()) for line in lines])
    return shown


_JUDGES = {"faults": _judge_fault, "misses": _judge_miss, "traps": _judge_trap}


def report(found: Measured) -> str:
    """The figures as a table for people."""
    lines = [f"{'kind':<24}{'caught':>12}{'flagged':>12}{'spoilt':>12}"]
    kinds = [*SAYS, *sorted({*found.kept, *found.spoilt} - set(SAYS))]
    for kind in kinds:
        pairs = ((found.caught, found.missed), (found.flagged, found.quiet), (found.spoilt, found.kept))
        cells = [f"{one[kind]}/{one[kind] + other[kind]}" if one[kind] + other[kind] else "" for one, other in pairs]
        if any(cells):
            lines.append(f"{kind:<24}{cells[0]:>12}{cells[1]:>12}{cells[2]:>12}")
    caught, faults = found.caught.total(), found.caught.total() + found.missed.total()
    flagged, misses = found.flagged.total(), found.flagged.total() + found.quiet.total()
    spoilt, traps = found.spoilt.total(), found.spoilt.total() + found.kept.total()
    lines.append(f"faults caught {caught}/{faults} = {found.recall:.3f}")
    lines.append(f"near misses flagged {flagged}/{misses} = {found.alarms:.3f}")
    lines.append(f"traps spoilt {spoilt}/{traps}")
    return "\n".join(lines)


if __name__ == "__main__":
    for folder in (one for one in sys.argv[1:] if not one.startswith("-")):
        measured = measure(Path(folder))
        print(report(measured))
        if "--list" in sys.argv:
            print("\n".join(measured.told))

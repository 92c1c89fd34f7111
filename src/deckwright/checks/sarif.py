"""Findings as SARIF 2.1.0, which editors and forges show in place.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; columns count UTF-16 code units, as editors do.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from deckwright._version import __version__
from deckwright.checks.rule import Rule
from deckwright.checks.rules import RULES
from deckwright.checks.run import Checked, CheckReport
from deckwright.decks.prepare import texts_of
from deckwright.errors import DeckwrightError, Severity
from deckwright.files.repository import find_repository

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def as_sarif(report: CheckReport, folder: str = "") -> dict[str, Any]:
    """A report as a SARIF log of one run; the files' addresses are relative to the top of the repository.

    `folder` is that of the project as seen from there: `decks/birds/`, or nothing.
    """
    index = {code: at for at, code in enumerate(RULES)}
    driver = {"name": "deckwright", "version": __version__, "rules": [_rule(one) for one in RULES.values()]}
    seen: Counter[str] = Counter()
    results = [_result(one, index, folder, seen) for one in report.checked]
    run = {"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def folder_in_repository(root: Path) -> str:
    """Where a project's folder lies in the repository around it; nothing where it is its top, or in none."""
    try:
        place = find_repository(root)
        inside = root.resolve().relative_to(place.top) if place else Path()
    except (DeckwrightError, OSError, ValueError):
        return ""
    return f"{inside.as_posix()}/" if inside.parts else ""


def _uri(folder: str, file: object) -> str:
    return quote(folder + str(file))


def _fingerprint(one: Checked, seen: Counter[str]) -> str:
    """The same for a finding that stays, wherever it moves to; another one for each of a note."""
    found = one.found
    text = dict(texts_of(found.card)).get(found.key, "")
    said = [found.card.id or found.card.note.question, found.key, text[found.start : found.end]]
    name = f"{found.card.id or 'note'}/{one.finding.code}/{sha256(repr(said).encode()).hexdigest()[:16]}"
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}/{seen[name]}"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(one: Checked, index: dict[str, int], folder: str, seen: Counter[str]) -> dict[str, Any]:
    finding = one.finding
    text = "; ".join(part for part in (finding.message, finding.remedy) if part)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _place(one, folder)}],
        "partialFingerprints": {"noteAndRule/v2": _fingerprint(one, seen)},
    }
    related = [
        {
            "id": at,
            "physicalLocation": {
                "artifactLocation": {"uri": _uri(folder, card.file)},
                "region": {"startLine": card.line},
            },
        }
        for at, card in enumerate(one.found.others, 1)
    ]
    if related:
        result["relatedLocations"] = related
    if one.mend == "safe":
        result["fixes"] = [_fix(one, folder)]
    return result


def _place(one: Checked, folder: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(folder, one.finding.file)}}
    if one.finding.line:
        place["region"] = _region(one)
    return place


def _region(one: Checked) -> dict[str, int]:
    finding = one.finding
    region = {"startLine": finding.line or 1}
    if finding.column and one.source is not None:
        before = one.source[: finding.column - 1]
        marked = one.source[finding.column - 1 : finding.column - 1 + finding.length]
        region["startColumn"] = _units(before) + 1
        if marked:
            region["endColumn"] = _units(before + marked) + 1
    return region


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _fix(one: Checked, folder: str) -> dict[str, Any]:
    change = {"deletedRegion": _region(one), "insertedContent": {"text": one.found.fix}}
    return {
        "description": {"text": one.finding.remedy or "mend it"},
        "artifactChanges": [
            {"artifactLocation": {"uri": _uri(folder, one.finding.file)}, "replacements": [change]},
        ],
    }

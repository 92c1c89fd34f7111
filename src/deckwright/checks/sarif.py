"""Findings as SARIF 2.1.0, which editors and forges show in place.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; columns count UTF-16 code units, as editors do.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from deckwright._version import __version__
from deckwright.checks.rule import Rule
from deckwright.checks.rules import RULES
from deckwright.checks.run import Checked, CheckReport
from deckwright.errors import Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def as_sarif(report: CheckReport) -> dict[str, Any]:
    """A report as a SARIF log of one run; the files' addresses are relative to the project's folder."""
    index = {code: at for at, code in enumerate(RULES)}
    driver = {"name": "deckwright", "version": __version__, "rules": [_rule(one) for one in RULES.values()]}
    results = [_result(one, index) for one in report.checked]
    run = {"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(one: Checked, index: dict[str, int]) -> dict[str, Any]:
    finding = one.finding
    text = "; ".join(part for part in (finding.message, finding.remedy) if part)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _place(one)}],
        "partialFingerprints": {"noteAndRule/v1": f"{one.found.card.id or finding.line}/{finding.code}"},
    }
    related = [
        {
            "id": at,
            "physicalLocation": {
                "artifactLocation": {"uri": quote(card.file)},
                "region": {"startLine": card.line},
            },
        }
        for at, card in enumerate(one.found.others, 1)
    ]
    if related:
        result["relatedLocations"] = related
    if one.mend == "safe":
        result["fixes"] = [_fix(one)]
    return result


def _place(one: Checked) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(str(one.finding.file))}}
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


def _fix(one: Checked) -> dict[str, Any]:
    change = {"deletedRegion": _region(one), "insertedContent": {"text": one.found.fix}}
    return {
        "description": {"text": one.finding.remedy or "mend it"},
        "artifactChanges": [
            {"artifactLocation": {"uri": quote(str(one.finding.file))}, "replacements": [change]},
        ],
    }

"""`check --format sarif`: a log that editors and forges can show, checked against the parts of the standard it uses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema

from deckwright.checks.rules import RULES
from tests.checks.test_rules import deck, write  # noqa: F401
from tests.conftest import Result

# What the schema of SARIF 2.1.0 says of the properties used here, written from the standard; none other may stand there.
_TEXT = {
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {"text": {"type": "string"}},
}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_INDEX = {"type": "integer", "minimum": 1}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "additionalProperties": False, "properties": properties}


def _list(items: dict[str, Any], least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": least}


_FILE = _object(["uri"], uri={"type": "string", "format": "uri-reference"})
_REGION = _object(["startLine"], startLine=_INDEX, startColumn=_INDEX, endColumn=_INDEX)
_PLACE = _object(["artifactLocation"], artifactLocation=_FILE, region=_REGION)
_CHANGE = _object(["deletedRegion"], deletedRegion=_REGION, insertedContent=_TEXT)
_FIX = _object(
    ["artifactChanges"],
    description=_TEXT,
    artifactChanges=_list(
        _object(["artifactLocation", "replacements"], artifactLocation=_FILE, replacements=_list(_CHANGE, 1)), 1
    ),
)
_RESULT = _object(
    ["message"],
    ruleId={"type": "string"},
    ruleIndex={"type": "integer", "minimum": 0},
    level=_LEVEL,
    message=_TEXT,
    locations=_list(_object([], physicalLocation=_PLACE)),
    relatedLocations=_list(_object([], id={"type": "integer", "minimum": 0}, physicalLocation=_PLACE)),
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
    fixes=_list(_FIX),
)
_RULE = _object(["id"], id={"type": "string"}, shortDescription=_TEXT, defaultConfiguration=_object([], level=_LEVEL))
_DRIVER = _object(["name"], name={"type": "string"}, version={"type": "string"}, rules=_list(_RULE))
_RUN = _object(
    ["tool"],
    tool=_object(["driver"], driver=_DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=_list(_RESULT),
)
SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    **_object(
        ["version", "runs"], **{"$schema": {"type": "string"}, "version": {"const": "2.1.0"}, "runs": _list(_RUN)}
    ),
}

NOTES = """\
- {id: given22222222, question: What is collinearity?, answer: 'b 🟢 首先,其次 $\\frac1{2$'}
- {id: flagged222222, question: Explain collinearity., answer: "the same \\nthing"}
- question: c
  answer: |-
    line one@
    line two
"""


def test_the_log(deck: Path, cli: Callable[..., Result]) -> None:  # noqa: F811
    write(deck, NOTES.replace("@", " "))
    result = cli("check", "--project", deck, "--format", "sarif")
    assert result.status == 1
    log = json.loads(result.out)
    jsonschema.Draft7Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    by_rule = {one["ruleId"]: one for one in run["results"]}
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "cards/own.yaml"
    assert by_rule["no-topic" if "no-topic" in by_rule else "default-level"]["level"] == "note"
    assert by_rule["ambiguous-question"]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] in (3, 4)


def test_columns_are_those_of_editors(deck: Path, cli: Callable[..., Result]) -> None:  # noqa: F811
    write(deck, "- {question: c, answer: '🟢 首先,其次'}\n")
    log = json.loads(cli("check", "--project", deck, "--format", "sarif").out)
    (one,) = [one for one in log["runs"][0]["results"] if one["ruleId"] == "mixed-punctuation"]
    line = "- {question: c, answer: '🟢 首先,其次'}"
    column = len(line[: line.index("首先") + 2].encode("utf-16-le")) // 2 + 1
    assert one["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": column,
        "endColumn": column + 1,
    }
    assert "fixes" not in one


def test_a_safe_fix_is_offered(deck: Path, cli: Callable[..., Result]) -> None:  # noqa: F811
    write(deck, NOTES.replace("@", " "))
    log = json.loads(cli("check", "--project", deck, "--format", "sarif").out)
    fixable = [one for one in log["runs"][0]["results"] if "fixes" in one]
    assert {one["ruleId"] for one in fixable} == {"untidy-text"}
    one = fixable[-1]
    (change,) = one["fixes"][0]["artifactChanges"][0]["replacements"]
    assert change["insertedContent"] == {"text": ""} and change["deletedRegion"]["startLine"] == 7


def test_what_a_fix_would_do(deck: Path, cli: Callable[..., Result]) -> None:  # noqa: F811
    write(deck, NOTES.replace("@", " "))
    log = json.loads(cli("check", "--project", deck, "--fix", "--dry-run", "--format", "sarif").out)
    jsonschema.Draft7Validator(SCHEMA).validate(log)
    results = log["runs"][0]["results"]
    assert results and {one["ruleId"] for one in results} == {"untidy-text"} and all("fixes" in one for one in results)


def test_each_finding_has_a_fingerprint_that_stays(deck: Path, cli: Callable[..., Result]) -> None:  # noqa: F811
    notes = "- {id: given22222222, question: c, answer: '甲乙,丙丁;戊己,庚辛'}\n"

    def prints() -> list[str]:
        log = json.loads(cli("check", "--project", deck, "--format", "sarif").out)
        return [
            one["partialFingerprints"]["noteAndRule/v2"]
            for one in log["runs"][0]["results"]
            if one["ruleId"] != "card-missing"
        ]

    write(deck, notes)
    before = prints()
    assert len(set(before)) == len(before) >= 3
    write(deck, "- {id: flagged222222, question: Quid?, answer: d, level: easy, tags: [x]}\n" + notes)
    assert set(before) <= set(prints())


def test_addresses_are_those_of_the_repository(deck: Path, cli: Callable[..., Result]) -> None:  # noqa: F811
    import shutil
    import subprocess

    write(deck, NOTES.replace("@", " "))
    inner = deck / "decks" / "my birds"
    inner.mkdir(parents=True)
    for name in ("cards", "deckwright.yaml", "deck.lock"):
        shutil.move(deck / name, inner / name)
    subprocess.run(["git", "init", "-q", deck], check=True)
    log = json.loads(cli("check", "--project", inner, "--format", "sarif").out)
    places = [one["locations"][0]["physicalLocation"] for one in log["runs"][0]["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {"decks/my%20birds/cards/own.yaml"}

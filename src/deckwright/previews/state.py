"""The state of the deck on one page: charts that are tables, so that everybody can read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlencode

from deckwright.cards.choose import Status
from deckwright.checks.overview import Overview, Row, Tally
from deckwright.checks.rules import RULES
from deckwright.errors import SEVERITIES
from deckwright.previews.frame import framed, lang
from deckwright.project import Project

_STATUS: dict[Status, str] = {
    "packed": "packed",
    "unanswered": "without an answer",
    "same-as": "asked elsewhere too",
    "skipped": "skipped",
    "retired": "retired",
}
_OPEN = {"conflict": "in conflict", "doubt": "in doubt"}
_SAID = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("for information",) * 2}
STEPS = 5
"""Shades of the table over levels and topics."""


def state(project: Project, seen: Overview) -> str:
    """The HTML page."""
    charts = [_notes(seen), _rules(seen), _files(seen), _topics(seen, lang(project))]
    return framed("state.html", project, {"summary": _summary(seen), "charts": "\n".join(filter(None, charts))})


def _summary(seen: Overview) -> str:
    """The sentence that says it all, and one number for each of its parts."""
    tiles = [(str(seen.notes), "note" if seen.notes == 1 else "notes", "")]
    tiles.append((_percent(seen.status["packed"], seen.notes), "packed", "packed"))
    if waiting := seen.status["unanswered"]:
        tiles.append((str(waiting), "without an answer", "unanswered"))
    tiles += [(str(seen.open[key]), _link(said, status=key), key) for key, said in _OPEN.items() if seen.open[key]]
    found = seen.found
    tiles += [(str(found[one]), _SAID[one][found[one] != 1], one) for one in SEVERITIES if found[one]]
    if not found:
        tiles.append(("0", "findings", "none"))
    return "".join(f'<li class="page-{kind}"><b>{number}</b> {said}</li>' for number, said, kind in tiles)


def _notes(seen: Overview) -> str:
    """What became of the notes: one bar, and what its parts are."""
    there = [(key, said, seen.status[key]) for key, said in _STATUS.items() if seen.status[key]]
    strip = "".join(_part(key, count, seen.notes) for key, _, count in there)
    rows = [
        _line(_swatch(key) + _link(said, status=key), _notes_of(count), _percent(count, seen.notes))
        for key, said, count in there
    ]
    bar = f'<div class="page-strip" aria-hidden="true">{strip}</div>'
    table = _table("Notes by what became of them", ("what became of them", "notes", "share"), rows)
    return _section("What became of the notes", bar + table)


def _rules(seen: Overview) -> str:
    if not seen.rules:
        return _section("Findings", '<p class="page-calm">No rule found anything in these notes.</p>')
    most = max(one.found.total() for one in seen.rules)
    rows = []
    for one in seen.rules:
        summary = f"<small>{escape(RULES[one.name].summary)}</small>" if one.name in RULES else ""
        said = _link(one.name, finding=one.name) + summary + _bar(one, most)
        rows.append(_line(said, _found(one), _notes_of(one.noted)))
    return _section("Findings by rule", _key(seen) + _table("Findings by rule", ("rule", "findings", "notes"), rows))


def _files(seen: Overview) -> str:
    if not seen.rules:
        return ""
    found = [one for one in seen.files if one.found]
    most = max(one.found.total() for one in found)
    rows = [
        _line(_link(one.name, words=one.name) + _bar(one, most), _found(one), f"{one.noted} of {_notes_of(one.notes)}")
        for one in found
    ]
    clean = len(seen.files) - len(found)
    rest = f"<p>Nothing was found in {clean} other {'file' if clean == 1 else 'files'}.</p>" if clean else ""
    return _section("Findings by file", _table("Findings by file", ("file", "findings", "notes"), rows) + rest)


def _topics(seen: Overview, said_in: str) -> str:
    """A shade for each topic and, where there are levels, each level: the larger the part of its notes with a finding,
    the darker."""
    if not seen.topics:
        return ""
    by = "topic and level" if any(level.key for level in seen.levels) else "topic"
    heads = "".join(f'<th scope="col"{said_in}>{escape(level.label)}</th>' for level in seen.levels)
    rows = "".join(_row(row, [level.key for level in seen.levels], said_in) for row in seen.topics)
    scale = "".join(f'<span class="page-heat-{step}"></span>' for step in range(STEPS + 1))
    key = f'<p class="page-count">notes with a finding, of all: none <span class="page-scale">{scale}</span> all</p>'
    table = (
        f'<div class="page-wide" tabindex="0" role="region" aria-label="Notes by {by}">'
        '<table class="page-heat">'
        f'<caption class="page-label">Notes with a finding, of all notes, by {by}</caption>'
        f'<thead><tr><th scope="col">topic</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )
    return _section("Over levels and topics" if by != "topic" else "Over topics", key + table)


def _row(row: Row, levels: Sequence[str], said_in: str) -> str:
    named = row.topic is not None
    chosen = row.topic if named else "\0"
    said = f"{row.rest} other {'topic' if row.rest == 1 else 'topics'}" if row.rest else row.topic or "no topic"
    head = escape(said) if row.rest else _link(said, topic=chosen)
    cells = []
    for level, cell in zip(levels, row.cells, strict=True):
        if not cell.notes:
            cells.append('<td class="page-none">–</td>')
            continue
        step = -(-STEPS * cell.noted // cell.notes)
        text = f"{cell.noted} of {cell.notes}"
        shown = text if row.rest else _link(text, topic=chosen, level=level)
        cells.append(f'<td class="page-heat-{step}">{shown}</td>')
    return f'<tr><th scope="row"{said_in if named else ""}>{head}</th>{"".join(cells)}</tr>'


def _section(title: str, body: str) -> str:
    return f'<section class="page-panel"><h2>{title}</h2>{body}</section>'


def _table(caption: str, heads: Iterable[str], rows: Iterable[str]) -> str:
    """A table that stays one for those who hear it, however narrow pages lay it out: hence the roles."""
    cells = "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in heads)
    return (
        f'<table class="page-table" role="table"><caption class="page-label">{caption}</caption>'
        f'<thead class="page-label" role="rowgroup"><tr role="row">{cells}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody></table>'
    )


def _line(named: str, *cells: str) -> str:
    shown = "".join(f'<td role="cell">{cell}</td>' for cell in cells)
    return f'<tr role="row"><th scope="row" role="rowheader">{named}</th>{shown}</tr>'


def _key(seen: Overview) -> str:
    found = seen.found
    parts = "".join(f"<span>{_swatch(one)}{_SAID[one][1]}</span> " for one in SEVERITIES if found[one])
    return f'<p class="page-count page-legend">{parts}</p>'


def _swatch(kind: str) -> str:
    return f'<span class="page-swatch page-{kind}"></span>'


def _notes_of(count: int) -> str:
    return f"{count} {'note' if count == 1 else 'notes'}"


def _bar(tally: Tally, most: int) -> str:
    """A bar as long as the findings are many, beside the largest; the numbers stand in the next column."""
    parts = "".join(_part(one, tally.found[one], most) for one in SEVERITIES if tally.found[one])
    return f'<div class="page-track" aria-hidden="true">{parts}</div>'


def _part(kind: str, count: int, most: int) -> str:
    return f'<span class="page-{kind}" style="width:{100 * count / most:.2f}%"></span>'


def _found(tally: Tally) -> str:
    found = [f"{tally.found[one]} {_SAID[one][tally.found[one] != 1]}" for one in SEVERITIES if tally.found[one]]
    return ", ".join(found) or "none"


def _link(said: str, **chosen: str | None) -> str:
    """Text that leads to the notes that it is about."""
    return f'<a href="index.html?{escape(urlencode(chosen))}">{escape(said)}</a>'


def _percent(part: int, whole: int) -> str:
    """Rounded to a whole number, but never to all or nothing where it is not that."""
    if not whole:
        return "0 %"
    rounded = round(100 * part / whole)
    return f"{min(max(rounded, part > 0), 100 if part == whole else 99)} %"

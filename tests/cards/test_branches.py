"""Two branches from a project in which something is open: after the merge every question stands where it should."""

from __future__ import annotations

import itertools
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards import store, told
from deckwright.cards.choose import statuses
from deckwright.cards.settle import settle
from deckwright.cards.update import UpdateReport, update
from deckwright.decks.build import build
from deckwright.errors import DeckwrightError
from deckwright.project import load
from deckwright.seeds.read import read_file
from tests.cards.test_facts import (
    ASKED,
    SUBJECT,
    answers_more,
    block,
    branched,
    card_file,
    changes_another,
    conflicts,
    deletes_the_card,
    doubts,
    edits_the_card,
    git,
    goes,
    lock_of,
    looked_over,
    moves,
    seed,
    start,
)

__all__ = ["start"]
Event = Callable[[Path], None]
MINE = "The editor's own words."


def restores(project: Path) -> None:
    """The question as it first stood, where it first stood."""
    seed(project).write_text("# A\n\n## easy\n\n" + "".join(map(block, ASKED)), "utf-8")


def decide(project: Path, decision: str) -> None:
    lock = lock_of(project)
    pairs = [(doubt.old.id, doubt.new.id) for doubt in told.doubts(lock.notes)]
    ids = [note.id for note in lock.notes.values() if note.conflicts]
    settle(load(project), **{decision: pairs or ids})  # type: ignore[arg-type]


def says_same(project: Path) -> None:
    decide(project, "same")


def says_different(project: Path) -> None:
    decide(project, "different")


def takes_the_seeds(project: Path) -> None:
    decide(project, "take_seed")


def keeps_mine(project: Path) -> None:
    decide(project, "keep_mine")


def goes_away(project: Path) -> None:
    texts = [block(name) for name in ASKED if name != SUBJECT]
    seed(project).write_text("# A\n\n## easy\n\n" + "".join(texts), "utf-8")


def comes_elsewhere(project: Path) -> None:
    (project / "seeds" / "b.md").write_text("# B\n\n## easy\n\n" + block(SUBJECT) + block("oil", "Oil?", "Of olives."))


def skips(project: Path) -> None:
    text = card_file(project).read_text("utf-8")
    card_id = next(note.id for note in lock_of(project).notes.values() if note.question == ASKED[SUBJECT])
    card_file(project).write_text(text.replace(f"id: {card_id}\n", f"id: {card_id}\n    skip: true\n"), "utf-8")


AFTER_A_DOUBT: list[Event] = [
    says_same, says_different, restores, goes_away, comes_elsewhere, edits_the_card, deletes_the_card, changes_another,
]  # fmt: skip
AFTER_A_CONFLICT: list[Event] = [takes_the_seeds, keeps_mine, restores, goes_away, deletes_the_card, changes_another]


def opened(start: Path, project: Path, event: Event) -> Path:
    shutil.copytree(start, project)
    event(project)
    update(load(project))
    build(load(project))
    git(project, "add", "-A")
    git(project, "commit", "-qm", "open")
    return project


@pytest.fixture(scope="module")
def doubted(start: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return opened(start, tmp_path_factory.mktemp("doubted") / "project", doubts)


@pytest.fixture(scope="module")
def contested(start: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return opened(start, tmp_path_factory.mktemp("contested") / "project", conflicts)


def faithful(project: Path, report: UpdateReport) -> None:
    """Every question of the documents is packed once, with their answer or an editor's; or why not is told."""
    lock = lock_of(project)
    cards = list(store.cards_in(store.load_all(project / "cards")))
    packed = [card for card, what in zip(cards, statuses(cards, lock.notes), strict=True) if what == "packed"]
    shown = [(card.note.question, card.note.answer) for card in packed]
    asked = [
        (one.note.question, one.note.answer) for path in (project / "seeds").iterdir() for one in read_file(path).notes
    ]
    for text, times in Counter(shown).items():
        assert times <= max(1, asked.count(text)), f"{text} is packed {times} times"
    said = " ".join(finding.message for finding in report.findings)
    waiting = {doubt.new.question for doubt in told.doubts(lock.notes)}
    waiting |= {note.question for note, _, _ in told.conflicts(lock.notes, {str(card.id): card for card in cards})}
    gone = {note.question for note in lock.notes.values() if note.deleted}
    for question, answer in asked:
        there = [one for one in shown if one[0] == question]
        if (question, answer) in shown or (question, MINE) in shown or question in gone:
            continue
        assert question in waiting and report.needs_a_person, (question, answer, there, said)
    held = {str(doubt.old.question) for doubt in told.doubts(lock.notes)}
    for question, answer in shown:
        stands = any(question == one[0] for one in asked) or question in held or question in waiting
        assert stands or answer == MINE, f"{question} is packed and stands nowhere"
    for doubt in told.doubts(lock.notes):
        skipped = any(card.id == doubt.old.id and card.skip for card in cards)
        assert skipped or any(card.id == doubt.old.id for card in packed), "held back for a note that is not packed"


def one_card_of_two(project: Path) -> None:
    """Where both branches wrote the same card at different places, an error says so, and a person deletes one."""
    try:
        store.load_all(project / "cards")
    except DeckwrightError as error:
        assert "delete one of the two, which say the same" in str(error)
        text = card_file(project).read_text("utf-8")
        parts = text.split("\n\n")
        card_file(project).write_text("\n\n".join(dict.fromkeys(part.rstrip("\n") for part in parts)) + "\n", "utf-8")


def merge_both_ways(start: Path, tmp_path: Path, events: tuple[Event, Event]) -> list[UpdateReport]:
    reports, packed, clean = [], [], True
    for name, pair in (("one", events), ("two", events[::-1])):
        project = tmp_path / name
        clean = branched(start, project, pair) and clean
        one_card_of_two(project)
        if name == "two":
            build(load(project))
        report = update(load(project))
        reports.append(report)
        if clean:  # else a person's choice of lines holds
            faithful(project, report)
        packed.append(looked_over(project))
    assert packed[0] == packed[1] or not clean
    return reports


def named(pair: tuple[Event, Event]) -> str:
    return f"{pair[0].__name__}-{pair[1].__name__}"


@pytest.mark.parametrize("events", list(itertools.combinations(AFTER_A_DOUBT, 2)), ids=named)
def test_from_a_doubt(doubted: Path, tmp_path: Path, events: tuple[Event, Event]) -> None:
    reports = merge_both_ways(doubted, tmp_path, events)
    if set(events) == {says_same, says_different}:
        assert all(report.needs_a_person and "settled to be the note" in str(report.findings) for report in reports)


@pytest.mark.parametrize("events", list(itertools.combinations(AFTER_A_CONFLICT, 2)), ids=named)
def test_from_a_conflict(contested: Path, tmp_path: Path, events: tuple[Event, Event]) -> None:
    reports = merge_both_ways(contested, tmp_path, events)
    if set(events) == {takes_the_seeds, keeps_mine}:
        assert all(
            report.needs_a_person and "settled by the editor's words" in str(report.findings) for report in reports
        )


INTO_A_DOUBT: list[Event] = [goes, moves, deletes_the_card, skips, answers_more, edits_the_card]


@pytest.mark.parametrize("event", INTO_A_DOUBT, ids=lambda event: event.__name__)
def test_a_doubt_on_one_branch(start: Path, tmp_path: Path, event: Event) -> None:
    merge_both_ways(start, tmp_path, (doubts, event))


def test_settled_both_ways_the_other_way_is_one_command(doubted: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    [doubt] = told.doubts(lock_of(doubted).notes)
    assert branched(doubted, project, (says_same, says_different))
    update(load(project))
    assert lock_of(project).notes[doubt.old.id].is_live and not lock_of(project).notes[doubt.new.id].is_live
    settle(load(project), different=[(doubt.old.id, doubt.new.id)])
    report = update(load(project))
    faithful(project, report)
    assert lock_of(project).notes[doubt.new.id].is_live and not lock_of(project).notes[doubt.old.id].is_live
    assert not report.needs_a_person and update(load(project), reread=True).written == []

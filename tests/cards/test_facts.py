"""Two branches that each did something to one note: after a clean merge by git, either way round, both hold."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from deckwright.cards import lock as locks
from deckwright.cards import store, told
from deckwright.cards.facts import counted, merged
from deckwright.cards.lock import LockedNote
from deckwright.cards.settle import settle
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.project import load
from tests.conftest import SETTINGS

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

NAMES = ("salt", "tea", "iron", "rain", "glass", "bread", "wool", "ink")
ASKED = {name: f"How was {name} made or found in the old days?" for name in NAMES}
ANSWER = {name: f"People of the {name} trade had a way of their own, and told nobody." for name in NAMES}
SUBJECT = "rain"


def git(folder: Path, *argv: str) -> bool:
    env = {**os.environ, "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    return subprocess.run(["git", *who, *argv], cwd=folder, capture_output=True, env=env).returncode == 0


def seed(project: Path) -> Path:
    return project / "seeds" / "a.md"


def block(name: str, question: str | None = None, answer: str | None = None, level: str | None = None) -> str:
    return f"### {question or ASKED[name]}\n\n{answer or ANSWER[name]}\n\n"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (old, text)
    path.write_text(text.replace(old, new), "utf-8")


def card_file(project: Path) -> Path:
    return project / "cards" / "a.yaml"


# What a branch may do to the note of SUBJECT; each ends with an update.


def asks_otherwise(project: Path) -> None:
    edit(seed(project), ASKED[SUBJECT], ASKED[SUBJECT].replace("How was", "How, then, was"))


def answers_more(project: Path) -> None:
    edit(seed(project), ANSWER[SUBJECT], ANSWER[SUBJECT] + "\nNobody at all.")


def goes(project: Path) -> None:
    edit(seed(project), block(SUBJECT), "")


def goes_and_returns(project: Path) -> None:
    whole = seed(project).read_text("utf-8")
    goes(project)
    update(load(project))
    seed(project).write_text(whole, "utf-8")


def changes_level(project: Path) -> None:
    text = seed(project).read_text("utf-8").replace(block(SUBJECT), "")
    seed(project).write_text(text + "## hard\n\n" + block(SUBJECT), "utf-8")


def edits_the_card(project: Path) -> None:
    edit(card_file(project), f"answer: {ANSWER[SUBJECT]}", "answer: The editor's own words.")


def deletes_the_card(project: Path) -> None:
    text = card_file(project).read_text("utf-8")
    start = text.rindex("  - id", 0, text.index(ASKED[SUBJECT]))
    end = text.index("  - id", start + 5)
    card_file(project).write_text(text[:start] + text[end:], "utf-8")


def conflicts(project: Path) -> None:
    edits_the_card(project)
    answers_more(project)


def doubts(project: Path) -> None:
    asked = ASKED[SUBJECT].replace("made or found", "made, sold or carried away")
    edit(seed(project), block(SUBJECT), block(SUBJECT, asked, "With buckets, from the roofs of the largest barns."))


def doubts_and_settles(project: Path) -> None:
    doubts(project)
    update(load(project))
    [doubt] = told.doubts(lock_of(project).notes)
    settle(load(project), different=[(doubt.old.id, doubt.new.id)])


def moves(project: Path) -> None:
    goes(project)
    (project / "seeds" / "b.md").write_text(
        "# B\n\n## easy\n\n" + block(SUBJECT) + block("ink").replace("ink", "oil"), "utf-8"
    )


def changes_another(project: Path) -> None:
    edit(seed(project), ANSWER["bread"], ANSWER["bread"] + " Not even the miller.")


def builds(project: Path) -> None:
    build(load(project))


def deletes_the_card_and_puts_it_back(project: Path) -> None:
    whole = card_file(project).read_text("utf-8")
    deletes_the_card(project)
    update(load(project))
    card_file(project).write_text(whole, "utf-8")


def gives_way_to_a_sibling(project: Path) -> None:
    edit(seed(project), block(SUBJECT), block(SUBJECT).replace(SUBJECT, "snow"))


EVENTS: list[Callable[[Path], None]] = [
    asks_otherwise, answers_more, goes, goes_and_returns, changes_level, edits_the_card, deletes_the_card, conflicts,
    doubts, doubts_and_settles, moves, changes_another, builds, deletes_the_card_and_puts_it_back,
    gives_way_to_a_sibling,
]  # fmt: skip
SLOW_PAIRS = list(itertools.combinations_with_replacement(EVENTS, 2))


def lock_of(project: Path) -> locks.Lock:
    return locks.parse((project / "deck.lock").read_text("utf-8"), load(project).key)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in git, packed once."""
    project = tmp_path_factory.mktemp("facts")
    (project / "seeds").mkdir()
    (project / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    (project / ".gitattributes").write_text("deck.lock merge=union\n", "utf-8")
    (project / ".gitignore").write_text("build/\n", "utf-8")
    seed(project).write_text("# A\n\n## easy\n\n" + "".join(map(block, NAMES)), "utf-8")
    update(load(project))
    build(load(project))
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "start")
    return project


def branched(start: Path, project: Path, events: tuple[Callable[[Path], None], Callable[[Path], None]]) -> bool:
    """Both branches, merged; False where git leaves a conflict to a person, who then takes this side's lines."""
    shutil.copytree(start, project)
    for name, event in zip(("left", "right"), events, strict=True):
        git(project, "checkout", "-q", "main")
        git(project, "checkout", "-qb", name)
        event(project)
        update(load(project))
        git(project, "add", "-A")
        git(project, "commit", "-qm", name, "--allow-empty")
    if git(project, "merge", "-q", "left", "-m", "both"):
        return True
    git(project, "merge", "--abort")
    assert git(project, "merge", "-q", "-X", "ours", "left", "-m", "both")
    return False


def looked_over(project: Path) -> dict[str, str]:
    """What is live after an update, by question; every card is packed or told; a second update changes nothing."""
    report = update(load(project))
    again = update(load(project))
    assert again.written == []
    lock = lock_of(project)
    cards = {str(card.id): card for card in store.cards_in(store.load_all(project / "cards"))}
    said = " ".join(finding.message for finding in (*report.findings, *again.findings))
    for card_id in cards:
        assert lock.notes[card_id].is_live or card_id in said, f"{card_id} is silently out of the deck"
    text = "".join(path.read_text("utf-8") for path in (project / "seeds").iterdir())
    doubted = {doubt.old.id for doubt in told.doubts(lock.notes)}
    for note in lock.notes.values():
        if note.seed and note.is_live:
            assert note.id in cards and (note.id in doubted or str(note.question) in text), note
    for name in NAMES:
        if ASKED[name] in text:
            known = [one for one in lock.notes.values() if one.question == ASKED[name]]
            assert any(one.is_live or one.deleted or one.doubt for one in known), f"{name} stands there and is not live"
    return {str(one.question): one.id for one in lock.notes.values() if one.seed and one.is_live}


@pytest.mark.parametrize("events", SLOW_PAIRS, ids=lambda pair: f"{pair[0].__name__}-{pair[1].__name__}")
def test_every_pair_of_events_both_ways_round(
    start: Path, tmp_path: Path, events: tuple[Callable[[Path], None], Callable[[Path], None]]
) -> None:
    found, clean = [], True
    ids = {str(one.question): one.id for one in lock_of(start).notes.values()}
    for name, pair in (("one", events), ("two", events[::-1])):
        project = tmp_path / name
        clean = branched(start, project, pair) and clean
        if name == "two":  # a build before the documents are read again forgets nothing of what is to be merged
            build(load(project))
        found.append(looked_over(project))
        text = "".join(path.read_text("utf-8") for path in (project / "seeds").iterdir())
        stays = clean or moves not in pair  # or else a person's choice of lines left it in both documents
        once = [question for question in ids if text.count(question) == 1 and (stays or SUBJECT not in question)]
        assert all(found[-1].get(question, ids[question]) == ids[question] for question in once)
    assert found[0] == found[1] or not clean


# The pure merge


LINE = LockedNote("a", "a.md", "Q?", "A.", "easy", ("x",))


def changed(base: LockedNote, **facts: object) -> LockedNote:
    return counted(base, replace(base, **facts))  # type: ignore[arg-type]


RETIRED = changed(LINE, retired=5)
VARIANTS = {
    "read": changed(LINE, answer="B."), "level": changed(LINE, level="hard"), "retired": RETIRED,
    "returned": changed(RETIRED, retired=None), "deleted": changed(LINE, retired=5, deleted=True),
    "conflict": changed(LINE, conflicts=("answer",)), "doubt": changed(LINE, doubt="b"),
    "built": replace(LINE, digest="d", modified=7), "untouched": LINE,
}  # fmt: skip


@pytest.mark.parametrize(("one", "two"), list(itertools.combinations(VARIANTS, 2)))
def test_facts_merge_one_by_one(one: str, two: str) -> None:
    left, right = merged(VARIANTS[one], VARIANTS[two]), merged(VARIANTS[two], VARIANTS[one])
    assert left.note == right.note and left.unsettled == right.unsettled
    states = {"retired", "returned", "deleted"}
    for name in (one, two):
        wanted, fact = VARIANTS[name], {"read": "answer", "conflict": "conflicts", "built": "modified"}.get(name, name)
        if name not in states | {"untouched"}:
            assert getattr(left.note, fact) == getattr(wanted, fact)
    if "returned" in (one, two):
        assert not left.note.retired
    elif "deleted" in (one, two):
        assert left.note.deleted
    elif "retired" in (one, two):
        assert left.note.retired == 5
    assert left.unsettled == (["state"] if {one, two} == {"retired", "deleted"} else [])


def test_equal_counters_with_other_values_are_told() -> None:
    one, two = changed(LINE, answer="B."), changed(LINE, answer="C.")
    both = merged(one, two)
    assert both.unsettled == ["reading"]
    later = changed(one, answer="D.")
    assert merged(two, later).note.answer == "D." and merged(two, later).unsettled == []


def test_that_a_release_came_without_a_note_is_kept_whichever_line_stands_first() -> None:
    head = '{"format": 1, "key": "k"}\n'
    sent = '"modified": 5, "digest": "x", "released": {"digest": "x", "modified": 5'
    with_it, without = (
        f'{{"id": "a", "tags": ["b"], {sent}, "out": "1.1"}}}}\n',
        f'{{"id": "a", "tags": ["a"], {sent}}}}}\n',
    )
    for text in (head + with_it + without, head + without + with_it):
        released = locks.parse(text, "k").notes["a"].released
        assert released and released.out == "1.1"

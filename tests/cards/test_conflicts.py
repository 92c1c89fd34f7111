"""A conflict holds its note whole: while it is open, what is packed is the note as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from deckwright.cards import store
from deckwright.cards.update import UpdateReport, update
from deckwright.decks.build import build
from deckwright.project import load
from tests.conftest import Result, tree

Cli = Callable[..., Result]
WAS, NOW = (
    ("How is honey made?", "Bees thicken nectar."),
    ("How is the honey made, then?", "Bees thicken their nectar."),
)
MINE = "Nectar, thickened by bees."
SURELY = ("Which bird lays the largest egg?", "The ostrich.")


def write(project: Path, *notes: tuple[str, str]) -> None:
    text = "".join(f"# {question}\n\n{answer}\n\n" for question, answer in (*notes, SURELY))
    (project / "seeds" / "a.md").write_text(text, "utf-8")


def run(project: Path, **options: bool) -> UpdateReport:
    return update(load(project), **options)


def codes(report: UpdateReport) -> list[str]:
    return [finding.code for finding in report.findings]


def card(project: Path, card_id: str) -> store.Card:
    return next(one for one in store.cards_in(store.load_all(project / "cards")) if one.id == card_id)


def texts(project: Path, card_id: str) -> tuple[str, str | None]:
    found = card(project, card_id).note
    return found.question, found.answer


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, text
    path.write_text(text.replace(old, new), "utf-8")


def packed(project: Path) -> dict[str, tuple[str, int]]:
    """Id -> digest and time of what a build packs."""
    build(load(project))
    notes = json.loads((project / "build" / "manifest.json").read_text("utf-8"))["notes"]
    return {note["id"]: (note["digest"], note["modified"]) for note in notes}


@pytest.fixture
def rewritten(project: Path) -> tuple[Path, str]:
    """A note whose answer an editor rewrote, packed once; and its id."""
    write(project, WAS)
    run(project)
    edit(project / "cards" / "a.yaml", f"answer: {WAS[1]}", f"answer: {MINE}")
    build(load(project))
    [card_id] = [
        str(one.id) for one in store.cards_in(store.load_all(project / "cards")) if one.note.question == WAS[0]
    ]
    return project, card_id


def test_the_note_is_packed_as_it_was(rewritten: tuple[Path, str], cli: Cli) -> None:
    project, card_id = rewritten
    before = packed(project)
    write(project, NOW)
    for _ in range(2):
        assert codes(run(project)) == ["conflict"]
        assert texts(project, card_id) == (WAS[0], MINE) and packed(project) == before
    for command in ("update", "build", "check", "preview"):
        said = " ".join((told := cli(command, "--project", project)).err.split()) + " ".join(told.out.split())
        assert MINE in said and NOW[1] in said and NOW[0] in said, (command, said)
        assert f"--keep-mine {card_id}" in said and f"--take-seed {card_id}" in said, command


def test_the_level_waits_too(rewritten: tuple[Path, str]) -> None:
    project, card_id = rewritten
    text = f"## easy\n\n### {SURELY[0]}\n\n{SURELY[1]}\n\n## hard\n\n### {NOW[0]}\n\n{NOW[1]}\n"
    (project / "seeds" / "a.md").write_text(text, "utf-8")
    assert codes(run(project)) == ["conflict"] and card(project, card_id).note.level is None
    update_with(project, "keep_mine", card_id)
    assert card(project, card_id).note.level == "hard" and texts(project, card_id) == (WAS[0], MINE)


def update_with(project: Path, decision: str, card_id: str) -> None:
    from deckwright.cards.settle import settle

    settle(load(project), **{decision: [card_id]})  # type: ignore[arg-type]


@pytest.mark.parametrize(("decision", "left"), [("take_seed", NOW), ("keep_mine", (WAS[0], MINE))])
def test_a_decision_takes_all_texts_of_one_side(
    rewritten: tuple[Path, str], decision: str, left: tuple[str, str]
) -> None:
    project, card_id = rewritten
    write(project, NOW)
    run(project)
    update_with(project, decision, card_id)
    assert texts(project, card_id) == left
    assert run(project).findings == [] and run(project, reread=True).written == []
    assert texts(project, card_id) == left


def test_an_edit_to_what_the_seed_says_ends_it_and_brings_what_waited(rewritten: tuple[Path, str]) -> None:
    project, card_id = rewritten
    write(project, NOW)
    run(project)
    edit(project / "cards" / "a.yaml", f"answer: {MINE}", f"answer: {NOW[1]}")
    assert run(project).findings == [] and texts(project, card_id) == NOW


def test_a_document_that_says_again_what_it_said_ends_it(rewritten: tuple[Path, str]) -> None:
    project, card_id = rewritten
    write(project, NOW)
    run(project)
    write(project, WAS)
    assert run(project).findings == [] and texts(project, card_id) == (WAS[0], MINE)
    write(project, (NOW[0], WAS[1]))
    assert run(project).findings == [] and texts(project, card_id) == (NOW[0], MINE)


def test_what_the_document_says_next_is_merged_with_what_both_began_with(rewritten: tuple[Path, str]) -> None:
    project, card_id = rewritten
    write(project, NOW)
    run(project)
    write(project, (WAS[0], "Bees thicken sweet nectar."))
    report = run(project)
    assert codes(report) == ["conflict"] and NOW[0] not in report.findings[0].message
    update_with(project, "take_seed", card_id)
    assert texts(project, card_id) == (WAS[0], "Bees thicken sweet nectar.")


CHIMERAS = {
    "basin": ("塔里木盆地属于什么气候？", "温带大陆性气候，降水稀少，昼夜温差大，夏季炎热，冬季寒冷", "准噶尔盆地属于什么气候？"),
    "ankle": ("What is the treatment of a left ankle sprain?", "Rest, ice, compression and elevation, then early movement.",
              "What is the treatment of a left wrist sprain?"),
    "code": ("Is `x is None` true for 0?", "No", "Is `x in None` true for 0?"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHIMERAS)
def test_a_sibling_with_the_same_answer_does_not_get_the_editors(project: Path, name: str) -> None:
    question, answer, sibling = CHIMERAS[name]
    write(project, (question, answer))
    run(project)
    build(load(project))
    path = project / "cards" / "a.yaml"
    path.write_text(path.read_text("utf-8").replace(f"answer: {answer}", "answer: What the editor found."), "utf-8")
    path.write_text(path.read_text("utf-8").replace(f"answer: '{answer}'", "answer: What the editor found."), "utf-8")
    assert "the editor found" in path.read_text("utf-8")
    build(load(project))
    before = packed(project)
    write(project, (sibling, answer))
    run(project)
    held = {(one.note.question, one.note.answer) for one in store.cards_in(store.load_all(project / "cards"))}
    assert (sibling, "What the editor found.") not in held
    assert {one: before[one] for one in packed(project) if one in before} == {
        one: before[one] for one in before if one in packed(project)
    }


def test_the_same_question_in_other_small_words_is_not_asked_about(rewritten: tuple[Path, str]) -> None:
    project, card_id = rewritten
    write(project, ("How then is honey made?", WAS[1]))
    assert run(project).findings == [] and texts(project, card_id) == ("How then is honey made?", MINE)


# Kinds


CHOICE = "# Which bird cannot fly?\n\n- [ ] Swift\n- [x] Emu\n\n# Which fish has lungs?\n\nThe lungfish.\n"
PLAIN = "# Which bird cannot fly?\n\nEmu\n\n# Which fish has lungs?\n\nThe lungfish.\n"


def as_released(project: Path) -> None:
    """As if a release had sent all that is packed."""
    from deckwright.cards import lock as locks

    lock = locks.parse((project / "deck.lock").read_text("utf-8"), load(project).key)
    kinds = {str(one.id): one.note.kind for one in store.cards_in(store.load_all(project / "cards"))}
    for note in list(lock.notes.values()):
        sent = locks.ReleasedNote(str(note.digest), int(note.modified or 0), kinds[note.id], "easy")
        lock.notes[note.id] = replace(note, released=sent)
    (project / "deck.lock").write_text(locks.dump(lock, lock.seeds), "utf-8")


@pytest.mark.parametrize(("was", "now"), [(CHOICE, PLAIN), (PLAIN, CHOICE)])
def test_another_kind_than_learners_have_is_a_conflict(project: Path, was: str, now: str) -> None:
    (project / "seeds" / "a.md").write_text(was, "utf-8")
    run(project)
    build(load(project))
    as_released(project)
    [one] = [one for one in store.cards_in(store.load_all(project / "cards")) if "bird" in one.note.question]
    before = packed(project)
    (project / "seeds" / "a.md").write_text(now, "utf-8")
    for _ in range(2):
        report = run(project)
        assert codes(report) == ["conflict"] and "which learners have" in report.findings[0].message
        assert card(project, str(one.id)).note == one.note and packed(project) == before
    saved = tree(project)
    update_with(project, "keep_mine", str(one.id))
    assert run(project).findings == [] and card(project, str(one.id)).note == one.note
    now_packed = packed(project)
    assert saved != tree(project)
    assert {key for key in before if now_packed[key] != before[key]} == {one.id}, "its answer is the editors' now"


@pytest.mark.parametrize(("was", "now"), [(CHOICE, PLAIN), (PLAIN, CHOICE)])
def test_before_a_release_the_kind_follows(project: Path, was: str, now: str) -> None:
    (project / "seeds" / "a.md").write_text(was, "utf-8")
    run(project)
    build(load(project))
    (project / "seeds" / "a.md").write_text(now, "utf-8")
    assert not run(project).needs_a_person
    assert len(packed(project)) == 2


def test_what_learners_have_as_text_takes_the_options_as_text(project: Path) -> None:
    (project / "seeds" / "a.md").write_text(PLAIN, "utf-8")
    run(project)
    build(load(project))
    as_released(project)
    [one] = [one for one in store.cards_in(store.load_all(project / "cards")) if "bird" in one.note.question]
    (project / "seeds" / "a.md").write_text(CHOICE, "utf-8")
    run(project)
    update_with(project, "take_seed", str(one.id))
    found = card(project, str(one.id)).note
    assert found.kind == "qa" and not found.choices and "Emu" in f"{found.question}{found.answer}"
    assert run(project).findings == [] and run(project, reread=True).written == []


def test_a_question_kept_with_its_answer_goes_with_it(project: Path) -> None:
    """Kept together and taken together: no card has the old question beside the answer to the new one."""
    source = project / "seeds" / "a.md"
    source.write_text("# Which bird cannot fly?\n\nThe emu.\n\n# Which fish has lungs?\n\nThe lungfish.\n", "utf-8")
    run(project)
    [one] = [one for one in store.cards_in(store.load_all(project / "cards")) if "bird" in one.note.question]
    path = project / one.file
    path.write_text(path.read_text("utf-8").replace("The emu.", "The ostrich."), "utf-8")
    for asked, answer in (
        ("Which bird of all cannot fly?", "The emu and others."),
        ("Which bird of all cannot fly?", "Emus."),
    ):
        source.write_text(f"# {asked}\n\n{answer}\n\n# Which fish has lungs?\n\nThe lungfish.\n", "utf-8")
        assert "conflict" in codes(run(project))
        if answer != "Emus.":
            update_with(project, "keep_mine", str(one.id))
            assert card(project, str(one.id)).note.question == "Which bird cannot fly?"
    update_with(project, "take_seed", str(one.id))
    now = card(project, str(one.id)).note
    assert (now.question, now.answer) == ("Which bird of all cannot fly?", "Emus.")

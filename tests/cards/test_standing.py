"""What an editor does to cards/ by hand: what only looks edited, cards put back, ids deleted, doubts never forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards import store
from deckwright.cards.update import UpdateReport, update
from deckwright.decks.build import build
from deckwright.project import load
from tests.conftest import Result

Cli = Callable[..., Result]


def run(project: Path, **options: bool) -> UpdateReport:
    return update(load(project), **options)


def cards(project: Path) -> dict[str, store.Card]:
    return {card.note.question.strip(): card for card in store.cards_in(store.load_all(project / "cards"))}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, text
    path.write_text(text.replace(old, new), "utf-8")


def codes(report: UpdateReport) -> list[str]:
    return [finding.code for finding in report.findings]


def times(project: Path) -> dict[str, int]:
    manifest = json.loads((project / "build" / "manifest.json").read_text("utf-8"))
    return {note["id"]: note["modified"] for note in manifest["notes"]}


def first_card(project: Path) -> str:
    """The text of the first card of a.yaml, with its dash."""
    text = (project / "cards" / "a.yaml").read_text("utf-8")
    return text[text.index("  - id") : text.index("\n\n") + 1]


# YAML style


STYLES = {
    "block with an end": "answer: |\n      The first.\n",
    "folded": "answer: >\n      The\n      first.\n",
    "double quotes, spaces behind": 'answer: "The first.  "\n',
    "wrapped": "answer: The\n      first.\n",
    "kept ends": "answer: |+\n      The first.\n\n",
}


@pytest.mark.parametrize("written", STYLES.values(), ids=STYLES)
def test_what_only_looks_edited_is_not(project: Path, written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    run(project)
    build(load(project))
    before = times(project)
    edit(project / "cards" / "a.yaml", "answer: The first.\n", written)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800009000")
    build(load(project))
    assert times(project) == before
    edit(project / "seeds" / "a.md", "The first.", "The very first.")
    report = run(project)
    assert not report.needs_a_person and codes(report) == []
    assert cards(project)["What is one?"].note.answer == "The very first."
    build(load(project))
    changed = times(project)
    assert sum(changed[one] != before[one] for one in before) == 1


def test_a_word_more_is_an_edit(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    run(project)
    build(load(project))
    before = times(project)
    edit(project / "cards" / "a.yaml", "answer: The first.\n", "answer: The first one.\n")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800009000")
    build(load(project))
    assert sum(times(project)[one] != before[one] for one in before) == 1
    edit(project / "seeds" / "a.md", "The first.", "The very first.")
    assert codes(run(project)) == ["conflict"]


# Cards taken away and put back


def test_a_card_put_back_is_live_again(project: Path) -> None:
    run(project)
    whole = (project / "cards" / "a.yaml").read_text("utf-8")
    (project / "cards" / "a.yaml").write_text(whole.replace(first_card(project) + "\n", ""), "utf-8")
    assert codes(run(project)) == ["deleted"]
    assert len(times_after_build(project)) == 1
    (project / "cards" / "a.yaml").write_text(whole, "utf-8")
    assert "put-back" in codes(run(project))
    assert len(times_after_build(project)) == 2
    assert codes(run(project)) == []


def test_a_build_sees_a_card_put_back_too(project: Path) -> None:
    run(project)
    whole = (project / "cards" / "a.yaml").read_text("utf-8")
    (project / "cards" / "a.yaml").write_text(whole.replace(first_card(project) + "\n", ""), "utf-8")
    run(project)
    (project / "cards" / "a.yaml").write_text(whole, "utf-8")
    report = build(load(project))
    assert "put-back" in [finding.code for finding in report.findings] and len(times(project)) == 2


def times_after_build(project: Path) -> dict[str, int]:
    build(load(project))
    return times(project)


@pytest.mark.parametrize("command", ["update", "build"])
def test_an_id_deleted_by_hand_comes_back(project: Path, cli: Cli, command: str) -> None:
    run(project)
    card_id = str(cards(project)["What is one?"].id)
    edit(project / "cards" / "a.yaml", f"- id: {card_id}\n    question", "- question")
    result = cli(command, "--project", project)
    assert result.status == 0 and f"has its id {card_id} back" in result.err
    assert cards(project)["What is one?"].id == card_id
    assert run(project).findings == []


def test_a_copy_without_an_id_gets_its_own(project: Path) -> None:
    run(project)
    copy = first_card(project).split("\n", 1)[1].replace("    question", "  - question", 1)
    (project / "cards" / "copy.yaml").write_text(f"format: 1\nnotes:\n{copy}", "utf-8")
    run(project)
    found = [card.id for card in store.cards_in(store.load_all(project / "cards"))]
    assert len(found) == len(set(found)) == 3 and None not in found


def test_an_id_deleted_from_a_card_that_was_edited_comes_back(project: Path, cli: Cli) -> None:
    run(project)
    build(load(project))
    card_id = str(cards(project)["What is one?"].id)
    edit(project / "cards" / "a.yaml", "answer: The first.", "answer: Whatever the editor says of it.")
    edit(project / "cards" / "a.yaml", f"- id: {card_id}\n    question", "- question")
    result = cli("build", "--project", project)
    assert result.status == 0 and f"has its id {card_id} back" in result.err
    assert card_id in times(project) and run(project).findings == []


def test_an_id_deleted_from_a_card_that_was_reworded_comes_back(project: Path, cli: Cli) -> None:
    (project / "seeds" / "a.md").write_text(
        "# Which bird lays the largest egg?\n\nThe ostrich, which cannot fly, lays one of a kilo and a half.\n\n"
        "# What is two?\n\nThe second.\n",
        "utf-8",
    )
    run(project)
    build(load(project))
    card_id = str(cards(project)["Which bird lays the largest egg?"].id)
    edit(
        project / "cards" / "a.yaml",
        "question: Which bird lays the largest egg?",
        "question: Which bird lays the largest eggs?",
    )
    edit(project / "cards" / "a.yaml", f"- id: {card_id}\n    question", "- question")
    assert f"has its id {card_id} back" in cli("build", "--project", project).err
    assert card_id in times(project)


def test_a_card_that_may_be_one_whose_id_is_gone_is_told(project: Path, cli: Cli) -> None:
    question = "Why do very deep networks train slowly at first?"
    (project / "seeds" / "a.md").write_text(
        f"# {question}\n\nGradients shrink.\n\n# What is two?\n\nThe second.\n", "utf-8"
    )
    run(project)
    build(load(project))
    card_id = str(cards(project)[question].id)
    text = first_card(project)
    changed = text.replace(f"id: {card_id}\n    ", "").replace("very deep networks", "very deep plain networks")
    edit(
        project / "cards" / "a.yaml",
        text,
        changed.replace("Gradients shrink", "Each layer multiplies by less than one"),
    )
    result = cli("build", "--project", project)
    assert f"it may be the note {card_id}, whose card is missing: if so, write `id: {card_id}`" in result.err


@pytest.mark.parametrize("command", ["update", "build"])
def test_an_id_that_a_person_wrote_gives_way_to_the_notes_own(project: Path, cli: Cli, command: str) -> None:
    run(project)
    build(load(project))
    card_id = str(cards(project)["What is one?"].id)
    edit(project / "cards" / "a.yaml", f"id: {card_id}\n", "id: myownid\n")
    result = cli(command, "--project", project)
    assert result.status == 0 and f"has its id {card_id} back, instead of myownid" in result.err
    assert cards(project)["What is one?"].id == card_id and run(project).findings == []


def test_ids_that_changed_places_are_told_by_every_command(project: Path, cli: Cli) -> None:
    run(project)
    build(load(project))
    one, two = (str(cards(project)[question].id) for question in ("What is one?", "What is two?"))
    path = project / "cards" / "a.yaml"
    whole = path.read_text("utf-8")
    path.write_text(whole.replace(one, "@").replace(two, one).replace("@", two), "utf-8")
    for command in ("update", "build", "check", "preview"):
        result = cli(command, "--project", project)
        said = " ".join((result.out + result.err).split())
        assert f"has the id {two}, and asks what {one} asks in a.md" in said, command
    path.write_text(whole, "utf-8")
    assert run(project).findings == []


def test_questions_that_changed_places_in_the_document_are_no_ids_that_did(project: Path) -> None:
    run(project)
    build(load(project))
    (project / "seeds" / "a.md").write_text("# What is two?\n\nThe second.\n\n# What is one?\n\nThe first.\n", "utf-8")
    assert run(project).findings == []


def test_a_build_and_a_preview_tell_of_a_card_that_is_gone(project: Path, cli: Cli) -> None:
    run(project)
    build(load(project))
    card_id = str(cards(project)["What is one?"].id)
    text = (project / "cards" / "a.yaml").read_text("utf-8")
    (project / "cards" / "a.yaml").write_text(text.replace(first_card(project) + "\n", ""), "utf-8")
    for command in ("build", "check", "preview"):
        result = cli(command, "--project", project)
        said = " ".join((result.out + result.err).split())
        assert f"the card of {card_id} (What is one?) is not in cards/, and not packed" in said, command
    said = cli("update", "--project", project).err
    assert "was deleted from cards/" in said and "and not packed" not in said


@pytest.mark.parametrize("answer", ["Na", "NA", "na"])
def test_an_answer_that_is_a_chemical_sign_is_one(project: Path, answer: str) -> None:
    (project / "seeds" / "a.md").write_text(
        f"# What is the sign of sodium?\n\n{answer}\n\n# What is two?\n\nn/a\n", "utf-8"
    )
    run(project)
    assert cards(project)["What is the sign of sodium?"].note.answer == answer
    assert cards(project)["What is two?"].note.answer is None


# What is not packed is said


def test_a_card_that_is_not_packed_is_told_by_every_command_until_it_is_marked(project: Path, cli: Cli) -> None:
    run(project)
    card_id = str(cards(project)["What is two?"].id)
    (project / "seeds" / "a.md").write_text("# What is one?\n\nThe first.\n", "utf-8")
    run(project)
    for command in ("update", "build", "check", "preview"):
        result = cli(command, "--project", project)
        said = " ".join((result.out + result.err).split())
        assert result.status == 0 and f"the note is not packed: gone from a.md ({card_id})" in said, command
    edit(project / "cards" / "a.yaml", f"id: {card_id}\n", f"id: {card_id}\n    skip: true\n")
    for command in ("update", "build", "check", "preview"):
        result = cli(command, "--project", project)
        assert "not packed: gone" not in result.out + result.err, command


def test_same_as_at_a_retired_note_does_not_stop_the_build(project: Path, cli: Cli) -> None:
    run(project)
    target = str(cards(project)["What is two?"].id)
    (project / "cards" / "own.yaml").write_text(
        f"format: 1\nnotes:\n  - question: What makes two?\n    answer: One and one.\n    same_as: {target}\n", "utf-8"
    )
    run(project)
    build(load(project))
    assert len(times(project)) == 2
    (project / "seeds" / "a.md").write_text("# What is one?\n\nThe first.\n", "utf-8")
    run(project)
    result = cli("build", "--project", project)
    own = str(cards(project)["What makes two?"].id)
    assert result.status == 0 and f"same_as names {target}, which is retired" in result.err
    assert own in times(project) and target not in times(project)


def test_same_as_at_what_is_not_there_is_told_by_update_too(project: Path, cli: Cli) -> None:
    run(project)
    target = str(cards(project)["What is two?"].id)
    own = "format: 1\nnotes:\n  - question: What makes two?\n    answer: One and one.\n"
    (project / "cards" / "own.yaml").write_text(f"{own}    same_as: {target}\n", "utf-8")
    assert run(project).findings == []
    (project / "seeds" / "a.md").write_text("# What is one?\n\nThe first.\n", "utf-8")
    for command in ("update", "build", "check", "preview", "update"):
        result = cli(command, "--project", project)
        said = " ".join((result.out + result.err).split())
        assert result.status == 0 and f"same_as names {target}, which is retired" in said, command
    text = (project / "cards" / "a.yaml").read_text("utf-8")
    (project / "cards" / "a.yaml").write_text(text[: text.index(f"  - id: {target}")].rstrip() + "\n", "utf-8")
    for command in ("update", "check", "preview"):
        result = cli(command, "--project", project)
        said = " ".join((result.out + result.err).split())
        assert result.status == 1 and f"same_as names {target}, and there is no such note" in said, command
    assert cli("build", "--project", project).status == 2


# Conflicts


def test_an_open_conflict_outlives_a_change_of_another_note(project: Path) -> None:
    run(project)
    edit(project / "cards" / "a.yaml", "answer: The first.", "answer: Mine.")
    edit(project / "seeds" / "a.md", "The first.", "The seed's.")
    assert codes(run(project)) == ["conflict"]
    edit(project / "seeds" / "a.md", "The second.", "The 2nd.")
    assert codes(run(project)) == ["conflict"]
    edit(project / "seeds" / "a.md", "# What is two?", "# What is, then, two?")
    assert codes(run(project)) == ["conflict"]
    assert codes(run(project, reread=True)) == ["conflict"]


def test_an_open_conflict_outlives_a_retirement(project: Path) -> None:
    run(project)
    whole = (project / "seeds" / "a.md").read_text("utf-8").replace("The first.", "The seed's.")
    edit(project / "cards" / "a.yaml", "answer: The first.", "answer: Mine.")
    (project / "seeds" / "a.md").write_text(whole, "utf-8")
    assert codes(run(project)) == ["conflict"]
    (project / "seeds" / "a.md").write_text("# What is two?\n\nThe second.\n", "utf-8")
    assert "conflict" not in codes(run(project))
    (project / "seeds" / "a.md").write_text(whole, "utf-8")
    assert codes(run(project)) == ["conflict"]


# Comments


def test_a_comment_behind_a_changed_value_stays(project: Path) -> None:
    run(project)
    edit(project / "cards" / "a.yaml", "answer: The first.\n", "answer: The first. # agreed with Ann\n")
    edit(project / "seeds" / "a.md", "The first.", "The very first.")
    run(project)
    assert "answer: The very first. # agreed with Ann\n" in (project / "cards" / "a.yaml").read_text("utf-8")
    edit(project / "seeds" / "a.md", "The very first.", "The very\nfirst # of all.")
    run(project)
    text = (project / "cards" / "a.yaml").read_text("utf-8")
    assert "answer: |- # agreed with Ann\n      The very\n      first # of all.\n" in text
    edit(project / "seeds" / "a.md", "The very\nfirst # of all.", "Short.")
    run(project)
    assert "answer: Short. # agreed with Ann\n" in (project / "cards" / "a.yaml").read_text("utf-8")

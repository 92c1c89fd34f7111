"""What a person decides, by one command each; and what a dry run says beforehand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from deckwright.cards import store
from deckwright.cards.history import History
from deckwright.cards.workspace import load_lock
from deckwright.cli.update import command as update_command
from deckwright.project import load
from deckwright.releases.refusals import reasons
from tests.conftest import Result, tree

Cli = Callable[..., Result]
LONG = "梯度在反向传播时每经过一层都要乘上一个小于一的导数，所以越往前越小，参数几乎不动"
OTHER = "梯度在反向传播时每经过一层都要乘上一个激活斜率；靠输入端的权重训练极慢，最终模型学无所成"


@pytest.fixture
def read(project: Path, cli: Cli) -> Path:
    """The small project, read."""
    (project / "seeds" / "a.md").write_text(f"# What is one?\n\nThe first.\n\n# What is two?\n\n{LONG}.\n", "utf-8")
    assert cli("update", "--project", project).status == 0
    return project


def cards(project: Path) -> list[store.Card]:
    return list(store.cards_in(store.load_all(project / "cards")))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def conflict(read: Path, cli: Cli) -> tuple[Path, str]:
    """A project in which both sides changed one answer, and the note's id."""
    edit(read / "cards" / "a.yaml", "answer: The first.", "answer: Mine.")
    edit(read / "seeds" / "a.md", "The first.", "The seed's own.")
    return read, str(cards(read)[0].id)


def test_a_conflict_is_told_until_it_is_settled(conflict: tuple[Path, str], cli: Cli) -> None:
    project, card_id = conflict
    for _ in range(2):
        result = cli("update", "--project", project)
        assert result.status == 1
        assert "here: 'Mine.', in the seed: \"The seed's own.\"" in result.err
        assert f"deckwright update --keep-mine {card_id} or --take-seed {card_id}" in result.err
    before = tree(project)
    assert cli("update", "--project", project).status == 1 and tree(project) == before


def test_take_seed(conflict: tuple[Path, str], cli: Cli) -> None:
    project, card_id = conflict
    cli("update", "--project", project)
    assert cli("update", "--project", project, "--take-seed", card_id).status == 0
    assert cards(project)[0].note.answer == "The seed's own."
    assert cli("update", "--project", project).status == 0


def test_keep_mine(conflict: tuple[Path, str], cli: Cli) -> None:
    project, card_id = conflict
    cli("update", "--project", project)
    assert cli("update", "--project", project, "--keep-mine", card_id).status == 0
    assert cards(project)[0].note.answer == "Mine."
    assert cli("update", "--project", project, "--reread").status == 0


def test_an_edit_to_what_the_seed_says_settles_it_too(conflict: tuple[Path, str], cli: Cli) -> None:
    project, _ = conflict
    cli("update", "--project", project)
    edit(project / "cards" / "a.yaml", "answer: Mine.", "answer: The seed's own.")
    assert cli("update", "--project", project).status == 0


@pytest.mark.parametrize("option", ["--take-seed", "--keep-mine"])
def test_nothing_to_settle(read: Path, cli: Cli, option: str) -> None:
    before = tree(read)
    assert "there is no note zzz" in cli("update", "--project", read, option, "zzz").err
    card_id = cards(read)[0].id
    result = cli("update", "--project", read, option, card_id)
    assert result.status == 2 and f"the note {card_id} is in no conflict" in result.err
    assert tree(read) == before


ASKED, REASKED = "为什么深层网络训练得慢？", "为什么很深的神经网络一开始训练得慢？"


@pytest.fixture
def unsure(project: Path, cli: Cli) -> tuple[Path, str, str]:
    """A question of which other words are left, with another answer: the old note's id and the new one's."""
    (project / "seeds" / "a.md").write_text(f"# What is one?\n\nThe first.\n\n# {ASKED}\n\n{LONG}.\n", "utf-8")
    assert cli("update", "--project", project).status == cli("build", "--project", project).status == 0
    old = str(cards(project)[1].id)
    edit(project / "cards" / "a.yaml", f"question: {ASKED}", f"question: {ASKED}（我的话）")
    (project / "seeds" / "a.md").write_text(f"# {REASKED}\n\n{OTHER}。\n\n# What is one?\n\nThe first.\n", "utf-8")
    result = cli("update", "--project", project, "--format", "json")
    assert result.status == 1
    data = json.loads(result.out)
    [doubt] = [change for change in data["changes"] if change["action"] == "unsure"]
    assert doubt["id"] == old and 0.5 < doubt["likeness"]["question"] < 1
    return project, old, doubt["other"]


def lines(project: Path) -> dict[str, dict[str, object]]:
    """The lock's lines of notes by id."""
    found = [json.loads(line) for line in (project / "deck.lock").read_text("utf-8").splitlines()]
    return {one["id"]: one for one in found if "id" in one}


def packed(project: Path) -> dict[str, str]:
    """Id -> digest of what the last build packed."""
    manifest = json.loads((project / "build" / "manifest.json").read_text("utf-8"))
    return {note["id"]: note["digest"] for note in manifest["notes"]}


def test_a_doubt_is_told_by_every_command_with_both_texts_and_what_settles_it(
    unsure: tuple[Path, str, str], cli: Cli
) -> None:
    project, old, new = unsure
    for command in ("update", "build", "check", "preview", "update"):
        result = cli(command, "--project", project)
        said = result.out + result.err
        assert result.status == 1, command
        assert ASKED in said and REASKED in said and LONG[:20] in said and OTHER[:20] in said, command
        assert f"--same {old} {new}" in said and f"--different {old} {new}" in said, command


def test_while_in_doubt_the_old_note_is_packed_as_it_was_and_the_new_one_held_back(
    unsure: tuple[Path, str, str], cli: Cli
) -> None:
    project, old, new = unsure
    cli("build", "--project", project)
    before = packed(project)
    assert old in before and new not in before
    edit(project / "seeds" / "a.md", "The first.", "The very first.")
    for command in ("update", "build"):
        assert cli(command, "--project", project).status == 1
    after = packed(project)
    assert set(after) == set(before) and after[old] == before[old]
    assert new not in [card.id for card in cards(project)]


def test_one_command_joins_them(unsure: tuple[Path, str, str], cli: Cli) -> None:
    project, old, new = unsure
    result = cli("update", "--project", project, "--same", old, new)
    joined = next(card for card in cards(project) if card.id == old)
    assert joined.note.question == f"{ASKED}（我的话）"  # the editor's, in conflict with the seed's
    assert LONG[:20] in (joined.note.answer or "")  # and whole, until that is settled
    assert result.status == 1 and "[conflict]" in result.err and "[unsure]" not in result.err
    assert cli("update", "--project", project, "--take-seed", old).status == 0
    assert cli("update", "--project", project, "--reread").status == 0
    [joined] = [card for card in cards(project) if card.id == old]
    assert joined.note.question == REASKED and "激活斜率" in (joined.note.answer or "")
    assert lines(project)[new].keys() <= {"id", "retired", "joined", "turns"}


def test_one_command_tells_them_apart(unsure: tuple[Path, str, str], cli: Cli) -> None:
    project, old, new = unsure
    assert cli("update", "--project", project, "--different", old, new).status == 0
    assert {card.id for card in cards(project)} >= {old, new}
    assert lines(project)[old]["retired"] and "retired" not in lines(project)[new]
    assert cli("update", "--project", project, "--reread").status == 0
    assert cli("build", "--project", project).status == 0
    assert new in packed(project) and old not in packed(project)


@pytest.mark.parametrize("option", ["--same", "--different"])
def test_a_whole_document_is_settled_by_its_name(unsure: tuple[Path, str, str], cli: Cli, option: str) -> None:
    project, _, new = unsure
    assert "[unsure]" not in cli("update", "--project", project, option, "a.md").err
    assert (new in [card.id for card in cards(project)]) == (option == "--different")


def test_several_pairs_at_once_and_an_odd_one_is_refused(unsure: tuple[Path, str, str], cli: Cli) -> None:
    project, old, new = unsure
    before = tree(project)
    result = cli("update", "--project", project, "--same", old, new, old)
    assert result.status == 2 and f"{old} stands alone" in result.err and tree(project) == before
    result = cli("update", "--project", project, "--different", new, old)
    assert result.status == 2 and tree(project) == before


def test_a_document_put_back_ends_the_doubt(unsure: tuple[Path, str, str], cli: Cli) -> None:
    project, old, new = unsure
    text = f"# What is one?\n\nThe first.\n\n# {ASKED}\n\n{LONG}.\n"
    (project / "seeds" / "a.md").write_text(text, "utf-8")
    assert cli("update", "--project", project).status == 0
    assert "retired" in lines(project)[new] and "retired" not in lines(project)[old]


def test_both_in_the_document_ends_the_doubt(unsure: tuple[Path, str, str], cli: Cli) -> None:
    project, old, new = unsure
    path = project / "seeds" / "a.md"
    path.write_text(path.read_text("utf-8") + f"\n# {ASKED}\n\n{LONG}.\n", "utf-8")
    assert cli("update", "--project", project).status == 0
    assert {old, new} <= {card.id for card in cards(project)}
    assert "retired" not in lines(project)[old] and "doubt" not in lines(project)[new]


def test_joining_never_loses_an_editors_word(read: Path, cli: Cli) -> None:
    """A note retired long ago, and a new one that an editor has improved."""
    old = str(cards(read)[1].id)
    text = "# Who was Ada Lovelace?\n\nA mathematician.\n\n# What is one?\n\nThe first.\n"
    (read / "seeds" / "a.md").write_text(text, "utf-8")
    assert cli("update", "--project", read).status == 0
    new = next(str(card.id) for card in cards(read) if "Ada" in card.note.question)
    edit(read / "cards" / "a.yaml", f"id: {new}\n", f"id: {new}\n    reverse: true\n")
    before = tree(read)
    result = cli("update", "--project", read, "--same", old, new)
    assert result.status == 2 and f"{new} was edited and cannot be joined" in result.err
    assert tree(read) == before


def test_two_living_notes_are_not_joined(read: Path, cli: Cli) -> None:
    one, two = (str(card.id) for card in cards(read))
    result = cli("update", "--project", read, "--same", one, two)
    assert result.status == 2 and "are both in their seeds" in result.err


def test_a_dry_run_says_exactly_what_would_happen(read: Path, cli: Cli) -> None:
    edit(read / "seeds" / "a.md", "The first.", "The very first of all.")
    edit(read / "seeds" / "a.md", f"# What is two?\n\n{LONG}.\n", "# Who was Ada Lovelace?\n\nA mathematician.\n")
    (read / "cards" / "own.yaml").write_text("format: 1\nnotes:\n- question: By hand?\n", "utf-8")
    before = tree(read)
    planned = cli("update", "--project", read, "--dry-run", "--format", "json")
    assert tree(read) == before
    text = cli("update", "--project", read, "--dry-run").out
    done = cli("update", "--project", read, "--format", "json")
    assert json.loads(planned.out) == json.loads(done.out) and planned.status == done.status
    changes = json.loads(done.out)["changes"]
    assert sorted(change["action"] for change in changes) == ["changed", "named", "new", "retired"]
    for change in changes:
        assert change["id"] in text and change["action"] in text
    [changed] = [change for change in changes if change["action"] == "changed"]
    assert changed["fields"] == {"answer": {"was": "The first.", "now": "The very first of all."}}


def test_a_renamed_seed_takes_its_notes_and_its_file_along(read: Path, cli: Cli) -> None:
    before = {card.id: card.note for card in cards(read)}
    (read / "seeds" / "a.md").rename(read / "seeds" / "b.md")
    result = cli("update", "--project", read)
    assert result.status == 0 and "a.md is now b.md" in result.err
    assert {card.id: card.note for card in cards(read)} == before
    assert "seed: b.md\n" in (read / "cards" / "a.yaml").read_text("utf-8")
    assert cli("update", "--project", read).out.endswith("nothing to write: all is up to date\n")


def test_a_seed_that_is_gone_retires_its_notes_and_brings_them_back(read: Path, cli: Cli) -> None:
    text = (read / "seeds" / "a.md").read_text("utf-8")
    (read / "seeds" / "a.md").unlink()
    (read / "seeds" / "z.md").write_text(
        "# Who was Ada Lovelace?\n\nA mathematician of the nineteenth century.\n", "utf-8"
    )
    result = cli("update", "--project", read)
    assert result.status == 0 and "seeds/a.md: warning: the seed is gone; its 2 notes are retired" in result.err
    assert len(cards(read)) == 3
    (read / "seeds" / "a.md").write_text(text, "utf-8")
    back = json.loads(cli("update", "--project", read, "--format", "json").out)
    assert [change["action"] for change in back["changes"]] == ["returned", "returned"]
    assert json.loads(cli("build", "--project", read, "--format", "json").out)["sources"][0]["status"] == {"packed": 2}


def test_a_release_waits_for_what_is_open(unsure: tuple[Path, str, str], cli: Cli) -> None:
    project, old, new = unsure
    settings = load(project)
    cards = {str(card.id): card for card in store.cards_in(store.load_all(project / "cards"))}
    said = [
        str(reason)
        for reason in reasons(
            settings, "1.0", load_lock(settings, has_cards=True), cards, History(settings.root, settings.key)
        )
    ]
    assert any(f"--same {old} {new}" in one for one in said)
    cli("update", "--project", project, "--different", old, new)
    said = [
        str(reason)
        for reason in reasons(
            settings, "1.0", load_lock(settings, has_cards=True), cards, History(settings.root, settings.key)
        )
    ]
    assert not any("--same" in one for one in said)


def test_asked_one_by_one(unsure: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    project, old, new = unsure
    result = CliRunner().invoke(
        update_command, ["--settle", "--project", str(project)], input="\n", standalone_mode=False
    )
    assert ASKED in result.output and REASKED in result.output and old in lines(project)
    assert lines(project)[new]["doubt"] == old
    CliRunner().invoke(update_command, ["--settle", "--project", str(project)], input="s\nt\n", standalone_mode=False)
    assert "doubt" not in lines(project)[new] and "conflicts" not in lines(project)[old]
    assert [card.note.question for card in cards(project) if card.id == old] == [REASKED]


def test_a_doubt_about_a_whole_document_is_asked_once(project: Path, cli: Cli) -> None:
    english = {
        "What is salt made of?": "Sodium and chlorine.", "Why is the sea blue?": "Water takes the red out of light.",
        "Who built the first car?": "Carl Benz.", "How does a lock work?": "Pins of the right height let it turn.",
    }  # fmt: skip
    german = {
        "Woraus besteht Salz?": "Aus Natrium und Chlor.", "Warum ist das Meer blau?": "Wasser schluckt das rote Licht.",
        "Wer baute das erste Auto?": "Das war Carl Benz.", "Wie geht ein Schloss?": "Die Stifte geben den Zylinder frei.",
    }  # fmt: skip
    text = "".join(f"# {question}\n\n{answer}\n\n" for question, answer in english.items())
    (project / "seeds" / "a.md").write_text(text, "utf-8")
    assert cli("update", "--project", project).status == cli("build", "--project", project).status == 0
    ids = [card.id for card in cards(project)]
    text = "".join(f"# {question}\n\n{answer}\n\n" for question, answer in german.items())
    (project / "seeds" / "a.md").write_text(text, "utf-8")
    result = cli("update", "--project", project)
    assert result.status == 1 and result.err.count("[unsure]") == 1 and "--same a.md" in result.err
    assert cli("update", "--project", project, "--same", "a.md").status == 0
    assert [(card.id, card.note.question) for card in cards(project)] == list(zip(ids, german, strict=True))


def test_long_texts_are_cut_around_the_place_where_they_differ(project: Path, cli: Cli) -> None:
    """Two that differ late, in question and answer."""
    theory = "In the context of modern statistical learning theory, and of what it says about very large networks, "
    said = "It is a matter of how many functions a family can tell apart on a sample that is given, and so it "
    asked = {"was": theory + "what is capacity?", "now": theory + "what is the capacity of a margin?"}
    answers = {"was": said + "grows with its parameters.", "now": said + "shrinks with the distance that is kept."}
    for when in ("was", "now"):
        text = f"# {asked[when]}\n\n{answers[when]}\n\n# Who was Ada Lovelace?\n\nA mathematician.\n"
        (project / "seeds" / "a.md").write_text(text, "utf-8")
        cli("update", "--project", project)
        cli("build", "--project", project)
        if when == "was":
            edit(project / "cards" / "a.yaml", answers["was"], "The editor's own words.")
    for command in ("update", "build", "check", "preview"):
        result = cli(command, "--project", project)
        shown = " ".join((result.out + result.err).split())
        assert "of a margin?" in shown and "shrinks with the dist" in shown and "grows with its param" in shown, command
    page = "".join(path.read_text("utf-8") for path in (project / "build" / "preview").rglob("*.*") if path.is_file())
    assert "margin" in page and "shrinks" in page


def test_what_is_said_of_a_doubt_is_true_where_the_old_note_is_marked(unsure: tuple[Path, str, str], cli: Cli) -> None:
    project, old, new = unsure
    assert "the old one is packed as before" in cli("update", "--project", project).err
    edit(project / "cards" / "a.yaml", f"id: {old}\n", f"id: {old}\n    skip: true\n")
    said = cli("build", "--project", project).err
    assert "packed as before" not in said and "marked in cards/ is not either" in said
    assert not {old, new} & set(packed(project))


def test_an_old_note_deleted_while_in_doubt_lets_the_new_one_go_on(unsure: tuple[Path, str, str], cli: Cli) -> None:
    project, old, new = unsure
    text = (project / "cards" / "a.yaml").read_text("utf-8")
    start = text.index(f"  - id: {old}")
    (project / "cards" / "a.yaml").write_text(text[:start].rstrip("\n") + "\n", "utf-8")
    result = cli("update", "--project", project)
    assert result.status == 0 and f"{old} " in result.err and "was deleted from cards/" in result.err
    cli("build", "--project", project)
    assert new in packed(project) and old not in packed(project)


def test_a_move_word_for_word_while_in_doubt_keeps_the_id(unsure: tuple[Path, str, str], cli: Cli) -> None:
    project, old, new = unsure
    (project / "seeds" / "n.md").write_text(f"# {ASKED}\n\n{LONG}.\n\n# What is rain?\n\nWater.\n", "utf-8")
    assert cli("update", "--project", project).status == 0
    assert {card.id for card in cards(project)} >= {old, new}
    assert lines(project)[old]["seed"] == "n.md" and "doubt" not in lines(project)[new]
    assert sum(line.get("question") == ASKED for line in lines(project).values()) == 1


@pytest.mark.parametrize("said", ["s\n", "s", "s\n\x04"])
def test_what_was_answered_before_the_end_of_input_stays(unsure: tuple[Path, str, str], said: str) -> None:
    project, old, new = unsure
    result = CliRunner().invoke(
        update_command, ["--settle", "--project", str(project)], input=said, standalone_mode=False
    )
    assert (
        result.exception is None and result.return_value == 1
    )  # a conflict is left: the editor had edited the question
    assert f"1 answer carried out: {new}" in result.output
    assert "doubt" not in lines(project)[new] and lines(project)[old]["conflicts"] == ["question"]


def test_an_end_of_input_at_once_settles_nothing(unsure: tuple[Path, str, str]) -> None:
    project, _, new = unsure
    result = CliRunner().invoke(
        update_command, ["--settle", "--project", str(project)], input="", standalone_mode=False
    )
    assert result.return_value == 1 and "0 answers carried out" in result.output
    assert "doubt" in lines(project)[new]


def test_what_was_settled_is_said(unsure: tuple[Path, str, str], cli: Cli) -> None:
    project, old, new = unsure
    assert (
        "settled 1; wrote cards/a.yaml, deck.lock" in cli("update", "--project", project, "--different", old, new).err
    )
    assert "none of that is open" in cli("update", "--project", project, "--same", "a.md").err


def test_pairs_the_wrong_way_round_are_said_to_be(unsure: tuple[Path, str, str], cli: Cli) -> None:
    project, old, new = unsure
    for option in ("--same", "--different"):
        result = cli("update", "--project", project, option, new, old)
        assert result.status == 2 and f"expected {old} {new}; turn them round" in result.err


def test_the_table_counts_what_stands_in_the_document(unsure: tuple[Path, str, str], cli: Cli) -> None:
    project, _, _ = unsure
    (project / "seeds" / "b.md").write_text("# What is rain?\n\nWater.\n\n# What is hail?\n\nIce.\n", "utf-8")
    for _ in range(2):
        data = json.loads(cli("update", "--project", project, "--format", "json").out)
        assert {seed["file"]: seed["questions"] for seed in data["seeds"]} == {"a.md": 2, "b.md": 2}


def test_what_moved_and_what_is_back_is_said(read: Path, cli: Cli) -> None:
    text = (read / "seeds" / "a.md").read_text("utf-8")
    rain = "# What is rain?\n\nWater.\n\n# What is hail?\n\nIce.\n\n"
    (read / "seeds" / "b.md").write_text(rain, "utf-8")
    cli("update", "--project", read)
    (read / "seeds" / "a.md").write_text(text.split("# What is two?")[0], "utf-8")
    (read / "seeds" / "b.md").write_text(rain + "# What is two?" + text.split("# What is two?")[1], "utf-8")
    assert "1 question now in b.md, under the id as before" in cli("update", "--project", read).out
    (read / "seeds" / "a.md").unlink()
    cli("update", "--project", read)
    (read / "seeds" / "a.md").write_text(text.split("# What is two?")[0], "utf-8")
    assert "1 question back, in a.md, under the id as before" in cli("update", "--project", read).out


def test_a_doubt_about_a_note_that_the_lock_does_not_have(read: Path, cli: Cli) -> None:
    """As a line written by hand may say: the held note is one of its own."""
    with (read / "deck.lock").open("a", encoding="utf-8") as lock:
        lock.write('{"id": "zz", "doubt": "nope", "seed": "a.md", "question": "What is three?", "answer": "3"}\n')
    assert cli("update", "--project", read).status in (0, 1)
    assert '"doubt": "nope"' not in (read / "deck.lock").read_text("utf-8")
    assert cli("build", "--project", read).status == 0

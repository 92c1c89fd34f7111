"""What a person decides, by one command each; and what a dry run says beforehand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from deckwright.cards import store
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
    assert "激活斜率" in (joined.note.answer or "")
    assert result.status == 1 and "[conflict]" in result.err and "[unsure]" not in result.err
    assert cli("update", "--project", project, "--take-seed", old).status == 0
    assert cli("update", "--project", project, "--reread").status == 0
    assert [card.note.question for card in cards(project) if card.id == old] == [REASKED]
    assert lines(project)[new].keys() <= {"id", "retired", "turns"}


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
    said = [str(reason) for reason in reasons(settings, "1.0", load_lock(settings, has_cards=True), cards)]
    assert any(f"--same {old} {new}" in one for one in said)
    cli("update", "--project", project, "--different", old, new)
    said = [str(reason) for reason in reasons(settings, "1.0", load_lock(settings, has_cards=True), cards)]
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

"""Projects from folders and vaults: what comes along, where it lies, and what is told of the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards.new_project import start
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.errors import DeckwrightError
from deckwright.project import load
from tests.conftest import Result
from tests.decks.anki_desk import desk
from tests.decks.pictures import picture


def question(words: str, shown: str = "") -> str:
    return f"# What is {words}?\n\nIt is {words}.\n\n{shown}\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Two weeks with a file of one name each, a picture of one name each, one above them, and what asks nothing."""
    root = tmp_path / "my notes"
    for folder, colour in (("week 1", "red"), ("week 1/more", "green"), ("assets", "blue")):
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / "p.png").write_bytes(picture(colour))
    (root / "top.md").write_text(question("at the top"), "utf-8")
    (root / "week 1" / "a.md").write_text(question("one", "![red](p.png) ![blue](../assets/p.png)"), "utf-8")
    (root / "week 1" / "more" / "a.md").write_text(question("more", '<img src="p.png" alt="green">'), "utf-8")
    (root / "diary.md").write_text("Today it rained.\n", "utf-8")
    (root / ".obsidian.txt").write_text("hidden", "utf-8")
    return root


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_folder_keeps_its_tree_and_brings_its_pictures(
    notes: Path, tmp_path: Path, cli: Callable[..., Result]
) -> None:
    result = cli("init", tmp_path / "deck", notes)
    assert result.status == 0
    assert "1 document without a question, left out: diary.md" in result.err
    assert files(tmp_path / "deck" / "seeds") == [
        "assets/p.png",
        "top.md",
        "week 1/a.md",
        "week 1/more/a.md",
        "week 1/more/p.png",
        "week 1/p.png",
    ]
    assert cli("build", "--project", tmp_path / "deck").err == ""
    with desk(tmp_path / "anki") as anki:
        assert anki.take(next((tmp_path / "deck" / "build").glob("*.apkg"))).new == 3
        found = {note["Question"]: note for note in map(anki.note, anki.guids())}
        topics = {asked: [tag for tag in note.tags if "::topic::" in tag] for asked, note in found.items()}
        assert topics == {
            "What is at the top?": [],
            "What is one?": ["deck::topic::week-1"],
            "What is more?": ["deck::topic::week-1::more"],
        }
        shown = [json.dumps(found[asked]["Answer"]).count("<img") for asked in ("What is one?", "What is more?")]
        assert shown == [2, 1]
        assert len(list(Path(anki.col.media.dir()).glob("p-*.png"))) == 3
        assert anki.decks() == {"deck": 3}
        assert anki.problems() == []


def test_the_tree_becomes_decks_if_wished(notes: Path, tmp_path: Path) -> None:
    project = start(tmp_path / "deck", [notes], subdecks=True).project
    assert "tags: [" not in (project.root / "deckwright.yaml").read_text("utf-8")
    build(project)
    with desk(tmp_path / "anki") as anki:
        anki.take(next(project.build_dir.glob("*.apkg")))
        assert anki.decks() == {"deck": 1, "deck::week 1": 1, "deck::week 1::more": 1}


def test_several_folders_with_files_of_one_name(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(question(name, "![it](p.png)"), "utf-8")
        (tmp_path / name / "p.png").write_bytes(picture("red" if name == "one" else "blue"))
    project = start(tmp_path / "deck", [tmp_path / "one", tmp_path / "two"]).project
    assert files(project.seeds_dir) == ["one/a.md", "one/p.png", "two/a.md", "two/p.png"]
    assert build(project).findings == []


def test_a_change_of_the_tags_of_a_document_reads_it_again(notes: Path, tmp_path: Path) -> None:
    project = start(tmp_path / "deck", [notes]).project
    settings = project.root / "deckwright.yaml"
    settings.write_text(settings.read_text("utf-8").replace("tags: [week 1]", "tags: [first]"), "utf-8")
    update(load(project.root))
    assert "tags: [first]" in (project.cards_dir / "a.yaml").read_text("utf-8")
    assert update(load(project.root)).written == []


def test_a_vault_finds_pictures_by_name(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    (vault / "files" / "deep").mkdir(parents=True)
    (vault / "files" / "deep" / "Pic 1.png").write_bytes(picture("red"))
    (vault / "topic").mkdir()
    (vault / "topic" / "a.md").write_text(question("seen", "![[Pic 1.png]] and [[Other page]]"), "utf-8")
    project = start(tmp_path / "deck", [vault]).project
    assert files(project.seeds_dir) == ["topic/Pic 1.png", "topic/a.md"]
    assert "vault: true" in (project.root / "deckwright.yaml").read_text("utf-8")
    build(project)


def test_pictures_beside_a_document_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "p.png").write_bytes(picture("red"))
    (tmp_path / "secret.png").write_bytes(picture("blue"))
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "a.md").write_text(question("out", "![no](../secret.png) ![gone](gone.png)"), "utf-8")
    (tmp_path / "b.md").write_text(question("in", "![yes](img/p.png)"), "utf-8")
    project = start(tmp_path / "deck", [tmp_path / "b.md", tmp_path / "n" / "a.md"]).project
    assert files(project.seeds_dir) == ["a.md", "b.md", "img/p.png"]


def test_a_document_that_lies_in_seeds_already(tmp_path: Path) -> None:
    seeds = tmp_path / "deck" / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "a.md").write_text(question("there"), "utf-8")
    assert start(tmp_path / "deck", [seeds / "a.md"]).update.seeds[0].questions == 1


def test_a_source_that_holds_the_project_is_refused(notes: Path) -> None:
    with pytest.raises(DeckwrightError, match="holds the folder of the project"):
        start(notes / "deck", [notes])
    assert not (notes / "deck" / "deckwright.yaml").exists()


def test_a_link_that_leads_out_of_a_folder_brings_nothing(notes: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture("blue"))
    (notes / "week 1" / "p.png").unlink()
    (notes / "week 1" / "p.png").symlink_to(tmp_path / "secret.png")
    project = start(tmp_path / "deck", [notes]).project
    assert "week 1/p.png" not in files(project.seeds_dir)

"""A project whose documents come from a vault: read again, upgraded, packed, previewed."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deckwright.cards import readings, store
from deckwright.cards.new_project import start
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.decks.straight import build_straight
from deckwright.errors import DeckwrightError
from deckwright.previews.write import preview
from deckwright.project import load
from deckwright.seeds.document import Document
from deckwright.seeds.found import ReadDocument
from deckwright.seeds.page import Page
from deckwright.seeds.read import READER, _read, read_document
from deckwright.seeds.reading import Pins
from tests.conftest import tree

VAULT = """\
%%secret one%%

## What is a [[Queen bee|queen]]? %%secret two%%

She lays, see [[Hive]][^1]. %%secret three%% ^a1b2c3

%%
secret four
%%

#bees/queens

## What is a [[drone]]?

He does not, says [Kim][kim][^1].

[^1]: As Kim says. %%secret five%%
[kim]: https://example.org/kim
"""


@pytest.fixture
def vault(project: Path) -> Path:
    (project / "seeds" / "a.md").write_text(VAULT, "utf-8")
    return project


def said(project: Path) -> dict[str, tuple[str, str | None, tuple[str, ...]]]:
    cards = store.cards_in(store.load_all(project / "cards"))
    return {str(card.id): (card.note.question, card.note.answer, card.note.tags) for card in cards}


def test_its_notes_are_what_it_shows(vault: Path) -> None:
    update(load(vault))
    assert list(said(vault).values()) == [
        ("What is a queen?", "She lays, see Hive[^1].\n\n[^1]: As Kim says.", ("bees::queens",)),
        (
            "What is a drone?",
            "He does not, says [Kim][kim][^1].\n\n[^1]: As Kim says.\n[kim]: https://example.org/kim",
            (),
        ),
    ]


def test_reading_it_again_changes_nothing(vault: Path) -> None:
    update(load(vault))
    before = tree(vault)
    assert update(load(vault)).written == []
    assert update(load(vault), reread=True).written == []
    assert tree(vault) == before


def test_no_remark_is_published(vault: Path) -> None:
    project = load(vault)
    update(project)
    build(project)
    preview(project)
    build_straight([vault / "seeds" / "a.md"], vault / "build" / "straight.apkg")
    files = {name: data for name, data in tree(vault).items() if not name.startswith("seeds/")}
    for path in (vault / "build").glob("*.apkg"):
        with zipfile.ZipFile(path) as package:
            files |= {f"{path.name}/{name}": package.read(name) for name in package.namelist()}
    assert any(b"She lays" in data for name, data in files.items() if ".apkg/" in name)
    assert [name for name, data in files.items() if b"secret" in data] == []


def as_before(document: Document, **options: Any) -> ReadDocument:
    """The reader before this one: vaults were nothing to it, nor definitions at a document's end."""
    return _read(Page.of(document), Pins())


def with_tags(document: Document, **options: Any) -> ReadDocument:
    """A reader yet to come, which sees a tag everywhere."""
    read = read_document(document, **options)
    return replace(read, notes=tuple(replace(one, note=replace(one.note, tags=("bees",))) for one in read.notes))


@pytest.fixture
def older(vault: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that the reader before this one has read."""
    with monkeypatch.context() as before:
        before.setattr(readings, "READER", READER - 1)
        before.setattr(readings, "read_document", as_before)
        update(load(vault))
    assert "[[Queen bee|queen]]" in str(said(vault))
    return vault


def test_an_upgrade_alone_changes_nothing(older: Path) -> None:
    before = tree(older)
    assert update(load(older)).written == [] and tree(older) == before


def test_after_an_upgrade_one_letter_changes_one_note(older: Path) -> None:
    before = said(older)
    (older / "seeds" / "a.md").write_text(VAULT.replace("He does not,", "He never does,"), "utf-8")
    report = update(load(older))
    after = said(older)
    assert set(after) == set(before) and [one for one in before if before[one] != after[one]] == [list(before)[1]]
    assert [finding.code for finding in report.findings].count("reads-otherwise") == 1
    update(load(older), reread=True)
    assert [one[0] for one in said(older).values()] == ["What is a queen?", "What is a drone?"]


def test_a_reader_yet_to_come_leaves_them_as_they_are(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this reader read still stands, though no line of the document has its words one behind the other."""
    update(load(vault))
    before = said(vault)
    monkeypatch.setattr(readings, "READER", READER + 1)
    monkeypatch.setattr(readings, "read_document", with_tags)
    (vault / "seeds" / "a.md").write_text(
        VAULT.replace("## What is a [[d", "## What is wax?\n\nIt is.\n\n## What is a [[d"), "utf-8"
    )
    update(load(vault))
    after = said(vault)
    assert {one: after[one] for one in before} == before and len(after) == 3


def test_a_definition_that_changed_changes_its_notes(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update(load(vault))
    monkeypatch.setattr(readings, "READER", READER + 1)
    (vault / "seeds" / "a.md").write_text(VAULT.replace("org/kim", "org/lee"), "utf-8")
    update(load(vault))
    assert ["org/lee" in str(answer) for _, answer, _ in said(vault).values()] == [False, True]


def test_what_a_person_says_of_a_document_counts(project: Path) -> None:
    """And reads it again, once."""
    (project / "seeds" / "a.md").write_text("## What is wax?\n\nSee [[fat]].\n", "utf-8")
    settings = project / "deckwright.yaml"
    for pin, answer in (("", "See [[fat]]."), ("seeds: {a.md: {vault: true}}\n", "See fat.")):
        settings.write_text(settings.read_text("utf-8") + pin, "utf-8")
        update(load(project))
        assert [one[1] for one in said(project).values()] == [answer]
        assert update(load(project)).written == []


def test_a_project_made_of_a_vault_knows_that_it_is_one(tmp_path: Path) -> None:
    (tmp_path / "vault" / ".obsidian").mkdir(parents=True)
    document = tmp_path / "vault" / "wax.md"
    document.write_text("## What is wax?\n\nSee [[fat]]. %% secret %%\n", "utf-8")
    started = start(tmp_path / "deck", [document])
    assert "vault: true" in (tmp_path / "deck" / "deckwright.yaml").read_text("utf-8")
    assert [one[1] for one in said(started.project.root).values()] == ["See fat."]
    assert update(load(tmp_path / "deck"), reread=True).written == []


def test_a_setting_that_is_neither_true_nor_false_is_an_error(project: Path) -> None:
    settings = project / "deckwright.yaml"
    settings.write_text(settings.read_text("utf-8") + "seeds: {a.md: {vault: maybe}}\n", "utf-8")
    with pytest.raises(DeckwrightError, match="'vault' cannot be 'maybe'; expected true or false"):
        load(project)

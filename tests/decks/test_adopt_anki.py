"""Adopted decks in real Ankis: whoever holds the original with reviews gets what changed, and loses nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import genanki
import pytest

from deckwright.cards import store
from deckwright.decks.adopt.run import adopt
from deckwright.decks.build import build
from deckwright.errors import DeckwrightError
from deckwright.project import Project, load
from deckwright.releases.prove import Learner, learner
from tests.decks.foreign_maker import ODD, RECIPES
from tests.decks.test_long_life import VERSIONS, python_of

MAKER = Path(__file__).with_name("foreign_maker.py")
ROOTS = {"nested": ("A", "Z"), "reviewed": ("Plain deck", "Lücken"), "filtered": ("Home",), "media": ("Media",)}


Maker = Callable[[str], Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """version -> the folder with what its Anki made of every recipe."""
    folders: dict[str, Path] = {}

    def make(version: str) -> Path:
        if version not in folders:
            folders[version] = tmp_path_factory.mktemp("made")
            subprocess.run([the_python(version), MAKER, folders[version], *RECIPES], check=True, capture_output=True)
        return folders[version]

    return make


def the_python(version: str) -> Path:
    python = python_of(version)
    if python is None:
        pytest.skip(f"Anki {version} is not installed here")
    return python


def edit_first(project: Project) -> str:
    """Say more in the first field of the first note that is packed; returns its id."""
    for file in store.load_all(project.cards_dir):
        for card in file.cards:
            if card.skip or not card.fields or not any(card.fields.values()):
                continue
            name = next(iter(card.fields))
            place = card.places[f"{store.FIELD}{name}"]
            lines = file.text.split("\n")
            line = lines[place.line - 1]
            lines[place.line - 1] = f"{line[: place.column - 1]}Edited {line[place.column - 1 :]}"
            file.path.write_text("\n".join(lines), "utf-8")
            return str(card.id)
    raise AssertionError("no note to edit")


@dataclass(frozen=True)
class Adopted:
    """A deck as learners have it, and the packages of its project: as adopted, and with one card edited."""

    original: Path
    first: Path
    second: Path
    edited: str


def adopted(original: Path, source: Path, folder: Path, decks: tuple[str, ...] = ()) -> Adopted:
    project = adopt(folder / "project", source, decks=decks).project
    build(project)
    packed = next(project.build_dir.glob("*.apkg"))
    (folder / "first.apkg").write_bytes(packed.read_bytes())
    edited = edit_first(project)
    build(load(project.root))
    (folder / "second.apkg").write_bytes(packed.read_bytes())
    return Adopted(original, folder / "first.apkg", folder / "second.apkg", edited)


def lives_on(anki: Learner, deck: Adopted) -> None:
    """A learner imports the original and reviews it, then what its project builds, then that with a card edited."""
    assert anki.do("import", path=str(deck.original))["new"] > 0
    assert anki.do("review", count=10)
    anki.do("state")  # its Check Media makes files of pictures that stand in fields
    before = anki.do("state")
    log = anki.do("import", path=str(deck.first))
    assert (log["new"], log["updated"], log["conflicting"]) == (0, 0, 0), log
    assert anki.do("state") == before
    log = anki.do("import", path=str(deck.second))
    assert (log["new"], log["updated"], log["conflicting"]) == (0, 1, 0), log
    after = anki.do("state")
    assert {**after["cards"], **before["cards"]} == after["cards"], "a review was lost"
    changed = [guid for guid, note in after["notes"].items() if note["fields"] != before["notes"][guid]["fields"]]
    assert changed == [deck.edited]
    assert "Edited" in after["notes"][deck.edited]["fields"][0]


def all_live_on(version: str, decks: Mapping[str, Callable[[Path], Adopted]], folder: Path) -> None:
    """Every deck in one learner's collection."""
    wrong = {}
    (folder / "anki").mkdir()
    with learner(folder / "anki", str(the_python(version))) as anki:
        for name, make in decks.items():
            (folder / name).mkdir()
            try:
                lives_on(anki, make(folder / name))
            except (AssertionError, DeckwrightError) as error:
                wrong[name] = str(error)[:2000]
    assert not wrong


@pytest.mark.parametrize("version", VERSIONS)
def test_decks_that_anki_exported_live_on(version: str, made: Maker, tmp_path: Path) -> None:
    def deck(recipe: str, form: str) -> Callable[[Path], Adopted]:
        package = made(version) / recipe / form
        return lambda folder: adopted(package, package, folder)

    form = "old.apkg" if version == "24.11" else "new.apkg"
    all_live_on(version, {recipe: deck(recipe, form) for recipe in RECIPES}, tmp_path)


def test_decks_of_a_whole_collection_live_on(made: Maker, tmp_path: Path) -> None:
    def deck(recipe: str) -> Callable[[Path], Adopted]:
        folder = made("26.9.3") / recipe
        return lambda place: adopted(folder / "old.apkg", folder / "whole.colpkg", place, ROOTS[recipe])

    all_live_on("26.9.3", {recipe: deck(recipe) for recipe in ROOTS}, tmp_path)


def by_genanki(recipe: str, path: Path) -> None:
    basic = genanki.Model(
        1_607_392_319,
        "Simple: Model",
        fields=[{"name": "Question"}, {"name": "Answer"}, {"name": "My Media"}],
        templates=[{"name": "Card 1", "qfmt": "{{Question}}", "afmt": "{{FrontSide}}<hr>{{Answer}}{{My Media}}"}],
        css="b { color: red }",
    )
    gap = genanki.Model(
        998_877_661,
        "Gap",
        model_type=genanki.Model.CLOZE,
        fields=[{"name": "Text"}, {"name": "Extra"}],
        templates=[{"name": "Gap", "qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}{{Extra}}"}],
    )
    deck = genanki.Deck(2_059_400_110, "Country::Capitals 'x\"")
    other = genanki.Deck(2_059_400_111, "Other deck")
    files = []
    for at in range(6):
        deck.add_note(genanki.Note(basic, [f"<b>q{at}</b> {recipe}", f"a {at}", ""], tags=["a::b", "c"]))
        other.add_note(genanki.Note(gap, [f"{{{{c1::x{at}}}}} and {{{{c2::{recipe}}}}}", ODD[at]]))
    if recipe == "guids":
        deck.add_note(genanki.Note(basic, ["own", "guid", ""], guid="a-plain-word_1"))
        deck.add_note(genanki.Note(basic, ["own", "guid", ""], guid='it\'s "quoted": #1'.replace(" ", "_")))
    if recipe == "media":
        for name in ("图 2.png", "a%20b.png", "c&d.png", "con.png", "trailing.."):
            file = path.parent / name
            file.write_bytes(b"\x89PNG" + name.encode())
            files.append(str(file))
            deck.add_note(genanki.Note(basic, [f"m {name}".replace("&", "&amp;"), "x", f'<img src="{name}">']))
    package = genanki.Package([deck, other] if recipe != "one" else deck, files)
    package.write_to_file(path, timestamp=1_600_000_000.0)


@pytest.mark.parametrize("version", VERSIONS)
def test_decks_that_genanki_made_live_on(version: str, tmp_path: Path) -> None:
    def deck(recipe: str) -> Callable[[Path], Adopted]:
        def make(folder: Path) -> Adopted:
            by_genanki(recipe, folder / "g.apkg")
            return adopted(folder / "g.apkg", folder / "g.apkg", folder)

        return make

    all_live_on(version, {recipe: deck(recipe) for recipe in ("one", "guids", "media")}, tmp_path)

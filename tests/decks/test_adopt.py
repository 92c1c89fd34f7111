"""Adopted decks: what becomes of their texts, media, types and ids, and what is told."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import genanki
import pytest
import zstandard

from deckwright.cards import store
from deckwright.cards.update import update
from deckwright.checks.run import check
from deckwright.decks import contents
from deckwright.decks.adopt.markdown import Converter
from deckwright.decks.adopt.run import AdoptReport, adopt
from deckwright.decks.adopt.same import shown, told_apart
from deckwright.decks.adopted import shows
from deckwright.decks.build import build
from deckwright.decks.foreign.read import typed
from deckwright.decks.media.adopted import medium
from deckwright.previews.write import preview
from deckwright.project import load
from tests.conftest import Result

KNOWN = {"p.png", "a b.png", "x.mp3"}


def converter(css: str = "", front: str = "{{Front}}") -> Converter:
    model = {
        "name": "T",
        "type": 0,
        "css": css,
        "flds": [{"name": "Front"}],
        "tmpls": [{"name": "C", "qfmt": front, "afmt": ""}],
    }
    kind = typed({1: model})[1].type
    return Converter(lambda address, text: medium(address, text) if address in KNOWN else "", told_apart(kind))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("What is <b>X</b>?", "What is **X**?"),
        ("a<br>b", "a\\\nb"),
        ("<div>a</div><div>b</div>", "a\\\nb"),
        ("x &lt; y &amp; z", "x < y & z"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
        (r"\(x^2\) and \[y\]", "$x^2$ and $$y$$"),
        ("[sound:x.mp3]", "![](x.mp3)"),
        ('<img src="a b.png">', "![](<a b.png>)"),
        ("# not a heading", "\\# not a heading"),
        ("{{c1::Paris}} is {{c2::x::hint}}", "{{c1::Paris}} is {{c2::x::hint}}"),
        ("<pre><code>x = 1\ny</code></pre>", "```\nx = 1\ny\n```"),
    ],
)
def test_html_that_markdown_shows_the_same_becomes_markdown(page: str, text: str) -> None:
    made = converter().convert(page)
    assert (made.text, made.reason) == (text, None)


@pytest.mark.parametrize(
    "page",
    [
        '<span style="color:red">x</span>',
        "<table><tr><td>1</td></tr></table>",
        "unclosed <b>bold",
        "<!-- a comment -->text",
        "[$]x[/$]",
        '<img src="p.png" width="20">',
        '<img src="gone.png">',
        "<script>1</script>x",
        "List<String> x",
    ],
)
def test_what_markdown_cannot_say_stays_html_and_says_why(page: str) -> None:
    made = converter().convert(page)
    assert made.text == page and made.reason


def test_what_a_style_sheet_or_a_script_could_tell_apart_stays_html() -> None:
    assert converter("b { color: red }").convert("<b>x</b>").reason
    assert converter(".b { color: red } /* b */").convert("<b>x</b>").reason is None
    assert converter("", "<script>go()</script>{{Front}}").convert("<b>x</b>").reason


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("a  b", "a\nb", True),
        ("<div>a</div>b", "a<br>b", True),
        ("a<br>", "a", True),
        ("<b>a</b>", "<strong>a</strong>", True),
        ("a b", "ab", False),
        ("<pre>a  b</pre>", "<pre>a b</pre>", False),
        ("<p>a</p>", "<div class='x'>a</div>", False),
        ("a\u00a0b", "a b", False),
    ],
)
def test_what_shows_the_same(one: str, two: str, same: bool) -> None:
    assert (shown(one) == shown(two)) is same


@pytest.mark.parametrize(
    ("template", "filled", "made"),
    [
        ("{{Front}}", {"Front"}, True),
        ("{{Front}}", {"Back"}, False),
        ("{{#Add}}{{Back}}{{/Add}}", {"Back"}, False),
        ("{{#Add}}{{Back}}{{/Add}}", {"Back", "Add"}, True),
        ("{{^Add}}{{hint:Back}}{{/Add}}", {"Back"}, True),
        ("{{^Add}}{{Back}}{{/Add}}", {"Back", "Add"}, False),
        ("words only <!-- {{Front}} -->", {"Front"}, False),
        ("{{#Tags}}{{Front}}{{/Tags}}", {"Front"}, False),
    ],
)
def test_a_card_is_made_where_its_front_shows_a_field(template: str, filled: set[str], made: bool) -> None:
    assert shows(template, filled) is made


def package(
    path: Path,
    *notes: tuple[str, str, str],
    front: str = "{{Front}}",
    media: tuple[str, ...] = (),
    back: str = "Back",
    said: str = "",
) -> Path:
    """A package of notes: GUID, front and back."""
    model = genanki.Model(
        1_500_000_000_123,
        "Basic thing",
        fields=[{"name": "Front"}, {"name": back}],
        templates=[{"name": "Card 1", "qfmt": front, "afmt": "{{Back}}"}],
        css=".card { color: red }\r\n",
    )
    deck = genanki.Deck(1_600_000_001, "Top::Inner", said)
    for guid, question, answer in notes:
        deck.add_note(genanki.Note(model, [question, answer], guid=guid, tags=["a::b", "Ü"]))
    files = []
    for name in media:
        (path.parent / name).write_bytes(b"\x89PNG" + name.encode())
        files.append(str(path.parent / name))
    genanki.Package(deck, files).write_to_file(path, timestamp=1_600_000_000.0)
    return path


def codes(report: AdoptReport) -> list[str]:
    return [finding.code for finding in report.findings]


def packed(root: Path) -> contents.Contents:
    return contents.read(next((root / "build").glob("*.apkg")).read_bytes())


def test_notes_keep_guid_type_tags_deck_and_time(tmp_path: Path) -> None:
    source = package(
        tmp_path / "d.apkg", ("g'1\"#:", "What is <b>X</b>?", "<i>a</i><br>"), ("g2", "q", '<font size="3">b</font>')
    )
    report = adopt(tmp_path / "p", source)
    assert (report.decks, report.markdown, report.html) == ({"Top::Inner": 2}, 3, 1)
    build(report.project)
    came, goes = contents.read(source.read_bytes()), packed(tmp_path / "p")
    assert [(n.guid, n.fields, sorted(n.tags), n.modified, n.deck) for n in goes.notes] == [
        (n.guid, n.fields, sorted(n.tags), n.modified, n.deck) for n in came.notes
    ]
    assert goes.types == came.types
    assert "b (1)" not in str(report.findings) and "adopt-html" in codes(report)


def test_a_deck_keeps_its_description(tmp_path: Path) -> None:
    source = package(tmp_path / "d.apkg", ("g1", "q", "a"), said="About <b>it</b>\n\nand more")
    build(adopt(tmp_path / "p", source).project)
    table = packed(tmp_path / "p").archive.tables["col"]
    decks = json.loads(str(table.rows[0][table.columns.index("decks")]))
    assert [one["desc"] for one in decks.values() if one["name"] == "Top::Inner"] == ["About <b>it</b>\n\nand more"]


def test_a_second_build_changes_nothing_and_update_neither(tmp_path: Path) -> None:
    project = adopt(tmp_path / "p", package(tmp_path / "d.apkg", ("g1", "q", "a"))).project
    build(project)
    first, lock = next(project.build_dir.glob("*.apkg")).read_bytes(), project.lock_path.read_bytes()
    assert not update(load(project.root)).written
    build(load(project.root), frozen=True)
    assert (next(project.build_dir.glob("*.apkg")).read_bytes(), project.lock_path.read_bytes()) == (first, lock)


def test_an_edited_field_is_rendered_and_the_others_stay_as_they_came(tmp_path: Path) -> None:
    source = package(tmp_path / "d.apkg", ("g1", "What is <b>X</b>?", "<div>one</div><div>two</div>"))
    project = adopt(tmp_path / "p", source).project
    [file] = project.cards_dir.glob("*.yaml")
    file.write_text(file.read_text("utf-8").replace("**X**", "*Y*"), "utf-8")
    build(load(project.root))
    [note] = packed(project.root).notes
    assert dict(note.fields) == {"Front": "What is <em>Y</em>?", "Back": "<div>one</div><div>two</div>"}
    assert note.modified > 1_600_000_000


def test_a_note_that_people_add_gets_an_id_and_a_card(tmp_path: Path) -> None:
    project = adopt(tmp_path / "p", package(tmp_path / "d.apkg", ("g1", "q", "a"))).project
    [file] = project.cards_dir.glob("*.yaml")
    file.write_text(
        file.read_text("utf-8") + "\n  - kind: Basic thing\n    fields: {Front: '**new**', Back: b}\n", "utf-8"
    )
    build(load(project.root))
    assert [dict(note.fields) for note in packed(project.root).notes][1] == {
        "Front": "<strong>new</strong>",
        "Back": "b",
    }


def test_a_guid_twice_or_of_no_use_is_kept_and_told(tmp_path: Path) -> None:
    source = package(tmp_path / "d.apkg", ("same", "one", "1"), ("same", "two", "2"), ("two words", "three", "3"))
    report = adopt(tmp_path / "p", source)
    assert (report.skipped, codes(report).count("adopt-guid")) == (2, 2)
    build(report.project)
    assert [note.guid for note in packed(tmp_path / "p").notes] == ["same"]
    cards = store.load_all(report.project.cards_dir)[0].cards
    assert [card.note.question for card in cards if card.skip] == ["two", "three"]


def test_media_keep_their_names_in_anki_whatever_they_are_called_here(tmp_path: Path) -> None:
    names = ("图 1.png", "con.png", "_font.ttf", "unused.png", "x.png")
    shown_here = [(f"g{at}", f'<img src="{name}">', "a") for at, name in enumerate(names[:2])]
    source = package(tmp_path / "d.apkg", *shown_here, media=names)
    report = adopt(tmp_path / "p", source)
    held = {path.name for path in (tmp_path / "p/cards/media").iterdir()}
    assert {"图 1.png", "_font.ttf"} < held and "con.png" not in held and len(held) == 5
    assert {"adopt-media-name", "adopt-media-unused"} <= set(codes(report))
    build(report.project)
    assert packed(tmp_path / "p").media == contents.read(source.read_bytes()).media


def test_scripts_are_told_kept_and_never_in_our_pages(tmp_path: Path) -> None:
    source = package(
        tmp_path / "d.apkg", ("g1", "<script>steal()</script>q", "a"), front="<script>steal()</script>{{Front}}"
    )
    report = adopt(tmp_path / "p", source)
    assert codes(report).count("adopt-script") == 2
    preview(load(tmp_path / "p"))
    for page in (tmp_path / "p/build/preview").rglob("*.*"):
        assert b"steal()" not in page.read_bytes(), page
    build(load(tmp_path / "p"))
    assert "steal()" in next(iter(packed(tmp_path / "p").types.values())).templates[0][2]


def test_a_field_that_anki_calls_otherwise_is_told(tmp_path: Path) -> None:
    source = package(tmp_path / "d.apkg", ("g1", "q", "a"), back="My: back")
    assert "adopt-field-name" in codes(adopt(tmp_path / "p", source))


def test_the_linter_looks_at_adopted_notes(tmp_path: Path) -> None:
    project = adopt(tmp_path / "p", package(tmp_path / "d.apkg", ("g1", "q", "a"))).project
    assert not check(project).checked
    [file] = project.cards_dir.glob("*.yaml")
    file.write_text(file.read_text("utf-8").replace("Back: a", "Bakc: a"), "utf-8")
    said = [(one.finding.code, one.finding.message) for one in check(load(project.root)).checked]
    assert ("no-card", "the note type Basic thing has no field 'Bakc'") in said


def test_a_crowdanki_folder(tmp_path: Path) -> None:
    folder = tmp_path / "crowd"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "p.png").write_bytes(b"\x89PNG")
    model = {
        "__type__": "NoteModel", "crowdanki_uuid": "u-1", "name": "Crowd", "type": 0, "css": "",
        "flds": [{"name": "F"}, {"name": "B"}], "tmpls": [{"name": "C", "qfmt": "{{F}}", "afmt": "{{B}}"}],
    }  # fmt: skip
    note = {"guid": "abc", "fields": ["<b>f</b>", '<img src="p.png">'], "tags": ["t"], "note_model_uuid": "u-1"}
    child = {"name": "Child", "notes": [note], "children": []}
    deck = {"__type__": "Deck", "name": "Root", "note_models": [model], "notes": [], "children": [child]}
    (folder / "deck.json").write_text(json.dumps(deck), "utf-8")
    report = adopt(tmp_path / "p", folder)
    assert (report.decks, report.media) == ({"Root::Child": 1}, 1) and "adopt-crowdanki" in codes(report)
    build(report.project)
    assert [(one.guid, one.tags, len(one.cards)) for one in packed(tmp_path / "p").notes] == [("abc", ("t",), 1)]


def bad(name: str, path: Path) -> Path:
    """A package that is none, or that harms who opens it."""
    good = package(path.parent / "good.apkg", ("g1", "q", "a"))
    with zipfile.ZipFile(good) as zipped:
        members = {one: zipped.read(one) for one in zipped.namelist()}
    if name == "no zip":
        path.write_bytes(b"nothing")
        return path
    if name == "view":
        database = path.parent / "v.db"
        database.write_bytes(members["collection.anki2"])
        with sqlite3.connect(database) as connection:
            connection.execute("CREATE VIEW v AS SELECT 1")
        members["collection.anki2"] = database.read_bytes()
    if name == "bomb":
        members["collection.anki21b"] = zstandard.compress(bytes(600 << 20))
    if name == "no zstd":
        members["collection.anki21b"] = b"no zstd"
    if name == "empty":
        members["collection.anki2"] = b""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for member, data in members.items():
            zipped.writestr(member, data)
    path.write_bytes(buffer.getvalue())
    return path


@pytest.mark.parametrize("name", ["no zip", "view", "bomb", "no zstd", "empty"])
def test_a_package_that_is_none_or_harms_is_an_error_and_nothing_is_written(
    name: str, tmp_path: Path, cli: Callable[..., Result]
) -> None:
    done = cli("adopt", tmp_path / "p", bad(name, tmp_path / "x.apkg"))
    assert done.status == 2 and done.err.startswith("error: ") and "Traceback" not in done.err
    assert len(done.err.strip().splitlines()) <= 3 and not (tmp_path / "p").exists()


def test_a_project_is_not_written_over(tmp_path: Path, cli: Callable[..., Result]) -> None:
    source = package(tmp_path / "d.apkg", ("g1", "q", "a"))
    assert cli("adopt", tmp_path / "p", source).status == 0
    again = cli("adopt", tmp_path / "p", source)
    assert again.status == 2 and "there is a project here already" in again.err


def test_of_a_whole_collection_only_decks_that_are_named(tmp_path: Path, cli: Callable[..., Result]) -> None:
    source = package(tmp_path / "d.apkg", ("g1", '<img src="a.png">', "a"), media=("a.png", "b.png")).rename(
        tmp_path / "d.colpkg"
    )
    assert "--deck with one of: Top" in cli("adopt", tmp_path / "p", source).err
    assert "no deck 'Topp'" in cli("adopt", tmp_path / "p", source, "--deck", "Topp").err
    done = cli("adopt", tmp_path / "p", source, "--deck", "Top", "--format", "json")
    assert done.status == 0 and json.loads(done.out)["media"] == 1 and "adopt-media-left" in done.err


def test_a_lock_keeps_what_came_and_a_lost_file_of_media_is_an_error(
    tmp_path: Path, cli: Callable[..., Result]
) -> None:
    source = package(tmp_path / "d.apkg", ("g1", '<img src="a.png">', "a"), media=("a.png",))
    project = adopt(tmp_path / "p", source).project
    (project.cards_dir / "media" / "a.png").unlink()
    done = cli("build", "--project", project.root)
    assert done.status == 2 and "cards/media/a.png" in done.err

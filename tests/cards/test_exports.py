"""Projects from exports and zips: names without hashes, addresses that lead on, nothing outside, nothing unbounded."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.decks.media.look import SOUNDS, SUFFIXES
from deckwright.files import unpacking
from deckwright.project import load
from deckwright.seeds.gathering import SHOWABLE
from deckwright.seeds.place_names import place_names, portable, readdressed
from tests.conftest import Result, tree
from tests.decks.anki_desk import desk
from tests.decks.pictures import picture

Cli = Callable[..., Result]
HASH = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"


def asking(words: str, shown: str = "") -> str:
    return f"# What is {words}?\n\nIt is {words}.\n\n{shown}\n\n# Why is {words} so?\n\nNobody knows.\n"


def export() -> dict[str, bytes]:
    """A page with a picture and a link, two pages of one name, a database in two views with the pages of its rows."""
    shown = f"![cell](Cell%20biology%20{HASH}/image.png) and [more](Cell%20biology%20{HASH}/Notes%20{HASH}.md)"
    return {
        f"Cell biology {HASH}.md": asking("a cell", shown).encode(),
        f"Cell biology {HASH}/image.png": picture("red"),
        f"Cell biology {HASH}/Notes {HASH}.md": asking("one").encode(),
        f"Cell biology {HASH}/Notes {OTHER}.md": asking("two", f"![](Notes%20{OTHER}/image.png)").encode(),
        f"Cell biology {HASH}/Notes {OTHER}/image.png": picture("blue"),
        f"Terms {HASH}.csv": b"Question,Answer\nWhat is DNA?,An acid\n",
        f"Terms {HASH}_all.csv": b"Question,Answer\nWhat is DNA?,An acid\nWhat is RNA?,Another acid\n",
        f"Terms {HASH}/DNA {HASH}.md": asking("in DNA").encode(),
    }


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


PLAIN = [
    "Cell biology.md",
    "Cell biology/Notes 2.md",
    "Cell biology/Notes.md",
    "Cell biology/Notes/image.png",
    "Cell biology/image.png",
    "Terms.csv",
    "Terms/DNA.md",
]


@pytest.mark.parametrize("form", ["zip", "zip in a zip", "folder"])
def test_an_export_comes_without_its_hashes(tmp_path: Path, cli: Cli, form: str) -> None:
    source = tmp_path / "Export.zip"
    if form == "folder":
        source = tmp_path / "export"
        for name, data in export().items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(data)
    elif form == "zip":
        zipped(source, {f"Export-1/{name}": data for name, data in export().items()})
    else:
        inner = zipped(tmp_path / "inner.zip", export())
        zipped(source, {"ExportBlock-Part-1.zip": inner.read_bytes()})
    deck = tmp_path / "deck"
    result = cli("init", deck, source)
    assert result.status == 0, result.err
    assert sorted(tree(deck / "seeds")) == PLAIN
    everything = "".join(data.decode("utf-8", "ignore") for data in tree(deck).values())
    assert HASH not in everything and OTHER not in everything
    assert "image-missing" not in cli("build", "--project", deck).err
    with desk(tmp_path / "anki") as anki:
        assert anki.take(next((deck / "build").glob("*.apkg"))).new == 10
        assert len(list(Path(anki.col.media.dir()).glob("image-*.png"))) == 2
        assert anki.problems() == []


def test_addresses_lead_where_they_led() -> None:
    names = place_names(export(), export=True)
    text = f"[a](Cell%20biology%20{HASH}/Notes%20{OTHER}.md#x) "
    text += f"![](gone%20{HASH}/p.png) <https://a.b/c {HASH}> [b](https://x/{HASH})"
    assert readdressed(text, f"Cell biology {HASH}.md", names) == (
        f"[a](Cell%20biology/Notes%202.md#x) ![](gone/p.png) <https://a.b/c {HASH}> [b](https://x/{HASH})"
    )


def test_another_export_of_the_same_pages_is_a_newer_state(tmp_path: Path, cli: Cli) -> None:
    deck = tmp_path / "deck"
    cli("init", deck, zipped(tmp_path / "one.zip", export()))
    newer = {name.replace(HASH, "a" * 32): data.replace(HASH.encode(), b"a" * 32) for name, data in export().items()}
    newer[f"More {HASH}.md"] = asking("more").encode()
    result = cli("update", "--from", zipped(tmp_path / "two.zip", newer), "--project", deck)
    assert result.status == 0, result.err
    assert "fetched documents: 1 new" in result.err
    assert [one.path.name for one in load(deck).sources.values()] == ["two.zip"]


def test_names_that_some_system_cannot_hold_get_others(tmp_path: Path, cli: Cli) -> None:
    folder = tmp_path / "notes"
    (folder / "Part: 1").mkdir(parents=True)
    (folder / "Part: 1" / "What?.md").write_text(asking("a name", "![](p.png)"), "utf-8")
    (folder / "Part: 1" / "p.png").write_bytes(picture("red"))
    result = cli("init", tmp_path / "deck", folder)
    assert result.status == 0, result.err
    assert sorted(tree(tmp_path / "deck" / "seeds")) == ["Part- 1/What.md", "Part- 1/p.png"]


def test_a_long_name_is_shortened_so_that_a_number_fits() -> None:
    assert portable("x" * 252 + ".md") == "x" * 252 + ".md"
    assert portable("x" * 300 + ".md") == "x" * 120 + ".md"


@pytest.mark.parametrize("name", ["../evil.md", "/evil.md", "a/../../evil.md", "C:/evil.md", "..\\evil.md"])
def test_a_name_that_leads_out_of_a_zip_is_refused(tmp_path: Path, cli: Cli, name: str) -> None:
    source = zipped(tmp_path / "x.zip", {"a.md": asking("a").encode(), name: asking("evil").encode()})
    result = cli("init", tmp_path / "deck", source)
    assert result.status == 2 and "leads out of it" in result.err
    assert not list(tmp_path.rglob("evil.md")) and not (tmp_path / "deck").exists()


def test_a_link_in_a_zip_is_refused(tmp_path: Path, cli: Cli) -> None:
    member = zipfile.ZipInfo("a.md")
    member.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(member, "/etc/passwd")
    result = cli("init", tmp_path / "deck", tmp_path / "x.zip")
    assert result.status == 2 and "is a link" in result.err


def test_a_zip_is_bounded(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{at}.md": asking(str(at)).encode() for at in range(3)}
    source = zipped(tmp_path / "x.zip", files)
    monkeypatch.setattr(unpacking, "MOST_FILES", 2)
    assert "holds more than 2 files" in cli("init", tmp_path / "deck", source).err
    monkeypatch.setattr(unpacking, "MOST_FILES", 3)
    assert cli("init", tmp_path / "deck", source).status == 0
    monkeypatch.setattr(unpacking, "MOST_BYTES", sum(map(len, files.values())) - 1)
    assert cli("init", tmp_path / "other", source).status == 2


@pytest.mark.parametrize("data", [b"", b"PK\3\4 no zip", b"text"])
def test_what_is_no_zip_is_said_to_be_none(tmp_path: Path, cli: Cli, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    result = cli("init", tmp_path / "deck", tmp_path / "x.zip")
    assert result.status == 2 and "x.zip: cannot be unpacked" in result.err and "Traceback" not in result.err


@pytest.mark.parametrize(("name", "said"), [("d.apkg", "adopt"), ("d.colpkg", "adopt"), ("d.docx", "Markdown")])
def test_what_is_no_document_names_the_way(tmp_path: Path, cli: Cli, name: str, said: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    result = cli("init", tmp_path / "deck", tmp_path / name)
    assert result.status == 2 and said in result.err and len(result.err.splitlines()) == 1


def test_what_a_document_says_of_itself_is_used(tmp_path: Path, cli: Cli) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    for name, deck in (("a", "Bio::Cells"), ("b", "Bio::Genes")):
        front = f"---\ntitle: All of {name}\ntags: [x]\ndeck: {deck}\nlang: de\n---\n\n"
        (folder / f"{name}.md").write_text(front + asking(name), "utf-8")
    assert cli("init", tmp_path / "deck", folder).status == 0
    project = load(tmp_path / "deck")
    assert (project.deck, project.language) == ("Bio", "de")
    assert [(seed.title, seed.tags) for seed in project.declared.values()] == [
        ("All of a", ()),
        ("All of b", ()),
    ]
    assert "tags: [x, 'Bio::Cells']" in (tmp_path / "deck" / "cards" / "a.yaml").read_text("utf-8")


def test_what_did_not_come_is_told(tmp_path: Path, cli: Cli) -> None:
    folder = tmp_path / "notes"
    for name in (".git/x.md", "node_modules/y.md", "a.md", "b.pdf", "c.py", "d.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(asking("it", "![](gone.png)\n![](../out.png)"), "utf-8")
    (tmp_path / "out.png").write_bytes(picture("red"))
    result = cli("init", tmp_path / "deck", folder)
    assert result.status == 0
    assert "passed over: .git, node_modules" in result.err
    assert "3 files left out, being no document, nor shown by one: 2 .py, 1 .pdf" in result.err
    assert f"{folder / 'a.md'}:5: warning: gone.png is not there" in result.err
    assert f"{folder / 'a.md'}:6: warning: ../out.png lies outside of what was named" in result.err


def test_what_a_card_shows_comes() -> None:
    assert {*SUFFIXES, *SOUNDS} == SHOWABLE


def test_a_vault_takes_the_nearest_of_several(tmp_path: Path, cli: Cli) -> None:
    vault = tmp_path / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    for folder, colour in (("a/files", "red"), ("b/files", "blue")):
        (vault / folder).mkdir(parents=True)
        (vault / folder / "p.png").write_bytes(picture(colour))
    (vault / "b" / "n.md").write_text(asking("it", "![[p.png]]"), "utf-8")
    assert cli("init", tmp_path / "deck", vault).status == 0
    assert (tmp_path / "deck" / "seeds" / "b" / "p.png").read_bytes() == picture("blue")


def test_a_vault_without_its_settings_is_known_by_its_text(tmp_path: Path, cli: Cli) -> None:
    """Many keep `.obsidian` out of git."""
    (tmp_path / "vault" / "media").mkdir(parents=True)
    (tmp_path / "vault" / "media" / "p\u00ad 1.png").write_bytes(picture("red"))
    (tmp_path / "vault" / "n.md").write_text(asking("it", "![[p\u00ad 1.png]]"), "utf-8")
    assert cli("init", tmp_path / "deck", tmp_path / "vault").err.count("is not there") == 0


@pytest.mark.parametrize(
    "shown",
    [
        "![a](p.png)",
        "[![a](p.png)](q.png)",
        "| a | b |\n|---|---|\n| ![x](p.png) | c |",
        "![a][r]\n\n[r]: p.png",
        "<img src=p.png>",
        "![](<p.png>)",
        '![x](p.png "words")',
        "![[p.png|300]]",
    ],
)
def test_every_way_to_show_a_picture_brings_it(tmp_path: Path, cli: Cli, shown: str) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "n.md").write_text(asking("it", shown), "utf-8")
    (tmp_path / "notes" / "p.png").write_bytes(picture("red"))
    assert cli("init", tmp_path / "deck", tmp_path / "notes").status == 0
    assert (tmp_path / "deck" / "seeds" / "p.png").exists()
    assert "image-missing" not in cli("build", "--project", tmp_path / "deck").err

"""No link in a folder leads a command out of it, to read or to write, unless the person says so."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.errors import DeckwrightError
from deckwright.files import Tree, sole, write_together, write_whole
from tests.conftest import Result
from tests.decks.pictures import picture
from tests.safety.conftest import Clone, state

WRITING = ("update", "build", "preview")


def link(path: Path, target: Path | str) -> None:
    """A link in place of whatever is there."""
    if path.is_dir() and not path.is_symlink():
        path.rename(path.with_name(f"{path.name}-was"))
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


@pytest.mark.parametrize("absolute", [True, False])
@pytest.mark.parametrize(
    ("place", "target", "command"),
    [
        ("build/preview", "outside", "preview"),
        ("build", "outside", "build"),
        ("build", "outside", "preview"),
        ("cards", "outside", "update"),
        ("cards", "outside", "build"),
        ("cards", "outside", "check"),
        ("cards", "outside", "preview"),
        ("seeds", "outside", "update"),
        ("seeds", "outside", "build"),
        ("seeds", "outside", "preview"),
        ("seeds/sub", "outside", "update"),
        ("seeds/pw.md", "outside/secret.md", "update"),
        ("cards/pw.yaml", "outside/a.yaml", "check"),
        ("deck.lock", "outside/a.yaml", "update"),
        ("deck.lock", "outside/a.yaml", "build"),
        ("deckwright.yaml", "outside/a.yaml", "build"),
        ("build/notes.apkg", "outside/notes.apkg", "build"),
        ("build/manifest.json", "outside/manifest.json", "build"),
        ("build/NOTES.md", "outside/new", "build"),
        ("build/preview/index.html", "outside/index.html", "preview"),
        ("build/preview/media", "outside", "preview"),
    ],
)
def test_a_link_that_leads_out(clone: Clone, place: str, target: str, command: str, absolute: bool) -> None:
    there = clone.root.parent / target
    if place == "build/preview/media":
        with_picture(clone)
    link(clone.root / place, there if absolute else os.path.relpath(there, (clone.root / place).parent))
    before = state(clone.root)
    clone.refused(command, said="link")
    assert state(clone.root) == before


def with_picture(clone: Clone) -> None:
    (clone.root / "cards" / "media").mkdir()
    (clone.root / "cards" / "media" / "p.png").write_bytes(picture())
    card = clone.root / "cards" / "a.yaml"
    card.write_text(card.read_text("utf-8").replace("The first.", "'![p](p.png)'"), "utf-8")


@pytest.mark.parametrize("command", ["build", "check", "preview"])
@pytest.mark.parametrize("place", ["cards/media/x.png", "cards/media"])
def test_a_link_to_a_picture_outside_is_refused(clone: Clone, place: str, command: str) -> None:
    with_picture(clone)
    (clone.outside / "p.png").write_bytes(picture())
    (clone.outside / "x.png").write_bytes(picture())
    before = state(clone.outside)
    link(clone.root / place, clone.outside if place == "cards/media" else clone.outside / "x.png")
    card = clone.root / "cards" / "a.yaml"
    card.write_text(card.read_text("utf-8").replace("(p.png)", "(x.png)"), "utf-8")
    result = clone.run(command, "--project", clone.root)
    assert result.status == 2 and "cards/a.yaml:6: the picture x.png leads out of the folder by a link" in result.err
    assert len(result.err.splitlines()) == 1
    assert clone.run(command, "--project", clone.root, "--follow-links").status == 0
    assert state(clone.outside) == before


@pytest.mark.parametrize("address", ["../../../outside/x.png", "../.git/x.png", "../.git/config"])
def test_an_address_that_leads_out_by_itself_is_told_and_not_packed(clone: Clone, git: object, address: str) -> None:
    with_picture(clone)
    (clone.outside / "x.png").write_bytes(picture())
    (clone.root / ".git" / "x.png").write_bytes(picture())
    card = clone.root / "cards" / "a.yaml"
    card.write_text(card.read_text("utf-8").replace("(p.png)", f"({address})"), "utf-8")
    result = clone.run("build", "--project", clone.root)
    assert result.status == 0 and "it lies outside of" in result.err


@pytest.mark.parametrize("target", [".git", ".git/hooks", ".GIT"])
@pytest.mark.parametrize(("place", "command"), [("build", "build"), ("build/preview", "preview"), ("cards", "update")])
@pytest.mark.parametrize("follow", [(), ("--follow-links",)])
def test_nothing_is_written_into_a_repository_itself(
    clone: Clone, git: Callable[..., None], place: str, command: str, target: str, follow: tuple[str, ...]
) -> None:
    if target == ".GIT":
        (clone.root / ".git").rename(clone.root / ".GIT")
    link(clone.root / place, os.path.relpath(clone.root / target, (clone.root / place).parent))
    before = state(clone.root)
    clone.refused(command, *follow, said="link")
    assert state(clone.root) == before


def test_a_document_that_is_a_link_into_the_repository_itself_is_not_read(clone: Clone, git: object) -> None:
    link(clone.root / "seeds" / "b.md", "../.git/config")
    clone.refused("update", said="seeds/b.md: leads out of the folder by a link")


@pytest.mark.parametrize("target", ["cards", "seeds", "."])
def test_output_goes_through_no_link_within_either(clone: Clone, target: str) -> None:
    """`build/preview -> ..` would write over, and empty, what is the person's own."""
    (clone.root / "index.html").write_text("mine", "utf-8")
    link(clone.root / "build" / "preview", f"../{target}")
    before = state(clone.root)
    clone.refused("preview", said="build/preview: is a link")
    assert state(clone.root) == before


def test_a_link_that_stays_inside_is_read(clone: Clone) -> None:
    (clone.root / "texts").mkdir()
    (clone.root / "texts" / "b.md").write_text("# What is three?\n\nThe third.\n", "utf-8")
    link(clone.root / "seeds" / "b.md", "../texts/b.md")
    link(clone.root / "seeds" / "more", "../texts")
    result = clone.run("update", "--project", clone.root)
    assert result.status == 2 and "both have the key" in result.err  # both were found
    (clone.root / "seeds" / "more").unlink()
    assert clone.run("update", "--project", clone.root).status == 0
    assert "The third." in (clone.root / "cards" / "b.yaml").read_text("utf-8")


def test_a_link_in_a_circle_ends(clone: Clone) -> None:
    link(clone.root / "seeds" / "again", "../seeds")
    link(clone.root / "seeds" / "self.md", "self.md")
    clone.refused("update", said="seeds/self.md")
    (clone.root / "seeds" / "self.md").unlink()
    assert clone.run("update", "--project", clone.root).status == 0
    assert clone.unharmed()


def test_links_are_followed_where_the_person_says_so(clone: Clone, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "b.md").write_text("# What is three?\n\nThe third.\n", "utf-8")
    (tmp_path / "big").mkdir()
    link(clone.root / "seeds" / "vault", vault)
    link(clone.root / "build", tmp_path / "big")
    clone.refused("update", said="pass --follow-links")
    for command in (*WRITING, "check", "verify"):
        result = clone.run(command, "--project", clone.root, "--follow-links")
        assert result.status in (0, 1), result.err
    assert (tmp_path / "big" / "notes.apkg").exists() and (tmp_path / "big" / "preview" / "index.html").exists()
    assert "The third." in (clone.root / "cards" / "b.yaml").read_text("utf-8")


def test_a_link_that_the_person_typed_is_followed(clone: Clone, cli: Callable[..., Result], tmp_path: Path) -> None:
    link(tmp_path / "here", clone.root)
    assert cli("build", "--project", tmp_path / "here").status == 0
    link(tmp_path / "doc.md", clone.root / "seeds" / "a.md")
    assert cli("read", tmp_path / "doc.md").status == 0
    assert cli("build", tmp_path / "doc.md", "-o", tmp_path / "doc.apkg").status == 0


@pytest.mark.parametrize("command", ["read", "build"])
def test_what_is_found_in_a_folder_is_not(
    clone: Clone, cli: Callable[..., Result], tmp_path: Path, command: str
) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "good.md").write_text("# What is good?\n\nThis.\n", "utf-8")
    link(folder / "pw.md", clone.outside / "secret.md")
    more = ("-o", tmp_path / "x.apkg") if command == "build" else ()
    result = cli(command, folder, *more)
    assert result.status == 2 and "pw.md: leads out of the folder by a link" in result.err
    assert "hunter2" not in result.out + result.err and not (tmp_path / "x.apkg").exists()
    assert ("What is good?" in result.out) == (command == "read")  # the readable ones are still reported
    assert cli(command, folder, *more, "--follow-links").status == 0


@pytest.mark.parametrize("place", ["seeds", "cards", "deck.lock", ".gitignore", ".gitattributes"])
def test_init_writes_through_no_link(clone: Clone, cli: Callable[..., Result], tmp_path: Path, place: str) -> None:
    deck = tmp_path / "new"
    deck.mkdir()
    (deck / place).symlink_to(clone.outside if place in ("seeds", "cards") else clone.outside / "thesis.doc")
    before = state(deck)
    result = cli("init", deck, clone.root / "seeds" / "a.md")
    assert clone.unharmed()
    if result.status == 2:
        assert place in result.err and len(result.err.splitlines()) <= 3
    else:
        assert place.startswith(".git")  # left as it is
        assert state(deck)[place] == before[place]


@pytest.mark.parametrize("place", [".github", ".github/workflows"])
def test_the_workflow_goes_through_no_link(clone: Clone, place: str) -> None:
    link(clone.root / place, clone.outside)
    result = clone.run("init", "--github", clone.root)
    assert result.status == 2 and f"{place}: leads out" in result.err and clone.unharmed()


def test_verify_reads_no_link_and_no_sum_that_lead_out(clone: Clone) -> None:
    assert clone.run("build", "--project", clone.root).status == 0
    sums = clone.root / "build" / "SHA256SUMS"
    kept = sums.read_text("utf-8")
    sums.write_text(f"{'0' * 64}  ../../outside/thesis.doc\n", "utf-8")
    assert "WRONG  sums" in clone.run("verify", "--project", clone.root).out
    sums.write_text(kept, "utf-8")
    link(clone.root / "build" / "notes.apkg", clone.outside / "notes.apkg")
    clone.refused("verify", said="leads out of the folder by a link")
    assert clone.run("diff", clone.root / "build", clone.root / "build").status == 2


@pytest.mark.parametrize(
    "name",
    [
        "../outside/new.yaml",
        "cards/../../outside/new.yaml",
        "notes.txt",
        ".git/hooks/pre-commit",
        ".bashrc",
        "cards/.hidden.yaml",
        "seeds/.obsidian/x.md",
        "build/thesis.doc",
        "build/preview/other.html",
        "cards/run.sh",
        "src/x.py",
        "cards",
        ".github/workflows/other.yml",
        ".deckwright-journal",
    ],
)
def test_only_what_is_on_the_list_is_written_or_deleted(clone: Clone, name: str) -> None:
    tree = Tree(clone.root)
    path = clone.root / name
    before = state(clone.root)
    for writes, deletes in (({path: b"x"}, []), ({}, [path])):
        if deletes and not path.exists():
            continue
        with sole(tree), pytest.raises(DeckwrightError):
            write_together(tree, writes, deletes, what="update")
    assert state(clone.root) == before and clone.unharmed()


def test_all_that_the_commands_write_is_on_the_list() -> None:
    from deckwright.cards.lock import FILE as LOCK
    from deckwright.decks.media.look import SUFFIXES
    from deckwright.decks.notes import CHANGELOG
    from deckwright.files.ours import is_ours
    from deckwright.project import FILE
    from deckwright.releases.github import REQUIREMENTS, WHEELS, WORKFLOW
    from deckwright.releases.origin import installed
    from deckwright.releases.wheel import wheel_name

    media = [f"build/preview/media/a-{'0' * 12}{suffix}" for suffix in SUFFIXES]
    record = installed()
    assert record is not None
    for name in (FILE, LOCK, CHANGELOG, WORKFLOW, REQUIREMENTS, f"{WHEELS}/{wheel_name(record)}", *media):
        assert is_ours(name), name


@pytest.mark.parametrize("place", ["cards/media", "cards/media/fetched", "cards"])
def test_a_picture_that_is_fetched_goes_through_no_link(clone: Clone, place: str) -> None:
    link(clone.root / place, clone.outside)
    with pytest.raises(DeckwrightError, match="leads out of the folder by a link"):
        write_whole(Tree(clone.root), clone.root / "cards" / "media" / "fetched" / "x.png", b"x")
    assert clone.unharmed()

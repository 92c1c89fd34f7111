"""The documentation says what the code does: the reference names everything, the tutorial runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import deckwright
from deckwright import declared, project
from deckwright.cards import store
from deckwright.cli import COMMANDS, group
from deckwright.decks.notetype import FIELDS
from deckwright.releases.compare import WAYS
from deckwright.seeds.read import read_file
from tests.conftest import ROOT
from tests.documents import blocks, commands, matches
from tests.pictures import CARDS, PAGES

DOCS = ROOT / "docs"
REFERENCE = (DOCS / "reference.md").read_text("utf-8")
EVERYWHERE = {"--help", "--project", "--format", "--follow-links"}


def part(heading: str) -> str:
    """What stands under a heading of the reference."""
    level = heading.split(" ")[0]
    match = re.search(rf"^{re.escape(heading)}.*?\n(.*?)(?=^#{{1,{len(level)}}} |\Z)", REFERENCE, re.M | re.S)
    assert match, f"the reference has no {heading}"
    return match[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_in_the_reference_and_none_more(name: str) -> None:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    options = {one for each in command.params for one in (*each.opts, *each.secondary_opts) if one.startswith("--")}
    told = set(re.findall(r"--[a-z][a-z-]*", " ".join(re.findall(r"^\|[^|]*\|", part(f"### deckwright {name}"), re.M))))
    assert options - told <= EVERYWHERE
    assert told - options == set()


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        (
            "## deckwright.yaml",
            (*project._KEYS, *project._LEVEL_KEYS, *declared.SEED_KEYS, *declared.SOURCE_KEYS, *project._CHECK_KEYS),
        ),
        ("## cards/*.yaml", (*store.FILE_KEYS, *store.NOTE_KEYS)),
    ],
)
def test_every_key_is_in_the_reference_and_none_more(heading: str, names: tuple[str, ...]) -> None:
    told = part(heading)
    assert [name for name in names if f"`{name}" not in told] == []
    listed = set(re.findall(r"`([a-z_]+)`", " ".join(re.findall(r"^\| ([^|]*)\|", told, re.M))))
    assert listed <= set(names)


def test_what_every_command_takes_is_told_once() -> None:
    assert [option for option in sorted(EVERYWHERE) if f"`{option}" not in part("## Commands").split("\n### ")[0]] == []


def test_every_field_and_every_way_is_in_the_reference() -> None:
    assert ", ".join(FIELDS) in part("## In Anki")
    assert [way for way in WAYS if f"`{way}`" not in part("### deckwright diff")] == []


def test_the_marks_of_the_seeds_are_in_the_reference() -> None:
    known = re.findall(r"`([a-z]+(?:-[a-z]+)*)(?:-\d)?`", part("## Marks"))
    for seed in sorted((ROOT / "seeds").iterdir()):
        marker = read_file(seed).reading.marker or ""
        for one in marker.split("+"):
            assert re.sub(r"-\d+$", "", one.strip()) in known, marker


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_pictures_are_described_and_small_and_made_by_one_command(name: str) -> None:
    shown = re.findall(r'<img src="docs/(\w[\w-]+)\.webp" width="\d+" alt="([^"]+)">', (ROOT / name).read_text("utf-8"))
    assert shown and all(len(described) >= 20 for _, described in shown)
    made = {one.name for one in (*CARDS, *PAGES)}  # `make pictures`
    assert {picture for picture, _ in shown} <= made == {path.stem for path in DOCS.glob("*.webp")}
    assert [path.name for path in DOCS.glob("*.webp") if path.stat().st_size > 100_000] == []


def test_every_public_name_can_be_had_and_says_what_it_is() -> None:
    for name in deckwright.__all__:
        assert getattr(deckwright, name).__doc__ or name == "__version__", name


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", ROOT / "README.zh.md", *DOCS.glob("*.md")], ids=lambda one: one.name
)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^(`{3,}|~{3,}).*?^\1$|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.S | re.M)
    for target in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", text):
        address = (target[0] or target[1]).split("#")[0]
        if address and not re.match(r"https?:", address):
            assert (path.parent / address).exists(), address
        anchor = (target[0] or "").partition("#")[2]
        if anchor and not re.match(r"https?:", target[0]):
            headings = re.findall(r"^#+ (.*)$", (path.parent / address if address else path).read_text("utf-8"), re.M)
            assert anchor in {re.sub(r"[^\w-]", "", one.lower().replace(" ", "-")) for one in headings}, anchor


def test_the_tutorial(tmp_path: Path) -> None:
    text = (DOCS / "tutorial.md").read_text("utf-8")
    [document] = re.findall(r"```markdown\n(.*?)```", text, re.S)
    (tmp_path / "cells.md").write_text(document, "utf-8")
    who = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = {**os.environ, **who, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    folder, cards = tmp_path, tmp_path / "biology" / "cards" / "cells.yaml"
    for command, shown in (one for block in blocks(text) if block.language == "console" for one in commands(block)):
        if command == "deckwright build":  # the text has just asked the reader to answer the question
            answer = "    answer: They descend from bacteria.\n    level: advanced\n    tags: [evolution]\n"
            cards.write_text(cards.read_text("utf-8").replace("    level: advanced\n", answer), "utf-8")
        if command == "deckwright diff 1.0.0":  # and now to reword one
            reworded = cards.read_text("utf-8").replace("What is a mitochondrion?", "What does a mitochondrion do?")
            cards.write_text(reworded, "utf-8")
        if command.startswith("cd "):
            folder = folder / command[3:]
            continue
        ran = subprocess.run(["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True)
        assert ran.returncode == 0, (command, ran.stderr)
        printed = (ran.stdout + (ran.stderr if not ran.stdout else "")).splitlines()
        assert matches(shown, printed), (command, printed)

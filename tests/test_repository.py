"""This repository as a stranger finds it."""

from __future__ import annotations

import doctest
import hashlib
import re
import tomllib

import yaml

import deckwright
from deckwright import _HOMES
from deckwright.decks.formulas import HARMFUL
from deckwright.decks.markdown.safe import ATTRIBUTES
from deckwright.text.html_names import ON_CARDS
from tests.conftest import ROOT

SEEDS = {
    "000_82c720a8aa758e15.txt": "558ee2f38780a5d19834799c37d087009b89c365011663c8624d8bc145ced3ee",
    "001_05639a3bc28a7237.txt": "68dd8669f4a791b5437dfcffed03a2b4f18ea8c8046ba8bb134439bd1131509f",
    "002_03238c384d889571.txt": "916b0017ba7e370f61b3a0386cb6b33d809eacbb199ff657056998fce78e6ea3",
    "003_0592eae54dc82c3d.txt": "785f36f2838603e2ad1d6f72b3f22365af5622e7024ee595eaef544ee4fd3163",
    "004_ebb4cdbd02d21701.txt": "c87f6d2b622e746c3a491b5ac1e5be45564725c18ad638844f273651797789f7",
}


def test_the_seeds_are_as_they_came() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "seeds").iterdir()}
    assert found == SEEDS


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    data = tomllib.loads(text)["project"]
    extras = data["optional-dependencies"]
    for requirement in (*data["dependencies"], *extras["test"], *extras["anki"]):
        assert re.search(rf'^    "{re.escape(requirement)}", +# \S', text, re.M), requirement


def test_the_public_names_are_there() -> None:
    assert {*_HOMES, "__version__"} == set(deckwright.__all__)
    for name in deckwright.__all__:
        assert getattr(deckwright, name) is not None
    assert doctest.testmod(deckwright).failed == 0


def test_the_readme_shows_commands_that_exist() -> None:
    from deckwright.cli import COMMANDS

    text = (ROOT / "README.md").read_text("utf-8")
    for name in re.findall(r"^(?:\$ )?deckwright (\w+)", text, re.M):
        assert name in COMMANDS
    for command in COMMANDS:
        assert f"deckwright {command}" in text, command


def test_pictures_and_links_of_the_readme_lead_somewhere() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)\)|src=\"([^\"]+)\"", text):
        address = target[0] or target[1]
        assert address.startswith("http") or (ROOT / address).exists(), address


def test_the_hook_for_pre_commit_calls_a_command_that_exists() -> None:
    from deckwright.cli import COMMANDS

    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["entry"].split()[:2] == ["deckwright", "check"] and "check" in COMMANDS
    for name in ("cards/own.yaml", "deck.lock", "decks/biology/cards/own.yaml", "decks/biology/deckwright.yaml"):
        assert re.search(hook["files"], name), name  # a deck may lie in a folder of its repository
    for name in ("README.md", "postcards/a.txt", "old-deck.lock"):
        assert not re.search(hook["files"], name), name


def test_the_docs_state_the_allow_list() -> None:
    text = (ROOT / "docs" / "safety.md").read_text("utf-8")
    said = text[text.index("## Elements") :].split("\n\n")[1]
    assert set(re.findall(r"`(\w+)`", said)) == ON_CARDS
    rows = dict(re.findall(r"^\| (`[^|]+`) \| (`[^|]+) \|$", text, re.M))
    stated = {(tag, name) for tags, names in rows.items() for tag in quoted(tags) for name in quoted(names)}
    meant = {(tag, name) for tag, names in ATTRIBUTES.items() for name in names}
    assert stated == meant | {("li", "value"), ("span", "class"), ("img", "class")}
    formulas = text[text.index("A formula with one of") : text.index("is shown as code")]
    assert set(re.findall(r"`\\(\w+)`", formulas)) == HARMFUL


def quoted(text: str) -> list[str]:
    return re.findall(r"`(\w+)`", text)


def test_licences_of_the_seeds_are_said_seed_by_seed() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name in SEEDS:
        assert name in text

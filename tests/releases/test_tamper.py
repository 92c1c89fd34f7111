"""Whatever a forger changes in a released deck, `verify` says so and names the file."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from deckwright.cards.new_project import start
from deckwright.decks import contents
from deckwright.errors import DeckwrightError
from tests.conftest import Result, tree
from tests.decks.pictures import picture
from tests.releases.conftest import Author
from tests.releases.tamper import HARMLESS, TAMPERINGS
from tests.releases.tamperings.catalogue import Tampering
from tests.releases.tamperings.forge import Forger, Package

DOCUMENT = """\
# Anatomy

## Beginner

### What is a neuron?

A cell that **signals**.

### What does the cerebellum do?

It times movements.

## Advanced

### What is myelin?

A sheath of fat around axons.
"""
MORE = """\
  - id: cellpicture
    question: Which cell is this?
    answer: '![cell](media/p.png)'
    level: beginner
    tags: [cells]
    reverse: true
  - id: axoncloze
    kind: cloze
    question: 'An {{c1::axon}} carries signals {{c2::away}}.'
    answer: From the soma.
    level: advanced
  - id: lobechoice
    kind: choice
    question: Where is vision?
    choices:
      - {text: occipital lobe, correct: true}
      - {text: temporal lobe}
    answer: At the back.
    level: advanced
"""


def some(names: Iterable[str]) -> list[Any]:
    """Every fourth in the daily suite, all of them in the long one."""
    return [pytest.param(name, marks=pytest.mark.long) if at % 4 else name for at, name in enumerate(names)]


@pytest.fixture(scope="session")
def twice_released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the project `deck`, released as 1.0.0 and 1.1.0, and the packages of 1.0.0 beside it."""
    folder = tmp_path_factory.mktemp("tamper")
    (folder / "anatomy.md").write_text(DOCUMENT, "utf-8")
    root = folder / "deck"
    root.mkdir()
    start(root, [folder / "anatomy.md"], levels=True)
    author = Author(root)
    (root / "cards" / "media").mkdir()
    (root / "cards" / "media" / "p.png").write_bytes(picture("red"))
    author.add(MORE)
    author.git("init", "-q", "--template=")
    author.commit("The deck")
    author.release("1.0.0")
    shutil.copytree(root / "build", folder / "1.0.0")
    author.edit("It times", "It coordinates and times")
    author.commit()
    author.release("1.1.0")
    return folder


@pytest.fixture
def forger(twice_released: Path, tmp_path: Path) -> Forger:
    shutil.copytree(twice_released, tmp_path / "tampered", symlinks=True)
    return Forger(tmp_path / "tampered" / "deck")


@pytest.fixture
def without_anki(monkeypatch: pytest.MonkeyPatch) -> None:
    """An import into Anki takes ten times as long as all the rest; a few tamperings meet it below."""
    for name in [name for name in sys.modules if name == "anki" or name.startswith("anki.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "anki", None)


@pytest.fixture(autouse=True)
def in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of packages are built again: their databases need no disk, which is most of the time otherwise."""
    if Path("/dev/shm").is_dir():
        monkeypatch.setattr(tempfile, "tempdir", "/dev/shm")


RELEASED = ("--released", "v1.1.0")
Cli = Callable[..., Result]


def forge(tampering: Tampering, forger: Forger) -> None:
    before = tree(forger.root)
    tampering.do(forger)
    if tampering.sums:
        forger.agree()
    assert tree(forger.root) != before, "nothing was changed"


def told(result: Result) -> str:
    """What is wrong, without what is right."""
    if not result.out:
        return result.err
    steps = json.loads(result.out)["steps"]
    return "\n".join([result.err, *(step["said"] for step in steps if step["right"] is False)])


def noticed(tampering: Tampering, forger: Forger, cli: Cli, *options: object) -> None:
    before = tree(forger.root)
    result = cli("verify", "--project", forger.root, "--format", "json", *options)
    wrong = told(result)
    assert result.status in (1, 2), "not noticed by `verify {}`".format(" ".join(map(str, options)))
    assert "Traceback" not in result.err + result.out
    assert any(name in wrong for name in tampering.names), (
        f"none of {tampering.names} is named: {wrong!r} (exit status {result.status})"
    )
    assert result.status == 1 or 1 <= len(result.err.splitlines()) <= 3
    assert {name: data for name, data in tree(forger.root).items() if name != ".git/index"} == {
        name: data for name, data in before.items() if name != ".git/index"
    }


@pytest.mark.usefixtures("without_anki")
@pytest.mark.parametrize("options", [(), RELEASED], ids=["verify", "released"])
def test_what_was_not_tampered_with_is_right(forger: Forger, cli: Cli, options: tuple[str, ...]) -> None:
    before = tree(forger.root)
    for path in forger.build.glob("*.apkg"):
        with forger.package(path.name):
            pass
    forger.agree()
    forger.lock_lines(lambda lines: None)
    assert tree(forger.root) == before, "the forger leaves traces where nothing was changed"
    result = cli("verify", "--project", forger.root, *options)
    assert result.status == 0, result.out + result.err


@pytest.mark.usefixtures("without_anki")
@pytest.mark.parametrize("name", some(TAMPERINGS))
def test_it_is_noticed(name: str, forger: Forger, cli: Cli) -> None:
    forge(TAMPERINGS[name], forger)
    if TAMPERINGS[name].plain:
        noticed(TAMPERINGS[name], forger, cli)
    if TAMPERINGS[name].released:
        noticed(TAMPERINGS[name], forger, cli, *RELEASED)


@pytest.mark.usefixtures("without_anki")
@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_anybodys_to_write_changes_no_package(name: str, forger: Forger, cli: Cli) -> None:
    forge(HARMLESS[name], forger)
    result = cli("verify", "--project", forger.root, *RELEASED)
    assert result.status == 0, result.out + result.err


@pytest.mark.usefixtures("without_anki")
@pytest.mark.parametrize(
    "name",
    ["card-learnt", "card-flags", "review-of-a-card", "note-field-Answer", "note-csum", "model-latex-pre", "model-req",
     "model-field-font", "deck-description-script", "deck-added", "options-new-per-day", "col-crt", "trigger",
     "zip-member-added", "zip-anki21", "zip-comment", "zip-level", "zip-media-bytes", "zip-corrupt"],
)  # fmt: skip
def test_a_package_that_was_not_released(name: str, forger: Forger, cli: Cli) -> None:
    forge(TAMPERINGS[name], forger)
    noticed(TAMPERINGS[name], forger, cli, *RELEASED)


@pytest.mark.usefixtures("without_anki")
@pytest.mark.parametrize(
    "name", ["card-learnt", "model-latex-pre", "zip-level", "packages-swapped", "manifest-note-tags"]
)
def test_a_folder_of_packages_that_were_downloaded(name: str, forger: Forger, cli: Cli, tmp_path: Path) -> None:
    forge(TAMPERINGS[name], forger)
    forger.build.rename(tmp_path / "downloads")
    noticed(TAMPERINGS[name], forger, cli, tmp_path / "downloads")


@pytest.mark.parametrize("name", some(name for name, one in TAMPERINGS.items() if one.content))
def test_the_content_digest_covers_it(name: str, forger: Forger) -> None:
    """Where other tools wrote the bytes, the content digest alone can tell."""
    tampering = TAMPERINGS[name]
    before = {path.name: path.read_bytes() for path in forger.build.glob("*.apkg")}
    forge(tampering, forger)
    [changed] = [name for name, data in before.items() if (forger.build / name).read_bytes() != data]
    original = contents.read(before[changed], changed)
    try:
        tampered = contents.read((forger.build / changed).read_bytes(), changed)
    except DeckwrightError as error:
        assert changed in str(error)
        return
    assert tampered.digest != original.digest
    assert contents.difference(original, tampered)


def test_the_content_digest_is_of_the_content(forger: Forger) -> None:
    """The same written by other tools: packed otherwise, the database laid out otherwise."""
    data = (forger.build / "deck.apkg").read_bytes()
    package = Package(data)
    package.level = 1
    with package.collection() as database:
        database.execute("pragma page_size = 1024")
        database.commit()
        database.execute("vacuum")
    other = package.packed()
    assert other != data and contents.read(other).digest == contents.read(data).digest


def test_a_table_without_end(forger: Forger) -> None:
    """A view in a table's place gives rows for ever: this ends all the same."""
    path = forger.build / "deck.apkg"
    package = Package(path.read_bytes())
    with package.collection() as database:
        database.execute("alter table col rename to other")
        database.execute(
            "create view col as with recursive n(i) as (select 1 union all select i + 1 from n) select other.* from other, n"
        )
    path.write_bytes(package.packed())
    with forger.manifest() as manifest:
        manifest["packages"][-1]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    forger.agree()
    command = [sys.executable, "-m", "deckwright", "verify", "--project", str(forger.root)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=20)
    assert result.returncode in (1, 2) and "deck.apkg" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.long
@pytest.mark.parametrize(
    "name",
    ["card-ivl", "deck-description-script", "model-latex-pre", "zip-member-added", "view-for-notes", "zip-corrupt",
     "zip-collection-doubled-last", "package-of-the-release-before"],
)  # fmt: skip
def test_it_is_noticed_with_anki(name: str, forger: Forger, cli: Cli) -> None:
    forge(TAMPERINGS[name], forger)
    noticed(TAMPERINGS[name], forger, cli)


@pytest.mark.long
def test_what_was_not_tampered_with_is_right_with_anki(forger: Forger, cli: Cli) -> None:
    assert cli("verify", "--project", forger.root, "--released", "1.1.0").status == 0

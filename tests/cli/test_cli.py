"""The command line as people and scripts meet it: what it prints, its exit status, its errors."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cli import COMMANDS
from tests.conftest import ROOT, Result, tree
from tests.decks.anki_desk import Log, desk
from tests.seeds.accounting import check

Cli = Callable[..., Result]
NOTES = "# What is one?\n\nThe first, $x<y$.\n\n# What is two?\n\n# 什么是三？\n\n- 第三\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text(NOTES, "utf-8")
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(cli: Cli, command: str) -> None:
    result = cli(command, "--help")
    assert result.status == 0
    assert f"deckwright {command}" in result.out and "Example:" in result.out


def test_help_is_fast_and_imports_nothing_heavy() -> None:
    code = "import sys; from deckwright.cli import run; run(['--help']); print([m for m in sys.modules if m in %r])"
    heavy = ("yaml", "markdown", "genanki", "nh3", "sqlite3", "anki")
    out = subprocess.run([sys.executable, "-c", code % (heavy,)], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"
    assert all(command in out for command in COMMANDS)


def test_version(cli: Cli) -> None:
    assert cli("--version").out.startswith("deckwright, version 0.")


def test_read_as_json(cli: Cli, notes: Path) -> None:
    result = cli("read", "--format", "json", notes)
    assert result.status == 0 and result.err == ""
    [document] = json.loads(result.out)["documents"]
    assert (document["file"], document["encoding"], document["lines"]) == (str(notes), "utf-8", 9)
    assert set(document["reading"]) == {"marker", "confidence", "because", "doubtful"}
    first = document["notes"][0]
    assert first == {
        "question": "What is one?",
        "answer": "The first, $x<y$.",
        "line": 1,
        "column": 1,
        "end_line": 3,
        "end_column": 17,
        "answer_line": 3,
        "level": None,
        "section": [],
        "tags": [],
        "removed": [{"line": 1, "column": 1, "text": "#"}],
        "flags": [],
    }
    assert [note["answer"] for note in document["notes"]] == ["The first, $x<y$.", None, "- 第三"]
    check(NOTES, document)


def test_read_as_text(cli: Cli, notes: Path) -> None:
    result = cli("read", notes)
    assert result.status == 0
    assert "什么是三？" in result.out and "no answer" in result.out and "heading-1" in result.out


def test_read_a_folder_in_order(cli: Cli, notes: Path) -> None:
    (notes.parent / "sub").mkdir()
    (notes.parent / "sub" / "b.txt").write_text("1. Why?\nSo.\n2. How?\nThus.\n", "utf-8")
    (notes.parent / "sub" / "c.pdf").write_bytes(b"%PDF\0")
    (notes.parent / ".hidden").mkdir()
    (notes.parent / ".hidden" / "d.md").write_text(NOTES, "utf-8")
    documents = json.loads(cli("read", "--format", "json", notes.parent).out)["documents"]
    assert [Path(document["file"]).name for document in documents] == ["notes.md", "b.txt"]


def test_a_marker_can_be_pinned(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "n.md"
    path.write_text("# One?\n\n## Two?\n\nx\n\n# Three?\n\n## Four?\n\ny\n", "utf-8")
    pinned = json.loads(cli("read", "--format", "json", "--marker", "heading-2", path).out)["documents"][0]
    assert [note["question"] for note in pinned["notes"]] == ["Two?", "Four?"]
    wrong = cli("read", "--marker", "bullet-0", path)
    assert wrong.status == 2
    assert "there is no marker 'bullet-0' in it; expected one that occurs (heading-1, heading-2)" in wrong.err


BAD: list[tuple[bytes, str]] = [
    (b"# What?\n\n\x01\x81\xfe\xff\x02\x03\x81\n", "notes.md:3: is not UTF-8: byte 10 does not fit; expected UTF-8, or an encoding that can be told from the bytes; pass --encoding"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe", "notes.md: is a binary file; expected a text document"),
    (b"# What?\n\nA NUL \0 here\n", "notes.md:3: holds a NUL character"),
    (b"\xff\xfe#", "notes.md:1: is not utf-16"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), BAD)
def test_read_bad_input(cli: Cli, notes: Path, content: bytes, said: str) -> None:
    notes.write_bytes(content)
    result = cli("read", notes)
    assert result.status == 2
    assert said in result.err and "Traceback" not in result.err
    assert len(result.err.strip().splitlines()) <= 3


@pytest.mark.parametrize("content", ["", "\n\n", "Just a line of text.\n", "---\n"])
def test_a_document_without_a_question(cli: Cli, notes: Path, content: str) -> None:
    notes.write_text(content, "utf-8")
    result = cli("read", "--format", "json", notes)
    assert result.status == 1
    [document] = json.loads(result.out)["documents"]
    assert document["notes"] == []
    check(content, document)


@pytest.mark.parametrize(
    ("codec", "shown"), [("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-32", "utf-32"), ("utf-16-be", None)]
)
def test_byte_order_marks_decide(cli: Cli, notes: Path, codec: str, shown: str | None) -> None:
    notes.write_bytes((NOTES if shown else "\ufeff" + NOTES).encode(codec))
    result = cli("read", "--format", "json", notes)
    [document] = json.loads(result.out)["documents"]
    assert document["encoding"] == (shown or "utf-16")
    assert [note["question"] for note in document["notes"]] == ["What is one?", "What is two?", "什么是三？"]
    assert f"read as {document['encoding']}" in result.err


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends(cli: Cli, notes: Path, end: str) -> None:
    text = NOTES.replace("\n", end)
    notes.write_bytes(text.encode())
    [document] = json.loads(cli("read", "--format", "json", notes).out)["documents"]
    assert [note["line"] for note in document["notes"]] == [1, 5, 7]
    assert document["lines"] == 9
    check(text, document)


def test_an_encoding_can_be_pinned(cli: Cli, notes: Path) -> None:
    notes.write_bytes(NOTES.encode("gb18030"))
    result = cli("read", "--format", "json", "--encoding", "gb18030", notes)
    assert result.status == 0
    assert json.loads(result.out)["documents"][0]["notes"][2]["question"] == "什么是三？"
    assert "there is no encoding 'utf-99'" in cli("read", "--encoding", "utf-99", notes).err


def test_of_many_files_the_readable_ones_are_reported(cli: Cli, notes: Path) -> None:
    result = cli("read", "--format", "json", notes.parent / "gone.md", notes)
    assert result.status == 2
    assert "gone.md: no such file or folder" in result.err
    assert len(json.loads(result.out)["documents"]) == 1


def test_documents_straight_to_a_package(cli: Cli, notes: Path, tmp_path: Path) -> None:
    package = tmp_path / "out" / "Mine.apkg"
    result = cli("build", notes, "-o", package)
    assert result.status == 0
    assert "2 notes" in result.out and "without an answer, and not packed: 1 question" in result.out
    assert "deckwright init" in result.err
    first = package.read_bytes()
    assert cli("build", notes, "-o", package).status == 0 and package.read_bytes() == first
    with desk(tmp_path / "anki") as anki:
        assert anki.take(package) == Log(2, 0, 0, 0)
        assert anki.decks() == {"Mine": 2}
        assert anki.note(anki.guids()[0])["Answer"] == r"The first, \(x&lt;y\)."
        assert anki.take(package) == Log(0, 0, 2, 0)
        assert anki.problems() == []


def test_straight_pictures_lie_beside_the_document(cli: Cli, notes: Path, tmp_path: Path) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "p.png").write_bytes(b"png")
    notes.write_text("# What is it?\n\n![it](img/p.png)\n\n# And this?\n\n![gone](img/q.png)\n", "utf-8")
    result = cli("build", notes, "-o", tmp_path / "x.apkg")
    assert result.status == 0
    assert f"{notes}:5: warning: the picture img/q.png is not there" in result.err
    with desk(tmp_path / "anki") as anki:
        anki.take(tmp_path / "x.apkg")
        assert anki.col.media.check().missing == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("Nothing.\n", "no question was found"), ("# What?\n\n# Why?\n", "none of the 2 questions has an answer")],
)
def test_straight_with_nothing_to_pack(cli: Cli, notes: Path, tmp_path: Path, text: str, said: str) -> None:
    notes.write_text(text, "utf-8")
    result = cli("build", notes, "-o", tmp_path / "x.apkg")
    assert result.status == 2 and said in result.err
    assert not (tmp_path / "x.apkg").exists()


def test_build_needs_both_documents_and_a_package(cli: Cli, notes: Path) -> None:
    assert cli("build", notes).status == 2
    assert cli("build", "-o", "x.apkg").status == 2


def test_a_project_from_documents(cli: Cli, notes: Path, tmp_path: Path) -> None:
    folder = tmp_path / "My Deck"
    result = cli("init", folder, notes)
    assert result.status == 0 and "3 questions, 2 answered" in result.out
    assert (folder / "seeds" / "notes.md").read_bytes() == notes.read_bytes()
    built = cli("build", "--project", folder)
    assert built.status == 0
    assert (
        "my-deck.apkg: 2 notes, 2 cards" in built.out and "waiting for an answer, and not packed: 1 note" in built.out
    )
    again = cli("init", folder, notes)
    assert again.status == 2 and "there is a project here already" in again.err


@pytest.mark.parametrize("name", ["page.htm", "notes.doc", "notes"])
def test_init_takes_no_file_that_would_never_be_read(cli: Cli, notes: Path, tmp_path: Path, name: str) -> None:
    other = tmp_path / name
    other.write_text(NOTES, "utf-8")
    result = cli("init", tmp_path / "p", notes, other)
    assert (
        result.status == 2 and f"{name}: its name does not say that it is a document; expected one that" in result.err
    )
    assert not (tmp_path / "p").exists()


def test_a_folder_without_documents_is_named(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for command in (("read", tmp_path / "empty"), ("build", tmp_path / "empty", "-o", tmp_path / "x.apkg")):
        result = cli(*command)
        assert (
            result.status == 2 and f"{tmp_path / 'empty'}: there are no documents in it; expected files" in result.err
        )


def test_init_where_one_was_stopped_says_what_helps(cli: Cli, notes: Path, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    assert cli("init", folder, notes).status == 0
    (folder / "deck.lock").unlink()
    for card in (folder / "cards").iterdir():
        card.unlink()
    result = cli("init", folder, notes)
    assert result.status == 2 and "there is a project here already; run `deckwright update` in it" in result.err
    assert cli("update", "--project", folder).status == 0 and list((folder / "cards").iterdir())


def test_a_name_without_latin_letters_is_told(cli: Cli, notes: Path, tmp_path: Path) -> None:
    assert "so its packages and tags are called 'deck'" in cli("init", tmp_path / "机器学习", notes).err
    assert "called 'deck'" not in cli("init", tmp_path / "deck", notes).err


def test_init_writes_nothing_where_a_document_cannot_be_read(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1")
    assert cli("init", tmp_path / "p", tmp_path / "bad.md").status == 2
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize("text", ["", "An article.\n\nIt asks nothing.\n"])
def test_init_of_documents_that_ask_nothing_makes_nothing(cli: Cli, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text, "utf-8")
    (tmp_path / "b.md").write_text(text, "utf-8")
    result = cli("init", tmp_path / "p", tmp_path / "a.md", tmp_path / "b.md")
    assert result.status == 2
    assert "no question was found" in result.err and "deckwright read" in result.err and "--like" in result.err
    assert not (tmp_path / "p").exists()


def test_a_document_that_asks_nothing_does_not_hold_up_the_others(cli: Cli, notes: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("An article.\n", "utf-8")
    result = cli("init", tmp_path / "p", notes, tmp_path / "a.md")
    assert result.status == 1 and "3 questions" in result.out
    assert "seeds/a.md: error: no question was found in it; see `deckwright read seeds/a.md`" in result.err


@pytest.mark.parametrize("inside", ["cards", "cards/mine", "seeds/mine", "build/mine"])
def test_no_project_begins_in_the_folders_of_another(cli: Cli, notes: Path, tmp_path: Path, inside: str) -> None:
    outer = tmp_path / "p"
    assert cli("init", outer, notes).status == 0
    result = cli("init", outer / inside, notes)
    assert result.status == 2 and f"belongs to the project in {outer}" in result.err
    assert cli("check", "--project", outer).status == 0
    assert cli("init", outer / "decks" / "mine", notes).status == 0


@pytest.mark.parametrize("name", [".git", ".GIT/deck"])
def test_init_in_the_folder_of_git(cli: Cli, tmp_path: Path, name: str) -> None:
    document = tmp_path / "a.md"
    document.write_text("# What is one?\n\nThe first.\n", "utf-8")
    result = cli("init", tmp_path / name, document)
    assert result.status == 2 and "is git's own" in result.err
    assert not (tmp_path / name).exists()


def test_update_and_build_of_this_repository(cli: Cli, repository: Path) -> None:
    updated = cli("update", "--project", repository)
    assert updated.status == 0 and "118" in updated.out and "nothing to write" in updated.out
    built = cli("build", "--project", repository)
    assert built.status == 0
    assert "waiting for an answer, and not packed: 42 notes" in built.out
    assert "no package for 高级: none of its notes is packed" in built.out
    assert "build/deep-learning.apkg: 76 notes, 76 cards" in built.out
    assert built.err.count("[image-remote]") == 6 and built.err.count("[image-missing]") == 2
    data = json.loads(cli("build", "--project", repository, "--format", "json").out)
    assert len(data["unanswered"]) == 42 and data["empty_levels"] == ["advanced"]
    assert data["sources"][4] == {
        "file": "cards/004_ebb4cdbd02d21701.yaml",
        "notes": 46,
        "status": {"packed": 11, "unanswered": 35},
        "packed": {"beginner": 11},
        "findings": 2,
    }


def test_a_conflict_is_exit_status_one(cli: Cli, project: Path) -> None:
    assert cli("update", "--project", project).status == 0
    card = project / "cards" / "a.yaml"
    card.write_text(card.read_text("utf-8").replace("The first.", "Mine."), "utf-8")
    (project / "seeds" / "a.md").write_text("# What is one?\n\nTheirs.\n\n# What is two?\n\nThe second.\n", "utf-8")
    result = cli("update", "--project", project, "--format", "json")
    assert result.status == 1
    data = json.loads(result.out)
    assert [finding["code"] for finding in data["findings"]] == ["conflict"]
    assert "cards/a.yaml:4: error:" in result.err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("update", "--project", "nowhere"), "no such file"),
        (("build", "--frobnicate"), "No such option"),
        (("frobnicate",), "there is no command 'frobnicate'"),
        (("read",), "Missing argument"),
        (("init", "only-a-folder"), "name at least one document"),
    ],
)
def test_usage_errors(
    cli: Cli, argv: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = cli(*argv)
    assert result.status == 2 and said in result.err and "Traceback" not in result.err


def test_outside_a_project(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("update", "build"):
        result = cli(command)
        assert result.status == 2 and "there is no deckwright.yaml here" in result.err


def test_a_broken_card_file_is_three_lines_at_most(cli: Cli, project: Path) -> None:
    cli("update", "--project", project)
    (project / "cards" / "a.yaml").write_text("format: 1\nnotes:\n- question: 'open\n", "utf-8")
    before = tree(project)
    for command in ("update", "build"):
        result = cli(command, "--project", project)
        assert result.status == 2
        assert result.err.startswith("error: cards/a.yaml:4: is not YAML") and len(result.err.splitlines()) <= 3
    assert tree(project) == before


def test_a_bad_source_date_epoch(cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    result = cli("update", "--project", project)
    assert result.status == 2 and "SOURCE_DATE_EPOCH is 'yesterday'; expected whole seconds" in result.err


def test_the_installed_program_and_a_closed_pipe() -> None:
    program = Path(sys.executable).with_name("deckwright")
    shell = f"'{program}' read --format json '{ROOT / 'seeds'}' | head -c 10"
    result = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
    assert result.stdout.startswith("{") and "Traceback" not in result.stderr


def test_debug_shows_the_traceback() -> None:
    env = {**os.environ, "DECKWRIGHT_DEBUG": "1"}
    result = subprocess.run([sys.executable, "-m", "deckwright", "read", "-h"], capture_output=True, env=env)
    assert result.returncode == 0
    result = subprocess.run(
        [sys.executable, "-m", "deckwright", "build", "/gone.md", "-o", "/tmp/x.apkg"],
        capture_output=True,
        env=env,
        text=True,
    )
    assert "Traceback" in result.stderr


def test_a_folder_of_a_thousand_documents(cli: Callable[..., Result], tmp_path: Path) -> None:
    """One table, no list of notes, and on a terminal the progress; JSON has all of them."""
    for number in range(1000):
        folder = tmp_path / f"{number % 10}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:03}.md").write_text(f"# What is {number}?\n\nA number.\n\n# Why {number}?\n", "utf-8")
    result = cli("read", tmp_path)
    assert result.status == 0
    lines = result.out.splitlines()
    assert len(lines) == 1002 and lines[0].split()[:2] == ["document", "questions"]
    assert lines[-1].split()[:4] == ["1000", "documents", "2000", "1000"]
    assert result.err == ""
    assert len(json.loads(cli("read", "--format", "json", tmp_path).out)["documents"]) == 1000


def test_progress_on_a_terminal(tmp_path: Path) -> None:
    """A real terminal, by `script`: the file that is read, out of how many, and nothing left of it at the end."""
    if shutil.which("script") is None:
        pytest.skip("there is no `script` here to make a terminal")
    for number in range(30):
        (tmp_path / f"{number}.md").write_text("# What is a?\n\nA letter.\n", "utf-8")
    program = "import sys; from deckwright.cli import run; sys.exit(run(['read', sys.argv[1]]))"
    command = f"{sys.executable} -c {shlex.quote(program)} {shlex.quote(str(tmp_path))}"
    shown = subprocess.run(["script", "-qec", command, "/dev/null"], capture_output=True, text=True, check=True).stdout
    assert "\x1b[K17/30 " in shown
    assert "30 documents" in shown

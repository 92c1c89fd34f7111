"""Whatever a card file or a document holds: it is refused with its place, or the lock that is written can be read."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckwright.cards import lock as locks
from deckwright.cards.lock import Lock, LockedNote, LockedNoteType, LockedRelease, LockedSeed
from deckwright.cards.new_project import start
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.errors import DeckwrightError
from deckwright.project import load
from tests.conftest import SETTINGS, Result

OWN = "cards/own.yaml"
# What breaks lines, steers terminals, is no character, or is odd in JSON or YAML, among letters.
ODD = st.text(
    st.sampled_from("aé中 \t\n\r\0\x07\x1b\x7f\x85\x9b\xa0\u200b\u2028\u2029\u202e\ufeff\ufffe\U0001fffe\"'\\#:{}|"),
    max_size=4,
)
TEXT = st.one_of(ODD, st.text(max_size=6))


def escaped(text: str) -> str:
    """A YAML scalar in double quotes, every character but ASCII's letters as an escape."""
    return '"' + "".join(char if char.isascii() and char.isalnum() else f"\\U{ord(char):08x}" for char in text) + '"'


def own_cards(root: Path, *notes: dict[str, object]) -> Path:
    """A card file that people wrote."""
    lines = ["format: 1\nnotes:\n"]
    for note in notes:
        said = {name: escaped(value) if isinstance(value, str) else json.dumps(value) for name, value in note.items()}
        lines.append("- {" + ", ".join(f"{name}: {value}" for name, value in said.items()) + "}\n")
    path = root / OWN
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(lines), "utf-8")
    return path


@contextlib.contextmanager
def made() -> Iterator[Path]:
    """A project of its own for an example."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "deckwright.yaml").write_text(SETTINGS, "utf-8")
        (root / "seeds").mkdir()
        yield root


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries({"id": TEXT}, optional=dict.fromkeys(("question", "answer", "extra", "level"), TEXT)))
def test_what_build_accepts_of_a_card_gives_a_lock_that_can_be_read(said: dict[str, str]) -> None:
    note = {"question": "q", "answer": "a", **said}
    with made() as root:
        own_cards(root, note)
        try:
            build(load(root))
        except DeckwrightError as error:
            assert "would hold what cannot be read again" not in str(error), "the card is to blame, by file and line"
            return
        before = (root / "deck.lock").read_text("utf-8")
        [card_id] = locks.parse(before, "notes-k3y4t3st").notes
        assert card_id == (said["id"] or card_id)
        assert build(load(root)).written == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=3))
def test_what_init_accepts_of_a_document_gives_a_lock_that_can_be_read(said: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "a.md"
        text = "".join(f"# {question} ?\n\n{answer} .\n\n" for question, answer in said)
        document.write_bytes(text.encode("utf-8", "ignore"))
        with contextlib.suppress(DeckwrightError):
            project = start(Path(folder) / "p", [document]).project
            locks.parse(project.lock_path.read_text("utf-8"), project.key)
            assert update(load(project.root)).written == []


@pytest.mark.parametrize("odd", ["K\x1b[31m", "x\ny", "x\u2028", "a b", "a\u200bb", "\ufffe", "é" * 128, "x\0", "a\t"])
@pytest.mark.parametrize("key", ["id", "same_as", "split_from"])
def test_an_id_that_is_none(project: Path, cli: Callable[..., Result], key: str, odd: str) -> None:
    update(load(project))
    locked = (project / "deck.lock").read_bytes()
    own_cards(project, {"question": "q", "answer": "a", key: odd})
    for command in ("build", "update", "check"):
        result = cli(command, "--project", project)
        assert result.status == 2 and f"{OWN}:3: " in result.err, result.err
    assert (project / "deck.lock").read_bytes() == locked
    (project / OWN).unlink()
    assert cli("build", "--project", project).status == 0


@pytest.mark.parametrize(
    "good", ["yUc8=u/*~`", "a", "Kü中", "é" * 127 + "x", "!#$%&()*+,-./:;<=>?@[]^_`{|}~", "0", "-"]
)
def test_an_id_that_another_tool_gave(project: Path, good: str) -> None:
    """A GUID of Anki's own has any sign of ASCII but space, quotes and backslash (base 91)."""
    update(load(project))
    own_cards(project, {"question": "q", "answer": "a", "id": good})
    build(load(project))
    assert good in locks.parse((project / "deck.lock").read_text("utf-8"), "notes-k3y4t3st").notes
    assert build(load(project)).written == []


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (LockedNote("a\nb"), "of the id 'a\\nb', 'id' is 'a\\nb'; expected a text of one line"),
        (LockedNote("a", modified=253_402_300_800), "of the id 'a', 'modified' is 253402300800; expected a time"),
        (LockedNote("a", label=(1 << 63,)), "of the id 'a', 'label[0]' is 9223372036854775808; expected a whole"),
        (LockedNote("a", seed="../a.md", question="q"), "'seed' is '../a.md'"),
        (LockedNote("a", digest="d"), "'modified' is missing"),
        (LockedNote(""), "of the id null, 'id' is missing"),
        (LockedSeed("a.md", "\x1b", {}), "of the seed 'a.md', 'sha256' is"),
        (LockedNoteType("qa", "d", -1), "of the note_type 'qa', 'modified' is -1"),
        (LockedRelease("1.0.0", 1, "D\n", "d", {}, {}), "of the release '1.0.0', 'deck' is"),
    ],
)
def test_no_lock_is_written_that_cannot_be_read(of: object, said: str) -> None:
    lock = Lock("k")
    {
        LockedNote: lambda: lock.notes.update({of.id: of}),  # type: ignore[attr-defined]
        LockedSeed: lambda: lock.seeds.update({of.file: of}),  # type: ignore[attr-defined]
        LockedNoteType: lambda: lock.note_types.update({of.kind: of}),  # type: ignore[attr-defined]
        LockedRelease: lambda: lock.releases.update({of.version: of}),  # type: ignore[attr-defined]
    }[type(of)]()
    with pytest.raises(DeckwrightError) as refused:
        locks.dump(lock, [])
    assert "deck.lock: would hold what cannot be read again: " in str(refused.value) and said in str(refused.value)


@pytest.mark.parametrize(("now", "status"), [("253402300799", 0), ("253402300800", 2)])
def test_a_time_of_which_a_lock_could_not_tell(
    project: Path, cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, now: str, status: int
) -> None:
    update(load(project))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", now)
    result = cli("build", "--project", project)
    assert result.status == status and ("from 1980 to 9999" in result.err) == bool(status)
    locks.parse((project / "deck.lock").read_text("utf-8"), "notes-k3y4t3st")

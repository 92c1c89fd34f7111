"""What an interrupted run left is finished before anything else; what a stranger left in its form does nothing."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from deckwright.cards.store import cards_in, load_all
from deckwright.cards.update import update
from deckwright.files import JOURNAL, Tree, sole
from deckwright.project import load
from tests.safety.conftest import Clone, state

STAGED = ".abcdefgh.deckwright-tmp"


def digest(text: str | bytes) -> str:
    return sha256(text if isinstance(text, bytes) else text.encode()).hexdigest()


def entry(file: str, old: str | None, new: str | None, temporary: str | None = STAGED) -> dict[str, Any]:
    return {"file": file, "old": old, "new": new, "temporary": temporary if new else None}


def journal(*files: Any, **more: Any) -> str:
    return json.dumps({"format": 2, "what": "init", "files": list(files), **more})


def plant(clone: Clone, text: str | bytes) -> dict[str, object]:
    data = text if isinstance(text, bytes) else text.encode()
    (clone.root / JOURNAL).write_bytes(data)
    return state(clone.root)


# As they were planted: in the form of version 0.1, and in today's


@pytest.mark.parametrize("command", ["build", "update", "check", "preview", "verify"])
@pytest.mark.parametrize(
    "plan",
    [
        {"what": "update", "renames": [["evil.txt", "../outside/thesis.doc"]], "deletes": []},
        {"what": "update", "renames": [], "deletes": ["../outside/thesis.doc"]},
        {"what": "update", "renames": [["../outside/thesis.doc", "seeds/stolen.md"]], "deletes": []},
        {"what": "update", "renames": [["evil.txt", ".git/hooks/pre-commit"]], "deletes": []},
        {"format": 2, "what": "init", "files": [entry("../outside/thesis.doc", digest("my thesis.doc"), None)]},
        {"format": 2, "what": "init", "files": [entry("../outside/a.yaml", None, digest("evil"), "evil.txt")]},
        {
            "format": 2,
            "what": "init",
            "files": [entry(".git/hooks/pre-commit", None, digest("evil"), "../../evil.txt")],
        },
        {"format": 2, "what": "init", "files": [entry("seeds/b.md", None, digest("evil"), "../evil.txt")]},
        {
            "format": 2,
            "what": "init",
            "files": [entry("seeds/b.md", None, digest("my a.yaml"), "../../outside/a.yaml")],
        },
    ],
)
def test_a_planted_journal_moves_overwrites_and_deletes_nothing(
    clone: Clone, git: Callable[..., None], command: str, plan: dict[str, Any]
) -> None:
    (clone.root / "evil.txt").write_text("evil", "utf-8")
    if command == "verify":
        assert clone.run("build", "--project", clone.root).status == 0
    before = plant(clone, json.dumps(plan))
    clone.refused(command, said=f"{JOURNAL}: is no journal")
    assert state(clone.root) == before


@pytest.mark.parametrize("renamed", [0, 1, 2])
def test_what_is_advised_of_an_earlier_versions_journal_doubles_no_note(
    clone: Clone, git: Callable[..., None], renamed: int
) -> None:
    """Version 0.1 was killed in an update; the cards may have taken their place, and the lock not."""
    document = clone.root / "seeds" / "a.md"
    document.write_text(document.read_text("utf-8") + "\n# What is three?\n\nThe third.\n", "utf-8")
    (clone.root / "seeds" / "b.md").write_text("# What is new?\n\nThis.\n", "utf-8")
    names = ("cards/a.yaml", "cards/b.yaml", "deck.lock")
    before = {name: (clone.root / name).read_bytes() for name in names if (clone.root / name).exists()}
    update(load(clone.root))
    ids = set(locked(clone))
    renames = []
    for at, name in enumerate(names):
        path = clone.root / name
        temporary = path.with_name(f".{path.name}.abcdefgh.deckwright-tmp")
        renames.append([temporary.relative_to(clone.root).as_posix(), name])
        if at >= renamed:
            path.rename(temporary)
            if name in before:
                path.write_bytes(before[name])
    plant(clone, json.dumps({"what": "update", "renames": renames, "deletes": []}))
    said = clone.refused("update", said="is no journal of this version of deckwright, but of an earlier one").err
    assert "delete" not in said and "version that wrote it" not in said and len(said.splitlines()) == 1
    [line] = [one.partition("git holds: ")[2] for one in said.splitlines() if "git holds: git stash" in one]
    git(*shlex.split(line.partition(";")[0])[1:])
    assert clone.run("update", "--project", clone.root).status == 0
    assert set(locked(clone)) == ids and len(ids) == 4
    assert not list(clone.root.rglob("*.deckwright-tmp"))
    assert "# What is three?" in document.read_text("utf-8")


@pytest.mark.parametrize("command", ["build", "update", "check", "preview"])
@pytest.mark.parametrize("plan", ["first form", "no journal", "today's", "staged", "changed"])
def test_what_is_advised_of_one_that_is_tracked_harms_nobody(
    clone: Clone, git: Callable[..., None], command: str, plan: str
) -> None:
    """Whatever its form, it is told that git tracks it, and the one command that is named is enough."""
    thesis = "../outside/thesis.doc"
    text = {
        "first form": json.dumps({"what": "update", "renames": [["evil.txt", thesis]], "deletes": [thesis]}),
        "no journal": "{",
    }.get(plan, journal(entry("seeds/b.md", None, digest("x"))))
    plant(clone, text)
    git("add", "-f", JOURNAL)
    if plan != "staged":
        git("commit", "-qm", "x")
    if plan == "changed":
        plant(clone, "changed")
    before = state(clone.root)
    said = clone.refused(command, said=f"{JOURNAL}: is tracked by git").err
    assert state(clone.root) == before
    assert len(said.splitlines()) == 1 and len(said) < 250 and "stash" not in said and "version" not in said
    git(*shlex.split(said.rpartition("git ")[2]))
    assert clone.run(command, "--project", clone.root).status == 0 and clone.unharmed()


def test_without_git_what_is_advised_of_an_earlier_versions_journal_is_no_command_of_git(clone: Clone) -> None:
    plant(clone, json.dumps({"what": "update", "renames": [["evil.txt", "../outside/thesis.doc"]], "deletes": []}))
    said = clone.refused("update", said="but of an earlier one").err
    assert (
        "put back cards deck.lock as you had them before" in said and "git" not in said and "version that" not in said
    )


def locked(clone: Clone) -> list[str]:
    return [str(card.id) for card in cards_in(load_all(clone.root / "cards", within=Tree(clone.root)))]


def sound(clone: Clone) -> str:
    """A journal in which all is right."""
    (clone.root / "seeds" / STAGED).write_text("# What is new?\n\nThis.\n", "utf-8")
    return journal(entry("seeds/b.md", None, digest("# What is new?\n\nThis.\n")))


@pytest.mark.parametrize("command", ["build", "update", "check", "preview"])
@pytest.mark.parametrize("committed", ["journal", "temporary", "both"])
def test_one_that_git_tracks_is_refused(clone: Clone, git: Callable[..., None], command: str, committed: str) -> None:
    plant(clone, sound(clone))
    names = {"journal": [JOURNAL], "temporary": [f"seeds/{STAGED}"], "both": [JOURNAL, f"seeds/{STAGED}"]}[committed]
    git("add", "-f", *names)
    git("commit", "-qm", "x")
    before = state(clone.root)
    clone.refused(command, said="is tracked by git")
    assert state(clone.root) == before


def test_asking_git_runs_nothing_that_the_repository_names(clone: Clone, git: Callable[..., None]) -> None:
    ran = clone.root.parent / "ran"
    for name in ("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass"):
        git("config", name, f"touch {ran}; false")
    hook = clone.root / ".git" / "hooks" / "fsmonitor-watchman"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {ran}\n", "utf-8")
    hook.chmod(0o755)
    plant(clone, sound(clone))
    git("-c", "core.fsmonitor=false", "add", "-f", JOURNAL)
    ran.unlink(missing_ok=True)
    clone.refused("build", said="is tracked by git")
    assert not ran.exists()


def test_one_that_git_does_not_track_is_finished(clone: Clone, git: Callable[..., None]) -> None:
    plant(clone, sound(clone))
    result = clone.run("update", "--project", clone.root)
    assert result.status == 0 and "finished what an interrupted init had begun" in result.err
    assert (clone.root / "seeds" / "b.md").read_text("utf-8").startswith("# What is new?")
    assert not (clone.root / JOURNAL).exists() and not (clone.root / "seeds" / STAGED).exists()
    assert clone.unharmed()


GOOD = entry("seeds/b.md", None, digest("x"))
MALFORMED: list[str | bytes] = [
    "",
    "{",
    "[]",
    "null",
    "1",
    '"x"',
    "{}",
    b"\xff\xfe\x00",
    "[" * 100_000,
    "1" * 10_000,
    '{"what": 1, "renames": 1, "deletes": 1}',
    '{"what": "update", "renames": [["a"]], "deletes": []}',
    '{"what": "update", "renames": [], "deletes": []}',
    '{"renames": [["a", "b"]]}',
    journal(),
    journal(GOOD, format=1),
    journal(GOOD, format="2"),
    journal(GOOD, format=True),
    journal(GOOD, format=2.0),
    journal(GOOD, more=1),
    journal(GOOD, what=None),
    journal(GOOD, what=["update"]),
    journal(GOOD, what="\x1b[2J"),
    journal(GOOD, what="x" * 1000),
    journal(GOOD, what="update\n"),
    journal(GOOD, GOOD),
    journal(GOOD, files={}),
    journal(1),
    journal(None),
    journal([]),
    journal({}),
    journal({**GOOD, "more": 1}),
    *(
        journal({**GOOD, "file": name})
        for name in (None, 1, "", ".", "..", "/etc/passwd", "seeds", "seeds/", "seeds//b.md")
    ),
    *(
        journal({**GOOD, "file": name})
        for name in ("seeds/../../x.md", "seeds/./b.md", "../x.md", "seeds\\..\\..\\x.md")
    ),
    *(
        journal({**GOOD, "file": name})
        for name in ("C:/x.md", "seeds/.x.md", "seeds/a\0b.md", "README.md", ".git/config")
    ),
    journal({**GOOD, "file": f".github/deckwright-{'1' * 62}-py3-none-any.whl"}),
    *(journal({**GOOD, "file": name}) for name in (".github/workflows/x.yml", "build/x.txt", "build/preview/x.html")),
    *(journal({**GOOD, "old": value}) for value in (1, "", "x", "A" * 64, [], digest("x") + "\n")),
    *(journal({**GOOD, "new": value}) for value in (None, 1, "", "x", digest("x")[1:])),
    *(
        journal({**GOOD, "temporary": value})
        for value in (None, 1, "", "x", "..", "../x", "/etc/passwd", ".deckwright-tmp")
    ),
    *(journal({**GOOD, "temporary": value}) for value in (f"x/{STAGED}", f"../{STAGED}", f"{STAGED}\n", "a.md")),
    journal(entry("seeds/b.md", None, None)),
    journal({**entry("seeds/a.md", digest("x"), None), "temporary": STAGED}),
]


@pytest.mark.parametrize("text", MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_journal(clone: Clone, text: str | bytes) -> None:
    (clone.root / "seeds" / STAGED).write_text("x", "utf-8")
    before = plant(clone, text)
    for command in ("build", "update"):
        clone.refused(command, said=f"{JOURNAL}: is no journal")
        assert state(clone.root) == before


def test_there_are_enough_malformed_ones() -> None:
    assert len(MALFORMED) >= 60


@pytest.mark.parametrize("what", ["folder", "link", "large"])
def test_a_journal_that_is_no_file(clone: Clone, what: str) -> None:
    path = clone.root / JOURNAL
    if what == "folder":
        path.mkdir()
    elif what == "link":
        path.symlink_to(clone.outside / "a.yaml")
    else:
        with path.open("wb") as file:
            file.truncate((16 << 20) + 1)
    before = state(clone.root)
    said = {"folder": "is a folder", "link": "is a link", "large": "is larger than 16 MiB"}[what]
    clone.refused("build", said=f"{JOURNAL}: {said}")
    assert state(clone.root) == before


@pytest.mark.parametrize("wrong", ["old", "new", "no temporary", "link", "folder", "link above", "deleted"])
def test_a_journal_that_does_not_fit_what_is_there(clone: Clone, wrong: str) -> None:
    """All is looked at before anything is done: the first file of the two is right."""
    folder, notes = clone.root / "build", clone.root / "build" / "NOTES.md"
    folder.mkdir()
    notes.write_text("was", "utf-8")
    (folder / STAGED).write_text("x", "utf-8")
    second = ".second22.deckwright-tmp"
    (folder / second).write_text("y", "utf-8")
    other = entry("build/NOTES.md", digest("was"), digest("y"), second)
    if wrong == "old":
        other["old"] = digest("z")
    elif wrong == "new":
        other["new"] = digest("z")
    elif wrong == "no temporary":
        (folder / second).unlink()
    elif wrong == "deleted":
        other = entry("build/NOTES.md", digest("z"), None)
    elif wrong == "folder":
        notes.unlink()
        notes.mkdir()
    elif wrong == "link":
        notes.unlink()
        notes.symlink_to(clone.outside / "thesis.doc")
    else:
        (folder / "preview").symlink_to(clone.outside)
        other = entry("build/preview/index.html", digest("my index.html"), None)
    before = plant(clone, journal(entry("build/x.apkg", None, digest("x")), other, what="build"))
    clone.refused("build", said="")
    assert state(clone.root) == before


@pytest.mark.parametrize("at", range(4))
def test_a_run_is_finished_from_wherever_it_stopped(clone: Clone, at: int) -> None:
    lock, folder = clone.root / "deck.lock", clone.root / "build"
    was = lock.read_bytes()
    folder.mkdir()
    names = [".staged00.deckwright-tmp", ".staged11.deckwright-tmp"]
    staged = [folder / names[0], clone.root / names[1]]
    for path, text in zip(staged, ("x", "y"), strict=True):
        path.write_text(text, "utf-8")
    (folder / "NOTES.md").write_text("old", "utf-8")
    plant(
        clone,
        journal(
            entry("build/x.apkg", None, digest("x"), names[0]),
            entry("deck.lock", digest(was), digest("y"), names[1]),
            entry("build/NOTES.md", digest("old"), None),
            what="build",
        ),
    )
    if at >= 1:
        staged[0].rename(folder / "x.apkg")
    if at >= 2:
        staged[1].rename(lock)
    if at >= 3:
        (folder / "NOTES.md").unlink()
    with sole(Tree(clone.root)) as told:
        assert [finding.code for finding in told] == ["recovered"]
    assert [path.name for path in sorted(folder.iterdir())] == ["x.apkg"]
    assert ((folder / "x.apkg").read_text("utf-8"), lock.read_text("utf-8")) == ("x", "y")
    assert not (clone.root / JOURNAL).exists()


def test_temporary_files_of_others_stay(clone: Clone) -> None:
    (clone.root / "build").symlink_to(clone.outside)
    (clone.root / "src").mkdir()
    mine = [clone.root / "src" / STAGED, clone.root / "notes.deckwright-tmp"]
    for path in mine:
        path.write_text("mine", "utf-8")
    assert clone.run("update", "--project", clone.root).status == 0
    assert all(path.exists() for path in mine) and clone.unharmed()

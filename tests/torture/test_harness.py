"""The harness notices what it is there for: each harm, done on purpose by a tool that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from .harness import SECRET, Box, Stopped

HARMS = {
    "touch ../outside/sentinel": "a planted command was run",
    "../outside/pwn": "a planted command was run",
    "echo x >> ../outside/precious.txt": "changed: outside/precious.txt",
    "rm ../outside/tree/thesis.doc": "deleted: outside/tree/thesis.doc",
    "echo x > ../outside/tree/new": "made: outside/tree/new",
    "ln -sf /etc/passwd ../outside/bashrc": "changed: outside/bashrc",
    "mkdir -p .git/hooks; echo x > .git/hooks/pre-commit": "made: project/.git/hooks",
    "echo x >> ../home/.bashrc": "changed: home/.bashrc",
    "rm kept.txt": "deleted: project/kept.txt",
    "mkdir cards; cp ../outside/private.md cards/x.yaml": "a file outside was read into cards/x.yaml",
    f"echo {SECRET}": "a file outside was read into the output",
    "echo 'Traceback (most recent call last)' >&2; exit 1": "traceback",
    "printf 'a\\033[2J'": "raw control character on stdout",
    "printf 'a\\233' >&2": "stderr is not UTF-8",
    "printf 'a\\302\\233' >&2": "raw control character on stderr",
    "exit 0": "it said nothing",
    "exit 1": "it said nothing",
    "exit 3": "exit status 3",
    "kill -SEGV $$": "ended by signal 11",
    "exit 2": "an error of 0 lines",
    "printf 'a\\nb\\nc\\nd\\n' >&2; exit 2": "an error of 4 lines",
    "head -c 5000 /dev/zero | tr '\\0' x >&2; exit 2": "an error of 5000 characters",
}


def box_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Box:
    fake = tmp_path / "fake"
    fake.write_text(f"#!/bin/bash\n{script}\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("DECKWRIGHT_TOOL", str(fake))
    box = Box(tmp_path / "box", None)
    box.write("kept.txt", "mine\n")
    box.kept.append("kept.txt")
    return box


@pytest.mark.parametrize("script", HARMS)
def test_a_harm_is_noticed(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = box_with(tmp_path, monkeypatch, script)
    box.run("anything")
    assert HARMS[script] in "\n".join(box.judge())


@pytest.mark.parametrize(
    "script",
    [
        "echo fine",
        "echo wrong >&2; exit 2",
        "echo x > build.txt; echo x; exit 1",
        "rm -f new; ln -s ../outside new; echo x",
    ],
)
def test_what_is_harmless_is_not_blamed(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = box_with(tmp_path, monkeypatch, script)
    box.run("anything")
    assert box.judge() == []


@pytest.mark.parametrize("script", ["sleep 60", "while :; do :; done"])
def test_a_command_without_an_end_is_stopped(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.torture.harness.SECONDS", 1)
    monkeypatch.setattr("tests.torture.harness.WAITING", 1 if "sleep" in script else 120)
    box = box_with(tmp_path, monkeypatch, script)
    with pytest.raises(Stopped):
        box.run("anything")
    assert "no end within" in box.judge()[0]


def test_a_refusal_that_does_not_come_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = box_with(tmp_path, monkeypatch, "exit 0")
    box.run("anything", expect="refused")
    assert "but it should be refused" in box.judge()[0]

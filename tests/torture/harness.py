"""How an attack is run and judged: a folder of its own, limits on time and memory, and canaries outside the project."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from .snapshots import READ_BACK, snapshot, unpacked

Expect = Literal["refused", "harmless", "either"]
Verdict = Literal["refused", "harmless", "failed", "skipped"]

SECONDS = 20
"""How much CPU time each process of a command may take, in seconds: as much on a busy machine as on an idle one."""
WAITING = 120
"""How long one command may take, in seconds by the clock: what waits for something takes no CPU time."""
ADDRESS_SPACE = 2 * 1024 * 1024
"""How much address space one command may have, in KiB."""
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)
ERROR_LINES = 3
ERROR_LENGTH = 3000
"""How long an error may be, in characters: it has to be read by a person."""

SECRET = "kanarienvogel7f3a"
"""Stands in every file outside the project, and must never be found in what the tool writes or says."""

STATUSES = {"refused": {2}, "harmless": {0, 1}, "either": {0, 1, 2}}
WRITTEN = ("build", "cards", "CHANGELOG.md", "deck.lock", "deckwright.yaml", "new", "seeds", "x.apkg")
"""What of a project is told to have been written by an attack's commands."""
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
NO_ERROR = re.compile(r"(^|: )(warning|info): |^\d+ notes? |^next: ")


class Stopped(Exception):
    """A command did not end; the attack has succeeded, and its other commands would take as long."""


class Skip(Exception):
    """This machine cannot be attacked that way; the message says why."""


@dataclass(frozen=True)
class Attack:
    family: str
    name: str
    carry_out: Callable[[Box], None]
    expect: Expect
    template: str | None
    steady: bool = True


@dataclass
class Family:
    """The attacks of one class. `template` names the project they begin with; None is an empty folder.

    Those that are not `steady` go by the moment at which something is killed: what becomes of them varies.
    """

    name: str
    template: str | None = "project"
    attacks: list[Attack] = field(default_factory=list)
    steady: bool = True

    def add(self, name: str, carry_out: Callable[[Box], None], expect: Expect = "either", template: str = "") -> None:
        begin = template or self.template
        self.attacks.append(Attack(self.name, name, carry_out, expect, begin, self.steady))

    def attack(
        self, name: str, expect: Expect = "either", template: str = ""
    ) -> Callable[[Callable[[Box], None]], Callable[[Box], None]]:
        def register(carry_out: Callable[[Box], None]) -> Callable[[Box], None]:
            self.add(name, carry_out, expect, template)
            return carry_out

        return register


@dataclass(frozen=True)
class Ran:
    argv: tuple[str, ...]
    status: int | None  # None: it was stopped, for it did not end
    out: str
    err: str
    expect: Expect

    def __str__(self) -> str:
        return "deckwright " + " ".join(shown(arg)[:60] for arg in self.argv)


@dataclass(frozen=True)
class Outcome:
    attack: Attack
    verdict: Verdict
    said: tuple[str, ...]  # what was wrong, or why it was skipped
    seconds: float = 0.0
    course: str = ""  # the exit status of each command, and what in the project was written


class Box:
    """A project of one's own in a fresh folder, with a home, a folder for temporary files, and an outside."""

    def __init__(self, root: Path, template: Path | None, expect: Expect = "either") -> None:
        self.root = root
        self.project = root / "project"
        self.outside = root / "outside"
        self.home = root / "home"
        self.tmp = root / "tmp"
        self.sentinel = self.outside / "sentinel"
        self.pwn = self.outside / "pwn"
        self.expect = expect
        self.ran: list[Ran] = []
        self.problems: list[str] = []
        self.kept: list[str] = []  # what in the project must stay as it is, besides what is outside
        self.bidi = False  # whether signs that turn the direction of text may be shown
        self.secret_is_ours = False  # an attack may hand the secret in by itself
        self._before: dict[str, tuple[str, bytes]] | None = None
        self._given: dict[str, tuple[str, bytes]] = {}
        for folder in (self.outside, self.home, self.tmp):
            folder.mkdir(parents=True)
        if template is None:
            self.project.mkdir()
        else:
            shutil.copytree(template, self.project, symlinks=True)
        self._lay_out()

    def _lay_out(self) -> None:
        """The canaries: what a person has beside a project that came from a stranger."""
        for name in ("precious.txt", "bashrc", "id_rsa", "tree/thesis.doc", "tree/sub/x", "build/NOTES.md"):
            self.write(self.outside / name, f"{SECRET} {name}\n")
        self.write(self.outside / "private.md", f"# What is {SECRET}?\n\nThe {SECRET} of a person.\n")
        card = f"format: 1\nnotes:\n  - id: aaaaaaaaaaaaa\n    question: What is {SECRET}?\n    answer: {SECRET}\n"
        self.write(self.outside / "cards" / "private.yaml", card)
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">{SECRET}</text></svg>\n'
        self.write(self.outside / "media" / "private.svg", svg)
        self.write(self.home / ".bashrc", f"# {SECRET}\n")
        self.write(self.home / ".gitconfig", "[user]\n\tname = A Person\n\temail = person@example.org\n")
        self.write(self.pwn, f"#!/bin/sh\ntouch {self.sentinel}\ncat >/dev/null 2>&1 </dev/null\nexit 0\n")
        self.pwn.chmod(0o755)

    def write(self, path: str | Path, content: str | bytes) -> Path:
        """Writes a file (a path that is not absolute is one in the project), with the folders above it."""
        target = self.project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink():
            target.unlink()
        target.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
        return target

    def device(self, name: str) -> Path:
        """A device such as /dev/zero: for root, who could replace the machine's own, one made in this box."""
        if os.geteuid():
            return Path("/dev") / name
        made = self.root / "dev" / name
        made.parent.mkdir(exist_ok=True)
        if not made.exists():
            try:
                os.mknod(made, stat.S_IFCHR | 0o666, Path("/dev", name).stat().st_rdev)
            except OSError as error:
                raise Skip(f"no device can be made here: {error.strerror}") from None
        return made

    def remove(self, path: str) -> Path:
        target = self.project / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def link(self, path: str, target: str | Path) -> None:
        """Puts a symbolic link where the project has a file or a folder."""
        self.remove(path).symlink_to(target)

    def append(self, path: str, text: str) -> None:
        with (self.project / path).open("a", encoding="utf-8") as file:
            file.write(text)

    def git(self, *args: str) -> str:
        """git as an attacker runs it at home, before the folder is handed over."""
        who = {
            "GIT_AUTHOR_NAME": "x",
            "GIT_AUTHOR_EMAIL": "x@x",
            "GIT_COMMITTER_NAME": "x",
            "GIT_COMMITTER_EMAIL": "x@x",
        }
        env = {**self.environment(), **who, "GIT_CONFIG_GLOBAL": os.devnull}
        done = subprocess.run(["git", *args], cwd=self.project, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"git {args}: {done.stderr}")
        return done.stdout

    def commit(self, message: str = "more") -> None:
        self.git("add", "-A", "-f")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.home),
            "TMPDIR": str(self.tmp),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
        }

    def run(
        self,
        *argv: str | Path,
        expect: Expect | None = None,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Ran:
        """One command, in the project; the first one settles what must not change."""
        if self._before is None:
            self._before = self._guarded()
            self._given = snapshot(self.project)
        ran = self._started(tuple(str(arg) for arg in argv), expect or self.expect, cwd or self.project, env or {})
        self.ran.append(ran)
        self.problems += [f"{ran}: {problem}" for problem in faults(ran, self.bidi)]
        if ran.status is None:
            raise Stopped
        return ran

    def _started(self, argv: tuple[str, ...], expect: Expect, cwd: Path, env: Mapping[str, str]) -> Ran:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen(
                [
                    "/bin/sh",
                    "-c",
                    f'ulimit -v {ADDRESS_SPACE}; ulimit -t {SECONDS}; ulimit -c 0; exec "$@"',
                    "sh",
                    *tool(),
                    *argv,
                ],
                cwd=cwd,
                env={**self.environment(), **env},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
            status: int | None = None
            try:
                status = process.wait(WAITING)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            status = None if status in _OUT_OF_TIME else status
            said = []
            for file in (out, err):
                file.seek(0)
                said.append(file.read(READ_BACK).decode("utf-8", "surrogateescape"))
        return Ran(argv, status, said[0], said[1], expect)

    def _guarded(self) -> dict[str, tuple[str, bytes]]:
        """All that must stay as it is: the outside, the person's own settings, hooks and settings of git, what is kept."""
        found = dict(snapshot(self.outside))
        inside = (".git/config", ".git/hooks", *self.kept)
        for path in (self.home / ".bashrc", self.home / ".gitconfig", *(self.project / name for name in inside)):
            found |= snapshot(path)
        return found

    def course(self) -> str:
        """What the commands ended with, and which files of the project's top, or folders there, are not as they were."""
        now = snapshot(self.project)
        other = {path for path in {*now, *self._given} if now.get(path) != self._given.get(path)}
        tops = {Path(path).relative_to(self.project).parts[:1] for path in other}  # none is the folder itself
        names = sorted(part for parts in tops for part in parts if part in WRITTEN)
        statuses = " ".join(str(ran.status) for ran in self.ran)
        return f"{statuses} wrote {' '.join(names)}" if names else statuses

    def judge(self) -> list[str]:
        """What is wrong after all commands."""
        after = self._guarded()
        before = self._before or after
        wrong = []
        if self.sentinel.exists():
            wrong.append("a planted command was run")
        for path in sorted({*before, *after}):
            if before.get(path) != after.get(path) and Path(path) != self.sentinel:
                did = "made" if path not in before else "deleted" if path not in after else "changed"
                wrong.append(f"{did}: {shown(os.path.relpath(path, self.root))}")
        if not self.secret_is_ours:
            wrong += [f"a file outside was read into {shown(where)}" for where in self._leaks()]
        return self.problems + wrong

    def _leaks(self) -> Iterator[str]:
        for ran in self.ran:
            if SECRET in ran.out or SECRET in ran.err:
                yield f"the output of {ran}"
        for path, (kind, content) in snapshot(self.project).items():
            if kind == "file" and os.lstat(path).st_nlink > 1:
                continue  # the file outside itself, by a hard link of the attack's own
            if kind == "file" and ".git/" not in path and SECRET.encode() in unpacked(Path(path), content):
                yield os.path.relpath(path, self.project)


def tool() -> list[str]:
    """The command line under attack: beside this Python, or as DECKWRIGHT_TOOL names it."""
    return [os.environ.get("DECKWRIGHT_TOOL") or str(Path(sys.executable).with_name("deckwright"))]


def faults(ran: Ran, bidi: bool = True) -> list[str]:
    """What is wrong with how one command ended and what it said."""
    if ran.status is None:
        return [f"no end within {SECONDS} s of CPU time, or {WAITING} s by the clock"]
    wrong = []
    if ran.status < 0 or ran.status > 2:
        wrong.append(f"ended by signal {-ran.status}" if ran.status < 0 else f"exit status {ran.status}")
    if "Traceback (most recent call last)" in ran.err:
        lines = ran.err.strip().splitlines()
        frames = [found for line in lines if (found := re.search(r"(deckwright/\S+)\", line (\d+), in (\w+)", line))]
        where = f", in {frames[-1][1]}:{frames[-1][2]} {frames[-1][3]}" if frames else ""
        wrong.append(f"traceback: {shown(lines[-1][:160])}{where}")
    elif ran.status in (0, 1, 2) and ran.status not in STATUSES[ran.expect]:
        wrong.append(f"exit status {ran.status}, but it should be {ran.expect}: {shown(ran.err.strip()[:160])}")
    for name, text in (("stdout", ran.out), ("stderr", ran.err)):
        wrong += raw(name, text, bidi or "json" in ran.argv)  # scripts are not misled by the order of signs
    if ran.status in (0, 1) and not wrong and not (ran.out + ran.err).strip():
        wrong.append("it said nothing, as a tool does that does nothing")
    if ran.status == 2 and not wrong:
        wrong += error_shape(ran.err)
    return wrong


def raw(name: str, text: str, bidi: bool) -> list[str]:
    """Signs that do something to a terminal instead of being shown."""
    wrong = []
    if found := CONTROL.search(text):
        around = text[max(0, found.start() - 25) : found.end() + 15]
        wrong.append(f"raw control character on {name}: {shown(around)}")
    if any("\udc80" <= sign <= "\udcff" for sign in text):
        wrong.append(f"{name} is not UTF-8")
    if not bidi and (found := BIDI.search(text)):
        wrong.append(
            f"a sign that turns text around on {name}: {shown(text[max(0, found.start() - 25) : found.end()])}"
        )
    return wrong


def error_shape(err: str) -> list[str]:
    lines = [line for line in err.splitlines() if line.strip() and not NO_ERROR.search(line)]
    if not 1 <= len(lines) <= ERROR_LINES:
        return [f"an error of {len(lines)} lines: {shown(err[:160])}"]
    if len(err) > ERROR_LENGTH:
        return [f"an error of {len(err)} characters: {shown(err[:120])}"]
    return []


def shown(text: str) -> str:
    """Text of an attack as it may be shown to a person."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)[:240]


def execute(attack: Attack) -> Outcome:
    """Carries an attack out in a folder of its own and judges what became of it."""
    begun = time.monotonic()
    outcome = judged(attack)
    return replace(outcome, seconds=time.monotonic() - begun)


def judged(attack: Attack) -> Outcome:
    from .projects import template

    with tempfile.TemporaryDirectory(prefix="torture-", ignore_cleanup_errors=True) as folder:
        try:
            begin = template(attack.template) if attack.template else None
            box = Box(Path(folder), begin, attack.expect)
            with contextlib.suppress(Stopped):
                attack.carry_out(box)
            said = tuple(box.judge())
        except Skip as reason:
            return Outcome(attack, "skipped", (str(reason),))
        except Exception as error:  # one attack that breaks must not end the others
            return Outcome(attack, "failed", (f"the attack itself broke: {type(error).__name__}: {shown(str(error))}",))
    if not box.ran:
        return Outcome(attack, "failed", ("the attack ran no command",))
    if said:
        return Outcome(attack, "failed", said)
    verdict: Verdict = "refused" if any(ran.status == 2 for ran in box.ran) else "harmless"
    return Outcome(attack, verdict, (), course=box.course())

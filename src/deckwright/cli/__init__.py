"""The command line: it parses and prints. One command per file; the library does the work.

`--help` imports nothing heavy: a command's file is imported when the command is called.
"""

from __future__ import annotations

import contextlib
import difflib
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import TextIO

import click

from deckwright._version import __version__
from deckwright.cli.terminal import echo, styled
from deckwright.errors import MOST_LINES, DeckwrightError, quoted

COMMANDS = {
    "read": "Show what is found in documents; writes nothing.",
    "init": "Make a deck project from documents.",
    "adopt": "Make a deck project of a deck that learners already have.",
    "update": "Bring cards/ up to date with seeds/.",
    "check": "Find what keeps notes from being good cards.",
    "build": "Build Anki packages from cards/, or from documents straight away.",
    "preview": "Show all notes on a web page, without Anki.",
    "diff": "Show what changed for a learner between two releases.",
    "release": "Build, prove and write down a release.",
    "verify": "Hold the packages in build/ against the deck and a real Anki.",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"deckwright.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A name that is none of ours is told with what was probably meant."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = difflib.get_close_matches(name[:80].lower(), COMMANDS, 1)
            hint = f"did you mean {near[0]!r}?" if near else "`deckwright --help` names them all"
            raise click.UsageError(f"there is no command {quoted(name)}; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="deckwright")
def group() -> None:
    """Turn question-and-answer documents into living Anki decks.

    \b
    Try it on your own notes:
      deckwright read notes.md                  what is found in them
      deckwright build notes.md -o notes.apkg   a package for Anki
    """


def run(argv: Sequence[str]) -> int:
    """The command line as a function: arguments -> exit status (0 done, 1 needs a person, 2 not done)."""
    try:
        return _run(argv)
    except BrokenPipeError:
        _drop(sys.stdout)
        return 2
    except OSError as error:
        if os.environ.get("DECKWRIGHT_DEBUG") == "1":
            raise
        said = f"the output cannot be written ({error.strerror})"
        if error.filename is not None:
            said = f"{error.filename}: {error.strerror}"
        else:
            _drop(sys.stdout)
        try:
            echo(f"error: {said}", err=True)
        except OSError:
            _drop(sys.stderr)
        return 2


def _run(argv: Sequence[str]) -> int:
    try:
        result = group.main(list(argv), prog_name="deckwright", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, MemoryError) as stopped:
        echo("stopped" if isinstance(stopped, click.Abort) else "error: there is not enough memory for this", err=True)
        return 2
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        lines = [line for line in said.getvalue().splitlines() if line.strip()]
        echo("\n".join(lines[: MOST_LINES - 1] + lines[-1:] if len(lines) > MOST_LINES else lines), err=True)
        return 2
    except DeckwrightError as error:
        if os.environ.get("DECKWRIGHT_DEBUG") == "1":
            raise
        for line in error.lines:
            echo(f"{styled('error:', fg='red', bold=True)} {line}", err=True, lines=False)
        return 2


def _drop(stream: TextIO | None) -> None:
    """Nothing more goes to a stream that takes nothing: Python would try once more at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]


def _open_streams() -> None:
    """A standard stream that the caller has closed leads nowhere, and no file that is opened later takes its place."""
    while (at := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(at, True)
    os.close(at)
    sys.stdin = sys.stdin or os.fdopen(0)
    sys.stdout = sys.stdout or os.fdopen(1, "w")
    sys.stderr = sys.stderr or os.fdopen(2, "w")


def main() -> None:
    """Entry point of the console script."""
    _open_streams()
    sys.exit(run(sys.argv[1:]))

"""Whether git tracks a file, asked in a way in which the repository's own settings can run nothing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

_QUIET = {  # whatever a repository's settings may name that git would run, or fetch from
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.sshCommand": "false",
    "protocol.allow": "never",
    "safe.directory": "*",  # it is only asked, and nothing of it is run
}
_PATIENCE = 20  # seconds


def tracked(root: Path, names: Sequence[str]) -> list[str]:
    """Those of the paths from `root` that git tracks; none where there is no git or no repository."""
    settings = [part for name, value in _QUIET.items() for part in ("-c", f"{name}={value}")]
    argv = ["git", "-C", str(root), "--literal-pathspecs", *settings, "ls-files", "-z", "--", *names]
    try:
        asked = subprocess.run(argv, env=_environment(), capture_output=True, check=False, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [os.fsdecode(name) for name in asked.stdout.split(b"\0") if name]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }

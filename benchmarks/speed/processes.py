"""What a process costs: CPU and wall time in seconds, peak memory in MB; its children's with it."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    """One run."""

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True, slots=True)
class Contestant:
    """A command with what has to be done before each run."""

    name: str
    command: Sequence[str]
    folder: Path
    before: Callable[[], object] = lambda: None
    environment: Mapping[str, str] | None = None


def run(contestant: Contestant) -> Sample:
    """One run; raises RuntimeError with the end of what the command printed where it fails."""
    contestant.before()
    environment = {**os.environ, **(contestant.environment or {})}
    start = time.perf_counter()
    process = subprocess.Popen(
        contestant.command, cwd=contestant.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode not in (0, 1):  # 1: findings
        raise RuntimeError(f"{contestant.name}: exit {process.returncode}\n{said.decode(errors='replace')[-800:]}")
    return Sample(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def race(contestants: Sequence[Contestant], runs: int, told: Callable[[str], object]) -> dict[str, list[Sample]]:
    """Every contestant's runs, by turns, so that what else the machine does meets all of them."""
    found: dict[str, list[Sample]] = {one.name: [] for one in contestants}
    for turn in range(runs):
        for one in contestants:
            told(f"run {turn + 1} of {runs}: {one.name}")
            found[one.name].append(run(one))
    return found


def median(samples: Sequence[Sample]) -> Sample:
    """The median of each measure."""
    return Sample(*(statistics.median(getattr(one, name) for one in samples) for name in ("cpu", "wall", "peak")))


def ratio(ours: Sequence[Sample], theirs: Sequence[Sample]) -> tuple[float, float, float]:
    """CPU of ours for one of theirs: the median over the runs of one turn, the least and the most."""
    found = [one.cpu / two.cpu for one, two in zip(ours, theirs, strict=True)]
    return statistics.median(found), min(found), max(found)

"""Run as a program: kills `update` and `build` at random moments and looks at what is left.

killer.py FOLDER TIMES SEED -> prints how often a kill came before, within and after the writing; fails on any loss.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from deckwright.cards import lock as locks
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.files import JOURNAL, TEMPORARY
from deckwright.project import load

SETTINGS = "key: k-k\ndeck: D\nslug: d\nlevels: [{key: easy, name: Easy}]\ndefault_level: easy\n"


def make(root: Path) -> None:
    """A project of eight seeds, read and built once, whose seeds have changed since."""
    (root / "seeds").mkdir(parents=True)
    (root / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    write_seeds(root, "first")
    update(load(root))
    build(load(root))
    write_seeds(root, "second")


def write_seeds(root: Path, word: str) -> None:
    for number in range(8):
        notes = "".join(f"# Question {number}.{n} of many?\n\nThe {word} answer {n}.\n\n" for n in range(6))
        (root / "seeds" / f"s{number}.md").write_text(notes, "utf-8")


def run(root: Path) -> None:
    update(load(root))
    build(load(root))


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def child(work: Callable[[], None]) -> int:
    process = os.fork()
    if process == 0:
        try:
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return process


def seconds(root: Path) -> float:
    start = time.perf_counter()
    os.waitpid(child(lambda: run(root)), 0)
    return time.perf_counter() - start


def main(folder: Path, times: int, seed: int) -> None:
    os.environ["SOURCE_DATE_EPOCH"] = "1800000000"
    rng = random.Random(seed)
    make(folder / "start")
    before = files(folder / "start")
    shutil.copytree(folder / "start", folder / "whole")
    longest = seconds(folder / "whole")
    after = files(folder / "whole")
    moments: Counter[str] = Counter()
    for number in range(times):
        root = folder / f"run{number}"
        shutil.copytree(folder / "start", root)
        process = child(lambda root=root: run(root))
        time.sleep(rng.uniform(0, longest))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        left = files(root)
        moments[moment(left, before, after)] += 1
        for name, content in left.items():
            if name == "deck.lock":  # has a third state, between update and build
                locks.parse(content.decode(), "k-k")
            elif not name.endswith((TEMPORARY, JOURNAL)):
                assert content in (before.get(name), after.get(name)), f"{name} is half-written"
        assert set(before) <= set(left) | {name for name in before if name.startswith("build/")}, "a file is gone"
        run(root)
        assert files(root) == after, f"another result after kill {number}"
        shutil.rmtree(root)
    print(dict(moments))


def moment(left: dict[str, bytes], before: dict[str, bytes], after: dict[str, bytes]) -> str:
    if left == before:
        return "before"
    return "after" if left == after else "within"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

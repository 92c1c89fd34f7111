"""Measure, and write the table and the picture.

python -m benchmarks.speed [--notes 10000 …] [--runs 5] [--write docs]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.speed.contestants import contestants
from benchmarks.speed.processes import race
from benchmarks.speed.report import plot, table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", type=Path, help="folder that speed.md and speed.svg are written to")
    asked = parser.parse_args()
    told: list[str] = []
    for count in asked.notes:
        with tempfile.TemporaryDirectory() as folder:
            racing = contestants(Path(folder), count)
            found = race(racing, asked.runs, lambda what: print(what, file=sys.stderr))
        told.append(table(found, count, asked.runs))
        print(told[-1])
        if asked.write and count == max(asked.notes):
            plot(found, count, asked.write / "speed.svg")
    if asked.write:
        text = "# Speed\n\nMade by `make bench`.\n\n![CPU time of all](speed.svg)\n\n" + "\n".join(told)
        (asked.write / "speed.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()

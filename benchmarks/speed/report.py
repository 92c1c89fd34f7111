"""What was measured, as a table in Markdown and as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.speed.processes import Sample, median, ratio

AIMS: tuple[tuple[str, str, str, float], ...] = (
    ("help", "import click", "CPU of `--help` : a Python that imports click", 1.5),
    ("build", "floor", "CPU of a cold build : floor", 8.0),
    ("build", "plain stack", "CPU of a cold build : plain stack", 1.0),
    ("build", "markdown-anki-decks", "CPU of a cold build : markdown-anki-decks", 0.25),
    ("build, nothing changed", "import and hash", "CPU of a build, nothing changed : imports and hashes", 2.0),
    ("check, one note edited", "floor", "CPU of `check` after one edit : floor", 1.0),
    ("preview, one note edited", "floor", "CPU of `preview` after one edit : floor", 1.0),
)
"""Ours, theirs, what is compared, and the ratio that is wanted at most."""

Found = Mapping[str, Sequence[Sample]]


def table(found: Found, count: int, runs: int) -> str:
    """Medians of all, and the ratios that are aimed at with their least and most."""
    lines = [f"{count:,} notes, medians of {runs} runs by turns.", "", "| what | CPU | wall | peak | CPU : floor |"]
    lines.append("|---|---:|---:|---:|---:|")
    for name, samples in found.items():
        whole = median(samples)
        beside = ratio(samples, found["floor"])[0]
        lines.append(f"| {name} | {whole.cpu:.2f} s | {whole.wall:.2f} s | {whole.peak:.0f} MB | {beside:.1f} |")
    lines += ["", "| ratio | measured | least to most | wanted |", "|---|---:|---:|---:|"]
    for ours, theirs, what, wanted in AIMS:
        if theirs in found:
            middle, least, most = ratio(found[ours], found[theirs])
            lines.append(f"| {what} | {middle:.2f} | {least:.2f} to {most:.2f} | ≤ {wanted:g} |")
    return "\n".join(lines) + "\n"


def plot(found: Found, count: int, file: Path) -> None:
    """CPU time as bars, ours and theirs told apart; on a scale of powers of ten."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "speed"
    from matplotlib import pyplot as plt

    theirs = set(found) & {
        "floor",
        "plain stack",
        "genanki, ready HTML",
        "Anki, ready HTML",
        "ankdown",
        "markdown-anki-decks",
    }
    names = [name for name in found if not name.startswith("import")][::-1]
    seconds = [median(found[name]).cpu for name in names]
    figure, axes = plt.subplots(figsize=(8, 0.34 * len(names) + 1))
    bars = axes.barh(names, seconds, color=["#b0b6bf" if name in theirs else "#2f6fdf" for name in names])
    axes.bar_label(bars, [f"{one:.2f} s" for one in seconds], padding=3, fontsize=8)
    axes.set_xscale("log")
    axes.set_xlabel(f"seconds of CPU time, {count:,} notes; grey: others")
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0.15)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)

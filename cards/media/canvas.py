"""What the pictures of this deck are drawn with: an SVG that grows by shapes, with colours for day and night.

Each is 360 pixels wide, with letters of 13 at least: on a phone of 320 pixels they are 10 high. A picture brings a
ground of its own, so that it can be read whatever is behind it, and turns dark with its card: an SVG in a page is told
the color scheme of the element that shows it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from xml.sax.saxutils import escape

PAPER, FIELD, CHOSEN = "#f6f8fa", "#ffffff", "#9cc4e8"
INK, QUIET, LINE = "#22303c", "#5b6875", "#b8c2cc"
BLUE, ORANGE, GREEN, RED, PURPLE = "#1f6fb2", "#a85505", "#237a4b", "#b8322a", "#7a4bb5"
AT_NIGHT = {
    PAPER: "#262b33",
    FIELD: "#1c2026",
    CHOSEN: "#35618c",
    INK: "#e4e7ec",
    QUIET: "#aab4c0",
    LINE: "#57616d",
    BLUE: "#7db4ee",
    ORANGE: "#f2ab78",
    GREEN: "#6fcf97",
    RED: "#ff9a92",
    PURPLE: "#c9a3ff",
}
WIDTH, SMALL = 360, 13
FONT = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, Noto Sans, Arial, sans-serif"


def style() -> str:
    """Every colour's other one at night."""
    rules = "".join(
        f'[fill="{day}"]{{fill:{night}}}[stroke="{day}"]{{stroke:{night}}}' for day, night in AT_NIGHT.items()
    )
    return f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"


class Picture:
    """An SVG that grows by shapes; coordinates are pixels from the top left corner."""

    def __init__(self, height: int, title: str) -> None:
        self.head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'font-family="{FONT}" role="img">\n<title>{escape(title)}</title>\n{style()}\n'
            f'<rect width="{WIDTH}" height="{height}" rx="10" fill="{PAPER}"/>\n'
        )
        self.body: list[str] = []

    def add(self, shape: str) -> None:
        self.body.append(shape)

    def text(
        self,
        x: float,
        y: float,
        said: str,
        *,
        size: int = 14,
        colour: str = INK,
        anchor: str = "middle",
        bold: bool = False,
    ) -> None:
        weight = ' font-weight="600"' if bold else ""
        self.add(
            f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{weight}>'
            f"{escape(said)}</text>"
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str = QUIET, width: float = 1.5, dash: str = ""
    ) -> None:
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(
            f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="{colour}" stroke-width="{width:g}" fill="none"{dashed}/>'
        )

    def arrow(self, x1: float, y1: float, x2: float, y2: float, colour: str = QUIET, width: float = 1.8) -> None:
        self.line(x1, y1, x2, y2, colour, width)
        turn = math.atan2(y2 - y1, x2 - x1)
        tips = [(x2 - 9 * math.cos(turn + side), y2 - 9 * math.sin(turn + side)) for side in (0.42, -0.42)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in ((x2, y2), *tips))
        self.add(f'<polygon points="{points}" fill="{colour}"/>')

    def bent(self, points: list[tuple[float, float]], colour: str = QUIET, width: float = 1.8) -> None:
        """An arrow through points."""
        self.curve(points[:-1], colour, width)
        self.arrow(*points[-2], *points[-1], colour, width)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        said: str = "",
        colour: str = BLUE,
        fill: str = FIELD,
        *,
        dash: str = "",
        edge: float = 1.6,
        size: int = 14,
    ) -> None:
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="5" fill="{fill}" stroke="{colour}" '
            f'stroke-width="{edge:g}"{dashed}/>'
        )
        lines = said.split("\n") if said else []
        for at, words in enumerate(lines):
            self.text(x + width / 2, y + height / 2 + 5 + 17 * (at - (len(lines) - 1) / 2), words, size=size)

    def circle(self, x: float, y: float, radius: float, colour: str = BLUE, fill: str = FIELD, said: str = "") -> None:
        self.add(f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}" stroke="{colour}" stroke-width="1.6"/>')
        if said:
            self.text(x, y + 5, said)

    def curve(self, points: Iterable[tuple[float, float]], colour: str, width: float = 2.4, dash: str = "") -> None:
        path = "".join(f"{'L' if at else 'M'}{x:.1f} {y:.1f}" for at, (x, y) in enumerate(points))
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(f'<path d="{path}" stroke="{colour}" stroke-width="{width:g}" fill="none"{dashed}/>')

    def shape(self, path: str, colour: str, width: float = 2.4, fill: str = "none") -> None:
        """What an SVG path draws."""
        self.add(f'<path d="{path}" stroke="{colour}" stroke-width="{width:g}" fill="{fill}" stroke-linecap="round"/>')

    def svg(self) -> str:
        return self.head + "\n".join(self.body) + "\n</svg>\n"

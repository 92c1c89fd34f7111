"""Draws the pictures of this deck as SVG: `python cards/media/draw.py` writes them beside this file.

Each is 360 pixels wide, with letters of 13 at least: on a phone they can still be read. At night a picture
turns dark with its card: an SVG in a page is told the color scheme of the element that shows it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

PAPER, FIELD, CHOSEN = "#f6f8fa", "#ffffff", "#9cc4e8"
INK, QUIET, LINE = "#22303c", "#5b6875", "#b8c2cc"
BLUE, ORANGE, GREEN, RED, PURPLE = "#1f6fb2", "#b35c08", "#237a4b", "#b8322a", "#7a4bb5"
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

    def box(
        self, x: float, y: float, width: float, height: float, said: str = "", colour: str = BLUE, fill: str = FIELD
    ) -> None:
        self.add(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="5" fill="{fill}" stroke="{colour}" '
            'stroke-width="1.6"/>'
        )
        lines = said.split("\n") if said else []
        for at, words in enumerate(lines):
            self.text(x + width / 2, y + height / 2 + 5 + 17 * (at - (len(lines) - 1) / 2), words)

    def circle(self, x: float, y: float, radius: float, colour: str = BLUE, fill: str = FIELD, said: str = "") -> None:
        self.add(f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}" stroke="{colour}" stroke-width="1.6"/>')
        if said:
            self.text(x, y + 5, said)

    def curve(self, points: Iterable[tuple[float, float]], colour: str, width: float = 2.4, dash: str = "") -> None:
        path = "".join(f"{'L' if at else 'M'}{x:.1f} {y:.1f}" for at, (x, y) in enumerate(points))
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(f'<path d="{path}" stroke="{colour}" stroke-width="{width:g}" fill="none"{dashed}/>')

    def svg(self) -> str:
        return self.head + "\n".join(self.body) + "\n</svg>\n"


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def relu(x: float) -> float:
    return max(0.0, x)


def gelu(x: float) -> float:
    return 0.5 * x * (1 + math.erf(x / math.sqrt(2)))


def slope(function: Callable[[float], float], x: float) -> float:
    return (function(x + 1e-5) - function(x - 1e-5)) / 2e-5


def plot(picture: Picture, left: float, top: float, function: Callable[[float], float], name: str) -> None:
    """A function (full line) and its derivative (dashed) for -4 to 4, in a field of 155 by 130."""
    width, height, low, high = 155.0, 130.0, -1.4, 2.4

    def place(x: float, y: float) -> tuple[float, float]:
        return left + (x + 4) / 8 * width, top + (high - y) / (high - low) * height

    picture.line(*place(-4, 0), *place(4, 0), LINE, 1)
    picture.line(*place(0, low), *place(0, high), LINE, 1)
    picture.line(*place(-0.12, 1), *place(0.12, 1), QUIET, 1)
    picture.text(place(0, 1)[0] - 9, place(0, 1)[1] + 4, "1", size=SMALL, colour=QUIET)
    steps = [-4 + at / 25 for at in range(201)]
    picture.curve([place(x, function(x)) for x in steps if low <= function(x) <= high], BLUE)
    gradient = [place(x, slope(function, x)) for x in steps]
    picture.curve(gradient, ORANGE, 2, "5 3")
    picture.text(left + width / 2, top - 8, name, bold=True)


def activations() -> Picture:
    picture = Picture(600, "激活函数（实线）与导数（虚线）")
    tanh: Callable[[float], float] = math.tanh
    functions: list[tuple[str, Callable[[float], float]]] = [
        ("Sigmoid", sigmoid),
        ("Tanh", tanh),
        ("ReLU", relu),
        ("Leaky ReLU", lambda x: x if x > 0 else 0.1 * x),
        ("ELU", lambda x: x if x > 0 else math.exp(x) - 1),
        ("GELU", gelu),
    ]
    for at, (name, function) in enumerate(functions):
        plot(picture, 15 + 175 * (at % 2), 36 + 180 * (at // 2), function, name)
    picture.line(70, 579, 100, 579, BLUE, 2.4)
    picture.text(108, 584, "函数", anchor="start")
    picture.line(210, 579, 240, 579, ORANGE, 2, "5 3")
    picture.text(248, 584, "导数", anchor="start")
    return picture


def saturation() -> Picture:
    picture = Picture(400, "Sigmoid 与 ReLU 的导数")
    for top, function, name, said, colour in (
        (0, sigmoid, "Sigmoid 的导数：至多 1/4", "两端饱和：导数趋于 0", RED),
        (184, relu, "ReLU 的导数：0 或 1", "正区间不衰减", GREEN),
    ):
        left, base, width, height = 50.0, top + 146.0, 280.0, 96.0
        picture.line(left, base, left + width, base, LINE, 1)
        picture.line(left + width / 2, base, left + width / 2, base - height - 8, LINE, 1)
        for value in (0.25, 1.0):
            at = base - value * height
            picture.line(left, at, left + width, at, LINE, 0.8, "3 3")
            picture.text(left - 6, at + 4, "1/4" if value < 1 else "1", size=SMALL, colour=QUIET, anchor="end")
        if function is relu:
            points = [(-6.0, 0.0), (0.0, 0.0), (0.0, 1.0), (6.0, 1.0)]
        else:
            points = [(x / 10, slope(function, x / 10)) for x in range(-60, 61)]
        picture.curve([(left + (x + 6) / 12 * width, base - y * height) for x, y in points], colour, 2.8)
        picture.text(WIDTH / 2, top + 28, name, bold=True)
        picture.text(WIDTH / 2, top + 168, said, colour=QUIET)
    picture.text(WIDTH / 2, 384, "10 层 Sigmoid 连乘：至多 4⁻¹⁰ ≈ 10⁻⁶", size=SMALL, colour=QUIET)
    return picture


def perceptron() -> Picture:
    picture = Picture(220, "感知机")
    for at, (name, weight) in enumerate((("x₁", "w₁"), ("x₂", "w₂"), ("x₃", "w₃"), ("1", "b"))):
        y = 32 + 46 * at
        picture.circle(28, y, 17, BLUE if name != "1" else QUIET, said=name)
        end = 97 + 4 * (at - 1.5)
        picture.arrow(46, y, 124, end)
        side = 1 if end > y else -1  # on which the arrow leaves room above itself
        picture.text(73 + 11 * side, y + (end - y) * (27 + 2 * side) / 78 - 4, weight, colour=ORANGE)
    picture.circle(150, 99, 25, PURPLE, said="∑")
    picture.arrow(175, 99, 205, 99)
    picture.text(189, 89, "z")
    picture.box(207, 77, 68, 44, "sign(z)", GREEN)
    picture.arrow(275, 99, 299, 99)
    picture.text(328, 104, "+1 / −1", bold=True)
    picture.text(212, 202, "z = w₁x₁ + w₂x₂ + w₃x₃ + b", colour=QUIET)
    return picture


def features() -> Picture:
    picture = Picture(280, "由低层特征到高层特征")
    columns = (("像素", 8, QUIET), ("边缘", 6, BLUE), ("部件", 4, GREEN), ("物体", 2, PURPLE))
    places: list[list[float]] = []
    for at, (name, count, colour) in enumerate(columns):
        x = 42 + 92 * at
        places.append([142 + (row - (count - 1) / 2) * 27 for row in range(count)])
        picture.text(x, 268, name, bold=True, colour=colour)
    for at in range(3):
        for row, y in enumerate(places[at + 1]):
            share = len(places[at]) / len(places[at + 1])
            first = round(row * (len(places[at]) - 3) / max(len(places[at + 1]) - 1, 1)) if share else 0
            for near in places[at][first : first + 3]:
                picture.line(42 + 92 * at + 11, near, 42 + 92 * (at + 1) - 11, y, LINE, 1.1)
    for at, (_, _, colour) in enumerate(columns):
        for y in places[at]:
            picture.circle(42 + 92 * at, y, 9, colour)
    picture.text(WIDTH / 2, 22, "每个单元只与前一层的一个局部相连，", size=SMALL, colour=QUIET)
    picture.text(WIDTH / 2, 41, "越往右感受野越大", size=SMALL, colour=QUIET)
    return picture


def local_conv() -> Picture:
    picture = Picture(420, "卷积与局部连接")
    colours = (BLUE, ORANGE, GREEN, RED)
    for top, shared, name, said in (
        (0, True, "普通卷积：处处同一组权重", "同色的边是同一个权重，共 3 个"),
        (208, False, "Local-Conv：各处权重不同", "每条边一个权重，共 12 个"),
    ):
        xs = [55 + 50 * at for at in range(6)]
        outs = [105 + 50 * at for at in range(4)]
        for at, out in enumerate(outs):
            for offset in range(3):
                colour = colours[offset] if shared else colours[at]
                dash = "" if shared or offset == 1 else "5 3" if offset else "2 2"
                picture.line(xs[at + offset], top + 144, out, top + 66, colour, 2.2, dash)
        for x in xs:
            picture.circle(x, top + 154, 11, QUIET)
        for out in outs:
            picture.circle(out, top + 56, 11, PURPLE)
        picture.text(WIDTH / 2, top + 28, name, bold=True)
        picture.text(WIDTH / 2, top + 190, said, size=SMALL, colour=QUIET)
    return picture


def no_free_lunch() -> Picture:
    picture = Picture(450, "没有免费的午餐")
    train = ((0.1, 0.35), (0.32, 0.62), (0.55, 0.45), (0.78, 0.66), (0.93, 0.5))
    cases = (
        (0, "这些测试点上 A 更好", ((0.22, 0.49), (0.44, 0.55), (0.66, 0.56), (0.86, 0.59))),
        (196, "另一些测试点上 B 更好", ((0.21, 0.82), (0.44, 0.22), (0.67, 0.85), (0.86, 0.28))),
    )
    for top, name, tests in cases:
        place = partial(placed, 30, top + 182.0, 300.0, 150.0)
        steps = [at / 100 for at in range(4, 99)]
        smooth = [place(x, interpolated(train, x)) for x in steps]
        wild = [place(x, interpolated(train, x) + 0.32 * wiggle(train, x)) for x in steps]
        picture.curve(smooth, BLUE)
        picture.curve(wild, ORANGE, 2.2, "6 3")
        for x, y in train:
            picture.circle(*place(x, y), 5.5, INK, INK)
        for x, y in tests:
            picture.circle(*place(x, y), 5.5, RED)
        picture.text(WIDTH / 2, top + 28, name, bold=True)
    for x, colour, name, dash in ((60, BLUE, "算法 A", ""), (200, ORANGE, "算法 B", "6 3")):
        picture.line(x, 407, x + 28, 407, colour, 2.4, dash)
        picture.text(x + 36, 412, name, anchor="start")
    for x, name, fill, colour in ((74, "训练样本", INK, INK), (214, "测试样本", FIELD, RED)):
        picture.circle(x, 431, 5.5, colour, fill)
        picture.text(x + 22, 436, name, anchor="start")
    return picture


def placed(left: float, base: float, width: float, height: float, x: float, y: float) -> tuple[float, float]:
    return left + x * width, base - y * height


def interpolated(points: tuple[tuple[float, float], ...], x: float) -> float:
    """A smooth way through the points: cosine steps between neighbours."""
    if x <= points[0][0]:
        return points[0][1]
    for (x1, y1), (x2, y2) in pairwise(points):
        if x <= x2:
            return y1 + (y2 - y1) * (1 - math.cos(math.pi * (x - x1) / (x2 - x1))) / 2
    return points[-1][1]


def wiggle(points: tuple[tuple[float, float], ...], x: float) -> float:
    """Zero at every point, up and down by turns between them."""
    for at, ((x1, _), (x2, _)) in enumerate(pairwise(points)):
        if x1 <= x <= x2:
            return math.sin(math.pi * (x - x1) / (x2 - x1)) * (1 if at % 2 == 0 else -1)
    return 0.0


def normalisations() -> Picture:
    picture = Picture(424, "四种归一化统计的轴")
    kinds = (
        ("Batch Norm", "每个通道", "batch"),
        ("Layer Norm", "每个样本", "layer"),
        ("Instance Norm", "每个样本每个通道", "instance"),
        ("Group Norm", "每个样本每组通道", "group"),
    )
    for at, (name, said, kind) in enumerate(kinds):
        left, top, cell = 44 + 172 * (at % 2), 46 + 186 * (at // 2), 24
        for n in range(4):
            for c in range(5):
                chosen = {"batch": c == 1, "layer": n == 1, "instance": n == 1 and c == 1, "group": n == 1 and c < 2}[
                    kind
                ]
                picture.add(
                    f'<rect x="{left + c * cell}" y="{top + n * cell}" width="{cell}" height="{cell}" '
                    f'fill="{CHOSEN if chosen else FIELD}" stroke="{QUIET}"/>'
                )
        picture.text(left + 2.5 * cell, top - 14, name, bold=True)
        picture.text(left + 2.5 * cell, top + 4 * cell + 20, "通道 C →", size=SMALL, colour=QUIET)
        picture.text(left + 2.5 * cell, top + 4 * cell + 42, said)
        picture.text(left - 14, top + 2 * cell + 4, "N", size=SMALL, colour=QUIET)
    picture.text(WIDTH / 2, 396, "每格是一个样本的一个通道（H×W）；", size=SMALL, colour=QUIET)
    picture.text(WIDTH / 2, 415, "着色的格子合起来算一个均值和方差", size=SMALL, colour=QUIET)
    return picture


def connections() -> Picture:
    picture = Picture(390, "残差连接与密集连接")
    picture.text(WIDTH / 2, 28, "残差连接：相加", bold=True)
    picture.text(40, 102, "x")
    picture.arrow(30, 112, 108, 112)
    picture.box(110, 90, 96, 44, "F(x)", BLUE)
    picture.arrow(206, 112, 250, 112)
    picture.circle(266, 112, 15, GREEN, said="+")
    picture.curve([(66, 112), (66, 58), (266, 58)], ORANGE, 2.2)
    picture.arrow(266, 58, 266, 95, ORANGE, 2.2)
    picture.arrow(281, 112, 332, 112)
    picture.text(WIDTH / 2, 164, "y = x + F(x)", colour=QUIET)
    picture.text(WIDTH / 2, 214, "密集连接：拼接", bold=True)
    xs, top = (48, 136, 224, 312), 300
    for at, x in enumerate(xs):
        for before in range(at):
            lift = 24 * (at - before - 1)
            if lift:
                start, end = xs[before] + 6 * before, x - 12 + 6 * before
                picture.curve([(start, top), (start, top - 10 - lift), (end, top - 10 - lift)], ORANGE, 1.8)
                picture.arrow(end, top - 10 - lift, end, top - 1, ORANGE, 1.8)
            else:
                picture.arrow(xs[before] + 24, top + 20, x - 25, top + 20)
        picture.box(x - 24, top, 48, 40, f"H{'₀₁₂₃'[at]}", BLUE)
    picture.text(WIDTH / 2, 372, "每层的输入是前面所有层的拼接", colour=QUIET)
    return picture


def rcnn() -> Picture:
    picture = Picture(306, "R-CNN 一族")
    columns = (
        ("R-CNN", (("选择性搜索", RED), ("裁剪\n约 2000 块", QUIET), ("逐块卷积", RED), ("SVM、回归", QUIET))),
        ("Fast R-CNN", (("选择性搜索", RED), ("整图\n卷积一次", GREEN), ("RoI 池化", BLUE), ("分类、回归", GREEN))),
        (
            "Faster R-CNN",
            (("整图\n卷积一次", GREEN), ("RPN\n提候选框", GREEN), ("RoI 池化", BLUE), ("分类、回归", GREEN)),
        ),
    )
    for at, (name, steps) in enumerate(columns):
        x = 10 + 118 * at
        picture.text(x + 52, 28, name, bold=True)
        for step, (said, colour) in enumerate(steps):
            y = 44 + 60 * step
            picture.box(x, y, 104, 42, said, colour)
            if step:
                picture.arrow(x + 52, y - 18, x + 52, y - 1)
    picture.text(WIDTH / 2, 294, "红：慢的步骤　绿：在网络中共享的计算", size=SMALL, colour=QUIET)
    return picture


def gan_vae() -> Picture:
    picture = Picture(400, "GAN 与 VAE")
    picture.text(16, 30, "GAN", bold=True, anchor="start", colour=BLUE)
    picture.text(44, 66, "噪声 z")
    picture.arrow(70, 61, 104, 61)
    picture.box(106, 40, 84, 42, "生成器 G", BLUE)
    picture.arrow(148, 82, 148, 124)
    picture.text(180, 108, "假样本", size=SMALL)
    picture.text(44, 152, "真样本", size=SMALL)
    picture.arrow(70, 147, 104, 147)
    picture.box(106, 126, 84, 42, "判别器 D", RED)
    picture.arrow(190, 147, 230, 147)
    picture.text(286, 152, "真还是假？")
    picture.line(16, 188, 344, 188, LINE, 1)
    picture.text(16, 218, "VAE", bold=True, anchor="start", colour=GREEN)
    picture.text(34, 256, "x")
    picture.arrow(48, 251, 104, 251)
    picture.box(106, 230, 84, 42, "编码器", GREEN)
    picture.arrow(190, 251, 240, 251)
    picture.box(242, 230, 84, 42, "μ, σ", PURPLE)
    picture.text(284, 292, "KL：靠近 N(0, I)", size=SMALL, colour=QUIET)
    picture.arrow(242, 268, 148, 322)
    picture.text(262, 322, "z = μ + σε", size=SMALL)
    picture.box(106, 324, 84, 42, "解码器", GREEN)
    picture.arrow(106, 345, 52, 345)
    picture.text(34, 350, "x̂")
    picture.text(60, 390, "重构误差：x̂ 与 x", size=SMALL, colour=QUIET)
    return picture


PICTURES: dict[str, Callable[[], Picture]] = {
    "activations": activations,
    "connections": connections,
    "features": features,
    "gan-vae": gan_vae,
    "local-conv": local_conv,
    "no-free-lunch": no_free_lunch,
    "normalisations": normalisations,
    "perceptron": perceptron,
    "rcnn": rcnn,
    "saturation": saturation,
}


def main(folder: Path = Path(__file__).parent) -> None:
    for name, draw in PICTURES.items():
        (folder / f"{name}.svg").write_text(draw().svg(), "utf-8")


if __name__ == "__main__":
    main()

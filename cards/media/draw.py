"""Draws the pictures of this deck as SVG: `python cards/media/draw.py` writes them beside this file.

Each stands on a light panel of its own, so that it can be read on a dark card too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

INK, QUIET, LINE = "#22303c", "#5b6875", "#b8c2cc"
BLUE, ORANGE, GREEN, RED, PURPLE = "#1f6fb2", "#c76a12", "#2a8a56", "#b8322a", "#7a4bb5"
FONT = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, Noto Sans, Arial, sans-serif"


class Picture:
    """An SVG that grows by shapes; coordinates are pixels from the top left corner."""

    def __init__(self, width: int, height: int, title: str) -> None:
        self.head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'font-family="{FONT}" role="img">\n<title>{escape(title)}</title>\n'
            f'<rect width="{width}" height="{height}" rx="10" fill="#f6f8fa"/>\n'
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
        self, x: float, y: float, width: float, height: float, said: str = "", colour: str = BLUE, fill: str = "#ffffff"
    ) -> None:
        self.add(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="5" fill="{fill}" stroke="{colour}" '
            'stroke-width="1.6"/>'
        )
        lines = said.split("\n") if said else []
        for at, words in enumerate(lines):
            self.text(x + width / 2, y + height / 2 + 5 + 17 * (at - (len(lines) - 1) / 2), words)

    def circle(
        self, x: float, y: float, radius: float, colour: str = BLUE, fill: str = "#ffffff", said: str = ""
    ) -> None:
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
    """A function (full line) and its derivative (dashed) for -4 to 4, in a field of 190 by 150."""
    width, height, low, high = 190.0, 150.0, -1.4, 2.4

    def place(x: float, y: float) -> tuple[float, float]:
        return left + (x + 4) / 8 * width, top + (high - y) / (high - low) * height

    picture.line(*place(-4, 0), *place(4, 0), LINE, 1)
    picture.line(*place(0, low), *place(0, high), LINE, 1)
    picture.line(*place(-0.12, 1), *place(0.12, 1), QUIET, 1)
    picture.text(place(0, 1)[0] - 9, place(0, 1)[1] + 4, "1", size=12, colour=QUIET)
    steps = [-4 + at / 25 for at in range(201)]
    picture.curve([place(x, function(x)) for x in steps if low <= function(x) <= high], BLUE)
    gradient = [place(x, slope(function, x)) for x in steps]
    picture.curve(gradient, ORANGE, 2, "5 3")
    picture.text(left + width / 2, top - 8, name, bold=True)


def activations() -> Picture:
    picture = Picture(660, 440, "激活函数（实线）与导数（虚线）")
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
        plot(picture, 20 + 215 * (at % 3), 36 + 195 * (at // 3), function, name)
    picture.line(210, 424, 240, 424, BLUE, 2.4)
    picture.text(248, 429, "函数", anchor="start")
    picture.line(350, 424, 380, 424, ORANGE, 2, "5 3")
    picture.text(388, 429, "导数", anchor="start")
    return picture


def saturation() -> Picture:
    picture = Picture(560, 230, "Sigmoid 与 ReLU 的导数")
    for left, function, name, colour in (
        (40, sigmoid, "Sigmoid 的导数：至多 1/4", RED),
        (310, relu, "ReLU 的导数：0 或 1", GREEN),
    ):
        base, width, height = 170.0, 210.0, 120.0
        picture.line(left, base, left + width, base, LINE, 1)
        picture.line(left + width / 2, base, left + width / 2, base - height - 8, LINE, 1)
        for value in (0.25, 1.0):
            picture.line(left, base - value * height, left + width, base - value * height, LINE, 0.8, "3 3")
            picture.text(
                left - 6, base - value * height + 4, "1/4" if value < 1 else "1", size=12, colour=QUIET, anchor="end"
            )
        if function is relu:
            points = [(-6.0, 0.0), (0.0, 0.0), (0.0, 1.0), (6.0, 1.0)]
        else:
            points = [(x / 10, slope(function, x / 10)) for x in range(-60, 61)]
        picture.curve([(left + (x + 6) / 12 * width, base - y * height) for x, y in points], colour, 2.8)
        picture.text(left + width / 2, 26, name, bold=True)
    picture.text(145, 200, "两端饱和：导数趋于 0", colour=QUIET)
    picture.text(415, 200, "正区间不衰减", colour=QUIET)
    picture.text(280, 221, "10 层 Sigmoid 连乘：至多 4⁻¹⁰ ≈ 10⁻⁶", size=13, colour=QUIET)
    return picture


def perceptron() -> Picture:
    picture = Picture(560, 220, "感知机")
    for at, (name, weight) in enumerate((("x₁", "w₁"), ("x₂", "w₂"), ("x₃", "w₃"), ("1", "b"))):
        y = 40 + 46 * at
        picture.circle(60, y, 17, BLUE if name != "1" else QUIET, said=name)
        picture.arrow(78, y, 218, 104 + 4 * (at - 1.5))
        picture.text(128, y - 4 + (104 - y) * 0.32, weight, colour=ORANGE)
    picture.circle(244, 106, 26, PURPLE, said="∑")
    picture.arrow(270, 106, 330, 106)
    picture.text(300, 96, "z")
    picture.box(332, 82, 84, 48, "sign(z)", GREEN)
    picture.arrow(416, 106, 478, 106)
    picture.text(508, 111, "+1 / −1", bold=True)
    picture.text(290, 200, "z = w₁x₁ + w₂x₂ + w₃x₃ + b", colour=QUIET)
    return picture


def features() -> Picture:
    picture = Picture(620, 260, "由低层特征到高层特征")
    columns = (("像素", 8, QUIET), ("边缘", 6, BLUE), ("部件", 4, GREEN), ("物体", 2, PURPLE))
    places: list[list[float]] = []
    for at, (name, count, colour) in enumerate(columns):
        x = 70 + 160 * at
        places.append([128 + (row - (count - 1) / 2) * 27 for row in range(count)])
        picture.text(x, 248, name, bold=True, colour=colour)
    for at in range(3):
        for row, y in enumerate(places[at + 1]):
            share = len(places[at]) / len(places[at + 1])
            first = round(row * (len(places[at]) - 3) / max(len(places[at + 1]) - 1, 1)) if share else 0
            for near in places[at][first : first + 3]:
                picture.line(70 + 160 * at + 11, near, 70 + 160 * (at + 1) - 11, y, LINE, 1.1)
    for at, (_, _, colour) in enumerate(columns):
        for y in places[at]:
            picture.circle(70 + 160 * at, y, 10, colour)
    picture.text(310, 22, "每个单元只与前一层的一个局部相连，越往右感受野越大", size=13, colour=QUIET)
    return picture


def local_conv() -> Picture:
    picture = Picture(600, 230, "卷积与局部连接")
    colours = (BLUE, ORANGE, GREEN, RED)
    for left, shared, name in ((30, True, "普通卷积：处处同一组权重"), (320, False, "Local-Conv：各处权重不同")):
        xs = [left + 20 + 42 * at for at in range(6)]
        outs = [left + 62 + 42 * at for at in range(4)]
        for at, out in enumerate(outs):
            for offset in range(3):
                colour = colours[offset] if shared else colours[at]
                picture.line(
                    xs[at + offset],
                    160,
                    out,
                    82,
                    colour,
                    2.2,
                    "" if shared or offset == 1 else "5 3" if offset else "2 2",
                )
        for x in xs:
            picture.circle(x, 170, 11, QUIET)
        for out in outs:
            picture.circle(out, 72, 11, PURPLE)
        picture.text(left + 125, 30, name, bold=True)
    picture.text(155, 212, "同色的边是同一个权重，共 3 个", size=13, colour=QUIET)
    picture.text(445, 212, "每条边一个权重，共 12 个", size=13, colour=QUIET)
    return picture


def no_free_lunch() -> Picture:
    picture = Picture(600, 250, "没有免费的午餐")
    train = ((0.1, 0.35), (0.32, 0.62), (0.55, 0.45), (0.78, 0.66), (0.93, 0.5))
    cases = (
        (30, "这些测试点上 A 更好", ((0.22, 0.49), (0.44, 0.55), (0.66, 0.56), (0.86, 0.59))),
        (325, "另一些测试点上 B 更好", ((0.21, 0.82), (0.44, 0.22), (0.67, 0.85), (0.86, 0.28))),
    )
    for left, name, tests in cases:
        width, height, base = 245.0, 150.0, 200.0
        place = partial(placed, left, base, width, height)
        steps = [at / 100 for at in range(4, 99)]
        smooth = [place(x, interpolated(train, x)) for x in steps]
        wild = [place(x, interpolated(train, x) + 0.32 * wiggle(train, x)) for x in steps]
        picture.curve(smooth, BLUE)
        picture.curve(wild, ORANGE, 2.2, "6 3")
        for x, y in train:
            picture.circle(*place(x, y), 5.5, INK, INK)
        for x, y in tests:
            picture.circle(*place(x, y), 5.5, RED)
        picture.text(left + width / 2, 26, name, bold=True)
    for x, colour, name, dash in ((70, BLUE, "算法 A", ""), (200, ORANGE, "算法 B", "6 3")):
        picture.line(x, 230, x + 28, 230, colour, 2.4, dash)
        picture.text(x + 34, 235, name, anchor="start")
    picture.circle(345, 230, 5.5, INK, INK)
    picture.text(357, 235, "训练样本", anchor="start")
    picture.circle(465, 230, 5.5, RED)
    picture.text(477, 235, "测试样本", anchor="start")
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
    picture = Picture(660, 226, "四种归一化统计的轴")
    kinds = (
        ("Batch Norm", "每个通道", "batch"),
        ("Layer Norm", "每个样本", "layer"),
        ("Instance Norm", "每个样本每个通道", "instance"),
        ("Group Norm", "每个样本每组通道", "group"),
    )
    for at, (name, said, kind) in enumerate(kinds):
        left, top, cell = 40 + 158 * at, 50, 22
        for n in range(4):
            for c in range(5):
                chosen = {"batch": c == 1, "layer": n == 1, "instance": n == 1 and c == 1, "group": n == 1 and c < 2}[
                    kind
                ]
                picture.add(
                    f'<rect x="{left + c * cell}" y="{top + n * cell}" width="{cell}" height="{cell}" '
                    f'fill="{"#9cc4e8" if chosen else "#ffffff"}" stroke="{QUIET}"/>'
                )
        picture.text(left + 2.5 * cell, 34, name, bold=True)
        picture.text(left + 2.5 * cell, top + 4 * cell + 22, "通道 C →", size=12, colour=QUIET)
        picture.text(left + 2.5 * cell, top + 4 * cell + 44, said, size=13)
        picture.text(left - 14, top + 2 * cell + 4, "N", size=12, colour=QUIET)
    picture.text(330, 214, "每格是一个样本的一个通道（H×W）；着色的格子合起来算一个均值和方差", size=13, colour=QUIET)
    return picture


def connections() -> Picture:
    picture = Picture(620, 220, "残差连接与密集连接")
    picture.text(150, 30, "残差连接：相加", bold=True)
    picture.arrow(30, 120, 78, 120)
    picture.text(40, 110, "x")
    picture.box(80, 98, 84, 44, "F(x)", BLUE)
    picture.arrow(164, 120, 216, 120)
    picture.circle(232, 120, 15, GREEN, said="+")
    picture.curve([(54, 120), (54, 66), (232, 66)], ORANGE, 2.2)
    picture.arrow(232, 66, 232, 103, ORANGE, 2.2)
    picture.arrow(247, 120, 288, 120)
    picture.text(150, 190, "y = x + F(x)", colour=QUIET)
    picture.text(460, 30, "密集连接：拼接", bold=True)
    xs = (345, 425, 505, 585)
    for at, x in enumerate(xs):
        if at:
            for before in range(at):
                lift = 24 * (at - before - 1)
                if lift:
                    picture.curve(
                        [
                            (xs[before] + 6 * before, 102),
                            (xs[before] + 6 * before, 92 - lift),
                            (x - 12 + 6 * before, 92 - lift),
                        ],
                        ORANGE,
                        1.8,
                    )
                    picture.arrow(x - 12 + 6 * before, 92 - lift, x - 12 + 6 * before, 101, ORANGE, 1.8)
                else:
                    picture.arrow(xs[before] + 22, 122, x - 23, 122)
        picture.box(x - 22, 102, 44, 40, f"H{'₀₁₂₃'[at]}", BLUE)
    picture.text(465, 190, "每层的输入是前面所有层的拼接", colour=QUIET)
    return picture


def rcnn() -> Picture:
    picture = Picture(660, 270, "R-CNN 一族")
    rows = (
        ("R-CNN", (("选择性搜索", RED), ("裁剪约 2000 块", QUIET), ("逐块卷积", RED), ("SVM、回归", QUIET))),
        ("Fast R-CNN", (("选择性搜索", RED), ("整图卷积一次", GREEN), ("RoI 池化", BLUE), ("分类、回归", GREEN))),
        ("Faster R-CNN", (("整图卷积一次", GREEN), ("RPN 提候选框", GREEN), ("RoI 池化", BLUE), ("分类、回归", GREEN))),
    )
    for at, (name, steps) in enumerate(rows):
        y = 24 + 78 * at
        picture.text(14, y + 29, name, bold=True, anchor="start")
        for step, (said, colour) in enumerate(steps):
            x = 132 + 132 * step
            picture.box(x, y, 114, 46, said, colour)
            if step:
                picture.arrow(x - 18, y + 23, x - 1, y + 23)
    picture.text(330, 258, "红：慢的步骤　绿：在网络中共享的计算", size=13, colour=QUIET)
    return picture


def gan_vae() -> Picture:
    picture = Picture(640, 270, "GAN 与 VAE")
    picture.text(20, 34, "GAN", bold=True, anchor="start", colour=BLUE)
    picture.text(58, 84, "噪声 z")
    picture.arrow(86, 79, 128, 79)
    picture.box(130, 58, 92, 42, "生成器 G", BLUE)
    picture.arrow(222, 79, 318, 79)
    picture.text(270, 70, "假样本", size=13)
    picture.text(270, 126, "真样本", size=13)
    picture.arrow(300, 120, 322, 96)
    picture.box(320, 58, 92, 42, "判别器 D", RED)
    picture.arrow(412, 79, 470, 79)
    picture.text(516, 84, "真还是假？")
    picture.line(20, 150, 620, 150, LINE, 1)
    picture.text(20, 182, "VAE", bold=True, anchor="start", colour=GREEN)
    picture.text(50, 222, "x")
    picture.arrow(62, 217, 98, 217)
    picture.box(100, 196, 84, 42, "编码器", GREEN)
    picture.arrow(184, 217, 220, 217)
    picture.box(222, 196, 78, 42, "μ, σ", PURPLE)
    picture.arrow(300, 217, 396, 217)
    picture.text(348, 208, "z = μ + σε", size=13)
    picture.box(398, 196, 84, 42, "解码器", GREEN)
    picture.arrow(482, 217, 540, 217)
    picture.text(560, 222, "x̂")
    picture.text(262, 258, "KL：靠近 N(0, I)", size=13, colour=QUIET)
    picture.text(560, 258, "重构误差", size=13, colour=QUIET)
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

"""Draws the pictures of this deck as SVG: `python cards/media/draw.py [FOLDER]`, without a folder beside itself.

The same bytes on every machine: nothing in them is measured, random or dated.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

from canvas import (
    BLUE,
    CHOSEN,
    FIELD,
    GREEN,
    INK,
    LINE,
    ORANGE,
    PURPLE,
    QUIET,
    RED,
    SMALL,
    WIDTH,
    Picture,
)


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def relu(x: float) -> float:
    return max(0.0, x)


def gelu(x: float) -> float:
    return 0.5 * x * (1 + math.erf(x / math.sqrt(2)))


def slope(function: Callable[[float], float], x: float) -> float:
    return (function(x + 1e-5) - function(x - 1e-5)) / 2e-5


UNIT, LEFT, LOW, HIGH = 23.0, 3.4, -1.2, 2.3
"""Of the plots of functions: pixels of 1, across and up alike; how far they reach."""


def plot(picture: Picture, left: float, top: float, function: Callable[[float], float], name: str) -> None:
    """A function (full line) and its derivative (dashed), so that a slope of 1 rises by 45 degrees."""

    def place(x: float, y: float) -> tuple[float, float]:
        return left + (x + LEFT) * UNIT, top + (HIGH - y) * UNIT

    picture.line(*place(-LEFT, 0), *place(LEFT, 0), LINE, 1)
    picture.line(*place(0, LOW), *place(0, HIGH), LINE, 1)
    picture.line(*place(-LEFT, 1), *place(LEFT, 1), LINE, 1, "2 3")
    picture.text(left + 6, place(0, 1)[1] - 4, "1", size=SMALL, colour=QUIET)
    steps = [-LEFT + at * LEFT / 100 for at in range(201)]
    picture.curve([place(x, function(x)) for x in steps if LOW <= function(x) <= HIGH], BLUE)
    picture.curve([place(x, slope(function, x)) for x in steps], ORANGE, 2, "5 3")
    picture.text(left + LEFT * UNIT, top - 8, name, bold=True)


def activations() -> Picture:
    picture = Picture(452, "激活函数（实线）与导数（虚线）")
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
        plot(picture, 15 + 174 * (at % 2), 38 + 128 * (at // 2), function, name)
    picture.line(70, 427, 100, 427, BLUE, 2.4)
    picture.text(108, 432, "函数", anchor="start")
    picture.line(210, 427, 240, 427, ORANGE, 2, "5 3")
    picture.text(248, 432, "导数", anchor="start")
    return picture


def saturation() -> Picture:
    picture = Picture(416, "Sigmoid 与 ReLU 的导数")
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
    picture.text(WIDTH / 2, 382, "权重的范数不超过 1 时，经过 10 层 Sigmoid，", size=SMALL, colour=QUIET)
    picture.text(WIDTH / 2, 401, "梯度至多剩四分之一的 10 次方：约百万分之一", size=SMALL, colour=QUIET)
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
    """Lines and arcs, shapes made of them, a car made of the shapes."""
    picture = Picture(350, "由直线和曲线到形状，再到汽车")
    stages = ((60, "低层", "直线、曲线"), (176, "中层", "形状"), (290, "高层", "汽车"))
    for y, name, said in stages:
        picture.text(14, y, name, bold=True, anchor="start")
        picture.text(14, y + 19, said, size=SMALL, colour=QUIET, anchor="start")
    for y in (92, 208):
        picture.arrow(28, y, 28, y + 60, QUIET)
        picture.text(38, y + 27, "感受野", size=SMALL, colour=QUIET, anchor="start")
        picture.text(38, y + 44, "变大", size=SMALL, colour=QUIET, anchor="start")
    strokes = ((122, "h36", BLUE), (188, "v36", BLUE), (254, "l28 -32", BLUE), (320, "a18 18 0 0 1 36 0", ORANGE))
    starts = ((104, 62), (188, 44), (240, 78), (302, 71))
    for (x, path, colour), (left, top) in zip(strokes, starts, strict=True):
        picture.box(x - 28, 34, 56, 56, colour=LINE)
        picture.shape(f"M{left} {top}{path}", colour, 3)
    for x, name, parts in ((132, "车身", (122, 188)), (221, "车窗", (122, 254)), (310, "车轮", (320,))):
        for part in parts:
            picture.arrow(part, 91, x + (part - x) * 0.15, 138, QUIET, 1.4)
        picture.box(x - 37, 140, 74, 78, colour=LINE)
        picture.text(x, 209, name, size=SMALL, colour=QUIET)
        picture.arrow(x, 219, 221 + (x - 221) * 0.5, 254, QUIET, 1.4)
    picture.shape("M104 184V164H160V184Z", BLUE, 3)
    picture.shape("M196 186L212 160H246V186Z", BLUE, 3)
    picture.add(f'<circle cx="310" cy="172" r="17" fill="none" stroke="{ORANGE}" stroke-width="3"/>')
    picture.shape("M145 308V288H173L193 264H251L273 288H297V308Z", BLUE, 3)
    picture.shape("M189 288L201 273H218V288Z", BLUE, 2)
    picture.shape("M228 288V273H246L260 288Z", BLUE, 2)
    for x in (179, 263):
        picture.circle(x, 310, 14, ORANGE)
        picture.add(f'<circle cx="{x}" cy="310" r="14" fill="none" stroke="{ORANGE}" stroke-width="3"/>')
    picture.text(221, 343, "局部的特征逐层组合成整体", size=SMALL, colour=QUIET)
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
    picture = Picture(446, "四种归一化统计的轴")
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
    picture.text(WIDTH / 2, 415, "着色的格子合起来算一个均值和方差。", size=SMALL, colour=QUIET)
    picture.text(WIDTH / 2, 434, "Transformer 的 Layer Norm 则逐个 token 算", size=SMALL, colour=QUIET)
    return picture


def connections() -> Picture:
    picture = Picture(424, "残差连接与密集连接")
    picture.text(WIDTH / 2, 28, "残差连接：相加", bold=True)
    picture.text(34, 109, "x")
    picture.arrow(48, 104, 118, 104)
    picture.box(120, 82, 86, 44, "F", BLUE)
    picture.arrow(206, 104, 248, 104)
    picture.circle(264, 104, 15, GREEN, said="+")
    picture.bent([(76, 104), (76, 56), (264, 56), (264, 88)], ORANGE, 2.2)
    picture.arrow(279, 104, 318, 104)
    picture.text(334, 109, "y")
    picture.text(WIDTH / 2, 152, "y = x + F(x)，通道数不变", size=SMALL, colour=QUIET)
    picture.line(16, 172, 344, 172, LINE, 1)
    picture.text(WIDTH / 2, 202, "密集连接：拼接", bold=True)
    colours = (QUIET, BLUE, GREEN, PURPLE)
    for layer in (1, 2, 3):
        y = 222 + 58 * (layer - 1)
        for before in range(layer):
            picture.box(16 + 46 * before, y, 44, 36, f"x{'₀₁₂'[before]}", colours[before], edge=2.2)
        picture.arrow(16 + 46 * layer, y + 18, 200, y + 18)
        picture.box(202, y, 56, 36, f"H{'₁₂₃'[layer - 1]}", INK)
        picture.arrow(258, y + 18, 290, y + 18)
        picture.box(292, y, 44, 36, f"x{'₁₂₃'[layer - 1]}", colours[layer], edge=2.2)
    picture.text(WIDTH / 2, 414, "每层的输入：前面所有输出并排拼接，越来越宽", size=SMALL, colour=QUIET)
    return picture


OUTSIDE, ONCE, EACH = (
    {"colour": ORANGE, "dash": "5 3"},
    {"colour": GREEN, "edge": 3},
    {"colour": BLUE},
)
"""How the steps of the R-CNNs are drawn: outside of the network; once for an image; once for each box."""


def rcnn() -> Picture:
    """Three flows with the same places, so that one sees what changed: boxes above, the image's features below."""
    picture = Picture(340, "R-CNN、Fast R-CNN、Faster R-CNN 的流程")
    for at, name in enumerate(("R-CNN", "Fast R-CNN", "Faster R-CNN")):
        top = 6 + 102 * at
        picture.text(14, top + 14, name, bold=True, anchor="start")
        upper, lower, middle = top + 34, top + 82, top + 58
        picture.text(28, middle + 5, "图像")
        picture.arrow(45, middle + 7, 68, lower - 4)
        if at == 2:
            picture.box(70, upper - 13, 92, 26, "RPN", **ONCE, size=SMALL)
        else:
            picture.arrow(45, middle - 7, 68, upper + 4)
            picture.box(70, upper - 13, 92, 26, "选择性搜索", **OUTSIDE, size=SMALL)
        if at == 0:
            picture.box(70, lower - 13, 92, 26, "裁剪、缩放", **EACH, size=SMALL)
            picture.arrow(116, upper + 13, 116, lower - 14)
            picture.text(123, middle + 5, "框", size=SMALL, colour=QUIET, anchor="start")
            picture.bent([(162, lower), (220, lower), (220, middle + 14)])
            picture.box(180, middle - 13, 80, 26, "CNN×2000", **EACH, size=SMALL)
            picture.text(226, lower + 5, "图块", size=SMALL, colour=QUIET, anchor="start")
        else:
            picture.box(70, lower - 13, 92, 26, "CNN 整图一次", **ONCE, size=SMALL)
            picture.bent([(162, upper), (220, upper), (220, middle - 14)])
            picture.bent([(162, lower), (220, lower), (220, middle + 14)])
            picture.text(226, upper + 5, "框", size=SMALL, colour=QUIET, anchor="start")
            picture.text(226, lower + 5, "特征图", size=SMALL, colour=QUIET, anchor="start")
            picture.box(180, middle - 13, 80, 26, "RoI 池化", **EACH, size=SMALL)
        if at == 2:
            picture.arrow(116, lower - 13, 116, upper + 14)
            picture.text(123, middle + 5, "特征图", size=SMALL, colour=QUIET, anchor="start")
        picture.arrow(260, middle, 274, middle)
        picture.box(276, middle - 13, 72, 26, "SVM、回归" if at == 0 else "分类、回归", **EACH, size=SMALL)
    for x, said, how in ((14, "网络之外", OUTSIDE), (126, "每图一次", ONCE), (238, "每框一次", EACH)):
        picture.box(x, 316, 28, 16, **how)
        picture.text(x + 36, 329, said, size=SMALL, anchor="start")
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
        (folder / f"{name}.svg").write_bytes(draw().svg().encode())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

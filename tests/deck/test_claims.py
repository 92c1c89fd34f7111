"""The numbers that cards state, computed again: each test names the note whose claim it holds."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from itertools import product
from statistics import fmean, pvariance

import pytest

from deckwright.cards import store
from tests.conftest import ROOT

CARDS = {card.id: card for card in store.cards_in(store.load_all(ROOT / "cards"))}
Vector = list[float]
Matrix = list[Vector]


def says(note: str, *words: str) -> None:
    """The card still states what is computed here."""
    card = CARDS[note]
    text = "\n".join(filter(None, (card.note.question, card.note.answer, card.note.extra)))
    for word in words:
        assert word in text, (note, word)


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def softmax(z: Sequence[float]) -> Vector:
    top = max(z)
    powers = [math.exp(one - top) for one in z]
    return [one / sum(powers) for one in powers]


def slope(function: Callable[[float], float], x: float, step: float = 1e-6) -> float:
    return (function(x + step) - function(x - step)) / (2 * step)


def times(matrix: Matrix, vector: Sequence[float]) -> Vector:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def solved(matrix: Matrix, right: Sequence[float]) -> Vector:
    """Gauss's elimination, with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for at in range(size):
        best = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        for row in range(size):
            if row != at:
                share = rows[row][at] / rows[at][at]
                rows[row] = [a - share * b for a, b in zip(rows[row], rows[at], strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(rows)]


def fitted(columns: Sequence[Vector], y: Vector) -> Vector:
    """The coefficients of least squares."""
    gram = [[sum(a * b for a, b in zip(one, other, strict=True)) for other in columns] for one in columns]
    return solved(gram, [sum(a * b for a, b in zip(one, y, strict=True)) for one in columns])


def test_the_gradient_of_the_softmax_loss_is_prediction_minus_label() -> None:
    says("jw7tyevccwtfc", r"\hat y_i-y_i")
    z, label = [0.3, -1.2, 2.0], [0.1, 0.7, 0.2]

    def loss(at: int, value: float) -> float:
        moved = [value if one == at else old for one, old in enumerate(z)]
        return -sum(y * math.log(p) for y, p in zip(label, softmax(moved), strict=True))

    for at, (p, y) in enumerate(zip(softmax(z), label, strict=True)):
        assert slope(lambda value, at=at: loss(at, value), z[at]) == pytest.approx(p - y, abs=1e-8)  # type: ignore[misc]


def test_softmax_of_two_is_a_sigmoid_and_does_not_move_with_its_inputs() -> None:
    says("cyj554s4py7n2", r"\sigma(z_1-z_2)")
    says("vcjcrlpjamumg", "平移不变", "至多为 1")
    for a, b in ((0.0, 1.0), (3.0, -2.0)):
        assert softmax([a, b])[0] == pytest.approx(sigmoid(a - b))
        assert softmax([a + 700, b + 700]) == pytest.approx(softmax([a, b]))


def test_the_derivative_of_a_sigmoid_is_a_quarter_at_most() -> None:
    says("neojluoooru2b", r"\frac14")
    says("e5dggbjobmxiw", r"4^{-10}\approx10^{-6}")
    slopes = [slope(sigmoid, x / 100) for x in range(-800, 801)]
    assert max(slopes) == pytest.approx(0.25, abs=1e-6) == pytest.approx(slope(sigmoid, 0), abs=1e-6)
    assert slopes[0] < 4e-4 and 0.9e-6 < 4.0**-10 < 1e-6


def test_which_activations_saturate_on_the_right() -> None:
    says("rkts2hbmbuq3v", "Sigmoid 和 Tanh")

    def gelu(x: float) -> float:
        return 0.5 * x * (1 + math.erf(x / math.sqrt(2)))

    assert slope(sigmoid, 8) < 1e-3 and slope(math.tanh, 8) < 1e-3
    assert slope(gelu, 8) == pytest.approx(1, abs=1e-3)
    assert slope(lambda x: math.log(1 + math.exp(x)), 12) == pytest.approx(1, abs=1e-4)  # softplus, of cltxqzts3vvvo


def test_parameters_of_small_and_large_kernels() -> None:
    says("uhcmw2y7arsha", "18C^2", "25C^2", "27C^2", "49C^2")
    assert (2 * 3 * 3, 5 * 5, 3 * 3 * 3, 7 * 7) == (18, 25, 27, 49)
    assert (1 + 2 * 2, 1 + 3 * 2) == (5, 7)  # what two and three layers of 3 × 3 see


def test_a_layer_of_1x1_before_a_3x3_saves_44_per_cent() -> None:
    says("sk3m32cjggxkp", "147456", "81920", "56%", "44%")
    direct, reduced = 128 * 9 * 128, 128 * 64 + 64 * 9 * 128
    assert (direct, reduced, round(100 * reduced / direct)) == (147456, 81920, 56)


def test_parameters_of_grouped_and_of_local_convolution() -> None:
    says("dxn62mygkbt4v", r"\frac{1}{g}k^2C_{in}C_{out}")
    says("p5yziwhgnmiv2", "9 个权重")
    says("tjasgzierfvzq", "同样的 3 个权重", "12 条边各有自己的权重")
    k, inputs, outputs, groups = 3, 64, 128, 4
    assert groups * k * k * (inputs // groups) * (outputs // groups) * groups == k * k * inputs * outputs
    assert 3 * 3 * 1 == 9 and 3 * 4 == 12  # four places of three weights each


def test_a_kernel_as_large_as_its_input_is_a_full_layer() -> None:
    says("a3hr2dmcj5kwk", "KCHW", r"1\times1")
    draw = random.Random(1)
    channels, height, width, outputs = 2, 3, 4, 5
    cells = list(product(range(channels), range(height), range(width)))
    image = {cell: draw.gauss(0, 1) for cell in cells}
    kernels = [{cell: draw.gauss(0, 1) for cell in cells} for _ in range(outputs)]
    convolved = [sum(kernel[cell] * image[cell] for cell in cells) for kernel in kernels]
    flat = times([[kernel[cell] for cell in cells] for kernel in kernels], [image[cell] for cell in cells])
    assert convolved == pytest.approx(flat) and len(cells) * outputs == outputs * channels * height * width


def test_the_side_of_what_a_convolution_gives() -> None:
    says("u6xoyrsdvymrl", r"\frac{n+2p-k}{s}", r"\frac{k-1}{2}")
    for n, k, p, s in product(range(5, 12), (1, 3, 5), range(3), (1, 2, 3)):
        counted = len(range(0, n + 2 * p - k + 1, s))
        assert counted == (n + 2 * p - k) // s + 1
    assert all((n + 2 * ((k - 1) // 2) - k) + 1 == n for n in range(5, 9) for k in (1, 3, 5))


def test_pooling_sends_gradients_back() -> None:
    says("edg5ab7bybv6x", "$(1,3;2,0)$", "$(1,1;1,1)$", "$(0,4;0,0)$")
    window = [1.0, 3.0, 2.0, 0.0]

    def back(pool: Callable[[Vector], float]) -> Vector:
        moved = lambda at, x: [x if one == at else old for one, old in enumerate(window)]  # noqa: E731
        return [4 * slope(lambda x, at=at: pool(moved(at, x)), window[at]) for at in range(4)]  # type: ignore[misc]

    assert back(fmean) == pytest.approx([1, 1, 1, 1])
    assert back(max) == pytest.approx([0, 4, 0, 0])


def test_momentum_of_nine_tenths_is_tenfold() -> None:
    says("vrxjxf4pyiwzu", r"\frac{1}{1-\beta}g", "{{c2::10}}")
    speed = 0.0
    for _ in range(500):
        speed = 0.9 * speed + 1
    assert speed == pytest.approx(10)


def test_adams_correction_undoes_the_zero_at_the_start() -> None:
    says("jmyoh2mdtbp6i", r"1-\beta_1^t", "偏差修正")
    mean = 0.0
    for step in range(1, 8):
        mean = 0.9 * mean + 0.1 * 3.0
        assert mean < 3.0 and mean / (1 - 0.9**step) == pytest.approx(3.0)


def test_with_adam_a_penalty_in_the_loss_shrinks_large_gradients_least() -> None:
    says("zrkdl37ujmbpn", "梯度大的参数反而衰减得少", r"1-\eta\lambda")
    shares = [0.01 * 0.1 * 1.0 / math.sqrt(gradient**2) for gradient in (0.1, 1.0, 10.0)]  # η λ w / √v
    assert shares == sorted(shares, reverse=True)


def test_norms_of_the_example() -> None:
    says("kzkzsx6zvjuep", "$(3,0,-4)$", "$L_0$ 为 2，$L_1$ 为 7，$L_2$ 为 5")
    vector = (3, 0, -4)
    assert (sum(x != 0 for x in vector), sum(map(abs, vector)), math.hypot(*vector)) == (2, 7, 5)


def test_variance_inflation_of_the_examples() -> None:
    says("ukooodsdtucrx", "$R_j^2=0.8$ 时 VIF 为 5", "$R_j^2=0.9$ 时为 10", "毫无共线性时为 1")
    assert [round(1 / (1 - share), 9) for share in (0.8, 0.9, 0.0)] == [5, 10, 1]
    says("nd6zdgvdq66rf", "10 和 30", "1000")
    assert math.sqrt(100) == 10 and 31 < math.sqrt(1000) < 32


def test_a_near_copy_of_a_feature_inflates_coefficients_and_hardly_the_prediction() -> None:
    says("fyrfh6g6722h6", "放大的是**系数**的方差，同分布的预测基本不受影响")
    draw = random.Random(7)
    results = {}
    for kind in ("none", "copy", "noise"):
        firsts, errors = [], []
        for _ in range(120):
            base = [[draw.gauss(0, 1) for _ in range(40)] for _ in range(3)]
            extra = {"none": [], "copy": [[x + draw.gauss(0, 0.01) for x in base[0]]]}.get(
                kind, [[draw.gauss(0, 1) for _ in range(40)]]
            )
            y = [sum(xs) + draw.gauss(0, 1) for xs in zip(*base, strict=True)]
            weights = fitted([*base, *extra], y)
            firsts.append(weights[0])
            for _ in range(20):
                x = [draw.gauss(0, 1) for _ in range(3)]
                more = {"none": [], "copy": [x[0] + draw.gauss(0, 0.01)]}.get(kind, [draw.gauss(0, 1)])
                errors.append((sum(x) - sum(w * one for w, one in zip(weights, [*x, *more], strict=True))) ** 2)
        results[kind] = (pvariance(firsts), fmean(errors))
    assert results["copy"][0] > 1000 * results["none"][0]
    assert results["copy"][1] < 1.5 * results["noise"][1]  # no worse than a useless feature that is independent


def test_distances_grow_alike_in_many_dimensions() -> None:
    says("n6orptatkjmcs", "最远与最近的距离之比趋于 1")
    draw = random.Random(3)

    def ratio(size: int) -> float:
        lengths = [math.hypot(*(draw.random() for _ in range(size))) for _ in range(200)]
        return max(lengths) / min(lengths)

    assert ratio(2) > 3 > 1.5 > ratio(1000)


def test_variances_at_initialisation() -> None:
    says("yjx2u7z7is3aw", r"n\,\mathrm{Var}(w)\,\mathbb{E}[x^2]")
    says("z53lsxmivrx6q", r"\frac{2}{n_{in}}", "二阶矩减半")
    draw = random.Random(5)
    xs = [draw.uniform(0, 2) for _ in range(50)]
    sums = [sum(draw.gauss(0, 0.3) * x for x in xs) for _ in range(4000)]
    assert pvariance(sums) == pytest.approx(0.09 * sum(x * x for x in xs), rel=0.1)
    normal = [draw.gauss(0, 1) for _ in range(20000)]
    assert fmean(max(0.0, x) ** 2 for x in normal) == pytest.approx(0.5, abs=0.03)
    scales = {2.0: 1.0, 1.0: 2.0**-10, 4.0: 2.0**10}  # He's variance keeps ten layers of ReLU, half and double do not
    assert {gain: (gain / 2) ** 10 for gain in scales} == scales


def test_zero_weights_stay_zero_only_where_biases_are_zero() -> None:
    says("bkuwfs4q4varn", "若偏置也为 0", "权重一步也不动")
    for bias, moves in ((0.0, False), (0.1, True)):
        hidden, output, out_bias = [[0.0, 0.0], [0.0, 0.0]], [0.0, 0.0], 0.0
        for _ in range(50):
            x, y = (1.0, -2.0), 1.0
            units = [math.tanh(z + bias) for z in times(hidden, x)]
            error = sum(w * h for w, h in zip(output, units, strict=True)) + out_bias - y
            back = [error * w * (1 - h * h) for w, h in zip(output, units, strict=True)]
            output = [w - 0.1 * error * h for w, h in zip(output, units, strict=True)]
            out_bias -= 0.1 * error
            hidden = [
                [w - 0.1 * g * one for w, one in zip(row, x, strict=True)] for row, g in zip(hidden, back, strict=True)
            ]
        assert any(map(any, hidden)) == moves and hidden[0] == hidden[1] and out_bias > 0


def test_what_a_batch_and_dropout_do_on_average() -> None:
    says("tutncusdg2kfz", "无偏估计，方差与批次大小成反比")
    says("hbbqiiacnb4lw", "保留的激活除以 $1-p$")
    draw = random.Random(11)
    data = [draw.gauss(2, 3) for _ in range(500)]
    means = {size: [fmean(draw.choices(data, k=size)) for _ in range(3000)] for size in (4, 16)}
    assert fmean(means[4]) == pytest.approx(fmean(data), abs=0.15)
    assert pvariance(means[4]) / pvariance(means[16]) == pytest.approx(4, rel=0.15)
    kept = [3.0 / (1 - 0.2) if draw.random() >= 0.2 else 0.0 for _ in range(20000)]
    assert fmean(kept) == pytest.approx(3.0, abs=0.05)


def test_averages_of_independent_models_vary_less() -> None:
    says("rppse6uvnzjyd", "平均后方差降为 $1/M$")
    draw = random.Random(13)
    assert pvariance([fmean(draw.gauss(0, 1) for _ in range(5)) for _ in range(8000)]) == pytest.approx(0.2, rel=0.1)


def test_nine_random_trials_try_nine_values_and_a_grid_three() -> None:
    says("l7u47jrr6thaw", "9 次试验，二维网格每维只有 3 个值，随机则有 9 个")
    draw = random.Random(2)
    grid = list(product((1, 2, 3), repeat=2))
    assert len(grid) == 9 and len({x for x, _ in grid}) == 3
    assert len({draw.random() for _ in range(9)}) == 9


def test_bias_variance_and_noise_add_up() -> None:
    says("kzc7kg2mxu4lu", r"(\mathbb{E}\hat f-f)^2+\mathrm{Var}(\hat f)+\sigma^2")
    draw = random.Random(17)
    truth, noise = 2.0, 0.5
    guesses = [0.7 * fmean(draw.gauss(truth, noise) for _ in range(3)) for _ in range(20000)]  # shrunk, so biased
    error = fmean((draw.gauss(truth, noise) - guess) ** 2 for guess in guesses)
    assert error == pytest.approx((fmean(guesses) - truth) ** 2 + pvariance(guesses) + noise**2, rel=0.03)


def test_the_best_discriminator_and_what_it_leaves() -> None:
    says("mkykj7ykyq5xr", r"-\log4+2\,\mathrm{JSD}")
    says("yzkv6y6ejqdic", r"\log2")
    p, q = [0.5, 0.3, 0.2], [0.1, 0.3, 0.6]
    best = [a / (a + b) for a, b in zip(p, q, strict=True)]

    def value(d: Vector) -> float:
        return sum(a * math.log(x) + b * math.log(1 - x) for a, b, x in zip(p, q, d, strict=True))

    def divergence(one: Vector, other: Vector) -> float:
        middle = [(a + b) / 2 for a, b in zip(one, other, strict=True)]
        kl = lambda left: sum(a * math.log(a / m) for a, m in zip(left, middle, strict=True) if a)  # noqa: E731
        return float(kl(one) + kl(other)) / 2

    assert value(best) == pytest.approx(-math.log(4) + 2 * divergence(p, q))
    assert all(value([d + step for d in best]) < value(best) for step in (-0.01, 0.01))
    assert divergence([1, 0], [0, 1]) == pytest.approx(math.log(2))


def test_cross_entropy_is_divergence_and_a_constant_and_hinge_counts_the_wrong_side() -> None:
    says("pjfr4e3bhxy25", "只差一个常数", "间隔已大于 1 的样本损失为 0，解只取决于其余的样本（含分错的）")
    p, q, r = [0.2, 0.8], [0.6, 0.4], [0.3, 0.7]
    cross = lambda other: -sum(a * math.log(b) for a, b in zip(p, other, strict=True))  # noqa: E731
    kl = lambda other: sum(a * math.log(a / b) for a, b in zip(p, other, strict=True))  # noqa: E731
    assert cross(q) - kl(q) == pytest.approx(cross(r) - kl(r))
    assert [max(0.0, 1 - margin) for margin in (2.0, 0.5, -3.0)] == [0.0, 0.5, 4.0]


def test_a_squared_error_behind_a_sigmoid_learns_nothing_where_all_is_wrong() -> None:
    says("todyt3bxwmqty", r"\sigma'(z)", r"\hat y-y")
    z = -12.0  # surely 0, and the label is 1
    squared = slope(lambda x: (sigmoid(x) - 1) ** 2 / 2, z)
    crossed = slope(lambda x: -math.log(sigmoid(x)), z)
    assert abs(squared) < 1e-5 and crossed == pytest.approx(-1, abs=1e-4)


def test_two_linear_layers_are_one() -> None:
    says("svg7mh7yzvtvv", "(W_2W_1)x+(W_2b_1+b_2)")
    one, two, b, c, x = [[1.0, 2.0], [3.0, -1.0]], [[0.5, 1.5], [2.0, 0.0]], [0.1, 0.2], [0.3, -0.4], [2.0, -3.0]
    through = [
        a + d for a, d in zip(times(two, [a + d for a, d in zip(times(one, x), b, strict=True)]), c, strict=True)
    ]
    joined = [times(list(map(list, zip(*one, strict=True))), row) for row in two]
    at_once = [a + d + e for a, d, e in zip(times(joined, x), times(two, b), c, strict=True)]
    assert through == pytest.approx(at_once)


def test_the_perceptron_stops_on_and_only_on_what_a_line_parts() -> None:
    says("u6jqcw73ahsg2", r"w+\eta y_ix_i", r"b+\eta y_i")
    says("coizmemyhro3s", "有限步内收敛", "异或")

    def stops(labels: Sequence[int]) -> bool:
        weights, bias = [0.0, 0.0], 0.0
        for _ in range(200):
            wrong = False
            for x, y in zip(product((0, 1), repeat=2), labels, strict=True):
                if y * (weights[0] * x[0] + weights[1] * x[1] + bias) <= 0:
                    weights, bias, wrong = [w + y * one for w, one in zip(weights, x, strict=True)], bias + y, True
            if not wrong:
                return True
        return False

    assert stops((-1, -1, -1, 1)) and not stops((-1, 1, 1, -1))


def test_a_group_of_all_and_groups_of_one() -> None:
    says("tethuse4hwsk3", "$G=1$", "$G=C$")
    channels = 8
    groups = lambda count: [[c for c in range(channels) if c * count // channels == g] for g in range(count)]  # noqa: E731
    assert groups(1) == [list(range(channels))] and groups(channels) == [[c] for c in range(channels)]


def test_a_residual_keeps_a_one_in_its_derivative() -> None:
    says("aqztk3xetlyz3", r"I+\frac{\partial F}{\partial x}")
    assert slope(lambda x: x + 0.1 * math.tanh(x), 5.0) == pytest.approx(1, abs=1e-3)
    assert slope(lambda x: 0.1 * math.tanh(x), 5.0) < 1e-4


def test_a_linear_layer_between_wider_ones_has_fewer_weights() -> None:
    says("xeomucchmca7c", "比前后两层都窄")
    assert 512 * 16 + 16 * 512 < 512 * 512 < 512 * 600 + 600 * 512


def test_states_and_bits_and_subnetworks() -> None:
    says("ig7ths3cilueh", r"\log_2K")
    says("i6vu4is5yvnco", "$2^n$")
    says("lrpxloho7235j", "$2^n$")
    assert math.log2(8) == 3 and len(list(product((0, 1), repeat=5))) == 2**5


def test_scaled_losses_scale_gradients() -> None:
    says("ht6dtwc4a4tz5", "梯度也放大 10 倍")
    assert slope(lambda x: 10 * x**2, 1.5) == pytest.approx(10 * slope(lambda x: x**2, 1.5), rel=1e-6)


def test_steps_of_an_epoch() -> None:
    says("rw3crllni2cdi", r"\lceil N/B\rceil")
    assert 3 * math.ceil(50000 / 256) == 588 and math.ceil(50000 / 512) < math.ceil(50000 / 256)

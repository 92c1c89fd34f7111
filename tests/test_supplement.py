"""The notes of our own on what interviews ask today: each has a source, and every number on them is computed again."""

from __future__ import annotations

import itertools
import math
import random
import re
import statistics
import struct
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from deckwright.cards import store
from deckwright.cards.store import Card
from deckwright.decks.build import build
from deckwright.project import load
from tests.conftest import ROOT
from tests.decks.anki_page import learnt, needs_reviewer, reviewer
from tests.preview.browser import needs_chromium

FILE = ROOT / "cards" / "supplement.yaml"
CARDS = list(store.cards_in(store.load_all(ROOT / "cards")))
OWN = [card for card in CARDS if Path(card.file).name == FILE.name]
TAG = "补充专题::"
Vector = Sequence[float]


def text(card: Card) -> str:
    right = [choice.text for choice in card.note.choices if choice.correct]
    return "\n".join([card.note.question, card.note.answer or "", *right])


def note(words: str) -> str:
    """Question, answer and right option of the one note whose question has these words."""
    found = [card for card in OWN if words in card.note.question]
    assert len(found) == 1, (words, len(found))
    return text(found[0])


def right(words: str) -> str:
    (found,) = [card for card in OWN if words in card.note.question]
    (option,) = [choice.text for choice in found.note.choices if choice.correct]
    return option


def han(words: str) -> int:
    return len(re.findall(r"[\u4e00-\u9fff]", re.sub(r"\$\$.*?\$\$|\$[^$\n]*\$", "", words, flags=re.S)))


# What they are: many, short, sourced, of several kinds, and left out by one tag.


def test_there_are_many_of_all_kinds_and_levels() -> None:
    assert len(OWN) >= 45
    assert min(Counter(card.note.kind for card in OWN).values()) >= 5
    assert set(Counter(card.note.kind for card in OWN)) == {"qa", "cloze", "choice"}
    assert set(Counter(card.note.level for card in OWN)) == {"beginner", "intermediate", "advanced"}


def test_who_leaves_out_the_tag_has_the_deck_of_the_documents() -> None:
    tagged = {card.id for card in CARDS if any(tag.startswith(TAG) for tag in card.note.tags)}
    assert tagged == {card.id for card in OWN}
    assert not [card.id for card in CARDS if card.id not in tagged and (card.same_as or "") in tagged]


def test_answers_are_short() -> None:
    lengths = [han(card.note.answer or "") for card in OWN if card.note.kind == "qa"]
    assert statistics.median(lengths) <= 120 and max(lengths) <= 120


def table() -> dict[str, str]:
    """Of each source in SOURCES.md whether it was opened, and where."""
    listed = (
        (ROOT / "cards" / "SOURCES.md").read_text("utf-8").partition("（supplement.yaml）")[2].partition("\n## ")[0]
    )
    rows = re.findall(r"^\| ([^|]+) \| (opened|from memory) \|([^|]*)\|", listed, re.M)
    assert all(bool(re.fullmatch(r"<https://\S+>", where.strip())) == (how == "opened") for _, how, where in rows)
    return {source.strip(): how for source, how, _ in rows}


def named(extra: str) -> set[str]:
    papers = set(re.findall(r"arXiv:\d{4}\.\d{5}", extra))
    return papers | {source for source in table() if not source.startswith("arXiv") and source.split("；")[0] in extra}


@pytest.mark.parametrize("card", OWN, ids=lambda card: card.id)
def test_each_names_its_source_and_the_list_says_where_it_was_read(card: Card) -> None:
    extra = card.note.extra or ""
    if extra == "由定义算出" or extra == "由梯度的线性性得出":  # nothing but arithmetic, done again below
        return
    assert re.search(r"\d{4}|文档", extra), extra
    assert named(extra) and named(extra) <= set(table()), extra


def test_no_source_is_listed_that_no_note_names() -> None:
    assert set(table()) == {source for card in OWN for source in named(card.note.extra or "")}


# Numbers: counts of parameters, bytes and operations.


def test_parameters_of_a_layer() -> None:
    d, heads = 64, 8
    projections = 3 * heads * d * (d // heads) + d * d
    assert projections == 4 * d * d
    said = note("标准的 Transformer 层")
    assert [f"{n}d^2" in said for n in (projections // d**2, 2 * 4 * d * d // d**2, 12)] == [True] * 3
    assert f"{projections // d**2}d^2" in note("多头注意力相比单头")


def test_operations_of_attention_and_of_recurrence() -> None:
    def attention(n: int, d: int) -> int:
        return 2 * sum(d for _ in range(n) for _ in range(n))  # each pair: a score and a weighted value

    def recurrence(n: int, d: int) -> int:
        return sum(d for _ in range(n) for _ in range(d))

    assert attention(20, 8) / attention(10, 8) == 4 and attention(10, 16) / attention(10, 8) == 2
    assert recurrence(20, 8) / recurrence(10, 8) == 2 and recurrence(10, 16) / recurrence(10, 8) == 4
    said = note("序列长为")
    assert said.index("O(n^2d)") < said.index("O(nd^2)")


def test_training_operations() -> None:
    rows, columns = 7, 5  # y = Wx: forward; gradients of x and of W: a multiplication and an addition for each weight
    forward, backward = 2 * rows * columns, 2 * rows * columns + 2 * rows * columns
    per = [forward // (rows * columns), backward // (rows * columns)]
    assert [f"${n}ND$" in note("次浮点运算") for n in (*per, sum(per))] == [True] * 3


def test_chinchilla() -> None:
    assert f"{1.4e12 / 70e9:.0f} 个" in note("Chinchilla")
    chinchilla, gopher = 6 * 70e9 * 1.4e12, 6 * 280e9 * 300e9
    assert 0.8 < gopher / chinchilla < 1.25  # 算力相近


def test_tokens_of_an_image() -> None:
    assert right("224") == str((224 // 16) ** 2)


def test_lora() -> None:
    d = k = 4096
    own = 8 * (d + k)
    assert right("秩 $r=8$") == f"{own / (d * k):.2%}"
    assert str(own) in note("秩 $r=8$") and str(d * k) in note("秩 $r=8$")


def test_kv_cache() -> None:
    token = 2 * 32 * 32 * 128 * 2
    assert str(token) in note("32 个 KV 头") and f"{token // 2**10} KiB" in note("32 个 KV 头")
    assert right("32 个 KV 头") == f"{token * 4096 // 2**30} GiB"
    assert right("8 个 KV 头的 GQA") == rf"$\frac{8 // 8}{32 // 8}$"


def test_size_of_quantised_weights() -> None:
    assert right("70 亿个参数") == f"{7e9 * 2 / 1e9:.0f} GB 变为 {7e9 * 0.5 / 1e9:.1f} GB"


def test_mixtral() -> None:
    """Its published shape: 32 layers of width 4096, 32 query and 8 key heads of 128, 8 experts of 3 * 4096 * 14336."""
    shared = 2 * 32000 * 4096 + 32 * (2 * 4096 * 4096 + 2 * 4096 * 1024 + 8 * 4096)
    expert = 32 * 3 * 4096 * 14336
    assert f"{(shared + 8 * expert) / 1e9:.0f}B" in note("混合专家") and f"{(shared + 2 * expert) / 1e9:.0f}B" in note(
        "混合专家"
    )


def test_model_states() -> None:
    states = 2 + 2 + 3 * 4
    said = note("每个参数的模型状态")
    assert re.findall(r"\{\{c\d::(\d+)\}\}", said) == [str(states), "2", str(3 * 4)]
    size, cards = 7.5, 64
    stages = [16 * size, 4 * size + 12 * size / cards, 2 * size + 14 * size / cards, 16 * size / cards]
    assert "从 {:.0f} GB 依次降到 {:.1f}、{:.1f}、{:.1f} GB".format(*stages) in note("ZeRO 的三个阶段")
    assert f"{states * 7} GB" in note("80GB") and f"{states * 7 // 2} GB" in note("80GB")
    assert states * 7 > 80 > states * 7 / 2


def test_latent_diffusion() -> None:
    assert (512 * 512 * 3) / (64 * 64 * 4) == 48 and 512 // 64 == 8
    assert "四十八分之一" in note("潜在扩散") and "八分之一" in note("潜在扩散")


def test_pipeline() -> None:
    def idle(stages: int, batches: int) -> float:
        """Simulated: a batch enters stage s a step after stage s - 1; forward and back again alike."""
        busy = {(stage, stage + batch) for stage in range(stages) for batch in range(batches)}
        steps = 1 + max(step for _, step in busy)
        return 1 - len(busy) / (stages * steps)

    for stages, batches in ((4, 12), (8, 32), (2, 1)):
        assert idle(stages, batches) == pytest.approx((stages - 1) / (batches + stages - 1))
    assert f"{idle(4, 12):.0%}" in note("微批次（GPipe")


def test_ring_all_reduce() -> None:
    cards, size = 5, 20
    data = [[[float(card * 7 + part)] * (size // cards) for part in range(cards)] for card in range(cards)]
    wanted = [sum(float(card * 7 + part) for card in range(cards)) for part in range(cards)]
    sent = [0] * cards
    for step in range(2 * (cards - 1)):
        moves = [(card, (card - step) % cards) for card in range(cards)]
        if step >= cards - 1:
            moves = [(card, (card + 1 - (step - cards + 1)) % cards) for card in range(cards)]
        parts = [list(data[card][part]) for card, part in moves]
        for (card, part), values in zip(moves, parts, strict=True):
            to = (card + 1) % cards
            old = data[to][part]
            data[to][part] = [a + b for a, b in zip(old, values, strict=True)] if step < cards - 1 else values
            sent[card] += len(values)
    assert all(data[card][part][0] == wanted[part] for card in range(cards) for part in range(cards))
    assert sent == [2 * (cards - 1) * size // cards] * cards
    assert r"\frac{2(N-1)}{N}D" in note("环形 all-reduce")


def test_memory_of_checkpoints() -> None:
    def most(layers: int, every: int) -> int:
        return math.ceil(layers / every) + every  # the checkpoints, and one stretch between two of them

    assert all(min(range(1, n + 1), key=lambda k: most(n, k)) == math.isqrt(n) for n in (64, 100, 144))
    assert pytest.approx(1 / 3) == (1 + 1 + 2) / (1 + 2) - 1
    assert "三分之一" in note("梯度检查点")


# Numbers: formats of numbers.


def half(value: float) -> float:
    return float(struct.unpack("e", struct.pack("e", value))[0])


def test_halves() -> None:
    assert half(1 + 2**-11) == 1 and half(1 + 2**-11 * 1.01) > 1
    assert "2^{-11}" in note("保留一份 FP32") and f"{2**-11:.4f}" in note("保留一份 FP32")
    assert half(2**-24) == 2**-24 and half(2**-25) == 0
    assert f"{2**-24:.0e}" == "6e-08" and r"6\times10^{-8}" in note("损失缩放")
    said = note("位尾数，最大的")
    assert re.findall(r"::(\d+)", said) == ["5", "10", "65504", "8", "7"]
    assert half(65504) == 65504 == (2 - 2**-10) * 2**15
    with pytest.raises(OverflowError):
        struct.pack("e", 65520.0)


# Numbers: probabilities, samples, metrics.


def softmax(scores: Vector) -> list[float]:
    top = max(scores)
    parts = [math.exp(one - top) for one in scores]
    return [one / sum(parts) for one in parts]


def test_pairs_of_bpe() -> None:
    words = {"low": 5, "lower": 2, "newest": 6, "widest": 3}
    pairs: Counter[str] = Counter()
    for word, times in words.items():
        for pair in itertools.pairwise(word):
            pairs["".join(pair)] += times
    said = note("按 BPE")
    options = [choice.text for card in OWN if "按 BPE" in card.note.question for choice in card.note.choices]
    counts = {option: pairs[option.replace(" 与 ", "")] for option in options}
    assert max(counts, key=lambda one: counts[one]) == right("按 BPE") == "e 与 s"
    assert (counts["e 与 s"], counts["w 与 e"], counts["l 与 o"], counts["n 与 e"], pairs["st"]) == (9, 8, 7, 6, 9)
    assert all(f"{one} 次" in said for one in ("6+3=9$", "2+6=8$", "5+2=7$", "6"))


def test_perplexity() -> None:
    words = 50
    assert math.exp(-sum(math.log(1 / words) for _ in range(8)) / 8) == pytest.approx(words)
    whole = 1e-12  # one text, cut into 4 tokens or into 8
    assert math.exp(-math.log(whole) / 8) < math.exp(-math.log(whole) / 4)


def test_cross_entropy() -> None:
    assert right("概率是 0.25") == f"{-math.log(0.25):.3f}" == f"{math.log(4):.3f}"


def test_nucleus() -> None:
    odds = [0.5, 0.3, 0.15, 0.05]
    kept = next(count for count in range(5) if sum(odds[:count]) >= 0.9 - 1e-12)
    assert right("top-p 采样，保留") == str(kept)
    assert f"{sum(odds[:2]):.1f}" in note("top-p 采样，保留") and f"{sum(odds[:3]):.2f}" in note("top-p 采样，保留")


def test_temperature() -> None:
    scores = [2.0, 1.0, -1.0]
    assert softmax([one / 1e-3 for one in scores])[0] == pytest.approx(1)
    assert softmax([one / 1e6 for one in scores]) == pytest.approx([1 / 3] * 3, abs=1e-5)
    assert sorted(scores) == sorted(scores, key=lambda one: one / 2.5)  # 温度缩放不改变次序


def test_speculative_decoding_keeps_the_distribution() -> None:
    large, draft = [0.5, 0.3, 0.15, 0.05], [0.2, 0.2, 0.5, 0.1]
    accepted = [q * min(1, p / q) for p, q in zip(large, draft, strict=True)]
    rest = [max(0, p - q) for p, q in zip(large, draft, strict=True)]
    refused = 1 - sum(accepted)
    assert refused == pytest.approx(sum(rest))
    assert [a + refused * r / sum(rest) for a, r in zip(accepted, rest, strict=True)] == pytest.approx(large)


def test_metrics() -> None:
    def f1(precision: float, recall: float) -> float:
        return 2 * precision * recall / (precision + recall)

    assert right("精确率是 0.5") == f"{f1(0.5, 1):.3f}" and f"{(0.5 + 1) / 2}" in note("精确率是 0.5")
    said = note("调和平均")
    assert f"{(0.01 + 1) / 2:.3f}" in said and f"{f1(0.01, 1):.2f}" in said
    false, true = 0.05 * 10000, 0.8 * 100
    rare = note("PR 曲线比 ROC")
    assert f"{false:.0f} 个误报" in rare and f"{true / (true + false):.0%}" in rare


def test_area_under_the_curve_is_a_probability() -> None:
    good, bad = [0.9, 0.6, 0.6, 0.3], [0.7, 0.6, 0.2, 0.1, 0.1]
    pairs = statistics.mean((g > b) + (g == b) / 2 for g in good for b in bad)
    points = [(0.0, 0.0)]
    for least in sorted({*good, *bad}, reverse=True):
        points.append((statistics.mean(b >= least for b in bad), statistics.mean(g >= least for g in good)))
    area = sum((x2 - x1) * (y1 + y2) / 2 for (x1, y1), (x2, y2) in itertools.pairwise(points))
    assert area == pytest.approx(pairs)


# Claims about gradients and formulas.


def slope(function: Callable[[float], float], at: float) -> float:
    return (function(at + 1e-6) - function(at - 1e-6)) / 2e-6


def test_variance_of_a_dot_product() -> None:
    chance, d = random.Random(1), 64
    products = [sum(chance.gauss(0, 1) * chance.gauss(0, 1) for _ in range(d)) for _ in range(4000)]
    assert statistics.pvariance(products) == pytest.approx(d, rel=0.1)
    assert statistics.pvariance([one / math.sqrt(d) for one in products]) == pytest.approx(1, rel=0.1)


def attention(tokens: Sequence[Vector]) -> list[list[float]]:
    found = []
    for query in tokens:
        weights = softmax([sum(a * b for a, b in zip(query, key, strict=True)) for key in tokens])
        found.append([sum(w * token[at] for w, token in zip(weights, tokens, strict=True)) for at in range(len(query))])
    return found


def test_attention_does_not_see_the_order() -> None:
    tokens = [(0.3, -1.0), (1.2, 0.4), (-0.7, 0.9)]
    order = [2, 0, 1]
    shuffled = attention([tokens[at] for at in order])
    assert [one for at, row in zip(order, shuffled, strict=True) for one in row] == pytest.approx(
        [one for at in order for one in attention(tokens)[at]]
    )


def turned(vector: Vector, angle: float) -> tuple[float, float]:
    x, y = vector
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)


def test_rope_knows_the_distance_only() -> None:
    query, key = (0.8, -0.3), (0.1, 1.4)

    def score(m: int, n: int) -> float:
        return sum(a * b for a, b in zip(turned(query, m * 0.37), turned(key, n * 0.37), strict=True))

    assert score(3, 7) == pytest.approx(score(20, 24)) and score(3, 7) != pytest.approx(score(3, 8))


def test_norms_agree_where_the_mean_is_zero_and_keep_scale_out() -> None:
    def rms(x: Vector) -> list[float]:
        return [one / math.sqrt(statistics.mean(a * a for a in x)) for one in x]

    def layer(x: Vector) -> list[float]:
        return [(one - statistics.mean(x)) / statistics.pstdev(x) for one in x]

    centred, moved = [1.0, -3.0, 2.0], [2.0, -2.0, 3.0]
    assert rms(centred) == pytest.approx(layer(centred))
    assert rms([5 * one for one in moved]) == pytest.approx(rms(moved))
    assert layer(moved) == pytest.approx(layer(centred)) and rms(moved) != pytest.approx(rms(centred))


def test_what_a_forget_gate_leaves() -> None:
    assert f"{0.9**50:.1%}" == "0.5%" and "0.5%" in note("LSTM 为什么") and "50 步" in note("LSTM 为什么")


def test_dpo_is_the_reward_model_seen_from_its_best_policy() -> None:
    reference, rewards, beta = [0.5, 0.3, 0.2], [1.0, -0.5, 2.0], 0.7
    parts = [p * math.exp(r / beta) for p, r in zip(reference, rewards, strict=True)]
    policy = [one / sum(parts) for one in parts]

    def gained(chosen: Vector) -> float:
        return sum(p * r - beta * p * math.log(p / q) for p, r, q in zip(chosen, rewards, reference, strict=True))

    for other in ([0.4, 0.3, 0.3], [0.1, 0.1, 0.8], reference):
        assert gained(policy) > gained(other)
    hidden = [beta * math.log(p / q) for p, q in zip(policy, reference, strict=True)]
    assert hidden[0] - hidden[1] == pytest.approx(rewards[0] - rewards[1])


def test_lora_at_zero() -> None:
    def gradients(b: float, a: float) -> tuple[float, float]:
        """Of a squared error, where the weight is 1 + ba."""
        return slope(lambda one: (1.0 + one * a - 3.0) ** 2, b), slope(lambda one: (1.0 + b * one - 3.0) ** 2, a)

    assert gradients(0.0, 0.0) == (0, 0)
    of_b, of_a = gradients(0.0, 0.5)
    assert of_b != 0 and of_a == 0


def test_soft_labels_shrink_with_the_square_of_the_temperature() -> None:
    teacher, student = [3.0, 1.0, -2.0], [0.5, 0.2, -0.1]

    def gradient(temperature: float) -> float:
        given = softmax([one / temperature for one in teacher])
        own = softmax([one / temperature for one in student])
        return (own[0] - given[0]) / temperature

    assert gradient(200) / gradient(100) == pytest.approx(1 / 4, rel=0.02)
    assert 200**2 * gradient(200) == pytest.approx(100**2 * gradient(100), rel=0.02)


def test_balance_of_experts() -> None:
    def loss(shares: Vector) -> float:
        return len(shares) * sum(one * one for one in shares)  # f = P, α = 1

    assert loss([1 / 8] * 8) == pytest.approx(1) and loss([1.0] + [0.0] * 7) == 8
    assert loss([0.3] + [0.1] * 7) > 1


def test_l1_reaches_zero_and_l2_does_not() -> None:
    grid = [one / 10000 for one in range(-30000, 30001)]
    for a, weight in ((0.3, 0.5), (1.5, 0.5), (-2.0, 0.5)):
        sparse = min(grid, key=lambda w: (w - a) ** 2 / 2 + weight * abs(w))
        smooth = min(grid, key=lambda w: (w - a) ** 2 / 2 + weight * w * w / 2)
        assert sparse == pytest.approx(math.copysign(max(abs(a) - weight, 0), a), abs=1e-4)
        assert smooth == pytest.approx(a / (1 + weight), abs=1e-4) and smooth != 0


def test_online_softmax() -> None:
    scores, values = [0.3, 5.0, -2.0, 700.0, 699.0, 1.0], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    top, total, out = -math.inf, 0.0, 0.0
    for at in range(0, 6, 2):
        block = list(zip(scores[at : at + 2], values[at : at + 2], strict=True))
        new = max(top, *(score for score, _ in block))
        total = math.exp(top - new) * total + sum(math.exp(score - new) for score, _ in block)
        out = math.exp(top - new) * out + sum(math.exp(score - new) * value for score, value in block)
        top = new
    assert out / total == pytest.approx(sum(w * v for w, v in zip(softmax(scores), values, strict=True)))


def test_sum_of_small_batches_is_the_large_one() -> None:
    data = [(1.0, 2.0), (2.0, 3.5), (-1.0, 0.5), (0.5, 1.0)]

    def gradient(rows: Sequence[tuple[float, float]]) -> float:
        return statistics.mean(2 * (0.7 * x - y) * x for x, y in rows)

    assert statistics.mean([gradient(data[:2]), gradient(data[2:])]) == pytest.approx(gradient(data))


def test_columns_then_rows_need_one_sum() -> None:
    first, second, x = [[1.0, -2.0, 0.5, 3.0], [0.3, 1.0, -1.0, 2.0]], [[1.0], [2.0], [-1.0], [0.5]], [0.7, -1.3]

    def relu(row: Vector) -> list[float]:
        return [max(0.0, one) for one in row]

    def times(row: Vector, matrix: Sequence[Vector]) -> list[float]:
        return [sum(a * line[at] for a, line in zip(row, matrix, strict=True)) for at in range(len(matrix[0]))]

    whole = times(relu(times(x, first)), second)
    halves = [times(relu(times(x, [row[at : at + 2] for row in first])), second[at : at + 2]) for at in (0, 2)]
    assert [sum(parts) for parts in zip(*halves, strict=True)] == pytest.approx(whole)
    rows = [times(x[at : at + 1], first[at : at + 1]) for at in (0, 1)]
    assert [sum(relu(row)[at] for row in rows) for at in range(4)] != pytest.approx(relu(times(x, first)))


def test_noise_of_many_steps_is_noise_of_one() -> None:
    betas = [0.1, 0.2, 0.05]
    share, variance = 1.0, 0.0
    for beta in betas:
        share, variance = share * math.sqrt(1 - beta), variance * (1 - beta) + beta
    product = math.prod(1 - beta for beta in betas)
    assert share == pytest.approx(math.sqrt(product)) and variance == pytest.approx(1 - product)


def test_affine_quantisation() -> None:
    low, high = -1.0, 3.0
    scale = (high - low) / 255
    zero = round(-low / scale)
    steps = [low + (high - low) * at / 999 for at in range(1000)]
    back = [scale * (min(255, max(0, round(x / scale) + zero)) - zero) for x in steps]
    assert max(abs(x - y) for x, y in zip(steps, back, strict=True)) <= scale  # half a step, and half of the zero's
    assert scale * ((round(0 / scale) + zero) - zero) == 0


# How they look: no side is longer than a phone's screen, and none has to be moved sideways.

SCREEN = 360, 640
WIDE = """() => [...document.querySelectorAll('.deckwright, .deckwright *')].filter(one =>
  !one.closest('mjx-assistive-mml') && getComputedStyle(one).overflowX !== 'visible'
  && one.scrollWidth > one.clientWidth + 1).length"""


@needs_chromium
@needs_reviewer
def test_each_fits_a_phone(browser: Any, committed: Path, tmp_path: Path) -> None:
    project = load(committed)
    build(project)
    (tmp_path / "anki").mkdir()
    held = learnt(project.build_dir / f"{project.slug}.apkg", tmp_path / "anki")
    own = {card.id for card in OWN}
    wrong = []
    with reviewer(browser, held.media, SCREEN[0]) as opened:
        opened.page.set_viewport_size({"width": SCREEN[0], "height": SCREEN[1]})
        for side in held.sides:
            if side.note in own:
                opened.show(side)
                height = opened.page.evaluate("document.querySelector('.deckwright').getBoundingClientRect().bottom")
                wide = opened.page.evaluate(WIDE)
                wrong += [(side.note, side.name, round(height), wide)] if height > SCREEN[1] or wide else []
    assert wrong == []

"""A deterministic corpus in the manner of the project's own seeds: documents, and the same notes for other tools."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SEED = 19
PER_DOCUMENT = 100
FORMULAS, CODE, LISTS, TABLES = 0.15, 0.1, 0.35, 0.05
"""Shares of notes that have one."""

SETTINGS = "key: bench-speed\ndeck: Speed\nslug: speed\nlevels: []\nlanguage: zh\n"

_HAN = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本"
    "去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比"
    "或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总"
    "次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做"
    "必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权"
    "收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信"
    "马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连"
    "断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存"
    "候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
)
"""Frequent characters of Chinese, for text that no rule takes for anything."""
_TERMS = ("ReLU", "softmax", "Dropout", "BatchNorm", "Adam", "CNN", "LSTM", "L2", "GPU", "ImageNet")


@dataclass(frozen=True, slots=True)
class Note:
    """A question and its answer as Markdown."""

    question: str
    answer: str


def notes(count: int) -> Iterator[Note]:
    """`count` notes, the same ones every time."""
    rng = random.Random(SEED)
    for number in range(count):
        yield Note(
            f"{_words(rng, 4, 14)}{rng.choice(_TERMS)}与第{number}种{_words(rng, 2, 5)}有什么关系？", _answer(rng)
        )


def _words(rng: random.Random, least: int, most: int) -> str:
    return "".join(rng.choices(_HAN, k=rng.randint(least, most)))


def _sentence(rng: random.Random) -> str:
    term = f" {rng.choice(_TERMS)} " if rng.random() < 0.3 else "，"
    word = _words(rng, 2, 5)
    strong = f"**{word}**" if rng.random() < 0.3 else word
    return f"{_words(rng, 5, 20)}{term}{strong}{_words(rng, 4, 16)}。"


def _answer(rng: random.Random) -> str:
    parts = ["".join(_sentence(rng) for _ in range(rng.randint(1, 3)))]
    if rng.random() < FORMULAS:
        parts.append(f"其中 $w_{{t+1}} = w_t - \\eta g_{{{rng.randint(1, 99)}}}$，即\n\n$$\\sum_{{i=1}}^{{n}} x_i^2$$")
    if rng.random() < LISTS:
        parts.append("\n".join(f"- **{_words(rng, 2, 4)}**：{_sentence(rng)}" for _ in range(rng.randint(2, 5))))
    if rng.random() < CODE:
        parts.append(f"```python\nfor i in range({rng.randint(2, 99)}):\n    loss = step(x[i], i < 3)\n```")
    if rng.random() < TABLES:
        rows = "\n".join(f"| {_words(rng, 2, 4)} | {_words(rng, 3, 9)} |" for _ in range(3))
        parts.append(f"| 方法 | 做法 |\n|---|---|\n{rows}")
    return "\n\n".join(parts)


def write_project(folder: Path, count: int) -> None:
    """A project of documents of PER_DOCUMENT notes each, not read yet."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    for at, part in enumerate(_parts(count)):
        (folder / "seeds" / f"d{at:04}.md").write_text(_under_headings(part), "utf-8")


def write_ankdown(folder: Path, count: int) -> None:
    """The notes as ankdown reads them: sides parted by %, notes by ---."""
    folder.mkdir(parents=True)
    for at, part in enumerate(_parts(count)):
        text = "\n---\n\n".join(f"{one.question}\n\n%\n\n{one.answer}\n" for one in part)
        (folder / f"d{at:04}.md").write_text(text, "utf-8")


def write_headings(folder: Path, count: int) -> None:
    """The notes as markdown-anki-decks reads them: a title, and a heading a question."""
    folder.mkdir(parents=True)
    for at, part in enumerate(_parts(count)):
        (folder / f"d{at:04}.md").write_text(f"# d{at:04}\n\n{_under_headings(part)}", "utf-8")


def write_html(file: Path, count: int) -> None:
    """Ready HTML of both sides, for those who only pack."""
    import markdown

    writer = markdown.Markdown(extensions=["tables", "fenced_code"])
    sides = [[writer.reset().convert(text) for text in (one.question, one.answer)] for one in notes(count)]
    file.write_text(json.dumps(sides), "utf-8")


def _under_headings(part: list[Note]) -> str:
    return "".join(f"## {one.question}\n\n{one.answer}\n\n" for one in part)


def _parts(count: int) -> Iterator[list[Note]]:
    every = list(notes(count))
    for first in range(0, count, PER_DOCUMENT):
        yield every[first : first + PER_DOCUMENT]

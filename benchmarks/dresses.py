"""Questions and answers written in many other ways, and articles made of the answers: what a reader learns from.

A labelled document tells how one person wrote. The same records under other signs tell what a choice must not depend on.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Record = tuple[str, str | None]
Dress = Callable[[Sequence[Record], random.Random], str]


@dataclass(frozen=True, slots=True)
class Dressed:
    """A text, its name (whose suffix counts), and the records that stand in it; none where it is an article."""

    name: str
    text: str
    records: tuple[Record, ...]


def one_line(text: str | None, longest: int = 90) -> str:
    words = " ".join((text or "").replace("|", " ").replace("\t", " ").replace(";", ",").split())
    cut = words[:longest]
    return cut.strip(" :-–—=→\"'`*_#>") or "x"


def _topics(records: Sequence[Record], rng: random.Random) -> list[str]:
    return [one_line(answer, rng.randint(8, 22)).strip(".。，,：:;") for _, answer in records if answer]


def _body(answer: str | None) -> str:
    return answer.strip() if answer else ""


def headings(level: int, number: str = "") -> Dress:
    def dress(records: Sequence[Record], rng: random.Random) -> str:
        parts = (
            [f"# {(_topics(records, rng)[:1] and _topics(records, rng)[0]) or 'Notes'}\n"]
            if rng.random() < 0.6 and level > 1
            else []
        )
        every = rng.choice((0, 0, 5, 9))
        for at, (question, answer) in enumerate(records, 1):
            if every and at % every == 1 and level > 2:
                parts.append(f"{'#' * (level - 1)} {one_line(answer or question, 18)}\n")
            parts.append(f"{'#' * level} {number.format(at)}{question}\n\n{_body(answer)}\n")
        return "\n".join(parts)

    return dress


def lines(form: str, between: str = "\n", indent: str = "") -> Dress:
    """`form` is given the number, the question and the answer; lines of an answer are indented."""

    def dress(records: Sequence[Record], rng: random.Random) -> str:
        parts = []
        for at, (question, answer) in enumerate(records, 1):
            body = ("\n" + indent).join(_body(answer).split("\n")) if answer else ""
            parts.append(form.format(at, question, body).rstrip())
        return between.join(parts) + "\n"

    return dress


WORDS = (
    ("Klausimas", "Atsakymas"), ("Küsimus", "Vastus"), ("Jautājums", "Atbilde"), ("Prompt", "Reply"), ("❓", "💡"), ("Cue", "Recall", "Source"),
    ("Fráge", "Ántwort"), ("Питанне", "Адказ"), ("Այ", "Պ"), ("F1", "F2"), ("★", "→"),
)  # fmt: skip
"""Labels, most of them in no list of words."""


def labels(form: str = "{}: ", between: str = "\n") -> Dress:
    """Each part of a record behind a label of its own."""

    def dress(records: Sequence[Record], rng: random.Random) -> str:
        names = rng.choice(WORDS)
        parts = []
        for question, answer in records:
            texts = [question, _body(answer), "p. 3"][: len(names)]
            told = [f"{form.format(name)}{text}" for name, text in zip(names, texts, strict=True)]
            parts.append(between.join(told) + "\n")
        return "\n".join(parts)

    return dress


def pairs(sign: str, bullet: str = "") -> Dress:
    def dress(records: Sequence[Record], rng: random.Random) -> str:
        told = [f"{bullet}{one_line(question, 60)}{sign}{one_line(answer)}" for question, answer in records if answer]
        every = rng.choice((0, 0, 7))
        for at in range(len(told) - 1, 0, -1):
            if every and at % every == 0:
                told.insert(at, f"\n## {told[at][:12]}\n" if rng.random() < 0.5 else "")
        return "\n".join(told) + "\n"

    return dress


def table(head: tuple[str, ...]) -> Dress:
    def dress(records: Sequence[Record], rng: random.Random) -> str:
        rows = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
        for at, (question, answer) in enumerate(records, 1):
            cells = [one_line(question, 120), one_line(answer) if answer else ""]
            if len(head) == 3:
                cells.insert(0, str(at))
            rows.append(f"| {' | '.join(cells)} |")
        return f"# {one_line(records[0][1] or 'x', 14)}\n\n" + "\n".join(rows) + "\n"

    return dress


def values(sign: str, head: str = "") -> Dress:
    def dress(records: Sequence[Record], rng: random.Random) -> str:
        quoted = lambda text: '"' + text.replace('"', '""') + '"'  # noqa: E731
        rows = [f"{quoted(question)}{sign}{quoted((answer or '')[:300])}" for question, answer in records]
        return head + "\n".join(rows) + "\n"

    return dress


def exam(form: str, option: str, label: str) -> Dress:
    def dress(records: Sequence[Record], rng: random.Random) -> str:
        words = [one_line(answer, 30) for _, answer in records if answer] or ["one", "two"]
        parts = []
        for at, (question, _) in enumerate(records, 1):
            right = rng.randrange(4)
            options = "\n".join(option.format("ABCD"[n], rng.choice(words), n + 1) for n in range(4))
            parts.append(
                f"{form.format(at, question)}\n{options}\n"
                + (f"{label.format('ABCD'[right], right + 1)}\n" if label else "")
            )
        return "\n".join(parts)

    return dress


def nested(records: Sequence[Record], rng: random.Random) -> str:
    parts, step = [], rng.randint(3, 7)
    for at, (question, _) in enumerate(records):
        if at % step == 0:
            parts.append(f"- {one_line(question, 14).strip('?？')}")
        parts.append(f"  - {question}")
    return "\n".join(parts) + "\n"


def folded(records: Sequence[Record], rng: random.Random) -> str:
    return "\n".join(
        f"<details>\n<summary>{question}</summary>\n\n{_body(answer)}\n\n</details>\n" for question, answer in records
    )


ANSWERED: dict[str, Dress] = {
    **{f"h{level}{number}": headings(level, number) for level in (1, 2, 3, 4) for number in ("", "{}. ", "{}、", "Q{}: ")},
    "number-blank": lines("{0}. {1}\n\n   {2}\n", "\n", "   "), "number-flat": lines("{0}. {1}\n{2}\n"),
    "number-cn": lines("{0}、{1}\n\n{2}\n"), "number-paren": lines("{0}) {1}\n{2}\n", "\n"),
    "number-bold": lines("{0}. **{1}**\n\n   {2}\n", "\n", "   "), "bold": lines("**{1}**\n\n{2}\n"),
    "bullet": lines("- {1}\n  - {2}", "\n", "    "), "bullet-text": lines("- {1}\n\n  {2}\n", "\n", "  "),
    "qa": lines("Q: {1}\nA: {2}\n"), "qa-bold": lines("**Q{0}:** {1}\n\n**A:** {2}\n"), "cn-qa": lines("问：{1}\n答：{2}\n"),
    "paragraph": lines("{1}\n\n{2}\n"), "details": folded, "question-mark": lines("{1}\n?\n{2}\n"),
    "labels": labels(), "labels-heading": labels("### {}\n\n", "\n\n"), "labels-bold": labels("**{}:** ", "\n\n"),
    "over-quote": lines("{1}\n\n> {2}\n", "\n", "> "),
    "task": lines("Task {0}: {1}\n\n{2}\n"), "bare-number": lines("{0} {1}\n{2}\n"),
}  # fmt: skip
"""Ways that hold an answer of any length."""

SHORT: dict[str, Dress] = {
    **{f"pair{sign}{bullet}": pairs(sign, bullet) for sign in (" - ", ": ", " = ", " → ", "：", " – ", "; ", " | ", "\t") for bullet in ("", "- ")},
    "indented": lines("{1}\n    {2}\n"), "over-code": lines("{1}\n\n```\n{2}\n```\n"), "over-list": lines("{1}\n\n- {2}\n"),
    "::": pairs("::"), "stanza": lines("{1}\n{2}\n"), "table": table(("Question", "Answer")), "table-other": table(("Ordo", "Sensus")),
    "table-number": table(("#", "Ordo", "Sensus")), "csv": values(","), "csv-head": values(";", "Frage;Antwort\n"),
}  # fmt: skip
"""Ways in which an answer is short: a line of it is taken."""

UNANSWERED: dict[str, Dress] = {
    "only-number": lines("{0}. {1}"), "only-paren": lines("{0}) {1}"), "only-bullet": lines("- {1}"), "only-lines": lines("{1}"),
    "only-blank": lines("{1}\n"), "only-cn": lines("{0}、{1}"), "only-bold": lines("**{0}. {1}**\n"), "only-h3": lines("### {1}\n"),
    "nested": nested, "only-bare": lines("{0} {1}\n"),
    "exam": exam("{0}. {1}", "{0}. {1}", ""), "exam-label": exam("{0}. {1}", "{0}) {1}", "Answer: {0}\n"),
    "exam-h": exam("### {0}. {1}\n", "- {0}. {1}", "\n**Răspuns: {0}**\n"), "exam-bare": exam("{1}", "{0}. {1}", "Kunci: {0}\n"),
    "exam-bare-number": exam("{1}", "{2}) {1}", "{1}"), "exam-record": exam("7\n{1}", "{2}. {1}", "{1}\nMisc\n##"), "exam-blank": exam("{1}", "{0}) {1}", ""),
    "exam-bold": exam("**{0}. {1}**", "{0}. {1}", ""),
}  # fmt: skip
"""Ways without answers, or with options for them."""


def _paragraphs(answers: Sequence[str]) -> list[str]:
    return [part.strip() for answer in answers for part in answer.split("\n\n") if part.strip()]


def article(records: Sequence[Record], rng: random.Random) -> str:
    """Sections over topics, with the paragraphs, lists and tables that manuals and essays have."""
    answers = [answer for _, answer in records if answer] or ["Nothing."]
    topics = _topics(records, rng) or ["Notes"]
    style = rng.choice(
        ("# {}", "## {}", "## {}", "### {}", "**{}**", "{}\n-----", "{}\n~~~~~", "## {n}. {}", "{n}. {}", "## {n} {}")
    )
    parts = [f"# {topics[0]}", ""] if rng.random() < 0.7 else []
    for at, topic in enumerate(topics, 1):
        parts += [style.format(topic, n=at), ""]
        for _ in range(rng.randint(1, 3)):
            parts += [_piece(rng.choice(_paragraphs(answers)), topics, rng), ""]
    return "\n".join(parts)


def _piece(text: str, topics: Sequence[str], rng: random.Random) -> str:
    sentences = [
        part.strip()
        for part in text.replace("\n", " ").replace("。", "。\0").replace(". ", ".\0").split("\0")
        if part.strip()
    ]
    kind = rng.randrange(7)
    if kind == 0 and len(sentences) > 1:
        return "\n".join(f"- {one_line(part, 120)}." for part in sentences)
    if kind == 1 and len(sentences) > 1:
        return "\n".join(f"{n}. {one_line(part, 140)}." for n, part in enumerate(sentences, 1))
    if kind == 2:
        return "\n".join(f"- **{rng.choice(topics)}**: {one_line(part)}." for part in sentences[:4])
    if kind == 3 and len(topics) > 2:
        rows = "\n".join(f"| `{one_line(topic, 8)}` | {one_line(text, 40)} |" for topic in topics[:4])
        return f"| name | default |\n|---|---|\n{rows}"
    if kind == 4:
        return f"{text}\n\n```\n{one_line(text, 30)}\n```"
    return text


def minutes(records: Sequence[Record], rng: random.Random) -> str:
    """A log: dates with points beneath them."""
    answers = _paragraphs([answer for _, answer in records if answer] or ["Nothing."])
    parts = []
    for at in range(rng.randint(3, 8)):
        head = rng.choice(
            (
                f"## 20{at + 10}-0{at + 1}-1{at}",
                f"## [1.{9 - at}.0] - 2020-0{at + 1}-11",
                f"**{at + 8}:00**",
                f"## Week {at + 1}",
            )
        )
        parts += [head, "", *(f"- {one_line(rng.choice(answers), 100)}" for _ in range(rng.randint(2, 5))), ""]
    return "\n".join(parts)


def prose(records: Sequence[Record], rng: random.Random) -> str:
    """Paragraphs and nothing else, some of them asking."""
    answers = _paragraphs([answer for _, answer in records if answer] or ["Nothing."])
    rng.shuffle(answers)
    told = [" ".join(text.split()) for text in answers[:30]]
    if rng.random() < 0.4 and records:
        told.insert(len(told) // 2, records[0][0])
    return rng.choice(("\n\n", "\n")).join(told) + "\n"


ARTICLES: dict[str, Dress] = {"article": article, "article-2": article, "minutes": minutes, "prose": prose}


def dressed(records: Sequence[Record], rng: random.Random, times: int) -> list[Dressed]:
    """A document's records in `times` other ways, and as articles."""
    answered = [record for record in records if record[1] and record[0].strip()]
    asked = [record for record in records if record[0].strip()]
    made = []
    for _ in range(times):
        many = rng.choice((4, 6, 9, 14, 25, 45))
        kind = rng.random()
        if kind < 0.3 and len(answered) >= 4:
            name, dress = rng.choice(list(ANSWERED.items()))
            some = _some(answered, many, rng)
        elif kind < 0.55 and len(answered) >= 4:
            name, dress = rng.choice(list(SHORT.items()))
            some = [(one_line(q, 120), one_line(a)) for q, a in _some(answered, many, rng)]
        elif kind < 0.75 and len(asked) >= 4:
            name, dress = rng.choice(list(UNANSWERED.items()))
            some = [(" ".join(q.split()), a) for q, a in _some(asked, many, rng)]
        elif len(answered) >= 4:
            name, dress = rng.choice(list(ARTICLES.items()))
            some = _some(answered, many, rng)
        else:
            continue
        if name not in ARTICLES and rng.random() < 0.25:
            some = [(q.rstrip("?？ "), a) for q, a in some]
        text = dress(some, rng)
        shown = some if name in ANSWERED or name in SHORT else [(q, None) for q, _ in some]
        if name.startswith("pair"):
            shown = [(one_line(q, 60), a) for q, a in some]
        suffix = ".csv" if name.startswith("csv") else ".md"
        made.append(Dressed(f"{name}{suffix}", text, () if name in ARTICLES else tuple(shown)))
    return made


def _some(records: Sequence[Record], many: int, rng: random.Random) -> list[Record]:
    start = rng.randrange(max(1, len(records) - many + 1))
    return [(" ".join(question.split()), answer) for question, answer in records[start : start + many]]

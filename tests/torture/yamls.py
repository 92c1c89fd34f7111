"""YAML of every shape, as settings and as cards: nesting, aliases, keys and tags."""

from __future__ import annotations

from collections.abc import Callable

from .harness import Box, Family
from .projects import SETTINGS

FAMILY = Family("YAML")
DEEP = 100_000


def bomb(width: int = 9, height: int = 9) -> str:
    """Aliases that stand for width ** height words."""
    lines = ["a0: &a0 [" + ", ".join(["lol"] * width) + "]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * width) + "]" for n in range(1, height)]
    return "\n".join(lines) + "\n"


def settings(text: str) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        box.write("deckwright.yaml", text)
        box.run("update")
        box.run("build")

    return carry_out


def cards(text: str) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        box.write("cards/z.yaml", text)
        for command in ("build", "update"):
            box.run(command)

    return carry_out


SHAPES: dict[str, str] = {
    "100,000 brackets": "[" * DEEP,
    "100,000 pairs of brackets": "[" * DEEP + "]" * DEEP,
    "100,000 braces": "{a: " * DEEP,
    "100,000 dashes": "- " * DEEP + "x\n",
    "100,000 question marks": "? " * DEEP + "x\n",
    "steps of 3,000 keys": "".join(f"{' ' * n}k:\n" for n in range(3000)),
    "a bomb of aliases": bomb(),
    "a bomb of merge keys": "a: &a {x: 1}\n"
    + "".join(f"b{n}: &b{n} {{<<: [*a{', *b' + str(n - 1) if n else ''}]}}\n" for n in range(500)),
    "an alias of itself": "a: &a [*a]\nb: &b {b: *b}\n",
    "an alias of nothing": "a: *nothing\n",
    "a list as a key": "? [a, b]\n: [c]\n",
    "a mapping as a key": "{{a: b}: c}\n",
    "a Python object": "!!python/object/apply:os.system ['touch ../outside/sentinel']\n",
    "a Python name": "a: !!python/name:os.system\nb: !!python/module:antigravity\nc: !!python/object/new:os.system [x]\n",
    "a tag of one's own": "a: !evil b\nc: !<tag:x,2000:y> d\n",
    "a set, pairs, binary and a time": "a: !!set {x}\nb: !!omap [x: y]\nc: !!binary aGk=\nd: !!timestamp 2001-01-01\ne: !!float .inf\n",
    "wrong binary": "a: !!binary '%%%'\nb: !!int 'x'\nc: !!float 'x'\n",
    "a directive": "%YAML 9.9\n%TAG ! tag:evil,2000:\n---\na: b\n",
    "many documents": "--- a\n" * 10_000,
    "control characters": "a: 'x\x00\x1b[2J'\n",
    "an escaped escape": 'a: "\\e[2J\\a\\0\\x9b"\n',
    "half of a surrogate": 'a: "\\ud800"\n',
    "an escape beyond Unicode": 'a: "\\UFFFFFFFF"\n',
    "a key of 2 MB": "k" * 2_000_000 + ": v\n",
    "a tab": "\ta: b\n",
    "one key 50,000 times": "a: b\n" * 50_000,
    "nothing": "",
    "null": "null\n",
    "a scalar": "x\n",
    "a quotation without an end": "a: 'x\n" * 1000,
    "an anchor of 100,000 characters": "a: &" + "x" * DEEP + " b\n",
    "a number of 100,000 digits": "a: " + "9" * DEEP + "\nb: 0x" + "f" * DEEP + "\nc: " + "1:" * 50_000 + "1\n",
}


def chain(count: int, last: str) -> str:
    """Notes each of which asks what the next one asks."""
    rows = (
        f"- {{id: chain{n:08}, question: What is {n}?, answer: It., same_as: {last if n == count - 1 else f'chain{n + 1:08}'}}}\n"
        for n in range(count)
    )
    return "format: 1\nnotes:\n" + "".join(rows)


LAST = "- {id: last, question: What is last?, answer: It.}\n"
CHAINS = {
    "to a note": chain(3000, "last") + LAST,
    "in a circle": chain(3000, "chain00000000"),
    "to nobody": chain(3000, "nobody"),
}
for title, text_ in CHAINS.items():
    FAMILY.add(f"cards: 3,000 notes each the same as the next, {title}", cards(text_))
for title, text_ in SHAPES.items():
    FAMILY.add(f"settings: {title}", settings(text_))
    if title not in ("nothing", "null", "a tab", "a scalar"):
        FAMILY.add(f"cards: {title}", cards(text_))

INSIDE: dict[str, str] = {
    "checks are nested": "checks: " + "[" * DEEP + "\n",
    "levels hold a bomb": "x: &x [a, a, a, a]\n" + "glossary: {a: [*x, *x]}\n",
    "tags have a list for a key": "tags: {? [a] : [b]}\n",
    "a tag is a mapping": "tags: {a: {b: {c: d}}}\n",
}
for title, text_ in INSIDE.items():
    FAMILY.add(f"settings, inside: {title}", settings(SETTINGS.replace("tags: {}\n", "") + text_))

NOTES = "format: 1\nnotes:\n"
OF_NOTES: dict[str, str] = {
    "a question that is nested": NOTES + "  - question: " + "[" * DEEP + "\n",
    "an answer that is an alias of all": NOTES + "  - &n {question: x, answer: *n}\n",
    "a question that is a list of bombs": NOTES + "  - question: &q [a, a]\n    tags: [*q, *q]\n",
    "format is a list": "format: [1]\nnotes: []\n",
    "format is 10^100000": "format: 1" + "0" * DEEP + "\nnotes: []\n",
    "notes are a mapping": "format: 1\nnotes: {a: b}\n",
    "notes are null in a list": NOTES + "  -\n  -\n",
    "a note is a list": NOTES + "  - [a, b]\n",
    "an id is a mapping": NOTES + "  - {id: {a: b}, question: q, answer: a}\n",
    "an id with an escape": NOTES + '  - {id: "a\\e[2J", question: q, answer: a}\n',
    "an id that goes up": NOTES + "  - {id: '../../outside/precious.txt', question: q, answer: a}\n",
    "an id of 100,000 letters": NOTES + "  - {id: " + "a" * DEEP + ", question: q, answer: a}\n",
    "an id with SQL and HTML": NOTES + '  - {id: "x\'; drop table notes; -- <script>", question: q, answer: a}\n',
    "a seed that goes up": "format: 1\nseed: ../../outside/private.md\nnotes: []\n",
    "a seed with an escape": 'format: 1\nseed: "\\e[2J.md"\nnotes: []\n',
    "same_as in a circle": NOTES
    + "  - {id: a1, question: q, answer: a, same_as: b1}\n  - {id: b1, question: r, answer: b, same_as: a1}\n",
    "a kind that is nothing": NOTES + "  - {id: a1, question: q, answer: a, kind: '__class__'}\n",
    "choices of every type": NOTES
    + "  - {question: q, kind: choice, choices: [1, null, [a], {text: [b]}, {correct: x}]}\n",
    "a cloze of 10,000 deletions in each other": NOTES
    + "  - {question: '"
    + "{{c1::" * 10_000
    + "x"
    + "}}" * 10_000
    + "', kind: cloze}\n",
    "a cloze with the number 10^30": NOTES
    + "  - {question: '{{c"
    + "9" * 30
    + "::x}} {{c0::y}} {{c-1::z}}', kind: cloze}\n",
    "tags of every type": NOTES + "  - {question: q, answer: a, tags: [1, null, [a], {b: c}, 'a b', '::', '\\e']}\n",
    "allow of every type": NOTES + "  - {question: q, answer: a, allow: [1, {same-question: 3}]}\n",
    "skip that is neither": NOTES + "  - {question: q, answer: a, skip: maybe, reverse: [true]}\n",
    "20,000 notes without an id": NOTES
    + "".join(f"  - {{question: What is {n}?, answer: It is {n}.}}\n" for n in range(2_000)),
}
for title, text_ in OF_NOTES.items():
    FAMILY.add(f"cards, inside: {title}", cards(text_))


@FAMILY.attack("cards that are not UTF-8")
def encodings(box: Box) -> None:
    for number, content in enumerate(
        (b"\xff\xfe\x00", "format: 1\nnotes: []\n".encode("utf-16"), b"format: 1 \xe9\n", b"\x00" * 1000)
    ):
        box.write(f"cards/z{number}.yaml", content)
        box.run("build")
        box.run("check")
        box.remove(f"cards/z{number}.yaml")


@FAMILY.attack("settings that are not UTF-8")
def other_settings(box: Box) -> None:
    for content in (b"\xff\xfe\x00", SETTINGS.encode("utf-16"), SETTINGS.encode() + b"# \xe9\n", b"\x00" * 1000):
        box.write("deckwright.yaml", content)
        box.run("build")

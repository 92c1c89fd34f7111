"""deckwright.yaml with names, keys and values that end up in packages, file names, tags and notes for learners."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from .harness import Box, Expect, Family
from .projects import SETTINGS

FAMILY = Family("settings")
HTML = "<img src=x onerror=alert(1)>"


def changed(key: str, value: object) -> Callable[[Box], None]:
    """The settings with another value, written as JSON, which is YAML."""

    def carry_out(box: Box) -> None:
        text = re.sub(rf"^{key}:.*\n(?:[ ]+.*\n)*", "", SETTINGS, flags=re.MULTILINE)
        box.write("deckwright.yaml", text + f"{key}: {json.dumps(value)}\n")
        for command in ("build", "preview"):
            box.run(command)
        notes = box.project / "build" / "NOTES.md"
        if notes.exists() and HTML in notes.read_text("utf-8"):
            box.problems.append("raw HTML of the deck's name in build/NOTES.md")

    return carry_out


def level(**keys: object) -> list[dict[str, object]]:
    return [
        {"key": "easy", "name": "1 Easy", "says": ["easy"]},
        {"key": "hard", "name": "2 Hard", "says": ["hard"], **keys},
    ]


VALUES: dict[str, tuple[str, object, Expect]] = {
    "deck: a line break": ("deck", "a\nb", "either"),
    "deck: an escape": ("deck", "a\x1b[2Jb", "either"),
    "deck: NUL": ("deck", "a\0b", "either"),
    "deck: the separator of decks": ("deck", "a\x1fb", "either"),
    "deck: empty parts": ("deck", "::a::::b::", "either"),
    "deck: empty": ("deck", "", "refused"),
    "deck: HTML": ("deck", HTML, "either"),
    "deck: 1 MB": ("deck", "x" * 1_000_000, "either"),
    "deck: text turned around": ("deck", "a\u202eb\u2066", "either"),
    "deck: half of a surrogate": ("deck", "a\ud800", "either"),
    "deck: a list": ("deck", ["a"], "refused"),
    "slug: going up": ("slug", "../../outside/build/NOTES", "refused"),
    "slug: absolute": ("slug", "/nowhere/x", "refused"),
    "slug: an escape": ("slug", "a\x1b[2J", "refused"),
    "slug: a name of Windows": ("slug", "con", "either"),
    "slug: 5000 letters": ("slug", "x" * 5000, "either"),
    "slug: preview": ("slug", "preview", "either"),
    "slug: empty": ("slug", "", "refused"),
    "slug: a blank": ("slug", "a b", "either"),
    "key: going up": ("key", "../../x", "either"),
    "key: an escape": ("key", "a\x1b[2J\n", "either"),
    "key: empty": ("key", "", "refused"),
    "key: a number": ("key", {"a": 1}, "refused"),
    "levels: a name with a line break": ("levels", level(name="2\nHard"), "either"),
    "levels: a name with an escape": ("levels", level(name="2\x1b[2J Hard"), "either"),
    "levels: names that differ by case alone": ("levels", level(name="1 EASY"), "refused"),
    "levels: the same name": ("levels", level(name="1 Easy"), "refused"),
    "levels: a name with ::": ("levels", level(name="a::b"), "refused"),
    "levels: a name of HTML": ("levels", level(name=HTML), "either"),
    "levels: a key going up": ("levels", level(key="../../outside/x"), "refused"),
    "levels: a key twice": ("levels", level(key="easy"), "refused"),
    "levels: keys that differ by case alone": ("levels", level(key="EASY"), "either"),
    "levels: a key of Windows": ("levels", level(key="nul"), "either"),
    "levels: says is text": ("levels", level(says="hard"), "either"),
    "levels: says holds mappings": ("levels", level(says=[{"a": "b"}]), "refused"),
    "levels: a mapping": ("levels", {"easy": "1"}, "refused"),
    "levels: 2,000 of them": (
        "levels",
        [{"key": f"k{n}", "name": f"n{n}", "says": [f"s{n}"]} for n in range(2000)],
        "either",
    ),
    "default_level: none of them": ("default_level", "nope\x1b[2J", "refused"),
    "language: none": ("language", '"><script>', "either"),
    "language: a list": ("language", ["en"], "refused"),
    "tags: a name with blanks and an escape": ("tags", {"a b\x1b[2J": ["one"]}, "either"),
    "tags: words that are regular expressions": ("tags", {"t": ["(a+)+$", "[", "\\", "(?P<x>"]}, "either"),
    "tags: an empty word": ("tags", {"t": [""]}, "either"),
    "glossary: itself": ("glossary", {"a": ["a"], "b": ["a"], "": [""]}, "either"),
    "glossary: regular expressions": ("glossary", {"(a+)+$": ["(x+x+)+y", "["]}, "either"),
    "checks: a rule that is none": ("checks", {"nope\x1b[2J": {"off": "x"}}, "either"),
    "checks: a severity that is none": ("checks", {"no-topic": {"severity": ["fatal"]}}, "refused"),
    "seeds: a name going up": ("seeds", {"../../outside/private.md": {"key": "p"}}, "either"),
    "seeds: an absolute name": ("seeds", {"/nowhere/x.md": {"key": "p"}}, "either"),
    "seeds: a key with ::, blanks and a tab": ("seeds", {"a.md": {"key": "x::y z\t"}}, "either"),
    "seeds: a key with an escape": ("seeds", {"a.md": {"key": "\x1b[2J"}}, "either"),
    "seeds: one key for two": ("seeds", {"a.md": {"key": "x"}, "b.md": {"key": "x"}}, "either"),
    "seeds: a marker that is none": ("seeds", {"a.md": {"key": "a", "marker": "../x\x1b[2J"}}, "either"),
    "seeds: a marker with the depth 10^30": (
        "seeds",
        {"a.md": {"key": "a", "marker": "heading-" + "9" * 30}},
        "either",
    ),
    "seeds: an encoding that is none": ("seeds", {"a.md": {"key": "a", "encoding": "zlib_codec"}}, "either"),
    "seeds: an encoding that is no text": ("seeds", {"a.md": {"key": "a", "encoding": "\0"}}, "either"),
    "seeds: a title of HTML with an escape": (
        "seeds",
        {"a.md": {"key": "a", "title": HTML + "\x1b[2J\n", "origin": "javascript:alert(1)"}},
        "either",
    ),
    "levels: 8,000": (
        "levels",
        [*level(), *({"key": f"l{number}", "name": f"Level {number}"} for number in range(8000))],
        "refused",
    ),
    "levels: a name with a sign of no width": ("levels", level(name="1\u200b Easy"), "refused"),
    "deck: signs of no width": ("deck", "Wor\u00add\u2060s", "refused"),
    "deck: Persian with a non-joiner": ("deck", "\u0645\u06cc\u200c\u062e", "harmless"),
    "seeds: a like that is nowhere": ("seeds", {"a.md": {"key": "a", "like": "x" * 100_000}}, "either"),
    "seeds: a list": ("seeds", ["a.md"], "refused"),
    "an unknown key with an escape": ("x\\x1b", "y", "either"),
    "sources: file and command": (
        "sources",
        [{"from": "file:///etc/passwd"}, {"from": "ext::../outside/pwn"}, "--upload-pack=../outside/pwn"],
        "either",
    ),
    "subdecks: none of them": ("subdecks", "../../x", "refused"),
}
for title, (key_, value_, expect_) in VALUES.items():
    FAMILY.add(title, changed(key_, value_), expect_)

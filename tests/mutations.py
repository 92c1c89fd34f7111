"""Seeded mutations of JSON lines and of YAML: what a hand, a merge or malice makes of a file."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1.5,
        1e308,
        10**20,
        "",
        " ",
        "x",
        "a\nb",
        "\x1b[2J",
        "\0",
        "\u202e",
        "\ud800",
        "../..",
        "/",
    ),
    *([], {}, [[]], [None], {"": ""}, {"a": [1]}, ["x"] * 3, "𝟙２", "a::b", "x" * 5000),
)


def json_lines(text: str, count: int, seed: int = 1) -> Iterator[str]:
    """The file with one thing changed in one line: a fact gone, odd, renamed, doubled; a line cut, doubled, swapped."""
    chance = random.Random(seed)
    for _ in range(count):
        lines = text.splitlines()
        at = chance.randrange(len(lines))
        lines[at : at + 1] = chance.choice((_fact, _fact, _fact, _fact, _line))(lines[at], chance)
        yield "\n".join(lines) + "\n"


def _fact(line: str, chance: random.Random) -> list[str]:
    data = json.loads(line)
    holder, key = chance.choice(list(_places(data)))
    way = chance.randrange(5)
    if way == 0 and isinstance(holder, dict):
        del holder[key]
    elif way == 1 and isinstance(holder, dict):
        holder[chance.choice((str(key) + "s", str(key)[1:], "format", "id", "release"))] = holder.pop(key)
    else:
        holder[key] = chance.choice(ODD)
    return [json.dumps(data)]


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield data, key
        yield from _places(value)


def _line(line: str, chance: random.Random) -> list[str]:
    cut = chance.randrange(len(line))
    return chance.choice(
        (
            [],
            [line, line],
            [line[:cut]],
            [line[:cut] + chance.choice('{}[]",:0x\x00\x1b') + line[cut + 1 :]],
            [line[:cut], line[cut:]],
            ["[" * 3000],
            [json.dumps(chance.choice(ODD))],
            [f"<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> other"],
        )
    )


PIECES = (
    *(
        "[",
        "]",
        "{",
        "}",
        ":",
        ": ",
        "- ",
        "? ",
        "| ",
        "|-\n",
        "> ",
        "&a ",
        "*a",
        "!!str ",
        "!x ",
        "<<: ",
        "---\n",
        "...\n",
    ),
    *(
        "%YAML 9.9\n",
        "#",
        " #",
        '"',
        "'",
        '"\\e"',
        '"\\0"',
        '"\\ud800"',
        "\t",
        "\n",
        "\r",
        "\x00",
        "\x1b",
        "\x85",
        "\u2028",
    ),
    *(
        "\ufeff",
        "\ud800",
        "\u202e",
        "~",
        "null",
        "true",
        "[[[[",
        "{a: {a: {a: ",
        "key",
        "id: x\n",
        "::",
        "x" * 2000,
        "  ",
    ),
)


def texts(text: str, count: int, seed: int = 1) -> Iterator[str]:
    """The text with one to three places changed: a piece put in, a stretch gone, doubled or moved."""
    chance = random.Random(seed)
    for _ in range(count):
        found = text
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(found) + 1)
            end = min(len(found), at + chance.choice((0, 0, 1, 5, 40)))
            put = chance.choice((chance.choice(PIECES), chance.choice(PIECES), found[at:end] * 2, ""))
            found = found[:at] + put + found[end:]
        yield found


def json_text(text: str, count: int, seed: int = 1) -> Iterator[str]:
    """A JSON document with one fact changed."""
    chance = random.Random(seed)
    for _ in range(count):
        yield _fact(text, chance)[0]

"""deck.lock with lines of any shape: an error with file and line, or harmless; never a note lost or doubled."""

from __future__ import annotations

import json
from collections.abc import Callable

from .harness import Box, Family

FAMILY = Family("deck.lock")
ALL = ("update", "build", "check")
FACTS = (
    "question",
    "answer",
    "seed",
    "digest",
    "modified",
    "level",
    "tags",
    "released",
    "retired",
    "conflicts",
    "section",
    "flags",
    "label",
)
WRONG: tuple[object, ...] = (None, 7, -1, 1e400, "x", [], [1], {}, {"a": {"b": []}}, True, "\x1b[2J", "../../x", 10**30)


def lines(box: Box) -> list[str]:
    return (box.project / "deck.lock").read_text("utf-8").splitlines()


def locked(change: Callable[[list[str]], list[str] | str | bytes], *commands: str) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        new = change(lines(box))
        box.write("deck.lock", "\n".join(new) + "\n" if isinstance(new, list) else new)
        for command in commands or ALL:
            box.run(*command.split())

    return carry_out


def added(line: object) -> Callable[[list[str]], list[str]]:
    text = line if isinstance(line, str) else json.dumps(line)
    return lambda old: [*old, text]


def of_note(**facts: object) -> Callable[[list[str]], list[str]]:
    """The last note's line with other facts."""
    return lambda old: [*old[:-1], json.dumps(json.loads(old[-1]) | facts)]


LINES: dict[str, Callable[[list[str]], list[str] | str | bytes]] = {
    "empty": lambda _: b"",
    "one NUL": lambda _: b"\0",
    "no first line": lambda old: old[1:],
    "lines in the other order": lambda old: old[::-1],
    "every line twice": lambda old: old + old,
    "a first line that is a list": lambda old: ["[]", *old[1:]],
    "a first line of a format of the future": lambda old: ['{"format": 99}', *old[1:]],
    "a first line whose format is an object": lambda old: ['{"format": {"a": 1}, "key": []}', *old[1:]],
    "a first line with another key": lambda old: ['{"format": 1, "key": "x\\u001b[2J"}', *old[1:]],
    "cut in half": lambda old: "\n".join(old)[: len("\n".join(old)) // 2],
    "marks of a conflict": lambda old: ["<<<<<<< HEAD", *old, "=======", *old[1:], ">>>>>>> other\x1b[2J"],
    "not UTF-8": lambda old: "\n".join(old).encode() + b"\xff\xfe\n",
    "UTF-16": lambda old: "\n".join(old).encode("utf-16"),
    "with BOM and CRLF": lambda old: ("\ufeff" + "\r\n".join(old) + "\r\n").encode(),
    "a line of 100,000 brackets": added("[" * 100_000),
    "a line of 100,000 objects": added('{"a":' * 100_000),
    "a line that is null": added("null"),
    "a line that is text": added('"x"'),
    "a line that is NaN": added('{"id": NaN, "modified": Infinity}'),
    "a line without what it is": added({}),
    "a line with two kinds": added({"seed": "a.md", "id": "x", "release": "1", "note_type": "qa"}),
    "a key twice": added('{"id": "aaaaaaaaaaaaa", "id": ["b"], "question": "q", "question": 3}'),
    "a number of 100,000 digits": added('{"id": "x", "modified": ' + "9" * 100_000 + "}"),
    "an id of another type": added({"id": {"a": 1}, "question": "q"}),
    "an id with an escape": added({"id": "\x1b[2J\n", "question": "q", "answer": "a", "seed": "a.md"}),
    "an id of 1 MB": added({"id": "x" * 1_000_000, "question": "q"}),
    "half of a surrogate": added('{"id": "aaaaaaaaaaaab", "question": "\\ud800", "answer": "\\udfff", "seed": "a.md"}'),
    "a seed that goes up": added({"seed": "../../outside/private.md", "sha256": "0" * 64, "options": {}}),
    "a seed that is a list": added({"seed": ["a.md"], "sha256": 3, "options": []}),
    "a seed with an escape": added({"seed": "\x1b[2J\n.md", "sha256": "x", "options": None}),
    "a note of a seed that goes up": of_note(seed="../../outside/private.md"),
    "a note type that is a list": added({"note_type": ["qa"], "digest": 1, "modified": "x"}),
    "a note type of the future": added({"note_type": "../x", "digest": "x", "modified": 10**30, "released": [1]}),
    "a time ten years ahead": of_note(modified=10**10),
    "a time before all": of_note(modified=-(10**18)),
    "released ahead": of_note(
        released={"digest": "x", "modified": 10**12, "kind": "qa", "level": "easy", "html": "x", "out": False}
    ),
    "a kind that is none": of_note(
        released={"digest": "x", "modified": 1, "kind": ["qa"], "level": {"a": 1}, "html": None}
    ),
    "a conflict that is text": of_note(conflicts="question"),
    "conflicts of numbers": of_note(conflicts=[1, None, {"question": 3}]),
    "50,000 lines of notes": lambda old: (
        old
        + [json.dumps({"id": f"a{n:012}", "seed": "a.md", "question": f"q{n}", "answer": "a"}) for n in range(50_000)]
    ),
    "retired with a date that is none": of_note(retired="\x1b[2J"),
    "spaces and empty lines": lambda old: ["", "   ", *old, "\t", "\x0b", ""],
}
for title, edit in LINES.items():
    FAMILY.add(title, locked(edit))


def each_wrong(fact: str) -> Callable[[Box], None]:
    """A fact of a note with values of every type, one after the other."""

    def carry_out(box: Box) -> None:
        whole = lines(box)
        for value in WRONG[::2]:
            box.write("deck.lock", "\n".join(of_note(**{fact: value})(whole)) + "\n")
            box.run("check")
        for value in WRONG[1:12:3]:
            box.write("deck.lock", "\n".join(of_note(**{fact: value})(whole)) + "\n")
            box.run("update")

    return carry_out


for fact_ in FACTS:
    FAMILY.add(f"the fact {fact_} of every type", each_wrong(fact_))


def of_release(**facts: object) -> Callable[[list[str]], list[str]]:
    """The release's line with other facts."""

    def change(old: list[str]) -> list[str]:
        return [json.dumps(json.loads(line) | facts) if '"release"' in line[:12] else line for line in old]

    return change


def at_release(change: Callable[[list[str]], list[str]]) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        box.write("deck.lock", "\n".join(change(lines(box))) + "\n")
        box.commit()
        box.run("build")
        box.run("release", "1.1.0", "--dry-run")
        box.run("diff", "1.0.0")

    return carry_out


RELEASES: dict[str, Callable[[list[str]], list[str]]] = {
    "its version is a list": of_release(release=["1.0.0"]),
    "its version goes up": of_release(release="../../outside"),
    "its version is an option": of_release(release="--output=../outside/precious.txt"),
    "its version has an escape": of_release(release="1.0.0\x1b[2J"),
    "its packages are a list": of_release(packages=[1]),
    "its packages go up": of_release(packages={"../../outside/precious.txt": {"sha256": "x", "content_digest": "y"}}),
    "its packages are absolute": of_release(packages={"/nowhere/zero.apkg": {"sha256": "x", "content_digest": "y"}}),
    "its packages hold numbers": of_release(packages={"notes.apkg": 3}),
    "its time is text": of_release(modified="now"),
    "its time is 10^18": of_release(modified=10**18),
    "its levels are a list": of_release(levels=[["easy"]]),
    "its deck is null": of_release(deck=None, slug=None),
    "its slug goes up": of_release(slug="../../outside/x"),
    "its tools are text": of_release(tools="x", previous=3),
    "10,000 releases": lambda old: [old[0], *[old[1]] * 10_000, *old[2:]],
}
for title, edit_ in RELEASES.items():
    FAMILY.add(f"a release: {title}", at_release(edit_), template="released")


@FAMILY.attack("missing beside cards", expect="refused")
def missing(box: Box) -> None:
    box.kept.append("cards")
    box.remove("deck.lock")
    box.run("update")


@FAMILY.attack("rebuilt over a released deck")
def rebuilt(box: Box) -> None:
    box.kept.append("cards")
    box.write("deck.lock", "[]\n")
    box.run("update", "--rebuild-lock")
    box.run("build")

"""Text of documents, cards and settings that would do something to a terminal, and HTML that would to a page."""

from __future__ import annotations

from collections.abc import Callable

from .harness import CONTROL, Box, Family
from .projects import SETTINGS

FAMILY = Family("terminal")

SIGNS: dict[str, str] = {
    "clears the screen": "\x1b[2J\x1b[H",
    "sets the title": "\x1b]0;owned\x07",
    "writes the clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "makes a link": "\x1b]8;;file:///etc/passwd\x1b\\x\x1b]8;;\x1b\\",
    "asks the terminal": "\x1b[6n\x1b[c\x05",
    "control of the second kind": "\x9b2J\x9d0;x\x9c",
    "bells and backspaces": "\x07\x08\x08\x0b\x0c\x7f",
    "shifts out": "\x0e\x0f\x1bN\x1b(0",
    "NUL": "a\0b",
}


def said(sign: str) -> Callable[[Box], None]:
    """In a question, an answer, a heading, a level, a tag: read in every format, made a deck, changed, compared."""

    def carry_out(box: Box) -> None:
        text = f"# Part{sign} one (easy{sign})\n\n## What is {sign} said?\n\nThis {sign} $x{sign}$.\n\n```{sign}\n{sign}\n```\n\n## And{sign}?\n\n![{sign}](media/{sign}.png) <b {sign}>\n"
        box.write("t.md", text)
        for kind in ("text", "json", "html"):
            box.run("read", "--format", kind, "t.md")
        box.run("build", "t.md", "-o", "t.apkg")
        made = box.run("init", "new", "t.md")
        if made.status != 2:
            box.run("check", cwd=box.project / "new")
            box.run("build", cwd=box.project / "new")
        box.write("seeds/t.md", text)
        box.run("update")
        box.write("seeds/t.md", text.replace("said", "told"))
        for command in (
            "update",
            "check",
            "check --format json",
            "build",
            "preview",
            "diff HEAD",
            "diff HEAD --format markdown",
        ):
            box.run(*command.split())
        written = [*(box.project / "cards").glob("*.yaml"), box.project / "build" / "NOTES.md"]
        box.problems += [
            f"raw control character in {path.name}" for path in written if CONTROL.search(path.read_text("utf-8"))
        ]

    return carry_out


for title, sign_ in SIGNS.items():
    FAMILY.add(f"a document {title}", said(sign_), template="git")


@FAMILY.attack("cards with escapes written in YAML")
def escaped(box: Box) -> None:
    box.write(
        "cards/z.yaml",
        'format: 1\nnotes:\n  - {question: "a\\e[2J", answer: "b\\a\\x9b", tags: ["c\\e[2J"], extra: "\\0", level: "\\e[2J"}\n',
    )
    for command in ("check", "build", "update", "preview", "check --format json"):
        box.run(*command.split())


@FAMILY.attack("reasons, terms and titles with escapes written in YAML")
def reasons(box: Box) -> None:
    box.write(
        "deckwright.yaml", SETTINGS + 'glossary: {"a\\e[2J": ["one\\e[2J"]}\nchecks: {no-topic: {off: "x\\e[2J"}}\n'
    )
    for command in ("check", "build", "update", "preview"):
        box.run(command)


@FAMILY.attack("settings with an unknown key and an escape", expect="refused")
def unknown(box: Box) -> None:
    box.write("deckwright.yaml", SETTINGS + '"de\\e[2Jck": x\n')
    box.run("build")
    box.run("check")


@FAMILY.attack("options with escapes", expect="refused")
def options(box: Box) -> None:
    for argv in (
        ("build\x1b[2J",),
        ("check", "--format", "\x1b[2J"),
        ("read", "--marker", "\x1b[2J", "seeds/a.md"),
        ("read", "--encoding", "\x1b[2J", "seeds/a.md"),
        ("update", "--keep-mine", "\x1b[2J"),
        ("update", "--same", "\x1b[2J", "\x1b[2J"),
        ("check", "--same-as", "\x1b[2J", "x"),
        ("--\x1b[2J",),
    ):
        box.run(*argv)


@FAMILY.attack("an encoding that is no encoding of text", expect="refused")
def codecs(box: Box) -> None:
    for name in ("rot13", "zlib_codec", "base64", "undefined", "idna", "punycode", "../x", "utf-8\n", "", "x" * 10_000):
        box.run(
            "read",
            "--encoding",
            name,
            "seeds/a.md",
            expect="either" if name in ("punycode", "idna", "utf-8\n", "") else "refused",
        )


@FAMILY.attack("text turned around in the names of tags and decks")
def turned(box: Box) -> None:
    box.write("t.md", "# What is \u202eturned\u202c?\n\n\u2066This\u2069.\n")
    box.bidi = True
    box.run("read", "t.md")
    box.run("build", "t.md", "-o", "t.apkg")


@FAMILY.attack("a variable of the environment with an escape")
def environment(box: Box) -> None:
    for name in ("SOURCE_DATE_EPOCH", "DECKWRIGHT_DEBUG", "NO_COLOR", "COLUMNS", "TERM"):
        box.run("build", env={name: "\x1b[2J"} if name != "DECKWRIGHT_DEBUG" else {name: ""})
    for value in ("-1", "1e400", "9" * 5000, "１２", "0x10", "nan", str(2**63), " 1 "):
        box.run("build", env={"SOURCE_DATE_EPOCH": value})
    box.run("check", env={"COLUMNS": "0", "TERM": "\x1b"})

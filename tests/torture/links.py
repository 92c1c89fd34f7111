"""Symbolic and hard links for every folder and file that the tool reads or writes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

from .harness import Box, Family
from .projects import PICTURE, THIRD

FAMILY = Family("links")


def outwards(path: str, target: str, *commands: str) -> Callable[[Box], None]:
    """The project's `path` is a link to `target` outside."""

    def carry_out(box: Box) -> None:
        box.append("seeds/a.md", THIRD)
        box.link(path, box.outside / target)
        for command in commands:
            box.run(*command.split())

    return carry_out


ALL = ("update", "build", "preview", "check")
LINKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "cards": ("cards", ALL),
    "cards/media": ("media", ("build", "preview", "check")),
    "seeds": ("tree", ALL),
    "build": ("build", ("build", "preview", "verify")),
    "build/preview": ("tree", ("preview", "build")),
    "build/preview/index.html": ("precious.txt", ("preview",)),
    "build/NOTES.md": ("precious.txt", ("build", "verify")),
    "build/manifest.json": ("precious.txt", ("build", "verify")),
    "build/SHA256SUMS": ("precious.txt", ("build", "verify")),
    "build/notes.apkg": ("precious.txt", ("build", "verify")),
    "deck.lock": ("precious.txt", ALL),
    "deckwright.yaml": ("precious.txt", ALL),
    "cards/a.yaml": ("precious.txt", ALL),
    "cards/pw.yaml": ("cards/private.yaml", ALL),
    "seeds/a.md": ("private.md", ALL),
    "seeds/pw.md": ("private.md", ALL),
    "seeds/more": ("tree", ALL),
    "cards/media/two.svg": ("media/private.svg", ("build", "preview", "check")),
    ".gitattributes": ("precious.txt", ("update", "build")),
    ".gitignore": ("precious.txt", ("update", "build")),
    ".deckwright-lock": ("precious.txt", ALL),
    "build/.lock": ("precious.txt", ALL),
}
for linked, (to, runs) in LINKS.items():
    FAMILY.add(f"{linked} leads outside", outwards(linked, to, *runs))


@FAMILY.attack("CHANGELOG.md leads outside, at a release", template="released")
def changelog(box: Box) -> None:
    box.link("CHANGELOG.md", box.outside / "precious.txt")
    box.commit()
    box.run("build")
    box.run("release", "1.1.0")


@FAMILY.attack("build/ leads outside, at a release", template="released")
def release_build(box: Box) -> None:
    box.link("build", box.outside / "build")
    box.run("release", "1.1.0")


@FAMILY.attack(".github leads outside")
def github(box: Box) -> None:
    box.link(".github", box.outside / "tree")
    box.run("init", "--github", "--install", "deckwright==1")


@FAMILY.attack("the workflow leads outside")
def workflow(box: Box) -> None:
    for name in ("deck.yml", "deckwright.yml", "build.yml", "decks.yml"):
        box.link(f".github/workflows/{name}", box.outside / "precious.txt")
    box.link(".github/deck-requirements.txt", box.outside / "precious.txt")
    box.run("init", "--github", "--install", "deckwright==1")


@FAMILY.attack("a chain of links leads outside")
def chain(box: Box) -> None:
    box.link("one", "../outside")
    box.link("two", "one")
    box.link("cards", "two/cards")
    for command in ALL:
        box.run(command)


@FAMILY.attack("links that lead in a circle")
def circle(box: Box) -> None:
    box.link("cards/z.yaml", "y.yaml")
    box.link("cards/y.yaml", "z.yaml")
    box.link("seeds/z.md", "z.md")
    for command in ALL:
        box.run(command)


@FAMILY.attack("seeds/ holds a link to itself")
def itself(box: Box) -> None:
    box.link("seeds/again", ".")
    box.link("cards/again", "..")
    for command in ALL:
        box.run(command)


@FAMILY.attack("build/preview leads to cards/")
def inwards(box: Box) -> None:
    box.kept += ["cards", "seeds"]
    box.link("build/preview", "../cards")
    box.run("preview")
    box.run("build")


@FAMILY.attack("build leads to seeds/")
def build_is_seeds(box: Box) -> None:
    box.kept += ["cards", "seeds"]
    box.link("build", "seeds")
    box.run("build")
    box.run("preview")


@FAMILY.attack("build leads to .git/hooks", template="git")
def build_is_hooks(box: Box) -> None:
    box.write(".git/hooks/pre-commit", "#!/bin/sh\n")
    box.link("build", ".git/hooks")
    box.run("build")
    box.run("preview")


@FAMILY.attack("links that dangle")
def dangling(box: Box) -> None:
    for path in ("cards/z.yaml", "seeds/z.md", "build/NOTES.md", "cards/media/z.svg"):
        box.link(path, box.outside / "made-by-the-tool")
    for command in ALL:
        box.run(command)


@FAMILY.attack("a dangling deck.lock is written through")
def dangling_lock(box: Box) -> None:
    box.link("deck.lock", box.outside / "made-by-the-tool")
    box.run("update", "--rebuild-lock")
    box.run("build")


@FAMILY.attack("the preview's folder holds a person's files", expect="either")
def persons_files(box: Box) -> None:
    box.write("build/preview/thesis.doc", "mine\n")
    box.write("build/preview/sub/notes.txt", "mine\n")
    box.write("build/mine.txt", "mine\n")
    box.kept += ["build/preview/thesis.doc", "build/preview/sub", "build/mine.txt"]
    box.run("preview")
    box.run("build")


@FAMILY.attack("links inside the project are no way out", expect="either")
def inside(box: Box) -> None:
    shutil.move(box.project / "cards/media", box.project / "pictures")
    box.link("cards/media", "../pictures")
    for command in ALL:
        box.run(command)


def hard(path: str, *commands: str) -> Callable[[Box], None]:
    """The project's `path` and a file outside are one file; writing must not change the one outside."""

    def carry_out(box: Box) -> None:
        box.append("seeds/a.md", THIRD)
        source = box.project / path
        if not source.exists():
            box.write(path, "mine\n")
        os.link(source, box.outside / "other-name")
        for command in commands:
            box.run(*command.split())

    return carry_out


for path_, runs in {
    "deck.lock": ("update", "build"),
    "cards/a.yaml": ("update", "check --fix"),
    "build/notes.apkg": ("update", "build"),
    "build/manifest.json": ("update", "build"),
    "build/preview/index.html": ("update", "preview"),
}.items():
    FAMILY.add(f"{path_} is a hard link", hard(path_, *runs), "harmless")


@FAMILY.attack("the project's folder itself is a link", expect="harmless")
def folder(box: Box) -> None:
    (box.root / "way").symlink_to(box.project)
    box.run("build", cwd=box.root / "way")
    box.run("check", "--project", box.root / "way")


@FAMILY.attack("media link with an innocent name, to a private picture", expect="either")
def picture(box: Box) -> None:
    box.write("cards/media/ok.svg", PICTURE)
    box.link("cards/media/deep/inner.svg", box.outside / "media/private.svg")
    box.append("cards/a.yaml", "\n  - question: Which picture?\n    answer: '![](media/deep/inner.svg)'\n")
    box.run("build")
    box.run("preview")


@FAMILY.attack("init from documents that are links to private ones inside a folder", template="git")
def init_folder(box: Box) -> None:
    box.write("vault/a.md", "# What is a?\n\nAn a.\n")
    box.link("vault/b.md", box.outside / "private.md")
    box.link("vault/sub", box.outside)
    box.run("init", "new", "vault")
    box.run("read", "vault")


@FAMILY.attack("init into a folder whose cards/ and seeds/ lead outside", template="git")
def init_into(box: Box) -> None:
    box.link("new/cards", box.outside / "cards")
    box.link("new/seeds", box.outside / "tree")
    box.link("new/deck.lock", box.outside / "precious.txt")
    box.run("init", "new", "seeds/a.md")

"""What was committed: links, names, objects and references that a release or a comparison unpacks again."""

from __future__ import annotations

import os
from collections.abc import Callable

from .harness import Box, Family

FAMILY = Family("git history", template="released")


def compare(box: Box, revision: str = "HEAD~1") -> None:
    box.run("diff", revision)
    box.run("release", "1.1.0", "--dry-run")


def tree_of(*entries: tuple[str, str, str]) -> Callable[[Box], None]:
    """A commit below HEAD whose tree has entries (mode, name, content) that no file system would have given it."""

    def carry_out(box: Box) -> None:
        new = []
        for mode, named, content in entries:
            made = box.git(
                "hash-object", "-w", str(box.write(box.root / "blob", content.replace("@OUTSIDE@", str(box.outside))))
            ).strip()
            new.append(f"{mode} blob {made}\t{named.replace('@OUTSIDE@', str(box.outside))}")
        cards = made_tree(box, with_others(box, "HEAD:cards", new))
        tree = made_tree(box, with_others(box, "HEAD", [f"040000 tree {cards}\tcards", *new]))
        old = box.git("commit-tree", tree, "-p", "v1.0.0^{commit}", "-m", "old").strip()
        box.git("tag", "-f", "v1.0.0", old)
        compare(box, "v1.0.0")
        box.problems += [f"written: {path}" for path in box.root.rglob("escaped.txt")]

    return carry_out


def with_others(box: Box, tree: str, new: list[str]) -> list[str]:
    """The lines of a tree with new ones, the last of which counts where two have one name."""
    lines = {line.split("\t", 1)[1]: line for line in [*box.git("ls-tree", tree).splitlines(), *new]}
    return list(lines.values())


def made_tree(box: Box, lines: list[str]) -> str:
    """Writes a tree object without the checks that git makes of names."""
    body = b""
    for line in sorted(lines, key=lambda one: one.split("\t")[1]):
        head, name = line.split("\t", 1)
        mode, _, made = head.split()
        body += mode.lstrip("0").encode() + b" " + os.fsencode(name) + b"\0" + bytes.fromhex(made)
    box.write(box.root / "tree", body)
    return box.git("hash-object", "-t", "tree", "-w", "--literally", str(box.root / "tree")).strip()


LINK = "120000"
FILE = "100644"
TREES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "an absolute link": ((LINK, "etc", "@OUTSIDE@/precious.txt"),),
    "a link that leads out": ((LINK, "way", "../../../../outside/precious.txt"),),
    "a link and a file behind it": ((LINK, "way", "../outside"), (FILE, "way/precious.txt", "evil")),
    "the lock is a link": ((LINK, "deck.lock", "../outside/private.md"),),
    "the settings are a link": ((LINK, "deckwright.yaml", "@OUTSIDE@/precious.txt"),),
    "the cards are a link": ((LINK, "cards", "../outside/cards"),),
    "a name that goes up": ((FILE, "../escaped.txt", "evil"),),
    "a name that is absolute": ((FILE, "@OUTSIDE@/escaped.txt", "evil"),),
    "a name with .git": ((FILE, ".git/hooks/pre-commit", "#!/bin/sh\n"),),
    "a name with a line break and an escape": ((FILE, "a\n\x1b[2Jb.md", "x"),),
    "a name that is not UTF-8": ((FILE, "\udcff\udcfe.md", "x"),),
    "a name of 4000 characters": ((FILE, "x" * 4000, "x"),),
    "names that differ by case alone": ((FILE, "Cards", "x"), (FILE, "DECK.LOCK", "x")),
    "a file where a folder should be": ((FILE, "cards", "x"), (FILE, "seeds", "y")),
    "a link to 100,000 characters": ((LINK, "long", "x" * 100_000),),
    "a link through a link that is made after it": ((LINK, "away", "way/../../outside/id_rsa"), (LINK, "way", ".")),
    "a commit in the place of a folder": (("160000", "cards", "x"),),
}
for title, content_ in TREES.items():
    FAMILY.add(title, tree_of(*content_))


@FAMILY.attack("an absolute link committed beside the cards")
def absolute(box: Box) -> None:
    (box.project / "cards" / "media" / "etc.svg").symlink_to(box.outside / "media" / "private.svg")
    box.commit()
    (box.project / "cards" / "media" / "etc.svg").unlink()
    box.commit()
    compare(box)


REVISIONS = {
    "an option": "--output=../outside/precious.txt",
    "an option with a command": "--upload-pack=touch sentinel",
    "a range": "HEAD~1..HEAD",
    "a search": ":/one",
    "a pathspec": "HEAD:deckwright.yaml",
    "a reflog": "HEAD@{0}",
    "empty": "",
    "a date": "HEAD@{yesterday}",
    "an escape": "\x1b[2Jx",
    "a line break": "HEAD\nHEAD",
    "of 100,000 characters": "v" * 100_000,
    "going up": "../outside",
    "not UTF-8": "\udcff",
}


def revision(name: str) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        box.run("diff", name)
        box.run("diff", "--", name, "HEAD")
        if not name.startswith("-"):
            box.run("diff", "HEAD", name)

    return carry_out


for title, name_ in REVISIONS.items():
    FAMILY.add(f"diff with a revision that is {title}", revision(name_))


VERSIONS = (
    "１.２",
    "1.2\n",
    "1.2;touch x",
    "../../x",
    "-1.0",
    "1" * 5000,
    "1.0.0",
    "0.9",
    "v1.1",
    "1.1.0\x1b[2J",
    "",
    "1..2",
    "²",
    "1.1.0 --over x",
)


@FAMILY.attack("versions that are none", expect="refused")
def versions(box: Box) -> None:
    box.kept += ["deck.lock", "CHANGELOG.md"]
    for version in VERSIONS:
        box.run("release", "--dry-run", "--", version)


@FAMILY.attack("a version that is tagged already", expect="refused")
def tagged(box: Box) -> None:
    box.git("tag", "v1.1.0")
    box.run("release", "1.1.0", "--dry-run")


@FAMILY.attack("a CHANGELOG that is not UTF-8")
def changelog(box: Box) -> None:
    box.write("CHANGELOG.md", b"# \xff\xfe\x00\x1b[2J\n" * 10)
    box.commit()
    box.run("build")
    box.run("release", "1.1.0", "--dry-run")
    box.run("release", "1.1.0")


@FAMILY.attack("a CHANGELOG of 20 MB with escapes")
def long_changelog(box: Box) -> None:
    box.write("CHANGELOG.md", "# Changelog\n\n## \x1b[2J 1.0.0\n" + "## x <script>\n" * 1_500_000)
    box.commit()
    box.run("build")
    box.run("release", "1.1.0", "--dry-run")


@FAMILY.attack("no commit yet", template="project")
def unborn(box: Box) -> None:
    box.git("init", "-q", "--template=", ".")
    box.run("diff", "HEAD")
    box.run("release", "1.0.0", "--dry-run")
    box.run("build")


BROKEN: dict[str, tuple[str, str | bytes]] = {
    "HEAD is rubbish": (".git/HEAD", "rubbish\n"),
    "HEAD is a circle": (".git/HEAD", "ref: HEAD\n"),
    "the index is rubbish": (".git/index", b"DIRC\xff\xff\xff\xff\xff\xff\xff\xff"),
    "packed-refs is rubbish": (".git/packed-refs", b"\xff" * 1000),
    "the settings are rubbish": (".git/config", "[core\n\x1b[2J = \n"),
    "a format of the future": (".git/config", "[core]\n\trepositoryformatversion = 99\n[extensions]\n\tx = y\n"),
    "alternates outside": (".git/objects/info/alternates", "../../../outside\n/nowhere\n"),
    "grafts and shallow": (".git/shallow", "x" * 100_000),
    "ignored: everything": (".git/info/exclude", "*\n!*\n[[[[\n" * 1000),
}


def broken(path: str, content: str | bytes) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        box.write(path, content)
        box.run("update")
        compare(box)

    return carry_out


for title, (path_, bytes_) in BROKEN.items():
    FAMILY.add(f"git's own files: {title}", broken(path_, bytes_))


@FAMILY.attack("git's own files: FIFOs")
def fifos(box: Box) -> None:
    for name in ("index", "packed-refs"):
        box.remove(f".git/{name}")
        os.mkfifo(box.project / ".git" / name)
    box.run("update")
    box.run("diff", "v1.0.0")
    box.run("release", "1.1.0", "--dry-run")

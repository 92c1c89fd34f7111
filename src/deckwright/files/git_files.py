"""What git has to know of a deck: which files keep their bytes on every machine, and which are not its business."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from deckwright.errors import DeckwrightError, Finding
from deckwright.files import Tree
from deckwright.files.attributes import Rule, rules, undone
from deckwright.files.git import NO_REPOSITORY, ask
from deckwright.names import visible

ATTRIBUTES = (
    "deck.lock text eol=lf merge=union",
    "deckwright.yaml text eol=lf",
    "cards/**/*.yaml text eol=lf",
    "cards/media/** -text",
    "notetypes/** -text",
    "seeds/** -text",
)
"""Ids, digests and packages rest on these bytes; git on Windows would write other line ends."""
IGNORED = ("build/",)
_SAME = {"build/": {"build", "build/", "/build", "/build/", "build/*", "/build/*", "build/**", "/build/**"}}
_WHY = {".gitattributes": ", for the same bytes on every machine"}


def git_files(tree: Tree) -> tuple[dict[Path, bytes], list[Finding]]:
    """.gitattributes and .gitignore for a project in a folder, and what is added to those that are there already.

    What they say stays. Of two lines that speak of one file git goes by the later, and by the inner folder's: a line of
    ours that another one undoes is written again behind it; one in a folder of the deck's is told of.
    """
    writes: dict[Path, bytes] = {}
    told: list[Finding] = []
    for name, lines in ((".gitattributes", ATTRIBUTES), (".gitignore", IGNORED)):
        path = tree.root / name
        there = tree.read_bytes(path, name) if tree.there(path) else b""
        said = {" ".join(line.split()) for line in there.decode("utf-8", "replace").splitlines()}
        missing = [line for line in lines if not said & {line, *_SAME.get(line, ())}]
        behind = _undone(there) if name == ".gitattributes" else {}
        if missing or behind:
            writes[path] = _with(there, [*missing, *behind])
        if missing and there:
            told.append(Finding("info", "git-files", f"added to {name}{_WHY.get(name, '')}: {', '.join(missing)}"))
        for rule in {rule.line: rule for rule in behind.values()}.values():
            again = ", ".join(line for line, one in behind.items() if one == rule)
            message = f"`{visible(rule.text)}` would undo it; written again behind that: {again}"
            told.append(Finding("warning", "git-files", message, name, rule.line))
    return writes, [*told, *_overruled(tree)]


def _undone(there: bytes) -> dict[str, Rule]:
    """Those of our lines in .gitattributes that a later one undoes, and the first that does."""
    found = list(rules(there.decode("utf-8", "replace")))
    undoing: dict[str, Rule] = {}
    for ours in (rule for line in ATTRIBUTES for rule in rules(line)):
        at = max((at for at, rule in enumerate(found) if rule.text == ours.text), default=None)
        if at is not None and (rule := undone(ours, found[at + 1 :])):
            undoing[ours.text] = rule
    return undoing


def _overruled(tree: Tree) -> Iterator[Finding]:
    """Lines of a .gitattributes in the deck's own folders that undo ours: git goes by the innermost."""
    ours = [rule for line in ATTRIBUTES for rule in rules(line)]
    for folder in ("cards", "cards/media", "seeds"):
        path = tree.root / folder / ".gitattributes"
        if not tree.there(path):
            continue
        for rule in rules(tree.read_bytes(path).decode("utf-8", "replace")):
            if any(undone(one, [rule], f"{folder}/") for one in ours):
                message = f"`{visible(rule.text)}` undoes what .gitattributes says, for the same bytes on every machine"
                shown = tree.shown(path)
                yield Finding("warning", "git-files", message, shown, rule.line, remedy="take the line away")


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file that git is told to leave out, and the rule that says so: `*.lock` in line 3 of ../.gitignore."""

    file: str
    rule: str
    place: str

    def __str__(self) -> str:
        return f"git ignores it, by the rule `{self.rule}` in {self.place}"


def ignored(root: Path, files: Iterable[str]) -> list[Ignored]:
    """Those of the paths from `root` that git leaves out and does not track; none where there is no repository.

    Raises DeckwrightError where git cannot tell.
    """
    wanted = "".join(f"{name}\0" for name in files).encode("utf-8", "surrogateescape")
    said = ask(root, "check-ignore", "--verbose", "-z", "--stdin", stdin=wanted, allowed=(1, NO_REPOSITORY))
    parts = said.output.decode("utf-8", "surrogateescape").split("\0")[:-1]
    found = []
    for place, line, rule, name in zip(*(iter(parts),) * 4, strict=False):
        if not rule.startswith("!"):  # the last word on it is that it is not ignored
            shown = ".git/info/exclude" if place.endswith("/info/exclude") else place
            found.append(Ignored(name, visible(rule), f"{visible(shown)}:{line}"))
    return found


def told_of_ignored(root: Path, files: Iterable[str]) -> list[Finding]:
    """The same as warnings; nothing where git is missing or cannot tell, since only a release needs it."""
    try:
        found = ignored(root, files)
    except DeckwrightError:
        return []
    remedy = "take the rule away, or write `!{0}` into .gitignore"
    return [Finding("warning", "git-ignored", str(one), one.file, remedy=remedy.format(one.file)) for one in found]


def _with(there: bytes, missing: list[str]) -> bytes:
    end = b"\r\n" if b"\r\n" in there else b"\n"
    gap = end if there and not there.endswith(b"\n") else b""
    return there + gap + b"".join(line.encode() + end for line in missing)

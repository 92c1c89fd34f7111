"""What files of a folder are called in seeds/: as they were, without the hashes of an export, on every system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from deckwright.files.names import wrong_with
from deckwright.names import hidden, same_name

HASH = re.compile(r"(?P<name>.*?)[ _-]?(?<![0-9a-fA-F])[0-9a-f]{32}(?P<view>_all)?(?P<suffix>\.\w+)?")
"""`Biology 0123…def.md`: how Notion names pages, databases (`_all`: with all their rows) and their folders."""
_ADDRESS = re.compile(
    r"(?<=\]\()(?P<plain><[^<>\n]+>|(?:[^()\s<>]|\((?:[^()\s])*\))+)"
    r"""|(?<=\s)(?P<key>src|href)=(?P<sign>["'])(?P<quoted>[^"'\n]+)(?P=sign)"""
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.I)
_ODD = ':\\|*?<>"'
_LONGEST = 120  # characters, so that a number and a suffix fit into what file systems hold


def is_export(names: Iterable[str]) -> bool:
    """Whether files are called as Notion calls them."""
    return any(HASH.fullmatch(PurePosixPath(name).name) for name in names)


def views(names: Iterable[str]) -> set[str]:
    """Those tables of an export of which another holds all rows."""
    whole = {name.removesuffix("_all.csv") for name in names if name.endswith("_all.csv")}
    return {name for name in names if name.endswith(".csv") and name.removesuffix(".csv") in whole}


def place_names(names: Iterable[str], *, export: bool) -> dict[str, str]:
    """A path in seeds/ for each path in a folder, both with slashes; what would be one is numbered.

    A name that some system cannot hold (`What?.md`) gets another.
    """
    chosen: dict[str, str] = {"": ""}
    taken: set[tuple[str, str]] = set()
    for name in sorted(names):
        parts = PurePosixPath(name).parts
        for depth in range(1, len(parts) + 1):
            whole = "/".join(parts[:depth])
            if whole in chosen:
                continue
            above = chosen["/".join(parts[: depth - 1])]
            part = _named(parts[depth - 1], export)
            stem, suffix = (part, "") if depth < len(parts) else _split(part)
            number = 1
            while (above, same_name(part)) in taken:
                number += 1
                part = f"{stem} {number}{suffix}"
            taken.add((above, same_name(part)))
            chosen[whole] = f"{above}/{part}" if above else part
    return {name: chosen[name] for name in names}


def _split(part: str) -> tuple[str, str]:
    path = PurePosixPath(part)
    return part.removesuffix(path.suffix), path.suffix


def _named(part: str, export: bool) -> str:
    match = HASH.fullmatch(part) if export else None
    if match:
        part = (match["name"].strip() or "Untitled") + (match["suffix"] or "")
    return portable(part)


def portable(part: str) -> str:
    """A name that every system can hold, and that is not hidden: the same where it is one."""
    if wrong_with(part) is None and hidden(part) is None and part == part.strip() and not part.startswith("."):
        return part
    stem, suffix = _split("".join("-" if char in _ODD or hidden(char) else char for char in part))
    stem = re.sub(r"-{2,}", "-", stem).strip(" .-")[:_LONGEST].rstrip(" .") or "Untitled"
    suffix = suffix.rstrip(" .")
    return f"{stem}{suffix}" if wrong_with(f"{stem}{suffix}") is None else f"{stem[: _LONGEST // 4]}_{suffix}"


def readdressed(text: str, name: str, names: Mapping[str, str]) -> str:
    """A document's text with the addresses of files beside it as they are called now; `name` is as it was called."""
    here, there = PurePosixPath(name).parent, PurePosixPath(names[name]).parent

    def other(match: re.Match[str]) -> str:
        said = match["plain"] or match["quoted"]
        bare = said.strip("<>")
        if _ELSEWHERE.match(bare):
            return match[0]
        address, sign, rest = bare.partition("#")
        target = names.get(str(normal(here / unquote(address))))
        now = quote(str(relative(PurePosixPath(target), there))) if target else _bare(address)
        return match[0].replace(said, f"{now}{sign}{rest}") if now != address else match[0]

    return _ADDRESS.sub(other, text)


def _bare(address: str) -> str:
    """An address without hashes, where the file that it names did not come."""
    parts = unquote(address).split("/")
    plain = [_named(part, True) if HASH.fullmatch(part) else part for part in parts]
    return address if plain == parts else quote("/".join(plain))


def normal(path: PurePosixPath) -> PurePosixPath:
    """A path without `..`, but for those that lead out of where it begins."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)


def relative(path: PurePosixPath, folder: PurePosixPath) -> PurePosixPath:
    """A path as seen from a folder."""
    same = 0
    while same < min(len(folder.parts), len(path.parts) - 1) and folder.parts[same] == path.parts[same]:
        same += 1
    return PurePosixPath(*[".."] * (len(folder.parts) - same), *path.parts[same:])

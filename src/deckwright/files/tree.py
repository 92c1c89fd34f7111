"""A folder and what is found in it: nothing that is read lies outside, whatever links there are."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deckwright.errors import DeckwrightError
from deckwright.files.depth import check_depth
from deckwright.files.errors import NotAFile, leads_out, what_is
from deckwright.files.kinds import DOCUMENT, OTHER, Kind
from deckwright.files.reading import is_folder, read_regular

_GIT = (".git", "git~1")  # and as Windows also finds it


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder that a person named. What is found in it is not trusted.

    `root` itself may be a link. A link inside may lead to another place inside; one that leads out, or into `.git`, is
    refused, unless `follow_links` says that the links are the person's own.
    """

    root: Path
    follow_links: bool = False

    def shown(self, path: Path) -> str:
        """A path as people see it: from the folder, with slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def real(self, path: Path) -> Path | None:
        """Where a path in the folder leads, there or not; None where that is no place to read from."""
        try:
            root, real = Path(os.path.realpath(self.root)), Path(os.path.realpath(path))
        except (OSError, ValueError):
            return None
        if real.is_relative_to(root):
            return None if in_git(real.relative_to(root)) else real
        return real if self.follow_links and not in_git(real) else None

    def is_file(self, path: Path) -> bool:
        """Whether a path leads to a regular file that may be read."""
        return self._is(path, stat.S_ISREG)

    def is_folder(self, path: Path) -> bool:
        """Whether a path leads to a folder that may be read."""
        return self._is(path, stat.S_ISDIR)

    def there(self, path: Path) -> bool:
        """Whether anything has this name, be it a link that leads nowhere."""
        return os.path.lexists(path)

    def check_file(self, path: Path, name: str | None = None) -> None:
        """Raise NotAFile where something has this name that is no regular file, or a link in it leads out.

        Nothing is said where nothing is there, where it cannot be looked at, or where the path itself, without any
        link, begins or ends outside.
        """
        said = name or self.shown(path)
        real = self.real(path)
        if real is None:
            root, named = Path(os.path.abspath(self.root)), Path(os.path.abspath(path))  # noqa: PTH100
            if named.is_relative_to(root) and not in_git(named.relative_to(root)):
                raise leads_out(said)
            return
        try:
            mode = os.lstat(real).st_mode
        except (OSError, ValueError):
            return
        if not stat.S_ISREG(mode):
            raise NotAFile(f"is {what_is(mode)}", file=said, expected="a regular file", remedy="take it away")

    def size(self, path: Path, name: str | None = None) -> int:
        """How many bytes a file has. Raises DeckwrightError where it leads out, or cannot be looked at."""
        said = name or self.shown(path)
        try:
            return os.lstat(self._inside(path, said)).st_size
        except OSError as error:
            raise DeckwrightError(f"cannot be read ({error.strerror})", file=said) from None

    def read_bytes(self, path: Path, name: str | None = None, kind: Kind = DOCUMENT) -> bytes:
        """The bytes of a file. Raises DeckwrightError where it cannot be read, leads out, or is too large."""
        said = name or self.shown(path)
        return read_regular(self._inside(path, said), said, kind)

    def read_text(self, path: Path, name: str | None = None, kind: Kind = OTHER) -> str:
        """The text of a UTF-8 file, without a byte order mark. Raises DeckwrightError as `read_bytes` does."""
        data = self.read_bytes(path, name, kind)
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            said = name or self.shown(path)
            raise DeckwrightError("is not UTF-8", file=said, line=line, remedy="save it as UTF-8") from None

    def names(self, folder: Path, name: str | None = None) -> list[Path]:
        """What a folder holds, by name; nothing where there is no such folder.

        Raises DeckwrightError where it leads out, or is no folder.
        """
        return [folder / entry.name for entry in self._entries(folder, name or self.shown(folder))]

    def walk(self, folder: Path) -> Iterator[Path]:
        """Whatever is in a folder and the folders in it but folders themselves, by name; hidden ones are passed over.

        A link to a file is named wherever it leads, so that reading it says what is wrong; one to a folder that leads
        out is an error at once.
        """
        yield from self._walk(folder, frozenset())

    def _walk(self, folder: Path, above: frozenset[Path | None], depth: int = 0) -> Iterator[Path]:
        check_depth(depth, self.shown(folder))
        real = self.real(folder)
        if real in above:  # a link to a folder that it lies in
            return
        for entry in self._entries(folder, self.shown(folder)):
            path = folder / entry.name
            if entry.name.startswith("."):
                continue
            deeper = is_folder(path) if entry.is_symlink() else entry.is_dir(follow_symlinks=False)
            if deeper and entry.is_symlink() and self.real(path) is None:
                raise leads_out(self.shown(path))
            if deeper:
                yield from self._walk(path, above | {real}, depth + 1)
            else:
                yield path

    def _entries(self, folder: Path, said: str) -> list[os.DirEntry[str]]:
        if not self.there(folder):
            return []
        real = self._inside(folder, said)
        try:
            mode = os.lstat(real).st_mode
            if not stat.S_ISDIR(mode):
                what = "a file" if stat.S_ISREG(mode) else what_is(mode)
                raise DeckwrightError(f"is {what}", file=said, expected="a folder")
            with os.scandir(real) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            raise DeckwrightError(f"cannot be read ({error.strerror})", file=said) from None

    def _inside(self, path: Path, said: str) -> Path:
        real = self.real(path)
        if real is None:
            raise leads_out(said)
        return real

    def _is(self, path: Path, test: object) -> bool:
        real = self.real(path)
        try:
            return real is not None and bool(test(os.lstat(real).st_mode))  # type: ignore[operator]
        except (OSError, ValueError):
            return False


def in_git(path: Path) -> bool:
    """Whether a path leads into a repository's own folder."""
    return any(part.casefold() in _GIT for part in path.parts)

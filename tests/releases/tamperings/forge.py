"""A forger at work on a released project: takes packages apart, and makes every sum agree again."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import sqlite3
import subprocess
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from deckwright.decks import contents

WHOLE = "deck.apkg"
COLLECTION = "collection.anki2"


class Package:
    """An .apkg taken apart: its members in order, each with its head, and the archive's comment."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.members = [(info, archive.read(info)) for info in archive.infolist()]
        self.comment = b""
        self.level: int | None = None

    def __getitem__(self, name: str) -> bytes:
        return next(data for info, data in self.members if info.filename == name)

    def __setitem__(self, name: str, data: bytes) -> None:
        for at, (info, _) in enumerate(self.members):
            if info.filename == name:
                self.members[at] = (info, data)
                return
        self.add(name, data)

    def add(self, name: str, data: bytes) -> None:
        """A further member, even of a name that is there, with a head like the others'."""
        info = zipfile.ZipInfo(name, self.members[0][0].date_time)
        for key in ("compress_type", "create_system", "external_attr"):
            setattr(info, key, getattr(self.members[0][0], key))
        self.members.append((info, data))

    def remove(self, name: str) -> None:
        self.members = [member for member in self.members if member[0].filename != name]

    def info(self, name: str) -> zipfile.ZipInfo:
        return next(info for info, _ in self.members if info.filename == name)

    @property
    def media(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self["media"])
        return found

    @media.setter
    def media(self, names: dict[str, str]) -> None:
        self["media"] = json.dumps(names, ensure_ascii=False).encode()

    @contextlib.contextmanager
    def collection(self) -> Iterator[sqlite3.Connection]:
        """The collection as a database; what is written in it goes back into the package."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / COLLECTION
            path.write_bytes(self[COLLECTION])
            with contextlib.closing(sqlite3.connect(path)) as database:
                yield database
                database.commit()
            self[COLLECTION] = path.read_bytes()

    def packed(self) -> bytes:
        buffer = io.BytesIO()
        with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
            warnings.simplefilter("ignore")  # two members of one name are meant
            archive.comment = self.comment
            for info, data in self.members:
                copy = zipfile.ZipInfo(info.filename, info.date_time)
                for key in ("compress_type", "create_system", "external_attr", "comment", "extra"):
                    setattr(copy, key, getattr(info, key))
                archive.writestr(copy, data, copy.compress_type, self.level)
        return buffer.getvalue()


class Forger:
    """Changes what was released, and afterwards everything that can be reckoned again from outside."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.build = root / "build"
        self.lock = root / "deck.lock"

    # Packages

    @contextlib.contextmanager
    def package(self, name: str = WHOLE) -> Iterator[Package]:
        package = Package((self.build / name).read_bytes())
        yield package
        self.replace(name, package.packed())

    def replace(self, name: str, data: bytes) -> None:
        """Put a package in place, and have the manifest say of it what is so."""
        (self.build / name).write_bytes(data)
        with self.manifest() as manifest:
            for entry in manifest["packages"]:
                if entry["file"] == name:
                    entry.update(facts(data))

    def forget(self, name: str) -> None:
        """Take a package out of the manifest and the sums."""
        with self.manifest() as manifest:
            manifest["packages"] = [entry for entry in manifest["packages"] if entry["file"] != name]
        self.sum_lines(lambda lines: [line for line in lines if not line.endswith(f"  {name}")])

    # What stands beside

    @contextlib.contextmanager
    def manifest(self) -> Iterator[Any]:
        path = self.build / "manifest.json"
        data = json.loads(path.read_text("utf-8"))
        yield data
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def sum_lines(self, change: Callable[[list[str]], list[str]]) -> None:
        edit_lines(self.build / "SHA256SUMS", change)

    def agree(self) -> None:
        """Write the sums of all files that SHA256SUMS names, as they are now."""

        def line(old: str) -> str:
            name = old.split("  ", 1)[1]
            path = self.build / name
            return f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}" if path.is_file() else old

        self.sum_lines(lambda lines: [line(old) for old in lines])

    # The project

    def lock_lines(self, change: Callable[[list[Any]], object]) -> None:
        """Change deck.lock's lines, as JSON."""
        lines = [json.loads(line) for line in self.lock.read_text("utf-8").splitlines()]
        change(lines)
        self.lock.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")

    def lock_release(self, change: Callable[[dict[str, Any]], object], version: str = "1.1.0") -> None:
        self.lock_lines(lambda lines: [change(line) for line in lines if line.get("release") == version].clear())

    def lock_agrees(self) -> None:
        """Have the lock's line of the release say of each package what is so."""

        def change(line: dict[str, Any]) -> None:
            for name, said in line["packages"].items():
                found = facts((self.build / name).read_bytes())
                said.update({key: found[key] for key in ("sha256", "content_digest")})

        self.lock_release(change)

    def git(self, *arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", str(self.root), *who, *arguments], check=True, capture_output=True)


def facts(data: bytes) -> dict[str, Any]:
    """What the manifest says of a package, as far as it can be found out."""
    found: dict[str, Any] = {"sha256": hashlib.sha256(data).hexdigest()}
    with contextlib.suppress(Exception):  # a package that is broken has no counts and no digest
        with Package(data).collection() as database:
            for kind in ("notes", "cards"):
                found[kind] = database.execute(f"select count(*) from {kind}").fetchone()[0]
        found["content_digest"] = contents.read(data).digest
    return found


def edit_lines(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    before = path.read_text("utf-8")
    path.write_text("".join(f"{line}\n" for line in change(before.splitlines())), "utf-8")

"""What git hands over of a revision is a stranger's: it is unpacked as plain files inside one folder, or refused."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.errors import DeckwrightError
from deckwright.releases import unpack as unpacking
from deckwright.releases.unpack import LARGEST, MOST, TOTAL, checked, unpack
from tests.conftest import Result, tree
from tests.releases.conftest import Author


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "", size: int = 0) -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.type, found.linkname, found.size = kind, link, size
    return found


def archive(*members: tuple[tarfile.TarInfo, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for info, data in members:
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    out.seek(0)
    return out


def test_files_come_out_as_they_are(tmp_path: Path) -> None:
    long = "cards/" + "文" * 60 + ".yaml"
    packed = archive(
        (member("cards", tarfile.DIRTYPE), b""),
        (member("cards/a.yaml"), b"format: 1\r\n"),
        (member(long), b"x"),
        (member("cards/b.yaml", tarfile.SYMTYPE, "a.yaml"), b""),
        (member("seeds/c.md", tarfile.SYMTYPE, "../cards/b.yaml"), b""),
    )
    unpack(packed, tmp_path, "v1.0.0")
    text = b"format: 1\r\n"
    assert tree(tmp_path) == {"cards/a.yaml": text, long: b"x", "cards/b.yaml": text, "seeds/c.md": text}
    assert not [path for path in tmp_path.rglob("*") if path.is_symlink()]


HOSTILE = {
    "above": member("../evil"),
    "above, later": member("cards/../../evil"),
    "absolute": member("/tmp/evil"),
    "git's own": member(".git/hooks/pre-commit"),
    "git's own, in other case": member("cards/.GIT/config"),
    "pipe": member("cards/pipe", tarfile.FIFOTYPE),
    "device": member("cards/zero", tarfile.CHRTYPE),
    "hard link": member("cards/hard", tarfile.LNKTYPE, "/etc/passwd"),
    "absolute link": member("cards/link", tarfile.SYMTYPE, "/etc/passwd"),
    "link out": member("cards/link", tarfile.SYMTYPE, "../../passwd"),
    "link out and back in": member("cards/link", tarfile.SYMTYPE, "../../deck/cards/a.yaml"),
    "link to itself": member("cards/link", tarfile.SYMTYPE, "link"),
    "link to nothing": member("cards/link", tarfile.SYMTYPE, "gone"),
    "link to a folder": member("cards/link", tarfile.SYMTYPE, "../cards"),
    "empty name": member(""),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_file_inside_is_refused_and_nothing_written(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "deck"
    folder.mkdir()
    info = HOSTILE[what]
    with pytest.raises(DeckwrightError) as refused:
        unpack(archive((member("cards/a.yaml"), b"a"), (info, b"")), folder, "v1.0.0")
    assert len(str(refused.value).splitlines()) <= 3 and "v1.0.0" in str(refused.value)
    assert tree(tmp_path) == {}


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DeckwrightError, match="is a file and a folder"):
        unpack(archive((member("cards"), b"x"), (member("cards/a.yaml"), b"a")), tmp_path, "v1.0.0")


@pytest.mark.parametrize("data", [b"", b"no archive" * 100])
def test_what_is_no_archive(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DeckwrightError, match=r"v1\.0\.0"):
        unpack(io.BytesIO(data), tmp_path, "v1.0.0")


def test_an_archive_that_ends_early(tmp_path: Path) -> None:
    whole = archive((member("cards/a.yaml"), b"a" * 5000)).getvalue()
    with pytest.raises(DeckwrightError, match=r"v1\.0\.0"):
        unpack(io.BytesIO(whole[:3000]), tmp_path, "v1.0.0")


def test_size_and_number_are_bounded() -> None:
    """By what the headers say, before a byte is written: a bomb costs nothing."""
    assert (LARGEST, TOTAL, MOST) == (256 << 20, 2 << 30, 100_000)
    checked([member("a", size=LARGEST)], "v1")
    with pytest.raises(DeckwrightError, match="256 MiB at most"):
        checked([member("a", size=LARGEST + 1)], "v1")
    full = [member(f"a{at}", size=LARGEST) for at in range(TOTAL // LARGEST)]
    checked(full, "v1")
    with pytest.raises(DeckwrightError, match="2048 MiB at most"):
        checked([*full, member("b", size=1)], "v1")


def test_a_link_counts_as_much_as_its_file() -> None:
    links = [member(f"l{at}", tarfile.SYMTYPE, "a") for at in range(TOTAL // LARGEST)]
    with pytest.raises(DeckwrightError, match="2048 MiB at most"):
        checked([member("a", size=LARGEST), *links], "v1")


def test_the_number_of_files_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST", 3)
    files = [member(f"f{at}") for at in range(4)]
    checked(files[:3], "v1")
    with pytest.raises(DeckwrightError, match="3 files at most"):
        checked(files, "v1")


def test_a_committed_absolute_link_is_told(released: Author, cli: Callable[..., Result]) -> None:
    (released.root / "cards" / "link.yaml").symlink_to("/etc/hostname")
    released.commit("A link")
    result = cli("diff", "HEAD", "v1.0.0", "--project", released.root)
    assert result.status == 2 and "Traceback" not in result.err
    assert "cards/link.yaml" in result.err and "HEAD" in result.err

"""What git holds is unpacked into a folder of ours, and nowhere else."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.errors import DeckwrightError
from deckwright.files import unpack
from tests.safety.conftest import Clone, state


def tar(*members: tuple[str, bytes, str]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind, text in members:
            info = tarfile.TarInfo(name)
            info.type = kind
            if kind == tarfile.REGTYPE:
                info.size = len(text)
                archive.addfile(info, io.BytesIO(text.encode()))
            else:
                info.linkname = text
                archive.addfile(info)
    return buffer.getvalue()


FILE, LINK, HARD, FOLDER = tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE


@pytest.mark.parametrize(
    "members",
    [
        [("../outside/thesis.doc", FILE, "evil")],
        [("/tmp/evil", FILE, "evil")],
        [("a/../../outside/thesis.doc", FILE, "evil")],
        [("a", LINK, "../outside"), ("a/thesis.doc", FILE, "evil")],
        [("a", LINK, "../outside/thesis.doc"), ("a", FILE, "evil")],
        [("a", LINK, "../outside"), ("a/b", LINK, "x")],
        [("a", HARD, "../outside/thesis.doc")],
        [("a", tarfile.FIFOTYPE, "")],
        [("a", tarfile.CHRTYPE, "")],
        [("../outside/new", FOLDER, "")],
    ],
)
def test_an_archive_that_leads_out(clone: Clone, tmp_path: Path, members: list[tuple[str, bytes, str]]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with pytest.raises(DeckwrightError):
        unpack(tar(*members), folder)
    assert clone.unharmed()


def test_what_is_unpacked(tmp_path: Path) -> None:
    unpack(
        tar(("cards", FOLDER, ""), ("cards/a.yaml", FILE, "x"), ("seeds/deep/b.md", FILE, ""), ("l", LINK, "cards")),
        tmp_path,
    )
    assert (tmp_path / "l" / "a.yaml").read_text("utf-8") == "x" and (tmp_path / "seeds/deep/b.md").exists()


@pytest.mark.parametrize("target", ["/etc/passwd", "../../outside/secret.md", "OUT/secret.md"])
def test_a_committed_link_that_leads_out(clone: Clone, git: Callable[..., None], target: str) -> None:
    """An absolute one was a traceback of `release`, `verify` and `diff`."""
    (clone.root / "cards" / "b.yaml").symlink_to(target.replace("OUT", str(clone.outside)))
    git("add", "-A", "-f")
    git("commit", "-qm", "x")
    before = state(clone.root)
    for argv in (["release", "1.0.0"], ["release", "1.0.0", "--dry-run"], ["diff", "HEAD"], ["diff", "HEAD", "HEAD~1"]):
        clone.refused(*argv, said="leads out of the folder by a link")
    assert state(clone.root) == before


@pytest.mark.parametrize("target", ["/etc/passwd", "/dev/zero"])
@pytest.mark.parametrize("place", ["cards/media/p.png", "seeds/b.md"])
def test_one_that_nothing_reads_is_harmless(clone: Clone, git: Callable[..., None], place: str, target: str) -> None:
    (clone.root / "cards" / "media").mkdir()
    (clone.root / place).symlink_to(target)
    git("add", "-A", "-f")
    git("commit", "-qm", "x")
    assert clone.run("diff", "HEAD", "--project", clone.root).status == 0

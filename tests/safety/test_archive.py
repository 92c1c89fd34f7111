"""What git holds is unpacked into a folder of ours, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.errors import DeckwrightError
from deckwright.files import put_file, put_link
from tests.safety.conftest import Clone, state


@pytest.mark.parametrize(
    "name",
    ["../outside/new", "/tmp/evil", "a/../../outside/thesis.doc", ".git/hooks/x", "a/.GIT/x", "l/a.yaml", "l", "d/x/y"],
)
def test_a_name_that_leads_out(clone: Clone, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "l").symlink_to(clone.outside)
    (folder / "d").symlink_to(".")
    before = state(folder)
    with pytest.raises(DeckwrightError, match="leads out of the project"):
        put_file(folder, name, b"evil")
    with pytest.raises(DeckwrightError, match="leads out of the project"):
        put_link(folder, name, "x")
    assert clone.unharmed() and state(folder) == before


@pytest.mark.parametrize("target", ["/etc/passwd", "../outside", "../../x", "a/../../outside"])
def test_a_link_that_leads_out_is_not_made(clone: Clone, tmp_path: Path, target: str) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(DeckwrightError, match="is a link that leads out of the project"):
        put_link(tmp_path / "in", "l", target)
    assert not state(tmp_path / "in")


def test_what_is_put_there(tmp_path: Path) -> None:
    put_file(tmp_path, "cards/a.yaml", b"x")
    put_link(tmp_path, "l", "cards")
    assert (tmp_path / "l" / "a.yaml").read_bytes() == b"x"


@pytest.mark.parametrize("target", ["/etc/passwd", "../../../outside/secret.md", "OUT/secret.md"])
@pytest.mark.parametrize("place", ["cards/b.yaml", "cards/media/p.png", "seeds/b.md"])
def test_a_committed_link_that_leads_out(clone: Clone, git: Callable[..., None], place: str, target: str) -> None:
    """An absolute one was a traceback of `release`, `verify` and `diff`."""
    (clone.root / "cards" / "media").mkdir()
    (clone.root / place).symlink_to(target.replace("OUT", str(clone.outside)))
    git("add", "-A", "-f")
    git("commit", "-qm", "x")
    before = state(clone.root)
    for argv in (["release", "1.0.0"], ["release", "1.0.0", "--dry-run"], ["diff", "HEAD"], ["diff", "HEAD", "HEAD~1"]):
        clone.refused(*argv, said="link")
    assert state(clone.root) == before


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    "pair",
    [
        [("p/q/a", "b/../../../secret"), ("p/q/b", "../..")],
        [("a", "b/.."), ("b", "c/d")],
        [("p/a", "../p/../b/.."), ("b", "p")],
    ],
)
def test_no_two_links_lead_out_together(tmp_path: Path, pair: list[tuple[str, str]], order: int) -> None:
    folder = tmp_path / "x" / "in"
    folder.mkdir(parents=True)
    for name, target in pair[::order]:
        try:
            put_link(folder, name, target)
        except DeckwrightError as error:
            assert "is a link that leads out of the project" in str(error)
    links = [path for path in folder.rglob("*") if path.is_symlink()]
    assert all(path.resolve().is_relative_to(folder) for path in links) and len(links) < len(pair)


@pytest.mark.parametrize("target", ["../../d", "..", "../..", ".", "c.md", "./c.md", "../../cards/x/c.md"])
def test_a_link_that_stays(tmp_path: Path, target: str) -> None:
    put_link(tmp_path, "cards/x/l", target)
    assert (tmp_path / "cards" / "x" / "l").is_symlink()


@pytest.mark.parametrize("target", ["x" * 100_000, "a\0b", "x/" * 5000])
def test_a_link_that_cannot_be_made(tmp_path: Path, target: str) -> None:
    """A tree of git may hold any target."""
    with pytest.raises(DeckwrightError, match="cannot be written here"):
        put_link(tmp_path, "l", target)
    put_link(tmp_path, "l", "y")
    with pytest.raises(DeckwrightError, match=r"cannot be written here|leads out"):
        put_link(tmp_path, "l", "y")

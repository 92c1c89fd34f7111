"""git, asked about a folder: where it fails that is said, and nothing leads it out of the folder's own repository."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards.history import History
from deckwright.cards.lock import Lock
from deckwright.errors import DeckwrightError
from deckwright.files import git as asking
from deckwright.files import objects
from deckwright.files.git import NO_REPOSITORY, GitMissing, IncompleteClone, ask
from deckwright.files.tracked import tracked
from deckwright.releases import git as releases
from tests.conftest import SETTINGS, Result
from tests.safety.conftest import Clone, state

SECRET = "hunter2"
HISTORY = (
    lambda root, lock: History(root, "k").lost(lock),
    lambda root, lock: list(History(root, "k").disagreements(lock)),
    lambda root, lock: History(root, "k").remembered_lock(),
)


def git(folder: Path, *argv: str, stdin: bytes = b"") -> str:
    settings = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    settings += ("-c", "protocol.file.allow=always")
    argv = ("git", "-C", str(folder), *settings, *argv)
    return subprocess.run(argv, check=True, capture_output=True, input=stdin).stdout.decode()


def repository(folder: Path, **files: str) -> Path:
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main", "--template=")
    for name, text in {"deckwright.yaml": SETTINGS, "deck.lock": "", **files}.items():
        (folder / name).write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    return folder


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return repository(tmp_path / "deck")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Somebody else's repository on this machine."""
    return repository(tmp_path / "other", secret=SECRET)


def cloned(root: Path, *options: str) -> Path:
    """A clone of a repository to which one more commit was made before."""
    (root / "deck.lock").write_text('{"release": "1.0.0"}\n', "utf-8")
    git(root, "commit", "-qam", "y")
    git(root, "config", "uploadpack.allowFilter", "true")
    git(root.parent, "clone", "-q", *options, root.as_uri(), "clone")
    return root.parent / "clone"


# A1: that git fails is not taken for an answer


@pytest.mark.parametrize("question", HISTORY)
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--filter=blob:none",), "clone again without --filter"),
        (("--filter=tree:0",), "clone again without --filter"),
        (("--depth=1",), "git fetch --unshallow"),
    ],
)
def test_a_clone_without_the_history_says_so(
    deck: Path, options: tuple[str, ...], said: str, question: Callable[[Path, Lock], object]
) -> None:
    with pytest.raises(IncompleteClone, match=said):
        question(cloned(deck, *options), Lock("k"))


@pytest.mark.parametrize("question", HISTORY)
def test_a_repository_that_is_broken_says_so(deck: Path, question: Callable[[Path, Lock], object]) -> None:
    tree = git(deck, "rev-parse", "HEAD^{tree}").strip()
    (deck / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(DeckwrightError, match="git cannot read its repository .*git fsck") as caught:
        question(deck, Lock("k"))
    assert not isinstance(caught.value, IncompleteClone)


@pytest.mark.parametrize("what", ["HEAD", "index", "config"])
def test_a_file_of_git_that_is_broken(deck: Path, what: str) -> None:
    (deck / ".git" / what).write_text("[x", "utf-8")
    for question in (releases.uncommitted, lambda root: tracked(root, ["deck.lock"])):
        with pytest.raises(DeckwrightError, match="git cannot read"):
            question(deck)


def test_no_repository_is_an_answer(tmp_path: Path) -> None:
    lock = Lock("k")
    assert ask(tmp_path, "status").status == NO_REPOSITORY
    assert tracked(tmp_path, ["x"]) == [] and History(tmp_path, "k").lost(lock) == []
    assert list(History(tmp_path, "k").disagreements(lock)) == [] and History(tmp_path, "k").remembered_lock() is None
    (tmp_path / ".git" / "hooks").mkdir(parents=True)  # git takes it for none either
    assert ask(tmp_path, "status").status == NO_REPOSITORY


def test_a_repository_without_commits_is_an_answer(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    lock = Lock("k")
    assert History(tmp_path, "k").lost(lock) == [] and list(History(tmp_path, "k").disagreements(lock)) == []
    with pytest.raises(DeckwrightError, match="no git repository with a commit"):
        releases.check_repository(tmp_path)


def test_without_git_it_is_said(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(deck))
    with pytest.raises(GitMissing):
        ask(deck, "status")
    assert tracked(deck, ["deck.lock"]) == []


def test_an_answer_has_bounds(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (deck / "large").write_bytes(b"x" * 3_000_000)
    blob = git(deck, "hash-object", "-w", "large").strip()
    assert len(ask(deck, "cat-file", "blob", blob, most=3_000_000).output) == 3_000_000
    with pytest.raises(DeckwrightError, match="^git cat-file gave more than 2 MiB"):
        ask(deck, "cat-file", "blob", blob, most=2_999_999)
    monkeypatch.setattr(asking, "PATIENCE", 0.2)
    (deck / "bin").mkdir()
    (deck / "bin" / "git").write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    (deck / "bin" / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(deck / "bin"), prepend=os.pathsep)
    with pytest.raises(DeckwrightError, match=r"no answer within 0.2 seconds"):
        ask(deck, "status", "--porcelain")


def test_many_large_files_are_handed_over_one_after_the_other(
    deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects, "AT_ONCE", 1000)
    (deck / "seeds").mkdir()
    texts = {f"{number}.md": f"{number}\n" * (number * 100) for number in range(8)}
    for name, text in texts.items():
        (deck / "seeds" / name).write_text(text, "utf-8")
    git(deck, "add", "-A")
    git(deck, "commit", "-qm", "y")
    (tmp_path / "out").mkdir()
    releases.export(deck, "HEAD", tmp_path / "out")
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "out" / "seeds").iterdir()} == texts


def test_git_holds_a_lock_that_is_too_large(deck: Path) -> None:
    (deck / "deck.lock").write_bytes(b"\0" * ((256 << 20) + 1))
    git(deck, "commit", "-qam", "y")
    with pytest.raises(DeckwrightError, match="more than 256 MiB"):
        History(deck, "k").lost(Lock("k"))


# A2: an index that is split is read whole


def test_a_split_index(deck: Path) -> None:
    git(deck, "update-index", "--split-index")
    (deck / "deckwright.yaml").write_text("changed", "utf-8")
    (deck / "new").write_text("new", "utf-8")
    assert releases.uncommitted(deck) == [" M deckwright.yaml", "?? new"]
    assert tracked(deck, ["deck.lock", "new"]) == ["deck.lock"]


# A3: nothing leads git to another repository


def planted(deck: Path, other: Path, how: str) -> None:
    own, theirs = deck / ".git", other / ".git"
    (own / "refs" / "heads" / "main").write_text(git(other, "rev-parse", "HEAD"), "utf-8")
    if how == "commondir":
        (own / "commondir").write_text("../../other/.git\n", "utf-8")
    elif how == "commondir of a work tree":
        own.rename(deck / "store")
        own.write_text("gitdir: store\n", "utf-8")
        (deck / "store" / "gitdir").write_text(f"{own}\n", "utf-8")
        (deck / "store" / "commondir").write_text(f"{theirs}\n", "utf-8")
    elif how == "module":
        shutil.move(own, deck / "store")
        modules = deck.parent / ".git" / "modules"
        modules.mkdir(parents=True)
        shutil.copytree(theirs, modules / "x")
        own.write_text("gitdir: ../.git/modules/x\n", "utf-8")
    elif how == "alternates":
        (own / "objects" / "info").mkdir(exist_ok=True)
        (own / "objects" / "info" / "alternates").write_text(f"{theirs}/objects\n", "utf-8")
    elif how == "alternates by a link":
        (own / "objects" / "info").mkdir(exist_ok=True)
        (deck / "list").write_text(f"{theirs}/objects\n", "utf-8")
        (own / "objects" / "info" / "alternates").symlink_to(deck / "list")
    elif how == "an object":
        for path in (theirs / "objects").glob("??/*"):
            (own / "objects" / path.parent.name).mkdir(exist_ok=True)
            mine = own / "objects" / path.parent.name / path.name
            mine.unlink(missing_ok=True)
            mine.symlink_to(path)
    else:
        path = own / how
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.symlink_to(theirs / how)


@pytest.mark.parametrize(
    "how",
    [
        "commondir",
        "commondir of a work tree",
        "module",
        "alternates",
        "alternates by a link",
        "an object",
        "objects",
        "refs",
        "objects/info",
        "objects/pack",
        "info",
        "HEAD",
        "index",
        "config",
    ],
)
def test_nothing_leads_to_another_repository(deck: Path, other: Path, how: str) -> None:
    planted(deck, other, how)
    with pytest.raises(DeckwrightError) as caught:
        print(ask(deck, "cat-file", "blob", "HEAD:secret").text)
    assert SECRET not in str(caught.value) and caught.value.file, caught.value


@pytest.mark.parametrize("where", ["objects/info/alternates", "objects/pack/pack-1.pack", "HEAD", "index", "config"])
def test_a_fifo_among_gits_own_files_holds_nothing_up(deck: Path, where: str) -> None:
    path = deck / ".git" / where
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    start = time.monotonic()
    with pytest.raises(DeckwrightError, match="is a FIFO"):
        releases.uncommitted(deck)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("where", ["HEAD", "refs/heads/main", "packed-refs", "../inner.git/HEAD"])
def test_a_fifo_among_the_files_of_a_repository_inside_holds_nothing_up(deck: Path, where: str) -> None:
    own = deck / "inner" / ".git"
    if where.startswith(".."):
        (deck / "inner.git").mkdir()
        (deck / "inner").mkdir()
        own.write_text("gitdir: ../inner.git\n", "utf-8")
        own, where = deck / "inner.git", "HEAD"
    for folder in ("objects", "refs/heads"):
        (own / folder).mkdir(parents=True)
    (own / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    (own / where).unlink(missing_ok=True)
    os.mkfifo(own / where)
    start = time.monotonic()
    with pytest.raises(DeckwrightError, match="is a FIFO"):
        releases.uncommitted(deck)
    assert time.monotonic() - start < 5


def test_work_trees_submodules_and_packed_repositories_are_ones_own(deck: Path, other: Path) -> None:
    git(deck, "worktree", "add", "-q", "../tree")
    assert ask(deck.parent / "tree", "rev-parse", "HEAD").text == git(deck, "rev-parse", "HEAD")
    git(deck, "submodule", "--quiet", "add", str(other), "inner")
    assert ask(deck / "inner", "cat-file", "blob", "HEAD:secret").text == SECRET
    git(deck, "tag", "v1")
    git(deck, "gc", "-q", "--prune=now")
    (deck / ".git" / "objects" / "info" / "alternates").write_text("# none\n\n", "utf-8")
    assert releases.tags(deck) == {"v1"} and releases.is_revision(deck, "v1")


# B3: however many files a run left


def test_sixty_thousand_strays(clone: Clone, git: Callable[..., None], cli: Callable[..., Result]) -> None:
    folder = clone.root / "build"
    folder.mkdir()
    for number in range(60_000):
        (folder / f".a{number:07}.deckwright-tmp").touch()
    assert cli("build", "--project", clone.root).status == 0
    assert not list(folder.glob(".*")) and clone.unharmed()


def test_a_journal_that_is_tracked_in_another_case(deck: Path) -> None:
    """Where the file system looks at no case, it is the same file."""
    assert tracked(deck, ["Deck.LOCK", "nothing"]) == ["Deck.LOCK"]


def test_asking_changes_nothing(deck: Path) -> None:
    before = state(deck)
    releases.uncommitted(deck)
    assert state(deck) == before


# What git opens of its own accord, in the repository and in the work tree

OPENED = [
    *(f"{folder}{name}" for folder in ("../", "", "cards/", "seeds/") for name in (".gitignore", ".gitattributes")),
    "../.gitmodules",
    "../.git/info/exclude",
]


def _device(path: Path) -> None:
    try:
        os.mknod(path, 0o600 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root makes a device")


def _linked(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate((4 << 20) + 1)


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, _device, _linked, _large])
@pytest.mark.parametrize("name", OPENED)
def test_what_git_opens_and_is_no_file_is_an_error_at_once(
    tmp_path: Path, cli: Callable[..., Result], name: str, make: Callable[[Path], None]
) -> None:
    top = repository(tmp_path / "top")
    deck = top / "deck"
    (deck / "seeds").mkdir(parents=True)
    (deck / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    (deck / "seeds" / "a.md").write_text("# What is one?\n\nThe first.\n", "utf-8")
    assert cli("update", "--project", deck).status == 0
    git(top, "add", "-A")
    git(top, "commit", "-qm", "deck")
    path = deck / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    begun = time.monotonic()
    refused = cli("release", "1.0.0", "--dry-run", "--project", deck)
    assert time.monotonic() - begun < 15
    assert refused.status == 2 and len(refused.err.splitlines()) <= 3 and "Traceback" not in refused.err
    assert f"{path.name}: is " in refused.err, refused.err


def test_git_sees_nothing_of_a_repositorys_own_attributes(deck: Path) -> None:
    (deck / ".git" / "info").mkdir(exist_ok=True)
    os.mkfifo(deck / ".git" / "info" / "attributes")
    (deck / "deck.lock").write_text("x", "utf-8")
    assert releases.uncommitted(deck) == [" M deck.lock"]


def test_what_git_does_not_look_into_is_not_looked_at(deck: Path) -> None:
    (deck / "inner").mkdir()
    git(deck / "inner", "init", "-q")
    os.mkfifo(deck / "inner" / ".gitignore")
    assert releases.uncommitted(deck)
    (deck / ".gitignore").symlink_to("nowhere")
    assert releases.uncommitted(deck)


@pytest.mark.parametrize("most", [5, 3 << 20])
def test_an_error_of_git_names_the_command(deck: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    (deck / "large").write_bytes(b"x" * (4 << 20))
    blob = git(deck, "hash-object", "-w", "large").strip()
    said = "5 bytes" if most == 5 else "3 MiB"
    with pytest.raises(DeckwrightError, match=f"^git cat-file gave more than {said}; expected "):
        ask(deck, "-c", "core.quotePath=false", "cat-file", "blob", blob, most=most)
    monkeypatch.setattr(asking, "PATIENCE", 0)
    with pytest.raises(DeckwrightError, match=r"^git (config|ls-files) gave no answer within 0 seconds; see whether"):
        for _ in range(50):
            ask(deck, "ls-files", "-z", "--", "cards")


def test_what_git_says_is_told_whole(deck: Path) -> None:
    """Its last line alone was `(\tobjectformat)`."""
    git(deck, "config", "core.repositoryformatversion", "0")
    git(deck, "config", "extensions.objectformat", "sha256")
    with pytest.raises(DeckwrightError, match=r"git cannot read its repository \(fatal: .*objectformat\)") as caught:
        ask(deck, "rev-parse", "HEAD")
    assert "\t" not in str(caught.value) and "\n" not in str(caught.value)


def test_a_repository_that_is_kept_elsewhere_is_not_to_be_deleted(deck: Path, tmp_path: Path) -> None:
    git(deck, "init", "-q", f"--separate-git-dir={tmp_path / 'elsewhere'}")
    with pytest.raises(
        DeckwrightError, match="if it is yours, put it here, in that file's place; else clone"
    ) as caught:
        ask(deck, "status")
    assert "delete" not in str(caught.value)
    (deck / ".git").unlink()
    (tmp_path / "elsewhere").rename(deck / ".git")
    assert not ask(deck, "status").status


def test_a_work_tree_whose_repository_moved_is_to_be_repaired(deck: Path, tmp_path: Path) -> None:
    git(deck, "worktree", "add", "-q", str(tmp_path / "side"))
    (tmp_path / "side").rename(tmp_path / "moved")
    with pytest.raises(DeckwrightError, match="if it is yours, `git worktree repair`; else clone again"):
        ask(tmp_path / "moved", "status")
    git(tmp_path / "moved", "worktree", "repair")
    assert not ask(tmp_path / "moved", "status").status

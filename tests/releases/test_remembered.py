"""What git remembers of releases is found whatever attributes and settings say, in merges, and where a deck was moved."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from deckwright.cards import lock as locks
from deckwright.cards.history import History
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.errors import DeckwrightError
from deckwright.releases.editions import edition
from deckwright.releases.release import release
from tests.releases.conftest import Author
from tests.releases.test_forgery import squashed
from tests.releases.test_refusals import refused, without_releases

PARTS = ("cards", "seeds", "deck.lock", "deckwright.yaml", "CHANGELOG.md", ".gitattributes", ".gitignore")


def forgotten(author: Author) -> None:
    """The lock as if nothing had ever been released, and no tag; not committed."""
    for tag in author.git("tag").split():
        author.git("tag", "-d", tag)
    path = author.root / "deck.lock"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    kept = [{name: one[name] for name in one if name != "released"} for one in lines if "release" not in one]
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in kept), "utf-8")


def moved(author: Author, folder: str = "sub") -> Author:
    """The project in a folder of its repository; not committed."""
    (author.root / folder).mkdir()
    for name in PARTS:
        if (author.root / name).exists():
            author.git("mv", name, f"{folder}/{name}")
    return Author(author.root / folder)


@pytest.mark.parametrize("rule", ["deck.lock -diff", "*.lock binary", "* -text -diff -merge"])
def test_attributes_of_the_repository(released: Author, rule: str) -> None:
    forgotten(released)
    with (released.root / ".gitattributes").open("a", encoding="utf-8") as file:
        file.write(f"{rule}\n")
    refused(released, "has lost the release 1.0.0")
    (released.root / "deck.lock").unlink()
    update(released.project, rebuild_lock=True)
    assert '{"release": "1.0.0"' in (released.root / "deck.lock").read_text("utf-8")


@pytest.mark.parametrize(
    "setting",
    ["core.attributesFile", "log.showRoot=false", "log.diffMerges=off", "diff.relative=true", "log.follow=true"],
)
def test_settings_of_a_person(author: Author, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    author.release("1.0.0")
    forgotten(author)
    author.commit()
    name, _, value = setting.partition("=")
    (tmp_path / "attributes").write_text("*.lock -diff\n", "utf-8")
    settings = tmp_path / "settings"
    settings.write_text("[user]\n\tname = x\n", "utf-8")
    author.git("config", "--file", str(settings), name, value or str(tmp_path / "attributes"))
    monkeypatch.setenv("HOME", str(tmp_path))
    settings.rename(tmp_path / ".gitconfig")
    refused(author, "has lost the release 1.0.0", commit=False)


def test_a_byte_for_which_git_takes_a_file_for_binary(released: Author) -> None:
    with (released.root / "deck.lock").open("a", encoding="utf-8") as file:
        file.write("\0\n")
    squashed(released)
    forgotten_text = (released.root / "deck.lock").read_text("utf-8").replace("\0\n", "")
    (released.root / "deck.lock").write_text(forgotten_text, "utf-8")
    forgotten(released)
    refused(released, "has lost the release 1.0.0")


def test_lines_that_came_in_by_a_merge(author: Author) -> None:
    author.git("checkout", "-q", "-b", "side")
    author.commit("Side")
    author.git("checkout", "-q", "-")
    author.commit("Mine")
    author.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    release(author.project, "1.0.0")
    author.git("add", "-A")
    author.git("commit", "-q", "--amend", "-m", "Merge and release")
    assert len(author.git("rev-list", "--parents", "-1", "HEAD").split()) == 3
    forgotten(author)
    refused(author, "has lost the release 1.0.0")


def test_a_project_that_was_moved_and_lost_its_lines(released: Author) -> None:
    forgotten(released)
    author = moved(released)
    refused(author, "has lost the release 1.0.0")


def test_a_project_that_was_moved_back_to_where_tags_know_nothing(released: Author) -> None:
    """The history was written anew; only the tag knows, and there the project lay elsewhere."""
    author = moved(released)
    without_releases(author, ("1.0.0",))
    squashed(author)
    refused(author, "has lost the release 1.0.0", commit=False)


def test_a_lock_lost_when_the_project_was_moved(released: Author) -> None:
    before = (released.root / "deck.lock").read_text("utf-8")
    author = moved(released)
    author.git("rm", "-q", "-f", "deck.lock")
    author.commit("Moved")
    update(author.project, rebuild_lock=True)
    assert (author.root / "deck.lock").read_text("utf-8") == before


def test_a_project_that_was_moved_is_released_again(released: Author) -> None:
    author = moved(released)
    author.commit("Moved")
    author.edit("signals", "fires")
    build(author.project)
    author.commit()
    report = author.release("1.1.0")
    assert report.previous == "1.0.0" and report.difference
    assert len(report.difference.changes) == 1
    assert edition("1.0.0", author.project).notes.keys() == edition(None, author.project).notes.keys()


def test_the_lock_of_another_project_in_the_repository_is_not_ours(released: Author, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("# What is b?\n\nA letter.\n", "utf-8")
    from deckwright.cards.new_project import start

    (released.root / "second").mkdir()
    start(released.root / "second", [tmp_path / "b.md"])
    other = Author(released.root / "second")
    other.commit()
    assert other.release("2.0").previous is None
    (released.root / "third" / "deck.lock").mkdir(parents=True)
    (released.root / "third" / "deck.lock" / "x").write_text("x", "utf-8")
    (released.root / "deck.lock.md").write_text('{"release": "9.0"}', "utf-8")
    assert subprocess.run(["git", "-C", str(released.root), "status", "--short"], check=True).returncode == 0
    released.commit()
    assert released.release("1.1.0").written


# The chain: in a history that was written anew, only it can tell


@pytest.mark.parametrize("how", ["lost", "changed", "forged"])
def test_a_broken_chain_is_not_released_upon(twice: Author, how: str) -> None:
    path = twice.root / "deck.lock"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if '"release": "1.0.0"' in line)
    if how == "lost":
        lines[at] = ""
    elif how == "changed":
        digest = json.loads(lines[at])["packages"]["deck.apkg"]["sha256"]
        lines[at] = lines[at].replace(digest, "0" * 64)
    else:
        forged = json.loads(lines[at]) | {"release": "1.0.5", "before": "0" * 64}
        lines.insert(at + 1, json.dumps(forged, ensure_ascii=False) + "\n")
    path.write_text("".join(lines), "utf-8")
    for tag in twice.git("tag").split():
        twice.git("tag", "-d", tag)
    squashed(twice)
    before = "1.0.5" if how == "forged" else "1.1.0"
    said = f"deck.lock: has lost or changed the release before {before}; .*; restore it from git"
    refused(twice, said, "1.2.0", commit=False)


def test_two_clones_that_both_released_are_joined(released: Author, tmp_path: Path) -> None:
    """By union both lines stay; the next release follows both, and its chain is whole."""
    released.git("clone", "-q", str(released.root), str(tmp_path / "other" / "deck"))
    other = Author(tmp_path / "other" / "deck")
    other.edit("signals", "fires")
    build(other.project)
    other.commit()
    other.release("1.0.1")
    released.edit("fat", "lipids")
    build(released.project)
    released.commit()
    released.release("1.1.0")
    with pytest.raises(subprocess.CalledProcessError):  # CHANGELOG.md is in conflict
        released.git("pull", "-q", "--no-rebase", str(other.root), "HEAD")
    released.git("checkout", "-q", "--ours", "CHANGELOG.md")
    released.commit("Merged")
    update(released.project)
    build(released.project)
    released.commit()
    said = (released.root / "deck.lock").read_text("utf-8")
    assert said.count('{"release"') == 3
    try:
        report = released.release("1.2.0")
    except DeckwrightError as error:
        raise AssertionError(str(error)) from None
    assert report.written


@pytest.mark.parametrize("version", ["1.1.0", "1.2.0"])
def test_what_another_branch_released(released: Author, version: str) -> None:
    main = released.git("branch", "--show-current").strip()
    released.git("checkout", "-q", "-b", "side")
    released.edit("signals", "fires")
    build(released.project)
    released.commit()
    released.release("1.1.0")
    released.git("tag", "-d", "v1.1.0")
    released.git("checkout", "-q", main)
    released.edit("fat", "lipids")
    build(released.project)
    refused(released, "has lost the release 1.1.0, which git remembers on another branch", version)
    released.git("merge", "-q", "-X", "theirs", "side")
    update(released.project)
    build(released.project)
    released.commit()
    assert released.release("1.2.0").written


def test_a_branch_that_never_knew_of_the_release(released: Author) -> None:
    """It began before the release, and would release the deck under another name as if nobody had it."""
    released.git("tag", "-d", "v1.0.0")
    released.git("checkout", "-q", "-b", "dev", "HEAD~1")
    released.edit("deck: deck", "deck: Brain", "deckwright.yaml")
    build(released.project)
    refused(released, "has lost the release 1.0.0, which git remembers on another branch", "2.0.0")


def test_an_older_state_of_the_deck_is_right_and_is_not_released_from(twice: Author) -> None:
    twice.git("checkout", "-q", "v1.0.0")
    build(twice.project)
    twice.git("checkout", "-q", "--", ".")
    lock = locks.parse((twice.root / "deck.lock").read_text("utf-8"), twice.project.key)
    assert list(History(twice.root, twice.project.key).disagreements(lock)) == []
    refused(twice, "does not know the release 1.1.0, which commits after this one made", "1.2.0", commit=False)


@pytest.mark.parametrize("how", ["orphan", "unborn"])
def test_a_lock_written_anew_where_only_other_branches_know(released: Author, how: str) -> None:
    released.git("tag", "-d", "v1.0.0")
    if how == "orphan":
        released.git("checkout", "-q", "--orphan", "anew")
        released.git("rm", "-q", "--cached", "deck.lock")
    else:
        released.git("symbolic-ref", "HEAD", "refs/heads/none")
    before = (released.root / "deck.lock").read_text("utf-8")
    (released.root / "deck.lock").unlink()
    update(released.project, rebuild_lock=True)
    assert (released.root / "deck.lock").read_text("utf-8") == before


@pytest.mark.parametrize("ref", ["refs/stash", "refs/original/refs/heads/main", "refs/pull/1/head"])
def test_a_ref_by_any_name_remembers(released: Author, ref: str) -> None:
    released.git("update-ref", ref, "HEAD")
    forgotten(released)
    squashed(released)
    refused(released, "has lost the release 1.0.0, which git remembers on another branch or at a tag", commit=False)


def test_another_work_tree_has_released(released: Author, tmp_path: Path) -> None:
    released.git("worktree", "add", "-q", "--detach", str(tmp_path / "other"))
    other = Author(tmp_path / "other")
    other.edit("signals", "fires")
    other.commit()
    release(other.project, "1.1.0")
    other.commit("1.1.0")
    released.edit("signals", "burns")
    refused(released, "has lost the release 1.1.0")


def test_a_line_of_a_release_that_nothing_wrote(released: Author) -> None:
    path = released.root / "deck.lock"
    line = next(line for line in path.read_text("utf-8").splitlines() if '"release"' in line)
    forged = json.dumps({**json.loads(line), "release": "1.0.5"}, ensure_ascii=False)
    with path.open("a", encoding="utf-8") as file:
        file.write(forged + "\n")
    refused(released, "release 1.0.5 that does not follow the one before it")


@pytest.mark.parametrize("what", ["HEAD^{tree}", "HEAD:deck.lock"])
def test_a_tag_that_leads_to_no_commit(released: Author, what: str) -> None:
    released.git("tag", "-f", "v1.0.0", released.git("rev-parse", what).strip())
    refused(released, "at the tag v1.0.0: that leads to no commit")


def test_the_tag_of_an_earlier_release_that_was_moved(released: Author) -> None:
    released.edit("signals", "fires")
    released.commit()
    released.release("1.1.0")
    released.git("tag", "-f", "v1.0.0", "HEAD")
    refused(released, "at whose tag cards is otherwise than it was released", "1.2.0")

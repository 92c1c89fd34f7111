"""What keeps a version from being released, each tripped by a planted fault; then nothing is written."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deckwright.cards.store import cards_in, load_all
from deckwright.cards.update import update
from deckwright.decks import build as builds
from deckwright.decks import notetype
from deckwright.decks.build import build
from deckwright.errors import DeckwrightError
from deckwright.project import load
from deckwright.releases.release import release
from tests.conftest import Result, tree
from tests.releases.conftest import Author


def refused(author: Author, said: str, version: str = "1.1.0", *, commit: bool = True) -> None:
    if commit:
        author.commit()
    before = tree(author.root)
    with pytest.raises(DeckwrightError, match=said):
        release(author.project, version)
    after = tree(author.root)
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} <= {".git/index"}


def test_a_tree_that_is_not_committed(released: Author) -> None:
    released.edit("signals", "fires")
    refused(released, "not committed: cards/anatomy.yaml", commit=False)


def test_a_new_file_that_is_not_committed(released: Author) -> None:
    released.add("  - question: q\n    answer: a\n")
    refused(released, "not committed: cards/more.yaml", commit=False)


def test_a_file_that_git_ignores(released: Author) -> None:
    released.edit("build/\n", "build/\nmore.yaml\n", ".gitignore")
    released.commit()
    released.add("  - id: ownnote\n    question: q\n    answer: a\n")
    refused(released, "cards/more.yaml: git ignores it, by the rule `more.yaml` in .gitignore:2", commit=False)


def test_no_repository(author: Author, tmp_path: Path) -> None:
    (author.root / ".git").rename(tmp_path / "gone")
    with pytest.raises(DeckwrightError, match="is in no git repository"):
        release(author.project, "1.0.0")


def test_an_error_of_the_linter(released: Author) -> None:
    released.edit("answer: It times", "same_as: nowhere\n    answer: It times")
    refused(released, r"cards/anatomy.yaml:\d+: .*nowhere")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("key: deck-", "key: other-", "belongs to the project 'deck-"),
        ("deck: deck\n", "deck: Brain\n", "deck was 'deck' in 1.0.0 and is 'Brain'"),
        ("slug: deck\n", "slug: brain\n", "slug was 'deck' in 1.0.0 and is 'brain'"),
        ("name: 2 Intermediate", "name: 2 Middle", "the level intermediate was called '2 Intermediate' in 1.0.0"),
        ("{key: advanced, name: 3 Advanced", "{key: expert, name: 3 Expert", "'3 Advanced' in 1.0.0 and is gone"),
    ],
)
def test_another_name(released: Author, old: str, new: str, said: str) -> None:
    released.edit(old, new, "deckwright.yaml")
    refused(released, said)


def test_names_that_changed_places(released: Author) -> None:
    released.edit("name: 2 Intermediate", "name: X", "deckwright.yaml")
    released.edit("name: 3 Advanced", "name: 2 Intermediate", "deckwright.yaml")
    released.edit("name: X", "name: 3 Advanced", "deckwright.yaml")
    refused(released, "the level intermediate was called '2 Intermediate'")


def test_a_level_more_is_no_fault(released: Author) -> None:
    released.edit("default_level", "  - {key: guru, name: 4 Guru, says: []}\ndefault_level", "deckwright.yaml")
    released.commit()
    assert released.release("1.1.0").written


def test_another_kind_of_a_released_note(released: Author) -> None:
    released.edit("question: What is a neuron?", "question: A {{c1::neuron}} signals.\n    kind: cloze")
    refused(released, r"cards/anatomy.yaml:4: the note \w+ was released with kind: qa and has kind: cloze")


@pytest.mark.parametrize("version", ["1.0.0", "1.0", "1", "0.9", "0.9.9.9"])
def test_a_version_that_is_not_newer(released: Author, version: str) -> None:
    refused(released, f"{version} is not newer than 1.0.0", version)


@pytest.mark.parametrize("version", ["v1.1.0", "1.1-rc1", "", "one", "1..2", "-1", "1.2.3.4.5"])
def test_what_is_no_version(author: Author, version: str) -> None:
    refused(author, "is no version; expected numbers with dots", version)


def test_other_fields(released: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a later version of the tool might have: Anki would update no note."""
    fields = (*notetype.FIELDS[:-1], "Hint")
    monkeypatch.setattr(notetype, "FIELDS", fields)
    refused(released, "the note type deck-.* qa has other fields than released .Spare4, now Hint.")


def test_another_template(released: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    templates: dict[Any, Any] = dict(notetype._TEMPLATES)
    templates["qa"] = templates["qa"][:1]
    monkeypatch.setattr(notetype, "_TEMPLATES", templates)
    refused(released, "has other templates than released .Card 2, now nothing more.")


def test_several_reasons_are_told_together(released: Author, cli: Callable[..., Result]) -> None:
    released.edit("deck: deck\n", "deck: Brain\n", "deckwright.yaml")
    result = cli("release", "1.0.0", "--project", released.root)
    assert result.status == 2
    lines = [line for line in result.err.splitlines() if line]
    assert len(lines) == 3 and all(line.startswith("error: ") for line in lines)


def test_a_history_that_is_cut_off(released: Author, tmp_path: Path) -> None:
    released.edit("signals", "fires")
    released.commit()
    shallow = tmp_path / "shallow"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", released.root.as_uri(), str(shallow)], check=True, capture_output=True
    )
    cut = Author(shallow)
    refused(cut, "this clone has only a part of the history; .*git fetch --unshallow", commit=False)


class TestWhatAnkiSays:
    """Packages spoilt behind the builder's back: the import into a real Anki finds them out."""

    def spoil(self, monkeypatch: pytest.MonkeyPatch, change: Callable[[builds.PackedNote], builds.PackedNote]) -> None:
        real = builds.packed_note
        monkeypatch.setattr(builds, "packed_note", lambda *args: change(real(*args)))

    def test_a_time_that_goes_backwards(self, released: Author, monkeypatch: pytest.MonkeyPatch) -> None:
        released.edit("signals", "fires")
        released.commit()
        real = builds.Stamps.note
        monkeypatch.setattr(
            builds.Stamps,
            "note",
            lambda self, card, prepared, level: real(self, card, prepared, level) - 9000 * bool(self.version),
        )
        with pytest.raises(DeckwrightError, match="what git holds does not give deck-intermediate.apkg: .*modified"):
            release(released.project, "1.1.0")

    def test_other_ids(self, released: Author, monkeypatch: pytest.MonkeyPatch) -> None:
        """Another note type for notes that learners have: in Anki they conflict."""
        real = notetype.identity.number

        def shifted(*parts: str) -> int:
            return real(*parts) + (parts[-1] == "note type")

        released.edit("signals", "fires")
        released.commit()
        former = release(released.project, "1.1.0", dry_run=True)
        assert former.proof.wrong == []
        from deckwright.releases.prove import prove

        old = {path.name: path.read_bytes() for path in (released.root / "build").glob("*.apkg")}
        monkeypatch.setattr(notetype.identity, "number", shifted)
        new = builds.make(load(released.root), version="1.1.0").packages
        proof = prove(new, old)
        assert any("conflicting notes: 3, expected 0" in wrong for wrong in proof.wrong), proof


@pytest.mark.parametrize("tag", ["v1.1.0", "1.1.0"])
def test_a_version_that_is_tagged_already(released: Author, tag: str) -> None:
    released.git("tag", tag)
    refused(released, f"there is a tag {tag} already; expected a version that nobody has")


@pytest.mark.parametrize("version", ["１.２", "1.٢", "1.1.0\n"])
def test_digits_of_other_scripts(released: Author, version: str) -> None:
    refused(released, "is no version", version)


def test_an_id_changed_by_hand(released: Author) -> None:
    note = released.id_of("What is a neuron?")
    released.edit(note, "nobodyknows1")
    with (released.root / "deck.lock").open("a", encoding="utf-8") as lock:
        lock.write('{"id": "nobodyknows1"}\n')  # or else a build gives the note its own id back
    build(released.project)
    refused(released, f"cards/anatomy.yaml:4: this note was released under the id {note} .*; write `id: {note}`")


def test_an_id_changed_by_hand_together_with_the_answer(released: Author) -> None:
    note = released.id_of("What is a neuron?")
    card = released.root / "cards" / "anatomy.yaml"
    answer = next(one for one in cards_in(load_all(released.root / "cards")) if one.id == note).note.answer
    assert answer and card.read_text("utf-8").count(answer) == 1
    released.edit(answer, "It hands on what others tell it.")
    released.edit(note, "nobodyknows1")
    with (released.root / "deck.lock").open("a", encoding="utf-8") as lock:
        lock.write('{"id": "nobodyknows1"}\n')  # or else a build gives the note its own id back
    build(released.project)
    refused(released, f"this note was released under the id {note} and has the id nobodyknows1")


def test_an_id_changed_by_hand_of_a_note_that_people_wrote(author: Author) -> None:
    author.add("  - id: ownnote\n    question: q\n    answer: a\n")
    build(author.project)
    author.commit()
    author.release("1.0.0")
    author.edit("ownnote", "othernote", "cards/more.yaml")
    build(author.project)
    refused(author, "was released under the id ownnote and has the id othernote")


def without_releases(author: Author, versions: tuple[str, ...]) -> None:
    """The lock without the lines of some releases, committed."""
    path = author.root / "deck.lock"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not any(f'"release": "{one}"' in line for one in versions)]
    assert len(lines) - len(kept) == len(versions)
    path.write_text("".join(kept), "utf-8")
    author.commit("Lines lost")


@pytest.mark.parametrize("versions", [("1.0.0",), ("1.1.0",), ("1.0.0", "1.1.0")])
def test_lines_of_releases_that_are_lost(twice: Author, versions: tuple[str, ...]) -> None:
    without_releases(twice, versions)
    refused(twice, f"deck.lock: has lost the release {versions[-1]}, which git remembers", "1.2.0", commit=False)


def test_a_line_of_a_release_that_is_forged(twice: Author) -> None:
    path = twice.root / "deck.lock"
    line = next(line for line in path.read_text("utf-8").splitlines() if '"release": "1.1.0"' in line)
    digest = json.loads(line)["packages"]["deck.apkg"]["sha256"]
    twice.edit(digest, "0" * 64, "deck.lock")
    refused(twice, "deck.lock: has another line for the release 1.1.0", "1.2.0")


def test_a_lost_line_is_told_by_every_command(twice: Author, cli: Callable[..., Result]) -> None:
    without_releases(twice, ("1.0.0",))
    for command in ("update", "build"):
        result = cli(command, "--project", twice.root)
        assert "the release before 1.1.0 is missing or was changed" in result.err + result.out, command


def test_a_lock_written_anew_remembers_its_releases(twice: Author, cli: Callable[..., Result]) -> None:
    before = (twice.root / "deck.lock").read_text("utf-8")
    (twice.root / "deck.lock").unlink()
    result = cli("update", "--rebuild-lock", "--project", twice.root)
    assert "the lock that git remembers is taken up again, with 2 releases" in result.err + result.out
    releases = [line for line in before.splitlines() if line.startswith('{"release"')]
    after = (twice.root / "deck.lock").read_text("utf-8")
    assert [line for line in after.splitlines() if line.startswith('{"release"')] == releases
    build(twice.project)
    assert (twice.root / "deck.lock").read_text("utf-8") == before  # no note looks new, none has another time


def test_a_lock_written_anew_finds_releases_that_the_last_one_had_lost(twice: Author) -> None:
    before = (twice.root / "deck.lock").read_text("utf-8")
    without_releases(twice, ("1.0.0", "1.1.0"))
    update(twice.project, rebuild_lock=True)
    assert (twice.root / "deck.lock").read_text("utf-8") == before


def test_a_clone_without_history_in_which_the_lock_knows_no_release(twice: Author, tmp_path: Path) -> None:
    without_releases(twice, ("1.0.0", "1.1.0"))
    shallow = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{twice.root}", str(shallow)], check=True)
    refused(Author(shallow), "only a part of the history", "1.2.0", commit=False)


@pytest.mark.parametrize("tag", ["v1.0.0", "1.0.0", "v1.0", "v1"])
def test_a_version_that_is_tagged_in_another_form(author: Author, tag: str) -> None:
    author.git("tag", tag)
    author.git("tag", "v1.0.0-rc1")
    refused(author, f"there is a tag {tag} already", "1.0")


@pytest.mark.parametrize("line", ["release", "note_type"])
def test_a_time_that_lies_ahead(released: Author, line: str) -> None:
    """Taken for the time before, it would give every later release a time far ahead."""
    path = released.root / "deck.lock"
    lines = [json.loads(one) for one in path.read_text("utf-8").splitlines()]
    next(one for one in lines if line in one)["modified"] = 9_000_000_000
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), "utf-8")
    said = "1.0.0 was released" if line == "release" else "the note type qa was last changed"
    with pytest.raises(DeckwrightError, match=f"deck.lock: {said} more than a day from now"):
        build(released.project)


def test_a_note_that_asks_what_another_asked_and_says_other_things(author: Author) -> None:
    note = "  - id: {0}\n    question: Advantages\n    answer: {1}\n"
    author.add(note.format("xadvantages", "They are fast, cheap and easy to keep clean."))
    author.add(note.format("zadvantages", "No licence is asked for on inland waters."))
    build(author.project)
    author.commit()
    author.release("1.0.0")
    path = author.root / "cards" / "more.yaml"
    path.write_text("format: 1\nnotes:\n", "utf-8")
    author.add(note.format("yadvantages", "Whoever has one sleeps better in the summer months."))
    update(author.project)
    build(author.project)
    author.commit()
    assert author.release("1.1.0").written


def test_an_id_that_is_right_all_the_same(released: Author, cli: Callable[..., Result]) -> None:
    note = released.id_of("What is a neuron?")
    released.edit(note, "anothernote")
    with (released.root / "deck.lock").open("a", encoding="utf-8") as lock:
        lock.write('{"id": "anothernote"}\n')
    build(released.project)
    refused(released, "if it is another note, release with `--keep-id anothernote`")
    result = cli("release", "1.1.0", "--keep-id", "othernote", "--dry-run", "--project", released.root)
    assert result.status == 2 and "there is no note othernote" in result.err
    result = cli("release", "1.1.0", "--keep-id", "anothernote", "--project", released.root)
    assert result.status == 0, result.err


def test_a_lock_written_anew_remembers_what_was_deleted_before_any_release(author: Author) -> None:
    deleted = author.id_of("What is myelin?")
    lines = author.cards.read_text("utf-8").splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if deleted in line)
    author.cards.write_text("".join(lines[:at]), "utf-8")
    update(author.project)
    build(author.project)
    author.commit()
    author.git("rm", "-q", "deck.lock")
    author.commit("Lost")
    update(author.project, rebuild_lock=True)
    assert deleted not in author.cards.read_text("utf-8") and "myelin" not in author.cards.read_text("utf-8")


IGNORING = [
    ("deck.lock", "*.lock", ".gitignore"),
    ("CHANGELOG.md", "*.md", ".gitignore"),
    ("deck.lock", "deck.lock", ".git/info/exclude"),
    ("cards/anatomy.yaml", "cards/", ".gitignore"),
]


@pytest.mark.parametrize(("file", "rule", "place"), IGNORING)
def test_what_git_is_told_to_leave_out(author: Author, file: str, rule: str, place: str) -> None:
    author.git("rm", "-q", "--cached", "--ignore-unmatch", file)
    with (author.root / place).open("a", encoding="utf-8") as text:
        text.write(f"{rule}\n")
    author.commit()
    refused(author, rf"{file}: git ignores it, by the rule `{re.escape(rule)}` in {place}:\d+", "1.0.0")


def test_a_rule_of_the_repository_above(tmp_path: Path, cli: Callable[..., Result]) -> None:
    subprocess.run(["git", "-C", str(tmp_path), "init", "-q"], check=True)
    (tmp_path / ".gitignore").write_text("*.lock\n", "utf-8")
    (tmp_path / "a.md").write_text("# What is a?\n\nA letter.\n", "utf-8")
    made = cli("init", tmp_path / "deck", tmp_path / "a.md")
    assert made.status == 0 and "deck.lock: warning: git ignores it, by the rule `*.lock`" in made.err
    author = Author(tmp_path / "deck")
    author.commit()
    refused(author, r"deck.lock: git ignores it, by the rule `\*\.lock` in .*\.gitignore:1", "1.0.0")
    (author.root / ".gitignore").write_text("build/\n!deck.lock\n", "utf-8")
    author.commit()
    assert author.release("1.0.0").written


def test_one_that_git_tracks_all_the_same(released: Author) -> None:
    released.edit("build/\n", "build/\n*.lock\n*.md\n", ".gitignore")
    released.commit()
    assert released.release("1.1.0").written


def test_many_reasons_are_told_in_three_lines(released: Author, cli: Callable[..., Result]) -> None:
    released.edit("key: deck-", "slug: brain\nkey: deck-", "deckwright.yaml")
    released.edit("slug: deck\n", "", "deckwright.yaml")
    released.edit("deck: deck\n", "deck: Brain\n", "deckwright.yaml")
    released.edit("signals", "fires")
    released.git("tag", "v1.1.0")
    result = cli("release", "1.1.0", "--dry-run", "--project", str(released.root))
    errors = [line for line in result.err.splitlines() if line.startswith("error: ")]
    assert result.status == 2 and len(errors) == 3, result.err
    for said in ("not committed", "tag v1.1.0", "deck was 'deck'", "slug was 'deck'"):
        assert said in result.err


def test_the_history_of_the_lock_is_read_once(
    released: Author, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    (tmp_path / "bin").mkdir()
    wrapper = tmp_path / "bin" / "git"
    wrapper.write_text(f'#!/bin/sh\necho "$*" >>"{told}"\nexec {shutil.which("git")} "$@"\n', "utf-8")
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", str(wrapper.parent), prepend=os.pathsep)
    released.edit("signals", "fires")
    released.commit()
    told.unlink()
    release(released.project, "1.1.0", dry_run=True)
    walks = [line for line in told.read_text("utf-8").splitlines() if " rev-list " in line]
    assert walks and len(walks) == len(set(walks))

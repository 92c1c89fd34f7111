"""What changed for a learner: from packages, manifests, folders and revisions, in words."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckwright.decks.build import build
from deckwright.releases.words import edits, shortened, tokens
from tests.conftest import Result
from tests.decks.pictures import picture
from tests.preview.browser import address, faults, needs_chromium, watched
from tests.releases.conftest import Author


@pytest.fixture
def edited(released: Author) -> Author:
    """The released deck, its packages kept in old/, then edited in every way and built."""
    shutil.copytree(released.root / "build", released.root.parent / "old")
    released.edit("What does the cerebellum do?", "What is the cerebellum for?")
    released.edit("A cell that **signals**.", "A cell that **fires**.")
    released.edit(
        "    answer: A sheath of fat around axons.",
        "    answer: A sheath of fat around axons.\n    level: advanced\n    tags: [nerves]\n    reverse: true",
    )
    released.add("  - question: 什么是轴突？\n    answer: 神经纤维。\n")
    build(released.project)
    released.commit()
    return released


WAYS = {
    "What is a neuron?": ["corrected"],
    "What is the cerebellum for?": ["reworded"],
    "What is myelin?": ["re-levelled", "retagged", "reversed"],
    "什么是轴突？": ["new"],
}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("v1.0.0", None),
        ("v1.0.0", "HEAD"),
        ("1.0.0", "HEAD"),
        ("old", None),
        ("old", "deck/build"),
        ("old/deck.apkg", "deck/build/deck.apkg"),
        ("old/manifest.json", "deck/build/manifest.json"),
        ("old/manifest.json", "HEAD"),
        ("old/deck.apkg", None),
    ],
)
def test_the_ways_are_told_whatever_is_compared(
    edited: Author, cli: Callable[..., Result], old: str, new: str | None
) -> None:
    above = edited.root.parent
    names = [str(above / one) if (above / one).exists() else one for one in (old, new) if one]
    data = json.loads(cli("diff", *names, "--format", "json", "--project", edited.root).out)
    assert {note["question"]: note["ways"] for note in data["notes"]} == WAYS
    words = {note["question"]: note["words"] for note in data["notes"]}
    if "manifest" not in old:
        assert ["removed", "does"] in words["What is the cerebellum for?"]["question"]
    [search] = data["searches"]
    assert search["way"] == "re-levelled" and search["old_deck"] == "deck::2 Intermediate"


def test_from_manifests_without_a_project(
    edited: Author, cli: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = cli("diff", "old/manifest.json", "deck/build/manifest.json")
    assert result.status == 0
    assert result.out.startswith("1.0.0 -> manifest.json: 1 new, 1 reworded, 1 corrected, 1 re-levelled,")


def test_from_manifests_that_say_no_more_than_they_must(tmp_path: Path, cli: Callable[..., Result]) -> None:
    def manifest(name: str, **notes: tuple[str, str, int]) -> Path:
        listed = [
            {"id": one, "digest": digest, "level": level, "modified": modified, "file": "cards/a.yaml", "line": 1}
            for one, (digest, level, modified) in notes.items()
        ]
        path = tmp_path / name
        path.write_text(json.dumps({"version": name[0], "packages": [], "notes": listed}), "utf-8")
        return path

    old = manifest("1.json", a=("x", "easy", 1), b=("y", "easy", 1), c=("z", "easy", 1), d=("w", "easy", 1))
    new = manifest("2.json", a=("x2", "easy", 2), b=("y", "hard", 2), d=("w", "easy", 1), e=("v", "easy", 2))
    data = json.loads(cli("diff", old, new, "--format", "json").out)
    assert {note["id"]: note["ways"] for note in data["notes"]} == {
        "a": ["corrected"], "b": ["re-levelled"], "e": ["new"], "c": ["retired"],
    }  # fmt: skip
    assert {one["search"] for one in data["searches"]} == {"ID:c"}


def test_another_picture_is_a_correction(released: Author, cli: Callable[..., Result]) -> None:
    media = released.root / "cards" / "media"
    media.mkdir()
    (media / "p.png").write_bytes(picture("red"))
    released.edit("A cell that **signals**.", "'![cell](media/p.png)'")
    released.commit()
    (media / "p.png").write_bytes(picture("blue"))
    data = json.loads(cli("diff", "HEAD", "--format", "json", "--project", released.root).out)
    assert [note["ways"] for note in data["notes"]] == [["corrected"]]


def test_text_for_the_terminal(edited: Author, cli: Callable[..., Result]) -> None:
    out = cli("diff", "v1.0.0", "--project", edited.root).out
    assert "A cell that **[-signals-]{+fires+}**." in out
    assert "What is myelin? (2 Intermediate → 3 Advanced)" in out
    assert "What is myelin? (+nerves)" in out
    assert f'"deck:deck::2 Intermediate" (ID:{edited.id_of("What is myelin?")})' in out


def test_markdown_for_learners(edited: Author, cli: Callable[..., Result]) -> None:
    edited.edit("language: en\n", "language: zh\n", "deckwright.yaml")
    out = cli("diff", "v1.0.0", "--format", "markdown", "--project", edited.root).out
    assert "### 修订的答案" in out
    assert r"A cell that \*\*<del>signals</del><ins>fires</ins>\*\*." in out


def test_nothing_changed(released: Author, cli: Callable[..., Result]) -> None:
    out = cli("diff", "v1.0.0", "--project", released.root).out
    assert out == "v1.0.0 -> now: Nothing changed for learners.\n"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["nowhere"], "'nowhere' is neither a file nor a git revision nor a released version"),
        (["--", "--output=x"], "is neither a file nor a git revision"),
        (["deckwright.yaml"], "deckwright.yaml: is no manifest; expected a manifest.json"),
        (["bad.apkg"], "bad.apkg: is no package that can be read here; expected an .apkg made by"),
        (["cards"], "cards: holds neither packages nor a manifest.json"),
        (["empty"], "empty holds no deckwright.yaml; expected a revision in which this deck is a project"),
    ],
)
def test_what_cannot_be_compared(
    released: Author, cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, argv: list[str], said: str
) -> None:
    monkeypatch.chdir(released.root)
    (released.root / "bad.apkg").write_bytes(b"PK\x03\x04 nonsense")
    tree = (
        released.git("mktree", "--missing").strip() if False else released.git("hash-object", "-t", "tree", "/dev/null")
    )
    released.git("tag", "empty", released.git("commit-tree", tree.strip(), "-m", "empty").strip())
    result = cli("diff", *argv)
    assert result.status == 2
    assert said in result.err and "Traceback" not in result.err


@needs_chromium
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page(  # type: ignore[no-untyped-def]
    browser, edited: Author, cli: Callable[..., Result], width: int, theme: str
) -> None:
    edited.edit("A cell that **fires**.", "'<script>alert(1)</script> " + "a" * 300 + "'")
    path = edited.root.parent / "diff.html"
    path.write_text(cli("diff", "v1.0.0", "--format", "html", "--project", edited.root).out, "utf-8")
    with watched(browser, width, 800, theme) as seen:
        seen.page.goto(address(path))
        assert seen.page.locator("article").count() == 6
        assert any("alert(1)" in text for text in seen.page.locator("ins").all_inner_texts())
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert faults(seen.page) == []
        assert seen.all_quiet(), seen


class TestWords:
    @given(st.text(alphabet="ab 的权,。$\n1", max_size=60), st.text(alphabet="ab 的权,。$\n1", max_size=60))
    def test_both_texts_are_there_whole(self, old: str, new: str) -> None:
        found = edits(old, new)
        assert "".join(edit.text for edit in found if edit.what != "added") == old
        assert "".join(edit.text for edit in found if edit.what != "removed") == new
        if old == new:
            assert {edit.what for edit in found} <= {"same"}

    @pytest.mark.parametrize(
        ("old", "new", "shown"),
        [
            ("训练样本少", "训练的样本少", "训练{的}样本少"),
            ("使用 logloss 作为损失", "使用 cross_entropy 作为损失", "使用 [logloss]{cross_entropy} 作为损失"),
            ("用于分类的网络", "适于回归的网络", "[用于分类]{适于回归}的网络"),
            ("so $x+1$ is", "so $x+2$ is", "so [$x+1$]{$x+2$} is"),
            ("one, two", "three, four", "[one, two]{three, four}"),
            ("same", "same", "same"),
        ],
    )
    def test_what_a_reader_sees(self, old: str, new: str, shown: str) -> None:
        signs = {"same": "%s", "removed": "[%s]", "added": "{%s}"}
        assert "".join(signs[edit.what] % edit.text for edit in edits(old, new)) == shown

    def test_long_stretches_are_cut(self) -> None:
        shown = "".join(
            edit.text for edit in shortened(edits("x" * 5 + " word" * 100 + " a", "y" * 5 + " word" * 100 + " b"))
        )
        assert len(shown) < 80 and "…" in shown and shown.startswith("xxxxxyyyyy word")

    def test_words_of_a_mixed_text(self) -> None:
        assert list(tokens("用ReLU的3层，ok_go")) == ["用", "ReLU", "的", "3", "层", "，", "ok", "_", "go"]
        assert re.sub(r"\s", "", "".join(tokens("a  b\n"))) == "ab"

"""Names from anybody: of files, decks, tags, headings. Cleaned or refused before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards.store import load_all
from deckwright.files.yamlnodes import compose
from deckwright.files.yamltext import one_line
from deckwright.names import deck_name, file_trouble, trouble
from deckwright.project import load
from tests.conftest import Result, tree

DOCUMENT = "# What is one?\n\nThe first.\n\n# What is two?\n\nThe second.\n"
Cli = Callable[..., Result]

ODD_FILES = {
    "a\nb.md": "its name holds the character U+000A",
    "a\rb.md": "its name holds the character U+000D",
    "a\x1b[2Jb.md": "its name holds the character U+001B",
    "a\x7fb.md": "its name holds the character U+007F",
    "a\x9bb.md": "its name holds the character U+009B",
    "a\u2028b.md": "its name holds the character U+2028",
    "cod\u202edm.md": "its name holds the character U+202E",
    "a\udcff.md": "its name holds the character U+DCFF",  # a byte that is no UTF-8
    "..md": "its name begins with a dot",
    ".a.md": "its name begins with a dot",
}
FINE_FILES = (
    "a b.md", "- a.md", "#a.md", "'a'.md", "{a}.md", "[a, b].md", "&a.md",
    "!a.md", "%a.md", "@a.md", "`a`.md", "~.md", "null.md", "深度学习.md", "é.md", "e\u0301.md",
    "👩‍💻.md", "$(id).md", "-rf.md", "--.md", "a..b.md", "x" * 200 + ".md",
)  # fmt: skip


@pytest.mark.parametrize("name", ODD_FILES)
def test_init_refuses_a_file_name_that_can_be_none_and_makes_nothing(name: str, tmp_path: Path, cli: Cli) -> None:
    source = tmp_path / "documents"
    source.mkdir()
    (source / name).write_text(DOCUMENT, "utf-8")
    result = cli("init", tmp_path / "deck", source / name)
    assert result.status == 2 and result.err.count("\n") == 1
    assert ODD_FILES[name] in result.err and "rename it" in result.err
    assert not (tmp_path / "deck").exists()


@pytest.mark.parametrize("name", ODD_FILES)
def test_update_refuses_it_in_seeds(name: str, project: Path, cli: Cli) -> None:
    (project / "seeds" / name).write_text(DOCUMENT, "utf-8")
    before = tree(project)
    result = cli("update", "--project", project)
    if name.startswith("."):
        assert result.status == 0  # hidden, and passed over
        return
    assert result.status == 2 and ODD_FILES[name] in result.err and result.err.count("\n") == 1
    assert tree(project) == before


@pytest.mark.parametrize("name", FINE_FILES)
def test_any_other_file_name_makes_a_project_that_builds(name: str, tmp_path: Path, cli: Cli) -> None:
    source = tmp_path / "documents"
    source.mkdir()
    (source / name).write_text(DOCUMENT, "utf-8")
    result = cli("init", tmp_path / "deck", source / name)
    assert result.status == 0, result.err
    assert "2 questions, 2 answered" in result.out
    assert [card.seed for card in load_all(tmp_path / "deck" / "cards")] == [name]
    assert cli("update", "--project", tmp_path / "deck").status == 0
    assert cli("build", "--project", tmp_path / "deck").status == 0


@pytest.mark.parametrize(
    ("name", "deck"),
    [
        ("a\nb", "a b"),
        ("a\x1b[31mb", "a[31mb"),
        ("a\udcff", "a"),
        ("a::::b", "a::b"),
        ("::", "Deck"),
        ("\u202e", "Deck"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("x" * 250, "x" * 200),
        ("- a: b #c", "- a: b #c"),
    ],
)
def test_a_folder_of_any_name_becomes_a_project(name: str, deck: str, tmp_path: Path, cli: Cli) -> None:
    document = tmp_path / "a.md"
    document.write_text(DOCUMENT, "utf-8")
    assert cli("init", tmp_path / name, document).status == 0
    project = load(tmp_path / name)
    assert project.deck == deck and len(project.slug) <= 60
    assert cli("build", "--project", tmp_path / name).status == 0


def test_documents_whose_names_have_one_key_get_keys_of_their_own(tmp_path: Path, cli: Cli) -> None:
    names = ["a b.md", "a-b.md", "A_B!.md", "a  b.md"]
    for name in names:
        (tmp_path / name).write_text(f"# What is {name}?\n\nA document.\n", "utf-8")
    assert cli("init", tmp_path / "deck", *(tmp_path / name for name in names)).status == 0
    keys = [load(tmp_path / "deck").seed(name).key for name in names]
    assert keys == ["a-b", "a-b-2", "a_b", "a-b-3"]


def test_init_that_fails_half_way_leaves_the_folder_as_it_was(
    tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = tmp_path / "deck"
    (deck / "cards").mkdir(parents=True)
    (deck / "cards" / "own.yaml").write_text("format: 7\n", "utf-8")  # what makes the first update fail
    (deck / ".gitignore").write_text("mine\n", "utf-8")
    (tmp_path / "a.md").write_text(DOCUMENT, "utf-8")
    before = tree(deck)
    result = cli("init", deck, tmp_path / "a.md")
    assert result.status == 2 and "cards/own.yaml:1:" in result.err
    assert tree(deck) == before and not (deck / "seeds").exists()


@pytest.mark.parametrize("odd", ["\x7f", "\x1b[31m", "\x07", "\x9b", "\u202e", "\ufeff", "\x08"])
def test_headings_are_cleaned_on_their_way_to_tags(odd: str, tmp_path: Path, cli: Cli) -> None:
    text = (
        f"# Book\n\n## Part{odd} one\n\n### What is one{odd}?\n\nThe first.\n\n### What is two?\n\nThe {odd}second.\n"
    )
    (tmp_path / "a.md").write_text(text, "utf-8")
    result = cli("init", tmp_path / "deck", tmp_path / "a.md")
    assert result.status == 0, result.err
    assert cli("build", "--project", tmp_path / "deck").status == 0
    cards = load_all(tmp_path / "deck" / "cards")[0]
    tags = {tag for card in cards.cards for tag in card.note.tags}
    assert len(tags) == 1 and "Part" in "".join(tags)
    assert odd not in "".join(tags)
    straight = cli("build", tmp_path / "a.md", "-o", tmp_path / "a.apkg")
    assert straight.status == 0, straight.err


@pytest.mark.parametrize("empty", ["Q:\nA: x\n", "Q: \x7f\nA: x\n", "Q: \x1b\x07\nA: x\n", "Q: \u202e\nA: x\n"])
def test_a_question_without_words_is_told(empty: str, tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "a.md").write_text(f"Q: What is one?\nA: The first.\n\n{empty}\nQ: What is two?\nA: 2\n", "utf-8")
    result = cli("init", tmp_path / "deck", tmp_path / "a.md")
    assert result.status == 0, result.err
    cards = load_all(tmp_path / "deck" / "cards")[0].cards
    assert cards[0].note.question == "What is one?"
    assert all(card.note.question.strip() for card in cards)
    if len(cards) == 2:
        assert "seeds/a.md:4: warning: a question without words; it makes no card [empty-question]" in result.err
    assert cli("build", "--project", tmp_path / "deck").status == 0
    straight = cli("build", tmp_path / "a.md", "-o", tmp_path / "a.apkg")
    assert straight.status == 0, straight.err


@pytest.mark.parametrize("stem", ["a\nb", "a\x1bb", "::", "a::::b", "x" * 240, "\udcff"])
def test_a_package_of_any_name(stem: str, tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "a.md").write_text(DOCUMENT, "utf-8")
    result = cli("build", tmp_path / "a.md", "-o", tmp_path / f"{stem}.apkg")
    assert (result.status, result.err.count("\n")) in ((0, 2), (2, 1))  # two notes, or one error


@pytest.mark.parametrize("text", ["a\x1bb", 'a"\\\x7f', "a\u2028b", "\ufeff", "a\x85b", "a\nb", "\u202e: ["])
def test_a_text_with_what_cannot_be_seen_is_written_so_that_it_is_read_back(text: str) -> None:
    node = compose(f"k: {one_line(text)}\nl: [{one_line(text, in_list=True)}]", "f")
    assert node is not None
    (_, first), (_, second) = node.value
    assert first.value == second.value[0].value == text


def test_the_file_system_here_takes_such_names(tmp_path: Path) -> None:
    for name in ODD_FILES:
        (tmp_path / name).touch()
    assert len(list(tmp_path.iterdir())) == len(ODD_FILES)


HIDDEN = (
    "\u200b",
    "\u00ad",
    "\u2060",
    "\u200e",
    "\u200f",
    "\u061c",
    "\U000e0041",
    "\u200c",
    "\u200d",
    "\u3164",
    "\ufeff",
)
NEEDED = (
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, with a non-joiner
    "\u0915\u094d\u200d\u0937",  # Hindi, with a joiner
    "\u0dc1\u0dca\u200d\u0dbb\u0dd3 \u0dbd\u0d82\u0d9a\u0dcf",  # Sri Lanka, in Sinhala
    "\U0001f469\U0001f3fd\u200d\U0001f4bb",
    "\u2764\ufe0f\u200d\U0001f525",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # England's flag
    "\u845b\U000e0100",  # a variant of a Chinese character
)


@pytest.mark.parametrize("char", HIDDEN)
def test_a_name_holds_nothing_that_shows_nothing(char: str) -> None:
    for name in (f"a{char}b", f"{char}a", f"a{char}", f"\U0001f469{char}"):
        assert trouble(name) == f"holds the character U+{ord(char):04X}"
        assert file_trouble(f"{name}.md") == f"its name holds the character U+{ord(char):04X}"
    assert deck_name(f"a{char}b") == "ab"


@pytest.mark.parametrize("name", NEEDED)
def test_joiners_stay_where_scripts_and_emoji_need_them(name: str) -> None:
    assert trouble(name) is None and file_trouble(name) is None and deck_name(name) == name

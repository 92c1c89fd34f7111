"""Card files: read as written, errors by line, changes spliced in and nothing else touched."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from deckwright.cards import store
from deckwright.cards.splice import Splice, new_file
from deckwright.cards.update import update
from deckwright.errors import DeckwrightError
from deckwright.note import Note
from deckwright.project import load
from deckwright.text.entering import entering

FILE = """\
# A comment at the top
format: 1
seed: a.md   # where it came from
notes:
  # before the first
  - id: aaa
    question: "One?"      # odd quotes, kept
    answer: |-
      The first.

      - with a list

    # a comment inside
    level: easy
    tags: [x,   y]


  - question: Two?
    id: bbb
    answer: >-
      folded
      text
  - {id: ccc, question: Three?}
# the end
"""


def parsed(text: str) -> store.CardFile:
    return store.parse(text, Path("cards/a.yaml"), "cards/a.yaml")


def test_scalars_are_what_is_written() -> None:
    file = parsed(
        "format: 1\nnotes:\n- id: no\n  question: 012\n  answer: 12:30\n  level: 1e3\n  tags: [yes, ~, 1.0]\n"
    )
    card = file.cards[0]
    assert (card.id, card.note.question, card.note.answer, card.note.level) == ("no", "012", "12:30", "1e3")
    assert card.note.tags == ("yes", "~", "1.0")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "format: 1\nnotes:\n- question: a\n  anwser: b\n",
            "a.yaml:4: a note has no key 'anwser'; did you mean 'answer'?",
        ),
        ("format: 1\nnotes:\n- question: a\n  question: b\n", "a.yaml:4: 'question' stands here twice"),
        ("format: 1\nnotes:\n- answer: b\n", "a.yaml:3: a note has no 'question'; expected a text"),
        ("format: 1\nnotes:\n- question: [a]\n", "a.yaml:3: 'question' has the wrong type; expected a text"),
        (
            "format: 1\nnotes:\n- question: a\n  skip: yes\n",
            "a.yaml:4: 'skip' has the wrong type; expected true or false",
        ),
        (
            "format: 1\nnotes:\n- question: a\n  tags: x\n",
            "a.yaml:4: 'tags' has the wrong type; expected a list of texts",
        ),
        ("format: 1\nnotes:\n- question: a\n  kind: quiz\n", "a.yaml:4: 'kind' has the wrong type; expected one of qa"),
        ("format: 2\nnotes: []\n", "a.yaml:1: 'format' has the wrong type; expected format: 1"),
        ("format: 1\nnotes:\n- question: 'a\n", "a.yaml:4: is not YAML"),
        ("format: 1\nnotes:\n- question: What is x: y?\n", "a.yaml:3: is not YAML: mapping values"),
        (
            "format: 1\nnotes:\n- question: x\n  answer: *bold* a\n",
            "or begins with a sign, goes into quotes, or below its key",
        ),
        ("- a\n", "a.yaml:1: the file is no mapping"),
        ("", "the file is no mapping"),
        ("format: 1\nnotes: 5\n", "a.yaml:2: 'notes' has the wrong type; expected a list"),
        ("format: 1\nnotes:\n- just text\n", "a.yaml:3: a note is no mapping"),
        ("format: 1\nnotes:\n- question: \x07\n", "a.yaml:3: holds a character that YAML does not allow"),
    ],
)
def test_errors_name_line_and_remedy(text: str, said: str) -> None:
    with pytest.raises(DeckwrightError) as caught:
        parsed(text)
    assert said in str(caught.value)


def test_one_id_twice_names_both_places(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("format: 1\nnotes:\n- id: same\n  question: q\n", "utf-8")
    with pytest.raises(DeckwrightError, match=r"cards/b.yaml:3: the id same is already that of .* cards/a.yaml:3"):
        store.load_all(tmp_path)


def test_a_change_leaves_the_rest_byte_for_byte() -> None:
    splice = Splice(parsed(FILE))
    splice.set_fields(0, {"answer": "Another\ntext"})
    splice.set_fields(1, {"answer": "short", "tags": ("new",)})
    assert splice.text() == FILE.replace(
        "    answer: |-\n      The first.\n\n      - with a list\n", "    answer: |-\n      Another\n      text\n"
    ).replace("    answer: >-\n      folded\n      text\n", "    answer: short\n    tags: [new]\n")


def test_a_key_is_taken_out_and_put_in() -> None:
    splice = Splice(parsed(FILE))
    splice.set_fields(0, {"level": None, "answer": None})
    splice.set_fields(1, {"level": "hard"})
    text = splice.text()
    assert "level: easy" not in text and "The first" not in text and "# a comment inside" in text
    assert text.index("folded") < text.index("level: hard") < text.index("ccc")


def test_new_notes_come_where_they_stand_in_the_document() -> None:
    splice = Splice(parsed(FILE))
    splice.insert(0, "nnn", Note("New?", "Yes.\n\n- really"))
    splice.insert(0, "ooo", Note("Newer?"))
    splice.insert(None, "ppp", Note("First?"))
    text = splice.text()
    file = parsed(text)
    assert [card.id for card in file.cards] == ["ppp", "aaa", "nnn", "ooo", "bbb", "ccc"]
    lines = iter(text.split("\n"))
    assert all(line in lines for line in FILE.split("\n"))  # each of them still there, in their order


@pytest.mark.parametrize(
    "text", ["format: 1\nnotes: []\n", "format: 1\n", "format: 1\nnotes:\n", "format: 1\nnotes: [ ]"]
)
def test_a_file_without_notes_takes_one(text: str) -> None:
    splice = Splice(parsed(text))
    splice.insert(None, "nnn", Note("New?", "a\nb"))
    file = parsed(splice.text())
    assert [(card.id, card.note.answer) for card in file.cards] == [("nnn", "a\nb")]


def test_ids_are_written_before_the_first_key() -> None:
    splice = Splice(
        parsed("format: 1\nnotes:\n  - question: a\n    answer: b\n  - {question: c}\n  - id:\n    question: d\n")
    )
    for index, name in enumerate(("one", "two", "three")):
        splice.set_id(index, name)
    assert splice.text() == (
        "format: 1\nnotes:\n  - id: one\n    question: a\n    answer: b\n  - {id: two, question: c}\n"
        "  - id: three\n    question: d\n"
    )


def test_files_with_crlf_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(
        "\ufefformat: 1\r\nnotes:\r\n- question: 问\r\n  answer: |-\r\n    一\r\n    二\r\n".replace(
            "\ufefformat", "\ufeffformat"
        ).encode()
    )
    card = store.load_all(tmp_path)[0].cards[0]
    assert (card.note.question, card.note.answer) == ("问", "一\n二")


TEXT = st.text(
    st.one_of(
        st.sampled_from(list("ab 字：:#-?[]{},&*!|>'\"%@`\n\t\\~=.0（）\u3000\u00a0é")), st.characters(codec="utf-8")
    ),
    min_size=1,
    max_size=60,
).map(entering)


@given(TEXT.filter(bool), TEXT, st.lists(TEXT.filter(lambda tag: tag and "\n" not in tag), max_size=4))
def test_what_is_written_is_read_back(question: str, answer: str, tags: list[str]) -> None:
    text = new_file("a.md", [("abc", Note(question, answer or None, None, tuple(tags)))])
    note = parsed(text).cards[0].note
    assert (note.question, note.answer, list(note.tags)) == (question, answer or None, tags)
    for style in ('"', "|2", "|4", ">"):
        assert f"answer: {style}" not in text
    plain = yaml.compose(text, Loader=yaml.SafeLoader)
    assert plain is not None


@given(TEXT.filter(bool), TEXT.filter(bool))
def test_any_text_can_take_the_place_of_any_other(old: str, new: str) -> None:
    before = new_file("a.md", [("abc", Note("One?", old)), ("def", Note("Two?", "kept"))])
    splice = Splice(parsed(before))
    splice.set_fields(0, {"answer": new})
    assert splice.text() == new_file("a.md", [("abc", Note("One?", new)), ("def", Note("Two?", "kept"))])


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_entering_twice_changes_nothing_more(text: str) -> None:
    assert entering(entering(text)) == entering(text)


def test_how_text_enters() -> None:
    assert entering("a  \r\nb\tc \u2028d\x07\ufeff") == "a\\\nb    c\nd"
    assert entering("第一句。  \n第二") == "第一句。\n第二"
    assert entering("- a  \n- b  \n") == "- a\n- b"
    assert entering("cafe\u0301") == "café"
    assert entering("```\ncode  \nmore\n```") == "```\ncode\nmore\n```"


def test_new_fields_come_in_the_order_in_which_a_machine_writes_them(tmp_path: Path) -> None:
    text = "format: 1\nnotes:\n  - id: aaaaaaaaaaaaa\n    question: q\n"
    splice = Splice(store.parse(text, tmp_path / "a.yaml", "a.yaml"))
    splice.set_fields(0, {"answered_by": "editor", "level": "easy", "answer": "one\ntwo", "tags": ("t",)})
    assert (
        splice.text()
        == text + "    answer: |-\n      one\n      two\n    level: easy\n    tags: [t]\n    answered_by: editor\n"
    )


def test_a_byte_order_mark_stays(project: Path) -> None:
    (project / "cards").mkdir()
    path = project / "cards" / "own.yaml"
    path.write_bytes(b"\xef\xbb\xbfformat: 1\nnotes:\n  - question: q\n")
    update(load(project))
    assert path.read_bytes().startswith(b"\xef\xbb\xbfformat: 1\nnotes:\n  - id: ")


@pytest.mark.parametrize("name", ["x.yml", "x.YAML", "sub/x.yaml", "sub/deeper/x.yml"])
def test_no_card_file_is_passed_over_in_silence(tmp_path: Path, name: str) -> None:
    path = tmp_path / "cards" / name
    path.parent.mkdir(parents=True)
    path.write_text("format: 1\nnotes: []\n", "utf-8")
    with pytest.raises(DeckwrightError, match=rf"cards/{name}: is not read; expected card files that end in .yaml"):
        store.load_all(tmp_path / "cards")


def test_what_is_no_card_file_may_lie_beside_them(tmp_path: Path) -> None:
    for name in ("media/x.yaml", ".git/x.yaml", ".x.yml", "README.md"):
        path = tmp_path / "cards" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("format: 1\nnotes: []\n", "utf-8")
    assert store.load_all(tmp_path / "cards") == []


@pytest.mark.parametrize(
    "head", ["format: 1\nseed: a.md\nnotes: []\n", "format: 1\nseed: a.md\nnotes:\n", "format: 1\n"]
)
def test_several_notes_come_into_a_file_that_has_none(head: str) -> None:
    file = store.parse(head, Path("x.yaml"), "x.yaml")
    splice = Splice(file)
    for number in range(3):
        splice.insert(None, f"a{number}", Note(f"Question {number}?", "Two\nlines."))
    again = store.parse(splice.text(), file.path, file.shown)
    assert [card.id for card in again.cards] == ["a0", "a1", "a2"]


def test_all_notes_of_a_file_are_taken_out_at_once() -> None:
    file = store.parse(new_file("a.md", [("a0", Note("One?")), ("a1", Note("Two?"))]), Path("x.yaml"), "x.yaml")
    splice = Splice(file)
    splice.remove(0)
    splice.remove(1)
    assert splice.text() == "format: 1\nseed: a.md\nnotes: []\n"

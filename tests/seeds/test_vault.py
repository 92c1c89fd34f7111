"""Documents of a vault: what becomes of each of its signs; and what is of no vault stays as it is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckwright.decks.straight import build_straight
from deckwright.seeds.as_json import as_json
from deckwright.seeds.definitions import whole_note
from deckwright.seeds.document import Document, split_lines
from deckwright.seeds.found import ReadDocument
from deckwright.seeds.inputs.vault import is_vault, left_over
from deckwright.seeds.read import read_document, read_file, read_text
from deckwright.text.entering import entered, entering
from deckwright.text.prose import prose
from tests.programming import CARDS
from tests.seeds.accounting import check

EVIDENT = "See [[Queen bee|her]]."


def read(text: str, name: str = "hives.md") -> ReadDocument:
    found = read_text(text, name)
    check(text, as_json(found))
    return found


def card(answer: str, question: str = "What is a queen?") -> tuple[str, str | None, tuple[str, ...]]:
    """The first note of a document that is evidently one of a vault."""
    found = read(f"## {question}\n\n{answer}\n\n## What is a drone?\n\n{EVIDENT}\n")
    note = entered(whole_note(found.notes[0]))
    return note.question, note.answer, note.tags


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[[wax]]", "wax"),
        ("[[wax|the wax]] of bees", "the wax of bees"),
        ("A [[wax]], a [[蜂蜡|蜡]]、[[hive]]s.", "A wax, a 蜡、hives."),
        ("See [[wax#Uses]].", "See wax > Uses."),
        ("See [[wax#Uses#Old ones]].", "See wax > Uses > Old ones."),
        ("See [[#Uses]].", "See Uses."),
        ("See [[wax#^a1b2c3]].", "See wax."),
        ("See [[wax#Uses|there]].", "See there."),
        ("On [[2024-05-01]]: [[C#]], [[C++]].", "On 2024-05-01: C#, C++."),
        ("| a |\n|---|\n| [[wax\\|the wax]] |", "| a |\n|---|\n| the wax |"),
        ("![[x.png]] ![[x.png|300x200]]", "![[x.png]] ![[x.png|300x200]]"),
        ("![[Wax]] and ![[Wax#Uses|more]]", "Wax and more"),
        ("![[a.png]]![[b.png]]", "![[a.png]]![[b.png]]"),
        ("text![[a.png]], 字![[b.png|30]]", "text![[a.png]], 字![[b.png|30]]"),
        ("vec![[a]], vec![[a, b]], x![[ ]]", "vec![[a]], vec![[a, b]], x![[ ]]"),
        ("| a |\n|---|\n| ![[a.png\\|30]] |", "| a |\n|---|\n| ![[a.png\\|30]] |"),
        ("It is ==wax==, x==1 or y==2.", "It is ==wax==, x==1 or y==2."),
        ("`[[wax]]` and `%%a%%` and $a$", "`[[wax]]` and `%%a%%` and $a$"),
        ("```\n[[wax]] %%a b%%\n^abc123\n```", "```\n[[wax]] %%a b%%\n^abc123\n```"),
        ("> ```\n> [[wax]]\n> ```\n> [[hive]]", "> ```\n> [[wax]]\n> ```\n> hive"),
        ("So:\n\n    [[wax]]\n\nwax", "So:\n\n    [[wax]]\n\nwax"),
        ("- a\n    - [[wax]]", "- a\n    - wax"),
        (
            'x[["a"]], a[[0]], [[ -f x ]], [[1,2]], print([[a b]])',
            'x[["a"]], a[[0]], [[ -f x ]], [[1,2]], print([[a b]])',
        ),
        ("[[src]](https://example.org) ![[a]](b.png)", "[[src]](https://example.org) ![[a]](b.png)"),
        ("> [!note] Title\n> See [[wax]].", "> [!note] Title\n> See wax."),
    ],
)
def test_a_link_becomes_what_is_shown_for_it(text: str, shown: str) -> None:
    assert card(text)[1] == shown


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("She lays. %%ask Kim%%", "She lays."),
        ("She %%ask Kim%% lays.", "She lays."),
        ("她%%问小明%%产卵。", "她产卵。"),
        ("She lays.\n\n%%\nask Kim\n\nand Lee\n%%\n\nEggs.", "She lays.\n\nEggs."),
        ("She lays %%ask\nKim%% eggs.", "She lays\n eggs."),
        ("She lays.\n%% ask Kim %%\nEggs.", "She lays.\n\nEggs."),
        ("- a\n- %%ask Kim%%\n- b", "- a\n\n- b"),
        ("%%\n```\nask %%x\n```\n%%\nShe lays.", "She lays."),
        ("A %%a%% b %%c%% d.", "A b d."),
        ("She lays%%ask Kim%%, or%%ask Lee%%not.", "She lays, ornot."),
        ("%%ask\n%%timeit x\nKim%%\n\nShe lays.", "She lays."),
        ("She lays 5%% of them, 10%% at most.", "She lays 5%% of them, 10%% at most."),
        ("She lays %% and so on.\n\nIt is 5 %% more.", "She lays %% and so on.\n\nIt is 5 %% more."),
        ("She lays.\n\n%%\nask Kim", "She lays."),
        ("2000%%ask Kim%% eggs. %%Bob is wrong%%", "2000 eggs."),
        ("50 %% in May, costs 40 %%", "50 %% in May, costs 40 %%"),
        ("50%% in May, %%ask Kim%% costs 40 %%", "50%% in May, costs 40 %%"),
        ("%%ask Kim: 50%% of them%% She lays.", "She lays."),
        ("%%about 2000%% She lays.", "She lays."),
        ("%%see page 50%% She lays. %%ask Lee%%", "She lays."),
        ("5 %% here, 6 %% there, 7 %% nowhere", "5 %% here, 6 %% there, 7 %% nowhere"),
        ("她产%%问小明%%卵2000%%问小红%%个。", "她产卵2000个。"),
        ("She lays %%ask\n\nKim%% eggs.", "She lays\n eggs."),
        ("She lays %%ask\n\nand\n\nKim%%\n\neggs.", "She lays\neggs."),
        ("A %% b\n\nc %% d", "A %% b\nc %% d"),
    ],
)
def test_a_remark_is_nobody_elses_business(text: str, left: str) -> None:
    answer = card(text)[1] or ""
    assert "\n".join(line for line in answer.split("\n") if line) == "\n".join(
        line for line in left.split("\n") if line
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("She lays. ^a1b2c3", "She lays."),
        ("She lays. ^the-queen", "She lays."),
        ("- a ^aa\n- b ^bb", "- a\n- b"),
        ("- a\n- b\n\n^list1", "- a\n- b"),
        ("2^10 and 2 ^10", "2^10 and 2 ^10"),
        ("git show HEAD^", "git show HEAD^"),
        ("A ^abc in the line", "A ^abc in the line"),
        ("e ^-x", "e ^-x"),
        ("x_i ^ab", "x_i ^ab"),
        ("y = x ^n1", "y = x ^n1"),
        ("x_i in all ^a1b2c3", "x_i in all"),
        ("So:\n\n    x = a ^b1\n    y = b ^the-place", "So:\n\n    x = a ^b1\n    y = b ^the-place"),
        ("So:\n\n    x = a\n\n    y = b ^the-place", "So:\n\n    x = a\n\n    y = b ^the-place"),
        ("- So:\n\n      y = b ^the-place", "- So:\n\n      y = b ^the-place"),
        ("- a\n\t- b ^the-place", "- a\n    - b"),
    ],
)
def test_an_id_at_the_end_of_a_line_is_taken_off(text: str, left: str) -> None:
    assert card(text)[1] == left


@pytest.mark.parametrize(
    ("text", "left", "tags"),
    [
        ("She lays. #bees", "She lays.", ("bees",)),
        ("她产卵。 #蜜蜂/蜂王 #bees", "她产卵。", ("蜜蜂::蜂王", "bees")),
        ("#bees #wax\n\nShe lays.", "She lays.", ("bees", "wax")),
        ("She lays.\n#bees, #wax", "She lays.", ("bees", "wax")),
        ("She #lays eggs.", "She #lays eggs.", ()),
        ("It is #fff", "It is #fff", ()),
        ("Use #define", "Use #define", ()),
        ("#region", "#region", ()),
        ("Issue #12", "Issue #12", ()),
        ("#bees", "#bees", ()),
        ("She lays.\n\n```\n#bees\n```", "She lays.\n\n```\n#bees\n```", ()),
    ],
)
def test_tags_behind_a_note_are_the_notes(text: str, left: str, tags: tuple[str, ...]) -> None:
    assert card(text)[1:] == (left, tags)


def test_tags_behind_a_question_are_the_notes() -> None:
    assert card("She lays.", "What is a queen? #bees") == ("What is a queen?", "She lays.", ("bees",))
    assert card("A macro.", "What is #define") == ("What is #define", "A macro.", ())


def test_a_question_is_read_as_it_is_shown() -> None:
    assert card("She lays.", "What is a [[Queen bee|queen]]? %%easy one%% ^abc123")[0] == "What is a queen?"


def test_it_is_told_that_a_document_is_one_of_a_vault() -> None:
    told = "a page of a vault, read as the vault shows it"
    assert told in read(f"## What is wax?\n\n{EVIDENT}\n").reading.because
    assert told not in read("## What is wax?\n\nFat.\n").reading.because


def test_what_stands_apart_lies_unused() -> None:
    found = read(
        f"# Bees\n\n%%ask Kim%%\n\n## What is wax?\n\n{EVIDENT}\n\n%%\nask Lee\n%%\n\n## What is honey?\n\nFood.\n"
    )
    told = [(one.first + 1, one.last + 1, one.code) for one in found.unused]
    assert told == [(3, 3, "private"), (9, 11, "private")]


@pytest.mark.parametrize(
    "text",
    [
        "![[x.png]]",
        "![[Wax]]",
        "[[wax|the wax]]",
        "[[wax#Uses]]",
        "It is %%ask Kim%% so.",
        "%%问小明%%",
        "[[Queen bee]] and [[worker bee]]",
        "[[蜂王]]、[[工蜂]]",
        "[[wax]], [[hive]], [[honey]]",
        "[[Queen bee]], and so on. ^a1b2c3",
        "%% ask Kim %%\n\n[[Queen bee]]",
        "%%\na\n%%\nb\n%%\nc\n%%\n\n[[Queen bee]]",
        "%%\nask Kim\n%%\n\n[[Queen bee]]",
        "- a\n\t- b\n\t\t- See [[wax|the wax]].",
        "- a\n    - b\n        - %%ask Kim%%",
        "1. a\n    - ![[x.png]]",
        "- a\n\n\t- b\n\n\t\tSee [[wax|the wax]].",
    ],
)
def test_a_document_is_one_of_a_vault(text: str) -> None:
    assert is_vault(Document("a.md", "utf-8", split_lines(text)))
    for name in ("a.txt", "a.csv", "a.org", "text"):
        assert not is_vault(Document(name, "utf-8", split_lines(text)))
    assert not is_vault(Document("a.md", "utf-8", split_lines(f"```\n{text}\n```")))


@pytest.mark.parametrize(
    "text",
    [
        "[[wax]]",
        "[[Queen bee]]",
        "[[wax]] and [[hive]]",
        "[[Queen bee]] and [[Queen bee]]",
        "[[Queen bee]] and [[wax]]",
        "%% ask Kim %%",
        "%%\nask Kim\n%%",
        "She lays. ^a1b2c3",
        "==wax== #bees > [!note]",
        "`![[x.png]]`",
        "<!-- ![[x.png]] -->",
        "    ![[x.png]]",
        "\\[[a|b]]",
        "---\nup: ![[x]]\n---\n",
        "[[a]](b) ![[a]](b) [[a|b]](c)",
        "Cargo has [[bin]], [[example]], [[test]] and [[bench]]; df[[a|b]]",
        "uv: [[index]], [[package]], Pipenv: [[source]], [[tool.mypy.overrides]], [[tool.poetry.source]]",
        "In TOML, [[fruits]], [[varieties]] and [[colours]] are arrays of tables.",
        "- a\n\n        ![[x.png]]",
        "So:\n\n    a = 1\n    ![[x.png]]",
        "%%a%% and %%b%%",
        "%%\na\n%%\nb\n%%\nc\n%%\nd\n%%\ne\n%%\n\n[[Queen bee]]",
    ],
)
def test_a_document_is_none_of_a_vault(text: str) -> None:
    assert not is_vault(Document("a.md", "utf-8", split_lines(text)))


@pytest.mark.parametrize(("many", "tags"), [(79, 79), (80, 80), (81, 80)])
def test_tags_are_looked_for_at_a_lines_end(many: int, tags: int) -> None:
    """In 400 characters."""
    assert len(card("She lays." + "".join(f" #t{n:02}" for n in range(many)))[2]) == tags
    assert card("She lays. #bees #wax #bees")[2] == ("bees", "wax")


def test_in_a_vault_a_word_of_toml_is_a_page() -> None:
    assert card("See [[index]] and [[source]].")[1] == "See index and source."


def test_tags_of_a_vaults_front_matter_are_nested_as_behind_a_note() -> None:
    for text, tags in ((EVIDENT, ("bees::wax", "TCP::IP")), ("See it.", ("bees/wax", "TCP/IP"))):
        found = read(f"---\ntags: [bees/wax, TCP/IP]\n---\n\n## What is wax?\n\n{text}\n")
        assert found.notes[0].note.tags == tags


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("%% ask Kim %%", 1), ("Fat.\n\n%% ask Kim %%", 1), ("It is %%ask Kim%% so.", 1), ("See [[wax|the wax]].", 1),
        ("She lays %%ask Kim about it", 1), ("Use %%timeit x here", 0), ("5 %% of it, 6 %% of that", 0), ("%%d and %%s", 0),
        ("`%% ask Kim %%`", 0), ("100%% sure, that", 0), ("x %% y == 0", 0),
    ],
)  # fmt: skip
def test_signs_that_are_left_are_told(text: str, said: int) -> None:
    assert len(list(left_over(prose(text)))) == said


def test_a_remark_in_a_document_of_its_own_is_told_where_it_is_built_straight(tmp_path: Path) -> None:
    document = tmp_path / "a.md"
    document.write_text("## What is wax?\n\nFat.\n\n%% ask Kim %%\n\n## What is honey?\n\nFood.\n", "utf-8")
    told = build_straight([document], tmp_path / "a.apkg").findings
    assert [(one.code, one.line) for one in told] == [("vault-signs", 1)]


def test_a_person_may_say_whether_it_is_of_a_vault() -> None:
    for text, said, answer in (
        ("See [[wax]].", True, "See wax."),
        (EVIDENT, False, EVIDENT),
        (EVIDENT, None, "See her."),
    ):
        document = Document("a.txt" if said else "a.md", "utf-8", split_lines(f"## What is it?\n\n{text}\n"))
        assert [one.note.answer for one in read_document(document, vault=said).notes] == [answer]


def test_a_file_in_a_vault_is_of_one(tmp_path: Path) -> None:
    for name, answer in (("a.md", "See wax."), ("a.txt", "See [[wax]].")):
        path = tmp_path / "notes" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("## What is it?\n\nSee [[wax]].\n", "utf-8")
        assert read_file(path).notes[0].note.answer == "See [[wax]]."
        (tmp_path / ".obsidian").mkdir()
        assert read_file(path).notes[0].note.answer == answer
        (tmp_path / ".obsidian").rmdir()


FORMS = {
    "headings.md": "## {q}\n\n{a}\n",
    "labels.md": "Q: {q}\nA: {a}\n",
    "bold.md": "**{q}**\n\n{a}\n",
    "numbers.md": "{n}. {q}\n\n   {a}\n",
    "headings.txt": "# {q}\n\n{a}\n",
    "labels.txt": "Question: {q}\nAnswer: {a}\n",
    "headings.org": "* {q}\n{a}\n",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(4))
def test_programming_stays_as_it_is_written(form: str, seed: int) -> None:
    """All hundred together, and by tens: none is evidence, nothing is taken from any."""
    cards = list(enumerate(CARDS, 1))
    random.Random(seed).shuffle(cards)
    for some in (cards, *(cards[at : at + 10] for at in range(0, 100, 10))):
        text = "\n".join(FORMS[form].format(q=q, a=a, n=n) for n, (_, (q, a)) in enumerate(some, 1))
        found = read(text, form)
        assert found.left is None and "private" not in {one.code for one in found.unused}
        said = "\n".join(f"{one.note.question}\n{one.note.answer}" for one in found.notes)
        assert [a for _, (_, a) in some if entering(a) not in entering(said)] == []


PIECES = [
    "[[", "]]", "[[wax]]", "[[Queen bee|her]]", "![[x.png]]", "[[a#b]]", "[[#b]]", "|", "#", "%%", "%%ask Kim%%", "%%\n", "\n%%\n",
    " ^abc123", "\n^abc123\n", "#bees", " #a/b", "\n#蜜蜂 #b\n", "> ", "> [!note] x\n", "- ", "`", "```\n", "\n", "\n\n", "word ", "字", "$",
    "## What is it?\n\n", "Q: why?\nA: ", "a::b", "1. ", "\t", "    ", "[x][1]", "[^1]", "\n[1]: http://a.b\n", "\n[^1]: c\n    d\n", "[", "]",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_every_character_is_accounted_for(text: str) -> None:
    read(f"{text}\n\n## What is a queen?\n\n{EVIDENT}\n\n## What is a drone?\n\n{text}\n")
    read(text)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_reading_twice_is_reading_once(text: str) -> None:
    assert read(text) == read(text)

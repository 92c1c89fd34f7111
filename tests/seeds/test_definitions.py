"""What stands at a document's end for all of its notes: each note that names a definition gets it, and no other."""

from __future__ import annotations

import pytest

from deckwright.decks.markdown import Renderer
from deckwright.seeds.as_json import as_json
from deckwright.seeds.definitions import whole_note
from deckwright.seeds.found import ReadDocument
from deckwright.seeds.read import read_text
from deckwright.text.entering import entered
from tests.seeds.accounting import check

DOCUMENT = """\
# What is [wax][1]?

Fat[^1], see [there][1].

# What is honey?

Food[^1][^Long] `[^2]`.

# What is a hive?

A box: ![a box][box]. Not [1].

# What is brood?

Young bees.

[1]: https://example.org/wax "Wax"
[box]: box.png
[gone]: https://example.org/gone

[^1]: Said by [Kim][1].
[^long]: In two parts.

    The other one.
[^2]: Never.
"""
WAX = '[1]: https://example.org/wax "Wax"'
KIM = "[^1]: Said by [Kim][1]."
LONG = "[^long]: In two parts.\n\n    The other one."


def read(text: str, name: str = "hives.md") -> ReadDocument:
    found = read_text(text, name)
    check(text, as_json(found))
    return found


def notes(text: str, name: str = "hives.md") -> list[tuple[str, str | None]]:
    made = [entered(whole_note(one)) for one in read(text, name).notes]
    return [(one.question, one.answer) for one in made]


@pytest.mark.parametrize("name", ["hives.md", "hives.txt", "text"])
def test_each_note_gets_those_it_names(name: str) -> None:
    assert notes(DOCUMENT, name) == [
        (f"What is [wax][1]?\n\n{WAX}", f"Fat[^1], see [there][1].\n\n{WAX}\n{KIM}"),
        ("What is honey?", f"Food[^1][^Long] `[^2]`.\n\n{WAX}\n{KIM}\n{LONG}"),
        ("What is a hive?", f"A box: ![a box][box]. Not [1].\n\n{WAX}\n[box]: box.png"),
        ("What is brood?", "Young bees."),
    ]


def test_those_of_several_of_one_and_of_none_are_accounted_for_once() -> None:
    found = as_json(read(DOCUMENT))
    assert found["unused"] == [
        {"line": 17, "end_line": 25, "code": "definitions", "reason": found["unused"][0]["reason"]}
    ]
    named = [[one["label"] for one in note.get("definitions", ())] for note in found["notes"]]
    assert named == [["1", "^1"], ["1", "^1", "^long"], ["1", "box"], []]
    assert found["notes"][3]["answer"] == "Young bees."


def test_they_are_shown_on_its_card() -> None:
    (wax, *_) = read(DOCUMENT).notes
    shown = Renderer().render(str(entered(whole_note(wax)).answer)).html
    link = '<a href="https://example.org/wax" title="Wax">'
    assert shown == f"<p>Fat<sup>1</sup>, see {link}there</a>.</p>\n<p><sup>1</sup> Said by {link}Kim</a>.</p>"


@pytest.mark.parametrize(
    "text",
    [
        "# What is wax?\n\nFat.\n\n# What is honey?\n\nFood.\n\n[note]: important\n",  # nothing names it
        "# What is wax?\n\nSee [it][1].\n\n[1]: a.html\n\n# What is honey?\n\nSee [it][1].\n\n[1]: b.html\n",
        "# What is wax?\n\nSee [it][1].\n\n# What is honey?\n\n```\n[1]: b.html\n```\n",
        "# What is wax?\n\nSee [it][1].\n\n# What is honey?\n\n```\n[1]: b.html\n",
        "# What is wax?\n\nSee [it][1].\n\n# What is honey?\n\nFood.\n\n[1]: b.html\n\nAnd so on.\n",
        "# What is wax?\n\n`a[1]`\n\n```\nb[1]\n```\n\n# What is honey?\n\nFood.\n",
    ],
)
def test_what_does_not_stand_at_the_end_for_all_stays_where_it_is(text: str) -> None:
    found = read(text)
    assert found.left is None and not any(one.definitions for one in found.notes)


@pytest.mark.parametrize(("indent", "belongs"), [(1, False), (2, True), (4, True)])
def test_a_footnote_goes_on_over_lines_that_are_set_in(indent: int, belongs: bool) -> None:
    text = f"# What is wax?\n\nFat[^1].\n\n# What is honey?\n\nFood.\n\n[^1]: As Kim says.\n{' ' * indent}And Lee.\n"
    assert (read(text).left is not None) == belongs


def test_rows_have_none() -> None:
    text = "question,answer\nWhat is wax?,Fat [1]\nWhat is honey?,Food\n[1]: a.html\n"
    assert read(text, "hives.csv").left is None


def test_a_definition_of_its_own_goes_before() -> None:
    text = "# What is wax?\n\nSee [it][1] and [x][2].\n\n[2]: a.html\n\n# What is honey?\n\n[it][1], [x][2]\n\n[1]: b.html\n"
    assert notes(text) == [
        ("What is wax?", "See [it][1] and [x][2].\n\n[2]: a.html\n\n[1]: b.html"),
        ("What is honey?", "[it][1], [x][2]\n\n[1]: b.html"),
    ]


@pytest.mark.parametrize(
    "end",
    [
        "[^1]: Said.\n[fn]: https://example.org",
        "[fn]: https://example.org\n[^1]: Said.",
        '[^1]: Said.\n[fn]:\thttps://example.org "Title"',
        '[^1]: Said.\n[fn]: https://example.org\n  "Title"',
        "[fn]: https://example.org\n    'Title'\n[^1]: Said.\n",
    ],
)
def test_definitions_without_blank_lines_between(end: str) -> None:
    (_, answer), _ = notes(f"# What is wax?\n\nFat[^1], [there][fn].\n\n# What is honey?\n\nFood.\n\n{end}\n")
    page = Renderer().render(answer or "").html
    assert page.startswith('<p>Fat<sup>1</sup>, <a href="https://example.org"') and page.count("<p>") == 2
    assert page.endswith("<p><sup>1</sup> Said.</p>")
    assert ('title="Title"' in page) == ("Title" in end)


def test_a_definition_named_in_code_only_is_text() -> None:
    page = Renderer().render("`a[x]`\n\n[x]: https://example.org").html
    assert "[x]: <a" in page


def test_two_addresses_for_one_label_are_both_shown() -> None:
    page = Renderer().render("[x]\n\n[x]: https://a.org\n\n[x]: https://b.org").html
    assert page.count("https://a.org") == 2 and "https://b.org" in page

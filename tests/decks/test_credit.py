"""Whose answer it is: the card's foot and the deck's description tell learners, and a change of it reaches them."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckwright.cards.lock import LockedNote
from deckwright.cards.store import Card
from deckwright.cards.update import update
from deckwright.decks import contents
from deckwright.decks.build import build, make
from deckwright.decks.credit import credit_of, foot
from deckwright.decks.description import MOST_SOURCES, description
from deckwright.decks.digests import Content, note_digest
from deckwright.decks.notetype import note_type
from deckwright.note import Choice, Note
from deckwright.project import Project, load
from tests.conftest import SETTINGS

READ = LockedNote("a", "a.md", "Q", "A")
CASES = {
    "as it was read": (Card("a", Note("Q", "A"), "f", 1), READ, "document"),
    "in another style of YAML": (Card("a", Note("Q", "A  \n"), "f", 1), READ, "document"),
    "the question reworded": (Card("a", Note("Q?", "A"), "f", 1), READ, "document"),
    "the answer edited": (Card("a", Note("Q", "B"), "f", 1), READ, "edited"),
    "said to be edited": (Card("a", Note("Q", "A"), "f", 1, answered_by="edited"), READ, "edited"),
    "said to be the editor's": (Card("a", Note("Q", "A"), "f", 1, answered_by="editor"), READ, "editor"),
    "an editor's name": (Card("a", Note("Q", "A"), "f", 1, answered_by="Ann"), READ, "editor"),
    "no document answered": (Card("a", Note("Q", "B"), "f", 1), LockedNote("a", "a.md", "Q"), "editor"),
    "of no document": (Card("a", Note("Q", "B"), "f", 1), LockedNote("a"), "editor"),
    "a right option set": (
        Card("a", Note("Q", choices=(Choice("x", True),), kind="choice"), "f", 1),
        LockedNote("a", "a.md", "Q", choices=(Choice("x", False),)),
        "edited",
    ),
    "a deletion edited": (
        Card("a", Note("{{c1::x}}", kind="cloze"), "f", 1),
        LockedNote("a", "a.md", "{{c1::y}}"),
        "edited",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_whose_answer_it_is(case: str) -> None:
    card, locked, wanted = CASES[case]
    assert credit_of(card, locked, locked.seed) == wanted


@pytest.mark.parametrize("language", ["en", "zh", None])
def test_each_has_a_foot_of_its_own(language: str | None) -> None:
    feet = [foot(credit, "Book › One", language) for credit in ("document", "edited", "editor")]  # type: ignore[arg-type]
    assert len(set(feet)) == 3 and all("Book › One" in one for one in feet)
    assert foot("editor", "", language) and not foot("document", "", language)


def feet(project: Project) -> dict[str, str]:
    data = make(project, frozen=True).packages[f"{project.slug}.apkg"]
    return {note.fields["Question"]: note.fields["Source"] for note in contents.read(data).notes}


def test_the_foot_follows_the_card(project: Path) -> None:
    update(load(project))
    build(load(project))
    assert feet(load(project)) == {"What is one?": "Answer: a", "What is two?": "Answer: a"}
    path = project / "cards" / "a.yaml"
    text = path.read_text("utf-8").replace("The first.", "Ours.")
    path.write_text(text, "utf-8")
    build(load(project))
    assert feet(load(project))["What is one?"] == "Answer: a, changed by the editors"
    path.write_text(text.replace("answer: Ours.", "answer: Ours.\n    answered_by: editor"), "utf-8")
    build(load(project))
    assert feet(load(project))["What is one?"] == "Answer by the editors; question: a"


def test_another_credit_is_another_digest_from_number_2_on() -> None:
    card = Card("a", Note("Q", "A"), "f", 1)
    mine, theirs = Content(card, "easy", credit="editor"), Content(card, "easy")
    assert note_digest(mine, 1) == note_digest(theirs, 1) == note_digest(theirs, 2) != note_digest(mine, 2)
    assert note_digest(mine, 2) == "e9b90033fba0062b66ce1bcda747ab6c9031a18dc876a6b570e2234146d63858"


def test_the_description_of_a_deck(project: Path) -> None:
    settings = (
        SETTINGS + "report: https://example.org/issues?a=1&b=2\nseeds:\n  a.md: {title: Notes <1>, licence: CC-BY}\n"
    )
    (project / "deckwright.yaml").write_text(settings, "utf-8")
    update(load(project))
    build(load(project))
    said = description(load(project), "1.2.0")
    assert said.splitlines() == [
        "Sources: Notes &lt;1&gt; (licence CC-BY)<br>Version: 1.2.0<br>Found a mistake? Name the note's number, "
        "at the foot of the card: https://example.org/issues?a=1&amp;b=2"
    ]
    held = contents.read((project / "build" / "notes.apkg").read_bytes()).archive
    (decks,) = [row[list(held.tables["col"].columns).index("decks")] for row in held.tables["col"].rows]
    assert "Notes &lt;1&gt;" in decks and "built between releases" in decks
    for at in range(MOST_SOURCES):
        (project / "seeds" / f"b{at}.md").write_text("# What is it?\n\nIt.\n", "utf-8")
    assert f"b{MOST_SOURCES - 2} " not in description(load(project), None)
    assert "and 1 more" in description(load(project), None)


@pytest.mark.parametrize(("language", "asks"), [("zh", "这是哪个术语或问题的答案？"), ("en", "Which question or term")])
def test_the_front_of_a_reversed_card_asks(language: str, asks: str) -> None:
    made = note_type("key", "qa", language)
    assert [asks in front for _, _, front, _ in made.templates] == [False, True]
    assert not any(asks in back for _, _, _, back in made.templates)
    assert not any("wanted" in front for _, _, front, _ in note_type("key", "qa", language, 1).templates)


@pytest.mark.parametrize("kind", ["qa", "choice", "cloze"])
def test_the_look_of_number_1_is_what_it_was(kind: str) -> None:
    first = {
        "qa": "48f00ba240e9b15bd044d02626a824a8e5a9cc06a34ce25deb117a4d08565cbe",
        "choice": "77b7d5870962a2deb990dea7a26b3c007e7e6ecdbad1bf799f255abbeeada00a",
        "cloze": "9b0a99f046f8af927b3872e44158a9bcdd01c82c8025f2706ddb5664dfe9840d",
    }
    assert note_type("deep-learning-4hq2m7xd", kind, "zh", 1).digest == first[kind]  # type: ignore[arg-type]

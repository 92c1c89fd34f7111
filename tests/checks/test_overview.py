"""The state of a deck in numbers, as the page of charts and scripts have it."""

from __future__ import annotations

from pathlib import Path

from deckwright.checks.overview import MOST_TOPICS, Overview, overview
from deckwright.checks.run import look
from deckwright.decks.deck import Deck
from deckwright.project import load

LOCK = '{"format": 1, "key": "notes-k3y4t3st"}\n'
TWO = "{question: 'What does $\\nosuch$ with $\\neither$ mean?', answer: One., level: hard, tags: [b]}"


def seen(project: Path, **files: list[str]) -> Overview:
    (project / "cards").mkdir(exist_ok=True)
    for name, notes in files.items():
        text = "".join(f"- {note}\n" for note in notes)
        (project / "cards" / f"{name}.yaml").write_text(f"format: 1\nnotes:\n{text}", "utf-8")
    (project / "deck.lock").write_text(LOCK)
    settings = project / "deckwright.yaml"
    if "checks:" not in settings.read_text("utf-8"):
        settings.write_text(
            f"{settings.read_text('utf-8')}checks:\n  default-level: {{off: not looked at here}}\n", "utf-8"
        )
    deck = Deck.load(load(project))
    return overview(deck, look(deck))


def test_findings_are_counted_by_rule_and_by_file_and_notes_once(project: Path) -> None:
    found = seen(
        project,
        one=["{question: What is a hive?, answer: The home of bees., tags: [a]}", TWO],
        two=["{question: Whence?}"],
    )
    rules = {one.name: (dict(one.found), one.noted) for one in found.rules}
    assert rules["formula-unknown-command"] == ({"warning": 2}, 1)
    assert rules["no-answer"] == ({"warning": 1}, 1)
    files = {one.name: (one.found["warning"], one.noted, one.notes) for one in found.files}
    assert files == {"cards/one.yaml": (2, 1, 2), "cards/two.yaml": (1, 1, 1)}
    assert (found.notes, found.noted, found.found["warning"]) == (3, 2, 3)
    assert dict(found.status) == {"packed": 2, "unanswered": 1}
    assert [one.name for one in found.rules][:2] == ["formula-unknown-command", "no-answer"]


def test_over_levels_and_topics_a_note_counts_once_in_each_of_its_topics(project: Path) -> None:
    both = "{question: Which city is the capital of Peru?, answer: Lima., level: easy, tags: [a, b]}"
    found = seen(project, one=[both, TWO, "{question: Which river flows through Cairo?, answer: The Nile.}"])
    assert [level.key for level in found.levels] == ["easy", "hard"]
    rows = {row.topic: [cell.notes for cell in row.cells] for row in found.topics}
    assert rows == {"b": [1, 1], "a": [1, 0], None: [1, 0]}
    assert [cell.noted for cell in found.topics[0].cells] == [0, 1]
    assert [row.topic for row in found.topics] == ["b", "a", None]


def test_topics_beyond_the_most_share_a_row(project: Path) -> None:
    def notes(topics: int) -> list[str]:
        return [f"{{question: What is {at}?, answer: It is {at}., tags: [t{at:02}]}}" for at in range(topics)]

    exact = seen(project, one=notes(MOST_TOPICS))
    assert [row.rest for row in exact.topics] == [0] * MOST_TOPICS
    more = seen(project, one=[*notes(MOST_TOPICS), "{question: Both?, answer: Yes., tags: [t98, t99, t05]}"])
    *named, rest = more.topics
    assert [row.topic for row in named][:2] == ["t05", "t00"]  # most notes first, then by name
    assert (len(named), rest.topic, rest.rest) == (MOST_TOPICS, None, 2)
    assert sum(cell.notes for cell in rest.cells) == 1  # a note of two topics is one note


def test_a_deck_without_findings_and_one_without_notes(project: Path) -> None:
    clean = seen(project, one=["{question: What is a word?, answer: A sign., tags: [a]}"])
    assert (list(clean.rules), clean.noted, clean.found.total()) == ([], 0, 0)
    empty = seen(project, one=[])
    assert (empty.notes, list(empty.topics), list(empty.rules)) == (0, [], [])


def test_a_level_that_the_project_has_not_is_shown_all_the_same(project: Path) -> None:
    found = seen(project, one=["{question: What is a word?, answer: A sign., level: odd}"])
    assert [level.key for level in found.levels] == ["easy", "hard", "odd"]
    assert [cell.notes for cell in found.topics[0].cells] == [0, 0, 1]
    assert found.found["error"] == 1

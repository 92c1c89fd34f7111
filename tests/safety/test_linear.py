"""Settings, cards and documents that are many: work grows in step with them, or there is a bound."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards import choose
from deckwright.cards.seed_lines import seed_keys
from deckwright.cards.store import Card, cards_in, parse
from deckwright.errors import DeckwrightError
from deckwright.project import parse as settings
from deckwright.seeds.read import read_text
from tests.conftest import SETTINGS


def levels(count: int) -> str:
    head = SETTINGS[: SETTINGS.index("levels:")]
    rows = "".join(f"  - {{key: l{number}, name: Level {number}}}\n" for number in range(count))
    return f"{head}levels:\n{rows}default_level: l0\n"


def test_the_bound_of_levels() -> None:
    assert len(settings(levels(100), Path("/nowhere")).levels) == 100
    with pytest.raises(DeckwrightError, match=r"deckwright.yaml:\d+: there are 101 levels; expected 100 at most"):
        settings(levels(101), Path("/nowhere"))


def test_two_levels_that_are_one() -> None:
    for other in ("{key: l0, name: x}", "{key: x, name: LEVEL 0}", "{key: x, name: Level\u200b 0}"):
        text = levels(2).replace("{key: l1, name: Level 1}", other)
        with pytest.raises(DeckwrightError, match=r"deckwright.yaml:\d+: "):
            settings(text, Path("/nowhere"))


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def cards(count: int, last: str = "") -> list[Card]:
    """So many notes, each of which asks what the next one asks."""
    rows = []
    for number in range(count):
        follow = f"id{number + 1:07}" if number < count - 1 else last
        same = f"\n  same_as: {follow}" if follow else ""
        rows.append(f"- id: id{number:07}\n  question: What is {number}?\n  answer: It.{same}\n")
    return list(cards_in([parse("format: 1\nnotes:\n" + "".join(rows), Path("cards/a.yaml"), "cards/a.yaml")]))


@pytest.mark.parametrize(("last", "said"), [("", None), ("id0000000", "leads in a circle"), ("nobody", "names nobody")])
def test_a_chain_of_same_as(last: str, said: str | None) -> None:
    """2,000 were beyond 20 s."""
    chain = cards(20_000, last)

    def work() -> None:
        problems = [problem for _, problem in choose.same_as_problems(chain)]
        assert len(problems) == (20_000 if said else 0)
        assert said is None or all(said in problem and len(problem) < 300 for problem in problems)
        assert choose.statuses(chain, {}).count("packed") <= 20_000

    assert seconds(work) < 5


def test_the_way_into_a_circle_is_told() -> None:
    told = [problem for _, problem in choose.same_as_problems(cards(4, "id0000002"))]
    assert told[0] == "same_as leads in a circle: id0000000 -> id0000001 -> id0000002 -> id0000003 -> id0000002"
    assert told[3] == "same_as leads in a circle: id0000003 -> id0000002 -> id0000003"
    assert "-> …" in next(problem for _, problem in choose.same_as_problems(cards(30, "id0000000")))


def test_keys_of_many_documents_with_one_name() -> None:
    files = [f"a{' ' * (number % 3 + 1)}b{'-' * (number // 3)}.md" for number in range(9000)]
    found: dict[str, str] = {}
    assert seconds(lambda: found.update(seed_keys(files))) < 3
    assert len(set(found.values())) == 9000
    assert list(seed_keys(["a b.md", "a-b.md", "a-b-2.md", "a_b.md", "A B.md"]).values()) == [
        "a-b", "a-b-2", "a-b-2-2", "a_b", "a-b-3"
    ]  # fmt: skip


def test_a_footnote_a_note_at_the_end_of_a_document() -> None:
    """Each note's text is held against the few definitions that it has in brackets, not against all of them."""
    from deckwright.seeds.definitions import with_definitions_named
    from deckwright.seeds.found import Definition

    def texts(count: int) -> tuple[object, list[Definition]]:
        notes = "".join(
            f"# What is the thing with number {at}?\n\nA thing[^{at}] of its sort.\n\n" for at in range(count)
        )
        ends = [Definition(f"^{at}", at, at, f"[^{at}]: From book {at}.") for at in range(count)]
        return read_text(notes, "a.md"), ends

    few, many = texts(300), texts(2400)
    assert len(with_definitions_named(*many).notes[7].definitions) == 1  # type: ignore[arg-type]
    once = seconds(lambda: with_definitions_named(*few))  # type: ignore[arg-type]
    assert seconds(lambda: with_definitions_named(*many)) < 24 * max(once, 0.01)  # type: ignore[arg-type]

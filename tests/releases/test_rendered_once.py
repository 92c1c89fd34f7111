"""One value holds a project's cards, and each command renders each note once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from deckwright.cards.store import Card
from deckwright.decks.build import build
from deckwright.decks.prepare import Prepared, Preparer
from deckwright.decks.setting import Setting
from tests.conftest import Result
from tests.releases.conftest import Author


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often each note is rendered."""
    count: Counter[str] = Counter()
    prepare = Preparer.prepare

    def counting(self: Preparer, card: Card, setting: Setting) -> Prepared:
        count[str(card.id)] += 1
        return prepare(self, card, setting)

    monkeypatch.setattr(Preparer, "prepare", counting)
    yield count


@pytest.mark.parametrize("command", [["build"], ["check"], ["check", "--fix"], ["preview"]], ids=" ".join)
def test_a_command_renders_each_note_once(
    released: Author, cli: Callable[..., Result], rendered: Counter[str], command: list[str]
) -> None:
    assert cli(*command, "--project", released.root).status == 0
    assert rendered and set(rendered.values()) == {1}


def test_a_release_renders_each_note_once_and_once_more_from_git(
    released: Author, cli: Callable[..., Result], rendered: Counter[str]
) -> None:
    released.edit("signals", "fires")
    build(released.project)
    released.commit()
    rendered.clear()
    assert cli("release", "--dry-run", "1.1.0", "--project", released.root).status == 0
    assert set(rendered.values()) == {3}  # here, as it was released before, and what git holds

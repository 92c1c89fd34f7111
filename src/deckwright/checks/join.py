"""Write `same_as` into a note: it asks what another one asks, and only that one is packed."""

from __future__ import annotations

from collections.abc import Iterable

from deckwright.cards import store
from deckwright.cards.choose import check_same_as, same_as_left_out, statuses
from deckwright.cards.told import short
from deckwright.cards.workspace import Workspace
from deckwright.errors import DeckwrightError
from deckwright.files import sole
from deckwright.project import Project


def join(project: Project, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Point each first id at the second; returns a line for each. Raises DeckwrightError, and then writes nothing."""
    with sole(project.tree) as recovered:
        space = Workspace(project, recovered)
        said, pairs = [], list(pairs)
        for joined, kept in pairs:
            for card_id in (joined, kept):
                if card_id not in space.where:
                    raise DeckwrightError(f"there is no note {card_id}", file="cards", remedy="name the id of a note")
            if joined == kept:
                raise DeckwrightError(f"{joined} cannot be the same as itself", file="cards")
            space.set_fields(joined, {"same_as": kept})
            one, other = space.card(joined), space.card(kept)
            assert one and other
            said.append(f"{short(one.note.question)!r} is now asked by {short(other.note.question)!r} ({kept})")
        _check(space, {one for one, _ in pairs})
        space.finish("check --same-as")
    return said


def _check(space: Workspace, joined: set[str]) -> None:
    """Raise DeckwrightError where the notes would then lead to none that is packed."""
    files = [store.parse(one.text(), one.file.path, one.file.shown) for one in space.splices.values()]
    cards = list(store.cards_in(files))
    check_same_as(cards)
    for card, problem in same_as_left_out(cards, statuses(cards, space.lock.notes)):
        if card.id in joined:
            raise DeckwrightError(
                problem, file=card.file, line=card.line, expected="the id of a note that is packed", remedy="name it"
            )

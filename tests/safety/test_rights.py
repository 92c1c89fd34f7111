"""A journal does no more than the command does which it names; and a command writes nothing that no journal may name."""

from __future__ import annotations

import pytest

from deckwright.errors import DeckwrightError
from deckwright.files import JOURNAL, Tree, write_together
from tests.safety.conftest import Clone, state
from tests.safety.test_journal import STAGED, digest, entry, journal, plant

OVERREACHING = {
    "a document deleted": ("init", "seeds/a.md", False),
    "a document replaced": ("init", "seeds/a.md", True),
    "a document made by another": ("update", "seeds/new.md", True),
    "the settings deleted": ("init", "deckwright.yaml", False),
    "the settings replaced": ("init", "deckwright.yaml", True),
    ".gitignore deleted": ("init", ".gitignore", False),
    ".gitattributes deleted": ("init", ".gitattributes", False),
    ".gitignore by another": ("build", ".gitignore", True),
    "cards deleted": ("update", "cards/a.yaml", False),
    "cards by a build": ("build", "cards/a.yaml", True),
    "the lock deleted": ("release", "deck.lock", False),
    "the lock by a preview": ("preview", "deck.lock", True),
    "the changelog deleted": ("release", "CHANGELOG.md", False),
    "a picture replaced": ("build", "cards/media/p.png", True),
    "a workflow by init": ("init", ".github/workflows/deck.yml", True),
    "a workflow deleted": ("init --github", ".github/workflows/deck.yml", False),
    "cards by one that fetches": ("update --from", "cards/a.yaml", True),
    "the lock by one that fetches": ("update --from", "deck.lock", True),
    "the settings deleted by one that fetches": ("update --from", "deckwright.yaml", False),
    "no command": ("run", "cards/a.yaml", True),
}


@pytest.mark.parametrize("case", OVERREACHING)
def test_a_journal_does_no_more_than_the_command_that_it_names(clone: Clone, case: str) -> None:
    """From a folder without git, whoever planted it knows what is in the files."""
    what, name, stays = OVERREACHING[case]
    path = clone.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() and name != "seeds/new.md":
        path.write_text("mine", "utf-8")
    (path.parent / STAGED).write_text("evil", "utf-8")
    was = digest(path.read_bytes()) if path.exists() else None
    before = plant(clone, journal(entry(name, was, digest("evil") if stays else None), what=what))
    clone.refused("check", said=f"{JOURNAL}: is no journal of this version")
    assert state(clone.root) == before


def test_a_command_writes_nothing_that_could_not_be_finished(clone: Clone) -> None:
    for what, name in (("update", "seeds/a.md"), ("init", "seeds/a.md"), ("preview", "deck.lock")):
        before = state(clone.root)
        with pytest.raises(DeckwrightError, match=f"{name}: is no file that `{what}` writes"):
            write_together(Tree(clone.root), {clone.root / name: b"x"}, what=what)  # type: ignore[arg-type]
        assert state(clone.root).keys() - {".deckwright-lock"} == before.keys() - {".deckwright-lock"}

"""The preview's cards are those that Anki shows."""

from __future__ import annotations

import re
from pathlib import Path

from deckwright.decks.build import build
from deckwright.decks.notetype import FIELDS, note_type
from deckwright.previews.template import fill
from deckwright.project import load
from tests.decks.anki_desk import desk


def plain(html: str) -> str:
    """A side without the style sheet and what Anki adds for its own scripts."""
    body = html.rsplit("</style>", 1)[-1]
    body = re.sub(r'<span class="cloze(-inactive)?"[^>]*>', r'<span class="cloze\1">', body)
    return body.strip()


def test_both_sides_of_every_card_of_the_gallery(gallery: Path, tmp_path: Path) -> None:
    build(load(gallery))
    with desk(tmp_path / "anki") as anki:
        anki.take(gallery / "build" / "gallery.apkg")
        compared = 0
        for guid in anki.guids():
            note = anki.note(guid)
            kind = "cloze" if guid == "cloze" else "choice" if guid == "choice" else "qa"
            templates = note_type("gallery-t3st3d01", kind, "zh").templates  # type: ignore[arg-type]
            fields = {name: note[name] for name in FIELDS}
            for card in note.cards():
                _, _, front, back = templates[0 if kind == "cloze" else card.ord]
                number = card.ord + 1 if kind == "cloze" else None
                ours = fill(front, fields, cloze=number), fill(back, fields, cloze=number, back=True)
                theirs = plain(card.question()), plain(card.answer())
                if kind == "cloze":  # within formulas Anki sets no marks
                    ours = (unmarked(ours[0]), unmarked(ours[1]))
                    theirs = (unmarked(theirs[0]), unmarked(theirs[1]))
                assert (ours[0].strip(), ours[1].strip()) == theirs, (guid, card.ord)
                compared += 1
        assert compared == 16


def unmarked(html: str) -> str:
    return re.sub(r"\\\[.*?\\\]", lambda formula: re.sub(r"</?span[^>]*>", "", formula[0]), html, flags=re.S)

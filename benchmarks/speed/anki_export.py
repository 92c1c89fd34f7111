"""Anki's own backend: ready HTML added to a collection, and exported.

python anki_export.py SIDES.json PACKAGE
"""

import json
import sys
import tempfile
from pathlib import Path

from anki.collection import AddNoteRequest, Collection, DeckIdLimit, ExportAnkiPackageOptions
from anki.decks import DeckId


def main(sides: Path, package: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        model = collection.models.by_name("Basic")
        assert model is not None
        deck = collection.decks.id("Speed")
        assert deck is not None
        requests = []
        for front, back in json.loads(sides.read_text("utf-8")):
            note = collection.new_note(model)
            note.fields[:2] = [front, back]
            requests.append(AddNoteRequest(note, DeckId(deck)))
        collection.add_notes(requests)
        options = ExportAnkiPackageOptions(with_scheduling=False, with_deck_configs=False, with_media=True, legacy=True)
        collection.export_anki_package(out_path=str(package), options=options, limit=DeckIdLimit(DeckId(deck)))
        collection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

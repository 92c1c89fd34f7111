"""genanki alone: ready HTML to a package.

python ready.py SIDES.json PACKAGE
"""

import json
import sys
from pathlib import Path

import genanki


def main(sides: Path, package: Path) -> None:
    model = genanki.Model(
        1091735104,
        "Basic",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr>{{Back}}"}],
    )
    deck = genanki.Deck(2059400110, "Speed")
    for front, back in json.loads(sides.read_text("utf-8")):
        deck.add_note(genanki.Note(model, [front, back]))
    genanki.Package(deck).write_to_file(package)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

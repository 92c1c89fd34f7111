"""The plain stack: YAML in C, one Python-Markdown object, nh3, genanki; what a script of an afternoon would do.

python plain.py CARDS_FOLDER PACKAGE
"""

import sys
from pathlib import Path

import genanki
import markdown
import nh3
import yaml


def main(cards: Path, package: Path) -> None:
    writer = markdown.Markdown(extensions=["tables", "fenced_code"])
    model = genanki.Model(
        1091735104,
        "Basic",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr>{{Back}}"}],
    )
    deck = genanki.Deck(2059400110, "Speed")
    for file in sorted(cards.glob("*.yaml")):
        for note in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)["notes"]:
            sides = [nh3.clean(writer.reset().convert(note[key])) for key in ("question", "answer")]
            deck.add_note(genanki.Note(model, sides, guid=note["id"]))
    genanki.Package(deck).write_to_file(package)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""How long Deckwright takes beside a floor, genanki alone, Anki itself and other tools, over the same notes."""

"""decks/: notes -> Anki packages."""

"""`deckwright check`: a linter that knows what makes a good card.

decks/deck.py (what is looked at) -> rules/ (one file for each subject, all rules in one registry) -> run.py (switches,
places, findings) -> fix.py (where the fix is certain). near.py finds the notes that are alike among very many.
"""

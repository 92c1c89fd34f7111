"""`deckwright check`: a linter that knows what makes a good card.

decks/deck.py (what is looked at) -> rules/ (one file for each subject, all rules in one registry) -> run.py (switches,
places, findings) -> mend.py (which fixes are safe) -> fix.py. likeness/ tells which notes ask the same, near.py finds
texts that are alike among very many.
"""

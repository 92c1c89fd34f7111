"""Decks that others made: packages of any age, collections, CrowdAnki folders -> one value (ForeignDeck)."""

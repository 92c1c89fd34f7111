"""A deck that learners already have -> a project: cards/, notetypes/, cards/media/, deck.lock."""

"""What a forger could change in a released deck, by where it stands."""

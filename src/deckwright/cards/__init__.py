"""cards/: the library of notes that people edit."""

"""seeds/: documents as they came -> the notes found in them, and the lines that were not used."""

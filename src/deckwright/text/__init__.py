"""A note's text: its blocks, what stands within a line, emphasis, characters, deletions."""

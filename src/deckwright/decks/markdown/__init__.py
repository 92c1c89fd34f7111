"""Markdown -> safe HTML: our blocks, Python-Markdown as the writer, then an allow-list.

text -> tree.py (blocks, with the house rules) -> write.py (Python-Markdown's ElementTree, with inline.py's HTML in its
stash) -> Python-Markdown -> safe.py (nh3)
"""

from deckwright.decks.markdown.render import Rendered, Renderer

__all__ = ["Rendered", "Renderer"]

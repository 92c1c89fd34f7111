"""Markdown -> safe HTML: one normaliser, then Python-Markdown, then an allow-list.

text -> tree.py (blocks, with the house rules) -> write.py (Markdown that Python-Markdown cannot misread,
with inline.py's pieces in armour.py) -> Python-Markdown -> safe.py (nh3)
"""

from deckwright.decks.markdown.render import Rendered, Renderer

__all__ = ["Rendered", "Renderer"]

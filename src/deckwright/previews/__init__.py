"""The deck as a web page, without Anki and without a network.

cards/ -> gather.py (every note as the page needs it) -> template.py and formulas.py (card sides as Anki shows them,
formulas as MathML) -> write.py (build/preview/). reading.py is the page of `deckwright read --format html`.
"""

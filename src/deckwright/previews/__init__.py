"""The deck as a web page, without Anki and without a network.

cards/ -> gather.py (every note as the page needs it) -> template.py and formulas.py (card sides as Anki shows them,
formulas as MathML) -> write.py (build/preview/), with proof.py (all notes on one page) and state.py (charts of what
`check` found). reading.py is the page of `deckwright read --format html`.
"""

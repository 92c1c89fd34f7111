"""All rules, by subject. The order here is the order in the documentation."""

from deckwright.checks.rule import entered
from deckwright.checks.rules import (  # noqa: F401
    addresses,
    answers,
    asked,
    duplicates,
    leftovers,
    legible,
    links,
    lists,
    markup,
    questions,
    rendering,
    scripts,
    sense,
    tags,
    upkeep,
    values,
    wording,
)

RULES = entered()

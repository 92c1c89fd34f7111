"""All rules, by subject. The order here is the order in the documentation."""

from deckwright.checks.rule import entered
from deckwright.checks.rules import answers, duplicates, links, markup, questions, rendering, tags, upkeep, wording  # noqa: F401

RULES = entered()

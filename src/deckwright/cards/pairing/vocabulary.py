"""Words by what they do in a question, one row a language, from vocabulary.toml. What is in no row is a content word.

Words of scripts without spaces are found in running text, the longest first.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Language:
    """One language's words, each list separated by white space, phrases by lines.

    `function`: may come and go without another question being asked. `links` (prepositions) and `light` verbs may too,
    but the answer has to witness. `phrases`: a way of asking = the plainest, as regular expressions; `<` where it says
    more (in which year < when). `asks`: kind of what is asked for -> the words that ask for it; `thing` asks for
    anything. `generic`: content words that say nothing by themselves. `opposites`: groups a/b of which one replaces the
    other only in another question. `numbers`: in order, from nought, spellings of one number joined by `=`. `units`
    count behind a number. `endings` of inflection never make another word. `synonyms`: words of one meaning in a
    question, joined by `=`; `spellings`: endings that may be spelt otherwise. `short`: whole answers that many
    questions have. `letters`: those that hardly another language has. `subjects`: words right after which a verb
    stands. `inflects`: endings tell cases, and hardly one word from another.
    """

    function: str = ""
    links: str = ""
    light: str = ""
    phrases: str = ""
    letters: str = ""
    asks: dict[str, str] = field(default_factory=dict)
    generic: str = ""
    negations: str = ""
    opposites: str = ""
    numbers: str = ""
    units: str = ""
    endings: str = ""
    synonyms: str = ""
    spellings: str = ""
    short: str = ""
    subjects: str = ""
    nouns_are_capitalised: bool = False
    inflects: bool = False


@cache
def languages() -> dict[str, Language]:
    """All languages, by code."""
    text = (files(__package__) / "vocabulary.toml").read_text("utf-8")
    return {name: Language(**row) for name, row in tomllib.loads(text).items()}

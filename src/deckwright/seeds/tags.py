"""Tags that the words of a question earn, as deckwright.yaml says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from deckwright.seeds.words import names_nothing_asked, names_questions
from deckwright.text.characters import is_cjk

_COUNT = re.compile(
    r"^\W*(?:(?:chapter|part|section|第)?\s*[\d一二三四五六七八九十]+(?:\.\d+)*\s*[章节部分]?[.、．:：)）]\s*)?", re.I
)
LONGEST_TAG = 40
"""Characters of a section's heading that becomes a tag; a longer one is a sentence."""


def section_tags(section: Sequence[str]) -> tuple[str, ...]:
    """The sections above a question as one tag, `outer::inner`, without numbers, markup and signs before the words."""
    short = [text for text in section if len(text) <= 5 * LONGEST_TAG]  # with its markup
    parts = [plain for text in short if (plain := _plain(text)) and len(plain) <= LONGEST_TAG]
    return (
        ("::".join(parts),) if parts and not names_nothing_asked(parts[-1]) and not names_questions(parts[-1]) else ()
    )


def _plain(text: str) -> str:
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)|<[^<>]*>|[*_`]+", r"\1", text)
    text = _COUNT.sub("", text)
    return " ".join(text.replace("::", " ").split()).strip(" \t#:：.。")


def own_tags(cells: Sequence[str]) -> Iterator[str]:
    """The tags in the cells of a record, parted by commas, semicolons or, as Anki does, by spaces."""
    for cell in cells:
        sign = next((sign for sign in ",;，、" if sign in cell), None)
        yield from (tag for part in cell.split(sign) if (tag := " ".join(part.split())))


def tags_for(question: str, own: Iterable[str], words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A document's own tags, or those that the question's words earn, in the project's order.

    A project that lists its topics decides: the document's own count only where it lists none.

    A word in Latin or the like counts where it stands alone, in any case: `dropout`, not `dropouts`. A word in
    Chinese or Japanese counts wherever it stands.
    """
    found = [] if words else list(dict.fromkeys(own))
    text = _folded(question)
    for tag, ways in words.items():
        if tag not in found and any(_occurs(_folded(way), text) for way in ways if way):
            found.append(tag)
    return tuple(found)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _occurs(word: str, text: str) -> bool:
    before = "" if is_cjk(word[0]) else r"(?<![A-Za-z0-9])"
    after = "" if is_cjk(word[-1]) else r"(?![A-Za-z0-9])"
    return re.search(before + re.escape(word) + after, text) is not None

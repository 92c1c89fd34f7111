"""A hundred cards about programming show their words as written, whatever a vault would make of the signs."""

from __future__ import annotations

import html
import re

import pytest

from deckwright.decks.markdown import Renderer
from tests.programming import CARDS


@pytest.mark.parametrize("answer", [answer for _, answer in CARDS])
def test_words_as_written(answer: str) -> None:
    made = Renderer().render(answer)
    assert html.unescape(re.sub(r"<[^<>]*>", "", made.html)) == answer.replace("\\#", "#")
    assert "<mark>" not in made.html and made.told == () and made.formulas == ()

"""What each kind of note shows on its two sides, and what it must have for that."""

from __future__ import annotations

import re
from collections.abc import Callable

from deckwright.cards.store import Card
from deckwright.errors import DeckwrightError
from deckwright.text import cloze

Render = Callable[[str], str]
"""Markdown -> safe HTML."""

MAX_CHOICES = 26  # A to Z

# Private-use characters that stand for a deletion's signs while the text around them is rendered.
_OPEN, _HINT, _CLOSE = 0x100000, "\U0010f000", "\U0010f001"
_OPENS = f"{chr(_OPEN)}-{chr(_OPEN + cloze.MAX_NUMBER)}"
_OURS = re.compile(f"[{_OPENS}{_HINT}{_CLOSE}]")
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^<>]*>")
_VOID = {"br", "hr", "img"}
_BRACES = (
    (re.compile(f"\\}}(?=[}}{_CLOSE}])"), "&#125;"),
    (re.compile(f"\\{{(?=[{{{_OPENS}])"), "&#123;"),
    (re.compile(f":(?=[:{_HINT}])|(?<=[{_OPENS}{_HINT}]):"), "&#58;"),
)


def check_kind(card: Card) -> None:
    """Raise DeckwrightError where a note lacks what its kind needs."""
    note = card.note
    if note.kind != "choice" and note.choices:
        raise _error(card, f"a note of the kind {note.kind} has choices", "kind: choice")
    if note.kind != "qa" and card.reverse:
        raise _error(card, f"a note of the kind {note.kind} cannot be reversed", "reverse: with kind: qa only")
    if note.kind == "choice" and not 2 <= len(note.choices) <= MAX_CHOICES:
        raise _error(card, f"a note of the kind choice has {len(note.choices)} choices", f"2 to {MAX_CHOICES} of them")
    if note.kind == "cloze":
        _check_cloze(card)


def _check_cloze(card: Card) -> None:
    try:
        numbers = cloze.numbers(card.note.question)
    except cloze.Unclosed as error:
        line, _ = card.position("question", error.at)
        raise _error(card, "a deletion is not closed", "}} behind it, and braces in pairs within it", line) from None
    if not numbers:
        raise _error(card, "a note of the kind cloze has no deletion", "one at least, such as {{c1::answer}}")
    if numbers[0] < 1 or numbers[-1] > cloze.MAX_NUMBER:
        wrong = numbers[0] if numbers[0] < 1 else numbers[-1]
        raise _error(card, f"Anki makes no card of its own of a deletion numbered {wrong}", f"1 to {cloze.MAX_NUMBER}")


def cards_of(card: Card) -> int:
    """How many cards Anki makes of a note."""
    if card.note.kind == "cloze":
        return len(cloze.numbers(card.note.question))
    return 2 if card.reverse else 1


def sides(card: Card, render: Render) -> tuple[str, str]:
    """The HTML of the fields Question and Answer."""
    note = card.note
    answer = render(note.answer) if note.answer else ""
    if note.kind == "choice":
        options = [(render(choice.text), choice.correct) for choice in note.choices]
        return render(note.question) + _all_options(options), _right_options(options) + answer
    if note.kind == "cloze":
        return _cloze(card, render), answer
    return render(note.question), answer


def _all_options(options: list[tuple[str, bool]]) -> str:
    items = "".join(f"<li>{html}</li>" for html, _ in options)
    return f'<ol class="options" type="A">{items}</ol>'


def _right_options(options: list[tuple[str, bool]]) -> str:
    """The right options with the letters that they have on the front."""
    items = "".join(
        f'<li class="right" value="{place}">{html}</li>' for place, (html, right) in enumerate(options, 1) if right
    )
    return f'<ol class="options" type="A">{items}</ol>' if items else ""


def _cloze(card: Card, render: Render) -> str:
    """A text with Anki's signs for its deletions, and nothing else that Anki could take for one."""
    text = card.note.question
    pieces, at = [], 0
    for sign in cloze.signs(text):
        stand_in = {"open": chr(_OPEN + sign.number), "hint": _HINT, "close": _CLOSE}[sign.kind]
        pieces += [_OURS.sub("\ufffd", text[at : sign.start]), stand_in]
        at = sign.end
    pieces.append(_OURS.sub("\ufffd", text[at:]))
    html = render("".join(pieces))
    _check_whole(card, html)
    for pattern, entity in _BRACES:
        html = pattern.sub(entity, html)
    return _OURS.sub(lambda match: _sign(match[0]), html)


def _sign(stand_in: str) -> str:
    if stand_in in (_HINT, _CLOSE):
        return "::" if stand_in == _HINT else "}}"
    return f"{{{{c{ord(stand_in) - _OPEN}::"


def without_signs(text: str) -> str:
    """A formula without the stand-ins of deletions in it, and without hints: what its reader sees in the end."""
    return re.sub(f"{_HINT}[^{_CLOSE}]*|[{_OPENS}{_CLOSE}]", "", text)


def _check_whole(card: Card, html: str) -> None:
    """Raise DeckwrightError for a deletion that holds half of an element: Anki would tear it apart."""
    depths: list[int] = []
    depth = 0
    for match in re.finditer(f"{_TAG.pattern}|[{_OPENS}{_CLOSE}]", html):
        if match[2]:
            depth += 0 if match[2] in _VOID else -1 if match[1] else 1
            if depths and depth < depths[-1]:
                break
        elif match[0] != _CLOSE:
            depths.append(depth)
        elif depths.pop() != depth:
            break
    else:
        return
    raise _error(card, "a deletion begins in one block and ends in another", "both ends in one paragraph or item")


def _error(card: Card, problem: str, expected: str, line: int | None = None) -> DeckwrightError:
    return DeckwrightError(problem, file=card.file, line=line or card.line, expected=expected)

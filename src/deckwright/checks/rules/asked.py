"""Rules about choices and deletions: what a learner picks or fills in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from deckwright.checks.plain import texts
from deckwright.checks.rule import Found, rule
from deckwright.decks.deck import Deck
from deckwright.text import cloze
from deckwright.text.inline import TokenKind, tokens

_LETTER = re.compile(r"^\s*[(（]?[A-Za-z1-9][.)、）．:：]\s*")
_END = re.compile(r"[\s.。;；,，]+$")
_ASIAN = "\u3040-\u30ff\u3400-\u9fff"
_BESIDE_ASIAN = re.compile(rf"(?<=[{_ASIAN}])\s+(?=\w)|(?<=\w)\s+(?=[{_ASIAN}])")


@rule(
    "equal-choices",
    "warning",
    "two choices that are one and the same to a learner",
    example="- {question: Which?, kind: choice, choices: [{text: 12, correct: true}, {text: '12.'}]}",
)
def equal_choices(deck: Deck) -> Iterator[Found]:
    for card in deck.live():
        if card.note.kind != "choice":
            continue
        lettered = all(_LETTER.match(choice.text) for choice in card.note.choices)
        seen: dict[str, int] = {}
        for at, choice in enumerate(card.note.choices):
            shown = _shown(_LETTER.sub("", choice.text) if lettered else choice.text)
            if not _OF_WRITING.search(card.note.question):
                shown = _read(shown)
            if shown in seen:
                message = f"this choice is the same as {card.note.choices[seen[shown]].text!r}"
                yield Found(card, message, f"choices.{at}", 0, len(choice.text), "write another one")
            seen.setdefault(shown, at)


_OF_WRITING = re.compile(
    r"spell|writ|capital|case|digit|significan|precis|type|float|integer|format|notation|style"
    r"|写法|拼写|大写|小写|有效|精度|精确|类型|格式|形式|書き|表記|schreib|stellen|escrib",
    re.I,
)


def _read(shown: str) -> str:
    """A choice as it is read aloud: a number by its value, a word without its capital."""
    if re.fullmatch(r"[-+]?\d+[.]\d+", shown):
        return shown.rstrip("0").rstrip(".")
    return shown.casefold() if re.fullmatch(r"[A-Z]?[a-z]{3,}(?: [A-Z]?[a-z]+)*", shown) else shown


def _shown(text: str) -> str:
    """A choice without what makes no difference: widths of letters and digits, blanks beside Chinese, a full stop."""
    code = any(token.kind in (TokenKind.CODE, TokenKind.MATH) for token in tokens(text))
    bare = unicodedata.normalize("NFC", text) if code else re.sub(r"\*\*|__", "", unicodedata.normalize("NFC", text))
    narrow = "".join(
        unicodedata.normalize("NFKC", char) if "０" <= char <= "ｚ" and char.isalnum() else char for char in bare
    )
    return " ".join(_BESIDE_ASIAN.sub("", _END.sub("", narrow) or narrow).split())


_NEARLY = re.compile(
    r"\{\{\s*c\s*\d{0,4}\s*(?:::?|：：?)[^{}\n]*\}\}?|\{\{?\s*c\d{1,4}\s*(?:::?|：：?)[^{}\n]*\}|｛｛c\d+[:：]{1,2}[^｛｝\n]*｝｝|\{\{[^{}\n]{1,60}::[^{}\n]*\}\}|\{\{[^{}:\n]{1,60}\}\}|[\[(]{1,2}\s*c\d{1,4}\s*::[^\[\]()\n]*[\])]{1,2}"
)
_WHOLE = re.compile(r"\{\{c\d{1,4}::")


@rule(
    "cloze-syntax",
    "warning",
    "what was meant as a deletion and is none: one colon, no number, or in a note that is no cloze note",
    example="- {question: 'Paris lies on the {{c1:Seine}}.', kind: cloze}",
)
def cloze_syntax(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if "{" not in one.said and "｛" not in one.said and "::" not in one.said:
            continue
        asked = deck.has_deletions(one.card, one.key)
        for match in _NEARLY.finditer(one.said):
            whole = _WHOLE.match(match[0])
            if asked and whole and match[0].endswith("}}"):
                continue
            if not asked and not whole and not re.match(r"[{\[(]{2}\s*c\d", match[0]):
                continue
            message = f"{one.text[match.start() : match.end()]!r} is no deletion here"
            other = (
                "write the words alone"
                if one.card.fields is not None
                else "set `kind: cloze`, or write the words alone"
            )
            remedy = "write {{c1::answer}}" if asked else other
            yield Found(one.card, message, one.key, *match.span(), remedy)


@rule(
    "empty-cloze",
    "warning",
    "a deletion of nothing: there is nothing to recall",
    example="- {question: 'The longest river is {{c1::}}.', kind: cloze}",
)
def empty_cloze(deck: Deck) -> Iterator[Found]:
    for card in deck.live():
        if card.note.kind != "cloze":
            continue
        question = card.note.question
        try:
            signs = cloze.signs(question)
        except cloze.Unclosed:
            continue  # told as a note of which no card can be made
        for at, sign in enumerate(signs[:-1]):
            after = signs[at + 1]
            inner = question[sign.end : after.start]
            if sign.kind == "open" and after.kind != "open" and not re.sub(r"&nbsp;|[\s\u200b*_]|\.{3}|…", "", inner):
                yield Found(card, "the deletion is empty", "question", sign.start, after.end, "write what is asked for")

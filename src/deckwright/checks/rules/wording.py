"""Rules about punctuation, terms and odd characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from deckwright.cards.store import Card
from deckwright.checks.language import language_of
from deckwright.checks.plain import Text, notes, texts
from deckwright.checks.rule import Found, rule
from deckwright.checks.subjects import OF_ENCODINGS, OF_INVISIBLES, OF_PUNCTUATION, OF_WORDS
from deckwright.checks.tongues import SPACELESS
from deckwright.decks.deck import Deck
from deckwright.decks.prepare import texts_of
from deckwright.text.characters import letters_and_digits

_HAN = "\u3400-\u9fff\u3040-\u30ff"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
# A sign between Chinese words, with or without a blank behind it, or at the end of a line.
_HALF = re.compile(
    rf"(?:(?<=[{_HAN}）”』」》%])|(?<=[{_HAN}]\)))(?P<sign>[,;?!])(?P<gap>[ ]?)"
    rf"(?=[{_HAN}（“『「《\ufffcA-Za-z0-9]|\s*$|\n)"
    rf"|(?:(?<=[{_HAN}）”』」》])|(?<=[{_HAN}]\)))(?P<stop>\.)(?P<space>[ ]?)(?=[{_HAN}]|\s*$|\n)"
    rf"|(?<=[A-Za-z0-9%)\ufffc])(?P<latin>[,;?!])(?=[{_HAN}])",
    re.M,
)
_COLON = re.compile(
    rf"(?<![^\s，。；！？：、]{{12}})(?<=[{_HAN}]{{2}}):(?P<gap>[ ]?)(?=[{_HAN}]{{3}}|[{_HAN}]{{1,2}}、)"
)
_TOKEN = re.compile(r"[^\s，。；！？、“”「」（）]+")
_SYNTAX = re.compile(r"[@=<>/\\#_\[\]{}*|\"'`~^$]|[A-Za-z0-9]:|:.*:|:[A-Za-z0-9]")
_LAST = re.compile(r"(?<=[A-Za-z0-9%])[?!](?=\s*$|\n)")  # of a line with Chinese in it
_HAN_CHARACTER = re.compile(rf"[{_HAN}]")
_BRACKETS = re.compile(rf"(?<=[{_HAN}])(?P<gap> ?)\((?P<inner>[^()（）\n]*[{_HAN}][^()（）\n]*)\)")
_UNLIKE = re.compile(rf"（(?P<one>[^()（）\n]*)(?P<close>\))|(?P<open>\()(?P<other>[^()（）\n]*[{_HAN}][^()（）\n]*)）")
_GAP = re.compile(rf"(?<=[{_HAN}]{{2}}) (?=[{_HAN}]{{2}})")
_BEGUN = re.compile(rf"\s*(?:什么是|为什么|为何|如何|怎样|怎么|什麼是|為什麼) (?=[{_HAN}])(?=.*[？?]\s*$)")
"""A question with a blank behind the words that ask: those are no words set side by side on purpose."""
_HEADED = re.compile(r"第?[一二三四五六七八九十\d]+[章节回条课讲部卷篇]|[：:]")
_ODD = re.compile("\t|(?<![ \u3000])[ \u3000]++(?=\n|$)|[\u200b\u2060\ufeff\u00ad]")


@rule(
    "mixed-punctuation",
    "warning",
    "half-width punctuation, or a blank, between Chinese words",
    example="answer: 首先,它很快;其次,它很小.",
    mend="suggested",
)
def mixed_punctuation(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if not _HAN_CHARACTER.search(one.own) or OF_PUNCTUATION.search(whole_of(one.card)):
            continue
        fixed = one.card.note.kind == "qa"
        for start, end, full in sorted(set(_half_width(one.own))):
            line = _line_around(one.own, start)
            if _is_of_latin_words(line):
                continue
            half = one.text[start:end]
            what = f"write {full!r}" if full else "delete it"
            message = f"{half!r} among Chinese words"
            fix = full if fixed and not _ENUMERATED.fullmatch(line) else None
            yield Found(one.card, message, one.key, start, end, what, fix)


_ENUMERATED = re.compile(rf"\s*(?:[-*+] )?[\w{_HAN}]{{1,6}}(?:,[\w{_HAN}]{{1,6}}){{2,}}\s*")
"""Items with nothing but a comma between: a line of a sheet, or words that want another comma."""


def _line_around(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def _is_of_latin_words(line: str) -> bool:
    """Whether a line is prose of a language with blanks, in which some Chinese words are named."""
    return len(_LATIN_WORD.findall(line)) > 2 * len(_HAN_RUN.findall(line)) + 1 and language_of(line) not in SPACELESS


_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_HAN_RUN = re.compile(rf"[{_HAN}]+")


def _half_width(words: str) -> Iterator[tuple[int, int, str]]:
    for match in _HALF.finditer(words):
        sign = next(group for group in (match["sign"], match["stop"], match["latin"]) if group)
        if not _is_syntax(words, match.start(), sign):
            yield match.start(), match.end(), _FULL[sign]
    for match in _COLON.finditer(words):
        if not _is_syntax(words, match.start(), ":"):
            yield match.start(), match.end(), "："
    for match in _LAST.finditer(words):
        line = words.rfind("\n", 0, match.start()) + 1
        if len(_HAN_CHARACTER.findall(words, line, match.start())) > 1:
            yield match.start(), match.end(), _FULL[match[0]]
    for match in _BRACKETS.finditer(words):
        yield match.start(), match.start() + 1 + len(match["gap"]), "（"
        yield match.end() - 1, match.end(), "）"
    for match in _UNLIKE.finditer(words):
        at = match.start("close") if match["close"] else match.start("open")
        yield at, at + 1, "）" if match["close"] else "（"
    yield from _gaps(words)


def _gaps(words: str) -> Iterator[tuple[int, int, str]]:
    """A blank in a line of Chinese that has no other: where there are several, they part words on purpose."""
    for line in re.finditer(r"[^\n]+", words):
        if begun := _BEGUN.match(line[0]):
            for blank in re.finditer(rf"(?<=[{_HAN}]) (?=[{_HAN}])", line[0]):
                yield line.start() + blank.start(), line.start() + blank.end(), ""
            if begun:
                continue
        blanks = list(_GAP.finditer(words, line.start(), line.end()))
        if len(blanks) == 1 and not _HEADED.search(line[0]) and line[0].count(" ") == 1:
            before, after = words[line.start() : blanks[0].start()], words[blanks[0].end() : line.end()]
            if len(before) != len(after) and re.search("[，。？！；]", line[0]):
                yield *blanks[0].span(), ""


def _is_syntax(words: str, at: int, sign: str) -> bool:
    """Whether a sign belongs to what a machine reads: an option, a path, `a[行,列]`, `主机:路径`."""
    begin = max((match.start() for match in _TOKEN.finditer(words, max(at - 60, 0), at + 1)), default=at)
    token = _TOKEN.match(words, begin)
    whole = token[0] if token else ""
    if (
        sign in ",;"
        and re.search(r"[\[{<][^\]}>]*$", words[max(at - 40, 0) : at])
        and re.match(r"[^\[{<\n]*[\]}>]", words[at : at + 40])
    ):
        return True
    if sign == ":" and _SYNTAX.search(whole):
        return True
    return sign in ",;?!." and re.search(r"[@=<>/\\_]|\"|\.[A-Za-z][A-Za-z0-9]{1,4}$", whole) is not None


@rule(
    "glossary",
    "warning",
    "a term written otherwise than the project's `glossary:` has it",
    example="glossary: {梯度消失: [梯度弥散]}   # and an answer that says 梯度弥散",
    mend="suggested",
)
def glossary(deck: Deck) -> Iterator[Found]:
    terms = {other: term for term, others in deck.project.glossary.items() for other in others}
    if not terms:
        return
    longest = sorted((*terms, *deck.project.glossary), key=len, reverse=True)
    pattern = re.compile("|".join(map(_as_prose, longest)))
    for card, of in notes(deck):
        whole = "\n".join(one.text for one in of.values())
        for one in of.values():
            if one.key.startswith("choices"):
                continue  # a wrong way of writing may be the choice
            for match in pattern.finditer(one.own):
                term = terms.get(match[0])
                if term and not _is_the_subject(one, match, term, whole):
                    message = f"{match[0]!r} is {term!r} in the glossary"
                    yield Found(card, message, one.key, *match.span(), f"write {term!r}", term)


def _as_prose(term: str) -> str:
    """A term as a pattern; in Latin letters it is no part of a name, an option, a file or an address."""
    if not re.search(r"[A-Za-z0-9]", term):
        return rf"(?<![#@_/\\]){re.escape(term)}(?![_/\\=@#]\w|\.[A-Za-z]\w|\d)"
    return rf"(?<![\w./\\=@#:$%&+*<>(\[\"'-]){re.escape(term)}(?![\w/\\=@#:$%&+*<>(\[\"'-]|[.:]\w)"


def _is_the_subject(one: Text, match: re.Match[str], term: str, whole: str) -> bool:
    """Whether a note speaks of the word itself: beside its other name, in brackets or a title, in a deletion,
    or as the answer."""
    if term in whole or whole.count(match[0]) != one.text.count(match[0]):
        return True
    if OF_WORDS.search(whole):
        return True
    before, after = one.own[: match.start()], one.own[match.end() :]
    titled = re.search(r"(?<!\*)\*[^*\n]*$", before) and re.match(r"[^*\n]*\*(?!\*)", after)
    bracketed = re.search(r"[（(][^）)\n]{0,40}$", before) and re.match(r"[^（(\n]{0,40}[）)]", after)
    alone = one.key == "answer" and not letters_and_digits(before + after)
    deleted = before.rfind("{{") > before.rfind("}}")
    return bool(bracketed or alone or deleted or titled)


@rule(
    "untidy-text",
    "info",
    "tabs, blanks at line ends, invisible characters, letters that are not composed (NFC)",
    example='answer: "a\\tb"',
    mend="safe",
)
def untidy_text(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        about = not one.text.isascii() and _may_be_odd(one.text) and _speaks_of_signs(one)
        for match in _ODD.finditer(one.own):
            if _is_hard_break(one.text, match) or one.text[match.start() : match.end()] != match[0]:
                continue
            if match[0] in _INVISIBLE and (about or _belongs(one.own, match.start())):
                continue
            at_end = match[0] != "\t" or one.text[match.end() : match.end() + 1] in ("", "\n")
            remedy = "delete it" if at_end else "write blanks"
            yield Found(one.card, _named(match[0]), one.key, *match.span(), remedy, "" if at_end else None)
        for start, end, composed in () if about else _decomposed(one.own):
            yield Found(one.card, f"{composed!r} is not composed (NFC)", one.key, start, end, "compose it", composed)


_INVISIBLE = "\u200b\u2060\ufeff\u00ad"
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese, Khmer: an invisible blank parts their words."""


def _may_be_odd(text: str) -> bool:
    return any(char in text for char in _INVISIBLE) or not unicodedata.is_normalized("NFC", text)


def _speaks_of_signs(one: Text) -> bool:
    return bool(OF_INVISIBLES.search(whole_of(one.card)) or OF_ENCODINGS.search(one.text))


def _belongs(text: str, at: int) -> bool:
    """Whether an invisible character is one of a language, or half of one read in a wrong encoding (`Ã\xad`)."""
    beside = text[max(at - 1, 0) : at + 2]
    return bool(_WITHOUT_BLANKS.search(beside)) or re.match("[\u00c0-\u00f4]", beside) is not None


def whole_of(card: Card) -> str:
    return "\n".join(text for _, text in texts_of(card))


def _is_hard_break(text: str, match: re.Match[str]) -> bool:
    """Two blanks and more before another line: Markdown breaks the line there."""
    return match[0].startswith("  ") and bool(text[match.end() :].strip())


def _named(odd: str) -> str:
    if odd == "\t":
        return "a tab"
    if odd.strip(" \u3000"):
        return f"the invisible character U+{ord(odd):04X}"
    return "blanks at the end of the line"


def _decomposed(text: str) -> Iterator[tuple[int, int, str]]:
    if unicodedata.is_normalized("NFC", text):
        return
    for match in re.finditer(r".[\u0300-\u036f\u3099\u309a]+", text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            yield match.start(), match.end(), composed

"""Rules about what a card asks and tells: its language, its subject, whether it can be graded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from deckwright.checks.hollow import is_hollow
from deckwright.checks.language import is_latin, is_surely, language_of, tokens_of, unlike
from deckwright.checks.plain import BLOT, notes
from deckwright.checks.pointing import points_back
from deckwright.checks.rule import Found, rule
from deckwright.checks.subjects import DEFINES, OF_LANGUAGE, OF_WORDS
from deckwright.checks.tongues import SPACELESS, TONGUES, pattern, pieces, words
from deckwright.decks.deck import Deck
from deckwright.text.characters import letters_and_digits

LATIN_WORDS, ASIAN_CHARACTERS = 8, 12
"""Fewer words of an answer may be a name, a command, a term."""


@rule(
    "other-language",
    "warning",
    "an answer in another language than its question",
    example="- {question: What is the moon?, answer: Der Mond ist der einzige natürliche Begleiter der Erde.}",
)
def other_language(deck: Deck) -> Iterator[Found]:
    for card, texts in notes(deck):
        question, answer = texts.get("question"), texts.get("answer")
        if card.note.kind != "qa" or not question or not answer or OF_LANGUAGE.search(question.text):
            continue
        said = re.sub(r"\*[^*\n]+\*|^>.*$", " ", answer.own, flags=re.M)
        asked, told = question.language, language_of(said)
        if not asked or not told or asked == told or not _is_long(said, told):
            continue
        surely = is_surely(question.said, asked) and (not is_latin(asked) or len(tokens_of(question.said)) > 2)
        if surely and unlike(said, asked, told):
            remedy = "translate it, or ask in the language of the answer"
            message = f"the question is in {_NAMES.get(asked, asked)}, the answer in {_NAMES.get(told, told)}"
            yield Found(card, message, "answer", 0, len(answer.text.split("\n")[0]), remedy)


_NAMES = {
    "en": "English", "de": "German", "es": "Spanish", "fr": "French", "pt": "Portuguese", "it": "Italian",
    "ru": "Russian", "vi": "Vietnamese", "ko": "Korean", "zh": "Chinese", "ja": "Japanese",
}  # fmt: skip


def _is_long(text: str, language: str) -> bool:
    if language in SPACELESS:
        return len(letters_and_digits(text.replace(BLOT, ""))) >= ASIAN_CHARACTERS
    return len(tokens_of(text)) >= LATIN_WORDS


@rule(
    "no-subject",
    "warning",
    "a question that does not say what it is about: it stands alone on its card",
    example="- {question: What are its advantages?, answer: …}",
)
def no_subject(deck: Deck) -> Iterator[Found]:
    for card, texts in notes(deck):
        question = texts.get("question")
        if card.note.kind != "qa" or not question or BLOT in question.own or "\n" in question.text.strip():
            continue
        language = question.own_language or language_of(question.own + " " + (card.note.answer or ""))
        if language and (is_hollow(question.own, language) or _refers(question.own, language)):
            remedy = "name the thing that is asked about"
            yield Found(card, "the question does not say what it is about", "question", 0, len(question.text), remedy)


def _refers(question: str, language: str) -> bool:
    begins = TONGUES[language].refers and pattern("refers", language).match(question.strip())
    return bool(begins) or points_back(question, language)


@rule(
    "yes-no",
    "warning",
    "a question that is answered by yes or no alone: half of the guesses are right, and nothing is learnt",
    example="- {question: Is a whale a mammal?, answer: 'Yes.'}",
)
def yes_no(deck: Deck) -> Iterator[Found]:
    for card, texts in notes(deck):
        question, answer = texts.get("question"), texts.get("answer")
        if card.note.kind != "qa" or not question or not answer or len(answer.text) > 40 or BLOT in answer.own:
            continue
        language = question.language or language_of(f"{question.said} {answer.said}")
        if not language or _asks(question.own, language):
            continue
        if _only_affirms(answer.own, language) or _affirms_the_question(question.own, answer.own, language):
            remedy = "ask for the reason, or for the thing itself (which, why, when)"
            yield Found(card, "the answer is only a yes or a no", "answer", 0, len(answer.text), remedy)


def _only_affirms(answer: str, language: str) -> bool:
    if language in SPACELESS:
        parts = [part for part in re.split(r"[\s，,。.！!；;、]+", answer) if part]
        return 0 < len(parts) <= 3 and all(part in words("affirms", language) for part in parts)
    said = tokens_of(answer, 0)
    return 0 < len(said) <= 6 and all(word in words("affirms", language) for word in said)


_TRUTH = re.compile(r"\s*[（(]?\s*[×✗✘✕√✓✔☑☒○对错對錯TF]\s*[)）]?[.。]?\s*")
_OFFERS = re.compile(
    r"\b(?:or(?! not\b| false\b)|oder(?! nicht\b)|ou(?! non\b)|или)\b|(?<=\s)[oó]\s|还是|還是|それとも|또는", re.I
)


def _affirms_the_question(question: str, answer: str, language: str) -> bool:
    """Whether an answer says of what was asked that it is so or not, in the question's own words, and no more."""
    if _OFFERS.search(question):
        return False
    if _TRUTH.fullmatch(answer):
        return True
    if language in SPACELESS:
        return _denies_in_its_characters(question, answer, language)
    known = words("affirms", language) | words("small", language) | words("hedges", language)
    asked = set(tokens_of(question))
    said = tokens_of(answer)
    new = [word for word in said if word not in known and not any(_kin(word, other) for other in asked)]
    return 0 < len(said) <= 8 and all(_ADVERB.search(word) for word in new) and _is_put(question, language)


_ADVERB = re.compile(r"(?:ly|mente|ment)$")


def _is_put(question: str, language: str) -> bool:
    """Whether a question that asks with no such word as who is put as one, or as a sentence to be judged."""
    first = next(iter(tokens_of(question)), "")
    if language == "en":
        return first in words("small", "en") or first in ("true", "judge")
    return question.rstrip().endswith("?")


_POLAR = re.compile(r"[吗嗎]\s*[？?]|(.)[不没沒]\1|是否|能否|可否|有[没沒]有|^\s*判[断斷]|(?:です|ます|でしょう)か")


def _denies_in_its_characters(question: str, answer: str, language: str) -> bool:
    if not _POLAR.search(question):
        return False
    rest = pieces("affirms", language).sub(" ", answer)
    rest = pieces("hedges", language).sub(" ", rest) if words("hedges", language) else rest
    rest = re.sub("[不没沒是的了]", " ", rest)
    return all(part in question for part in re.split(r"\W+", rest))


def _asks(question: str, language: str) -> bool:
    if language in SPACELESS:
        found = pieces("asks", language).findall(question)
        return any(one not in ("几", "多少") for one in found)
    clause = question.strip("¿ ")
    return any(word in words("asks", language) for word in tokens_of(clause, 0)[:3] if word != "that")


@rule(
    "tautology",
    "warning",
    "an answer that explains a word by itself",
    example="- {question: What is a load balancer?, answer: A balancer of load.}",
)
def tautology(deck: Deck) -> Iterator[Found]:
    for card, texts in notes(deck):
        question, answer = texts.get("question"), texts.get("answer")
        if card.note.kind != "qa" or not question or not answer or BLOT in answer.own or len(answer.text) > 120:
            continue
        language = question.language or language_of(f"{question.said} {answer.said}")
        if not language or not (DEFINES.search(question.own) or not _WHICH.search(question.own)):
            continue
        if not OF_WORDS.search(question.own) and _says_nothing_new(question.text, answer.own, language):
            remedy = "explain it by other things"
            yield Found(card, "the answer says only what the question says", "answer", 0, len(answer.text), remedy)


_WHICH = re.compile(
    r"\b(?:which|who(?:se|m)?|where|or|oder|ou|o|wer|wo|welche\w*|quién|cuál|dónde|qui|quel\w*|où|или|кто)\b"
    r"|[哪谁誰选選几幾]|多少|还是|還是|[或和与與]|誰|どちら|どれ",
    re.I,
)
"""What picks one of things named in the question: its answer may well be words of the question."""


def _says_nothing_new(question: str, answer: str, language: str) -> bool:
    if language in SPACELESS:
        if any(one.isascii() and one.isalpha() for one in answer) and not question.isascii():
            answer = " ".join(one for one in answer.split())
        rest = pieces("kinds", language).sub("", answer)
        asked = set(letters_and_digits(question.casefold()))
        told = letters_and_digits(rest.casefold())
        return len(letters_and_digits(answer)) >= 4 and set(told) <= asked and bool(told)
    hollow = words("small", language) | words("kinds", language)
    asked_words = [word for word in tokens_of(question) if word not in words("small", language)]
    told_words = [word for word in tokens_of(answer) if word not in hollow]
    if len(tokens_of(answer, 0)) < 2 or not told_words:
        return False
    return all(any(_kin(word, other) for other in asked_words) for word in told_words)


def _kin(word: str, other: str) -> bool:
    """Whether two words are forms of one, or one is a part of the other (Zufallsgenerator, Zufall)."""
    if word == other:
        return True
    short, long = sorted((word, other), key=len)
    if len(short) >= 4 and short in long:
        return True
    common = SequenceMatcher(None, short, long, autojunk=False).find_longest_match().size
    return common >= 4 and common >= 0.7 * len(short)

"""Rules about answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.checks.language import language_of, tokens_of
from deckwright.checks.plain import BLOT, Text, notes
from deckwright.checks.rule import Found, rule
from deckwright.checks.subjects import OF_WORDS
from deckwright.checks.tongues import SPACELESS, pieces, words
from deckwright.decks.deck import Deck
from deckwright.text.characters import as_word, is_cjk, letters_and_digits
from deckwright.text.inline import TokenKind

LONGEST = 800
"""Characters of Chinese, or as much as they say in other scripts (a word counts for two)."""

_CONTENT = (TokenKind.CODE, TokenKind.MATH, TokenKind.DISPLAY_MATH, TokenKind.IMAGE)
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")


_NOTHING = re.compile(
    r"(?:&nbsp;|&#160;|[\s\u00a0\u200b…·•。]|\.(?=\.)|(?<=\.)\.|-(?=-)|(?<=-)-|[—–_])+|[?？]{2,}|<br ?/?>|<!--.*?-->",
    re.I,
)
_OFFERS = re.compile(r"\b(?:or|oder|ou|o|или|hay)\b|还是|還是|或|か、|それとも|또는", re.I)


@rule(
    "no-answer",
    "warning",
    "a question without an answer; it is not packed",
    example="- question: What is dropout?",
)
def no_answer(deck: Deck) -> Iterator[Found]:
    for card in deck.live():
        answer = card.note.answer
        if not card.note.answered:
            remedy = "mark the right choices, or write an answer" if card.note.choices else "write an answer"
            yield Found(card, "the question has no answer, and is not packed", "question", remedy=remedy)
        elif card.note.kind == "qa" and answer and _shows_nothing(answer, card.note.question):
            yield Found(card, "the answer shows nothing", "answer", 0, len(answer), "write an answer")


_FORMAL = re.compile(r"</?(?:p|div|span|b|i|u|em|strong|font|ul|ol|li)\b[^<>]*>|^\s*(?:```|~~~)\w*\s*$", re.I | re.M)
_NO_WORD = re.compile(r"[（(【\[]?(?:n/?a|[略无無]|暂无|暫無|なし|nil|keine?|nada)[)）\]】]?[.。]?", re.I)
_SIGN = re.compile(
    r"\b(?:sign|symbol|operator|character|mark|key|glyph|punctuation|letter|prefix|stand|abbrev\w*|opposite|antonym|"
    r"zeichen|signo|signe|return)\w*\b"
    r"|[号號符]|标点|標點|运算|前缀|反义|反義|意思|返回|多少|几|有无|是否|[吗嗎]|対義|記号",
    re.I,
)


def _shows_nothing(answer: str, question: str) -> bool:
    """Whether an answer has no word: markup around nothing, a dash, `n/a`, where no sign or such word is asked for."""
    if not _NOTHING.sub("", answer):
        return True
    bare = _FORMAL.sub("", answer).strip()
    return not bare or (bool(_NO_WORD.fullmatch(bare) or bare in ("-", "/")) and not _SIGN.search(question))


@rule(
    "answer-repeats-question",
    "warning",
    "an answer that says what the question says, and no more, or begins by it",
    example="- {question: What is a GAN?, answer: What is a GAN}",
)
def answer_repeats_question(deck: Deck) -> Iterator[Found]:
    for card, of in notes(deck):
        if card.note.kind != "qa" or "question" not in of or "answer" not in of:
            continue
        question = letters_and_digits(of["question"].text.casefold())
        unquoted = letters_and_digits(of["question"].own.casefold())
        answer = letters_and_digits(of["answer"].text.casefold())
        head, _, rest = of["answer"].text.strip().partition("\n")
        if not answer or not question or _is_word(of["question"].text):
            continue
        part = (
            len(answer) > 4
            and _is_part(of["answer"].text, of["question"].own)
            and not _OFFERS.search(of["question"].own)
        )
        if answer == question or (part and 2 * len(answer) > len(unquoted)):
            message = "the answer only repeats the question"
        elif rest.strip() and len(question) > 4 and letters_and_digits(head.casefold()) == question:
            message = "the answer begins with the question"
        else:
            continue
        yield Found(card, message, "answer", remedy="write what the learner is to know")


def _is_word(question: str) -> bool:
    """One or two words that ask nothing: of a card of vocabulary, where both languages may have the same."""
    return len(question.split()) < 3 and not question.rstrip().endswith("?") and not is_cjk(question.strip()[0])


def _is_part(answer: str, question: str) -> bool:
    """Whether whole words of a question, or characters of one written without blanks, are the answer."""
    if len(answer) > 2 * len(question):
        return False
    part, whole = (re.sub(r"\W+", " ", one.casefold()).strip() for one in (answer, question))
    return part in whole and re.search(as_word(part), whole) is not None


@rule(
    "answer-only-link",
    "warning",
    "an answer that only says where the answer stands: a learner cannot review what is elsewhere",
    example="- {question: What is a GAN?, answer: https://example.org/gan}",
)
def answer_only_link(deck: Deck) -> Iterator[Found]:
    for card, of in notes(deck):
        question, answer = of.get("question"), of.get("answer")
        if card.note.kind != "qa" or not question or not answer or not _points(answer, question):
            continue
        if _wants_address(question.own) or not _only_leads(question.text, answer):
            continue
        remedy = "write what stands there in a few words; the link can go into `extra`"
        yield Found(card, "the answer is only a link", "answer", 0, len(answer.text.split("\n")[0]), remedy)


def _points(answer: Text, question: Text) -> bool:
    if any(one.kind in (TokenKind.URL, TokenKind.LINK_OPEN) for one in answer.tokens) or "www." in answer.text:
        return True
    return (
        len(answer.text) <= MOST_REFERRING
        and bool(_REFERS.fullmatch(answer.own))
        and not (OF_WORDS.search(question.text) or _WHERE.search(question.own))
    )


MOST_REFERRING = 140
"""Characters of an answer that only names where it stands; a longer one says something."""
_REFERS = re.compile(
    r"\s*[（(]?\s*(?:(?:please )?(?:see|cf\.?|refer to|consult|look (?:it )?up in)\s(?=[^.\n]*\b"
    r"(?:sections?|chapters?|pages?|papers?|articles?|books?|docs|documentation|manual|slides?|lectures?|notes|appendix|wiki\w*|above|below)\b)[^.\n]{1,80}"
    r"(?:\.\d+[^.\n]{0,60})?"
    r"|(?:siehe|vgl\.?)\s(?=[^.\n]*\b(?:Abschnitt|Kapitel|Seite|Buch|Handbuch|Dokumentation|Folien?|Skript|Anhang|oben|unten)\b)[^.\n]{1,80}"
    r"|(?:véase|ver|consulta|consulte)\s(?=[^.\n]*\b(?:sección|capítulo|página|libro|manual|documentación|apéndice)\b)[^.\n]{1,80}"
    r"|(?:voir|cf\.?)\s(?=[^.\n]*\b(?:section|chapitre|page|livre|manuel|documentation|annexe)\b)[^.\n]{1,80}"
    r"|(?:请|請)?(?:详见|詳見|参见|參見|见|見|请看|参考|參考|参阅|參閱|参照|查阅|请查阅)(?=[^。\n]*(?:文档|文檔|官网|手册|手冊|教材|课本|"
    r"章|节|節|页|頁|书|書|论文|論文|附录|附錄|讲义|資料|资料|上文|下文|前文))[^。，,\n]{1,30}"
    r"|[^。\n]{1,30}(?:を|も)(?:参照|見よ|ご覧)[^。\n]{0,8})\s*[)）]?[.。！!]?\s*",
    re.I,
)
"""An answer that only names where it stands: a part of a book, a manual."""
_WHERE = re.compile(r"\bwhere\b|哪[里裡儿兒]|何处|何處|どこ|\bwo\b|\bdónde\b|\boù\b", re.I)


def _wants_address(question: str) -> bool:
    language = language_of(question) or "en"
    if language in SPACELESS:
        return bool(pieces("places", language).search(question))
    return any(word in words("places", language) for word in tokens_of(question))


FEW = 2
"""So many words that only describe what a link leads to may stand beside those that lead there."""
_CLAUSE = re.compile(r"[.,;:。，；：!！\n—]+")


def _only_leads(question: str, answer: Text) -> bool:
    """Whether an answer without its links has only clauses that lead to them, and the words of the question."""
    rest = _outside_links(answer)
    if rest is None or (not letters_and_digits(rest) and _is_named_by_link(question, answer)):
        return False
    language = language_of(rest) or language_of(question) or "en"
    return all(_leads(clause, question, language) for clause in _CLAUSE.split(rest))


def _leads(clause: str, question: str, language: str) -> bool:
    if language in SPACELESS:
        clause = re.sub(r"《[^》\n]*》|[0-9]+", "", clause)
        rest = letters_and_digits(pieces("leads", language).sub("", clause))
        return all(char in question for char in rest) or (len(rest) <= FEW and len(rest) < len(clause) / 2)
    known = words("leads", language) | words("leads", "en")
    small, asked, said = words("small", language), set(tokens_of(question)), tokens_of(clause, 2)
    asked_names = _NAME.findall(question)
    new = [word for word in said if word not in known and word not in small and word not in asked]
    if not any(word in known for word in said) and _NAME.search(clause) and _NAME.findall(clause) != asked_names:
        return False
    return not new or (len(new) <= FEW and any(word in known for word in said) and not _ASSERTS.search(clause))


_NAME = re.compile(r"(?<!\w)(?:[^\W\d_]+\d\w*|[B-HJ-Z](?!\w)[+#]*)")
"""A name that is no word: VP9, C, H2."""
_ASSERTS = re.compile(r"\b(?:is|are|was|were|means|runs|ist|sind|es|son|est|sont)\b", re.I)
_ASKS_NAME = re.compile(
    r"\b(?:who(?:se|m)?|which|what(?:'s| is) the (?:name|title)|wer|welche\w*|quién|qui|quel\w*)\b"
    r"|[哪谁誰]|何という|誰",
    re.I,
)


def _is_named_by_link(question: str, answer: Text) -> bool:
    """Whether the words of a link are a name that was asked for, and so the answer."""
    return bool(_ASKS_NAME.search(question)) and "](" in answer.text


def _outside_links(answer: Text) -> str | None:
    """The words outside of links; None where code, a formula or a picture is part of the answer."""
    if answer.code:
        return None
    text = answer.said.replace(BLOT, " ")
    inside = [(opening.start, end) for opening, end in answer.links]
    for token in answer.tokens:
        if token.kind in _CONTENT and not any(start < token.start < end for start, end in inside):
            return None
    for start, end in inside:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@rule(
    "answer-too-long",
    "warning",
    "an answer too long for a card: what is more than a screen is not recalled but read",
    example="- question: What is deep learning?\n  answer: (nine hundred characters of Chinese, or 450 words)",
)
def answer_too_long(deck: Deck) -> Iterator[Found]:
    for card, of in notes(deck):
        size = reading_size(of["answer"]) if "answer" in of and len(of["answer"].text) > LONGEST else 0
        if size > LONGEST:
            remedy = "split it into notes that ask one thing each (`split_from`), or leave out what is not asked"
            yield Found(
                card, f"the answer is {size} characters long; a card has {LONGEST} at most", "answer", remedy=remedy
            )


def reading_size(text: Text) -> int:
    """How much there is to read: characters of Chinese, two for a word of other scripts; no code, no formulas."""
    said = text.words.words()
    bare = letters_and_digits(said)
    return sum(map(is_cjk, bare)) + 2 * sum(
        not is_cjk(word[0]) for word in _LATIN_WORD.findall(re.sub(r"[\u3040-\u9fff]", " ", said))
    )

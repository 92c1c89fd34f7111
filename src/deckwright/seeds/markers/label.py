"""Labels before a question's words: `12.`, `1.12`, `（3）`, `Q12：`, `第3题`, `问：`."""

from __future__ import annotations

import re

# The words for "question" before a number or a colon. One letter needs the colon, or "Q1" the number.
WORDS = r"question|q|题目|问题|问|pregunta|frage|pergunta|domanda|вопрос|質問|問|题|질문|문제"
QUESTION = re.compile(
    rf"(?:(?:{WORDS})[ \t]*(?P<number>\d{{1,4}})?[ \t]*[:：.、．)）]"
    r"|第[ \t]*(?P<ordinal>\d{1,4})[ \t]*[题題问問][:：.、．]?)[ \t]*",
    re.I,
)
ANSWER = re.compile(
    r"(?:(?:correct |right )?answers?|ans|a|正确答案|答案|参考答案|答|解答|回答|"
    r"respuesta|antwort|réponse|resposta|risposta|ответ|답|回答|odpowiedź|svar)[ \t]*[:：][ \t]*",
    re.I,
)
FOLDED_ANSWER = re.compile(
    r"\s*(?:<details\b[^<>]*>\s*)?<summary\b[^<>]*>\s*(?:<(?:b|strong|i|em)>\s*)?"
    r"(?:(?:view|show|see|click|toggle|reveal)\b[^<>]{0,20})?"
    r"(?:answers?|solutions?|explanation|答案|参考答案|查看答案|点击查看答案|解答|解析|ответ|respuesta|réponse|antwort)"
    r"[^<>\n]{0,12}(?:</(?:b|strong|i|em)>\s*)?</summary>(?:\s*<br\s*/?>)*",
    re.I,
)
DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,5})(?![\d.]{0,9}%)[.、:：]?[ \t\u3000]*(?=[^\s\d.])")
NUMBER = re.compile(
    r"(?:(?P<dot>\d{1,4})[.、．)）:：](?![\d.])|[(（](?P<wrap>\d{1,4})[)）][.、．]?|(?P<bare>\d{1,4})(?=[ \t]+\S))"
    r"[ \t\u3000\u00a0]*"
)
EMPHASIS = re.compile(r"[*_]{1,5}")


def dotted_number(text: str, at: int, end: int) -> tuple[tuple[int, ...], int] | None:
    """`1.12` at an index -> (1, 12) and the index after it."""
    if match := DOTTED.match(text, at, end):
        return tuple(int(part) for part in match[1].split(".")), match.end()
    return None


def strip_label(text: str, at: int, end: int) -> tuple[tuple[int, ...], int]:
    """The number of a label at an index, and where the words begin; () and the index where there is no label.

    Emphasis may stand before the label (`**Q1:** …`); where no label follows it, it belongs to the words.
    """
    start = at
    if match := EMPHASIS.match(text, at, end):
        start = match.end()
    if match := QUESTION.match(text, start, end):
        number = match["number"] or match["ordinal"]
        return ((int(number),) if number else ()), match.end()
    if found := dotted_number(text, start, end):
        return found
    if (match := NUMBER.match(text, start, end)) and match.end() < end:
        return (int(match["dot"] or match["wrap"] or match["bare"]),), match.end()
    return (), at

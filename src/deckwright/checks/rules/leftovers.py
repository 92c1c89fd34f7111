"""Rules about what the making of a document left behind: labels, reminders, pictures that did not come along."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from deckwright.checks.hollow import is_hollow
from deckwright.checks.language import language_of, tokens_of
from deckwright.checks.plain import BLOT, Text, notes, texts
from deckwright.checks.rule import Found, rule
from deckwright.checks.subjects import FILLER, LABELS, REMINDER
from deckwright.checks.tongues import SPACELESS, pattern, words
from deckwright.decks.deck import Deck
from deckwright.decks.media.look import SOUNDS
from deckwright.seeds.vocabulary import LANGUAGES, alternatives
from deckwright.text.inline import TokenKind

_HAN_NUMBER = "[一二三四五六七八九十百]{1,4}"
_KIND = (
    r"[【\[（(](?:单选|多选|判断|填空|简答|名词解释|问答|论述|计算|选择|單選|多選|是非)(?:题|題)?[】\]）)]"
    r"|[（(]\s*\d{1,3}\s*(?:分|points?|pts?|marks?|Punkte?|puntos?|点|점)\s*[）)]"
)
_YEAR = r"[【\[（(]\s*(?:19|20)\d\d\s*年?[^】\])）\n]{0,12}(?:[题題卷考]|真题|exam|paper)\s*[】\])）]"
_COUNT = r"\s*(?:(?:no\.?|nr\.?|n[º°]|#|第)?\s*\d{1,4}|[一二三四五六七八九十]{1,3})?"


@cache
def _labels(field: str) -> re.Pattern[str]:
    """A label at the head of a text: `Q17: `, `【参考答案】`, `Frage 8: `. Words with blanks in them count as well."""
    rows = [*(getattr(row, field) for row in LANGUAGES.values()), LABELS[field]]
    said = sorted({part for row in rows for part in alternatives(row)}, key=len, reverse=True)
    word = "|".join(said)
    bracket = rf"[【\[（(]\s*(?:{word}){_COUNT}\s*[】\])）]\s*[:：]?"
    plain = rf"(?:{word})[.\s]?{_COUNT}\s*[:：](?![:/\\)）])"
    counted = (
        rf"(?:第\s*(?:\d{{1,4}}|{_HAN_NUMBER})\s*[题題问問](?:\s*[:：、.．。)）])?(?![,，的是])|(?:{word})\s*(?:no\.?|nr\.?|n[º°]|#)?\s*\d{{1,4}}(?:\.\d{{1,3}})*"
        rf"(?:\s*[.)、．]\s*[-–—]?|\s*[-–—](?=\s)|\u3000))"
    )
    abbreviated = r"(?:q|ans|sol)\.(?=\s+\w)" if field == "question" else r"(?:ans|sol|rpta|lsg)\.(?=\s+\w)"
    return re.compile(rf"(?:\*\*|__)?(?:{_KIND}|{_YEAR}|{bracket}|{plain}|{counted}|{abbreviated})", re.I)


@rule(
    "left-over-label",
    "warning",
    "a label that the document had and the card needs not: `Q17:`, `Answer:`, `【单选题】`",
    example="- {question: 'Q17: What is a GAN?', answer: …}",
    mend="suggested",
)
def left_over_label(deck: Deck) -> Iterator[Found]:
    found = [(one, end) for _, of in notes(deck) for one, end in _labelled(of)]
    of_field = Counter((one.card.file, one.key) for one, _ in found)
    for one, stop in found:
        end = stop + len(one.text[stop:]) - len(one.text[stop:].lstrip(" 　"))
        label = one.text[:stop]
        sure = of_field[one.card.file, one.key] > 1 or _SAYS_NOTHING.match(label)
        fix = "" if sure and not label.startswith(("*", "_")) else None
        yield Found(one.card, f"the label {label!r} was left", one.key, 0, end, "delete it", fix)


_SAYS_NOTHING = re.compile(r"第\s*\S{1,4}\s*[题題问問]|[【\[（(]|(?:question|frage|pregunta|问题|問題|题目)\s*\d", re.I)
"""What no text begins with for its own sake. Of other labels one alone may be words of the note: Q3, Answer."""


def _labelled(of: dict[str, Text]) -> Iterator[tuple[Text, int]]:
    """The texts of a note that begin with a label, and where it ends."""
    for key in ("question", "answer"):
        one = of.get(key)
        match = (_labels(key).match(one.own) or _number(one)) if one else None
        if not one or not match or not one.own[match.end() :].strip(BLOT + " \n"):
            continue
        dialogue = match[0].strip("*_:： ").casefold() == "a" and _is_dialogue(one.own)
        if not dialogue and not _speaks_of_it(one, of, match.end()) and not _is_named(one, of, match.end()):
            yield one, match.end()


_ORDINALS = (
    "first|erste|primer|premier|第一", "second|zweite|segund|deuxième|第二", "third|dritte|tercer|troisième|第三",
    "fourth|vierte|cuart|quatrième|第四", "fifth|fünfte|quint|cinquième|第五", "sixth|sechste|sext|sixième|第六",
    "seventh|siebte|séptim|septième|第七", "eighth|achte|octav|huitième|第八", "ninth|neunte|noven|neuvième|第九",
    "tenth|zehnte|décim|dixième|第十",
)  # fmt: skip


def _is_named(one: Text, of: dict[str, Text], end: int) -> bool:
    """Whether a label is the thing that the note is about: it has a number that returns, or nothing else is named."""
    number = re.search(r"\d{1,4}(?:\.\d{1,3})*", one.own[:end])
    rest = one.own[end:]
    if not number:
        return False
    at = int(number[0]) - 1 if number[0].isdigit() else len(_ORDINALS)
    if 0 <= at < len(_ORDINALS) and re.search(_ORDINALS[at], rest, re.I):
        return True
    name = re.search(r"[A-Za-z]+\s*$", one.own[: number.start()])
    thing = re.escape((name[0] if name and len(name[0].strip()) == 1 else "") + number[0])
    others = [other.own for key, other in of.items() if key != one.key] if name and len(name[0].strip()) == 1 else []
    if any(re.search(rf"(?<!\w){thing}(?!\w)", text) for text in (rest, *others)):
        return True
    language = language_of(rest) or one.language
    return one.key == "question" and language is not None and is_hollow(rest, language)


_NUMBER = re.compile(
    rf"(?:\d{{1,3}}(?:[.)]\s+|[、．）]\s*)|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?\s+|[（(](?:\d{{1,3}}|{_HAN_NUMBER})[)）]\s*|{_HAN_NUMBER}、\s*)(?=[^\W\d])"
)


def _number(one: Text) -> re.Match[str] | None:
    """A number at the head of a question: `3. What is…`, where what follows asks."""
    match = _NUMBER.match(one.own) if one.key == "question" else None
    if match and (number := re.search(r"\d[\d.]*\d", match[0])) and number[0] in one.own[match.end() :]:
        return None  # 3.11 what changed in Python 3.11?
    rest = one.own[match.end() :] if match else ""
    language = language_of(rest)
    if not match or language is None:
        return None
    if language in SPACELESS and "." in match[0].strip(". ") and not _ASKING.match(rest):
        return None  # 1.5 倍
    if language in SPACELESS:
        return None if re.match(r"[^，。？]{0,4}[、与和及]\s*\d", rest) else match
    return match if any(word in words("asks", language) for word in tokens_of(rest)[:1]) else None


_ASKING = re.compile(
    "什么|什麼|为[什何]|為[什何]|如何|怎|简述|簡述|请|請|哪|何|试|試|谈|談|解释|解釋|说明|說明|なぜ|どの|どう"
)


_NAMES_ITSELF = re.compile(r"[A-Za-z]\d*\s*[:：]|\W*(?:ans|sol)?[^\W\d_]+\s*[:：]")


_PERSONAL = frozenset(["it", "its", "they", "their", "er", "sie", "es", "ihn", "ihr", "ella", "él", "elle", "il"])
"""Behind a word such as Answer they stand for what the question names."""


def _speaks_of_it(one: Text, of: dict[str, Text], end: int) -> bool:
    """Whether what follows a label refers to it: `Q10: what is this coenzyme also called?`"""
    rest = one.own[end : end + 40].casefold()
    language = one.own_language
    if language is None:
        return False
    if not _NAMES_ITSELF.match(one.own):
        return False
    worded = one.key == "answer" and re.match(r"[^\W\d_]{3,}\s*[:：]", one.own)
    back = words("back", language) - (_PERSONAL if worded else frozenset())
    pieces = [word for word in back if word in rest] if language in SPACELESS else []
    head = re.findall(r"[^\W\d_]+", rest)[: 2 if one.key == "answer" else 6]
    asked = of["question"].text.strip()[: len(one.text[:end])] if one.key == "answer" and "question" in of else ""
    return bool(pieces) or any(word in back for word in head) or asked == one.text[:end]


def _is_dialogue(text: str) -> bool:
    return re.search(r"(?<!\w)B\s*[:：]", text) is not None


@cache
def _missing() -> re.Pattern[str]:
    """What documents write where an answer is to come, alone."""
    said = "|".join(row.missing for row in LANGUAGES.values() if row.missing)
    return re.compile(rf"[\W_]*(?:{said})[\W_]*", re.I)


@rule(
    "placeholder",
    "warning",
    "a reminder or a filler where words were still to come: TODO, 待补充, Lorem ipsum",
    example="- {question: What is a GAN?, answer: 'TODO: look it up'}",
)
def placeholder(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        match = REMINDER.search(one.own) or FILLER.search(one.own) or _missing().fullmatch(one.own)
        if match and not (one.key == "question" and match.end() < len(one.own) * 0.6 and _asks_about(one.own)):
            said = match[0].strip()
            start = match.end() - len(match[0].lstrip())
            remedy = "write what is missing, or set `skip: true` until then"
            yield Found(one.card, f"{said!r} stands for something missing", one.key, start, match.end(), remedy)


def _asks_about(text: str) -> bool:
    return re.search(r"[?？]\s*$", text) is not None


@rule(
    "figure-missing",
    "warning",
    "words that point to a picture or a table that the note has not",
    example="- {question: Which bone is labelled B in the diagram?, answer: The femur.}",
)
def figure_missing(deck: Deck) -> Iterator[Found]:
    for card, of in notes(deck):
        whole = "\n".join(one.text for one in of.values())
        pictured = "![" in whole or "<img" in whole.casefold() or "<svg" in whole
        drawn = pictured or any(one.code for one in of.values())
        tabled = pictured or "|---" in whole.replace(" ", "").replace(":", "") or "<table" in whole or drawn
        for one in of.values():
            language = one.language
            known = (language,) if language else ()
            found = None if drawn else pattern("pictures", *known).search(one.own)
            found = found or (None if tabled else pattern("tables", *known).search(one.own))
            if found and not _is_there(one, of, found[0]):
                remedy = "put the picture or the table there, or say it without"
                message = f"{one.text[found.start() : found.end()]!r} points to what is not there"
                yield Found(card, message, one.key, *found.span(), remedy)
                break


_OF_CODE = re.compile(r"代码|代碼|程序|程式|コード|プログラム|코드|\bcode|snippet|program|código|кода?\b", re.I)
_OF_FORMULA = re.compile(r"公式|方程|式子|数式|equation|formula|gleichung|ecuación|équation", re.I)
_OF_WORDS_SHOWN = re.compile(
    r"短文|材料|句子|例子|文章|文\b|passage|excerpt|sentence|poem|text|example|problem|sequence|data|satz|frase|phrase",
    re.I,
)
LEAST_SHOWN = 12
"""Characters of a quotation, or behind a colon: so many may be the passage that is spoken of."""


def _is_there(one: Text, of: dict[str, Text], named: str) -> bool:
    """Whether what words point to stands in the note as code, a formula, a quotation."""
    kinds = {token.kind for other in of.values() for token in other.tokens}
    if _OF_CODE.search(named):
        return TokenKind.CODE in kinds
    if _OF_FORMULA.search(named):
        return not kinds.isdisjoint((TokenKind.MATH, TokenKind.DISPLAY_MATH))
    if _OF_WORDS_SHOWN.search(named):
        behind = re.search(rf"[:：\n]\s*[^\n]{{{LEAST_SHOWN},}}", one.text[one.own.find(named) :])
        return one.own.count(BLOT) - one.said.count(BLOT) >= LEAST_SHOWN or behind is not None
    return False


@rule(
    "image-without-text",
    "warning",
    "a picture without alternative text: who cannot see it learns nothing of it",
    example="answer: '![](map.png)'",
)
def image_without_text(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if "![" not in one.text and "<" not in one.text:
            continue
        for token in one.tokens:
            if (token.target or "").casefold().endswith(SOUNDS):
                continue
            bare = token.kind is TokenKind.IMAGE and _says_nothing(token.value, token.target)
            whole = one.text[token.start : token.end]
            if token.kind is TokenKind.TAG and whole[:4].casefold() == "<img":
                bare = not re.search(r"""\balt\s*=\s*(?:"\s*[^"\s]|'\s*[^'\s]|[^\s"'>])""", whole, re.I)
            if bare:
                remedy = "say between the brackets what it shows"
                yield Found(one.card, "the picture has no alternative text", one.key, token.start, token.end, remedy)


_ANY_PICTURE = re.compile(
    r"(?:an? |the )?(?:image|img|picture|photo|pic|figure|screenshot|untitled|alt(?: text)?|bild|imagen|"
    r"图片?|图像|圖片|插图|截图|"
    r"在?(?:这里|此处)插入图片(?:描述)?|图片描述|请输入图片描述|画像|이미지)[ _-]*\d*(?:\.(?:png|jpe?g|gif|svg|webp))?",
    re.I,
)


def _says_nothing(caption: str, address: str) -> bool:
    """Whether a caption is none: empty, the name of the file, or that it is a picture."""
    said = caption.strip()
    name = address.rsplit("/", 1)[-1]
    if _ANY_PICTURE.fullmatch(said):
        return True
    return " " not in said and said in ("", name, name.rsplit(".", 1)[0])

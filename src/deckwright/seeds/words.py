"""Words that make a line read like a question, and words for levels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from deckwright.seeds.vocabulary import level_words, words

_ASKS = re.compile(
    r"什么|什麽|什麼|甚麼|为何|為何|何为|何謂|如何|怎么|怎麼|怎样|怎樣|怎被|哪些|哪个|哪個|哪种|哪種|哪里|哪裡|多少|几种|幾種|"
    r"是否|能否|可否|有没有|有沒有|吗|嗎|呢|区别|區別|差别|差別|联系|优缺点|優缺點|作用|原理|好处|"
    r"\b(?:what|how|why|when|which|who|whom|whose|where|difference)\b|"
    r"\b(?:qué|cómo|cuál|cuáles|cuándo|dónde|por qué|was|wie|warum|welche[rs]?|wann|wozu|worin|unterschied|"
    r"qu'est-ce|quels?|quelles?|pourquoi|comment|quand|o que|quais|qual|quando|come|perché|quali|"
    r"что|как|почему|какие|какой|какая|каков[аоы]?|зачем|когда|где|чем|сколько|що|чому|який|які|"
    r"czym|jaki[e]?|dlaczego|jak|co to|wat|hoe|waarom|welke|nedir|neden|nasıl|hangi|"
    r"là gì|tại sao|như thế nào|apa|bagaimana|mengapa)\b|"
    r"ですか|ますか|とは|なぜ|どのよう|どう|何を|違い|무엇|어떻게|왜|차이|인가요|나요|"
    r"(?:^|\s)(?:ما|كيف|لماذا|متى|هل|أين)\s|क्या|कैसे|क्यों",
    re.I,
)
_TELLS = re.compile(
    r"(?:请|請|解释|解釋|介绍|介紹|简述|簡述|说说|說說|说一?下|说一些|谈谈|談談|讲讲|讲一?下|比较|比較|对比|推导|证明|列举|列舉|描述|阐述|写出|手写|"
    r"实现|设计|举例|简单介绍|分析|怎|(?:explain|describe|define|compare|list|name|give|discuss|derive|prove|implement|"
    r"design|write|is|are|was|were|do|does|did|can|could|should|would|will|has|have|"
    r"назовите|приведите|опишите|объясните|расскажите|explica|explique|describe|describa|enumere|liste|"
    r"erkläre|erklären|nenne|nennen|beschreibe|beschreiben|expliquez|décrivez|citez|donnez|spiega|descrivi|elenca|"
    r"wyjaśnij|opisz|wymień|açıklayınız|jelaskan|sebutkan)\b)",
    re.I,
)
_ANSWERS = re.compile(rf"(?:{words('answer', 'explained')})\s*(?:[:：]|$)", re.I)
QUESTION_MARKS = ("?", "？", "؟", "՞", "⸮", "‽", "?!", "？！", "?！")
_CLOSERS = " \t*_`\"'”’）)】]」』~\u200d\ufe0f"
_SENTENCE_END = "。；;.!！"


def asks(text: str) -> bool:
    """Whether a text ends in a question mark, but for closing quotes, emphasis and signs."""
    bare = text.rstrip(_CLOSERS)
    while bare and unicodedata.category(bare[-1]) in ("So", "Sk", "Cn"):
        bare = bare[:-1].rstrip(_CLOSERS)
    return bare.endswith(QUESTION_MARKS)


def names_answer(text: str) -> bool:
    """Whether a line is a label for an answer: `Answer: D`, `答案`, `Solution`."""
    return _ANSWERS.match(text.strip(" \t*_#`")) is not None


# What the sections of articles and manuals are called, and never a question.
_SECTIONS = re.compile(
    r"(?:introduction|overview|preface|foreword|about|background|motivation|summary|conclusions?|references?|"
    r"further reading|(?:quick|getting) ?start(?:ed)?|install(?:ation|ing)?|usage|examples?|prerequisites?|"
    r"requirements?|setup|features?|configuration|options|api|documentation|contribut(?:ing|ors?|ions?)|licen[cs]e|credits?|"
    r"acknowledge?ments?|authors?|maintainers?|sponsors?|support|community|changelog|change log|release notes|"
    r"unreleased|"
    r"table of contents|contents|toc|notes?|resources?|links|see also|faqs?|appendix|bibliography|glossary|index|"
    r"目录|目錄|前言|简介|簡介|介绍|概述|引言|背景|总结|總結|小结|结语|参考(?:资料|文献|链接)?|參考資料|附录|附錄|安装|用法|"
    r"许可证?|致谢|鸣谢|贡献者?|更新日志|关于.{0,12}|示例|例子|特性|使用(?:方法|说明)?|快速(?:开始|上手)|开始使用|下载|配置|发布|作者|反馈|赞助|捐赠|"
    r"введение|содержание|оглавление|заключение|литература|ссылки|"
    r"introducción|índice|conclusión|referencias|licencia|einleitung|inhalt(?:sverzeichnis)?|fazit|literatur|lizenz|"
    r"はじめに|目次|まとめ|参考文献|소개|목차|결론|참고)$",
    re.I,
)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_RELEASE = re.compile(
    r"[\[(]?v?\d+\.\d+(?:\.\d+|\.x)*(?:-[\w.]+)?[\])]?"
    r"(?:\s*$|\s*[-–—/(:,]+\s*(?:\(?\d|\w+ \d{1,2}\b|unreleased|$)|\s+\(?\d{4}\b)"
    r"|\d{4}-\d{2}-\d{2}\b",
    re.I,
)
_CALL = re.compile(r"`?[\w.$#-]+`?\([^()?？]*\)`?(?:\s*(?:=>|:|->).*)?$")


def names_nothing_asked(text: str) -> bool:
    """Whether a line names a part of an article, a release, or a function, as headings that ask nothing do."""
    text = _LINK.sub(r"\1", text)
    bare = text.strip(" \t*_#`:：.。[]")
    return bool(_SECTIONS.match(bare) or _RELEASE.match(bare) or _CALL.match(text.strip(" \t*_#")))


_QUESTION_PART = re.compile(
    r"\bf\.?a\.?q\.?s?\b|frequently asked|\bq ?(?:&|and|/|&amp;) ?a\b|\bqa\b|\bquestions?\b|\bquiz\b|troubleshooting|"
    r"常见问题|常見問題|问答|問答|面试题|面試題|疑问|よくある質問|質問|preguntas|"
    r"häufige? (?:gestellte )?fragen|fragen und antworten|foire aux questions|perguntas|domande|вопрос|"
    r"자주 묻는|질문|veelgestelde|często zadawane|pytania",
    re.I,
)


def names_questions(text: str) -> bool:
    """Whether a heading says that questions stand under it: FAQ, Q&A, 常见问题, Preguntas frecuentes."""
    return _QUESTION_PART.search(text) is not None


TELLS = 0.85
"""The likeness of a line that tells somebody to explain something."""


def question_likeness(text: str) -> float:
    """How much a line reads like a question, 0 to 1: by its mark, its words, or its being short like a topic."""
    bare = text.strip(" \t*_#`")
    if not bare or names_answer(bare):
        return 0.0
    if asks(bare):
        return 1.0
    if len(bare) > 200:
        return 0.0
    if names_nothing_asked(bare):
        return 0.1
    ends = bare[-1] in _SENTENCE_END
    if _TELLS.match(bare):
        return TELLS
    if _ASKS.search(bare):
        return 0.45 if ends else 0.8
    return 0.1 if ends or len(bare) > 80 else 0.4


_LEVEL_PREFIX = re.compile(rf"(?:{words('level')})\s*[:：]?\s*", re.I)


def level_keys(more: Iterable[str] = ()) -> set[str]:
    """The words for levels, as they are compared: those that everybody uses, and a project's own."""
    return {*_common_levels(), *map(level_key, more)}


@cache
def _common_levels() -> frozenset[str]:
    return frozenset(map(level_key, level_words()))


def level_key(text: str) -> str:
    """A level word as it is compared: NFKC, lower case, without markup or punctuation around it."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("\ufe0f", "")
    text = text.strip(" \t\u3000#*_:()[]【】<>《》「」-—.,。、")
    return _LEVEL_PREFIX.sub("", text, count=1) if _LEVEL_PREFIX.match(text) else text

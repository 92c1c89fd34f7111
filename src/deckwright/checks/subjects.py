"""What a note speaks of or does, told by words: one row a language, parted alternatives of a regular expression."""

from __future__ import annotations

import re
from collections.abc import Mapping


def _any(rows: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(rows.values()), re.I)


OF_LANGUAGE = _any(
    {
        "en": r"\b(?:english|german|french|spanish|italian|latin|greek|russian|portuguese|japanese|chinese|mandarin|cantonese|korean|"
        r"translat\w*|language|quote|poem|verse|song|motto|title|sentence|abstract|text of|words of)\b",
        "de": r"\b(?:deutsch|englisch|französisch|spanisch|lateinisch|übersetz)\w*",
        "es": r"\b(?:inglés|alemán|francés|español|latín|traduc\w*)\b",
        "fr": r"\b(?:anglais|allemand|espagnol|français|tradui\w*)\b",
        "zh": r"[英法德俄日韩韓汉漢中外][语語文]|西班牙语|拉丁语|翻译|翻譯|译|譯|普通话|原文|题名|标题|引文|出处|文献|论文|全称|全稱|缩写|什么语",
        "ja": r"訳|[英仏独露中]語",
        "ko": r"한국어|영어|일본어|중국어|번역",
        "ru": r"по-\w+ски\b|перевод",
        "vi": r"\btiếng\b",
    }
)
"""It asks for words in a language, or for words that stay as they are."""

OF_WORDS = _any(
    {
        "en": r"called|spell(?:t|ed|ing)?|abbreviat|synonym|translat|plural|stands? for|word for",
        "de": r"heißt|Schreibweise|Schreibung|Abkürzung",
        "es": r"se (?:dice|llama|escribe)",
        "fr": r"s'écrit|s'appelle",
        "zh": r"[又也]叫|又称|也称|亦称|别名|旧称|俗称|英文|中文名|译名|直译|翻译|怎么说|写法|拼写|术语|同义词|叫做什么|叫什么",
        "ja": r"表記|呼び|呼ばれ",
    }
)
"""It asks how a thing is called or written."""

OF_ENCODINGS = _any(
    {
        "any": r"U\+[0-9A-F]{4}|GBK|UTF-8|Latin-1|Unicode",
        "en": r"mojibake|encod|character set|charset",
        "de": r"Zeichensatz|kodier",
        "es": r"codific",
        "zh": r"乱码|亂碼|编码|編碼|字符集",
        "ja": r"文字化け",
        "ru": r"кодиров",
    }
)

OF_PUNCTUATION = _any(
    {
        "any": r"\bCSV\b|\bTSV\b",
        "en": r"half-?width|full-?width|\bcommas?\b|punctuation|separator|delimiter|semicolon",
        "de": r"Komma|Trennzeichen|Satzzeichen",
        "es": r"\bcomas?\b|puntuación",
        "zh": r"半角|全角|半形|全形|逗号|逗號|分号|分號|标点|標點|分隔符|分号",
        "ja": r"読点|句読点|区切り",
    }
)
"""It speaks of the signs themselves."""

OF_INVISIBLES = _any(
    {
        "any": r"U\+[0-9A-F]{4}|\bNF[CDK]{1,2}\b|ZWSP|ZWNJ|\bBOM\b|&shy;",
        "en": r"soft hyphen|zero[- ]width|invisible|normali[sz]ation|(?:de)?compos(?:ed|ition)|combining|diacritic",
        "de": r"weiche[rns]* (?:Trennstrich|Bindestrich)|Trennzeichen|unsichtbar|zusammengesetzt|Normalform",
        "es": r"guion blando|invisible|normalización",
        "fr": r"invisible|normalisation|trait d.union conditionnel",
        "zh": r"零宽|零寬|软连字符|軟連字|不可见|不可見|看不见|组合字符|組合字|预组|规范化|正規化|标准化形式",
        "ja": r"ゼロ幅|不可視|見えない|結合文字|正規化|合成",
    }
)
"""It speaks of characters that nobody sees, or of the ways to write one letter."""

OF_PATTERNS = _any(
    {
        "any": r"\bregexp?\b|\bglob\b",
        "en": r"wildcard|pattern|regular expression",
        "de": r"Platzhalter|regulär",
        "es": r"comodín|expresión regular",
        "zh": r"正则|通配|模式",
        "ja": r"正規表現|ワイルドカード",
    }
)

OF_SCRIPTS = _any(
    {
        "any": r"U\+|Unicode",
        "en": r"traditional|simplified",
        "zh": r"[繁简簡異异][体體]|[繁简簡]化|旧字|舊字|新字|字形|字体|字體|漢字|汉字|[写寫][作成]|部首|笔画|筆畫|繁",
    }
)

OF_ENTITIES = _any({"any": r"`[^`\n]*&", "en": r"escap|entit", "zh": r"转义|轉義|实体|實體"})

DEFINES = _any(
    {
        "en": r"\b(?:what(?:'s| is| are)|define|explain|why)\b",
        "de": r"\b(?:was (?:ist|sind|versteht)|warum|weshalb)\b",
        "es": r"\b(?:qué (?:es|son)|por qué)\b",
        "fr": r"\b(?:qu'est-ce|pourquoi)\b",
        "pt": r"\b(?:o que (?:é|são)|por que)\b",
        "it": r"\b(?:che cos|perché|cos'è)",
        "ru": r"что такое|почему",
        "vi": r"là gì",
        "zh": r"什么是|是什么|什麼是|是什麼|何为|何謂|为什么|為什麼|为何",
        "ja": r"とは|なぜ",
        "ko": r"란|무엇|왜",
    }
)
"""It wants a definition or a reason."""

_TASKS = {
    "en": "define|explain|describe|compare|contrast|name|give|list|discuss|derive|prove|state",
    "zh": "解释|比较|说明|举例|列举|推导|证明|简述|分析",
    "de": "nenne|erkläre|beschreibe|vergleiche",
    "es": "explica|compara|describe",
}
TASK = re.compile(
    r"(?:^|[.;。；]\s*|,?\s(?:and|then)\s+|[，,]\s*(?:并|再|然后)?)(?:please )?"
    rf"({'|'.join(_TASKS.values())})(?![a-zß-ÿ])",
    re.I,
)
"""What a person is told to do, at the head of a clause."""

LABELS = {
    "question": r"(?:flash ?)?cards?|exercises?|tasks?|items?|quiz|drills?|prompt|fragen?|karte|übung|ejercicios?|tarjeta|"
    r"exercice|carte|esercizio|练习|練習|卡片|真题|真題|考题|考題|例题|例題|思考题|设问|カード",
    "answer": r"(?:model|sample|suggested|short|full|expected|possible) answers?|key(?: points?)?|musterlösung|lösungsvorschlag|"
    r"respuesta modelo|réponse type|答案解析|参考解答|解题思路|答题要点|要点|参考|參考|参考要点|模範解答",
}
"""What a document calls a question or an answer on its cards, beyond the words by which a reader finds them."""

_WAITING = {
    "en": r"to be (?:added|completed|continued|done|written|filled in|confirmed|decided|announced)|(?:\(|\[)?(?:i )?(?:need|have|want|remember)(?: to)? (?:look|check|find|ask|add|write|fill|verify)\b[^.]{0,30}|(?:look|check) (?:this|it) up(?: later)?|(?:add|write|fill|finish|complete|check|fix|expand|answer|text|more)\b[^.]{0,20}\b(?:later|soon|tomorrow)|citation needed|source needed|coming soon|answer (?:goes )?here|work in progress|placeholder",
    "de": r"folgt(?: noch)?|(?:\(|\[)?(?:muss (?:ich )?)?noch (?:mal )?(?:nach\w+|ein\w+|aus\w+|schreiben|prüfen|ergänzen)|später (?:ergänzen|ausfüllen|nach\w+)|noch (?:zu ergänzen|ausfüllen|offen)|wird (?:noch )?ergänzt",
    "es": r"por completar|pendiente(?: de completar)?",
    "fr": r"à compléter",
    "pt": r"a completar",
    "it": r"da completare",
    "ja": r"要追記|後で書く|執筆中",
    "ko": r"작성 중|추후 작성",
    "ru": r"дописать",
    "zh": r"(?:此处|这里|答案|内容|图片|例子|公式)?(?:(?:以后|稍后|后续|后面|回头|有空|改天|之后|下次|先)(?:再|来|去)?(?:写|补|填|查|看|整理|空着|更新|说|加)\w{0,3}|待[补完更整续填定查确核解添]\w{0,2}|未完|(?:此处|这里)(?:插|放|补|加|贴|填|有)\w{1,4}|待补充|待完善|待更新|待整理|待续|待填|待定|待补|待答|暂无(?:答案|内容)?|未完待续|未完成|占位(?:符|文字)?|省略)",
}
_MARKS = r"(?:TODO|FIXME|TBD|XXX(?=\s*(?:[:：.。!！…]|$|(?:check|fix|add|ask|verify|write|look|see|needs?)\b))|TBA|TK)\b(?!\s*(?:注释|标记|是|的|comments?|lists?|is|are|means?|stands?))"
REMINDER = re.compile(
    r"(?:^|(?<=[.。!！?？;；\n,，]))\s*[（(\[【*_]*(?<![a-z])"
    rf"(?:{_MARKS}|(?i:{'|'.join(_WAITING.values())})\s*(?:[.。…）)\]】*_！!]+\s*)*(?:$|\n))",
    re.M,
)
"""A note to oneself at the head of a sentence, or a sentence that says that words are still to come."""

_HERE = {
    "en": r"(?:insert|add|put|enter|write|fill in)\s[^\]>}】)）\n]{1,40}\bhere",
    "de": r"hier\s[^\]>}】)）\n]{1,30}|[^\]>}】)）\n]{1,30}\s(?:einfügen|ergänzen|eintragen)",
    "es": r"aquí\s[^\]>}】)）\n]{1,30}",
    "fr": r"ici\s[^\]>}】)）\n]{1,30}",
    "zh": r"(?:在此|此处|请)(?:填写|输入|补充|插入)[^\]>}】)）\n]{0,20}",
}
FILLER = re.compile(
    rf"\blorem ipsum\b|(?-i:(?<!\w)x{{3,}}(?!\w))|[\[<{{【(（](?:{'|'.join(_HERE.values())})[\]>}}】)）]"
    r"|\[(?:citation|source|reference|clarification|verification) needed\]|［来源请求］|\[(?:来源请求|需要引用|請求來源|要出典)\]"
    r"|[\[<{](?:insert|enter|your|fill in)\s[^\]>}\n]{1,40}[\]>}]|(?<!\S)\?{3,}(?=\s|$)",
    re.I,
)
"""What a template says where words are to come."""

"""The words by which documents name a question, an answer, a level: one row a language, every list is made from it.

A word stands once, in lower case, in the language it belongs to. Regular expressions are written only where a language
inflects (`questions?`). Whoever adds a language adds a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache


@dataclass(frozen=True, slots=True)
class Language:
    """What one language calls things; words are parted by `|` and may be small regular expressions."""

    question: str = ""
    """Before a question, or over a column of them."""
    answer: str = ""
    explained: str = ""
    """Over an explanation that follows the answer or stands for it."""
    front: str = ""
    """Over the column that is asked, beyond the words for a question."""
    back: str = ""
    easy: str = ""
    medium: str = ""
    hard: str = ""
    level: str = ""
    tags: str = ""
    missing: str = ""
    """What stands where an answer is still to come."""
    faq: str = ""
    """What a section of questions is called."""
    option: str = ""
    """Over a column of choices, before a letter or a number."""
    more: str = ""
    """Over what is shown small beneath an answer: notes, examples, sources."""
    ladder: str = ""
    """Words for levels that say so only beside others: `Junior X`, `Regular X`, `Senior X`."""
    asks: str = ""
    """Anywhere in a question."""
    tells: str = ""
    """Before what a person is told to do, or asked without such a word."""
    sections: str = ""
    """What the sections of articles and manuals are called, and never a question."""
    told: str = ""
    """The same where a language has it at the end."""
    right: str = ""
    """In brackets behind an option that is right."""
    truth: str = ""
    """In brackets behind a sentence: whether it is true."""


LANGUAGES: dict[str, Language] = {
    "en": Language(
        "questions?|ques?|q|problem|front", "(?:the )?answers?(?: keys?)?|(?:the )?(?:correct|right) answers?|(?:correct )?option|ans|a|solutions?|back",
        "explanations?|rationale|hints?",
        "fronts|prompts?|terms?|words?|sides? ?a|cue|concept|expression|vocabulary|vocab|phrases?|keyword",
        "backs|definitions?|meanings?|translations?|responses?|sides? ?b|description|gloss",
        "easy|beginner|basic|junior|novice|elementary", "medium|intermediate|middle|mid",
        "hard|advanced|expert|senior|difficult", "difficulty|levels?", "tags?|topics?|category|categories|subject|deck|chapter|section",
        "todo|tbd|n/a|(?:your )?answer here|to be (?:completed|done|added|refined|continued)|coming soon|no answer(?: yet)?|answer to be \\w+|not answered yet",
        r"f\.?a\.?q\.?s?|frequently asked|q ?(?:&|and|/|&amp;) ?a|qa|questions?|quiz|troubleshooting", "options?|choices?|opt",
        "notes?|comments?|details|examples?|extra|remarks?|sources?|references?|sentences?|pronunciation|plural|gender|mnemonics?",
        "regular|normal|entry|lead|staff|principal|simple",
        asks="what|how|why|when|which|who|whom|whose|where|difference",
        tells="explain|describe|define|compare|list|name|give|discuss|derive|prove|implement|design|write|is|are|was|were|do|does|did|can|could|should|would|will|has|have|distinguish|differentiate",
        sections="introduction|overview|preface|foreword|about|background|motivation|summary|conclusions?|references?|further reading|(?:quick|getting) ?start(?:ed)?|install(?:ation|ing)?|usage|examples?|prerequisites?|requirements?|setup|features?|configuration|options|api|documentation|contribut(?:ing|ors?|ions?)|licen[cs]e|credits?|acknowledge?ments?|authors?|maintainers?|sponsors?|support|community|changelog|change log|release notes|unreleased|table of contents|contents|toc|notes?|resources?|links|see also|faqs?|appendix|bibliography|glossary|index",
        right="correct|right|true", truth="true|false|t|f",
    ),
    "zh": Language(
        "面试题|题目|正面|问题|问|題目|問題|問|题干|题|題", "正确答案|正確答案|参考答案|參考答案|标准答案|答案|解答|回答|答|背面",
        "解析|解释|說明|说明|详解", "单词|词语|术语|名词|概念|词汇|生词", "释义|含义|意思|翻译|定义",
        "初级|初級|初阶|入门|基础|基礎|简单|容易", "中级|中級|中阶|中等|进阶|進階", "高级|高級|高阶|困难|困難",
        "难度|难易度|级别|等级", "标签|分类|类别|章节|知识点",
        "待补充|待完善|待解答|待更新|暂无(?:答案)?|未完待续|略", "常见问题|常見問題|问答|問答|面试题|面試題|疑问", "选项", "备注|例句|来源|参考资料",
        "低|中|高|难|较难|一般|普通|爆炸难",
        asks="什么|什麽|什麼|甚麼|为何|為何|何为|何謂|如何|怎么|怎麼|怎样|怎樣|怎被|哪些|哪个|哪個|哪种|哪種|哪里|哪裡|多少|几种|幾種|是否|能否|可否|有没有|有沒有|吗|嗎|呢|区别|區別|差别|差別|联系|优缺点|優缺點|作用|原理|好处",
        tells="请|請|解释|解釋|介绍|介紹|简述|簡述|说说|說說|说一?下|说一些|谈谈|談談|讲讲|讲一?下|比较|比較|对比|推导|证明|列举|列舉|描述|阐述|写出|手写|实现|设计|举例|简单介绍|分析|怎",
        sections="目录|目錄|前言|简介|簡介|介绍|概述|引言|背景|总结|總結|小结|结语|参考(?:资料|文献|链接)?|參考資料|附录|附錄|安装|用法|许可证?|致谢|鸣谢|贡献者?|更新日志|关于.{0,12}|示例|例子|特性|使用(?:方法|说明)?|快速(?:开始|上手)|开始使用|下载|配置|发布|作者|反馈|赞助|捐赠",
        right="正确|答", truth="对|错|對|錯|正确|错误",
    ),
    "ja": Language("質問|問題|問|設問", "答え|解答|回答|正解", "解説|説明|補足", "単語|用語|表", "意味|訳|定義|裏", "初級|初級編", "中級|中級編",
                   "上級|上級編", "難易度", "タグ|分類", "未回答", "よくある質問|質問", "選択肢",
                   asks="ですか|ますか|とは|なぜ|どのよう|どう|何を|違い",
                   sections="はじめに|目次|まとめ|参考文献",
                   told="(?:説明|記述|論述|証明|列挙)(?:しなさい|せよ|してください|して下さい)|(?:述べ|答え|挙げ|示|求め|書)(?:き|し)?(?:なさい|よ|てください|せ)",
                   right="正解"),
    "ko": Language("질문|문제|문", "정답|답변|답|해답", "해설|설명|풀이", "단어|용어|앞면", "뜻|의미|정의|뒷면", "쉬움|초급", "보통|중급", "어려움|고급",
                   "난이도", "태그|분류", "", "자주 묻는|질문", "보기|선택지",
                   asks="무엇|어떻게|왜|차이|인가요|나요",
                   sections="소개|목차|결론|참고",
                   told="(?:설명|서술|기술|비교|증명|정의|나열)(?:하시오|하라|하세요|해주세요|해 주세요|해보세요|해 보세요|해보시오)|(?:구|답|논)하시오|(?:쓰|고르|적으)시오|말해보세요|설명 부탁드립니다",
                   right="답"),
    "es": Language("preguntas?|anverso", "respuestas?(?: correctas?)?|la respuesta(?: correcta)?|solución|soluciones|rpta|reverso", "explicación|justificación",
                   "palabras?|términos?|español", "definición|significado|traducción", "fácil|básico|principiante", "intermedio", "difícil|avanzado|experto",
                   "nivel|dificultad", "etiquetas?|temas?|categoría", "por completar|pendiente", "preguntas", "opci[oó]n(?:es)?",
                   asks="qué|cómo|cuál|cuáles|cuándo|dónde|por qué",
                   tells="explica|explique|describe|describa|enumere|liste|enumera|define|defina|menciona|mencione|compara|compare",
                   sections="introducción|índice|conclusión|referencias|licencia",
                   right="correct[ao]", truth="v"),
    "pt": Language("perguntas?|questão|questões|frente", "respostas?(?: corretas?| certas?)?|gabarito|resolução|verso", "explicação|justificativa|comentário",
                   "palavras?|termos?", "definição|significado|tradução", "básico|iniciante", "médio|intermediário", "avançado|difícil",
                   "nível|dificuldade", "etiquetas?|temas?", "", "perguntas", "alternativas?|opção|opções",
                   asks="o que|quais|qual|quando",
                   tells="explique|descreva|defina|cite|compare|enumere|diferencie|descrever|explicar"),
    "fr": Language("questions?|recto", "(?:bonnes? |la )?réponses?(?: correctes?)?|reponses?|corrigé|verso", "explications?|justification|solution",
                   "mots?|termes?", "définitions?|significations?|traductions?", "facile|débutant", "moyen|intermédiaire", "difficile|avancé",
                   "niveau|difficulté", "étiquettes?|thèmes?", "à compléter|à venir", "foire aux questions", "choix|propositions?",
                   asks="qu'est-ce|quels?|quelles?|pourquoi|comment|quand",
                   tells="expliquez|décrivez|citez|donnez|définissez|définir|expliquer|décrire|comparez|comparer|énumérez",
                   right="correcte?", truth="vrai|faux"),
    "de": Language("fragen?|aufgaben?|vorderseite", "(?:richtige |korrekte )?antwort(?:en)?|lösung(?:en)?|rückseite", "erklärung|begründung|erläuterung",
                   "begriffe?|wörter|wort|vokabeln?", "definition|bedeutung|übersetzung", "einfach|leicht|anfänger", "mittel", "schwer|schwierig",
                   "schwierigkeit|stufe", "schlagwort|schlagwörter|themen?|thema", "folgt noch|noch offen", "häufige? (?:gestellte )?fragen|fragen und antworten", "optionen?|auswahl",
                   asks="was|wie|warum|welche[rs]?|wann|wozu|worin|unterschied",
                   tells="erkläre|erklären|nenne|nennen|beschreibe|beschreiben|erklären?|nennen?|beschreiben?|erläutern?|begründen? sie|vergleichen? sie|definieren?|zählen sie|skizzieren? sie",
                   sections="einleitung|inhalt(?:sverzeichnis)?|fazit|literatur|lizenz",
                   right="richtig", truth="richtig|falsch"),
    "it": Language("domand[ae]|quesiti?|fronte", "risposta esatta|rispost[ae](?: corrett[ae])?|soluzion[ei]|retro", "spiegazione", "parol[ae]|termin[ei]",
                   "definizion[ei]|significat[oi]|traduzion[ei]", "facile|principiante", "intermedio", "difficile|avanzato", "livello|difficoltà", "etichette", "", "domande", "opzion[ei]",
                   asks="come|perché|quali",
                   tells="spiega|descrivi|elenca|spiegare|descrivere|elencare|definisci|definire|confronta|enuncia"),
    "ca": Language("preguntes|pregunta", "resposta|respostes|solució", "explicació", "paraula|terme", "definició|significat",
                   tells="explica|defineix|descriu|enumera"),
    "ro": Language("întrebar[ei]a?|intrebar[ei]", "răspunsuri|răspuns(?:ul)?(?: corect)?|raspuns(?:ul)?(?: corect)?", "explicați[ei]|explicație", "cuvânt|termen", "definiți[ei]|definiție|traducere",
                   "ușor", "mediu", "dificil|greu", "nivel|dificultate", "", "", "întrebări",
                   tells="explicați|explicati|definiți|definiti|enumerați|enumerati|descrieți|descrieti|precizați|comparați"),
    "ru": Language("вопрос\\w*|задани[ея]|билет", "(?:правильный |верный )?ответ\\w*|решение", "объяснение|пояснение", "слов[оа]|термины?",
                   "определени[ея]|значени[ея]|перевод", "начальный|лёгкий|легкий|простой", "средний", "продвинутый|сложный|трудный", "уровень|сложность", "теги?|темы?", "нет ответа", "вопрос\\w*",
                   asks="что|как|почему|какие|какой|какая|каков[аоы]?|зачем|когда|где|чем|сколько",
                   tells="назовите|приведите|опишите|объясните|расскажите|перечислите|сформулируйте|сравните|охарактеризуйте|докажите",
                   sections="введение|содержание|оглавление|заключение|литература|ссылки",
                   right="верно"),
    "uk": Language("питання|запитання|завдання", "(?:правильна )?відповід[ьі]", "пояснення", "слово|термін", "визначення|значення|переклад", "легкий", "середній", "складний",
                   "рівень", "", "", "питання",
                   asks="що|чому|який|які",
                   tells="назвіть|опишіть|поясніть|перелічіть|перерахуйте|наведіть|сформулюйте|порівняйте|охарактеризуйте|розкажіть"),
    "bg": Language("въпрос(?:и)?", "(?:верен |правилен )?отговор(?:и)?", "обяснение", "дума", "значение|превод",
                   tells="обяснете|опишете|дефинирайте|избройте|посочете|сравнете"),
    "sr": Language("питање|pitanja|pitanje", "одговор|odgovor", "objašnjenje|објашњење", "reč|riječ", "značenje|prevod|prijevod",
                   tells="objasni(?:ti|te)?|opiši(?:te)?|navedi(?:te)?|nabroji(?:te)?|definiši(?:te)?|објасни(?:ти|те)?|опиши(?:те)?|наведи(?:те)?|наброј(?:ати|те)?"),
    "pl": Language("pytani[ea]|zadanie", "(?:prawidłowa |poprawna )?odpowied[zź](?:i)?", "wyjaśnienie|uzasadnienie", "słow[oa]|pojęci[ea]", "definicj[ae]|znaczeni[ea]|tłumaczenie",
                   "łatwe|łatwy", "średnie|średni", "trudne|trudny", "poziom|trudność", "", "", "pytania|często zadawane",
                   asks="czym|jakie?|dlaczego|jak|co to",
                   tells="wyjaśnij|opisz|wymień|omów|zdefiniuj|porównaj|scharakteryzuj"),
    "cs": Language("otázk[ay]|úloha", "(?:správná )?odpověď|odpovědi|řešení", "vysvětlení", "slov[oa]|pojem", "definice|význam|překlad", "lehké|snadné", "střední", "těžké|obtížné", "úroveň", "", "", "otázky",
                   tells="vysvětlete|vysvětli|popište|popiš|uveďte|vyjmenujte|definujte|charakterizujte|porovnejte"),
    "sk": Language("otázk[ay]", "(?:správna )?odpoveď", "vysvetlenie", "slov[oá]", "preklad|význam",
                   tells="vysvetlite|popíšte|opíšte|uveďte|vymenujte|definujte|charakterizujte|porovnajte"),
    "hu": Language("kérdés(?:ek)?", "(?:helyes )?válasz(?:ok)?|megoldás(?:ok)?", "magyarázat|indoklás", "szó|kifejezés|fogalom", "jelentés|fordítás|meghatározás", "könnyű", "közepes", "nehéz", "szint", "", "", "kérdések",
                   tells="magyarázza|ismertesse|sorolja|definiálja|mutassa be|határozza meg|jellemezze"),
    "nl": Language("vra[ae]g(?:en)?", "(?:juiste )?antwoord(?:en)?", "uitleg|toelichting", "woord(?:en)?|begrip", "definitie|betekenis|vertaling", "makkelijk", "gemiddeld", "moeilijk", "niveau", "", "", "veelgestelde",
                   asks="wat|hoe|waarom|welke",
                   tells="leg uit|beschrijf|noem|verklaar|definieer|vergelijk"),
    "da": Language("spørgsmål|opgave", "(?:korrekt )?svar", "forklaring", "ord|begreb|dansk", "betydning|oversættelse",
                   tells="forklar|beskriv|nævn|definer|redegør"),
    "no": Language("spørsmål|oppgave", "(?:riktig )?svar", "forklaring", "ord", "betydning|oversettelse",
                   tells="forklar|beskriv|nevn|definer|gjør rede"),
    "sv": Language("frågor|fråga|uppgift", "(?:rätt )?svar", "förklaring", "ord|begrepp", "betydelse|översättning",
                   tells="förklara|beskriv|nämn|definiera|redogör"),
    "fi": Language("kysymys|kysymykset", "vastaus|vastaukset|oikea vastaus", "selitys", "sana|käsite", "merkitys|käännös",
                   tells="selitä|kuvaile|mainitse|määrittele|luettele|vertaa"),
    "el": Language("ερώτηση|ερωτήσεις", "(?:σωστή )?απάντηση|απαντήσεις", "εξήγηση", "λέξη|όρος", "ορισμός|σημασία|μετάφραση",
                   tells="εξηγήστε|περιγράψτε|αναφέρετε|ορίστε"),
    "tr": Language("soru(?:lar)?", "(?:doğru )?cevap(?:lar)?|yanıt|çözüm", "açıklama", "kelime|terim", "anlam(?:ı)?|tanım|çeviri", "kolay", "orta", "zor", "seviye|zorluk", "", "", "sorular|sıkça sorulan",
                   asks="nedir|neden|nasıl|hangi",
                   tells="açıklayınız",
                   told="(?:açıkla|tanımla|karşılaştır|belirt|yaz|say)(?:yınız|ınız|iniz)"),
    "ar": Language("السؤال|سؤال|س", "الجواب|جواب|الإجابة(?: الصحيحة)?|الاجابة|ج", "الشرح|التفسير", "الكلمة|المصطلح", "المعنى|التعريف|الترجمة",
                   asks="ما|كيف|لماذا|متى|هل|أين",
                   tells="اشرح|عرف|عدد|اذكر|وضح|قارن"),
    "fa": Language("سوال|پرسش|سؤال", "پاسخ|جواب|پاسخ صحیح", "توضیح", "کلمه|واژه", "معنی|تعریف|ترجمه",
                   told="(?:توضیح|شرح) دهید|نام ببرید|تعریف کنید|بنویسید"),
    "he": Language("שאלה|שאלות", "תשובה(?: נכונה)?|תשובות", "הסבר", "מילה|מונח", "תרגום|הגדרה|פירוש",
                   tells="הסבר|הסבירו|תאר|תארו|הגדר|הגדירו|ציינו|נמקו"),
    "hi": Language("प्रश्न|सवाल", "(?:सही )?उत्तर|जवाब", "व्याख्या", "शब्द", "अर्थ|परिभाषा",
                   asks="क्या|कैसे|क्यों",
                   told="समझाइए|बताइए|लिखिए|(?:वर्णन|व्याख्या) (?:करें|कीजिए)"),
    "th": Language("คำถาม(?:ที่)?|ข้อ(?:ที่)?", "คำตอบ|เฉลย", "คำอธิบาย", "คำศัพท์", "ความหมาย|คำแปล"),
    "vi": Language("câu hỏi|câu", "(?:câu )?trả lời|đáp án(?: đúng)?", "giải thích|lời giải", "từ|thuật ngữ|từ vựng", "nghĩa|định nghĩa|dịch",
                   asks="là gì|tại sao|như thế nào",
                   tells="hãy|nêu|trình bày|giải thích|so sánh|liệt kê"),
    "id": Language("pertanyaan|soal", "jawaban(?: yang benar)?|kunci(?: jawaban)?", "penjelasan|pembahasan", "kata|istilah", "arti|definisi|terjemahan", "mudah", "sedang", "sulit", "tingkat",
                   asks="apa|bagaimana|mengapa",
                   tells="jelaskan|sebutkan|uraikan|tuliskan|bandingkan"),
    "la": Language("", "", "", "latin(?:e|um|a)?", "english|anglice"),
}  # fmt: skip
"""By code (ISO 639-1)."""

SIGNS = {"easy": "👶|😄|🟢", "medium": "🙂|🟡", "hard": "🤔|🔴"}
"""Signs for levels that need no legend."""


TONGUES = (
    "english|inglés|inglês|inglese|anglais|englisch|engels|engelsk|englanti|angielski|angličtina|angol|английский|англійська|ingilizce|"
    "英语|英文|英語|영어|spanish|español|espanhol|spagnolo|espagnol|spanisch|spaans|spansk|испанский|西班牙语|스페인어|french|francés|"
    "francês|francese|français|französisch|frans|fransk|французский|法语|german|alemán|alemão|tedesco|allemand|deutsch|duits|tysk|"
    "немецкий|德语|italian|italiano|italien|italienisch|italiaans|portuguese|portugués|português|portugais|portugiesisch|dutch|"
    "nederlands|néerlandais|russian|ruso|russe|russisch|русский|俄语|chinese|chino|chinois|chinesisch|китайский|中文|汉语|japanese|"
    "japonés|japonais|japanisch|японский|日语|日本語|korean|coreano|koreanisch|韩语|한국어|latin|latín|latein|greek|griechisch|dansk|"
    "danish|norsk|norwegian|svenska|swedish|suomi|finnish|polski|polish|čeština|czech|magyar|hungarian|türkçe|turkish|tiếng việt|"
    "vietnamese|العربية|arabic|עברית|hebrew|bahasa indonesia|indonesian|ไทย|thai|हिन्दी|hindi|українська|ukrainian|català|română"
)
"""What languages call one another: over a column of vocabulary, in any order."""


@cache
def _tongue() -> re.Pattern[str]:
    return re.compile(f"(?:{TONGUES})$", re.I)


def names_language(text: str) -> bool:
    """Whether a head is the name of a language."""
    return _tongue().match(bare(text)) is not None


@cache
def words(*kinds: str) -> str:
    """The words of all languages for some kinds, as the inside of a group, the longest first."""
    found: dict[str, None] = {}
    for language in LANGUAGES.values():
        for kind in kinds:
            found.update(dict.fromkeys(alternatives(getattr(language, kind))))
    return "|".join(sorted(found, key=len, reverse=True))


def alternatives(text: str) -> list[str]:
    """`a|b(?:c|d)` -> `a`, `b(?:c|d)`."""
    found, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            found.append(text[start:at])
            start = at + 1
    return [part for part in (*found, text[start:]) if part]


@cache
def _matcher(*kinds: str) -> re.Pattern[str]:
    return re.compile(f"(?:{words(*kinds)})$", re.I)


KINDS = tuple(field.name for field in fields(Language))


def names(kind: str, text: str) -> bool:
    """Whether a text, markup and signs around it aside, is a word for something: `names("answer", "**Antwort:**")`."""
    return _matcher(kind).match(bare(text)) is not None


def bare(text: str) -> str:
    """A label without what stands around it: markup, signs, brackets, a remark in brackets behind it."""
    text = re.sub(r"<[^<>]*>|[(（\[][^()（）\[\]]*[)）\]]\s*$", "", unicodedata.normalize("NFC", text))
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or unicodedata.category(text[end - 1]).startswith("M")):
        end -= 1
    return " ".join(text[start:end].split())


def level_words(*more: str) -> Iterable[str]:
    """What documents call their levels, in all languages."""
    plain = re.compile(r"[\w -]+$")
    for kind in ("easy", "medium", "hard", *more):
        yield from (word for word in alternatives(words(kind)) if plain.match(word))
        yield from SIGNS.get(kind, "").split("|") if kind in SIGNS else ()


_UNSPACED = re.compile("[\u0900-\u097f\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Devanagari, Thai, Korean, Japanese, Chinese: their words run on, or end in marks that are no letters to `re`."""


@cache
def within(kind: str) -> str:
    """The words of all languages for something, as a pattern that finds them in a text: whole ones, where a script
    parts them by spaces."""
    found = alternatives(words(kind))
    run_on = [word for word in found if _UNSPACED.search(word)]
    spaced = [word for word in found if not _UNSPACED.search(word)]
    return rf"(?:{'|'.join(run_on)}|\b(?:{'|'.join(spaced)})\b)"

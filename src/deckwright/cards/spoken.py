"""What cards and decks say to learners in their language: one row a language; whoever adds one adds a row."""

from __future__ import annotations

from dataclasses import dataclass

from deckwright.languages import in_language


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a new deck: its name, which carries its place, and how documents say it, parted by commas."""

    name: str
    says: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """`wanted` is asked on the front of a reversed card. The rest are feet of cards: whose answer it is, where
    `{source}` is the document's title and sections."""

    levels: tuple[Level, Level, Level]
    wanted: str
    document: str
    edited: str
    editor: str
    own: str


def spoken(language: str | None) -> Spoken:
    """The row of a language, a tag of BCP 47; English where it has none."""
    return in_language(LANGUAGES, language)


LANGUAGES: dict[str, Spoken] = {
    "en": Spoken(
        (
            Level("1 Beginner", "beginner, easy, basic, junior, 🟢"),
            Level("2 Intermediate", "intermediate, medium, middle, 🟡"),
            Level("3 Advanced", "advanced, hard, expert, senior, 🔴"),
        ),
        "Which question or term has this answer?",
        "Answer: {source}",
        "Answer: {source}, changed by the editors",
        "Answer by the editors; question: {source}",
        "Question and answer by the editors",
    ),
    "zh": Spoken(
        (
            Level("1 初级", "初级, 基础, 入门, easy, beginner, 🟢"),
            Level("2 中级", "中级, 进阶, medium, intermediate, 🟡"),
            Level("3 高级", "高级, 困难, hard, advanced, 🔴"),
        ),
        "这是哪个术语或问题的答案？",
        "答案出自：{source}",
        "答案据此改写：{source}",
        "答案由编者撰写；问题出自：{source}",
        "问题与答案由编者撰写",
    ),
    "zh-Hant": Spoken(
        (
            Level("1 初級", "初級, 初階, 基礎, 入門, easy, beginner, 🟢"),
            Level("2 中級", "中級, 中階, 進階, medium, intermediate, 🟡"),
            Level("3 高級", "高級, 高階, 困難, hard, advanced, 🔴"),
        ),
        "這是哪個術語或問題的答案？",
        "答案出自：{source}",
        "答案據此改寫：{source}",
        "答案由編者撰寫；問題出自：{source}",
        "問題與答案由編者撰寫",
    ),
    "ja": Spoken(
        (
            Level("1 初級", "初級, 入門, 基礎, easy, beginner, 🟢"),
            Level("2 中級", "中級, medium, intermediate, 🟡"),
            Level("3 上級", "上級, 高級, 応用, hard, advanced, 🔴"),
        ),
        "これはどの用語・質問の答えですか？",
        "解答の出典：{source}",
        "解答は次をもとに編集：{source}",
        "解答は編集者による；質問の出典：{source}",
        "質問と解答は編集者による",
    ),
    "ko": Spoken(
        (
            Level("1 초급", "초급, 기초, 쉬움, easy, beginner, 🟢"),
            Level("2 중급", "중급, 보통, medium, intermediate, 🟡"),
            Level("3 고급", "고급, 어려움, hard, advanced, 🔴"),
        ),
        "어떤 용어나 질문의 답입니까?",
        "답 출처: {source}",
        "다음을 바탕으로 편집자가 고친 답: {source}",
        "편집자가 쓴 답; 질문 출처: {source}",
        "질문과 답 모두 편집자가 작성",
    ),
    "de": Spoken(
        (
            Level("1 Anfänger", "anfänger, einfach, leicht, grundlagen, easy, beginner, 🟢"),
            Level("2 Fortgeschritten", "fortgeschritten, mittel, medium, intermediate, 🟡"),
            Level("3 Experte", "experte, experten, schwer, schwierig, hard, advanced, 🔴"),
        ),
        "Zu welcher Frage oder welchem Begriff gehört diese Antwort?",
        "Antwort: {source}",
        "Antwort: {source}, redaktionell geändert",
        "Antwort der Redaktion; Frage: {source}",
        "Frage und Antwort der Redaktion",
    ),
    "fr": Spoken(
        (
            Level("1 Débutant", "débutant, facile, easy, beginner, 🟢"),
            Level("2 Intermédiaire", "intermédiaire, moyen, medium, intermediate, 🟡"),
            Level("3 Avancé", "avancé, difficile, hard, advanced, 🔴"),
        ),
        "De quelle question ou de quel terme est-ce la réponse ?",
        "Réponse : {source}",
        "Réponse : {source}, modifiée par la rédaction",
        "Réponse de la rédaction ; question : {source}",
        "Question et réponse de la rédaction",
    ),
    "es": Spoken(
        (
            Level("1 Principiante", "principiante, básico, fácil, easy, beginner, 🟢"),
            Level("2 Intermedio", "intermedio, medio, medium, intermediate, 🟡"),
            Level("3 Avanzado", "avanzado, difícil, hard, advanced, 🔴"),
        ),
        "¿De qué pregunta o término es esta la respuesta?",
        "Respuesta: {source}",
        "Respuesta: {source}, modificada por la redacción",
        "Respuesta de la redacción; pregunta: {source}",
        "Pregunta y respuesta de la redacción",
    ),
    "pt": Spoken(
        (
            Level("1 Iniciante", "iniciante, básico, fácil, easy, beginner, 🟢"),
            Level("2 Intermediário", "intermediário, intermédio, médio, medium, intermediate, 🟡"),
            Level("3 Avançado", "avançado, difícil, hard, advanced, 🔴"),
        ),
        "De que pergunta ou termo é esta a resposta?",
        "Resposta: {source}",
        "Resposta: {source}, alterada pela redação",
        "Resposta da redação; pergunta: {source}",
        "Pergunta e resposta da redação",
    ),
    "it": Spoken(
        (
            Level("1 Principiante", "principiante, base, facile, easy, beginner, 🟢"),
            Level("2 Intermedio", "intermedio, medio, medium, intermediate, 🟡"),
            Level("3 Avanzato", "avanzato, difficile, hard, advanced, 🔴"),
        ),
        "Di quale domanda o termine è questa la risposta?",
        "Risposta: {source}",
        "Risposta: {source}, modificata dalla redazione",
        "Risposta della redazione; domanda: {source}",
        "Domanda e risposta della redazione",
    ),
    "ru": Spoken(
        (
            Level("1 Начальный", "начальный, лёгкий, легкий, easy, beginner, junior, 🟢"),
            Level("2 Средний", "средний, medium, intermediate, middle, 🟡"),
            Level("3 Продвинутый", "продвинутый, сложный, hard, advanced, senior, 🔴"),
        ),
        "На какой вопрос это ответ, или какой это термин?",
        "Ответ: {source}",
        "Ответ: {source}, с изменениями редакции",
        "Ответ редакции; вопрос: {source}",
        "Вопрос и ответ редакции",
    ),
    "ar": Spoken(
        (
            Level("1 مبتدئ", "مبتدئ, سهل, easy, beginner, 🟢"),
            Level("2 متوسط", "متوسط, medium, intermediate, 🟡"),
            Level("3 متقدم", "متقدم, صعب, hard, advanced, 🔴"),
        ),
        "ما السؤال أو المصطلح الذي هذه إجابته؟",
        "الإجابة من: {source}",
        "الإجابة من: {source}، بتعديل المحررين",
        "الإجابة من المحررين؛ السؤال من: {source}",
        "السؤال والإجابة من المحررين",
    ),
    "fa": Spoken(
        (
            Level("1 مبتدی", "مبتدی, آسان, easy, beginner, 🟢"),
            Level("2 متوسط", "متوسط, medium, intermediate, 🟡"),
            Level("3 پیشرفته", "پیشرفته, سخت, دشوار, hard, advanced, 🔴"),
        ),
        "این پاسخِ کدام پرسش یا اصطلاح است؟",
        "پاسخ از: {source}",
        "پاسخ از: {source}، با تغییر ویراستاران",
        "پاسخ از ویراستاران؛ پرسش از: {source}",
        "پرسش و پاسخ از ویراستاران",
    ),
    "he": Spoken(
        (
            Level("1 מתחילים", "מתחילים, קל, easy, beginner, 🟢"),
            Level("2 בינוני", "בינוני, medium, intermediate, 🟡"),
            Level("3 מתקדמים", "מתקדמים, קשה, hard, advanced, 🔴"),
        ),
        "לאיזו שאלה או לאיזה מונח זו התשובה?",
        "התשובה מתוך: {source}",
        "התשובה מתוך: {source}, בשינויי העורכים",
        "התשובה מאת העורכים; השאלה מתוך: {source}",
        "השאלה והתשובה מאת העורכים",
    ),
}
"""By tag of BCP 47."""

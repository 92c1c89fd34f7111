"""Which language a short text is in, and that none is named where it is not sure."""

from __future__ import annotations

import pytest

from deckwright.checks.language import language_of

TOLD = {
    "en": [
        "What is the speed of light?",
        "The café is on the left.",
        "How do you say 你好世界 in Mandarin?",
        "Who was Nguyễn Trãi, and where was he born?",
    ],
    "de": ["Warum ist der Himmel blau?", "Die Zelle ist der Baustein des Lebens."],
    "es": ["¿Por qué el cielo es azul?", "La célula es la unidad de los seres vivos."],
    "fr": ["Pourquoi le ciel est-il bleu ?", "La cellule est l'unité de base des êtres vivants."],
    "pt": ["Por que o céu é azul?", "A célula é a unidade básica dos seres vivos."],
    "it": ["Perché il cielo è blu?", "La cellula è l'unità di base degli esseri viventi."],
    "vi": ["Tại sao bầu trời có màu xanh?", "Thủ đô của Việt Nam là Hà Nội."],
    "ru": ["Почему небо голубое?", "Клетка является единицей живого.", "Что такое подъезд?"],
    "ko": ["하늘은 왜 파란가요?", "세포는 생명의 기본 단위이다."],
    "zh": [
        "为什么天空是蓝色的？",
        "日语里的「の」是什么意思？",
        "如何用 git rebase 合并提交？",
        "おはよう是什么意思？",
        "GPU 显存",
    ],
    "ja": ["空はなぜ青いのですか。", "細胞は生物の基本単位である。", "深層学習とは", "データベース"],
}
NOT_TOLD = [
    "Ce este celula și unde se află nucleul?",
    "Celula este unitatea de bază a vieții.",
    "Što je stanica i gdje se nalazi jezgra?",
    "Đakovo je grad u Hrvatskoj.",
    "Чому небо блакитне і що це означає?",
    "Що таке клітина?",
    "Какво е клетка и къде е сърцето?",
    "Шта је ћелија?",
    "Co to jest komórka i gdzie jest jądro?",
    "W jakim mieście jest uniwersytet?",
    "Wat is een cel en waar is de kern?",
    "De cel is de kleinste eenheid in het lichaam.",
    "Vad är en cell och var finns kärnan?",
    "Hvad er en celle, og hvor er kernen?",
    "Hücre nedir ve çekirdek nerede bulunur?",
    "Mi az a sejt, és hol van a sejtmag?",
    "Mikä on solu ja missä tuma on?",
    "Quid est cellula et ubi sunt nuclei?",
    "Photosynthese",
    "x = 3",
    "",
]


@pytest.mark.parametrize(("language", "text"), [(name, text) for name, texts in TOLD.items() for text in texts])
def test_it_is_told(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", NOT_TOLD)
def test_it_is_not_told(text: str) -> None:
    assert language_of(text) is None

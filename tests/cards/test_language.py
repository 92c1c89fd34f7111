"""What language a new deck says it is in: told from its documents, and shown on its cards."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckwright.cards.language import document_language
from deckwright.cards.new_project import start
from deckwright.decks.contents import read
from deckwright.decks.markdown import Renderer
from deckwright.decks.notetype import note_type
from deckwright.decks.straight import build_straight

TEXTS = {
    "zh": "# 什么是神经网络？\n\n由许多神经元连接而成的模型，参数通过梯度下降来学习。\n\n# 什么是损失函数？\n\n衡量预测与真实值差距的函数。\n",
    "zh-Hant": "# 什麼是神經網路？\n\n由許多神經元連接而成的模型，參數透過梯度下降來學習。\n\n# 什麼是損失函數？\n\n衡量預測與真實值差距的函數。\n",
    "ja": "# ニューラルネットワークとは何ですか？\n\n神経細胞を模した計算の仕組みです。\n\n# 損失関数とは何ですか？\n\n予測と正解の差を測る関数です。\n",
    "ko": "# 신경망이란 무엇인가?\n\n뉴런을 본뜬 계산 모형이다.\n\n# 손실 함수란 무엇인가?\n\n예측과 정답의 차이를 재는 함수이다.\n",
    "ar": "# ما هي الشبكة العصبية؟\n\nنموذج يتكون من عقد كثيرة متصلة ببعضها.\n\n# ما هي دالة الخسارة؟\n\nهي التي تقيس الفرق بين التوقع والحقيقة.\n",
    "he": "# מהי רשת נוירונים?\n\nמודל של יחידות רבות המחוברות זו לזו.\n\n# מהי פונקציית הפסד?\n\nהיא מודדת את ההבדל בין התחזית לבין האמת.\n",
}
LEVELS = {"zh": "1 初级", "zh-Hant": "1 初級", "ja": "1 初級", "ko": "1 초급", "ar": "1 مبتدئ", "he": "1 מתחילים"}


@pytest.mark.parametrize("language", TEXTS)
def test_a_new_deck_is_in_the_language_of_its_documents(language: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXTS[language], "utf-8")
    started = start(tmp_path / "deck", [tmp_path / "a.md"], levels=True)
    assert started.project.language == language
    assert started.project.levels[0].name == LEVELS[language]


@pytest.mark.parametrize("language", TEXTS)
def test_so_is_one_built_without_a_project(language: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXTS[language], "utf-8")
    build_straight([tmp_path / "a.md"], tmp_path / "a.apkg")
    front = str(read((tmp_path / "a.apkg").read_bytes(), "a.apkg").types)
    assert f'lang="{language}"' in front
    assert ('dir="rtl"' in front) == (language in ("ar", "he"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The gradient is what training follows.\n" * 9, None),
        ("用 Python 的 `requests` 调用 REST API，再用 pandas DataFrame 处理 JSON\n```python\n" + "x = frame.merge(y)\n" * 40 + "```\n", "zh"),
        ("「カワイイ」是日语。什么是卷积？它是一种线性运算，在图像处理与深度学习之中常常用到它。", "zh"),
        ("著名的乾坤大挪移是什么？它是一种武功，由张无忌在光明顶的密道之中练成，后来名扬天下。", "zh"),
        ("Der Gradient zeigt, wohin eine Funktion am stärksten wächst, und steht senkrecht auf ihren Niveaulinien.", None),
        ("Что такое градиент? Это направление, в котором функция растёт быстрее всего, и он нужен для обучения.", "ru"),
        ("", None),
        ("1 + 1 = 2", None),
    ],
)  # fmt: skip
def test_which_language_a_text_is_in(text: str, language: str | None) -> None:
    assert document_language(text.split("\n")) == language


def test_a_text_that_runs_left_says_so_whatever_the_deck_is_in() -> None:
    page = Renderer().render("ما هي الشبكة؟\n\n```\nx = 1\n```\n\n$a+b$").html
    assert page.startswith('<div dir="rtl">') and '<pre dir="ltr"><code>x = 1' in page
    for text in ("What does سلام mean in English?", "什么是 שלום 的意思？", "`שלום` a", "$x$", ""):
        assert "dir=" not in Renderer().render(text).html


@pytest.mark.parametrize(
    ("tag", "left"), [("ar-EG", True), ("az-Arab", True), ("ar-Latn", False), ("zh", False), ("ur", True)]
)
def test_the_direction_of_a_language(tag: str, left: bool) -> None:
    assert ('dir="rtl"' in note_type("k", language=tag).templates[0][2]) == left

"""What language a new deck says it is in: told from its documents, and shown on its cards."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckwright.cards.language import document_language
from deckwright.cards.new_project import start
from deckwright.cards.spoken import LANGUAGES, spoken
from deckwright.decks.contents import read
from deckwright.decks.credit import foot
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_that_names_levels_says_all_that_cards_say(language: str) -> None:
    row = LANGUAGES[language]
    front = note_type("k", language=language).templates[1][2]
    assert f'<p class="wanted">{row.wanted}</p>' in front
    said = [row.wanted, row.own, row.document, row.edited, row.editor, *(level.name for level in row.levels)]
    assert all(said) and len(set(said)) == len(said)
    assert language == "en" or row.wanted != LANGUAGES["en"].wanted
    assert [foot(one, "{Buch}", language).count("{Buch}") for one in ("document", "edited", "editor")] == [1, 1, 1]
    assert [level.name[:2] for level in row.levels] == ["1 ", "2 ", "3 "]
    for level in row.levels:  # what a document in that language says is its level
        assert level.name[2:].casefold() in level.says.split(", ")


@pytest.mark.parametrize(
    ("tag", "row"),
    [
        ("pt-BR", "pt"), ("zh-CN", "zh"), ("zh-TW", "zh-Hant"), ("zh_HK", "zh-Hant"), ("zh-Hant-CN", "zh-Hant"),
        ("zh-Hans-TW", "zh"), ("zha", "en"), ("tlh", "en"), ("DE", "de"), (None, "en"), ("", "en"),
    ],
)  # fmt: skip
def test_a_tag_gets_the_row_nearest_to_it(tag: str | None, row: str) -> None:
    assert spoken(tag) == LANGUAGES[row]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The gradient is what training follows.\n" * 9, "en"),
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


OF_ARABIC_SCRIPT = {
    "fa": (
        "شبکه عصبی چیست؟ مدلی است که از گره‌های بسیاری تشکیل شده و با تغییر وزن‌ها یاد می‌گیرد.",
        "پرسش: گرادیان چیست؟ پاسخ: جهتی که تابع در آن سریع‌تر از همه رشد می‌کند.",
        "چگونه می‌توان از بیش‌برازش جلوگیری کرد؟ با داده‌های بیشتر یا توقف زودهنگام.",
    ),
    "ur": (
        "عصبی جال کیا ہے؟ یہ ایک ماڈل ہے جو بہت سی جڑی ہوئی اکائیوں سے بنتا ہے۔",
        "سوال: تدریجی نزول کیا ہے؟ جواب: یہ خطا کم کرنے کا ایک طریقہ ہے۔",
        "ہم زیادہ سیکھنے سے کیسے بچ سکتے ہیں؟ زیادہ ڈیٹا استعمال کر کے۔",
    ),
    "ar": (
        "ما هي الشبكة العصبية؟ نموذج يتكون من عقد كثيرة متصلة ببعضها.",
        "ما هو الانحدار التدريجي؟ طريقة لتقليل الخطأ خطوة بعد خطوة، وتستعمل في التدريب.",
        "تأسست شركة بيبسي (پيبسي) في القرن التاسع عشر، وهي من أشهر الشركات في العالم كله اليوم.",
    ),
}


@pytest.mark.parametrize(
    ("language", "text"), [(tag, text) for tag, texts in OF_ARABIC_SCRIPT.items() for text in texts]
)
def test_languages_of_arabic_script_are_told_by_their_letters(language: str, text: str) -> None:
    assert document_language([text]) == language


@pytest.mark.parametrize(("own", "language"), [(2, "ar"), (3, "fa")])
def test_where_persian_begins(own: int, language: str) -> None:
    assert document_language(["ب" * (100 - own) + "گ" * own]) == language


LATIN = {
    "en": "What is a neural network? It is a model of many connected units which learns by changing the weights. How can overfitting be avoided? One can use regularisation or more data.",
    "de": "Was ist ein neuronales Netz? Es ist ein Modell aus vielen verbundenen Einheiten, das durch Änderung der Gewichte lernt. Wie kann man Überanpassung vermeiden? Man kann mehr Daten verwenden.",
    "fr": "Qu'est-ce qu'un réseau de neurones ? C'est un modèle composé de nombreuses unités connectées, qui apprend en modifiant les poids. Comment éviter le surapprentissage ? On peut utiliser plus de données.",
    "es": "¿Qué es una red neuronal? Es un modelo formado por muchas unidades conectadas, que aprende cambiando los pesos. ¿Cómo se puede evitar el sobreajuste? Se puede usar regularización o más datos.",
    "pt": "O que é uma rede neural? É um modelo formado por muitas unidades conectadas, que aprende mudando os pesos. Como se pode evitar o sobreajuste? Pode-se usar regularização ou mais dados.",
    "it": "Che cos'è una rete neurale? È un modello formato da molte unità collegate, che impara cambiando i pesi. Come si può evitare il sovradattamento? Si può usare la regolarizzazione o più dati.",
    "nl": "Wat is een neuraal netwerk? Het is een model dat uit veel verbonden eenheden bestaat en leert door de gewichten te veranderen. Hoe kan men overfitting voorkomen? Men kan meer data gebruiken.",
    "sv": "Vad är ett neuralt nätverk? Det är en modell som består av många sammankopplade enheter och som lär sig genom att ändra vikterna. Hur kan man undvika överanpassning? Man kan använda mer data.",
}
UNTOLD = {
    "Danish": "Hvad er et neuralt netværk? Det er en model, som består af mange forbundne enheder, og som lærer ved at ændre vægtene. Hvordan kan man undgå overtilpasning? Man kan bruge mere data.",
    "Finnish": "Mikä on neuroverkko? Se on malli, joka koostuu monista toisiinsa kytketyistä yksiköistä ja joka oppii muuttamalla painoja. Miten ylisovittamista voi välttää?",
    "Czech": "Co je to neuronová síť? Je to model, který se skládá z mnoha propojených jednotek a učí se změnou vah. Jak lze předejít přeučení? Lze použít regularizaci, více dat nebo trénink včas zastavit.",
    "Romanian": "Ce este o rețea neuronală? Este un model format din multe unități conectate, care învață prin modificarea ponderilor. Cum se poate evita supraînvățarea? Se poate folosi regularizarea sau mai multe date.",
    "Catalan": "Què és una xarxa neuronal? És un model format per moltes unitats connectades, que aprèn canviant els pesos. Com es pot evitar el sobreajust? Es pot fer servir regularització, més dades o aturar-se abans.",
    "Galician": "Que é unha rede neuronal? É un modelo formado por moitas unidades conectadas, que aprende cambiando os pesos. Como se pode evitar o sobreaxuste? Pódese usar regularización ou máis datos.",
    "Latin": "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani, tertiam qui ipsorum lingua Celtae, nostra Galli appellantur. Hi omnes lingua, institutis, legibus inter se differunt.",
    "words of two languages": "der Hund - the dog\ndie Katze - the cat\ndas Haus - the house\nder Baum - the tree\ndas Buch - the book\n"
    * 4,
    "words": "Hund\nKatze\nMaus\nHaus\nBaum\nBuch\n" * 9,
}


@pytest.mark.parametrize("language", LATIN)
def test_a_language_of_latin_letters_is_told_where_there_is_no_doubt(language: str) -> None:
    assert document_language([LATIN[language]]) == language
    assert (
        document_language([LATIN[language], "```python", "for one in the_list: print(one)\n" * 99, "```"]) == language
    )


@pytest.mark.parametrize("what", UNTOLD)
def test_else_it_is_not(what: str) -> None:
    assert document_language([UNTOLD[what]]) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the apple " * 12, "en"),
        ("the apple " * 11, None),  # 12 small words
        ("the apple pear " * 20 + "plum " * 6, "en"),
        ("the apple pear " * 20 + "plum " * 7, None),  # 0.3 of the words
        ("the apple " * 24 + "der " * 12, "en"),
        ("the apple " * 24 + "der " * 13, None),  # twice the next
    ],
)
def test_where_doubt_begins(text: str, language: str | None) -> None:
    assert document_language([text]) == language


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

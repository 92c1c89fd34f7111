"""Documents that are not UTF-8 are read all the same, and it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.seeds.document import decode
from tests.conftest import ROOT, Result

CHINESE = "问：什么是过拟合？\n答：模型记住了训练集的噪声。\n\n问：什么是池化？\n答：缩小特征图。\n"
TRADITIONAL = "問：什麼是過擬合？\n答：模型記住了訓練集的雜訊，因此在新資料上表現不好。\n"
JAPANESE = "質問：過学習とは何ですか？\n回答：モデルが訓練データの雑音まで覚えてしまうことです。\n"
KOREAN = "질문: 과적합이란 무엇입니까?\n답: 모델이 훈련 데이터의 잡음까지 외우는 것입니다.\n"
SPANISH = "Pregunta: ¿Qué es el sobreajuste?\nRespuesta: El modelo memoriza el ruido del entrenamiento. ¿Cómo se evita? Con regularización.\n"
RUSSIAN = "Вопрос: Что такое переобучение?\nОтвет: Модель запоминает шум обучающих данных.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-16-be"),
        (CHINESE, "utf-16"),
        (CHINESE, "utf-8-sig"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "euc_kr"),
        (SPANISH, "cp1252"),
        (RUSSIAN, "cp1251"),
        ("# What is it?\n\nIt is a test.\n", "utf-16-le"),
    ],
)
def test_the_text_is_found_whatever_the_encoding(text: str, encoding: str) -> None:
    document = decode(text.encode(encoding), "notes.txt")
    assert list(document.lines) == text.splitlines()


@pytest.mark.parametrize("seed", sorted((ROOT / "seeds").iterdir()), ids=lambda path: path.name[:3])
def test_the_seeds_in_the_encoding_of_their_country(seed: Path) -> None:
    text = seed.read_text("utf-8")
    assert decode(text.encode("gb18030"), "notes.txt").lines == decode(seed.read_bytes(), "notes.txt").lines


def test_it_is_told(cli: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(CHINESE.encode("gb18030"))
    result = cli("read", tmp_path / "notes.txt")
    assert result.status == 0 and "notes.txt: read as gb18030" in result.err
    assert "什么是过拟合？" in result.out
    built = cli("build", tmp_path / "notes.txt", "-o", tmp_path / "notes.apkg")
    assert built.status == 0 and "notes.txt: read as gb18030" in built.err


def test_utf_8_is_never_taken_for_something_else() -> None:
    for text in (CHINESE, JAPANESE, KOREAN, SPANISH, RUSSIAN, "plain", "x", ""):
        assert decode(text.encode(), "notes.txt").encoding == "utf-8"


SEVEN_BITS = (
    b"Q: What is +AGEA-?\nA: A letter.\n",
    b"# What is +ADw-b+AD4-?\n\nA tag.\n",
    CHINESE.encode("utf-7"),
    RUSSIAN.encode("utf-7"),
)


@pytest.mark.parametrize("data", SEVEN_BITS)
def test_what_may_be_utf_7_is_for_a_person_to_say(tmp_path: Path, cli: Callable[..., Result], data: bytes) -> None:
    """It would pass for UTF-8, and its words for other ones."""
    (tmp_path / "a.md").write_bytes(data)
    result = cli("read", tmp_path / "a.md")
    assert result.status == 2 and "a.md:1: may be UTF-7: +" in result.err and "--encoding utf-7" in result.err
    assert cli("read", "--encoding", "utf-8", tmp_path / "a.md").status in (0, 1)
    if data == CHINESE.encode("utf-7"):
        assert decode(data, "a.md", "utf-7").lines == decode(CHINESE.encode(), "a.md").lines


@pytest.mark.parametrize(
    "text",
    [
        "C++-like and +foo-bar",
        "a+b-c, +1-800, x +123- y",
        "A+B-C; i++-1",
        "1+Function a",
        "é +AGE-",
        "+ABCDEFGH plus others " * 2,
    ],
)
def test_what_only_looks_a_little_like_it_is_read(text: str) -> None:
    assert decode(text.encode(), "a.md").lines == (text,)

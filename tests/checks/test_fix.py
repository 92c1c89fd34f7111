"""--fix mends what it can prove, --suggested more, once, and not a byte beside it; --same-as joins two notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckwright.cards import store
from deckwright.checks.fix import fix
from deckwright.project import load
from tests.checks.test_rules import deck, write  # noqa: F401
from tests.conftest import SETTINGS, Result, tree

NOTES = """\
# A comment, with,commas 首先,其次.
- id: given22222222   # 注,释
  question: '什么是 Relu?'
  answer: |-
    首先,它很快;其次,`首先,其次` 和 $首先,其次$。@@
    ```
    首先,其次
    ```
  tags: [甲,乙]
- question: "双引号\\t里,面的 \\u6587字,与梯度弥散"
  answer: >-
    折叠的,文字
    第二,行
- question: plain 文字,与 "引号"
  extra: '单''引号,里'
"""


def test_what_is_suggested_is_mended_and_nothing_else(deck: Path) -> None:  # noqa: F811
    write(deck, NOTES.replace("@@", "  "))
    path = deck / "cards" / "own.yaml"
    before = path.read_text("utf-8")
    report = fix(load(deck), suggested=True)
    after = path.read_text("utf-8")
    assert [finding.finding.code for finding in report.fixed].count("mixed-punctuation") >= 4
    for kept in (
        "# A comment, with,commas 首先,其次.",
        "# 注,释",
        "`首先,其次` 和 $首先,其次$。  \n",
        "    首先,其次\n",
        "[甲,乙]",
    ):
        assert kept in after
    assert "首先，它很快；其次，`" in after and "'什么是 ReLU？'" in after and "plain 文字，与" in after
    assert without(before) == without(after)
    again = fix(load(deck), suggested=True)
    assert again.fixed == [] and path.read_text("utf-8") == after
    cards = store.load(path, "own").cards
    assert cards[0].note.tags == ("甲", "乙") and len(cards) == 3


def without(text: str) -> str:
    """A file without the characters that fixes may change: a full-width sign takes the blank behind it along."""
    return re.sub(
        r"(?<=[甲乙()])[,;:?!.] |[,;:?!，；：？！.。()（）]|Relu|ReLU|梯度弥散|梯度消失| +$", "", text, flags=re.M
    )


def test_a_dry_run_shows_and_does_nothing(deck: Path, cli: Callable[..., Result]) -> None:  # noqa: F811
    write(deck, NOTES.replace("@@", "  "))
    before = tree(deck)
    result = cli("check", "--project", deck, "--fix", "--suggested", "--dry-run")
    assert result.status == 0 and tree(deck) == before
    assert "-  question: '什么是 Relu?'\n" in result.out
    assert "+  question: '什么是 ReLU？'\n" in result.out
    cli("check", "--project", deck, "--fix", "--suggested")
    assert tree(deck) != before


def test_what_a_machine_cannot_mend_in_place_is_said(deck: Path, cli: Callable[..., Result]) -> None:  # noqa: F811
    write(deck, '- {question: "a\\u6587,\\u5b57", answer: b}\n')
    before = tree(deck)
    result = cli("check", "--project", deck, "--fix", "--suggested")
    assert "only a person can mend it" in result.out
    assert tree(deck) == before


@given(
    st.lists(
        st.text(st.sampled_from("甲乙 ,;.?!()aB1`$*\n-#:'\"\\"), max_size=24).filter(lambda text: text.strip() != ""),
        min_size=1,
        max_size=4,
    )
)
def test_fixing_is_done_in_one_go_whatever_the_text(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    from deckwright.files.yamltext import entry
    from deckwright.text.entering import entering

    texts = [clean for text in texts if (clean := entering(text))]
    folder = tmp_path_factory.mktemp("fix")
    (folder / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    (folder / "deck.lock").write_text('{"format": 1, "key": "notes-k3y4t3st"}\n', "utf-8")
    (folder / "cards").mkdir()
    notes = "".join("  - " + entry("question", text, 4)[4:] for text in texts)
    path = folder / "cards" / "own.yaml"
    path.write_text(f"format: 1\nnotes:\n{notes}" if texts else "format: 1\n", "utf-8")
    before = path.read_text("utf-8")
    report = fix(load(folder), suggested=True)
    after = path.read_text("utf-8")
    assert without(before) == without(after)
    assert (after == before) == (not report.fixed)
    assert fix(load(folder), suggested=True).fixed == []


def test_two_notes_become_one(deck: Path, cli: Callable[..., Result]) -> None:  # noqa: F811
    notes = "- {id: given22222222, question: What is dropout?, answer: a}\n- id: conflict22222\n  question: theirs\n  answer: b\n"
    write(deck, notes)
    result = cli("check", "--project", deck, "--same-as", "conflict22222", "given22222222")
    assert result.status == 0 and "is now asked by 'What is dropout?'" in result.out
    text = (deck / "cards" / "own.yaml").read_text("utf-8")
    assert text == f"format: 1\nnotes:\n{notes}  same_as: given22222222\n"


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("given22222222", "zzzz"), "there is no note zzzz"),
        (("given22222222", "given22222222"), "cannot be the same as itself"),
        (("given22222222", "flagged222222"), "which is unanswered and not packed"),
    ],
)
def test_what_cannot_be_joined(deck: Path, cli: Callable[..., Result], pair: tuple[str, str], said: str) -> None:  # noqa: F811
    write(deck, "- id: given22222222\n  question: a\n  answer: b\n- id: flagged222222\n  question: c\n")
    before = tree(deck)
    result = cli("check", "--project", deck, "--same-as", *pair)
    assert result.status == 2 and said in result.err
    assert tree(deck) == before


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_a_byte_order_mark_stay(deck: Path, mark: bytes, end: str) -> None:  # noqa: F811
    text = (
        "format: 1\nnotes:\n- id: given22222222\n  question: 甲？\n  answer: |-\n    首先,它很快。\n    其次,它很小。\n"
    )
    path = deck / "cards" / "own.yaml"
    path.write_bytes(mark + text.replace("\n", end).encode())
    assert len(fix(load(deck), suggested=True).fixed) == 2
    mended = text.replace("先,它", "先，它").replace("次,它", "次，它")
    assert path.read_bytes() == mark + mended.replace("\n", end).encode()


def test_a_file_that_a_machine_cannot_mend_stays_as_it_is(deck: Path, cli: Callable[..., Result]) -> None:  # noqa: F811
    path = deck / "cards" / "own.yaml"
    path.write_bytes("format: 1\rnotes:\r- id: given22222222\r  question: 什么是,堆?\r  answer: 好,的\r".encode())
    before = path.read_bytes()
    result = cli("check", "--fix", "--project", deck)
    assert result.status in (0, 1) and path.read_bytes() == before


def test_many_fixes_in_one_file(deck: Path) -> None:  # noqa: F811
    notes = "".join(f"- question: 第{number}题,很短\n  answer: '甲,乙 {number}'\n" for number in range(1500))
    write(deck, notes + '- {question: "a\\u6587,\\u5b57", answer: b}\n')
    report = fix(load(deck), suggested=True)
    assert len(report.fixed) == 3000 and len(report.skipped) == 1


SHOWN = """\
- question: 句子怎样写？
  answer: |-
    这一行末尾有一个空格@
    所以两行之间不换行。
- question: Who wrote it?
  answer: |-
    Bürger,\t
    in 1773, 首先,其次
"""


def test_a_safe_fix_leaves_what_the_card_shows(deck: Path, cli: Callable[..., Result]) -> None:  # noqa: F811
    from deckwright.decks.markdown import Renderer

    write(deck, SHOWN.replace("@", " "))
    path = deck / "cards" / "own.yaml"
    before = [card.note.answer or "" for card in store.load(path, "own").cards]
    said = cli("check", "--project", deck).out
    assert "2 can be mended with --fix; 1 can be mended with --fix --suggested" in said
    dry = cli("check", "--fix", "--dry-run", "--project", deck)
    assert "2 findings would be mended" in dry.out + dry.err
    result = cli("check", "--fix", "--project", deck)
    after = [card.note.answer or "" for card in store.load(path, "own").cards]
    assert before != after and all("\t" not in text and " \n" not in text for text in after)
    flat = [[" ".join(Renderer().render(text).html.split()) for text in texts] for texts in (before, after)]
    assert flat[0] == flat[1] and "首先,其次" in after[1]
    assert "can be mended with --fix;" not in result.out and "1 can be mended with --fix --suggested" in result.out


@pytest.mark.parametrize(
    "answer",
    [
        "床前明月光  \n疑是地上霜",
        "写 `a\tb`",
        "```\n首行  \n次行\t\n```",
        "    缩进的代码  \n    还有一行\t",
        "é and e\u0301 are one letter",
        "Donau\u00addampf\u00adschiff",
        "见 https://zh.wikipedia.org/wiki/梯度弥散,很好",
        "torch.nn.functional.drop-out(x, p=Relu)",
        "用户名:密码@主机:端口，C:盘",
        "首先,它很快.",
    ],
)
def test_what_a_safe_fix_leaves_alone(deck: Path, answer: str) -> None:  # noqa: F811
    import json

    write(deck, f"- {{question: 什么?, answer: {json.dumps(answer, ensure_ascii=False)}}}\n")
    before = tree(deck)
    assert fix(load(deck)).fixed == []
    assert tree(deck) == before


def test_each_suggestion_is_shown_with_its_change(deck: Path, cli: Callable[..., Result]) -> None:  # noqa: F811
    write(deck, "- {question: 什么是梯度?, answer: '首先它很快,其次它很小'}\n")
    result = cli("check", "--fix", "--suggested", "--project", deck)
    assert "什么是梯度[?→？], answer" in result.out and "首先它很快[,→，]其次它很小" in result.out
    assert "can be mended" not in result.out
    wrong = cli("check", "--suggested", "--project", deck)
    assert wrong.status == 2 and "--suggested goes with --fix" in wrong.err


@pytest.mark.parametrize(
    "note",
    [
        "{question: 集成学习（ensemble learning）好在哪里？, answer: 稳}",
        "{question: 维度灾难又叫什么？, answer: 维数灾难}",
        "{question: The term in English?, answer: ensemble learning}",
        "{question: 'Which?', kind: choice, choices: [{text: Relu}, {text: ReLU, correct: true}]}",
        "{question: 'It is {{c1::Relu}}.', kind: cloze}",
        "{question: 'Call nn.functional.Relu(x) or --act=Relu or Relu_v2 or use Relu.py', answer: a}",
        "{question: 'Write to Relu-list@example.org or see https://example.org/Relu', answer: a}",
        "{question: “Relu”和“RELU”哪个对？, answer: 都不对}",
    ],
)
def test_no_term_is_suggested_where_the_word_is_the_subject(deck: Path, note: str) -> None:  # noqa: F811
    settings = deck / "deckwright.yaml"
    names = "glossary: {集成学习: [ensemble learning], 维度灾难: [维数灾难], ReLU: [Relu, RELU]}"
    settings.write_text(SETTINGS + names + "\n", "utf-8")
    write(deck, f"- {note}\n")
    assert not [one for one in fix(load(deck), suggested=True).fixed if one.finding.code == "glossary"]


@pytest.mark.parametrize("label", ["第17题：", "第3题、", "第12题. ", "第 4 题 "])
def test_a_label_goes_with_its_sign(deck: Path, cli: Callable[..., Result], label: str) -> None:  # noqa: F811
    write(deck, f"- {{question: '{label}什么是死锁？', answer: 两个进程互相等待对方的锁。}}\n")
    cli("check", "--project", deck, "--fix", "--suggested")
    [file] = store.load_all(deck / "cards")
    assert file.cards[0].note.question == "什么是死锁？"

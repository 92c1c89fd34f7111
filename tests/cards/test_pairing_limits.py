"""The words of a text, what changed between two, and where the rules draw their lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deckwright.cards.pairing import answers, match, telling, verdict, wording
from deckwright.cards.pairing.answers import AnswerChange, Witness, compare_answers
from deckwright.cards.pairing.context import LONG, Context
from deckwright.cards.pairing.difference import BELONGINGS_KEPT, Level, QuestionChange, compare_questions
from deckwright.cards.pairing.forms import weight
from deckwright.cards.pairing.match import pair
from deckwright.cards.pairing.places import rising
from deckwright.cards.pairing.records import Record
from deckwright.cards.pairing.tables import language_of
from deckwright.cards.pairing.verdict import Verdict
from deckwright.cards.pairing.wording import Change, change
from deckwright.cards.pairing.words import words_of

SAME, DOUBT, ANOTHER = Verdict.SAME, Verdict.DOUBT, Verdict.ANOTHER


def changed(one: str, two: str, language: str = "en") -> Change:
    return change(words_of(one, language), words_of(two, language))


def level(one: str, two: str) -> Level:
    return compare_questions(Record(one, "x"), Record(two, "x")).level


def witness(one: str, two: str, question: str = "What is told of the thing?") -> AnswerChange:
    old, new = Record(question, one), Record(question, two)
    return compare_answers(old, new, Context([old], [new]))


# Words


@pytest.mark.parametrize(
    ("text", "language", "norms"),
    [
        ("Qu'est-ce que l'inertie ?", "fr", "inerti"),
        ("Comment taille-t-on les rosiers ?", "fr", "taill rosier"),
        ("Wer fuehrte die Zuenfte?", "de", "fuehr zuenf"),
        ("Wer führte die Zünfte?", "de", "fuehr zuenf"),
        ("Why don't ships sink?", "en", "not ship sink"),
        ("Should one put butter on it?", "en", "butter"),
        ("How many eggs are 2,000?", "en", "egg 2000"),
        ("김치는 왜 십니까?", "ko", "김치 십니까"),
        ("(b) What is salt?", "en", "salt"),
    ],
)
def test_the_words_that_say_what_is_asked(text: str, language: str, norms: str) -> None:
    assert " ".join(word.norm for word in Record(text).words(language) if word.says) == norms


@pytest.mark.parametrize(
    ("text", "around", "language"),
    [
        ("Maraton koşusu kaç kilometredir?", "", "tr"),
        ("A che temperatura va servito?", "it", "it"),
        ("Barolo?", "it", ""),
        ("Il Po", "it", "it"),
        ("Il Po", "fr", "fr"),
        ("霧はなぜ発生しますか。", "", "ja"),
    ],
)
def test_the_language_of_a_text(text: str, around: str, language: str) -> None:
    assert language_of(text, around) == language


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Why do stars twinkle?", "What makes stars twinkle?"),
        ("What is hypothermia?", "What does hypothermia mean?"),
        ("How is yeast kept?", "In what way is yeast kept?"),
        ("¿Cómo respiran los peces?", "¿De qué modo respiran los peces?"),
        ("Warum ist das Meer salzig?", "Weshalb ist das Meer salzig?"),
        ("Pourquoi le ciel est-il bleu ?", "Pour quelle raison le ciel est-il bleu ?"),
        ("为什么会打雷？", "打雷的原因是什么？"),
        ("台風とは何ですか。", "台風の定義は何ですか。"),
        ("Почему дует ветер?", "По какой причине дует ветер?"),
        ("What is the use of `len`?", "What is the use of len?"),
    ],
)
def test_a_roundabout_way_of_asking_is_the_plainest(one: str, two: str) -> None:
    assert level(one, two) <= Level.FORMS


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("In which year was it signed?", "In which month was it signed?"),
        ("What is exported to Kenya?", "What is exported from Kenya?"),
        ("What is yeast?", "What is yeast for?"),
        ("Who beat Napoleon at Waterloo?", "Whom did Napoleon beat at Waterloo?"),
        ("What is the past tense of go?", "What is the past tense of take?"),
        ("¿Qué es un puerto?", "¿Qué es una puerta?"),
        ("Что такое банк?", "Что такое банка?"),
        ("How many miles are a kilometre?", "How many kilometres are a mile?"),
    ],
)
def test_small_differences_need_the_answer(one: str, two: str) -> None:
    """None of them is the same by its place alone."""
    found = compare_questions(Record(one, "x"), Record(two, "y"))
    other = AnswerChange(Witness.OTHER, own=True)
    assert verdict.verdict(found, other, in_place=True, speaks=True) is not SAME


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("What does `ls -a` do?", "What does `ls -l` do?"),
        ("Is `x is None` true for 0?", "Is `x in None` true for 0?"),
        ("What does `a AND b` give?", "What does `a OR b` give?"),
        ("What does `git stash pop` do?", "What does `git stash apply` do?"),
        ("What does `x += 1` do?", "What does `x -= 1` do?"),
        ("What does `\\d+` match?", "What does `\\D+` match?"),
        ("What is $x^2$?", "What is $x^3$?"),
        ('What is the past of "be"?', 'What is the past of "do"?'),
        ("How many electrons has orbital s?", "How many electrons has orbital p?"),
        ("Who was Henry II?", "Who was Henry IV?"),
    ],
)
def test_in_code_and_of_names_every_token_distinguishes(one: str, two: str) -> None:
    assert level(one, two) is Level.TOLD


def test_one_character_that_gave_way_is_another_thing() -> None:
    for one, two in (("什么是流动比率？", "什么是速动比率？"), ("什么是先进先出？", "什么是后进先出？")):
        assert level(one, two) in (Level.REPLACED, Level.TOLD)


# What changed


def test_what_gives_way_where_it_stands_and_what_does_not() -> None:
    assert changed("How do you sow a carrot?", "How do you sow a parsnip?").framed
    assert not changed("How do you sow a carrot?", "In what way is a parsnip sown?").framed
    assert changed("Quel est le rôle de la racine ?", "Quel est le rôle du tallo ?", "fr").framed
    long = " ".join(f"word{chr(97 + at)}" for at in range(wording.SPAN))
    assert changed("What is salt like?", f"What is {long} like?").framed
    assert not changed("What is salt like?", f"What is {long} more like?").framed


def test_words_of_one_family() -> None:
    assert wording.kindred("inventor", "invented") and wording.kindred("hard", "hardness")
    assert wording.kindred("abcdef", "abcxyz") and not wording.kindred("abcdefg", "abcxyzu")
    assert not wording.kindred("mitosis", "meiosis")


def test_what_is_spelt_alike_counts_in_part() -> None:
    near, far = changed("tall regularistion", "tall regularisation"), changed("tall anode", "tall cathode")
    assert near.kept > wording.KEPT > far.kept
    # three letters of ten, and four of ten, that differ
    assert changed("abcdefghij", "abcdefgxyz").kept >= wording.SPELT_ALIKE
    assert changed("zzabcdefghij", "abxxxxghijyy").kept == 0.0


def test_more_said_of_the_same_keeps_it() -> None:
    assert changed("tall iron", "tall iron grave stone bridge").kept == pytest.approx(wording.KEPT)
    assert changed("tall iron", " ".join(["tall iron", *(f"stonewall{c}" for c in "abcdefgh")])).kept < wording.ADDED


def test_a_slip_of_the_pen_and_a_misspelling() -> None:
    def both(one: str, two: str) -> tuple[bool, bool]:
        a, b = words_of(one, "en"), words_of(two, "en")
        return wording.slip(a, b), wording.misspelt(a, b)

    assert both("Lniux runs", "Linux runs") == (True, True)
    assert both("The cellule", "The calulle") == (False, False)  # two letters
    assert both("The nitrate", "The nitrite") == (False, True)
    assert both("The IPv4", "The IPv6") == (False, False)
    assert both("The pneumothorax", "The haemothorax") == (False, False)


def test_one_term_or_a_place_and_a_time() -> None:
    came = words_of("stone grave iron", "en")
    assert telling.one_place(Change((), came[: telling.FEW], 0.9))
    assert not telling.one_place(Change((), came[: telling.FEW + 1], 0.9))


def test_options_of_a_question() -> None:
    def found(kept: int) -> Level:
        options = [tuple((f"o{at}", False) for at in side) for side in (range(4), range(4 - kept, 8 - kept))]
        old, new = (Record("Which stone is hard?", "x", choices=side) for side in options)
        return compare_questions(old, new).level

    assert found(int(4 * BELONGINGS_KEPT)) < Level.LITTLE and found(1) is Level.LITTLE


# Answers


@pytest.mark.parametrize(
    ("one", "two", "wanted"),
    [
        ("Sargasso Sea", "In the Sargasso Sea", Witness.EQUAL),
        ("30 to 2", "30:2", Witness.EQUAL),
        ("3 days", "About three days", Witness.EQUAL),
        ("24", "24 images", Witness.HELD),
        ("Bis zu 2000", "Bis zu 2.000 Stück", Witness.HELD),
        ("Max Miedinger", "Max Miedinger (1957)", Witness.HELD),
        ("春季", "春季（三到五月）", Witness.HELD),
        ("It drops the newest stash.", "It keeps the newest stash.", Witness.LIKE),
        ("Layer 3", "Layer 2", Witness.AGAINST),
        ("13%", "3%", Witness.AGAINST),
        ("It turns to the left.", "It turns to the right.", Witness.AGAINST),
        ("The drug works.", "The drug does not work.", Witness.AGAINST),
        ("More is earned than is spent abroad", "More is spent than is earned abroad", Witness.AGAINST),
        ("Sulphur", "Copper", Witness.OTHER),
    ],
)
def test_what_an_answer_witnesses(one: str, two: str, wanted: Witness) -> None:
    assert witness(one, two).witness is wanted


def test_what_an_answer_must_weigh() -> None:
    assert weight("王羲之") == 6 and weight("abc") == 3 and weight("한국") == 4
    letters = "abcdefghijklmnopqrstuvwxyz"
    assert witness(letters[:LONG], letters[:LONG]).long and not witness(letters[: LONG - 1], letters[: LONG - 1]).long
    assert witness("112", "112").weak is False and witness("12", "12").weak
    assert witness("Yes", "Yes").weak and witness("ありません", "ありません").weak
    assert len("112") == answers.SAYING


def test_how_far_an_answer_is_looked_at() -> None:
    facts = ["gold", "iron", "lead", "zinc", "salt", "sand"]
    assert witness("mass 1 gold", "mass 2 salt").witness is Witness.AGAINST  # so few words say no more
    assert len(words_of("mass 1 gold mass 2 salt", "en")) == answers.FEW
    assert witness("mass 1 gold ore", "mass 2 salt sea").witness is Witness.OTHER
    near, far = "1 gold iron lead zinc", "1 gold tin brass bronze"
    assert witness(near, "2 gold iron lead salt").kept == pytest.approx(wording.KEPT)
    assert witness(near, "2 gold iron lead salt").witness is Witness.AGAINST
    assert witness(far, "2 gold iron lead salt").witness is Witness.OTHER
    assert witness(" ".join(facts), f"gold {' '.join(reversed(facts[1:]))}").kept >= answers.APART
    long = "word " * (answers.CLOSE_LOOK // 5)
    assert witness(f"{long}gold", f"{long}salt").witness in (Witness.LIKE, Witness.HELD, Witness.EQUAL)


# The table's lines


def decided(at: Level, kept: float, answer: AnswerChange, *, in_place: bool = False) -> Verdict:
    return verdict.verdict(QuestionChange(at, kept), answer, in_place, speaks=True)


def test_where_the_table_draws_its_lines() -> None:
    missing, other = AnswerChange(Witness.MISSING), AnswerChange(Witness.OTHER)
    assert decided(Level.GROWN, verdict.SURELY, missing) is SAME and decided(Level.GROWN, 0.79, missing) is DOUBT
    assert decided(Level.REPHRASED, 0.8, missing) is SAME and decided(Level.REPHRASED, 0.79, missing) is DOUBT
    assert decided(Level.GROWN, 0.61, other) is DOUBT and decided(Level.GROWN, 0.6, other) is ANOTHER
    assert decided(Level.LITTLE, 0.3, other, in_place=True) is DOUBT
    assert decided(Level.LITTLE, 0.29, other, in_place=True) is ANOTHER
    close, loose = (AnswerChange(Witness.LIKE, weight=LONG, own=True, kept=kept) for kept in (0.85, 0.84))
    assert decided(Level.REPHRASED, 0.7, close) is SAME and decided(Level.REPHRASED, 0.7, loose) is DOUBT


def test_a_word_that_gave_way_is_never_the_same_by_a_short_answer() -> None:
    for at in (Level.REPLACED, Level.TOLD):
        change_ = QuestionChange(at, 0.9, framed=True, gave_way=True)
        for weight_ in (LONG, LONG - 1):
            equal = AnswerChange(Witness.EQUAL, weight=weight_, own=True, kept=1.0)
            assert verdict.verdict(change_, equal, in_place=True, speaks=True) is DOUBT
        weak = AnswerChange(Witness.EQUAL, own=True, weak=True, kept=1.0)
        assert verdict.verdict(change_, weak, in_place=True, speaks=True) is ANOTHER


# Documents


def project(questions: list[str], answer: str) -> list[Record]:
    return [Record(text, f"{answer} {text[::-1]}", document="d.md", place=at) for at, text in enumerate(questions)]


THINGS = ["copper", "granite", "lichen", "walnut", "barley", "mercury", "pelican", "glacier", "saffron", "juniper"]


def test_reworded_questions_in_order_bear_each_other_out() -> None:
    old = project([f"What is {thing}?" for thing in THINGS], "Old text")
    new = project([f"What does {thing} mean?" for thing in THINGS], "Wholly other words")
    assert pair(old, new).pairs == {at: at for at in range(10)}
    assert pair(old[:1], new[:1]).doubts and not pair(old[:1], new[:1]).pairs


@pytest.mark.parametrize(("asked", "others", "whole"), [(4, 0, True), (3, 0, False), (4, 1, True), (4, 2, False)])
def test_a_document_put_otherwise_is_one_doubt(asked: int, others: int, whole: bool) -> None:
    """From so many questions on, and where hardly another of it was lost."""
    assert match.FEW == 4 and 4 / 5 >= match.MOSTLY > 4 / 6
    lost = [f"Who sells {thing} at sea?" for thing in THINGS[8 : 8 + others]]
    old = project([*(f"How does one make {thing}?" for thing in THINGS[:asked]), *lost], "Old text")
    new = project([f"How does anyone need {thing}?" for thing in THINGS[:asked]], "Wholly other words")
    found = pair(old, new)
    assert len(found.doubts) == asked and all(doubt.whole == whole for doubt in found.doubts)


def test_ten_siblings_are_no_document_put_otherwise() -> None:
    old = project([f"How many legs has the {thing}?" for thing in THINGS], "Old text")
    new = project([f"How many legs has the {thing[::-1]}?" for thing in THINGS], "Wholly other words")
    assert not pair(old, new).doubts and not pair(old, new).pairs


def test_no_absurd_proposals() -> None:
    old = [Record("Was ist eine Wende?", "Ein Manöver mit dem Bug durch den Wind", document="d.md", place=0)]
    new = [Record("Darf man im Fahrwasser wenden?", "Ja", document="d.md", place=5)]
    assert not pair(old, new).doubts


def test_the_longest_run_that_rises() -> None:
    assert rising([3, 1, 2, 5, 4]) in ([1, 2, 3], [1, 2, 4]) and rising([]) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            ("O que é um planalto?", "Superfície elevada e quase plana, em que a erosão é maior que a acumulação."),
            ("O que é uma planície?", "Superfície baixa e quase plana, em que a acumulação é maior que a erosão."),
        ),
    ],
)
def test_an_answer_that_is_only_alike_carries_no_other_word(old: tuple[str, str], new: tuple[str, str]) -> None:
    found = pair([Record(*old, document="d.md")], [Record(*new, document="d.md")])
    assert not found.pairs


def test_a_question_that_grew_needs_more_than_a_like_answer() -> None:
    like = AnswerChange(Witness.LIKE, weight=LONG, own=True, kept=verdict.CLOSELY)
    assert decided(Level.GROWN, 0.9, like) is Verdict.SAME
    assert decided(Level.GROWN, 0.9, replace(like, kept=verdict.CLOSELY - 0.01)) is Verdict.DOUBT

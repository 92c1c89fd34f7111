"""The words of a text, what changed between two, and where the rules draw their lines."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from deckwright.cards.pairing import answers, candidates, match, shared, telling, verdict, wording
from deckwright.cards.pairing.answers import AnswerChange, Witness, compare_answers
from deckwright.cards.pairing.context import LONG, Context
from deckwright.cards.pairing.difference import BELONGINGS_KEPT, Level, QuestionChange, compare_questions
from deckwright.cards.pairing.forms import weight
from deckwright.cards.pairing.match import pair
from deckwright.cards.pairing.places import rising
from deckwright.cards.pairing.records import Record
from deckwright.cards.pairing.shared import Shared
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
    missing = AnswerChange(Witness.MISSING)
    assert decided(Level.GROWN, verdict.SURELY, missing) is SAME and decided(Level.GROWN, 0.79, missing) is DOUBT
    assert decided(Level.REPHRASED, 0.8, missing) is SAME and decided(Level.REPHRASED, 0.79, missing) is DOUBT
    assert decided(Level.LITTLE, verdict.SOMEWHAT, missing, in_place=True) is DOUBT
    assert decided(Level.LITTLE, 0.29, missing, in_place=True) is ANOTHER


@pytest.mark.parametrize(
    ("answer", "sure", "asked"),
    [
        (AnswerChange(Witness.EQUAL, weight=LONG - 1, own=True, kept=1.0), 0.78, 0.12),
        (AnswerChange(Witness.EQUAL, weight=LONG, weak=True, kept=1.0), 0.78, 0.2),
        (AnswerChange(Witness.LIKE, weight=LONG, own=True, kept=verdict.CLOSELY), 0.75, 0.1),
        (AnswerChange(Witness.OTHER, weight=LONG, own=True), None, 0.1),
        (AnswerChange(Witness.AGAINST, weight=LONG, own=True), None, 0.1),
    ],
)
def test_how_likely_a_pair_has_to_be(
    monkeypatch: pytest.MonkeyPatch, answer: AnswerChange, sure: float | None, asked: float
) -> None:
    """Sure from the one likelihood on, another below the other."""

    def at(likelihood: float) -> Verdict:
        odds = math.log(likelihood / (1 - likelihood))
        monkeypatch.setitem(verdict.WEIGHTS, verdict.kind_of(answer), {"bias": odds})
        question = QuestionChange(Level.REPHRASED, 0.7, letters=0.7, gave_way=True)
        return verdict.verdict(question, answer, True, speaks=True)

    assert at(0.98) is (SAME if sure else DOUBT)
    if sure:
        assert at(sure + 0.01) is SAME and at(sure - 0.01) is DOUBT
    assert at(asked + 0.01) is DOUBT and at(asked - 0.01) is ANOTHER


@pytest.mark.parametrize("level", [level for level in Level if level > Level.WORDS])
def test_a_long_answer_of_its_own_carries_whatever_is_asked(level: Level) -> None:
    """But a number, a negation, an opposite or a name that gave way in a wording that stayed is asked about."""
    carried = AnswerChange(Witness.EQUAL, weight=LONG, own=True, kept=1.0)
    shorter = AnswerChange(Witness.EQUAL, weight=LONG - 1, own=True, kept=1.0)
    of_others = AnswerChange(Witness.EQUAL, weight=LONG, own=False, weak=True, kept=1.0)
    question = QuestionChange(level, 0.1, letters=0.3, framed=True, gave_way=True)
    turned = replace(question, turned=True)
    assert verdict.verdict(question, carried, False, speaks=True) is SAME
    assert verdict.verdict(turned, carried, True, speaks=True) is DOUBT
    assert verdict.verdict(replace(turned, framed=False), carried, False, speaks=True) is SAME
    for answer in (shorter, of_others):
        assert verdict.verdict(question, answer, False, speaks=True) is not SAME


def test_letters_that_slipped_in_both_are_asked_about_from_88_in_100_kept() -> None:
    for letters, kept, wanted in ((0.88, 0.88, DOUBT), (0.87, 1.0, ANOTHER), (1.0, 0.87, ANOTHER)):
        question = QuestionChange(Level.LITTLE, 0.0, letters=letters, framed=True, gave_way=True)
        answer = AnswerChange(Witness.LIKE, weight=4, own=True, kept=kept)
        assert verdict.verdict(question, answer, True, speaks=True) is wanted


def likely(answer: AnswerChange, **question: object) -> float:
    return verdict.likelihood(QuestionChange(Level.LITTLE, 0.4, gave_way=True, **question), answer, True)  # type: ignore[arg-type]


def test_what_makes_a_pair_likelier() -> None:
    """The more an answer says, up to MUCH_SAID; a wording that changed around what stayed, not one that stayed."""
    at = [AnswerChange(Witness.EQUAL, weight=weight, own=False, kept=1.0) for weight in (3, 8, 20, 30, 31)]
    rising_ = [likely(answer) for answer in at]
    assert rising_ == sorted(rising_) and rising_[3] == rising_[4] > rising_[2] and verdict.MUCH_SAID == 30
    assert likely(at[1]) - likely(at[0]) > likely(at[2]) - likely(at[1]) and verdict.LITTLE_SAID == 8
    put_otherwise, beside = Shared(phrased=1.0), Shared(phrased=1.0, beside=1.0)
    assert likely(at[2], framed=True) < likely(at[2]) < likely(at[2], shared=put_otherwise)
    assert likely(at[2], shared=put_otherwise) < likely(at[2], shared=beside)


def test_what_two_questions_share() -> None:
    def of(one: str, two: str) -> Shared:
        return compare_questions(Record(one, "x"), Record(two, "x")).shared

    grown = of("Which organ makes insulin?", "Which organ of cold animals makes insulin?")
    assert grown.covered == 1.0 and grown.replaced == 0.0 and grown.longest == 1.0
    many = of("Who sold copper granite lichen walnut barley?", "Who sold mercury pelican glacier saffron juniper?")
    assert many.replaced == 0.0 or shared.MUCH_REPLACED == 40
    heavier = of("Who sold copper granite lichen walnut barley cinnabar?",
                 "Who sold mercury pelican glacier saffron juniper antimony?")  # fmt: skip
    assert many.replaced < heavier.replaced < 1.0
    assert of("Why is salt white?", "Then why is salt white?").phrased == pytest.approx(1 / shared.MANY_SMALL_WORDS)
    assert of("copper granite lichen walnut?", "copper granite lichen barley?").several == 3 / shared.SEVERAL
    assert of("Who drew the boat of Anna?", "By whom was the ship of Anna drawn?").named == 1.0
    came = {text: of("Where do herons nest?", text).beside for text in (
        "Which marsh do herons nest in?", "Which damp marsh do herons nest in?", "Which of marsh do herons nest in?",
        "Which marsh do sleepy herons nest in?", "Where do herons of marshland nest?")}  # fmt: skip
    assert list(came.values()) == [1.0, 1.0, 0.0, 0.0, 0.0] and (shared.BESIDE, shared.NEAR) == (1, 2)


def test_rivals_must_be_less_like_by_a_margin() -> None:
    """By MARGIN; two that are as good for one note are asked about."""
    old = [Record("Why does the clock in the old hall tick?", "A weight pulls.", document="d.md")]
    near = [replace(old[0], question=f"Why does the clock of the {word} hall tick?") for word in ("old", "old tall")]
    found = pair(old, [replace(one, place=at) for at, one in enumerate(near)])
    kept = [compare_questions(old[0], one).kept for one in near]
    assert (not found.pairs) == (abs(kept[0] - kept[1]) < match.MARGIN) and match.MARGIN == 0.08


# Candidates


def test_what_leads_to_a_record() -> None:
    """A mark that too many have leads to none; the rarest are looked up, and the nearest compared."""
    several = [Record(f"copper{at}copper?", None) for at in range(candidates.COMMON)]
    assert candidates.Index(several, range(candidates.COMMON)).near(Record("copper?"))
    crowd = [*several, Record("copperxcopper?", None)]
    assert not candidates.Index(crowd, range(len(crowd))).near(Record("copper?"))
    assert len(candidates.Index(several, range(40)).near(Record("copper?"))) == candidates.NEAREST
    assert candidates.COMMON == 40 and candidates.NEAREST == 6


def test_how_many_of_its_marks_lead_to_a_record() -> None:
    words = ["".join(sorted(THINGS[at % 10]))[:4] + "qxzjvkwy"[at // 10] * 2 for at in range(80)]
    new = Record(" ".join(words), None)
    rare, common = words[0], words[1]
    old = [Record(rare, None), *(Record(common, None) for _ in range(30))]
    index = candidates.Index(old, range(len(old)))
    assert 0 in index.near(new) and candidates.RAREST == 24


def test_runs_of_letters_and_the_head_of_an_answer_are_marks() -> None:
    found = set(candidates.marks(Record("copper", "x" * candidates.ANSWERED + "granite")))
    assert {f"q{'copper'[at : at + candidates.GRAM]}" for at in range(3)} <= found
    assert not any(mark.startswith("a") and "g" in mark for mark in found) and candidates.ANSWERED == 160


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


def test_an_answer_that_is_only_alike_has_to_be_close() -> None:
    like = AnswerChange(Witness.LIKE, weight=LONG, own=True, kept=verdict.CLOSELY)
    certain = QuestionChange(Level.GROWN, 0.95, shared=Shared(named=1.0, phrased=1.0))
    assert verdict.verdict(certain, like, True, speaks=True) is SAME and verdict.CLOSELY == 0.85
    assert verdict.verdict(certain, replace(like, kept=verdict.CLOSELY - 0.01), True, speaks=True) is DOUBT


@pytest.mark.parametrize(
    "change_",
    [
        QuestionChange(Level.REPLACED, 0.9, framed=True, gave_way=True),  # a word gave way in a wording that stayed
        QuestionChange(Level.TOLD, 0.9, gave_way=True, turned=True),  # a number, a name, a negation
    ],
)
def test_what_no_likelihood_outweighs(monkeypatch: pytest.MonkeyPatch, change_: QuestionChange) -> None:
    for which in verdict.WEIGHTS:
        monkeypatch.setitem(verdict.WEIGHTS, which, {"bias": 9.0})
    short = AnswerChange(Witness.EQUAL, weight=LONG - 1, own=True, kept=1.0)
    assert verdict.verdict(change_, short, True, speaks=True) is DOUBT
    plain = QuestionChange(Level.REPHRASED, 0.9, gave_way=True)
    assert verdict.verdict(plain, short, True, speaks=True) is SAME
    assert verdict.verdict(plain, replace(short, weak=True, nods=True), True, speaks=True) is DOUBT

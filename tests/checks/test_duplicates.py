"""Over this repository's deck: what five documents ask twice is found, and nothing else is called the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckwright.cards.store import cards_in, load_all
from deckwright.checks.likeness.groups import edges
from deckwright.checks.likeness.judge import Verdict
from deckwright.checks.likeness.said import Reader, names_of
from deckwright.checks.near import alike
from deckwright.checks.run import check
from deckwright.project import load

ASKED_TWICE = {
    "weight sharing": ("p5yziwhgnmiv2", "rqbdwe6fbxriz"),
    "fine-tuning": ("aa3vxbqmg4vdp", "kgr4uuau77vvr"),
    "collinearity": ("fel3y4qdoer67", "ub74h2ss3ujlo"),
    "gradients that explode": ("iajech3w6tmvj", "ht6dtwc4a4tz5"),
    "no free lunch": ("z2v53ntb4qacv", "tld5q4cv2jwnv"),
    "ensembles": ("rppse6uvnzjyd", "muo43bnqpltej"),
}
THE_SAME = {"weight sharing", "fine-tuning", "ensembles"}
ONCE_ANSWERED = {
    "dropout": ("b5rzdmtyqlo3v", "cxwlqn6m26owr", {Verdict.MAYBE, Verdict.SAME}),
    "ReLU": ("rsw4uadqg6zdd", "hf6cda3kjscbf", {Verdict.SAME}),
    "what an activation function is for": ("qqosuzt4nc2uo", "mev7yzb7wyn3w", {Verdict.MAYBE, Verdict.SAME}),
    "1x1 convolution": ("ftvgbflbhsnjh", "wqueulppxtuz5", {Verdict.MAYBE, Verdict.SAME}),
}
"""As read, one of the two has no answer, or a link for one, and the questions have only the thing's name in common.
A word weighs by how rare it is in the whole deck, so some are sure in a larger deck and likely in a smaller one.

Two questions about vanishing gradients (e5dggbjobmxiw, ubnk6rtz2tnnx) are not among them: one asks for all remedies
against vanishing and exploding, the other for the cause, a derivation, and what ReLU does.
"""


@pytest.fixture
def pairs(repository: Path) -> dict[str, set[frozenset[str | None]]]:
    found: dict[str, set[frozenset[str | None]]] = {"same-question": set(), "similar-question": set()}
    for one in check(load(repository)).checked:
        if one.finding.code in found:
            found[one.finding.code].add(frozenset({one.found.card.id, *(card.id for card in one.found.others)}))
    return found


def test_what_is_asked_twice_is_found(pairs: dict[str, set[frozenset[str | None]]]) -> None:
    told = pairs["same-question"] | pairs["similar-question"]
    assert {name for name, pair in ASKED_TWICE.items() if frozenset(pair) not in told} == set()


def test_what_is_asked_twice_is_found_once_both_are_answered(committed: Path) -> None:
    project = load(committed)
    cards = list(cards_in(load_all(project.cards_dir, to_change=False)))
    reader = Reader(names_of(project.glossary), project.language or "")
    found = edges([reader.said(card.note) for card in cards])
    told = {frozenset({cards[one.first].id, cards[one.second].id}): one.verdict for one in found}
    found_as = {name: told.get(frozenset((one, other))) for name, (one, other, _) in ONCE_ANSWERED.items()}
    assert {name for name, (*_, right) in ONCE_ANSWERED.items() if found_as[name] not in right} == set()


def test_no_two_different_questions_are_called_the_same(pairs: dict[str, set[frozenset[str | None]]]) -> None:
    assert pairs["same-question"] >= {frozenset(ASKED_TWICE[name]) for name in THE_SAME}
    assert len(pairs["same-question"]) <= 5
    assert len(pairs["similar-question"]) <= 20


def test_likeness_is_the_weight_of_what_is_shared() -> None:
    texts = [frozenset("abcd"), frozenset("abcd"), frozenset("abxy"), frozenset("pqrs")]
    found = {(pair.first, pair.second): pair for pair in alike(texts, 0.2)}
    assert set(found) == {(0, 1), (0, 2), (1, 2)}
    assert found[0, 1].likeness == pytest.approx(1) and found[0, 1].apart == pytest.approx(0)
    assert found[0, 2].likeness < 0.5 and found[0, 2].rarest == 3

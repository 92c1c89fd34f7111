"""Two readings of a whole project -> which record is which.

Equal records first, wherever they went; then equal questions that speak for themselves; then likeness, on two
witnesses, among candidates of an index. What is neither the same nor another is a doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from deckwright.cards.pairing.answers import AnswerChange, Witness, compare_answers
from deckwright.cards.pairing.candidates import Index
from deckwright.cards.pairing.context import Context
from deckwright.cards.pairing.difference import Level, QuestionChange, compare_questions
from deckwright.cards.pairing.forms import simplified
from deckwright.cards.pairing.places import Places, rising
from deckwright.cards.pairing.records import Record, Standing, in_documents
from deckwright.cards.pairing.renames import Renamed, Renames
from deckwright.cards.pairing.verdict import Verdict, verdict

MARGIN = 0.08
"""By so much a pair must be liker than its rivals to be sure."""

MOSTLY = 0.8
"""Share of a document that must have its partner, or be asked about, for it to be the same put otherwise."""

FEW = 4
"""So many records at least make a document of which one can say that most of it was translated."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Doubt:
    """An old and a new record that may be one; shares of question and answer that were kept."""

    old: int
    new: int
    question: float = 0.0
    answer: float = 0.0
    whole: bool = False  # one of a document that is in doubt as a whole


@dataclass(slots=True)
class Pairing:
    """`pairs`: index of a new record -> index of the old one that it is. `doubts` are in the order of the new ones."""

    pairs: dict[int, int] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def pair(
    old: Sequence[Record],
    new: Sequence[Record],
    idle: Sequence[Record] = (),
    progress: Progress = lambda what: None,
) -> Pairing:
    """Pair two readings. Time and memory are in step with their length.

    `idle` are the records of documents that were not read: they stay what they are, and may have the same words.
    """
    return _Pairer(in_documents(old), in_documents(new), idle, progress).run()


@dataclass(frozen=True, slots=True)
class _Pair:
    old: int
    new: int
    score: float
    verdict: Verdict
    question: float
    answer: float
    reworded: bool = False


class _Pairer:
    def __init__(
        self, old: Sequence[Record], new: Sequence[Record], idle: Sequence[Record], progress: Progress
    ) -> None:
        self.old, self.new, self.progress = old, new, progress
        self.context = Context(old, new, idle)
        self.result = Pairing()
        self.pairs = self.result.pairs
        self.taken: set[int] = set()
        self.open: dict[int, Doubt] = {}  # by new record
        self.compared_pairs: dict[tuple[int, int], tuple[QuestionChange, AnswerChange]] = {}
        self.reworded: set[int] = set()  # of the open ones those whose question may only be put otherwise

    def run(self) -> Pairing:
        self.equal_records()
        self.equal_questions()
        self.likeness()
        self.translated()  # what now is left
        self.rewritten()
        self.result.doubts = [self.open[at] for at in sorted(self.open)]
        return self.result

    def take(self, old: int, new: int) -> None:
        self.pairs[new] = old
        self.taken.add(old)

    def left_old(self, *, retired: bool) -> list[int]:
        return [
            at
            for at, record in enumerate(self.old)
            if at not in self.taken and (retired or record.standing is not Standing.RETIRED)
        ]

    def left_new(self) -> list[int]:
        return [at for at in range(len(self.new)) if at not in self.pairs and at not in self.open]

    # Equal records

    def equal_records(self) -> None:
        def whole(record: Record) -> Hashable:
            return record.form, record.answer_form

        def placed(record: Record) -> Hashable:
            return record.document, record.section, record.form, record.answer_form

        def of_document(record: Record) -> Hashable:
            return record.document, record.form, record.answer_form

        self.take_where(placed, self.left_old(retired=False), once=True)
        self.take_where(of_document, self.left_old(retired=False), once=True)
        self.copies(of_document)
        self.take_where(of_document, self.left_old(retired=False))
        self.take_where(whole, sorted(self.left_old(retired=False), key=lambda at: self.old[at].light))
        self.take_where(whole, self.left_old(retired=True))

    def take_where(self, key: Callable[[Record], Hashable], among: Iterable[int], *, once: bool = False) -> None:
        """Pair in order what has one key; with `once` only where one on either side has it."""
        places: dict[Hashable, list[int]] = {}
        for at in among:
            places.setdefault(key(self.old[at]), []).append(at)
        wanted: dict[Hashable, list[int]] = {}
        for at in self.left_new():
            wanted.setdefault(key(self.new[at]), []).append(at)
        for name, news in wanted.items():
            olds = places.get(name, [])
            if not once or len(olds) == len(news) == 1:
                for old, new in zip(olds, news, strict=False):
                    self.take(old, new)

    def copies(self, key: Callable[[Record], Hashable]) -> None:
        """Copies within a document: those between the same neighbours first."""
        places = Places(self.old, self.new, self.pairs)
        gaps: dict[Hashable, list[int]] = {}
        for at in self.left_old(retired=False):
            gap = places.old[at]
            gaps.setdefault((key(self.old[at]), gap.above, gap.below), []).append(at)
        for at in self.left_new():
            gap = places.new[at]
            there = gaps.get((key(self.new[at]), gap.above, gap.below))
            if there:
                self.take(there.pop(0), at)

    # Equal questions

    def equal_questions(self) -> None:
        def placed(record: Record) -> Hashable:
            return record.document, record.section, record.form

        def asked(record: Record) -> Hashable:
            return record.form

        for key in (placed, asked):
            found = list(self.once_each(key))
            places = Places(self.old, self.new, {**self.pairs, **{new: old for old, new in found}})
            for old, new in found:
                in_place = self.in_place(old, new, places) or (self.new[new].is_put and places.same(old, new))
                self.equal_question(old, new, in_place)

    def equal_question(self, old: int, new: int, in_place: bool) -> None:
        one, two = self.old[old], self.new[new]
        question = compare_questions(one, two)
        answer = compare_answers(one, two, self.context)
        if one.standing is Standing.RETIRED:
            if answer.like and self.context.speaks(two):
                self.take(old, new)
            return
        if self.context.speaks(two):
            same = answer.like or answer.missing or answer.partly or in_place or one.light
        else:
            same = answer.witness <= Witness.HELD and not answer.weak
            if not same and not (one.under and in_place):
                return  # its heading says what it asks, as long as it is the same, in its old place
        if same:
            self.take(old, new)
        else:
            self.ask(_Pair(old, new, 0.0, Verdict.DOUBT, question.kept, answer.kept))

    def in_place(self, old: int, new: int, places: Places) -> bool:
        """Whether two stand between the same neighbours, and under the same headings."""
        return places.same(old, new) and self.old[old].under == self.new[new].under

    def ask(self, found: _Pair) -> None:
        """A doubt, where somebody has something to lose by it."""
        record = self.old[found.old]
        if record.standing is Standing.LIVE and not record.light:
            self.taken.add(found.old)
            self.open[found.new] = Doubt(found.old, found.new, found.question, found.answer)
            if found.reworded:
                self.reworded.add(found.new)

    def once_each(self, key: Callable[[Record], Hashable]) -> Iterable[tuple[int, int]]:
        olds, news = self.left_old(retired=True), self.left_new()
        by_key: dict[Hashable, list[int]] = {}
        for at in olds:
            by_key.setdefault(key(self.old[at]), []).append(at)
        counts = Counter(key(self.new[at]) for at in news)
        for at in news:
            name = key(self.new[at])
            there = by_key.get(name, [])
            live = [one for one in there if self.old[one].standing is not Standing.RETIRED] or there
            if counts[name] == 1 and len(live) == 1:
                yield live[0], at

    # Likeness

    def likeness(self) -> None:
        pairs = self.compared()
        self.renames = Renames(self.old, self.new, self.pairs, pairs, self.context)
        judged = self.judge(pairs, self.pairs)
        self.take_sure([one for one in judged if one.verdict is Verdict.SAME])
        # What probably is the same, shows where the others stand.
        judged = self.judge(pairs, {**self.pairs, **self.in_order(judged)})
        self.take_sure([one for one in judged if one.verdict is Verdict.SAME])
        self.translated()
        for one in sorted(judged, key=lambda one: (-one.score, one.new, one.old)):
            if one.verdict is not Verdict.ANOTHER and self.is_free(one):
                self.ask(one)

    def judge(self, pairs: list[tuple[int, int]], anchors: Mapping[int, int]) -> list[_Pair]:
        places = Places(self.old, self.new, anchors)
        return [self.judged(*one, places) for one in pairs if one[0] not in self.taken and one[1] not in self.pairs]

    def in_order(self, judged: list[_Pair]) -> dict[int, int]:
        """New -> old of reworded questions in the order of their document, which bear each other out."""
        reworded: dict[int, _Pair] = {}
        claimed: set[int] = set()
        for one in sorted(judged, key=lambda one: -one.score):
            if one.reworded and one.verdict is not Verdict.ANOTHER and self.is_free(one):
                here = self.old[one.old].document == self.new[one.new].document
                if here and one.new not in reworded and one.old not in claimed:
                    reworded[one.new] = one
                    claimed.add(one.old)
        found: dict[int, int] = {}
        for ats in self.by_document(self.new, reworded).values():
            steps = [self.old[reworded[at].old].place for at in ats]
            found |= {ats[step]: reworded[ats[step]].old for step in rising(steps)}
        return found

    def compared(self) -> list[tuple[int, int]]:
        """The pairs worth a look: by their marks, and by standing in the same place."""
        olds = self.left_old(retired=False)
        if not olds:
            return []
        index = Index(self.old, olds)
        places = Places(self.old, self.new, self.pairs)
        by_gap = {(gap.above, gap.below, gap.rank, gap.size): at for at in olds if (gap := places.old[at]).is_held}
        found = []
        for count, new in enumerate(self.left_new()):
            if count % 100 == 0:
                self.progress(f"comparing {count}")
            near = index.near(self.new[new])
            gap = places.new[new]
            here = by_gap.get((gap.above, gap.below, gap.rank, gap.size))
            found += [(old, new) for old in (*near, *([here] if here is not None and here not in near else ()))]
        return found

    def judged(self, old: int, new: int, places: Places) -> _Pair:
        one, two = self.old[old], self.new[new]
        in_place = places.same(old, new) and places.under_same(old, new)
        if (old, new) not in self.compared_pairs:
            self.compared_pairs[old, new] = compare_questions(one, two), compare_answers(one, two, self.context)
        question, answer = self.compared_pairs[old, new]
        speaks = self.context.speaks(one) and self.context.speaks(two)
        found = self.but_renamed(old, new, verdict(question, answer, in_place, speaks), in_place)
        if found is not Verdict.SAME and self.context.shows(one, two):
            found = Verdict.SAME if answer.witness is Witness.EQUAL and answer.strong else Verdict.DOUBT
        if found is Verdict.ANOTHER and in_place and one.writing != two.writing:
            found = Verdict.DOUBT  # translated, perhaps
        score = question.kept + answer.kept + 0.2 * in_place - 0.1 * (question.level is Level.LITTLE)
        return _Pair(
            old,
            new,
            score,
            found,
            question.kept,
            answer.kept,
            question.level <= Level.REPHRASED and answer.witness is not Witness.AGAINST,
        )

    def but_renamed(self, old: int, new: int, found: Verdict, in_place: bool) -> Verdict:
        """The verdict of two questions, if words that only were renamed are left out of it."""
        renamed = self.renames.of(old, new)
        if renamed is Renamed.NO or found is Verdict.SAME:
            return found
        answer = self.compared_pairs[old, new][1]
        alike = self.renames.answered_alike(old, new, answer)
        if renamed is Renamed.SURELY and (alike or (in_place and answer.witness is not Witness.AGAINST)):
            return Verdict.SAME
        return Verdict.DOUBT

    def is_free(self, found: _Pair) -> bool:
        return found.old not in self.taken and found.new not in self.pairs and found.new not in self.open

    def take_sure(self, sure: list[_Pair]) -> None:
        """The surest pairs first; where another for the same note is as good, it is a doubt."""
        by_old: dict[int, list[_Pair]] = {}
        by_new: dict[int, list[_Pair]] = {}
        for one in sure:
            by_old.setdefault(one.old, []).append(one)
            by_new.setdefault(one.new, []).append(one)
        for one in sorted(sure, key=lambda one: (-one.score, one.new, one.old)):
            if not self.is_free(one):
                continue
            rivals = [other for other in (*by_old[one.old], *by_new[one.new]) if other is not one]
            if any(other.score > one.score - MARGIN and self.is_free(other) for other in rivals):
                self.ask(one)
            else:
                self.take(one.old, one.new)

    # Documents

    def translated(self) -> None:
        """Documents in another language or script: what lost its partner is asked about by its place.

        Where most of a document lost its partners, while as many in another language or script stand in their order,
        that is one doubt about the document.
        """
        lost = self.by_document(self.old, [at for at in self.left_old(retired=False) if self.is_at_stake(at)])
        come = self.by_document(self.new, self.left_new())
        total = Counter(record.document for record in self.old if record.standing is Standing.LIVE)
        for document, olds in lost.items():
            news = come.get(document) or self.renamed(document, olds, come)
            if len(olds) < FEW or len(olds) * 2 < total[document] or len(olds) != len(news):
                self.turned(document, olds)
            elif _most(_script(self.old[at]) for at in olds) != _most(_script(self.new[at]) for at in news):
                for old, new in zip(olds, news, strict=True):
                    self.taken.add(old)
                    self.open[new] = Doubt(old, new, whole=True)

    def rewritten(self) -> None:
        """Where most of a document is asked about and only seems to be put otherwise, in its order, it is one doubt."""
        total = Counter(record.document for record in self.old if record.standing is Standing.LIVE)
        paired = Counter(self.old[at].document for at in self.pairs.values())
        for document, news in self.by_document(self.new, self.reworded & self.open.keys()).items():
            here = [at for at in news if self.old[self.open[at].old].document == document]
            steps = rising([self.old[self.open[at].old].place for at in here])
            known = len(steps) + paired[document]
            if len(steps) >= FEW and len(steps) * 2 >= total[document] and known >= MOSTLY * total[document]:
                for step in steps:
                    self.open[here[step]] = replace(self.open[here[step]], whole=True)

    def renamed(self, document: str, olds: list[int], come: dict[str, list[int]]) -> list[int]:
        """The records of the one document that may be another under a new name: all new, and as many."""
        if any(record.document == document for record in self.new):
            return []
        known = {record.document for record in self.old} | {self.new[at].document for at in self.pairs}
        found = [news for name, news in come.items() if name not in known and len(news) == len(olds)]
        return found[0] if len(found) == 1 else []

    def turned(self, document: str, olds: list[int]) -> None:
        """Where the records of a document that were known again changed their script, the others did so too."""
        pairs = [(old, new) for new, old in self.pairs.items() if self.new[new].document == document]
        turned = [_script(self.old[old]) != _script(self.new[new]) for old, new in pairs]
        if not turned or sum(turned) * 2 <= len(turned):
            return
        places = Places(self.old, self.new, self.pairs)
        for old in olds:
            for new in self.left_new():
                if old not in self.taken and places.same(old, new):
                    self.ask(_Pair(old, new, 0.0, Verdict.DOUBT, 0.0, 0.0))

    def is_at_stake(self, old: int) -> bool:
        return self.old[old].standing is Standing.LIVE and not self.old[old].light

    @staticmethod
    def by_document(records: Sequence[Record], which: Iterable[int]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at in which:
            found.setdefault(records[at].document, []).append(at)
        return {document: sorted(ats, key=lambda at: records[at].place) for document, ats in found.items()}


def _most(scripts: Iterable[tuple[str, bool]]) -> tuple[str, bool]:
    return Counter(scripts).most_common(1)[0][0]


def _script(record: Record) -> tuple[str, bool]:
    """The language of a record, and whether it is written in simplified characters."""
    text = f"{record.question}{record.said}"
    return record.language, simplified(text) == text

"""A document of which pieces were taken out before it is read, and its reading with their places put right again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from deckwright.seeds.document import Document
from deckwright.seeds.found import FoundNote, ReadDocument, Unused
from deckwright.seeds.slices import Slice, tight
from deckwright.seeds.unused import REASONS


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """Take out `text[start:end]` of a line, `code` being why; or set other signs in its place."""

    start: int
    end: int
    code: str
    instead: str = ""


@dataclass(slots=True)
class Line:
    """A line of which pieces are taken out; `places` has for each character left where it stood."""

    text: str
    places: Sequence[int]

    def take(self, cuts: Sequence[Cut]) -> Iterator[tuple[Cut, tuple[int, int]]]:
        """Make cuts, in order and without overlap; what goes, by where it stood."""
        texts: list[str] = []
        places: list[int] = []
        at = 0
        for cut in cuts:
            gone = self.places[cut.start : cut.end]
            texts += [self.text[at : cut.start], cut.instead]
            places += [*self.places[at : cut.start], *(gone[0] for _ in cut.instead)]
            at = cut.end
            yield from ((cut, one) for one in runs(gone) if not cut.instead)
        self.text, self.places = "".join([*texts, self.text[at:]]), [*places, *self.places[at:]]


def runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Places as ranges without gaps."""
    start = before = None
    for place in places:
        if start is None or before is None or place > before + 1:
            if start is not None and before is not None:
                yield start, before + 1
            start = place
        before = place
    if start is not None and before is not None:
        yield start, before + 1


@dataclass(frozen=True, slots=True)
class Gone:
    """A piece that was taken out, and why, as `Unused` has it."""

    piece: Slice
    code: str


@dataclass(slots=True)
class _Claim:
    """What a note holds, from one place to another: its own span, or that of an answer that stands apart."""

    note: int
    first: Slice
    last: Slice
    apart: bool = False

    @property
    def start(self) -> tuple[int, int]:
        return self.first.line, self.first.start

    @property
    def end(self) -> tuple[int, int]:
        return self.last.line, self.last.end


@dataclass(slots=True)
class Taking:
    """A document while pieces are taken out of it."""

    whole: Document
    lines: dict[int, Line] = field(default_factory=dict)
    gone: list[Gone] = field(default_factory=list)

    @property
    def left(self) -> list[str]:
        """The lines with what is left of them."""
        return [self.lines[at].text if at in self.lines else text for at, text in enumerate(self.whole.lines)]

    def take(self, at: int, cuts: Iterable[Cut]) -> None:
        """Make cuts in what is left of a line; none of them overlap."""
        line = self.lines.get(at)
        if line is None:
            text = self.whole.lines[at]
            line = self.lines[at] = Line(text, range(len(text)))
        self.gone += [Gone(Slice(at, *one), cut.code) for cut, one in line.take(sorted(cuts))]

    def done(self) -> TakenOut | None:
        """The document without what was taken out; None where that is nothing."""
        if not self.lines:
            return None
        filled = (replace(one, piece=piece) for one in self.gone if (piece := tight(one.piece, self.whole)))
        ordered = sorted(filled, key=lambda one: (one.piece.line, one.piece.start))
        return TakenOut(self.whole, replace(self.whole, lines=tuple(self.left)), self.lines, tuple(ordered))


@dataclass(frozen=True, slots=True)
class TakenOut:
    """`document` is `whole` without the pieces that are `gone`; `lines` are those that changed."""

    whole: Document
    document: Document
    lines: Mapping[int, Line]
    gone: tuple[Gone, ...]

    def restored(self, read: ReadDocument) -> ReadDocument:
        """A reading of `document` as one of `whole`: what is gone is removed from its note, or lies unused."""
        claims = list(self._claims(read.notes))
        claims.sort(key=lambda one: one.start)
        removed = [[part for piece in found.removed for part in self._parts(piece)] for found in read.notes]
        told = {heading.line for heading in read.headings}
        told |= {line for one in read.unused for line in range(one.first, one.last + 1)}
        unused: list[Unused] = []
        for one in self.gone:
            if owner := _owner(claims, one.piece):
                removed[owner.note].append(one.piece)
            elif one.piece.line not in told:
                _add(unused, one, self.document)
        of_note: list[list[_Claim]] = [[] for _ in read.notes]
        for claim in claims:
            of_note[claim.note].append(claim)
        notes = tuple(map(_put, read.notes, of_note, removed))
        everything = sorted((*read.unused, *unused), key=lambda one: one.first)
        return replace(read, document=self.whole, notes=notes, unused=tuple(everything), left=self.document)

    def _claims(self, notes: Sequence[FoundNote]) -> Iterator[_Claim]:
        for at, found in enumerate(notes):
            yield _Claim(at, self._place(found.first), self._place(found.last))
            if found.elsewhere:
                yield _Claim(at, self._place(found.elsewhere[0]), self._place(found.elsewhere[-1]), True)

    def _place(self, piece: Slice) -> Slice:
        """Where a piece of `document` begins and ends in `whole`."""
        line = self.lines.get(piece.line)
        places = line.places[piece.start : piece.end] if line else ()
        return replace(piece, start=places[0], end=places[-1] + 1) if places else piece

    def _parts(self, piece: Slice) -> Iterator[Slice]:
        """A piece of `document` in `whole`, without what was taken out in between."""
        line = self.lines.get(piece.line)
        if line is None:
            yield piece
        else:
            yield from (Slice(piece.line, *one) for one in runs(line.places[piece.start : piece.end]))


def _owner(claims: Sequence[_Claim], piece: Slice) -> _Claim | None:
    """Whose a piece is: the note around it, else the one that ends or begins in its line, which then reaches so far."""
    at = bisect_right(claims, (piece.line, piece.start), key=lambda one: one.start) - 1
    before = claims[at] if at >= 0 else None
    if before and (piece.line, piece.end) <= before.end:
        return before
    if before and before.last.line == piece.line:
        before.last = replace(before.last, end=piece.end)
        return before
    after = claims[at + 1] if at + 1 < len(claims) else None
    if after and after.first.line == piece.line:
        after.first = replace(after.first, start=piece.start)
        return after
    return None


def _put(found: FoundNote, claims: Sequence[_Claim], removed: Sequence[Slice]) -> FoundNote:
    own = next(one for one in claims if not one.apart)
    apart = next((one for one in claims if one.apart), None)
    elsewhere = (apart.first, *found.elsewhere[1:-1], apart.last) if apart else ()
    order = sorted(removed, key=lambda one: (one.line, one.start))
    return replace(found, first=own.first, last=own.last, removed=tuple(order), elsewhere=elsewhere)


def _add(unused: list[Unused], one: Gone, document: Document) -> None:
    """A line more that lies unused, with those above it where only such lie between."""
    last, line = unused[-1] if unused else None, one.piece.line
    if last and last.last == line:
        return
    if last and last.code == one.code and not any(document.lines[at].strip() for at in range(last.last + 1, line + 1)):
        unused[-1] = replace(last, last=line)
    else:
        unused.append(Unused(line, line, one.code, REASONS[one.code]))

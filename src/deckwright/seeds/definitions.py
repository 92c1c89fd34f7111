"""What stands at a document's end for all of its notes: the addresses of links, footnotes. A note that names one gets
it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from deckwright.note import Note
from deckwright.seeds.found import Definition, FoundNote, ReadDocument
from deckwright.seeds.taken_out import Cut, Taking
from deckwright.text.blocks import BlockKind, indent_of, scan
from deckwright.text.definitions import LEAST_INDENT, is_title, label_defined, named_labels
from deckwright.text.inline import TokenKind, tokens


def take_definitions(taking: Taking) -> tuple[Definition, ...]:
    """Take out the definitions that a document ends with, if its text names one of them and defines none elsewhere."""
    lines = taking.left
    found = _at_end(lines)
    if not found:
        return ()
    above = lines[: found[0].first]
    named = named_labels("\n".join(above))
    labels = {one.label for one in found}
    if not labels & named or any(label_defined(line) in labels for line in above):
        return ()
    for one in found:
        for at in range(one.first, one.last + 1):
            if lines[at].strip():
                taking.take(at, [Cut(0, len(lines[at]), "definitions")])
    return tuple(found)


def _at_end(lines: Sequence[str]) -> list[Definition]:
    """The definitions behind which nothing else comes."""
    found: list[Definition] = []
    at = last = len(lines) - 1
    while at >= 0:
        line = lines[at]
        label = label_defined(line)
        if label and (at == last or label.startswith("^") or not _filled(_without_title(lines[at + 1 : last + 1]))):
            found.append(Definition(label, at, last, "\n".join(lines[at : last + 1]).rstrip()))
            last = at - 1
        elif line.strip() and indent_of(line)[0] < LEAST_INDENT:
            break
        at -= 1
    found.reverse()
    if not found or any(
        block.kind in (BlockKind.FENCE, BlockKind.MATH, BlockKind.COMMENT) and block.last >= found[0].first
        for block in scan(lines, front_matter=True, loose=True)
        if block.first < found[0].first
    ):
        return []
    return found


def _without_title(lines: Sequence[str]) -> Sequence[str]:
    """What stands behind a definition and is not the title of its link."""
    return lines[1:] if lines and is_title(lines[0]) else lines


def _filled(lines: Iterable[str]) -> bool:
    return any(line.strip() for line in lines)


def with_definitions_named(read: ReadDocument, definitions: Sequence[Definition]) -> ReadDocument:
    """A reading whose notes have the definitions that they name."""
    by_label = {one.label: one for one in reversed(definitions)}
    notes = [replace(one, definitions=tuple(_of_note(one.note, by_label))) for one in read.notes]
    return replace(read, notes=tuple(notes)) if definitions else read


def whole_note(found: FoundNote) -> Note:
    """A note as its card has it: behind each of its texts, the definitions that the text names."""
    note, by_label = found.note, {one.label: one for one in found.definitions}
    if not by_label:
        return note

    def whole(text: str) -> str:
        return "\n".join([f"{text}\n", *(one.text for one in _named(text, by_label))]).rstrip()

    return replace(
        note,
        question=whole(note.question),
        answer=whole(note.answer) if note.answer else note.answer,
        choices=tuple(replace(choice, text=whole(choice.text)) for choice in note.choices),
        extra=whole(note.extra) if note.extra else note.extra,
    )


def _of_note(note: Note, by_label: Mapping[str, Definition]) -> list[Definition]:
    texts = [note.question, note.answer or "", *(choice.text for choice in note.choices), note.extra or ""]
    named = {one.label: one for text in texts for one in _named(text, by_label)}
    return sorted(named.values(), key=lambda one: one.first)


def _named(text: str, by_label: Mapping[str, Definition]) -> Iterator[Definition]:
    """The definitions that a text names and has not itself, with those that they name in turn."""
    lines = text.split("\n")
    own = {label_defined(line) for line in lines}
    known = {label: one for label, one in _within_reach(text, by_label).items() if label not in own}
    found: dict[str, Definition] = {}
    waiting = list(_labels(lines, known))
    while waiting:
        label = waiting.pop(0)
        if label not in found:
            found[label] = known[label]
            if label.startswith("^"):
                waiting += _labels([known[label].text.partition(":")[2]], known)
    yield from sorted(found.values(), key=lambda one: one.first)


def _within_reach(text: str, by_label: Mapping[str, Definition]) -> dict[str, Definition]:
    """Definitions that a text, or what it names, has in brackets: of a document's thousands, the few to look for."""
    found: dict[str, Definition] = {}
    waiting = [text]
    while waiting:
        for label in named_labels(waiting.pop()):
            if label in by_label and label not in found:
                found[label] = by_label[label]
                waiting.append(by_label[label].text)
    return found


def _labels(lines: Sequence[str], known: Mapping[str, Definition]) -> Iterator[str]:
    """The labels that links and footnotes in some lines name, outside of code."""
    code = {
        at
        for block in scan(lines)
        if block.kind in (BlockKind.FENCE, BlockKind.MATH)
        for at in range(block.first, block.last + 1)
    }
    references = {label: (f"\0{label}", "") for label in known}
    for token in tokens("\n".join(line for at, line in enumerate(lines) if at not in code), references):
        if token.kind is TokenKind.FOOTNOTE:
            yield token.value
        elif token.kind in (TokenKind.LINK_OPEN, TokenKind.IMAGE) and token.target.startswith("\0"):
            yield token.target[1:]

"""Rules about what comes out when a note is built: formulas, pictures, cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deckwright.cards.store import Card
from deckwright.checks.rule import Found, rule
from deckwright.decks.deck import Deck
from deckwright.errors import Finding, Severity

_ADVICE: tuple[tuple[str, Severity, str, str, str], ...] = (
    (
        "no-card",
        "error",
        "a note of which no card can be made",
        "- {question: Which?, kind: choice, choices: [{text: one}]}",
        "mend it, or set `skip: true`",
    ),
    (
        "formula-broken",
        "error",
        "a formula with unbalanced braces, a missing argument or the like",
        "answer: $\\frac{1}{2$",
        "mend the formula",
    ),
    (
        "formula-unknown-command",
        "warning",
        "a command that Anki's MathJax does not know, and shows in red",
        "answer: $\\argmaxx_x f$",
        "write a command that LaTeX has, or \\operatorname{…}",
    ),
    (
        "formula-unsafe",
        "warning",
        "a formula that would do more than set a formula; it is shown as code",
        "answer: $\\href{https://example.org}{x}$",
        "write it without that command",
    ),
    (
        "image-missing",
        "warning",
        "a picture that is not there",
        "answer: '![a map](gone.png)'",
        "put it into cards/media/",
    ),
    (
        "image-outside",
        "warning",
        "a picture outside of the project; it is refused",
        "answer: '![a map](../../map.png)'",
        "copy it to cards/media/",
    ),
    (
        "image-remote",
        "warning",
        "a picture that lies elsewhere; only its caption and a link are packed",
        "answer: '![a map](https://example.org/map.png)'",
        "save it to cards/media/, or run `deckwright build --fetch-media`",
    ),
    (
        "image-broken",
        "warning",
        "a picture whose bytes cannot be read as one",
        "answer: '![a map](cut-off.png)'",
        "save it anew",
    ),
    (
        "image-huge",
        "warning",
        "a picture too large to be packed",
        "answer: '![a map](poster.png)'   # 30 MiB",
        "make it smaller",
    ),
    (
        "image-large",
        "warning",
        "a picture of more than 1 MiB",
        "answer: '![a map](scan.png)'   # 3 MiB",
        "make it smaller",
    ),
    (
        "image-mislabelled",
        "warning",
        "a picture of another type than its name says",
        "answer: '![a map](map.png)'   # a JPEG in truth",
        "rename it",
    ),
    (
        "image-type",
        "warning",
        "a file that is no picture Anki shows",
        "answer: '![a map](map.pdf)'",
        "save it as PNG, JPEG or SVG",
    ),
    (
        "image-unsafe",
        "warning",
        "a picture from an address that is neither a file nor on the web",
        "answer: '![dot](data:image/png;base64,…)'",
        "save it to cards/media/",
    ),
    (
        "image-cleaned",
        "info",
        "an SVG picture of which parts that could run or load something were taken out",
        "answer: '![a map](map.svg)'   # with a <script>",
        "look whether it still shows what it should",
    ),
    (
        "link-left-out",
        "warning",
        "a link to a file, or to a place in a document: neither travels with a card, which shows the words alone",
        "answer: See [the map](map.pdf).",
        "write the whole address, such as https://example.org/map.pdf, or no link",
    ),
    (
        "nested-too-deeply",
        "warning",
        "lists or quotations nested deeper than a card can show",
        "answer: |-\n  - a\n    - b\n      (and seven more)",
        "write it flatter",
    ),
    (
        "lost",
        "error",
        "something a note says that its card does not show; whatever the note says, this is a fault of Deckwright",
        "(letters, items, cells, code, links, formulas or pictures that rendering dropped)",
        "write it in another way, and report it",
    ),
    (
        "table-surplus",
        "error",
        "a row of a table with more cells than its head; Markdown shows none of them",
        "answer: |-\n  | a | b |\n  |---|---|\n  | 1 | 2 | 3 |",
        "add a column to the head, or write `\\|` for a `|` that belongs to a cell",
    ),
)


def _finder(code: str, remedy: str) -> Callable[[Deck], Iterator[Found]]:
    def find(deck: Deck) -> Iterator[Found]:
        for card, problem in deck.once("problems", lambda: list(_problems(deck))):
            if problem.code == code:
                yield Found(card, problem.message, remedy=remedy, line=problem.line, column=problem.column)

    return find


def _problems(deck: Deck) -> Iterator[tuple[Card, Finding]]:
    """What building the live notes one by one says of each."""
    for card in deck.live():
        made = deck.made(card)
        if error := made.error:
            said = "; expected ".join(part for part in (error.problem, error.expected) if part)
            yield card, Finding("error", "no-card", said, card.file, error.line or card.line)
        for finding in made.findings:
            yield card, finding


for _code, _severity, _summary, _example, _remedy in _ADVICE:
    rule(_code, _severity, _summary, example=_example)(_finder(_code, _remedy))

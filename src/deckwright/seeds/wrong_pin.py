"""What a person says of a document, and it does not fit."""

from __future__ import annotations

from deckwright.errors import DeckwrightError


class WrongPin(DeckwrightError):
    """What a person says of a document does not fit it: `pin` names what was said, `said` is that, `why` is the reason.

    Its text is for the command line; deckwright.yaml says it in other words, of a line of its own.
    """

    def __init__(
        self, pin: str, said: str, why: str, problem: str, *, file: str, line: int | None = None,
        expected: str | None = None, remedy: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(problem, file=file, line=line, expected=expected, remedy=remedy)
        self.pin, self.said, self.why = pin, said, why

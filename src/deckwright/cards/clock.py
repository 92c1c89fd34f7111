"""The time that is written down: now, or SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/)."""

from __future__ import annotations

import os
import time

from deckwright.errors import DeckwrightError
from deckwright.files.shapes import TIME


def now() -> int:
    """Seconds since 1970. Raises DeckwrightError for a SOURCE_DATE_EPOCH that is none."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return int(time.time())
    if not given.isascii() or not given.isdigit() or len(given) > 13 or not 315_532_800 <= int(given) <= TIME.most:
        raise DeckwrightError(
            f"SOURCE_DATE_EPOCH is {given!r}",
            expected="whole seconds since 1970, from 1980 to 9999",
            remedy="mend or unset it",
        )
    return int(given)

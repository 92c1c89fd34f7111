"""All tamperings with a released deck, each with the file that must then be named.

Every sum beside a package agrees with it; the project's own deck.lock is as it was, unless a tampering is about it.
"""

from __future__ import annotations

from tests.releases.tamperings.archive import ARCHIVED
from tests.releases.tamperings.beside import BESIDE
from tests.releases.tamperings.catalogue import Tampering
from tests.releases.tamperings.collection import COLLECTED
from tests.releases.tamperings.project import RECORDED

EVERY: dict[str, Tampering] = {**COLLECTED, **ARCHIVED, **BESIDE, **RECORDED}
assert len(EVERY) == len(COLLECTED) + len(ARCHIVED) + len(BESIDE) + len(RECORDED)

OWN_WORDS = ("changelog", "changelog-removed")
"""The changelog is the editors' own text, which they may polish after a release."""
HARMLESS = {name: EVERY[name] for name in OWN_WORDS}
TAMPERINGS = {name: one for name, one in EVERY.items() if name not in HARMLESS}

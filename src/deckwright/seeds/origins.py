"""Where documents came from, as deckwright.yaml has it under `sources:`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Origin:
    """A document, a folder or a zip: its path, the name by which documents say that they came from it, and the folder
    in seeds/ that they lie in (none: seeds/ itself)."""

    path: Path
    into: str = ""
    name: str = ""

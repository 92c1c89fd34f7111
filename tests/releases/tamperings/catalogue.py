"""What a tampering is, and a list that keeps their names apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.releases.tamperings.forge import WHOLE, Forger


@dataclass(frozen=True)
class Tampering:
    name: str
    do: Callable[[Forger], object]
    names: tuple[str, ...] = (WHOLE,)  # of these, one must be named
    content: bool = False  # the package holds something else, not only the same in other bytes
    sums: bool = True  # SHA256SUMS is made to agree afterwards
    plain: bool = True  # to be noticed by `verify`
    released: bool = False  # to be noticed by `verify --released`


class Catalogue(dict[str, Tampering]):
    """Tamperings by name; `common` holds for all of them that do not say otherwise."""

    def __init__(self, **common: bool) -> None:
        self.common = common

    def add(self, name: str, do: Callable[[Forger], object], *names: str, **more: bool) -> None:
        assert name not in self, f"{name} is there already"
        self[name] = Tampering(name, do, names or (WHOLE,), **{**self.common, **more})

"""All attacks, class by class."""

from __future__ import annotations

from . import (
    disk,
    documents,
    gitconfig,
    history,
    interrupted,
    journals,
    links,
    locks,
    manifests,
    names,
    outputs,
    packages,
    pictures,
    planted,
    settings,
    specials,
    terminal,
    yamls,
)
from .harness import Attack

MODULES = (
    journals,
    interrupted,
    links,
    specials,
    gitconfig,
    history,
    planted,
    yamls,
    settings,
    locks,
    manifests,
    names,
    terminal,
    packages,
    outputs,
    pictures,
    documents,
    disk,
)


def attacks() -> list[Attack]:
    return [attack for module in MODULES for attack in module.FAMILY.attacks]


def short(count: int) -> list[Attack]:
    """So many attacks, taken from the classes in turn, and spread evenly over each."""
    families = [module.FAMILY.attacks for module in MODULES]
    chosen: list[Attack] = []
    share = -(-count // len(families))
    for turn in range(share):
        for family in families:
            place = turn * len(family) // share
            if place < len(family) and family[place] not in chosen and len(chosen) < count:
                chosen.append(family[place])
    return chosen

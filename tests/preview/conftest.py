from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deckwright.previews.write import preview
from deckwright.project import load
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with one note of every construct, and its page in build/preview/."""
    folder = tmp_path_factory.mktemp("gallery") / "project"
    shutil.copytree(ROOT / "tests" / "gallery", folder)
    preview(load(folder))
    return folder


@pytest.fixture(scope="session")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own project, and its page."""
    folder = tmp_path_factory.mktemp("deck")
    for name in ("seeds", "cards"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("deckwright.yaml", "deck.lock"):
        shutil.copy(ROOT / name, folder / name)
    preview(load(folder))
    return folder

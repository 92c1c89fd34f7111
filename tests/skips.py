"""Where all that the suite needs is installed, a test that skips itself proves nothing unseen: it fails."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import TypeVar

import pytest


def equipped() -> bool:
    """Whether this machine has what tests are skipped for: a Chromium, every Anki, and Anki's own style sheets."""
    from tests.decks.anki_page import WEB
    from tests.decks.test_long_life import VERSIONS, python_of
    from tests.preview.browser import CHROMIUM

    return CHROMIUM is not None and WEB.is_dir() and all(map(python_of, VERSIONS))


def wants_root(reason: str) -> bool:
    """Whether a skip is for what only root can do, where nobody is root: then it is printed, and no failure."""
    return "only root" in reason and hasattr(os, "geteuid") and os.geteuid() != 0


Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def failed(report: Report) -> Report:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    if report.skipped and not hasattr(report, "wasxfail") and equipped() and not wants_root(str(reason)):
        report.outcome = "failed"
        report.longrepr = f"{reason}; where Chromium and the Ankis are installed, a skip is a failure"
    return report


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return failed((yield))


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return failed((yield))

"""Where all that the suite needs is installed, a test that skips itself proves nothing unseen: it fails."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

import pytest


def equipped() -> bool:
    """Whether this machine has what tests are skipped for: a Chromium and every Anki."""
    from tests.decks.test_long_life import VERSIONS, python_of
    from tests.preview.browser import CHROMIUM

    return CHROMIUM is not None and all(map(python_of, VERSIONS))


Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def failed(report: Report) -> Report:
    if report.skipped and not hasattr(report, "wasxfail") and equipped():
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason}; where Chromium and the Ankis are installed, a skip is a failure"
    return report


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return failed((yield))


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return failed((yield))

"""A real Chromium that no request leaves: Debian's package, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here: apt-get install chromium")

if CHROMIUM:
    from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page and all that it did beside showing itself."""

    page: Page
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)  # those that would leave the machine
    dialogs: list[str] = field(default_factory=list)

    def until(self, condition: str) -> None:
        """Wait for a condition; the page's own policy forbids Playwright's way of waiting, which evaluates text."""
        for _ in range(1200):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"not within 30 s: {condition}")

    def all_quiet(self) -> bool:
        return (self.console, self.requests, self.dialogs) == ([], [], [])


@contextmanager
def watched(browser: Browser, width: int = 1280, height: int = 800, theme: str = "light") -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)  # type: ignore[arg-type]
    page = context.new_page()
    seen = Watched(page)

    def asked(route) -> None:  # type: ignore[no-untyped-def]
        if route.request.url.startswith(("file:", "data:", "about:")):
            route.continue_()
        else:
            seen.requests.append(route.request.url)
            route.abort()

    def dialog(shown) -> None:  # type: ignore[no-untyped-def]
        seen.dialogs.append(shown.message)
        shown.dismiss()

    context.route("**/*", asked)
    page.on("console", lambda message: seen.console.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.console.append(f"error: {error}"))
    page.on("dialog", dialog)
    yield seen
    context.close()


def faults(page: Page, within: str = "html") -> list[str]:
    """What axe-core finds serious or critical on a page, or in the part of a selector."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=within, options={"preload": False}).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def address(path: Path) -> str:
    return path.resolve().as_uri()

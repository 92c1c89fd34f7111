"""The page that shows the state of the deck: charts that are tables, right in their numbers, and ways to the notes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deckwright.previews.write import preview
from deckwright.project import load
from tests.preview.browser import address, faults, needs_chromium, watched

pytestmark = needs_chromium

PLANTED = """format: 1
notes:
- {question: "Some $\\\\nosuch$?", answer: One., level: hard, tags: ["a::b & c"]}
- {question: Which city is the capital of Peru?, answer: Lima., level: easy, tags: ["a::b & c"]}
- {question: Whence?, level: easy}
- {question: When?, answer: Now., skip: true, tags: [d]}
"""


def page(project: Path, text: str) -> Path:
    (project / "cards").mkdir()
    (project / "cards" / "own <file>.yaml").write_text(text, "utf-8")
    return preview(load(project)).page.parent / "state.html"


def table(opened, caption: str) -> list[list[str]]:  # type: ignore[no-untyped-def]
    found = opened.page.get_by_role("table", name=caption)
    return [row.locator("th, td").all_inner_texts() for row in found.locator("tbody tr").all()]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_nothing_keeps_people_from_reading_it(browser, gallery: Path, width: int, theme: str) -> None:  # type: ignore[no-untyped-def]
    with watched(browser, width, 800, theme) as seen:
        seen.page.goto(address(gallery / "build/preview/state.html"))
        seen.until("document.documentElement.classList.contains('page-dark') === " + str(theme == "dark").lower())
        assert faults(seen.page) == []
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert seen.all_quiet(), seen


@pytest.mark.parametrize("width", [1280, 320])
def test_its_tables_say_what_its_bars_show(browser, project: Path, width: int) -> None:  # type: ignore[no-untyped-def]
    with watched(browser, width) as seen:
        seen.page.goto(address(page(project, PLANTED)))
        tiles = seen.page.get_by_role("list", name="In numbers").inner_text()
        assert re.search(r"4\s+notes\s+50 %\s+packed\s+1\s+without an answer", tiles)
        status = table(seen, "Notes by what became of them")
        assert status == [
            ["packed", "2 notes", "50 %"],
            ["without an answer", "1 note", "25 %"],
            ["skipped", "1 note", "25 %"],
        ]
        rules = {row[0].split("\n")[0]: row[1:] for row in table(seen, "Findings by rule")}
        assert rules["formula-unknown-command"] == ["1 warning", "1 note"]
        [file] = table(seen, "Findings by file")
        assert file[0] == "cards/own <file>.yaml" and file[2].endswith("of 4 notes")
        topics = {row[0]: row[1:] for row in table(seen, "Notes with a finding, of all notes, by topic and level")}
        assert topics["a::b & c"][1] == "1 of 1" and topics["a::b & c"][0].endswith(" of 1")
        assert topics["no topic"][1] == "–"
        [longest, *_] = seen.page.locator("[aria-label], .page-track").all()
        assert longest.is_visible()
        parts = "[...document.querySelectorAll('.page-strip span')].map(one => one.getBoundingClientRect().width)"
        packed, unanswered, skipped = seen.page.evaluate(parts)
        assert packed == pytest.approx(2 * unanswered, abs=3) and unanswered == pytest.approx(skipped, abs=3)
        assert seen.all_quiet(), seen


@pytest.mark.parametrize(
    ("link", "questions"),
    [
        ("formula-unknown-command", ["Some nosuch?"]),
        ("cards/own <file>.yaml", ["Some nosuch?", "Which city is the capital of Peru?", "Whence?", "When?"]),
        ("without an answer", ["Whence?"]),
        ("skipped", ["When?"]),
        ("1 of 1", ["Some nosuch?"]),
        ("a::b & c", ["Some nosuch?", "Which city is the capital of Peru?"]),
        ("no topic", ["Whence?"]),
    ],
)
def test_each_number_leads_to_its_notes(browser, project: Path, link: str, questions: list[str]) -> None:  # type: ignore[no-untyped-def]
    with watched(browser) as seen:
        seen.page.goto(address(page(project, PLANTED)))
        seen.page.get_by_role("link", name=link, exact=True).first.focus()
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_selector(".page-row")
        shown = seen.page.locator(".page-row-question").all_inner_texts()
        assert [text.replace("\\", "") for text in shown] == questions
        assert seen.all_quiet(), seen


def test_a_deck_in_which_nothing_was_found(browser, project: Path) -> None:  # type: ignore[no-untyped-def]
    text = "format: 1\nnotes:\n- {question: What is a word?, answer: A sign., level: easy, tags: [a]}\n"
    with watched(browser) as seen:
        seen.page.goto(address(page(project, text)))
        assert "No rule found anything" in seen.page.locator("main").inner_text()
        assert seen.page.get_by_role("table", name="Findings by file").count() == 0
        assert table(seen, "Notes with a finding, of all notes, by topic and level") == [["a", "0 of 1", "–"]]
        assert faults(seen.page) == []


def test_a_deck_without_notes(browser, project: Path) -> None:  # type: ignore[no-untyped-def]
    with watched(browser) as seen:
        seen.page.goto(address(page(project, "format: 1\nnotes: []\n")))
        assert "0 notes" in " ".join(seen.page.locator(".page-tiles").inner_text().split())
        assert faults(seen.page) == []
        seen.page.get_by_role("link", name="Cards", exact=True).click()
        seen.page.wait_for_selector("#total")
        assert seen.all_quiet(), seen


def test_it_needs_no_javascript(browser, project: Path) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address(page(project, PLANTED)))
    assert opened.locator(".page-table tbody tr").count() >= 5
    assert not opened.get_by_role("button").count()  # none that would do nothing
    context.close()


def test_a_wide_table_shows_that_it_goes_on_and_takes_the_keyboard(browser, project: Path) -> None:  # type: ignore[no-untyped-def]
    levels = "".join(f"  - {{key: l{at}, name: '{at} Level {at}'}}\n" for at in range(12))
    settings = (project / "deckwright.yaml").read_text("utf-8")
    settings = re.sub(r"levels:\n.*?(?=default)", f"levels:\n{levels}", settings, flags=re.S).replace(": easy", ": l1")
    (project / "deckwright.yaml").write_text(settings, "utf-8")
    notes = "".join(f"- {{question: What is {at}?, answer: A sign., level: l{at}, tags: [a]}}\n" for at in range(12))
    with watched(browser, 390) as seen:
        seen.page.goto(address(page(project, f"format: 1\nnotes:\n{notes}")))
        box = seen.page.get_by_role("region", name="Notes by topic and level")
        assert box.evaluate("node => node.scrollWidth > node.clientWidth")
        assert "gradient" in box.evaluate("node => getComputedStyle(node).backgroundImage")
        box.focus()
        seen.page.keyboard.press("End")
        seen.page.keyboard.press("ArrowRight")
        seen.until("document.querySelector('.page-wide').scrollLeft > 0")
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert faults(seen.page) == []

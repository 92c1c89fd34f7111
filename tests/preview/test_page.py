"""The page of all notes, opened as a file in a real Chromium: every control, no request, no fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from deckwright.cards import store
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.previews.write import preview
from deckwright.project import load
from tests.cards.test_settle import ASKED, LONG, OTHER, REASKED
from tests.preview.browser import Watched, address, faults, needs_chromium, watched

pytestmark = needs_chromium


@pytest.fixture
def seen(browser, deck: Path) -> Iterator[Watched]:  # type: ignore[no-untyped-def]
    with watched(browser) as opened:
        opened.page.goto(address(deck / "build/preview/index.html"))
        opened.page.wait_for_selector("#card .deckwright")
        yield opened
        assert opened.all_quiet(), opened


def rows(seen: Watched) -> list[str]:
    return seen.page.locator(".page-row-question").all_inner_texts()


def shown(seen: Watched) -> str:
    return seen.page.locator("#card").inner_text()


def test_every_note_of_the_deck_is_there(seen: Watched, deck: Path) -> None:
    cards = list(store.cards_in(store.load_all(deck / "cards")))
    assert f"{len(cards)} notes" in seen.page.locator("#total").inner_text()
    while (count := len(rows(seen))) < len(cards):
        seen.page.locator(".page-row").last.scroll_into_view_if_needed()
        seen.until(f"document.querySelectorAll('.page-row').length > {count}")


def test_flip_by_button_and_by_space(seen: Watched) -> None:
    assert seen.page.locator("#card .answer").count() == 0
    seen.page.get_by_role("button", name="Show answer").click()
    assert seen.page.locator("#card .answer").inner_text().strip()
    seen.page.locator("#main").focus()
    seen.page.keyboard.press("Space")
    assert seen.page.locator("#card .answer").count() == 0


def test_arrows_and_buttons_step_through_what_is_found(seen: Watched) -> None:
    questions = rows(seen)[:3]
    seen.page.keyboard.press("ArrowRight")
    seen.until("document.getElementById('position').textContent.startsWith('2 /')")
    seen.until("document.getElementById('said').textContent.startsWith('Note 2 /')")  # for those who hear the page
    assert questions[1] in shown(seen)
    seen.page.get_by_role("button", name="Next note").click()
    seen.until("document.getElementById('position').textContent.startsWith('3 /')")
    seen.page.keyboard.press("ArrowLeft")
    seen.page.get_by_role("button", name="Previous note").click()
    seen.until("document.getElementById('position').textContent.startsWith('1 /')")
    assert seen.page.get_by_role("button", name="Previous note").is_disabled()


@pytest.mark.parametrize("words", ["relu", "ReLU", "ＲｅＬＵ", "梯度 消失"])
def test_search_as_you_type(seen: Watched, words: str) -> None:
    seen.page.keyboard.press("/")
    seen.page.keyboard.type(words)
    found = seen.page.locator("#found").inner_text()
    count = int(found.split()[0])
    assert 0 < count < 60
    assert len(rows(seen)) == count
    seen.page.keyboard.press("Escape")
    seen.page.fill("#words", "")
    assert seen.page.locator("#found").inner_text() == ""


def test_search_finds_words_of_the_answer_and_of_its_place(seen: Watched, deck: Path) -> None:
    cards = list(store.cards_in(store.load_all(deck / "cards")))
    having = [card.note.question for card in cards if "孪生网络" in (card.note.answer or "")]
    seen.page.fill("#words", "孪生网络")
    assert having and rows(seen) == having
    seen.page.fill("#words", "cards/004")
    there = sum(card.file.startswith("cards/004") for card in cards)
    assert seen.page.locator("#found").inner_text().startswith(f"{there} of")
    seen.page.fill("#words", "no such words")
    assert rows(seen) == []


def test_filters(seen: Watched) -> None:
    for select in ("level", "topic", "seed", "status"):
        for option in seen.page.locator(f"#{select} option").all()[1:3]:
            value = option.get_attribute("value")
            seen.page.select_option(f"#{select}", value)
            found = seen.page.locator("#found").inner_text()
            shown = len(rows(seen))
            assert (found == "" and shown) or found.startswith(f"{shown} of") or shown == 80, (select, value)
        seen.page.select_option(f"#{select}", "")
    seen.page.select_option("#status", "same-as")
    assert "asked elsewhere too" in seen.page.locator(".page-row-about").first.inner_text()


def test_the_chart_counts_and_filters(seen: Watched, deck: Path) -> None:
    cards = list(store.cards_in(store.load_all(deck / "cards")))
    bar = seen.page.locator("#level-bars button").first
    counts = [int(number) for number in re.findall(r"\d+", bar.locator(".page-bar-count").inner_text())]
    assert sum(counts) == sum(card.note.level == "beginner" for card in cards)
    bar.click()
    assert bar.get_attribute("aria-pressed") == "true"
    assert seen.page.locator("#found").inner_text().startswith(f"{sum(counts)} of")
    bar.click()
    assert bar.get_attribute("aria-pressed") == "false"
    seen.page.get_by_text("Counts by level and topic").click()
    assert not bar.is_visible()


def test_a_link_leads_to_a_note(seen: Watched, deck: Path) -> None:
    card = list(store.cards_in(store.load_all(deck / "cards")))[-1]
    seen.page.goto(f"{address(deck / 'build/preview/index.html')}#{card.id}")
    seen.until(f"document.getElementById('about').textContent.includes({card.id!r})")
    assert f"{card.file}:{card.line}" in seen.page.locator("#about").inner_text()
    assert seen.page.locator(".page-row[aria-current]").is_visible()


def test_dark_and_light(seen: Watched) -> None:
    ground = "getComputedStyle(document.querySelector('#card')).backgroundColor"
    light = seen.page.evaluate(ground)
    seen.page.get_by_role("button", name="Dark").click()
    assert seen.page.evaluate(ground) != light
    seen.page.reload()
    seen.page.wait_for_selector("#card .deckwright")
    assert seen.page.evaluate(ground) != light
    seen.page.get_by_role("button", name="Dark").click()


def test_findings_beside_the_note(browser, gallery: Path) -> None:  # type: ignore[no-untyped-def]
    with watched(browser) as seen:
        seen.page.goto(f"{address(gallery / 'build/preview/index.html')}#pictures")
        seen.page.wait_for_selector("#card .deckwright")
        seen.page.get_by_role("button", name="Show answer").click()
        assert "example.org/far.png is not packed" in seen.page.locator(".page-findings").first.inner_text()
        loaded = "[...document.querySelectorAll('#card img')].map(image => image.naturalWidth > 0)"
        seen.until(f"{loaded}.length === 6 && {loaded}.every(Boolean)")
        assert seen.all_quiet(), seen


def test_cards_of_one_note(browser, gallery: Path) -> None:  # type: ignore[no-untyped-def]
    with watched(browser) as seen:
        seen.page.goto(f"{address(gallery / 'build/preview/index.html')}#cloze")
        seen.page.wait_for_selector("#card .deckwright")
        assert "[...]" in shown(seen)
        assert any(row.startswith("Dropout 在训练时以概率 p 丢弃") for row in rows(seen))
        seen.page.get_by_role("button", name="Card 2").click()
        assert "[动词]" in shown(seen)
        seen.page.get_by_role("button", name="Show answer").click()
        assert "丢弃" in seen.page.locator("#card .cloze").inner_text()
        seen.page.goto(f"{address(gallery / 'build/preview/index.html')}#formulas")
        seen.page.wait_for_selector("#card math")
        assert seen.page.evaluate("document.querySelector('#card math').getBoundingClientRect().width") > 5
        assert seen.all_quiet(), seen


def test_on_a_phone_the_list_gives_way_to_the_note(browser, deck: Path) -> None:  # type: ignore[no-untyped-def]
    with watched(browser, 390, 800) as seen:
        seen.page.goto(address(deck / "build/preview/index.html"))
        seen.page.wait_for_selector(".page-row")
        assert not seen.page.locator("#main").is_visible()
        seen.page.locator(".page-row").nth(2).click()
        seen.page.wait_for_selector("#card .deckwright")
        assert not seen.page.locator("#list").is_visible()
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        seen.page.get_by_role("button", name="List").click()
        assert seen.page.locator("#list").is_visible()
        assert seen.all_quiet(), seen


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 820, 390])
def test_nothing_keeps_people_from_using_it(browser, gallery: Path, width: int, theme: str) -> None:  # type: ignore[no-untyped-def]
    with watched(browser, width, 800, theme) as seen:
        page = address(gallery / "build/preview/index.html")
        seen.page.goto(page)
        seen.page.wait_for_selector(".page-row")
        assert faults(seen.page) == []
        ids = [str(card.id) for card in store.cards_in(store.load_all(gallery / "cards"))]
        for note in ids:
            seen.page.evaluate("id => { location.hash = id }", note)
            seen.until(f"document.getElementById('about').textContent.includes({note!r})")
            seen.page.locator("#flip").click()
            assert faults(seen.page) == [], note
            assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), note
        assert seen.all_quiet(), seen


def test_a_note_that_cannot_be_packed_is_shown_with_the_reason(browser, project: Path) -> None:  # type: ignore[no-untyped-def]
    (project / "cards").mkdir()
    text = "format: 1\nnotes:\n- {question: 'a {{c1::b', kind: cloze}\n- {question: What is a tern?, answer: A bird.}\n"
    (project / "cards" / "own.yaml").write_text(text, "utf-8")
    report = preview(load(project))
    assert [finding.code for finding in report.findings] == ["no-card"]
    with watched(browser) as seen:
        seen.page.goto(f"{address(report.page)}#cards/own.yaml:3")
        seen.page.wait_for_selector(".page-findings")
        assert "a deletion is not closed" in seen.page.locator(".page-findings").first.inner_text()
        assert "a {{c1::b" in shown(seen)
        assert seen.all_quiet(), seen


def test_a_second_preview_leaves_nothing_of_the_first(project: Path) -> None:
    (project / "cards").mkdir()
    notes = "".join(f"- {{question: Q{number}, answer: A}}\n" for number in range(150))
    (project / "cards" / "own.yaml").write_text(f"format: 1\nnotes:\n{notes}", "utf-8")
    folder = preview(load(project)).page.parent
    assert (folder / "cards-1.js").exists()
    (project / "cards" / "own.yaml").write_text("format: 1\nnotes:\n- {question: Q, answer: A}\n", "utf-8")
    preview(load(project))
    assert not (folder / "cards-1.js").exists()
    assert (folder / "cards-0.js").exists()


PAPER = "getComputedStyle(document.querySelector('{}')).backgroundColor"


def test_by_keyboard_alone_from_search_to_an_answer(seen: Watched) -> None:
    """One key leads from the search to the first hit, Enter opens, space turns, Escape leads back to where one was."""
    focused = "document.activeElement.dataset.index"
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("梯度")
    hits = seen.page.evaluate("[...document.querySelectorAll('.page-row')].map(row => row.dataset.index)")
    seen.page.keyboard.press("ArrowDown")
    assert seen.page.evaluate(focused) == hits[0]
    seen.page.keyboard.press("ArrowDown")
    assert seen.page.evaluate(focused) == hits[1]
    seen.page.keyboard.press("Enter")
    seen.until(f"document.querySelector('.page-row[aria-current]')?.dataset.index === '{hits[1]}'")
    seen.page.keyboard.press("Space")
    assert seen.page.locator("#card .answer").inner_text().strip()
    assert seen.page.locator("#said").inner_text() == "The answer is shown."
    assert seen.page.locator("#said").get_attribute("role") == "status"
    seen.page.keyboard.press("Escape")
    assert seen.page.evaluate(focused) == hits[1]
    seen.page.keyboard.press("ArrowUp")
    seen.page.keyboard.press("ArrowUp")
    assert seen.page.evaluate("document.activeElement.id") == "words"
    seen.page.keyboard.press("Enter")
    seen.until(f"document.querySelector('.page-row[aria-current]')?.dataset.index === '{hits[0]}'")


def test_on_a_phone_focus_goes_along(browser, deck: Path) -> None:  # type: ignore[no-untyped-def]
    with watched(browser, 390, 800) as seen:
        seen.page.goto(address(deck / "build/preview/index.html"))
        seen.page.wait_for_selector(".page-row")
        row = seen.page.locator(".page-row").nth(1)
        row.focus()
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_selector("#card .deckwright")
        assert seen.page.evaluate("document.activeElement.id") == "main"
        seen.page.keyboard.press("Escape")
        assert seen.page.evaluate("document.activeElement.getAttribute('aria-current')") == "true"
        assert seen.all_quiet(), seen


def test_a_hit_in_an_answer_is_shown_with_its_words(seen: Watched) -> None:
    seen.page.fill("#words", "孪生网络")
    hit = seen.page.locator(".page-row-hit").first
    assert hit.locator("mark").inner_text() == "孪生网络"
    assert 10 < len(hit.inner_text()) <= 24 * 2 + 4 + 2
    seen.page.locator(".page-row").first.click()
    seen.page.get_by_role("button", name="Show answer").click()
    assert seen.page.evaluate("CSS.highlights.get('page-hits').size") >= 1
    seen.page.fill("#words", "ＲＥＬＵ")
    assert seen.page.locator(".page-row-question mark").first.inner_text() == "ReLU"


def test_who_answered_is_a_filter(seen: Watched, deck: Path) -> None:
    offered = seen.page.locator("#credit option").all_inner_texts()
    assert "the editors" in offered
    seen.page.select_option("#credit", "editor")
    cards = [card for card in store.cards_in(store.load_all(deck / "cards")) if card.note.answered]
    said = seen.page.locator("#found").inner_text() or seen.page.locator("#total").inner_text()
    assert int(said.split()[0]) >= sum(card.answered_by == "editor" for card in cards) > 50
    seen.page.locator(".page-row").first.click()
    assert "answer by the editors" in seen.page.locator("#about").inner_text()


def test_what_is_open_is_a_filter(browser, project: Path) -> None:  # type: ignore[no-untyped-def]
    update(load(project))
    path = project / "cards" / "a.yaml"
    path.write_text(path.read_text("utf-8").replace("The first.", "Mine."), "utf-8")
    seed = project / "seeds" / "a.md"
    seed.write_text(seed.read_text("utf-8").replace("The first.", "Theirs."), "utf-8")
    update(load(project))
    with watched(browser) as seen:
        seen.page.goto(address(preview(load(project)).page))
        seen.page.wait_for_selector("#card .deckwright")
        seen.page.select_option("#status", "conflict")
        assert rows(seen) == ["What is one?"]
        assert "in conflict" in seen.page.locator(".page-row-about").inner_text()
        assert "the document, edited" in seen.page.locator("#credit").inner_text()


def test_the_language_of_list_and_pages(seen: Watched, deck: Path) -> None:
    assert seen.page.locator("html").get_attribute("lang") == "en"  # the controls
    assert [seen.page.locator(one).get_attribute("lang") for one in ("h1", "#list")] == ["zh", "zh"]
    seen.page.goto(address(deck / "build/preview/all.html"))
    assert seen.page.locator("html").get_attribute("lang") == "zh"


def test_without_javascript_all_notes_are_there(browser, deck: Path) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address(deck / "build/preview/index.html"))
    assert not opened.locator("#words, #list, #flip").first.is_visible()  # none of them would do anything
    assert opened.get_by_role("button").count() == 0
    opened.get_by_role("link", name="all notes on one page").click()
    opened.wait_for_url("**/all.html")
    opened.wait_for_load_state()  # of a page that still loads, some notes are there
    cards = list(store.cards_in(store.load_all(deck / "cards")))
    assert opened.locator(".page-note").count() == len(cards)
    answered = [card for card in cards if card.note.answered]
    assert opened.locator(".page-turn .answer").count() >= len(answered)
    last = opened.locator(".page-note").last
    last.scroll_into_view_if_needed()
    last.locator(".answer").first.wait_for()
    opened.get_by_role("link", name="State").click()
    opened.wait_for_url("**/state.html")
    assert opened.get_by_role("table", name="Notes by what became of them").is_visible()
    opened.get_by_role("link", name="Cards", exact=True).click()
    opened.wait_for_url("**/index.html")
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_page_of_all_notes_reads_and_prints(browser, gallery: Path, width: int, theme: str) -> None:  # type: ignore[no-untyped-def]
    with watched(browser, width, 800, theme) as seen:
        seen.page.goto(address(gallery / "build/preview/all.html"))
        assert faults(seen.page) == []
        papers = {seen.page.evaluate(PAPER.format(where)) for where in ("body", ".card")}
        assert len(papers) == 1 and (papers == {"rgb(255, 255, 255)"}) == (theme == "light")
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        seen.page.emulate_media(media="print")
        seen.until("!document.querySelector('.page-dark, .nightMode')")  # on paper it is never light on dark
        last = seen.page.locator(".page-note").last
        assert last.evaluate("node => getComputedStyle(node).breakInside") == "avoid"
        assert last.evaluate("node => getComputedStyle(node).contentVisibility") == "visible"
        assert seen.page.pdf().count(b"/Type /Page\n") >= 3 or width < 1280
        assert seen.all_quiet(), seen


def test_all_that_the_page_does_is_done_by_keyboard(browser, gallery: Path) -> None:  # type: ignore[no-untyped-def]
    """From the address bar: to a filter, through the list, both cards of a note, both its sides, the other pages."""
    with watched(browser) as seen:
        keys, page = seen.page.keyboard, seen.page
        focused = "document.activeElement.id || document.activeElement.textContent.trim()"

        def tab_to(what: str) -> None:
            for _ in range(60):
                keys.press("Tab")
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none" or page.evaluate("document.activeElement === document.body"), page.evaluate(
                    focused
                )
                if page.evaluate(focused) == what:
                    return
            raise AssertionError(f"no way by Tab to {what}")

        page.goto(address(gallery / "build/preview/index.html"))
        page.wait_for_selector("#card .deckwright")
        tab_to("topic")
        keys.type("题型")
        seen.until("document.getElementById('found').textContent.startsWith('3 of')")
        tab_to("words")
        keys.type("RNN")
        keys.press("Enter")
        seen.until("document.getElementById('card').textContent.includes('RNN')")
        tab_to("Card 2")
        keys.press("Enter")
        seen.until("document.getElementById('card').textContent.includes('循环神经网络')")
        keys.press("Escape")
        keys.press("Space")
        assert "RNN" in page.locator("#card .answer, #card .question").all_inner_texts()[-1]
        tab_to("State")
        keys.press("Enter")
        page.wait_for_url("**/state.html*")
        tab_to("All notes")
        keys.press("Enter")
        page.wait_for_url("**/all.html*")
        assert seen.all_quiet(), seen


def test_on_a_phone_the_next_note_keeps_the_button_that_led_there(browser, deck: Path) -> None:  # type: ignore[no-untyped-def]
    with watched(browser, 390, 800) as seen:
        seen.page.goto(address(deck / "build/preview/index.html"))
        seen.page.locator(".page-row").first.click()
        seen.page.locator("#next").focus()
        for number in ("2", "3"):
            seen.page.keyboard.press("Enter")
            seen.until(f"document.getElementById('position').textContent.startsWith('{number} /')")
            assert seen.page.evaluate("document.activeElement.id") == "next"
        assert seen.all_quiet(), seen


def test_of_thousands_of_notes_those_in_sight_are_laid_out(browser, gallery: Path) -> None:  # type: ignore[no-untyped-def]
    with watched(browser) as seen:
        seen.page.goto(address(gallery / "build/preview/all.html"))
        last = seen.page.locator(".page-note").last
        assert last.evaluate("node => getComputedStyle(node).contentVisibility") == "auto"
        inner = "node => node.querySelector('.card').checkVisibility({contentVisibilityAuto: true})"
        assert not last.evaluate(inner)
        last.scroll_into_view_if_needed()
        seen.page.wait_for_timeout(100)
        assert last.evaluate(inner)


def test_a_rule_is_a_filter_and_what_is_for_information_is_folded(browser, gallery: Path) -> None:  # type: ignore[no-untyped-def]
    page = address(gallery / "build/preview/index.html")
    with watched(browser) as seen:
        seen.page.goto(f"{page}#pictures")
        seen.page.wait_for_selector(".page-findings")
        assert seen.page.get_by_text("[image-remote]").is_visible()
        assert not seen.page.get_by_text("[default-level]").is_visible()
        seen.page.get_by_text("for information").click()
        assert seen.page.get_by_text("[default-level]").is_visible()
        seen.page.select_option("#finding", "image-remote")
        assert rows(seen) == ["图片"]
        seen.page.goto(f"{page}?finding=default-level")
        seen.page.wait_for_selector(".page-findings")
        assert len(rows(seen)) == 10 and seen.page.locator("#finding").input_value() == "default-level"
        assert seen.page.get_by_text("[default-level]").is_visible()
        assert seen.all_quiet(), seen


def test_a_doubt_is_a_filter(browser, project: Path) -> None:  # type: ignore[no-untyped-def]
    """A question of which other words are left, with another answer, moved in its document."""
    seed, one = project / "seeds" / "a.md", "# What is one?\n\nThe first.\n\n"
    seed.write_text(f"{one}# {ASKED}\n\n{LONG}.\n", "utf-8")
    update(load(project))
    build(load(project))
    card = project / "cards" / "a.yaml"
    card.write_text(card.read_text("utf-8").replace(f"question: {ASKED}", f"question: {ASKED}（我的话）"), "utf-8")
    seed.write_text(f"# {REASKED}\n\n{OTHER}。\n\n{one}", "utf-8")
    update(load(project))
    with watched(browser) as seen:
        seen.page.goto(address(preview(load(project)).page))
        seen.page.wait_for_selector("#card .deckwright")
        seen.page.select_option("#status", "doubt")
        assert len(rows(seen)) >= 1
        assert "in doubt" in seen.page.locator(".page-row-about").first.inner_text()
        assert faults(seen.page) == []
        seen.page.get_by_role("link", name="State").click()
        assert "in doubt" in seen.page.get_by_role("list", name="In numbers").inner_text()
        seen.page.get_by_role("link", name="in doubt").click()
        seen.page.wait_for_selector(".page-row")
        assert seen.page.locator("#status").input_value() == "doubt"

"""Sounds on cards: played where a person asks for it, by mouse or keyboard, and never by themselves."""

from __future__ import annotations

import io
import math
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from deckwright.decks.media.look import SOUNDS
from deckwright.previews.write import preview
from deckwright.project import load
from tests.preview.browser import Watched, address, faults, needs_chromium, watched

CARDS = """format: 1
notes:
- id: bell
  question: "![](bell.wav) Which note is it?"
  answer: |-
    A, as in ![the same, longer](bell.wav).

    `[sound:bell.wav]` plays it in Anki.
- {id: silent, question: And this?, answer: Nothing.}
"""


def tone(seconds: float = 0.4) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        waves = (math.sin(at * 440 * 2 * math.pi / 8000) for at in range(int(8000 * seconds)))
        made.writeframes(b"".join(struct.pack("<h", int(9000 * one)) for one in waves))
    return buffer.getvalue()


@pytest.fixture
def page(project: Path) -> Path:
    (project / "cards" / "media").mkdir(parents=True)
    (project / "cards" / "media" / "bell.wav").write_bytes(tone())
    (project / "cards" / "own.yaml").write_text(CARDS, "utf-8")
    (project / "deck.lock").write_text('{"format": 1, "key": "notes-k3y4t3st"}\n')
    return preview(load(project)).page


@pytest.fixture
def seen(browser, page: Path) -> Iterator[Watched]:  # type: ignore[no-untyped-def]
    with watched(browser) as opened:
        opened.page.goto(f"{address(page)}#bell")
        opened.page.wait_for_selector("#card audio")
        yield opened
        assert opened.all_quiet(), opened


@pytest.mark.parametrize("suffix", SOUNDS)
def test_every_kind_of_sound_lies_beside_the_page(project: Path, suffix: str) -> None:
    (project / "cards" / "media").mkdir(parents=True)
    (project / "cards" / "media" / f"bell{suffix}").write_bytes(tone())
    text = f"format: 1\nnotes:\n- {{question: '![](bell{suffix}) What?', answer: That.}}\n"
    (project / "cards" / "own.yaml").write_text(text, "utf-8")
    made = preview(load(project))
    [sound] = (made.page.parent / "media").iterdir()
    assert sound.suffix == suffix and made.findings == []
    (project / "cards" / "own.yaml").write_text(text.replace(f"![](bell{suffix})", ""), "utf-8")
    preview(load(project))
    assert not sound.exists()


@needs_chromium
def test_a_sound_plays_when_it_is_asked_for(seen: Watched) -> None:
    paused = "[...document.querySelectorAll('#card audio')].map(one => one.paused && !one.currentTime && !one.autoplay)"
    assert seen.page.evaluate(paused) == [True]
    seen.page.locator("#flip").click()
    assert seen.page.evaluate(paused) == [True, True]  # the question stands on the back too
    seen.page.evaluate("document.querySelector('#card audio').play()")
    seen.until("document.querySelector('#card audio').ended")
    assert abs(seen.page.evaluate("document.querySelector('#card audio').duration") - 0.4) < 0.05
    assert "[sound:bell" in seen.page.locator("#card code").inner_text()


@needs_chromium
def test_by_keyboard(seen: Watched) -> None:
    seen.page.locator("#cards, #next").last.focus()
    for _ in range(10):
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate("document.activeElement.tagName") == "AUDIO":
            break
    assert seen.page.evaluate("document.activeElement.tagName") == "AUDIO"
    before = seen.page.locator("#position").inner_text()
    seen.page.keyboard.press("Space")
    seen.until("document.querySelector('#card audio').currentTime > 0")
    seen.page.keyboard.press("ArrowRight")
    assert seen.page.locator("#position").inner_text() == before  # it winds the sound, and turns no page
    assert seen.page.locator("#card .answer").count() == 0


@needs_chromium
def test_it_stops_with_its_card(seen: Watched) -> None:
    seen.page.evaluate("window.sound = document.querySelector('#card audio'); sound.loop = true; sound.play()")
    seen.until("sound.currentTime > 0")
    seen.page.get_by_role("button", name="Next note").click()
    seen.until("sound.paused")


@needs_chromium
def test_a_sound_has_a_name(seen: Watched, page: Path) -> None:
    seen.page.locator("#flip").click()
    assert seen.page.locator("#card audio[aria-label]").count() == 2
    assert faults(seen.page) == []
    assert "[sound" not in seen.page.locator("#list").inner_text()
    seen.page.goto(address(page.parent / "all.html"))
    assert seen.page.locator("audio[controls]").count() == 3
    assert faults(seen.page) == []
    seen.page.emulate_media(media="print")
    assert not seen.page.locator("audio").first.is_visible()

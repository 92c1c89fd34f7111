"""Pictures that are not there: what is shown in their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckwright.decks.markdown import Renderer
from deckwright.decks.media import Pictures
from deckwright.errors import Finding


@pytest.mark.parametrize(
    ("text", "shown", "code"),
    [
        ("![](http://a.b/c.png)", '<a href="http://a.b/c.png">↗ a.b</a>', "image-remote"),
        ("![Untitled](https://a.b/c.png)", '<a href="https://a.b/c.png">↗ a.b</a>', "image-remote"),
        ("![image](//a.b/c.png)", '<a href="https://a.b/c.png">↗ a.b</a>', "image-remote"),
        ("![c.png](http://a.b/c.png)", '<a href="http://a.b/c.png">↗ a.b</a>', "image-remote"),
        ("![Low to high](http://a.b/c.png)", 'Low to high <a href="http://a.b/c.png">↗ a.b</a>', "image-remote"),
        ('<img width="70%" src="http://a.b/c.png?x">', '<a href="http://a.b/c.png?x">↗ a.b</a>', "image-remote"),
        ("![a map](gone.png)", "a map", "image-missing"),
        ("![Untitled](gone%201.png)", "", "image-missing"),
        ('<p align="center">\n<img src="gone.png">\n</p>', "", "image-missing"),
        ("![x](data:image/png;base64,AAAA)", "x", "image-unsafe"),
        ("![x](../../etc/passwd)", "x", "image-outside"),
        ("![x](/etc/passwd)", "x", "image-outside"),
        ("![x](http://[bad)", "x <a>↗ [bad</a>", "image-remote"),
        ("![x](notes.txt)", "x", "image-type"),
    ],
)
def test_never_a_broken_picture(tmp_path: Path, text: str, shown: str, code: str) -> None:
    (tmp_path / "notes.txt").write_text("no picture", "utf-8")
    findings: list[Finding] = []
    used: set[str] = set()
    html = Renderer().render(text, Pictures((tmp_path,), tmp_path).of_note("cards/a.yaml", 7, findings, used)).html
    assert html == (f'<span class="picture">{shown}</span>' if shown else "")
    assert [(finding.code, finding.file, finding.line) for finding in findings] == [(code, "cards/a.yaml", 7)]
    assert not used

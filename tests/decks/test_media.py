"""Pictures that are not there: what is shown in their place."""

from __future__ import annotations

import io
import re
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from deckwright.cards.store import Card
from deckwright.decks.digests import Content, is_digest, note_digest
from deckwright.decks.markdown import Renderer
from deckwright.decks.media import Pictures
from deckwright.decks.media.look import HUGE
from deckwright.errors import Finding
from deckwright.files import NotAFile, Tree
from deckwright.note import Note
from tests.decks.pictures import picture


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
    html = (
        Renderer()
        .render(
            text, Pictures((tmp_path,), Tree(tmp_path)).of_note("cards/a.yaml", lambda address: (7, 1), findings, used)
        )
        .html
    )
    assert html == (f'<span class="picture">{shown}</span>' if shown else "")
    assert [(finding.code, finding.file, finding.line) for finding in findings] == [(code, "cards/a.yaml", 7)]
    assert not used


def findings_of(folder: Path, text: str) -> tuple[str, list[str], Pictures]:
    findings: list[Finding] = []
    pictures = Pictures((folder / "media",), Tree(folder))
    html = Renderer().render(text, pictures.of_note("cards/a.yaml", lambda address: (7, 1), findings, set())).html
    return html, [finding.code for finding in findings], pictures


@pytest.mark.parametrize(
    ("name", "content", "suffix", "codes"),
    [
        ("a.png", picture(), ".png", []),
        ("a.JPG", picture(form="JPEG"), ".jpg", []),
        ("a.jpeg", picture(form="JPEG"), ".jpeg", []),
        ("a.webp", picture(form="WEBP"), ".webp", []),
        ("a.gif", picture(form="GIF"), ".gif", []),
        ("a.png", picture(form="JPEG"), ".jpg", ["image-mislabelled"]),
        ("a.svg", picture(), ".png", ["image-mislabelled"]),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", ".svg", ["image-mislabelled"]),
        ("a.png", picture(size=(1, 1)) + b"\0" * (1 << 20), ".png", ["image-large"]),
        ("a.png", picture()[:-30], None, ["image-broken"]),
        ("a.png", b"", None, ["image-broken"]),
        ("a.jpg", b"<html>404</html>", None, ["image-broken"]),
        ("a.svg", b"<svg><g></svg>", None, ["image-broken"]),
        ("a.svg", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>', None, ["image-broken"]),
        ("a.pdf", b"%PDF", None, ["image-type"]),
        ("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0", None, ["image-type"]),
        ("a.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", None, ["image-broken"]),
    ],
)  # fmt: skip
def test_a_picture_is_what_its_bytes_are(
    tmp_path: Path, name: str, content: bytes, suffix: str | None, codes: list[str]
) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / name).write_bytes(content)
    html, told, pictures = findings_of(tmp_path, f"![the picture]({name})")
    assert told == codes
    assert [Path(packed).suffix for packed in pictures.files] == ([suffix] if suffix else [])
    assert ("<img" in html) == bool(suffix)
    assert "the picture" in html


def test_a_picture_with_too_many_pixels_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "bomb.png").write_bytes(picture(size=(9_600, 9_600), mode="1"))
    assert findings_of(tmp_path, "![x](bomb.png)")[1] == ["image-huge"]


EVIL = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="alert(1)">
<script>alert(1)</script><a href="javascript:alert(1)"><text>词</text></a>
<foreignObject><iframe src="https://e.org"/></foreignObject><image href="https://e.org/x.png"/>
<style>@import url(https://e.org/x.css); .a { fill: red }</style><use xlink:href="https://e.org/x.svg#a"/>
<circle r="3" class="a" onclick="alert(1)" style="background: url(https://e.org/y)"/><animate onbegin="alert(1)"/>
</svg>"""


def test_svg_loses_what_could_run_or_load(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "e.svg").write_text(EVIL, "utf-8")
    _, told, pictures = findings_of(tmp_path, "![x](e.svg)")
    assert told == ["image-cleaned"]
    (clean,) = (content.decode() for content in pictures.files.values())
    assert "词" in clean and "<circle" in clean
    for word in ("script", "alert", "onload", "onclick", "@import", "url(h", "foreignObject", "iframe", "javascript"):
        assert word not in clean, word


def test_an_svg_that_does_nothing_is_told_nothing_of(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    text = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><linearGradient id="g"/></defs><path d="M0 0h9" fill="url(#g)"/><text>图</text></svg>'
    (tmp_path / "media" / "a.svg").write_text(text, "utf-8")
    _, told, pictures = findings_of(tmp_path, "![x](a.svg)")
    assert told == [] and "url(#g)" in next(iter(pictures.files.values())).decode()


def test_pictures_that_leave_the_project_are_refused(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "media").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(picture())
    (project / "media" / "link.png").symlink_to(tmp_path / "secret.png")
    (project / "beside.png").write_bytes(picture())
    assert findings_of(project, "![x](../../secret.png)")[1] == ["image-outside"]
    assert findings_of(project, "![x](..%2f..%2fsecret.png)")[1] == ["image-outside"]
    with pytest.raises(NotAFile, match=r"^cards/a.yaml:7: the picture link.png leads out of the folder by a link"):
        findings_of(project, "![x](link.png)")
    assert findings_of(project, "![x](../beside.png)")[1] == []


@pytest.mark.parametrize("length", [250, 251, 252, 256, 300, 5000, 100_000])
def test_an_address_longer_than_a_file_can_be_called_is_told(tmp_path: Path, length: int) -> None:
    for address in (f"{'x' * (length - 4)}.png", f"{'x/' * length}a.png", f"{'图' * length}.png"):
        findings: list[Finding] = []
        image = Pictures((tmp_path / "media",), Tree(tmp_path)).of_note(
            "cards/a.yaml", lambda address: (7, 1), findings, set()
        )
        assert "<img" not in Renderer().render(f"![x]({address})", image).html
        assert [finding.code for finding in findings] == ["image-missing"]
        assert len(findings[0].message) < 400 and "is not there" in findings[0].message


def test_a_picture_is_measured_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    with (tmp_path / "media" / "a.png").open("wb") as file:
        file.truncate(HUGE + 1)
    tracemalloc.start()
    _, codes, _ = findings_of(tmp_path, "![x](a.png)")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert codes == ["image-huge"] and most < HUGE / 4
    with (tmp_path / "media" / "b.png").open("wb") as file:
        file.truncate(HUGE)
    assert findings_of(tmp_path, "![x](b.png)")[1] == ["image-broken"]


def test_line_ends_of_a_picture_that_counted_once_change_no_note() -> None:
    card = Card("a", Note("q", "a"), "cards/a.yaml", 1)
    content = Content(card, "easy", ("one kind of ends",), ("as it is",))
    before = note_digest(replace(content, media=("as it is",)), 1)
    assert before != note_digest(content, 1)
    assert is_digest(before, content, 1) and is_digest(note_digest(content, 1), content, 1)
    assert not is_digest(note_digest(replace(content, media=("another",)), 1), content, 1)


@pytest.mark.parametrize(
    "text",
    ["![](a.mp3)", "[sound:a.mp3]", '<audio controls src="a.mp3"></audio>', '<audio><source src="a.mp3"></audio>'],
)
def test_a_sound_is_packed_and_played(tmp_path: Path, text: str) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.mp3").write_bytes(b"ID3 a sound")
    html, codes, pictures = findings_of(tmp_path, f"Hear {text}!")
    (name,) = pictures.files
    assert html == f"Hear [sound:{name}]!" and codes == []
    assert name.startswith("a-") and pictures.files[name] == b"ID3 a sound"


def test_no_sound_is_played_but_those_that_are_packed(tmp_path: Path) -> None:
    text = 'a `[sound:b.mp3]` <span class="sound">c.mp3</span> [sound:gone.mp3]'
    html, codes, pictures = findings_of(tmp_path, text)
    assert "[sound:" not in html and codes == ["image-missing"] and not pictures.files


def drawn(ink: int, share: float = 0.2, other: int = 0, other_share: float = 0.0, opacity: int = 255) -> bytes:
    """A see-through picture of 100 by 100 pixels, of which shares are drawn in two greys."""
    image = Image.new("LA", (100, 100), (0, 0))
    pixels = [(ink, opacity)] * round(10_000 * (share - other_share)) + [(other, opacity)] * round(10_000 * other_share)
    image.putdata([*pixels, *[(0, 0)] * (10_000 - len(pixels))])
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


ADAPTING = (
    b'<svg xmlns="http://www.w3.org/2000/svg"><style>@media (prefers-color-scheme: dark){a{fill:red}}</style></svg>'
)


@pytest.mark.parametrize(
    ("name", "content", "ground"),
    [
        ("photo.png", picture(), ""),
        ("photo.jpg", picture(form="JPEG"), ""),
        ("photo.png", drawn(0, 1.0), ""),
        ("palette.png", picture("red", mode="P"), ""),
        ("corners.png", drawn(0, 0.95), "any"),
        ("large-corners.png", drawn(0, 0.949), "light"),
        ("black.png", drawn(0), "light"),
        ("black.webp", drawn(0), "light"),
        ("white.png", drawn(255), "dark"),
        ("pale.png", drawn(149), "dark"),
        ("not-so-pale.png", drawn(148), "light"),
        ("half-pale.png", drawn(255, 0.2, 120, 0.1), "light"),
        ("more-than-half.png", drawn(255, 0.2, 120, 0.0999), "dark"),
        ("white-boxes.png", drawn(255, 0.5, 0, 0.006), "light"),
        ("white-with-specks.png", drawn(255, 0.5, 0, 0.005), "dark"),
        ("specks-of-grey.png", drawn(255, 0.5, 107, 0.006), "light"),
        ("lighter-specks.png", drawn(255, 0.5, 108, 0.006), "dark"),
        ("faint.png", drawn(0, 0.2, opacity=127), "light"),
        ("glass.png", drawn(255, 1.0, opacity=128), ""),
        ("plain.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        ("both.svg", ADAPTING, "any"),
    ],
)
def test_the_ground_that_a_picture_needs(tmp_path: Path, name: str, content: bytes, ground: str) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / name).write_bytes(content)
    html, _, _ = findings_of(tmp_path, f"![the picture]({name})")
    assert re.findall(r'<img .* class="on-(\w+)"', html) == ([ground] if ground else [])


def test_a_picture_keeps_the_size_that_its_author_gave(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "x.png").write_bytes(picture())
    html, codes, _ = findings_of(tmp_path, '![[x.png|300]]![a|40x20](x.png)<img src="x.png" width="50%" onload="y()">')
    assert [part.split('"')[0] for part in html.split('width="')[1:]] == ["300", "40", "50%"] and codes == []
    assert "onload" not in html


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("![[x.png|300x200]]", 'alt="" width="300" height="200"'),
        ("![[x.png|a|300x200]]", 'alt="a" width="300" height="200"'),
        ("![[x.png|a]]", 'alt="a"'),
        ("![a|300x200](x.png)", 'alt="a" width="300" height="200"'),
        ("![a|b](x.png)", 'alt="a|b"'),
        ("![300](x.png)", 'alt="300"'),
        ("![a](x.png){width=300 height=200}", 'alt="a" width="300" height="200"'),
        ("![a](x.png){: height=200px }", 'alt="a" height="200"'),
        ('![a](x.png){width="50%"}', 'alt="a" width="50%"'),
        ('<img src="x.png" width="300px" height="200">', 'alt="" width="300" height="200"'),
        ('<img src="x.png" height="50%">', 'alt=""'),
        ("![a|30000x2](x.png)", 'alt="a|30000x2"'),
        ('<img src="x.png" width="30000" height="20000">', 'alt=""'),
    ],
)
def test_a_height_is_kept_as_a_width_is(tmp_path: Path, text: str, sizes: str) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "x.png").write_bytes(picture())
    html, codes, _ = findings_of(tmp_path, text)
    assert html.partition(" alt=")[2] == sizes.removeprefix("alt=") + ">" and codes == []


def test_braces_behind_a_picture_are_words_where_they_hold_no_size(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "x.png").write_bytes(picture())
    assert findings_of(tmp_path, "![a](x.png){width=300 onload=y}")[0].endswith("{width=300 onload=y}")

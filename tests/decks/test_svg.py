"""SVG: what it would become is measured before it is cleaned, and what runs or leads elsewhere goes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import py_svg_hush
import pytest
from PIL import Image

from deckwright.decks.media.look import Look, look
from tests.conftest import Result

DEEP = "is nested too deeply"
LARGE = "would have more than 20 MiB once it is cleaned"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def svg(inner: str, before: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {names}>{inner}</svg>".encode()


def looked(content: bytes) -> Look:
    """In the time that a person waits, whatever it is."""
    started = time.monotonic()
    seen = look(content, ".svg", "a.svg")
    assert time.monotonic() - started < 30
    return seen


def refused(content: bytes, said: str, code: str = "image-broken") -> None:
    seen = looked(content)
    assert seen.content is None
    assert seen.told == ((code, f"the picture a.svg {said}, and is not packed"),)


def within(depth: int, inner: str = "<circle r='1'/>") -> bytes:
    return svg("<g>" * depth + inner + "</g>" * depth)


def test_elements_within_elements() -> None:
    assert looked(within(498)).content is not None
    refused(within(499), DEEP)


@pytest.mark.parametrize(
    "content",
    [
        within(50_000),
        svg("<!--" + "</g>" * 50_000 + "-->" + "<g>" * 50_000 + "</g>" * 50_000),
        svg("<![CDATA[" + "</g>" * 50_000 + "]]>" + "<g>" * 50_000 + "</g>" * 50_000),
        svg('<g a="/>">' * 50_000 + "</g>" * 50_000),
        svg("<?x " + "</g>" * 50_000 + "?>" + "<g>" * 50_000 + "</g>" * 50_000),
        svg("&a;", '<!DOCTYPE svg [<!ENTITY a "' + "<g>" * 600 + "</g>" * 600 + '">]>'),
    ],
    ids=["plain", "comment", "CDATA", "attribute", "instruction", "entity"],
)
def test_depth_is_what_a_parser_finds(content: bytes) -> None:
    refused(content, DEEP)


def test_what_indentation_makes_large() -> None:
    """Two bytes a level for each element: it grows with the square."""
    refused(within(490, "<g/>" * 300_000), LARGE, "image-huge")
    refused(within(490, "<g/>" * 20_900), LARGE, "image-huge")
    seen = looked(within(490, "<g/>" * 20_500))
    assert seen.content is not None and 19 << 20 < len(seen.content) <= 20 << 20


def test_how_many_elements() -> None:
    assert looked(svg("<g/>" * 299_999)).content is not None
    refused(svg("<g/>" * 300_000), "has more than 300,000 elements")


@pytest.mark.parametrize(("before", "sign", "after"), [("<g d='", '"', "'/>"), ("<text>", ">", "</text>")])
def test_what_escaping_makes_large(before: str, sign: str, after: str) -> None:
    """`&quot;` for one byte, `&gt;` for another."""
    refused(svg(before + sign * 5_300_000 + after), LARGE, "image-huge")


def test_entities_of_entities() -> None:
    refused(svg("<text>&a9;</text>", f'<!DOCTYPE svg [<!ENTITY a0 "lol">{LAUGHS}]>'), "is no well-formed SVG")


@pytest.mark.parametrize("encoding", ["utf-7", "hex", "cp037", "nonsense", "UTF-16"])
def test_encodings_that_it_is_not_in(encoding: str) -> None:
    refused(svg("<g/>", f'<?xml version="1.0" encoding="{encoding}"?>'), "is no well-formed SVG")


@pytest.mark.parametrize(
    "animation",
    [
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        "<set attributeName='xlink:href' to='javascript:alert(1)'/>",
        '<ANIMATE to="javascript:alert(1)" attributeName = "HREF"></ANIMATE>',
        '<animate attributeName=" href" to="javascript:alert(1)"/>',
    ],
)
def test_an_animation_that_sets_a_link(animation: str) -> None:
    seen = looked(svg(f'<a xlink:href="#x"><circle r="1"/>{animation}</a>'))
    assert b"javascript" not in (seen.content or b"")


def test_an_animation_of_many_spaces() -> None:
    assert looked(svg(f'<set attributeName="{" " * 1_000_000}x"/>')).content is not None


def test_a_library_that_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its language's own way of failing is no Exception to Python."""
    kind = type("PanicException", (BaseException,), {})

    def give_up(content: bytes) -> bytes:
        raise kind

    monkeypatch.setattr(py_svg_hush, "filter_svg", give_up)
    refused(svg("<g/>"), "cannot be cleaned")


def test_a_deck_with_the_largest_pictures_is_built(project: Path, cli: Callable[..., Result]) -> None:
    """They may pack to a thousandth, and are no bomb to the one who packed them."""
    media = project / "cards" / "media"
    media.mkdir(parents=True)
    (media / "a.svg").write_bytes(within(490, "<g/>" * 20_500))
    Image.new("L", (4500, 4600)).save(media / "b.bmp")
    answer = "'![x](media/a.svg) ![y](media/b.bmp)'"
    (project / "cards/z.yaml").write_text(f"format: 1\nnotes:\n  - question: Drawn?\n    answer: {answer}\n")
    (media / "c.svg").write_bytes(within(490, "<g/>" * 50_000))
    (project / "cards/y.yaml").write_text("format: 1\nnotes:\n  - question: q\n    answer: '![x](media/c.svg)'\n")
    cli("update", "--project", project)
    result = cli("build", "--project", project)
    assert result.status in (0, 1), result.err
    assert f"cards/y.yaml:5: warning: the picture media/c.svg {LARGE}, and is not packed" in result.err

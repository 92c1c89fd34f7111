"""Decks as CrowdAnki exports them: a folder with deck.json and media/ (https://github.com/Stvad/CrowdAnki)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M1 1h7v7z"/></svg>\n'
LATEX = "\\documentclass[12pt]{article}\n\\begin{document}\n"


def model(name: str, fields: Sequence[str], templates: Sequence[tuple[str, str, str]], **more: Any) -> dict[str, Any]:
    return {
        "__type__": "NoteModel",
        "crowdanki_uuid": str(uuid.uuid5(uuid.NAMESPACE_DNS, name)),
        "css": ".card {\n  font-family: arial;\n}\n",
        "flds": [
            {"font": "Arial", "media": [], "name": one, "ord": at, "rtl": False, "size": 20, "sticky": False}
            for at, one in enumerate(fields)
        ],
        "latexPost": "\\end{document}",
        "latexPre": LATEX,
        "latexsvg": False,
        "name": name,
        "req": [[0, "any", [0]]],
        "sortf": 0,
        "tags": [],
        "tmpls": [
            {"afmt": back, "bafmt": "", "bqfmt": "", "did": None, "name": name, "ord": at, "qfmt": front}
            for at, (name, front, back) in enumerate(templates)
        ],
        "type": 0,
        "vers": [],
        **more,
    }


def note(kind: dict[str, Any], guid: str, *fields: str, tags: Sequence[str] = ()) -> dict[str, Any]:
    return {
        "__type__": "Note",
        "data": "",
        "fields": list(fields),
        "flags": 0,
        "guid": guid,
        "note_model_uuid": kind["crowdanki_uuid"],
        "tags": list(tags),
    }


def deck(name: str, notes: Sequence[Any] = (), children: Sequence[Any] = (), **more: Any) -> dict[str, Any]:
    return {
        "__type__": "Deck",
        "children": list(children),
        "crowdanki_uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
        "deck_config_uuid": "00000000-0000-0000-0000-000000000001",
        "desc": "",
        "dyn": 0,
        "extendNew": 0,
        "extendRev": 0,
        "media_files": [],
        "name": name,
        "notes": list(notes),
        **more,
    }


def written(folder: Path, root: dict[str, Any], models: Sequence[Any], media: Sequence[str], name: str) -> Path:
    root |= {
        "deck_configurations": [
            {"__type__": "DeckConfig", "crowdanki_uuid": root["deck_config_uuid"], "name": "Default"}
        ],
        "media_files": sorted(media),
        "note_models": list(models),
    }
    (folder / "media").mkdir(parents=True)
    for one in media:
        (folder / "media" / one).write_text(SVG, "utf-8")
    (folder / name).write_text(json.dumps(root, indent=4, sort_keys=True, ensure_ascii=False), "utf-8")
    return folder


def geography(folder: Path) -> Path:
    """A note type of two cards, pictures, a deck in the deck, a description, tags within tags, odd GUIDs."""
    kind = model(
        "Geography",
        ("Country", "Capital", "Flag", "Info"),
        (
            (
                "Country - Capital",
                "{{#Capital}}{{Country}}<hr>Capital?{{/Capital}}",
                "{{FrontSide}}<hr id=answer>{{Capital}}",
            ),
            ("Flag - Country", "{{#Flag}}{{Flag}}{{/Flag}}", "{{FrontSide}}<hr id=answer>{{Country}}<br>{{Info}}"),
        ),
    )
    europe = [
        note(kind, "e+/O]%*qfk", "Latvia", "Riga", '<img src="flag-latvia.svg">', "", tags=["UG::Europe"]),
        note(
            kind,
            "f#a~1",
            "Malta",
            "Valletta",
            '<img src="flag malta.svg" />',
            "<i>Small</i>",
            tags=["UG::Europe", "eu"],
        ),
        note(kind, "M$x<&>", "Monaco", "", '<img src="flag-monaco.svg">', "same as <b>Indonesia</b>"),
    ]
    sea = [note(kind, "Q(]2", "Baltic &amp; North Sea", "", "", "a sea has <u>no</u> capital and no card")]
    root = deck("Geography", europe, [deck("Seas", sea)], desc="<b>All</b> countries")
    media = ("flag-latvia.svg", "flag malta.svg", "flag-monaco.svg")
    return written(folder, root, [kind], media, "deck.json")


def gaps(folder: Path) -> Path:
    """Deletions: several, within one another, with hints and formulas; a deck of a Chinese name within another."""
    kind = model(
        "填空题", ("文字", "背面额外"), (("填空题", "{{cloze:文字}}", "{{cloze:文字}}<br>{{背面额外}}"),), type=1
    )
    notes = [
        note(kind, "c1", "{{c1::北京}}是{{c2::中国::哪国}}的首都", "", tags=["地理"]),
        note(kind, "c2", r"{{c1::\(x^2\)}} 的导数是 {{c2::\(2x\)}}", "[latex]$x$[/latex]"),
        note(kind, "c3", "{{c1::外 {{c2::内}} 层}}<br>第二行", '<img src="图 1.svg">'),
        note(kind, "c4", "没有空", ""),
    ]
    return written(folder, deck("语文::填空 50%", notes), [kind], ("图 1.svg",), f"{folder.name}.json")


def nested(folder: Path) -> Path:
    """Three decks within one another, two note types shared by them, a font that the style sheet calls for, a picture
    that is gone, a deck without notes."""
    basic = model("Basic", ("Front", "Back"), (("Card 1", "{{Front}}", "{{FrontSide}}<hr>{{Back}}"),))
    basic["css"] += "@font-face { font-family: x; src: url('_x.ttf') }\n"
    gap = model("Cloze", ("Text", "Back Extra"), (("Cloze", "{{cloze:Text}}", "{{cloze:Text}}"),), type=1)
    inner = deck("Inner", [note(basic, "n3", "a < b > c", "line<div>two</div>"), note(gap, "n4", "{{c1::x}}", "")])
    middle = deck(
        "Middle: 1", [note(basic, "n2", '<img src="gone.png"> <img src="a b.svg">', "[sound:x.mp3]")], [inner]
    )
    root = deck("Root", [note(basic, "n1", "**no** Markdown _here_", "<ul><li>a</li></ul>")], [middle, deck("Empty")])
    return written(folder, root, [basic, gap], ("_x.ttf", "a b.svg", "x.mp3", "unused.svg"), "deck.json")


EXPORTS: dict[str, Callable[[Path], Path]] = {made.__name__: made for made in (geography, gaps, nested)}

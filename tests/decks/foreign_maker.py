"""Makes decks as people have them, by the Python of any Anki of 2.1.66 or newer.

    foreign_maker.py FOLDER RECIPE...

Leaves a package of the newest form (new.apkg), one of the old (old.apkg), and the collection (whole.colpkg) in
FOLDER/RECIPE, for each. One process for all: to start Anki takes longer than to make a deck.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

warnings.simplefilter("ignore")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)

ODD = [
    '<span style="color: rgb(255, 0, 0);">red</span> and <font color="#0000ff">blue</font>',
    "<table><tbody><tr><td>1<br></td><td>2</td></tr></tbody></table>",
    "a &lt;b&gt; &amp;amp; &nbsp; &copy; c",
    "<div>one</div><div><br></div><div>two</div>",
    "unclosed <b>bold and <i>both</b></i>",
    "<!-- a comment -->text<!-- more",
    "a < b > c & d",
    "List<String> x = new ArrayList<>();",
    "<p>para</p>\r\n<p>another</p>",
    "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>",
    '<a href="https://example.org/?a=1&amp;b=2">link</a>',
    "<pre><code>if a:\n\tb()\n</code></pre>",
    "**not bold** _nor_ `code` # 1. - > $5 and $6 ~~x~~ ==y==",
    r"\(\frac{a}{b}\) and \[x < y\]",
    "[latex]x^2[/latex] [$]y[/$] [$$]z[/$$]",
    "<script>document.title = 1</script>shown",
    '<img src="data:image/png;base64,AAAA">',
    "  spaces   around  ",
    "\u00e9 e\u0301 \u202eabc \u200bzero \U0001f600",
    "{{Front}} {{c1::no}} {{{x}}}",
    "<b></b><i> </i>",
    "#5: yes, no, 012, 12:30, ~, null",
    "tab\there\nline\n\nend\n",
    '<div class="x" dir="rtl">\u0645\u0631\u062d\u0628\u0627</div>',
    "- a\n- b",
    "<h1>Big</h1>text<hr>rest",
]


def add(col: Any, kind: str, deck: str, fields: list[str], tags: str = "") -> Any:
    note = col.new_note(col.models.by_name(kind))
    for at, text in enumerate(fields):
        note.fields[at] = text
    note.tags = tags.split()
    col.add_note(note, col.decks.id(deck))
    return note


def plain(col: Any) -> None:
    for at in range(12):
        add(col, "Basic", "Plain deck", [f"What is <b>number</b> {at}?", f"It is {at}.<br>Yes."], "num::small other")


def odd(col: Any) -> None:
    for at, page in enumerate(ODD):
        add(col, "Basic", "Odd HTML: 50%", [f"{at} {page}", page])


def cloze(col: Any) -> None:
    texts = (
        "{{c1::Paris}} is the capital of {{c2::France::country}}",
        r"{{c1::\(x^2\)}} and \(\frac{ {{c2::a}} }{b} \)",
        "{{c1::one {{c2::inner}} outer}}",
        "<b>{{c1::bold}}</b> and {{c3::<i>third</i>}}",
        "{{c1::}} empty, {{c2::a::b::c}}",
        "{{c1,2::both}}",
    )
    for text in texts:
        add(col, "Cloze", "Lücken", [text, "<u>more</u>"])


def types(col: Any) -> None:
    models = col.models
    made = models.new("My type: 日本語 / {x}")
    for name in ("Word", "Reading (かな)", "Audio", "Note 1", "Empty"):
        models.add_field(made, models.new_field(name))
    front = models.new_template("Read → say")
    front["qfmt"], front["afmt"] = (
        "{{#Word}}<b>{{Word}}</b>{{/Word}}",
        "{{FrontSide}}<script>var a = 1;</script>{{Note 1}}",
    )
    back = models.new_template("Hear")
    back["qfmt"], back["afmt"] = "{{#Audio}}{{Audio}} {{hint:Note 1}}{{/Audio}}", "{{Word}}\r\n{{Reading (かな)}}"
    models.add_template(made, front)
    models.add_template(made, back)
    made["css"] = ".card { font-family: _x; }\r\nb { color: red }\n/* div */"
    models.add_dict(made)
    for at in range(4):
        sound = "<i>hear</i>" if at % 2 else ""
        add(col, made["name"], "Types", [f"<b>w{at}</b>", f"r{at}", sound, f"note <b>{at}</b>", ""])
    add(col, "Basic (and reversed card)", "Types", ["front", "back"])
    add(col, "Basic (optional reversed card)", "Types", ["front", "back", "y"])
    add(col, "Basic (optional reversed card)", "Types", ["front 2", "back", ""])
    add(col, "Basic (type in the answer)", "Types", ["front", "back"])
    add(col, "Cloze", "Types", ["{{c1::x}}", ""])


def nested(col: Any) -> None:
    for at, deck in enumerate(("A", "A::B", "A::B::C: 1", "A::数学 ünd", "Z")):
        for number in range(3):
            add(col, "Basic", deck, [f"{deck} {number}", f"<i>{at}</i>"])
    note = add(col, "Basic (and reversed card)", "A", ["two decks", "back"])
    col.set_deck([note.cards()[1].id], col.decks.id("A::B"))
    deck = col.decks.by_name("A")
    deck["desc"] = "About <b>A</b>"
    col.decks.save(deck)


def filtered(col: Any) -> None:
    for at in range(8):
        add(col, "Basic", "Home" if at % 2 else "Home::Inner", [f"q{at}", f"a{at}"], "cram" if at < 4 else "")
    made = col.decks.new_filtered("Cram")
    deck = col.decks.get(made)
    deck["terms"] = [["tag:cram", 100, 0]]
    col.decks.save(deck)
    col.sched.rebuild_filtered_deck(made)


def media(col: Any) -> None:
    folder = Path(col.media.dir())
    names = ["图 1.png", "a b.png", "100%.png", "hash#1.png", "UPPER.png", "x.mp3", "_font.ttf", "_script.js"]
    names += ["it's (1) & more.png", "unused.png", "a'b\u00e9.png", "fetched"]
    for at, name in enumerate(names):
        (folder / name).write_bytes(PNG + bytes([at]))
    (folder / "p.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>\r\n')
    for at, name in enumerate([*names, "p.svg", "missing.png"]):
        shown = name.replace("&", "&amp;")
        back = "[sound:x.mp3]" if at % 2 else f"<img src='{shown}' width=20>" if "'" not in name else "-"
        add(col, "Basic", "Media", [f'{at} <img src="{shown}">', back])


def reviewed(col: Any) -> None:
    plain(col)
    cloze(col)
    for name in ("Plain deck", "Lücken"):
        col.decks.set_current(col.decks.id(name))
        for _ in range(8):
            card = col.sched.getCard()
            if card:
                card.start_timer()
                col.sched.answerCard(card, 3)
    card = col.get_card(col.find_cards("is:new")[0])
    col.sched.suspend_cards([card.id])


def blank(col: Any) -> None:
    add(col, "Basic", "Blank", ["only front", ""], "tag:colon a::b::c ÜML-x 数学 &amp;")
    add(col, "Basic", "Blank", ["  ", "white front"])
    add(col, "Basic", "Blank", ["<br>", "break"])
    add(col, "Basic", "Blank", ["dup", "one"])
    add(col, "Basic", "Blank", ["dup", "two"])
    add(col, "Basic", "Blank", ["long " + "x" * 30_000, "<b>" * 50 + "deep" + "</b>" * 50])
    note = add(col, "Basic", "Blank", ["future", "x"])
    col.db.execute("update notes set mod = 1 where id = ?", note.id)


RECIPES: dict[str, Callable[[Any], None]] = {
    made.__name__: made for made in (plain, odd, cloze, types, nested, filtered, media, reviewed, blank)
}


def export(col: Any, folder: Path) -> None:
    for name, old in (("new.apkg", False), ("old.apkg", True)):
        path = str(folder / name)
        try:
            from anki.collection import ExportAnkiPackageOptions
        except ImportError:
            col.export_anki_package(
                out_path=path, limit=None, with_scheduling=True, with_media=True, legacy_support=old
            )
        else:
            options = ExportAnkiPackageOptions(
                with_scheduling=True, with_deck_configs=True, with_media=True, legacy=old
            )
            col.export_anki_package(out_path=path, options=options, limit=None)
    col.export_collection_package(str(folder / "whole.colpkg"), include_media=True, legacy=False)


def make(recipe: str, folder: Path) -> None:
    folder.mkdir(parents=True)
    col: Any = Collection(str(folder / "maker.anki2"))
    if hasattr(col, "set_v3_scheduler") and not col.v3_scheduler():
        col.set_v3_scheduler(True)
    RECIPES[recipe](col)
    export(col, folder)


if __name__ == "__main__":
    from anki.collection import Collection

    where = Path(sys.argv[1]).resolve()
    for name in sys.argv[2:]:
        make(name, where / name)

"""Tamperings with the collection: cards, reviews, notes, note types, decks, options, the database itself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from tests.releases.tamperings.catalogue import Catalogue
from tests.releases.tamperings.forge import WHOLE, Forger

COLLECTED = Catalogue()
LEVEL = "deck-advanced.apkg"
SCRIPT = "<script src='https://example.org/x.js'></script>"
FIELDS = (
    "Question",
    "Answer",
    "Level",
    "Topics",
    "Extra",
    "Source",
    "ID",
    "Reverse",
    "Spare1",
    "Spare2",
    "Spare3",
    "Spare4",
)


def sql(name: str, *statements: str, content: bool = True, package: str = WHOLE) -> None:
    def do(forger: Forger) -> None:
        with forger.package(package) as opened, opened.collection() as database:
            before = dump(database)
            for statement in statements:
                database.execute(statement)
            assert not content or dump(database) != before, "nothing was changed"

    COLLECTED.add(name, do, package, content=content)


def dump(database: sqlite3.Connection) -> list[str]:
    return [*database.iterdump(), *map(str, database.execute("pragma user_version").fetchone())]


def in_col(column: str, change: Callable[[Any], object], package: str = WHOLE) -> Callable[[Forger], None]:
    """Change one of the JSON columns of the table col."""

    def do(forger: Forger) -> None:
        with forger.package(package) as opened, opened.collection() as database:
            [text] = database.execute(f"select {column} from col").fetchone()
            data = json.loads(text)
            change(data)
            assert data != json.loads(text)
            database.execute(f"update col set {column} = ?", (json.dumps(data, ensure_ascii=False),))

    return do


def model(name: str, change: Callable[[Any], object]) -> None:
    """Change the note type of questions and answers."""

    def do(models: Any) -> None:
        change(next(one for one in models.values() if one["name"].endswith(" qa")))

    COLLECTED.add(f"model-{name}", in_col("models", do), content=True)


def field(name: str, /, **values: object) -> None:
    model(f"field-{name}", lambda one: one["flds"][1].update(values))


def template(name: str, /, **values: object) -> None:
    model(f"template-{name}", lambda one: one["tmpls"][0].update(values))


def deck(name: str, change: Callable[[Any], object]) -> None:
    """Change the deck of the first level."""

    def do(decks: Any) -> None:
        change(next(one for one in decks.values() if one["name"] == "deck::1 Beginner"))

    COLLECTED.add(f"deck-{name}", in_col("decks", do), content=True)


FIRST = "where id = (select min(id) from %s)"
CARD, NOTE = FIRST % "cards", FIRST % "notes"

for column, value in {
    "queue": "2", "type": "2", "ivl": "99", "due": "due + 700", "factor": "2500", "reps": "12", "lapses": "3",
    "left": "1001", "odue": "5", "odid": "1", "flags": "3", "data": """'{"s":9.5,"d":5}'""", "mod": "mod + 1",
    "usn": "7", "did": "1", "ord": "9", "id": "id + 500", "nid": "(select max(id) from notes)",
}.items():  # fmt: skip
    sql(f"card-{column}", f"update cards set {column} = {value} {CARD}")
sql("card-suspended", f"update cards set queue = -1 {CARD}")
sql("card-buried", f"update cards set queue = -3 {CARD}")
sql("card-learnt", f"update cards set type = 2, queue = 2, ivl = 400, due = 500, factor = 2500, reps = 9 {CARD}")
sql(
    "card-of-the-other-level",
    f"update cards set did = (select max(did) from cards as other where other.did <> cards.did) {CARD}",
)
sql("card-removed", "delete from cards where id = (select max(id) from cards where ord = 1)")
sql(
    "card-added",
    "create temp table one as select * from cards limit 1",
    "update one set id = id + 777, ord = 1",
    "insert into cards select * from one",
)
sql("level-package-card-ivl", f"update cards set ivl = 99, queue = 2, type = 2 {CARD}", package=LEVEL)
sql("review-of-a-card", "insert into revlog select id + 5, id, -1, 3, 10, 1, 2500, 4000, 1 from cards limit 1")
sql("reviews-of-all-cards", "insert into revlog select id + 5, id, -1, 3, 10, 1, 2500, 4000, 1 from cards")
sql("review-of-no-card", "insert into revlog values (1600000000000, 42, -1, 1, 1, 1, 2500, 60000, 0)")
sql("graves-card", "insert into graves values (-1, (select min(id) from cards), 0)")
sql("graves-note-of-the-learner", "insert into graves values (-1, 1600000000000, 1)")
sql("graves-deck", "insert into graves values (0, 1, 2)")

for column, value in {
    "guid": "'forgedguid'", "mid": "(select max(mid) from notes as other where other.mid <> notes.mid)", "mod": "mod + 1", "usn": "7", "sfld": "'other'",
    "csum": "12345", "flags": "1", "data": "'x'", "id": "id + 500", "tags": "tags || 'leech '",
}.items():  # fmt: skip
    sql(f"note-{column}", f"update notes set {column} = {value} {NOTE}")
sql("note-mod-earlier", f"update notes set mod = mod - 86400 {NOTE}")
sql("note-tags-none", f"update notes set tags = '' {NOTE}")
sql("note-tags-spaces", f"update notes set tags = replace(tags, ' ', '  ') {NOTE}")
sql("note-field-one-more", f"update notes set flds = flds || char(31) || 'more' {NOTE}")
sql("note-field-script", f'update notes set flds = replace(flds, "A cell", "A cell{SCRIPT}") {NOTE}')
sql("note-field-invisible", f"update notes set flds = replace(flds, 'cell', 'cell' || char(8203)) {NOTE}")
sql("note-field-letters", f"update notes set flds = replace(flds, 'cell', 'c' || char(1077) || 'll') {NOTE}")
sql("note-field-bytes", f"update notes set flds = cast(flds as blob) {NOTE}")
sql("note-removed", f"delete from cards where nid = (select id from notes {NOTE})", f"delete from notes {NOTE}")
sql(
    "note-added",
    "create temp table one as select * from notes limit 1",
    "update one set id = id + 999, guid = 'forgednote'",
    "insert into notes select * from one",
    "create temp table two as select * from cards limit 1",
    "update two set id = id + 999, nid = nid + 999",
    "insert into cards select * from two",
)
sql(
    "note-without-cards",
    "insert into notes select 99, 'forgednote', mid, mod, usn, tags, flds, sfld, csum, 0, '' from notes limit 1",
)


def note_field(at: int, change: Callable[[str], str]) -> Callable[[Forger], None]:
    def do(forger: Forger) -> None:
        with forger.package() as package, package.collection() as database:
            [text] = database.execute(f"select flds from notes {NOTE}").fetchone()
            fields = text.split("\x1f")
            fields[at] = change(fields[at])
            database.execute(f"update notes set flds = ? {NOTE}", ("\x1f".join(fields),))

    return do


for at, label in enumerate(FIELDS):
    COLLECTED.add(f"note-field-{label}", note_field(at, lambda text: f"{text} x"), content=True)
COLLECTED.add("note-field-space", note_field(1, lambda text: f"{text} "), content=True)

model("name", lambda one: one.update(name="deck qa"))
model("id-inside", lambda one: one.update(id="1925603668213"))
model("type", lambda one: one.update(type=1))
model("mod", lambda one: one.update(mod=one["mod"] + 1))
model("usn", lambda one: one.update(usn=5))
model("did", lambda one: one.update(did=1))
model("sort-field", lambda one: one.update(sortf=6))
model("latex-pre", lambda one: one.update(latexPre="\\input{/etc/passwd}"))
model("latex-post", lambda one: one.update(latexPost="\\write18{id}\\end{document}"))
model("latex-svg", lambda one: one.update(latexsvg=True))
model("req", lambda one: one.update(req=[[0, "none", []], [1, "all", [7]]]))
model("css", lambda one: one.update(css=one["css"] + "\n.answer { display: none }\n"))
model("css-import", lambda one: one.update(css="@import url(https://example.org/x.css);\n" + one["css"]))
model("tags", lambda one: one.update(tags=["forged"]))
model("unknown-key", lambda one: one.update(originalStockKind=1))
field("name", name="Reply")
field("id", id=1234567890123)
field("ord", ord=0)
field("font", font="Webdings")
field("size", size=8)
field("rtl", rtl=True)
field("sticky", sticky=True)
field("description", description=SCRIPT)
field("media", media=["x.png"])
field("collapsed", collapsed=True)
field("plain-text", plainText=True)
model("fields-swapped", lambda one: one["flds"].insert(0, one["flds"].pop(1)))
model("field-added", lambda one: one["flds"].append({**one["flds"][0], "name": "Spare5", "id": 42, "ord": 12}))
model("field-removed", lambda one: one["flds"].pop())
template("name", name="Card 9")
template("id", id=1234567890123)
template("front", qfmt="{{Answer}}")
template("front-script", qfmt="{{Question}}" + SCRIPT)
template("back", afmt="{{Question}}")
template("browser-front", bqfmt="{{Answer}}")
template("browser-back", bafmt="{{Question}}")
template("browser-font", bfont="Webdings")
template("browser-size", bsize=7)
template("deck", did=1)
template("ord", ord=5)
model("template-removed", lambda one: one["tmpls"].pop())
model("template-added", lambda one: one["tmpls"].append({**one["tmpls"][0], "name": "Card 3", "id": 42, "ord": 2}))
COLLECTED.add(
    "model-added",
    in_col("models", lambda models: models.update({"42": {**next(iter(models.values())), "id": "42", "name": "X"}})),
    content=True,
)
COLLECTED.add(
    "model-key", in_col("models", lambda models: models.update({"42": models.pop(next(iter(models)))})), content=True
)


def doubled_key(forger: Forger) -> None:
    """A reader that takes the first of two equal keys finds another note type than one that takes the last."""
    with forger.package() as package, package.collection() as database:
        [text] = database.execute("select models from col").fetchone()
        key, one = next(iter(json.loads(text).items()))
        forged = json.dumps({key: {**one, "css": "body { display: none }"}})
        database.execute("update col set models = ?", (f"{forged[:-1]}, {text[1:]}",))


COLLECTED.add("model-doubled-key", doubled_key)

deck("description", lambda one: one.update(desc="Get more at example.org"))
deck("description-script", lambda one: one.update(desc=SCRIPT))
deck("description-markdown", lambda one: one.update(md=True))
deck("name", lambda one: one.update(name="deck::1 Beginners"))
deck("collapsed", lambda one: one.update(collapsed=True))
deck("browser-collapsed", lambda one: one.update(browserCollapsed=True))
deck("filtered", lambda one: one.update(dyn=1, terms=[["is:new", 100, 0]], resched=True, delays=None, separate=True))
deck("options", lambda one: one.update(conf=2))
deck("extend-new", lambda one: one.update(extendNew=500))
deck("review-limit", lambda one: one.update(reviewLimit=1, newLimit=0))
deck("new-today", lambda one: one.update(newToday=[9999, 20]))
deck("mod", lambda one: one.update(mod=1795000000))
deck("usn", lambda one: one.update(usn=3))
deck("id-inside", lambda one: one.update(id=1234567890123))
DECK = {"id": 42, "name": "Forged", "desc": "", "conf": 1, "dyn": 0, "collapsed": False, "mod": 0, "usn": 0}
DECK |= {key: [0, 0] for key in ("newToday", "revToday", "lrnToday", "timeToday")}
COLLECTED.add("deck-added", in_col("decks", lambda decks: decks.update({"42": DECK})), content=True)
COLLECTED.add("deck-default-renamed", in_col("decks", lambda decks: decks["1"].update(name="Mine")), content=True)
COLLECTED.add("deck-default-description", in_col("decks", lambda decks: decks["1"].update(desc=SCRIPT)), content=True)
COLLECTED.add("deck-removed", in_col("decks", lambda decks: decks.popitem()), content=True)
COLLECTED.add(
    "deck-description-level", in_col("decks", lambda d: [*d.values()][-1].update(desc="x"), LEVEL), LEVEL, content=True
)

for label, change in {
    "new-per-day": lambda one: one["new"].update(perDay=9999),
    "reviews-per-day": lambda one: one["rev"].update(perDay=0),
    "leech-action": lambda one: one["lapse"].update(leechAction=1, leechFails=1),
    "steps": lambda one: one["new"].update(delays=[525600]),
    "longest-interval": lambda one: one["rev"].update(maxIvl=1),
    "autoplay": lambda one: one.update(autoplay=False),
    "timer": lambda one: one.update(timer=1, maxTaken=1),
    "fsrs": lambda one: one.update(fsrsWeights=[0.1] * 19, desiredRetention=0.7),
    "name": lambda one: one.update(name="Forged"),
}.items():

    def of_default(options: Any, change: Callable[[Any], object] = change) -> None:
        change(options["1"])

    COLLECTED.add(f"options-{label}", in_col("dconf", of_default), content=True)
COLLECTED.add(
    "options-added", in_col("dconf", lambda one: one.update({"2": {**one["1"], "id": 2, "name": "X"}})), content=True
)

for column, value in {
    "crt": "crt - 864000", "mod": "mod + 1", "scm": "scm + 1", "ver": "12", "dty": "1", "usn": "9", "ls": "9", "id": "2",
}.items():  # fmt: skip
    sql(f"col-{column}", f"update col set {column} = {value}")
COLLECTED.add("col-conf-scheduler", in_col("conf", lambda conf: conf.update(schedVer=2, rollover=12)), content=True)
COLLECTED.add("col-conf-deck", in_col("conf", lambda conf: conf.update(curDeck=42)), content=True)
COLLECTED.add("col-tags", in_col("tags", lambda tags: tags.update(forged=1)), content=True)
sql(
    "col-row-added",
    "insert into col select 2, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags from col",
)
sql("col-row-removed", "delete from col")

sql("table-added", "create table forged (a text)", "insert into forged values ('x')")
sql("table-tags-added", "create table tags (tag text, usn integer)", "insert into tags values ('forged', -1)")
sql("trigger", "create trigger t after insert on notes begin delete from revlog; end")
sql("view", "create view forged as select flds from notes")
sql("view-for-a-table", "alter table revlog rename to other", "create view revlog as select * from other")
sql("view-for-notes", "alter table notes rename to other", "create view notes as select * from other")
sql("index-added", "create index forged on notes (sfld)")
sql("index-removed", "drop index ix_notes_csum")
sql("column-added", "alter table notes add column forged text default 'x'")
sql("user-version", "pragma user_version = 99")
sql("application-id", "pragma application_id = 99", content=False)
sql("rows-come-and-gone", "create table t (a)", "insert into t values (zeroblob(9000))", "drop table t", content=False)

"""Prepared notes -> a text file that Anki imports, and that spreadsheets and other programs read: a note in each line.

Its first lines tell Anki what the columns are (https://docs.ankiweb.net/importing/text-files.html). A text file brings
no note types: those that every Anki has are named, as the deck's language calls them; templates and style are theirs.
"""

from __future__ import annotations

import csv
import io

from deckwright.decks.notetype import FIELDS, NoteType
from deckwright.decks.package import Bundle, PackedNote
from deckwright.languages import in_language

_HEAD = """\
#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:6
"""
_STOCK = {
    "en": ("Basic", "Basic (and reversed card)", "Cloze"),
    "zh": ("问答题", "问答题（附翻转卡片）", "填空题"),
}
"""The names of Anki's own note types: question and answer, with a card for the other way, with deletions."""


def write(bundle: Bundle) -> bytes:
    """The text in UTF-8: GUID, note type, deck, two fields, tags."""
    names = in_language(_STOCK, bundle.language)
    out = io.StringIO()
    rows = csv.writer(out, csv.excel_tab, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for note in bundle.notes:
        stock = names[_stock(note, bundle.types[note.kind].type)]
        rows.writerow([note.id, stock, note.deck, *_sides(note), " ".join(note.tags)])
    return (_HEAD + out.getvalue()).encode()


def _stock(note: PackedNote, kind: NoteType) -> int:
    if kind.cloze:
        return 2
    return 1 if kind.adopted is None and note.fields[FIELDS.index("Reverse")] else 0


def _sides(note: PackedNote) -> tuple[str, str]:
    """What is asked, and what stands behind: the answer, what is shown small under it, where it is from; of an adopted
    note its first field, and all others."""
    if note.ords is not None:
        return note.fields[0], "<hr>".join(text for text in note.fields[1:] if text)
    fields = dict(zip(FIELDS, note.fields, strict=True))
    extra = f"<hr>{fields['Extra']}" if fields["Extra"] else ""
    source = f"<p><small>{fields['Source']}</small></p>" if fields["Source"] else ""
    return fields["Question"], fields["Answer"] + extra + source

"""The one way to files: every open, listing, rename, deletion and recovery of every command goes through here.

A project's folder may come from a stranger. What a person typed is trusted; what is found in a folder is not: only
regular files are read, up to a size; no link leads out of the folder; only files of a closed list are written, whole or
not at all; and what a killed run left behind is finished only as far as it is provably ours.
"""

from deckwright.files.archive import put_file, put_link
from deckwright.files.errors import NotAFile, unwritable
from deckwright.files.journal import JOURNAL
from deckwright.files.kinds import CARDS, DOCUMENT, LOCK, OTHER, PACKAGE, PICTURE, SETTINGS, Kind
from deckwright.files.locking import settled, sole
from deckwright.files.ours import Run
from deckwright.files.output import check_output, write_output
from deckwright.files.reading import changed_at, is_file, is_folder, read_bytes, read_stdin
from deckwright.files.staging import TEMPORARY
from deckwright.files.temporary import Scratch, scratch
from deckwright.files.tree import Tree
from deckwright.files.writing import what_changes, whole_or_nothing, write_together, write_whole
from deckwright.files.written import listed, stale
from deckwright.files.zips import BROKEN, opened

__all__ = [
    "BROKEN",
    "CARDS",
    "DOCUMENT",
    "JOURNAL",
    "LOCK",
    "OTHER",
    "PACKAGE",
    "PICTURE",
    "SETTINGS",
    "TEMPORARY",
    "Kind",
    "NotAFile",
    "Run",
    "Scratch",
    "Tree",
    "changed_at",
    "check_output",
    "is_file",
    "is_folder",
    "listed",
    "opened",
    "put_file",
    "put_link",
    "read_bytes",
    "read_stdin",
    "scratch",
    "settled",
    "sole",
    "stale",
    "unwritable",
    "what_changes",
    "whole_or_nothing",
    "write_output",
    "write_together",
    "write_whole",
]

"""Tags as notes of a vault have them: `#a/b` behind the last words, or on a line of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from deckwright.seeds.document import Document
from deckwright.seeds.extent import Extent
from deckwright.seeds.slices import Slice
from deckwright.text.blocks import BlockKind

_TAG = r"#(?=[\w/-]*[^\W\d])[\w/-]+"
_LINE = re.compile(rf"[ \t]*{_TAG}(?:[ \t,，、;]+{_TAG})*[ \t]*$")
_END = re.compile(rf"(?<=\S)(?:[ \t\u3000]+{_TAG})+[ \t]*$")
_ASKED = re.compile(rf"(?<=[?？.。!！)）])(?:[ \t\u3000]+{_TAG})+[ \t]*$")
_ONE = re.compile(_TAG)
# What is no tag: colours of CSS, and the directives of C, C++, C# and their kin.
_NONE = re.compile(
    r"#(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8}|define|undef|include|import|if|ifdef|ifndef|elif|else|endif|error|warning|"
    r"line|pragma|region|endregion|nullable)$",
    re.I,
)
LONGEST = 400
"""Characters at a line's end that are looked through for tags."""

_CODE = (BlockKind.FENCE, BlockKind.MATH, BlockKind.COMMENT)


def take_hash_tags(extent: Extent, document: Document, kind_at: Mapping[int, BlockKind]) -> None:
    """Take the tags out of a record, unless they are all that answers."""
    words = [piece for piece in extent.body if piece.of(document).strip()]
    lines = [piece for piece in words if _is_line(piece, document, kind_at)]
    if len(lines) < len(words) or sum(len(_tags(piece, document)) for piece in lines) > 1:
        for piece in lines:
            extent.body.remove(piece)
            _take(extent, piece, document)
    last = next((piece for piece in reversed(extent.body) if piece.of(document).strip()), None)
    if last and kind_at.get(last.line) not in _CODE and (start := _of(last, document, _END)):
        at = extent.body.index(last)
        extent.body[at] = replace(last, end=start)
        _take(extent, replace(last, start=start), document)
    asked = extent.question[-1] if extent.question else None
    if asked and (start := _of(asked, document, _ASKED)):
        extent.question[-1] = replace(asked, end=start)
        _take(extent, replace(asked, start=start), document)


def _is_line(piece: Slice, document: Document, kind_at: Mapping[int, BlockKind]) -> bool:
    return kind_at.get(piece.line) not in _CODE and _of(piece, document, _LINE) is not None


def _of(piece: Slice, document: Document, form: re.Pattern[str]) -> int | None:
    """Where the tags of a piece begin that stand in a form, if all of them are tags."""
    text = piece.of(document)
    match = form.match(text) if form is _LINE else form.search(text, max(0, len(text) - LONGEST))
    if match is None or any(map(_NONE.match, _ONE.findall(match[0]))):
        return None
    return piece.start + match.start()


def _tags(piece: Slice, document: Document) -> list[str]:
    return ["::".join(part for part in one[1:].split("/") if part) for one in _ONE.findall(piece.of(document))]


def _take(extent: Extent, piece: Slice, document: Document) -> None:
    extent.tags += [tag for tag in dict.fromkeys(_tags(piece, document)) if tag not in extent.tags]
    extent.removed.append(piece)

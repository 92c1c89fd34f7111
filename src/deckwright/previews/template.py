"""Anki's card templates, filled as Anki fills them: fields, sections, cloze deletions."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SECTION = re.compile(r"\{\{([#^])(\w+)\}\}((?:(?!\{\{[#^]\2\}\}).)*?)\{\{/\2\}\}", re.S)
_FIELD = re.compile(r"\{\{(cloze:)?(\w+)\}\}")
_SIGN = re.compile(r"\{\{c(\d+)::|\}\}|::")


def fill(template: str, fields: Mapping[str, str], *, cloze: int | None = None, back: bool = False) -> str:
    """The HTML of a side. `cloze` is the number of the deletion that the card asks for, on cards of that kind."""

    def section(match: re.Match[str]) -> str:
        shown = bool(fields[match[2]].strip()) == (match[1] == "#")
        return _SECTION.sub(section, match[3]) if shown else ""

    def field(match: re.Match[str]) -> str:
        text = fields[match[2]]
        return reveal(text, cloze or 0, back=back) if match[1] else text

    return _FIELD.sub(field, _SECTION.sub(section, template))


def reveal(html: str, number: int, *, back: bool) -> str:
    """A text with its deletions shown, but for those of one number on the front."""
    out: list[list[str]] = [[]]
    opened: list[tuple[int, int]] = []  # number, and how many pieces stand before the hint
    at = 0
    for match in _SIGN.finditer(html):
        out[-1].append(html[at : match.start()])
        at = match.end()
        if match[1]:
            opened.append((int(match[1]), -1))
            out.append([])
        elif not opened:
            out[-1].append(match[0])
        elif match[0] == "::":
            opened[-1] = (opened[-1][0], len(out[-1])) if opened[-1][1] < 0 else opened[-1]
        else:
            pieces = out.pop()
            which, hint_at = opened.pop()
            out[-1].append(_shown(pieces, hint_at, which == number, back))
    out[-1].append(html[at:])
    return "".join(piece for pieces in out for piece in pieces)


def _shown(pieces: list[str], hint_at: int, asked: bool, back: bool) -> str:
    said = "".join(pieces if hint_at < 0 else pieces[:hint_at])
    hint = "..." if hint_at < 0 else "".join(pieces[hint_at:])
    if not asked:
        return f'<span class="cloze-inactive">{said}</span>'
    return f'<span class="cloze">{said if back else f"[{hint}]"}</span>'

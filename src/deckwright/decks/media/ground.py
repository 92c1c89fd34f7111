"""The ground on which a picture can be seen: its own, or the paper of the day or the night that it was drawn for."""

from __future__ import annotations

from typing import Literal

from PIL import Image

Ground = Literal["", "light", "dark", "any"]
"""`any`: needs none behind it. Empty: brings its own, or does not tell; a light one does no harm."""

# Luminance as WCAG 2.2 has it (https://www.w3.org/TR/WCAG22/#contrast-minimum), as values of grey from 0 to 255.
PALE = 149
"""From here on a colour has less than 3:1 with white paper."""
DARK = 107
"""Up to here a colour has less than 3:1 with the paper of the night."""
MOST_DARK = 0.01
"""Of what is drawn on a dark ground: more would be lost on it, as the lines of a diagram with white boxes."""
CORNERS = 0.05
"""See-through share up to which a picture brings its own ground: a window or photo with round corners."""
_SEEN = 128
"""Opacity from which on a pixel is drawn."""


def of_svg(content: bytes) -> Ground:
    """The ground of an SVG: one that asks for the colour scheme has colours for both."""
    return "any" if b"prefers-color-scheme" in content else ""


def of_raster(picture: Image.Image) -> Ground:
    """The ground of a picture of pixels, told from what is drawn where it is not see-through."""
    if not picture.has_transparency_data:
        return ""
    drawn = picture.convert("RGBA")
    seen = drawn.getchannel("A").point(lambda value: 255 if value >= _SEEN else 0)
    clear = seen.histogram()[0]
    if clear <= CORNERS * picture.width * picture.height:
        return "any" if clear else ""
    greys = drawn.convert("L").histogram(seen)
    on_light = sum(greys[PALE:]) * 2 <= sum(greys)
    return "light" if on_light or sum(greys[: DARK + 1]) > MOST_DARK * sum(greys) else "dark"

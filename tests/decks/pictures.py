"""Small real pictures for tests."""

from __future__ import annotations

import io

from PIL import Image


def picture(colour: str = "red", form: str = "PNG", size: tuple[int, int] = (4, 3), mode: str = "RGB") -> bytes:
    """A picture of one colour, in any format that Pillow writes."""
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, form)
    return buffer.getvalue()

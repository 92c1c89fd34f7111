"""Python's cyclic garbage collector, held off while many objects are made that live on.

It walks all of them again whenever their number has grown by a share, and finds nothing. Without it, time stays in step
with the length of a document (benchmarks/README.md).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_off() -> Iterator[None]:
    """No collection until the end; a collector that was off stays off."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

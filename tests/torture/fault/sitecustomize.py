"""Python runs this as it starts where this folder is on PYTHONPATH: the process dies before its Nth rename to a card.

DIE_AT_CARD holds N. The kill comes at a step that is known, however busy the machine is.
"""

from __future__ import annotations

import os
import signal
import sys

_left = int(os.environ.get("DIE_AT_CARD", "0"))


def _count(event: str, args: tuple[object, ...]) -> None:
    global _left
    if event == "os.rename" and os.fsdecode(args[1]).endswith(".yaml"):  # type: ignore[arg-type]  # as audited: paths
        _left -= 1
        if _left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


sys.addaudithook(_count)

"""`python -m deckwright`.

Python looks into the folder it is called in for its own modules and for this one: in a stranger's folder, the command
`deckwright` or `python -P -m deckwright` is safe.
"""

import sys

if not sys.flags.safe_path:
    del sys.path[0]  # the folder it is called in, which may be a stranger's: its yaml.py would be run

from deckwright.cli import main

if __name__ == "__main__":  # not in the processes that render, which import this too
    main()

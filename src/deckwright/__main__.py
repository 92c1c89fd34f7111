"""`python -m deckwright`."""

import sys

if not sys.flags.safe_path:
    del sys.path[0]  # the folder it is called in, which may be a stranger's: its yaml.py would be run

from deckwright.cli import main

main()

"""A Python that imports click, yaml and genanki and hashes every file that it is given a folder of.

python imports.py FOLDER…
"""

import hashlib
import sys
from pathlib import Path

import click
import genanki
import yaml

if __name__ == "__main__":
    assert click and genanki and yaml
    for folder in map(Path, sys.argv[1:]):
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            hashlib.sha256(file.read_bytes()).hexdigest()

"""Where this Deckwright was installed from, as a requirement that another machine can install.

By what installers write down (PEP 610's direct_url.json): a commit of a repository, an archive with its sum, a folder
of this machine. A name alone is never enough: whoever registers it on an index would run code wherever it is installed.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any
from urllib.parse import urlsplit

LOCAL = "a folder or file of this machine"
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_EXTRA = "deckwright[anki] @ "


def installed() -> Distribution | None:
    """This Deckwright's own record of its installation; None where it runs uninstalled."""
    try:
        return distribution("deckwright")
    except PackageNotFoundError:
        return None


def origin(record: Distribution) -> str | None:
    """A requirement that installs the same elsewhere, LOCAL for what only this machine has, None where it is not known.

    An address with a user name or password, or other than https, is not known: it would not work elsewhere, or give a
    secret away.
    """
    try:
        data = json.loads(record.read_text("direct_url.json") or "null")
    except ValueError:
        return None
    if not isinstance(data, dict) or not isinstance(data.get("url"), str):
        return None
    address = urlsplit(data["url"])
    if address.scheme == "file":
        return LOCAL
    if address.scheme != "https" or "@" in address.netloc or not address.hostname or address.query or address.fragment:
        return None
    return _from_web(data["url"], data)


def _from_web(url: str, data: dict[str, Any]) -> str | None:
    inside = f"subdirectory={data['subdirectory']}" if isinstance(data.get("subdirectory"), str) else ""
    if isinstance(vcs := data.get("vcs_info"), dict):
        commit = vcs.get("commit_id")
        if vcs.get("vcs") != "git" or not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
            return None
        return f"{_EXTRA}git+{url}@{commit}" + (f"#{inside}" if inside else "")
    if isinstance(archive := data.get("archive_info"), dict):
        sums = archive.get("hashes")
        sha256 = sums.get("sha256") if isinstance(sums, dict) else str(archive.get("hash", "")).removeprefix("sha256=")
        if not isinstance(sha256, str) or not re.fullmatch(r"[0-9a-f]{64}", sha256):
            return None
        return f"{_EXTRA}{url}#sha256={sha256}" + (f"&{inside}" if inside else "")
    return None

"""Pictures from elsewhere, fetched on request and kept by hash.

Only over https, only from public addresses (checked on the address that is connected to, after every redirection),
only pictures, and only up to a size.
"""

from __future__ import annotations

import hashlib
import http.client
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from deckwright._version import __version__
from deckwright.decks.media.addresses import is_public
from deckwright.decks.media.deadline import Deadline
from deckwright.files import Tree, write_whole

MAX_BYTES = 10 << 20
TIMEOUT = 20.0  # seconds for one step
PATIENCE = 60.0  # seconds for one picture, from the look-up of its host to its last byte
MAX_REDIRECTIONS = 5
_TYPES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
    "image/avif": ".avif",
    "image/bmp": ".bmp",
}
_REDIRECTIONS = (301, 302, 303, 307, 308)


class FetchError(Exception):
    """Why a picture was not fetched, in words for the person who asked for it."""


@dataclass(slots=True)
class Fetcher:
    """Fetches pictures. `folder` is where they are kept, `allowed` judges an IP address before it is connected to."""

    folder: Path
    fetching: bool = False
    allowed: Callable[[str], bool] = is_public
    context: ssl.SSLContext | None = None  # whom to trust; by default whom the system trusts
    progress: Callable[[str], None] = lambda note: None
    within: Tree | None = None  # the project that `folder` is in; else it is by itself
    _failed: dict[str, str] = field(default_factory=dict)

    def kept(self, url: str) -> Path | None:
        """The file of a picture that was fetched before."""
        names = self.tree.names(self.folder)
        return next((path for path in names if path.name.startswith(f"{_hash(url)}.")), None)

    @property
    def tree(self) -> Tree:
        """What `folder` is read and written in."""
        return self.within or Tree(self.folder)

    def get(self, url: str) -> Path:
        """The file of a picture, fetched if it is not kept. Raises FetchError."""
        if kept := self.kept(url):
            return kept
        if url in self._failed:
            raise FetchError(self._failed[url])
        self.progress(url)
        try:
            content, suffix = self._download(url)
        except FetchError as error:
            self._failed[url] = str(error)
            raise
        path = self.folder / f"{_hash(url)}{suffix}"
        write_whole(self.tree, path, content)
        return path

    def _download(self, url: str) -> tuple[bytes, str]:
        deadline = Deadline.after(PATIENCE)
        for _ in range(MAX_REDIRECTIONS + 1):
            parts = _https(url)
            try:
                connection = self._connect(parts, deadline)
                try:
                    with deadline.over(connection.sock):
                        connection.sock.do_handshake()
                        answer = self._ask(connection, parts)
                        if answer.status in _REDIRECTIONS:
                            url = urljoin(url, answer.getheader("Location") or "")
                            continue
                        return _content(answer), _suffix(answer)
                finally:
                    connection.close()
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise FetchError(f"{parts.hostname}: {error or type(error).__name__}") from None
        raise FetchError(f"more than {MAX_REDIRECTIONS} redirections")

    def _connect(self, parts: SplitResult, deadline: Deadline) -> http.client.HTTPSConnection:
        """A connection to an address that was checked, so that no second look-up can lead elsewhere."""
        host, port = parts.hostname or "", parts.port or 443
        addresses = deadline.addresses(host, port)
        if refused := next((address for address in addresses if not self.allowed(address)), None):
            raise FetchError(f"{host} is at {refused}, which is no public address")
        self.context = self.context or ssl.create_default_context()
        raw = socket.create_connection((addresses[0], port), timeout=min(TIMEOUT, deadline.left()))
        try:
            wrapped = self.context.wrap_socket(raw, server_hostname=host, do_handshake_on_connect=False)
        except (OSError, ValueError):
            raw.close()
            raise
        connection = http.client.HTTPSConnection(host, port, timeout=TIMEOUT)
        connection.sock = wrapped
        return connection

    def _ask(self, connection: http.client.HTTPSConnection, parts: SplitResult) -> http.client.HTTPResponse:
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
            f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
        )
        connection.request("GET", target, headers={"User-Agent": f"deckwright/{__version__}", "Accept": "image/*"})
        return connection.getresponse()


def _https(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise FetchError("the address cannot be read") from None
    if parts.scheme != "https" or not parts.hostname:
        raise FetchError("only https is fetched")
    if parts.username or parts.password:
        raise FetchError("an address with a password in it is not fetched")
    return parts


def _content(answer: http.client.HTTPResponse) -> bytes:
    if answer.status != 200:
        raise FetchError(f"the server says {answer.status} {answer.reason}")
    if int(answer.getheader("Content-Length") or 0) > MAX_BYTES:
        raise FetchError(f"it is larger than {MAX_BYTES >> 20} MiB")
    _suffix(answer)
    pieces, size = [], 0
    while piece := answer.read1(1 << 16):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_BYTES:
            raise FetchError(f"it is larger than {MAX_BYTES >> 20} MiB")
    return b"".join(pieces)


def _suffix(answer: http.client.HTTPResponse) -> str:
    kind = (answer.getheader("Content-Type") or "").split(";")[0].strip().lower()
    if kind not in _TYPES:
        raise FetchError(f"it is {kind or 'of no type'}, not a picture")
    return _TYPES[kind]


def _hash(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:24]

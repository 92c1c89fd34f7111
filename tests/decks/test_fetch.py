"""Pictures from elsewhere: fetched only when asked, only over https, only pictures, only from public addresses."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from deckwright.decks.markdown import Renderer
from deckwright.decks.media import Fetcher, Pictures, fetch
from deckwright.decks.media.addresses import is_public
from deckwright.decks.media.fetch import MAX_BYTES, FetchError
from deckwright.errors import Finding
from deckwright.files import Tree
from tests.decks.pictures import picture

ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/a.png": (200, {"Content-Type": "image/png"}, picture()),
    "/%E5%9B%BE.png?size=2": (200, {"Content-Type": "image/png; charset=binary"}, picture("blue")),
    "/moved": (302, {"Location": "/a.png"}, b""),
    "/down": (302, {"Location": "http://localhost/a.png"}, b""),
    "/inside": (302, {"Location": "https://10.0.0.1/a.png"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/page": (200, {"Content-Type": "text/html"}, b"<html>"),
    "/long": (200, {"Content-Type": "image/png", "Content-Length": str(MAX_BYTES + 1)}, b""),
    "/endless": (200, {"Content-Type": "image/png"}, b"x" * (MAX_BYTES + 1)),
    "/broken.png": (200, {"Content-Type": "image/png"}, b"no picture"),
}
asked: list[str] = []


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked.append(self.path)
        status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, ssl.SSLContext]]:
    authority = trustme.CA()
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(theirs)
    ours = ssl.create_default_context()
    authority.configure_trust(ours)
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    httpd.socket = theirs.wrap_socket(httpd.socket, server_side=True)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    asked.clear()
    yield f"https://localhost:{httpd.server_port}", ours
    httpd.shutdown()
    httpd.server_close()


def local(address: str) -> bool:
    return address in ("127.0.0.1", "::1")


Get = Callable[[str], Path]


@pytest.fixture
def get(server: tuple[str, ssl.SSLContext], tmp_path: Path) -> Get:
    root, context = server
    fetcher = Fetcher(tmp_path / "fetched", True, local, context)
    return lambda path: fetcher.get(root + path)


def test_a_picture_is_fetched_once_and_kept(get: Get, server: tuple[str, ssl.SSLContext], tmp_path: Path) -> None:
    path = get("/a.png")
    assert path.read_bytes() == picture() and path.suffix == ".png"
    assert get("/a.png") == path and asked == ["/a.png"]
    assert Fetcher(tmp_path / "fetched").kept(server[0] + "/a.png") == path
    assert get("/moved").read_bytes() == picture()
    assert get("/图.png?size=2").read_bytes() == picture("blue")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/gone.png", "404"),
        ("/page", "it is text/html, not a picture"),
        ("/long", "larger than 10 MiB"),
        ("/endless", "larger than 10 MiB"),
        ("/down", "only https"),
        ("/inside", "10.0.0.1, which is no public address"),
        ("/round", "more than 5 redirections"),
    ],
)
def test_what_is_not_fetched(get: Get, path: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=said):
        get(path)
    assert not list(tmp_path.glob("fetched/*"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://localhost/a.png", "only https"),
        ("https://me:secret@localhost/a.png", "password"),
        ("https://localhost:99999/a.png", "cannot be read"),
        ("https://[bad/a.png", "cannot be read"),
        ("https://no-such-host.invalid/a.png", "no-such-host.invalid"),
    ],
)
def test_addresses_that_nothing_is_fetched_from(tmp_path: Path, url: str, said: str) -> None:
    with pytest.raises(FetchError, match=said):
        Fetcher(tmp_path, True).get(url)


def test_this_machine_is_no_public_address(server: tuple[str, ssl.SSLContext], tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="no public address"):
        Fetcher(tmp_path, True, context=server[1]).get(server[0] + "/a.png")
    assert asked == []


def test_a_certificate_that_is_not_trusted(server: tuple[str, ssl.SSLContext], tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="certificate"):
        Fetcher(tmp_path, True, local).get(server[0] + "/a.png")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("8.8.8.8", True),
        ("192.0.0.192", False),
        ("192.0.0.9", False),
        ("168.63.129.16", False),
        ("168.63.129.15", True),
        ("168.63.129.17", True),
        ("192.88.99.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("198.19.255.255", False),
        ("198.20.0.0", True),
        ("203.0.113.5", False),
        ("240.0.0.1", False),
        ("100.63.255.255", True),
        ("100.100.100.200", False),
        ("172.32.0.1", True),
        ("::1", False),
        ("::", False),
        ("::127.0.0.1", False),
        ("::8.8.8.8", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("fc00::1", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("100::1", False),
        ("5f00::1", False),
        ("3fff::1", False),
        ("4000::1", False),
        ("2001:db8::1", False),
        ("2001::1", False),
        ("2001:2::1", False),
        ("2001:200::1", True),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("::ffff:0:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("64:ff9b:1::1", False),
        ("64:ff9b:1::808:808", False),
        ("2002:7f00:1::", False),
        ("2002:a00:1::1", False),
        ("2002:808:808::1", True),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> float:
    """Half a second for a whole fetch; every single read may still take its twenty."""
    monkeypatch.setattr(fetch, "PATIENCE", 0.5)
    return 3.0  # by when it must be over, on a slow machine


def slow_host(drip: Callable[[socket.socket], None]) -> int:
    """A server that does nothing but what `drip` does with whoever connects; its port."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connected, _ = listening.accept()
        with connected, contextlib.suppress(OSError):
            drip(connected)

    threading.Thread(target=serve, daemon=True).start()
    return int(listening.getsockname()[1])


def test_headers_that_come_byte_by_byte_are_not_waited_for(patience: float, tmp_path: Path) -> None:
    authority = trustme.CA()
    theirs, ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("localhost").configure_cert(theirs)
    authority.configure_trust(ours)

    def drip(connected: socket.socket) -> None:
        with theirs.wrap_socket(connected, server_side=True) as secure:
            secure.recv(1 << 12)
            secure.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while True:
                secure.sendall(b"x")
                time.sleep(0.05)

    fetcher = Fetcher(tmp_path, True, local, ours)
    started = time.monotonic()
    with pytest.raises(FetchError, match="localhost: it takes longer than 0.5 s"):
        fetcher.get(f"https://localhost:{slow_host(drip)}/a.png")
    assert time.monotonic() - started < patience


def test_a_body_and_redirections_count_into_the_same_time(
    get: Get, patience: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ANSWERS, "/slow", (200, {"Content-Type": "image/png", "Content-Length": "9999"}, b"x"))
    monkeypatch.setitem(ANSWERS, "/to-slow", (302, {"Location": "/slow", "Content-Length": "9"}, b""))
    monkeypatch.setattr(Server, "do_GET", drip_body(Server.do_GET))
    started = time.monotonic()
    with pytest.raises(FetchError, match="it takes longer than 0.5 s"):
        get("/to-slow")
    assert time.monotonic() - started < patience


def drip_body(plain: Callable[[Server], None]) -> Callable[[Server], None]:
    def do(self: Server) -> None:
        plain(self)
        if self.path == "/slow":
            with contextlib.suppress(OSError):
                while True:
                    self.wfile.write(b"x")
                    time.sleep(0.05)

    return do


def test_a_handshake_that_never_ends(patience: float, tmp_path: Path) -> None:
    port = slow_host(lambda connected: time.sleep(5))
    started = time.monotonic()
    with pytest.raises(FetchError, match="it takes longer than 0.5 s"):
        Fetcher(tmp_path, True, local).get(f"https://localhost:{port}/a.png")
    assert time.monotonic() - started < patience


def test_a_look_up_that_never_ends(patience: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: time.sleep(5) or [])
    started = time.monotonic()
    with pytest.raises(FetchError, match="it takes longer than 0.5 s"):
        Fetcher(tmp_path, True, local).get("https://localhost/a.png")
    assert time.monotonic() - started < patience


def test_on_a_card(server: tuple[str, ssl.SSLContext], tmp_path: Path) -> None:
    root, context = server
    text = f"![map]({root}/a.png) ![b]({root}/broken.png) ![c]({root}/gone.png)"

    def told(fetcher: Fetcher) -> tuple[str, list[str]]:
        findings: list[Finding] = []
        image = Pictures((), Tree(tmp_path), fetcher).of_note("a", lambda address: (1, 1), findings, set())
        return Renderer().render(text, image).html, [finding.code for finding in findings]

    html, codes = told(Fetcher(tmp_path / "fetched", False, local, context))
    assert codes == ["image-remote"] * 3 and asked == []
    html, codes = told(Fetcher(tmp_path / "fetched", True, local, context))
    assert codes == ["image-broken", "image-not-fetched"] and html.count("<img") == 1
    html, codes = told(Fetcher(tmp_path / "fetched"))
    assert codes == ["image-broken", "image-remote"] and html.count("<img") == 1

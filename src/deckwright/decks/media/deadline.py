"""One moment by which a fetch is done, whatever it waits for: names, connection, handshake, headers, body."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time on the monotonic clock, `seconds` after it was set."""

    seconds: float
    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        return cls(seconds, time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds that are left. Raises TimeoutError where none are."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError(f"it takes longer than {self.seconds:g} s")
        return left

    def addresses(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host. The system's look-up knows no end; it is waited for only so long."""
        found: list[str] = []
        failed: list[OSError | UnicodeError] = []

        def look_up() -> None:
            try:
                entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                found.extend(str(entry[4][0]) for entry in entries)
            except (OSError, UnicodeError) as error:
                failed.append(error)

        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(self.left())
        if failed:
            raise failed[0]
        self.left()
        return found

    @contextlib.contextmanager
    def over(self, connected: ssl.SSLSocket) -> Iterator[None]:
        """End a connection when the time has come. A timeout of the socket's own is for each read alone, so that a
        server which sends a byte now and then would be listened to for ever."""

        def end() -> None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connected, socket.SHUT_RDWR)

        timer = threading.Timer(self.left(), end)
        timer.daemon = True
        timer.start()
        try:
            yield
            self.left()
        except Exception:
            self.left()  # whatever a connection that was ended looks like from within
            raise
        finally:
            timer.cancel()

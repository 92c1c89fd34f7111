"""Protocol Buffers' wire form -> values by the numbers of their fields; what they mean is for whoever asked.

Anki keeps note types and lists of media so (its proto/anki/*.proto). The form is three shapes of bytes
(https://protobuf.dev/programming-guides/encoding/); code that is generated would bring a runtime that has to fit it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_VARINT, _SIXTY_FOUR, _BYTES, _THIRTY_TWO = 0, 1, 2, 5
_LONGEST = 10
"""Bytes of a number."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message: of each field, what was said last counts; of repeated ones, all."""

    values: dict[int, list[int | bytes]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> Message:
        """Raises ValueError where the bytes are no message."""
        message, at = cls(), 0
        while at < len(data):
            key, at = _varint(data, at)
            number, shape = key >> 3, key & 7
            value: int | bytes
            if shape == _VARINT:
                value, at = _varint(data, at)
            else:
                size = {_SIXTY_FOUR: 8, _THIRTY_TWO: 4}.get(shape, -1)
                if shape == _BYTES:
                    size, at = _varint(data, at)
                if size < 0 or at + size > len(data):
                    raise ValueError("no message")
                value, at = data[at : at + size], at + size
            message.values.setdefault(number, []).append(value)
        return message

    def number(self, number: int) -> int:
        """A signed number, 0 where none is said."""
        value = self.last(number)
        if not isinstance(value, int):
            return 0
        return value - (1 << 64) if value >> 63 else value

    def optional(self, number: int) -> int | None:
        """A signed number, None where none is said."""
        return self.number(number) if number in self.values else None

    def text(self, number: int) -> str:
        return self.data(number).decode()

    def data(self, number: int) -> bytes:
        value = self.last(number)
        return value if isinstance(value, bytes) else b""

    def flag(self, number: int) -> bool:
        return bool(self.number(number))

    def numbers(self, number: int) -> list[int]:
        """Repeated numbers, each by itself or all in one run of bytes."""
        found: list[int] = []
        for value in self.values.get(number, ()):
            if isinstance(value, int):
                found.append(value)
                continue
            at = 0
            while at < len(value):
                one, at = _varint(value, at)
                found.append(one)
        return found

    def messages(self, number: int) -> list[Message]:
        return [Message.of(value) for value in self.values.get(number, ()) if isinstance(value, bytes)]

    def last(self, number: int) -> int | bytes | None:
        return self.values[number][-1] if number in self.values else None


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place, byte in enumerate(data[at : at + _LONGEST]):
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value & ((1 << 64) - 1), at + place + 1
    raise ValueError("no number")

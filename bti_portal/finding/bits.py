"""Sets of places in a list, as the bits of a whole number: counting and cutting cost next to nothing."""

import sys
from array import array
from collections.abc import Iterable, Iterator

CHUNK = 64


def of(places: Iterable[int], size: int) -> int:
    """The set of `places`, each below `size`."""
    bits = bytearray(size // 8 + 1)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def cut(bits: int, start: int, number: int) -> Iterator[int]:
    """The places of a set in rising order: `number` of them after the first `start`."""
    data = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for offset in range(0, len(data), CHUNK):
        chunk = int.from_bytes(data[offset : offset + CHUNK], "little")
        held = chunk.bit_count()
        if held <= start:
            start -= held
            continue
        while chunk:
            lowest = chunk & -chunk
            chunk ^= lowest
            if start:
                start -= 1
                continue
            yield offset * 8 + lowest.bit_length() - 1
            number -= 1
            if not number:
                return


class Postings:
    """In which of `size` entries a word stands: bits for a common word, a list for a rare one."""

    __slots__ = ("_bits", "_places", "_size", "count")

    def __init__(self, places: list[int], size: int) -> None:
        self.count = len(places)
        self._size = size
        # A list takes four bytes a place, bits an eighth of a byte an entry.
        rare = self.count * 32 < size
        self._places = array("I", places) if rare else None
        self._bits = None if rare else of(places, size)

    @property
    def bits(self) -> int:
        return self._bits if self._bits is not None else of(self._places or (), self._size)

    @property
    def memory(self) -> int:
        """Bytes held."""
        return sys.getsizeof(self) + sys.getsizeof(self._places or self._bits)

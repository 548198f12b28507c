"""An address as a square of dots that a telephone reads."""

from dataclasses import dataclass

import segno

# Light modules around the square, as the standard asks.
BORDER = 4


@dataclass(frozen=True)
class QrDrawing:
    """A QR code as a drawing: `path` is the outline of the dark parts in a square of `size` units."""

    size: int
    path: str


def drawing_of(address: str) -> QrDrawing:
    """The QR code of `address`, which can still be read when a fourth of it is dirty."""
    rows = list(segno.make_qr(address, error="q").matrix_iter(border=BORDER))
    parts = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and bool(row[end]) == bool(row[x]):
                end += 1
            if row[x]:
                parts.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
            x = end
    return QrDrawing(len(rows), "".join(parts))

"""A QR code as the path that a template draws. Pure."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4


@dataclass(frozen=True)
class Qr:
    """`size` in modules with the quiet border; `path` is the dark modules as SVG path data."""

    size: int
    path: str


def qr_of(text: str) -> Qr:
    """The code of medium error correction, because slips get creased."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    strokes: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        for dark, modules in groupby(row, bool):
            width = len(list(modules))
            if dark:
                strokes.append(f"M{x + QUIET} {y + QUIET}h{width}v1h-{width}z")
            x += width
    return Qr(len(rows) + 2 * QUIET, "".join(strokes))

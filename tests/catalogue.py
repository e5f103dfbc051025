"""A catalogue of translations for the tests: valid, and without a single word."""

import struct
from pathlib import Path

# GNU gettext's .mo: magic, version, no strings, where the two tables and the hash would stand.
EMPTY = struct.pack("<7I", 0x950412DE, 0, 0, 28, 28, 0, 28)


def catalogue(folder: Path, language: str) -> Path:
    """A folder for LOCALE_PATHS in which that language is there."""
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "django.mo").write_bytes(EMPTY)
    return folder

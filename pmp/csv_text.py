"""From the bytes of a file to numbered rows of cells, as spreadsheets number them. Pure."""

import csv
import io
import re
from collections.abc import Sequence
from typing import NamedTuple

DELIMITERS = (",", ";", "\t")
# Spreadsheets that write UTF-16 without a mark leave a zero byte beside each Latin letter.
MANY_ZEROS = 0.2
SEPARATOR_LINE = re.compile(r'\A"?sep=(?P<mark>[,;\t])"?[ ]*(\r\n|\r|\n|\Z)', re.IGNORECASE)


class NotText(ValueError):
    """The file is no text: `kind` is "workbook", "pdf" or "other"."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"The file is no text but {kind}; expected CSV.")
        self.kind = kind


class NumberedRow(NamedTuple):
    """One row: its number in the spreadsheet and its cells as they stand."""

    number: int
    cells: list[str]


class Table(NamedTuple):
    """The rows that are not empty; `open_quote_at` is the row whose quotation mark never closes."""

    rows: list[NumberedRow]
    open_quote_at: int | None = None
    too_long_at: int | None = None


SIGNATURES = (
    (b"PK\x03\x04", "workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
    (b"%PDF-", "pdf"),
)


def decode(data: bytes) -> str:
    """The text, from UTF-8 or UTF-16 with or without mark, else CP1252.

    What cannot be read becomes U+FFFD. Raises NotText for a workbook, a PDF or the like.
    """
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise NotText(kind)
    encoding = _encoding(data)
    text = data.decode(encoding, errors="replace").lstrip("\ufeff")
    if text.count("\0") > len(text) * 0.01:
        raise NotText("other")
    return text.replace("\0", "")


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = data[0:4000:2], data[1:4000:2]
    if odd and odd.count(0) > len(odd) * MANY_ZEROS and not even.count(0):
        return "utf-16-le"
    if even and even.count(0) > len(even) * MANY_ZEROS and not odd.count(0):
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def table(text: str, delimiter: str) -> Table:
    """The rows of a text, empty ones left out but counted, a quoted line break not counted."""
    rows: list[NumberedRow] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                rows.append(NumberedRow(number, cells))
    except csv.Error:
        # The one error of a lenient reader: a cell above the csv module's limit.
        return Table(rows, too_long_at=number + 1)
    return Table(rows, open_quote_at=number if _ends_in_quotes(text, delimiter) else None)


def _ends_in_quotes(text: str, delimiter: str) -> bool:
    """Whether a quotation mark opens and never closes, which swallows every row after it."""
    try:
        for _row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def named_separator(text: str) -> tuple[str, str | None]:
    """The text without Excel's own first line `sep=;`, and the separator that it named.

    Spreadsheets do not number that line.
    """
    match = SEPARATOR_LINE.match(text)
    return (text[match.end() :], match["mark"]) if match else (text, None)


def first_rows(text: str, delimiter: str, most: int) -> Sequence[NumberedRow]:
    """The first rows that are not empty, without reading the rest."""
    rows: list[NumberedRow] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                rows.append(NumberedRow(number, cells))
            if len(rows) == most:
                break
    except csv.Error:
        return rows
    return rows

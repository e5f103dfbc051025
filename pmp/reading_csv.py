"""A file of participants, as spreadsheets write it, read into people and problems.

Pure: bytes in, `Reading` out; nothing is looked up and nothing is saved. It never raises,
whatever the bytes: what is wrong stands in `problems`, by row and column.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from . import csv_headings
from .csv_cells import (
    BadCell,
    read_address,
    read_name,
    read_number,
    read_preferred_name,
    tidy,
)
from .csv_headings import Headings
from .csv_people import (
    ERROR,
    NOTE,
    TYPED_SHOWN,
    Known,
    Problem,
    Reading,
    Row,
    leave_out_known,
    without_repeats,
)
from .csv_text import NotText, NumberedRow, Table, decode, named_separator, table

__all__ = ["Known", "Problem", "Reading", "Row", "leave_out_known", "read_csv"]

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5000


@dataclass
class _Found:
    """One row while it is being read."""

    row: NumberedRow
    headings: Headings
    values: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def cell(self, name: str) -> str:
        index = self.headings.at.get(name)
        return self.row.cells[index] if index is not None and index < len(self.row.cells) else ""

    def complain(self, name: str, message: str, code: str, level: str = ERROR) -> None:
        self.problems.append(
            Problem(
                self.row.number,
                self.headings.column(name),
                message,
                code,
                level,
                tidy(self.cell(name))[:TYPED_SHOWN],
            )
        )


def read_csv(data: bytes) -> Reading:
    """The people of a CSV file of at most 5 MB and 5,000 rows."""
    if len(data) > MOST_BYTES:
        return _refused("too_big", _("The file must be smaller than 5 MB"))
    try:
        text, separator = named_separator(decode(data))
    except NotText as error:
        return _refused(f"not_text_{error.kind}", _what_to_do_with(error.kind))
    if not text.strip():
        return _refused("empty", _("The file is empty. Choose a file with the participants in it"))
    delimiter, headings = csv_headings.find(text, *([(separator,)] if separator else []))
    if headings is None:
        return _refused(
            "no_headings",
            _("The first row must name the columns. Add a row with Name, Mobile and Email"),
        )
    return _read_table(table(text, delimiter), headings)


def _refused(code: str, message: str) -> Reading:
    return Reading(problems=(Problem(0, "", message, code),))


def _what_to_do_with(kind: str) -> str:
    if kind == "workbook":
        return _(
            "The file is a workbook. In the spreadsheet choose “Save as” and “CSV UTF-8”, "
            "then upload that file"
        )
    return _("The file is not a CSV file. Save the spreadsheet as CSV, then upload that file")


def _read_table(found: Table, headings: Headings) -> Reading:
    problems = _about_the_file(found, headings)
    rows = [row for row in found.rows if row.number > headings.row]
    if len(rows) > MOST_ROWS:
        return _refused(
            "too_many_rows",
            _("The file has %(count)d people. The most is 5,000: split it into several files")
            % {"count": len(rows)},
        )
    if not rows and not problems:
        return _refused("nobody", _("The file has headings but no people. Add one row for each"))
    people: list[Row] = []
    for row in rows:
        if row.number == found.open_quote_at:
            continue
        person, complaints = _read_row(row, headings)
        problems += complaints
        people += [person] if person else []
    return without_repeats(people, problems)


def _about_the_file(found: Table, headings: Headings) -> list[Problem]:
    problems = [
        Problem(
            headings.row,
            heading,
            _("There are two columns of this kind. Keep one of them"),
            "column_twice",
        )
        for heading in headings.twice
    ]
    problems += [
        Problem(headings.row, heading, _("We do not keep this column"), "column_ignored", NOTE)
        for heading in headings.ignored
    ]
    if found.open_quote_at:
        message = _("A quotation mark opens in this row and never closes. Take it out")
        problems.append(Problem(found.open_quote_at, "", message, "open_quote"))
    if found.too_long_at:
        message = _("A cell in this row is too long to be read. Shorten it")
        problems.append(Problem(found.too_long_at, "", message, "long_cell"))
    return problems


def _read_row(row: NumberedRow, headings: Headings) -> tuple[Row | None, list[Problem]]:
    found = _Found(row, headings)
    if any(cell.strip() for cell in row.cells[len(headings.words) :]):
        message = _(
            "This row has more cells than there are headings. "
            "Put quotation marks around a name that has a comma"
        )
        found.problems.append(Problem(row.number, "", message, "more_cells"))
    _read_names(found)
    _read_contacts(found)
    if any(problem.level == ERROR for problem in found.problems):
        return None, found.problems
    return Row(number=row.number, **found.values), found.problems


def _read_names(found: _Found) -> None:
    column = "full_name" if tidy(found.cell("full_name")) else "first_name"
    if column not in found.headings.at:
        column = next(name for name in found.headings.at if name in csv_headings.NAMES)
    whole = found.cell("full_name")
    if not tidy(whole):
        whole = f"{found.cell('first_name')} {found.cell('last_name')}".replace(",", " ")
    try:
        found.values["full_name"] = read_name(whole)
        column = "preferred_name"
        found.values["preferred_name"] = read_preferred_name(
            found.cell("preferred_name"), found.values["full_name"]
        )
    except BadCell as bad:
        found.complain(column, bad.message, bad.code)


def _read_contacts(found: _Found) -> None:
    for column in ("mobile", "landline", "phone"):
        try:
            phone = read_number(found.cell(column))
        except BadCell as bad:
            found.complain(column, bad.message, bad.code)
            continue
        if phone is None:
            continue
        if found.values.get(phone.kind, phone.e164) != phone.e164:
            message = _("There are two numbers of one kind in this row. Keep one of them")
            found.complain(column, message, "two_numbers")
            continue
        found.values[phone.kind] = phone.e164
        if column not in (phone.kind, "phone"):
            _note_the_other_kind(found, column)
    try:
        found.values["email"] = read_address(found.cell("email"))
    except BadCell as bad:
        found.complain("email", bad.message, bad.code)


def _note_the_other_kind(found: _Found, column: str) -> None:
    message = (
        _("This is a landline number. We keep it as one: it gets no texts")
        if column == "mobile"
        else _("This is a mobile number. We keep it as one")
    )
    found.complain(column, message, "other_kind", NOTE)

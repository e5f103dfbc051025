"""Which column holds what, from headings as services write them. Pure."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .csv_text import DELIMITERS, NumberedRow, first_rows

# A title or a date may stand above the headings.
ROWS_TO_LOOK_AT = 6

WORDS: dict[str, tuple[str, ...]] = {
    "full_name": (
        "name",
        "full name",
        "fullname",
        "patient",
        "patient name",
        "patients name",
        "participant",
        "participant name",
        "person",
    ),
    "first_name": ("first name", "firstname", "first", "forename", "forenames", "given name"),
    "last_name": ("surname", "last name", "lastname", "last", "family name", "second name"),
    "preferred_name": (
        "preferred name",
        "preferred",
        "known as",
        "likes to be called",
        "nickname",
        "calls themselves",
    ),
    "mobile": (
        "mobile",
        "mobile number",
        "mobile no",
        "mobile phone",
        "mobile phone number",
        "mobile telephone",
        "mob",
        "mob no",
        "cell",
        "cell phone",
    ),
    "landline": (
        "landline",
        "landline number",
        "land line",
        "home phone",
        "home phone number",
        "home telephone",
        "home number",
        "home tel",
    ),
    "phone": (
        "phone",
        "phone number",
        "phone no",
        "telephone",
        "telephone number",
        "telephone no",
        "tel",
        "tel no",
        "contact number",
        "contact no",
        "number",
    ),
    "email": ("email", "e mail", "mail", "email address", "e mail address", "emailaddress"),
}
FIELD_OF = {word: field for field, words in WORDS.items() for word in words}
NAMES = {"full_name", "first_name", "last_name"}

# What a column is called in a message when the file has no such column.
USUAL: dict[str, str | Promise] = {
    "full_name": _("Name"),
    "first_name": _("First name"),
    "last_name": _("Surname"),
    "preferred_name": _("Preferred name"),
    "mobile": _("Mobile"),
    "landline": _("Landline"),
    "phone": _("Phone"),
    "email": _("Email"),
}


@dataclass(frozen=True)
class Headings:
    """Where each field stands: `at` is field → index, `words` the headings as they are written."""

    row: int
    at: dict[str, int]
    words: list[str]
    ignored: tuple[str, ...]
    twice: tuple[str, ...]

    @property
    def name_somebody(self) -> bool:
        return bool(NAMES & self.at.keys())

    def column(self, field: str) -> str:
        """What the file calls the column of a field."""
        return self.words[self.at[field]] if field in self.at else str(USUAL[field])


def field_of(heading: str) -> str | None:
    """The field that a heading means, whatever its case and punctuation."""
    words = " ".join(re.split(r"[\W_]+", heading.casefold())).strip()
    return FIELD_OF.get(words)


def read_headings(row: NumberedRow) -> Headings:
    """What each cell of a row would mean as a heading."""
    at: dict[str, int] = {}
    ignored: list[str] = []
    twice: list[str] = []
    for index, cell in enumerate(row.cells):
        field = field_of(cell)
        if field is None:
            ignored += [cell.strip()] if cell.strip() else []
        elif field in at:
            twice.append(cell.strip())
        else:
            at[field] = index
    return Headings(
        row.number, at, [cell.strip() for cell in row.cells], tuple(ignored), tuple(twice)
    )


def find(text: str, delimiters: tuple[str, ...] = DELIMITERS) -> tuple[str, Headings | None]:
    """The separator under which a row of the first few names most columns, and that row."""
    best: tuple[str, Headings | None] = (delimiters[0], None)
    for delimiter in delimiters:
        for row in first_rows(text, delimiter, ROWS_TO_LOOK_AT):
            headings = read_headings(row)
            if headings.name_somebody and (best[1] is None or len(headings.at) > len(best[1].at)):
                best = (delimiter, headings)
    return best

"""From one cell to a name, a number or an address, or to a message that says what to do. Pure."""

import re
import unicodedata

from django.utils.translation import gettext as _

from followon.people.emails import read_email
from followon.people.phones import Phone, read_phone

LONGEST_NAME = 100
LONGEST_PREFERRED_NAME = 40
UNREADABLE = "\ufffd"
NOTHING = {"", "-", "--", "–", "none", "n/a", "na", "nil", "no", "x", "not known", "unknown"}
SCIENTIFIC = re.compile(r"\+?\d([.,]\d+)?e\+?\d+", re.IGNORECASE)
SEVERAL = re.compile(r"\d[\d\s()+-]{8,}\s*(/|;|,|&|\bor\b|\band\b|\n)\s*[\d+(][\d\s()+-]{8,}")
TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "dame", "lady"}


class BadCell(ValueError):
    """What is wrong with a cell, in words for whoever made the file; `code` names the case."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def tidy(cell: str) -> str:
    """The cell without control and formatting marks, line breaks as spaces."""
    kept = "".join(
        " " if mark.isspace() else mark
        for mark in cell
        if mark.isspace() or not unicodedata.category(mark).startswith("C")
    )
    return " ".join(kept.split())


def check_readable(cell: str) -> None:
    if UNREADABLE in cell:
        raise BadCell(
            "unreadable",
            _("Some letters could not be read. Save the file again as “CSV UTF-8”, then upload it"),
        )


def read_name(cell: str) -> str:
    """A name as it is to be kept: a formula is a name like any other, because it is only data."""
    check_readable(cell)
    name = tidy(cell)
    family, comma, given = name.partition(",")
    if comma and family.strip() and given.strip() and "," not in given:
        name = f"{given.strip()} {family.strip()}"
    if not any(mark.isalpha() for mark in name):
        raise BadCell("no_name", _("Enter the person’s name"))
    if len(name) > LONGEST_NAME:
        raise BadCell(
            "long_name",
            _("Shorten the name to %(most)d characters or fewer") % {"most": LONGEST_NAME},
        )
    return name


def read_preferred_name(cell: str, full_name: str) -> str:
    """What to call them: the cell, or else the first name without a title."""
    check_readable(cell)
    name = tidy(cell) or _first_name(full_name)
    if len(name) > LONGEST_PREFERRED_NAME:
        raise BadCell(
            "long_preferred_name",
            _("Enter a preferred name of %(most)d characters or fewer")
            % {"most": LONGEST_PREFERRED_NAME},
        )
    return name


def _first_name(full_name: str) -> str:
    words = full_name.split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in TITLES:
        words.pop(0)
    return words[0]


def read_number(cell: str) -> Phone | None:
    """The phone number, None for an empty cell."""
    check_readable(cell)
    text = tidy(cell)
    if text.casefold() in NOTHING:
        return None
    if SCIENTIFIC.fullmatch(text.replace(" ", "")):
        raise BadCell(
            "scientific",
            _(
                "The spreadsheet shortened this number and its last digits are lost. "
                "Format the column as text and type the number again"
            ),
        )
    phone = read_phone(text)
    if phone is None and SEVERAL.search(cell):
        raise BadCell("several_numbers", _("Keep one number in this cell"))
    if phone is None:
        raise BadCell("not_a_number", _("Enter a phone number, like 07700 900123 or 0117 496 0123"))
    return phone


def read_address(cell: str) -> str:
    """The e-mail address in small letters, "" for an empty cell."""
    check_readable(cell)
    text = tidy(cell)
    if text.casefold() in NOTHING:
        return ""
    email = read_email(re.sub(r"\Amailto:", "", text, flags=re.IGNORECASE))
    if email is None:
        raise BadCell("not_an_email", _("Enter one email address, like name@example.com"))
    return email

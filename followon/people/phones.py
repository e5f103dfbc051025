"""Phone numbers as people and spreadsheets write them."""

import re
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from phonenumbers import PhoneNumberType

Kind = Literal["mobile", "landline"]

_KIND_OF: dict[int, Kind] = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "landline",
    PhoneNumberType.VOIP: "landline",
    PhoneNumberType.UAN: "landline",
}
_LETTERS = re.compile(r"[^\W\d_]")
# Numbers that Ofcom keeps for fiction and that no directory of real ones knows.
_FICTION: dict[str, Kind] = {"+447700900": "mobile", "+441632960": "landline"}
_FICTION_LENGTH = len("+447700900123")
# Marks that phones put around a copied number, and the one that keeps it text in a spreadsheet.
_MARKS = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|^'")
# What a spreadsheet makes of a number that it took for a sum of money.
_FRACTION = re.compile(r"\.0+$")


@dataclass(frozen=True)
class Phone:
    """A number that can be dialled: `e164` is +44…, `kind` whether it can take texts."""

    kind: Kind
    e164: str


def read_phone(raw: str) -> Phone | None:
    """The number that somebody meant, British unless it says otherwise; None if it is none.

    Ofcom's numbers for fiction (07700 900xxx, 0117 496 0xxx) are read like any other.
    """
    text = _FRACTION.sub("", _MARKS.sub("", raw.strip()).strip())
    if not text or _LETTERS.search(text):
        return None
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    kind = _kind_of(number, e164)
    return Phone(kind, e164) if kind else None


def _kind_of(number: phonenumbers.PhoneNumber, e164: str) -> Kind | None:
    if len(e164) == _FICTION_LENGTH and e164[:10] in _FICTION:
        return _FICTION[e164[:10]]
    if not phonenumbers.is_valid_number(number):
        return None
    return _KIND_OF.get(phonenumbers.number_type(number))

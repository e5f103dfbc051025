"""The people and the problems of a file, and who stands in it twice. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

ERROR, NOTE = "error", "note"
TYPED_SHOWN = 60


@dataclass(frozen=True)
class Row:
    """One person of the file; numbers are E.164, `number` is the row in the spreadsheet."""

    number: int
    full_name: str
    preferred_name: str
    mobile: str = ""
    email: str = ""
    landline: str = ""

    @property
    def contacts(self) -> frozenset[str]:
        return frozenset(filter(None, (self.mobile, self.email, self.landline)))


@dataclass(frozen=True)
class Known:
    """Somebody who is in the programme already."""

    full_name: str
    contacts: frozenset[str]


@dataclass(frozen=True)
class Problem:
    """What is wrong and what to do; `row` is 0 for the whole file, `level` error or note."""

    row: int
    column: str
    message: str
    code: str
    level: str = ERROR
    typed: str = ""


@dataclass(frozen=True)
class Reading:
    """Everybody who could be read, and everything that could not."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level == ERROR)

    @property
    def notes(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level == NOTE)


def without_repeats(people: Iterable[Row], problems: Iterable[Problem]) -> Reading:
    """Leave out who stands in the file twice; note two people who share a contact."""
    kept: list[Row] = []
    notes: list[Problem] = []
    by_name: dict[str, list[Row]] = {}
    by_contact: dict[str, Row] = {}
    for row in people:
        namesakes = by_name.setdefault(row.full_name.casefold(), [])
        same = next((other for other in namesakes if is_same(row, other)), None)
        if same:
            notes.append(_repeat(row, same.number))
            continue
        notes += [_sharing(row, by_contact[at]) for at in sorted(row.contacts) if at in by_contact][
            :1
        ]
        namesakes.append(row)
        by_contact |= {at: row for at in row.contacts if at not in by_contact}
        kept.append(row)
    ordered = sorted([*problems, *notes], key=lambda problem: problem.row)
    return Reading(tuple(kept), tuple(ordered))


def leave_out_known(reading: Reading, known: Iterable[Known]) -> Reading:
    """Leave out who is in the programme already, with a note for each."""
    by_name: dict[str, list[Known]] = {}
    for person in known:
        by_name.setdefault(person.full_name.casefold(), []).append(person)
    kept: list[Row] = []
    notes: list[Problem] = []
    for row in reading.rows:
        if any(is_same(row, person) for person in by_name.get(row.full_name.casefold(), [])):
            message = _("Already in this programme. We do not add them again")
            typed = row.full_name[:TYPED_SHOWN]
            notes.append(Problem(row.number, "", message, "known", NOTE, typed))
        else:
            kept.append(row)
    ordered = sorted([*reading.problems, *notes], key=lambda problem: problem.row)
    return Reading(tuple(kept), tuple(ordered))


def is_same(row: Row, other: Row | Known) -> bool:
    """Whether two rows of one name are one person: a contact in common, or none at all."""
    return bool(row.contacts & other.contacts) or not (row.contacts | other.contacts)


def _repeat(row: Row, first: int) -> Problem:
    message = _("Same person as row %(row)d. We add them once") % {"row": first}
    return Problem(row.number, "", message, "repeat", NOTE, row.full_name[:TYPED_SHOWN])


def _sharing(row: Row, other: Row) -> Problem:
    message = _("Same contact as row %(row)d. That is fine if they share it") % {
        "row": other.number
    }
    return Problem(row.number, "", message, "shared_contact", NOTE, row.full_name[:TYPED_SHOWN])

"""The register of personal fields: each is listed once; export, erasure and log scrubbing read it.

A room registers its own fields in `personal.py`, imported when its app is ready.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Erase(StrEnum):
    """What erasure does to a field."""

    BLANK = "blank"
    DELETE_ROW = "delete the row"
    KEEP = "keep"


RULE = "rule:"
# Where nothing else is said.
AS_LONG_AS_KNOWN = "as long as the person is known here"


@dataclass(frozen=True)
class PersonalField:
    """One personal field: `model` is 'app.model', `why` says what it is held for.

    `kept` says how long: in words, or by the code of the retention rule that removes it.
    """

    model: str
    field: str
    why: str
    erase: Erase
    export: bool = True
    kept: str = AS_LONG_AS_KNOWN

    @property
    def rule(self) -> str:
        """The code of the rule that removes it; "" where none does."""
        return self.kept.removeprefix(RULE) if self.kept.startswith(RULE) else ""


_fields: dict[tuple[str, str], PersonalField] = {}
_not_personal: dict[tuple[str, str], str] = {}


def personal(
    model: str,
    why: str,
    erase: Erase,
    *fields: str,
    export: bool = True,
    kept: str = AS_LONG_AS_KNOWN,
) -> None:
    """List personal fields of one model."""
    name = model.lower()
    for field in fields:
        _fields[(name, field)] = PersonalField(name, field, why, erase, export, kept)


def not_personal(model: str, because: str, *fields: str) -> None:
    """State that fields that could hold words about a person do not."""
    for field in fields:
        _not_personal[(model.lower(), field)] = because


def all_personal() -> Iterable[PersonalField]:
    """Every personal field, in the order of registration."""
    return tuple(_fields.values())


def is_classified(model: str, field: str) -> bool:
    """Whether someone has decided what this field is."""
    key = (model.lower(), field)
    return key in _fields or key in _not_personal

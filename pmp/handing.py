"""What a hand-over is asked to do: groups to form, and people for groups that there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import time as Time

from followon.people.models import User
from groups.models import Group, Place


@dataclass(frozen=True)
class NewGroup:
    """A group to form: `held` are jobs that people said yes to, `offered` those to ask for."""

    name: str
    people: Sequence[User]
    date: Date
    time: Time
    rhythm: str
    place: Place | None = None
    held: Mapping[str, User] = field(default_factory=dict)
    offered: Mapping[str, User] = field(default_factory=dict)
    ptv: User | None = None
    area: str = ""
    purposes: Iterable[str] = ()
    agreement: str = ""
    new_place: str = ""  # goes into the service's directory, and is where the group meets first
    new_address: str = ""


@dataclass(frozen=True)
class Addition:
    """People for a group that there is and that welcomes newcomers."""

    group: Group
    people: Sequence[User]


Part = NewGroup | Addition

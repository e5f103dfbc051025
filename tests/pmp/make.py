"""Programmes and people in few words."""

from collections.abc import Iterable

from pmp.models import Participant, Programme
from pmp.services.answers import save_times, save_wish
from pmp.services.participants import add_participant
from tests.cast import NOW, new_mobile

NAMES = (
    "Ann Ash",
    "Bob Birch",
    "Cat Cole",
    "Dot Dale",
    "Eve Elm",
    "Fay Fern",
    "Gus Gale",
    "Hal Hill",
)


def join(
    programme: Programme,
    full_name: str = "Ann Ash",
    *,
    mobile: str | None = None,
    email: str = "",
    landline: str = "",
    wish: str = "",
    now=NOW,
) -> Participant:
    """Somebody in the programme; with a mobile of their own unless another one, or "", is given."""
    participant = add_participant(
        programme=programme,
        full_name=full_name,
        mobile=new_mobile() if mobile is None else mobile,
        email=email,
        landline=landline,
        by=programme.created_by,
        now=now,
    )
    if wish:
        save_wish(participant=participant, wish=wish, by=participant.user, now=now)
    return participant


def crowd(programme: Programme, wishes: Iterable[str]) -> list[Participant]:
    """One person for each wish, by name in the order of the alphabet."""
    return [
        join(programme, f"Person {place:03d}", wish=wish) for place, wish in enumerate(wishes, 1)
    ]


def works(participant: Participant, *slots: tuple[int, str]) -> None:
    save_times(participant=participant, works=slots, by=participant.user, now=NOW)

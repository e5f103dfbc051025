"""A programme in its second-last session: some have said yes, some have not answered."""

from datetime import datetime, time, timedelta

from followon.messaging.services.sending import send_due
from followon.people.models import PainService, User
from pmp.demo.answered import answers_of_those_who_would
from pmp.demo.names import Person
from pmp.models import WANTS_TO_MEET, Participant, Programme, Wish
from pmp.services.answers import save_wish
from pmp.services.invitations import invite_all
from pmp.services.participants import add_participant
from pmp.services.programmes import add_ptv, create_programme

# What each of the nine has said, and which ways there are to reach them.
SAID = (
    (Wish.YES, "both"),
    (Wish.YES, "mobile"),
    (Wish.YES, "mobile"),
    (Wish.MAYBE, "mobile"),
    (Wish.YES, "email"),
    ("", "mobile"),
    (Wish.NO, "mobile"),
    ("", "landline"),
    ("", "nothing"),
)


def running_programme(
    *, service: PainService, clinician: User, ptv: User, cast: list[Person], now: datetime
) -> Programme:
    """Ten weekly sessions, the ninth of them today."""
    first = now.date() - timedelta(weeks=8)
    made = now - timedelta(weeks=9)
    programme = create_programme(
        service=service,
        site_name="Riverside Clinic",
        name=f"{first:%A} group, {first:%B %Y}",
        first_date=first,
        time=time(13, 30),
        sessions=10,
        by=clinician,
        now=made,
    )
    add_ptv(programme=programme, ptv=ptv, by=clinician, now=made)
    joined = [
        _join(programme, person, ways, clinician, made)
        for person, (_, ways) in zip(cast, SAID, strict=True)
    ]
    asked = now - timedelta(days=7)
    invite_all(programme=programme, by=clinician, now=asked)
    send_due(now=asked + timedelta(minutes=5))
    told = iter(answers_of_those_who_would(service, now))
    for participant, (wish, _) in zip(joined, SAID, strict=True):
        if wish:
            said_at = now - timedelta(days=5)
            save_wish(participant=participant, wish=wish, by=participant.user, now=said_at)
        if wish in WANTS_TO_MEET:
            next(told).save(participant, said_at)
    return programme


def _join(
    programme: Programme, person: Person, ways: str, clinician: User, now: datetime
) -> Participant:
    return add_participant(
        programme=programme,
        full_name=person.full_name,
        mobile=person.mobile if ways in ("both", "mobile") else "",
        email=person.email if ways in ("both", "email") else "",
        landline=f"0117 496 0{person.mobile[-3:]}" if ways == "landline" else "",
        by=clinician,
        now=now,
    )

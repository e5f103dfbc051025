"""Making the whole demo: the service, its staff, the eleven groups and a running programme."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from followon.people.models import PainService, Role, User
from followon.people.services.people import add_person
from followon.people.services.services import create_service
from followon.people.services.staff import appoint
from groups.services.health import sweep_health
from groups.services.readers import add_reader
from pmp.demo.cast import CAST_GROUP, PARTS
from pmp.demo.directory import directory
from pmp.demo.mishaps import mishaps
from pmp.demo.names import people
from pmp.demo.needs import needs
from pmp.demo.own_words import own_words
from pmp.demo.programme import running_programme
from pmp.demo.recent import recent_messages
from pmp.demo.story import GroupStory
from pmp.demo.table2 import GROUPS
from pmp.demo.visits import visit_notes

SERVICE_SINCE = timedelta(days=90 * 31)


def refuse_outside_development() -> None:
    """Raise ImproperlyConfigured where DEBUG is off: invented people never meet real ones."""
    if not settings.DEBUG:
        raise ImproperlyConfigured("The demo needs DEBUG=1: it is for development only.")


def build_demo(*, now: datetime, say: Callable[[str], object] = print) -> PainService:
    """Fill an empty database, wholly or not at all; everything goes through the services."""
    refuse_outside_development()
    with transaction.atomic():
        service = _tell_everything(now=now, say=say)
    say("  how every group is")
    sweep_health(now=now)
    return service


def _tell_everything(*, now: datetime, say: Callable[[str], object]) -> PainService:
    service = create_service(
        name="Severn Vale Pain Service",
        message_name="Severn Vale Groups",
        phone="0117 496 0123",
        hours="Monday to Friday, 9am to 5pm",
        now=now - SERVICE_SINCE,
    )
    staff = _staff(service, now=now - SERVICE_SINCE)
    others = people()
    for told in GROUPS:
        cast = [next(others) for _ in range(told.most)]
        if told.letter == CAST_GROUP:
            cast[0], cast[2] = PARTS["coordinator"].person, PARTS["member"].person
        say(f"  group {told.letter}, {told.area}: {told.months} months")
        GroupStory(
            told=told,
            service=service,
            clinician=staff["clinician"],
            ptv=staff["ptv"],
            cast=cast,
            now=now,
        ).tell()
    say("  places, areas, and a group that welcomes newcomers")
    directory(service=service, clinician=staff["clinician"], now=now)
    say("  a programme in its second-last session")
    running_programme(
        service=service,
        clinician=staff["clinician"],
        ptv=staff["ptv"],
        cast=[next(others) for _ in range(9)],
        now=now,
    )
    own_words(now=now)
    needs(now=now)
    say("  the messages of the last weeks")
    recent_messages(now=now)
    visit_notes(ptv=staff["ptv"], now=now)
    mishaps(service=service, clinician=staff["clinician"], now=now)
    return service


def _staff(service: PainService, *, now: datetime) -> dict[str, User]:
    made = {}
    for key in Role.values:
        person = PARTS[key].person
        user = add_person(
            full_name=person.full_name,
            mobile=person.mobile,
            email=person.email,
            by=None,
            service=service,
            now=now,
        )
        appoint(user=user, service=service, role=key, by=None, now=now)
        made[key] = user
    for key in ("clinician", "lead"):
        add_reader(service=service, user=made[key], by=made["lead"], now=now)
    return made

"""The people that all tests share: plain functions that go through the services, and fixtures.

Numbers are Ofcom's for fiction; addresses end in example.com or example.org.
"""

import itertools
import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from followon.people.models import PainService, Role, User
from followon.people.queries.staff import is_staff
from followon.people.services.people import add_person
from followon.people.services.services import create_service
from followon.people.services.staff import appoint

# Wednesday 9 September 2026, 10am in London.
NOW = datetime(2026, 9, 9, 9, 0, tzinfo=UTC)
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

_mobiles = itertools.count(100)


def new_mobile() -> str:
    """One of the thousand mobile numbers for fiction, as people write it."""
    return f"07700 900{next(_mobiles) % 1000:03d}"


def make_service(
    now: datetime = NOW, *, name: str = "Avon Pain Service", message_name: str = "Avon Follow-on"
) -> PainService:
    return create_service(
        name=name,
        message_name=message_name,
        phone="0117 496 0100",
        hours="Monday to Friday, 9am to 5pm",
        now=now,
    )


def make_person(
    full_name: str,
    *,
    mobile: str = "",
    email: str = "",
    landline: str = "",
    preferred_name: str = "",
    service: PainService | None = None,
    now: datetime = NOW,
) -> User:
    """Somebody with the contacts that are given, and none besides."""
    return add_person(
        full_name=full_name,
        preferred_name=preferred_name,
        mobile=mobile,
        email=email,
        landline=landline,
        by=None,
        service=service,
        now=now,
    )


def make_staff(
    service: PainService,
    full_name: str = "Carys Clinician",
    *,
    email: str = "",
    role: str = Role.CLINICIAN,
    now: datetime = NOW,
) -> User:
    user = make_person(
        full_name,
        email=email or f"{full_name.split()[0].lower()}@example.org",
        service=service,
        now=now,
    )
    appoint(user=user, service=service, role=role, by=None, now=now)
    return user


def make_clinician(
    service: PainService,
    full_name: str = "Carys Clinician",
    *,
    email: str = "",
    now: datetime = NOW,
) -> User:
    return make_staff(service, full_name, email=email, now=now)


def make_group(
    service: PainService,
    *,
    coordinator: User,
    deputy: User | None = None,
    others: tuple[User, ...] = (),
    ptv: User | None = None,
    name: str = "Bedminster group",
    rhythm: str = "monthly",
    last_session_on: date | None = date(2026, 7, 1),
    by: User | None = None,
    now: datetime = NOW,
):
    """A group of these people; `others` are members without a job."""
    from groups.services.groups import form_group  # the people tests run without that room

    people = [person for person in (coordinator, deputy, *others) if person is not None]
    return form_group(
        service=service,
        name=name,
        area="South Bristol",
        rhythm=rhythm,
        people=people,
        coordinator=coordinator,
        deputy=deputy,
        ptv=ptv,
        last_session_on=last_session_on,
        by=by,
        now=now,
    )


def make_programme(service: PainService, *, by: User, now: datetime = NOW):
    """A programme in its eighth of ten weekly sessions."""
    from pmp.services.programmes import create_programme  # the people tests run without that room

    return create_programme(
        service=service,
        site_name="Southmead",
        name="Wednesday afternoons",
        first_date=(now - timedelta(weeks=7)).date(),
        time=datetime.strptime("14:00", "%H:%M").time(),  # noqa: DTZ007 (a local wall time)
        sessions=10,
        by=by,
        now=now,
    )


def totp_code(secret: str = TOTP_SECRET) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_authenticator(user: User) -> None:
    """As if they had set up their authenticator app before."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, TOTP_SECRET)


def sign_in(client: Client, user: User, *, second_factor: bool = True) -> Client:
    """Sign the client in; staff with their second factor unless it is left out."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    if second_factor and is_staff(user):
        give_authenticator(user)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "type": "totp", "at": time.time()}
        ]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
        session.save()
    return client


def signed_in(user: User, *, second_factor: bool = True) -> Client:
    """A browser of its own, signed in."""
    return sign_in(Client(), user, second_factor=second_factor)


@pytest.fixture
def now():
    """The moment at which the test happens; the clock stands still there."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def service(db, now) -> PainService:
    return make_service(now)


@pytest.fixture
def other_service(db, now) -> PainService:
    return make_service(now, name="Mendip Pain Service", message_name="Mendip Follow-on")


@pytest.fixture
def clinician(service, now) -> User:
    return make_clinician(service, now=now)


@pytest.fixture
def lead(service, now) -> User:
    return make_staff(service, "Leah Lead", role=Role.LEAD, now=now)


@pytest.fixture
def other_clinician(other_service, now) -> User:
    return make_clinician(other_service, "Oona Otherservice", now=now)


@pytest.fixture
def ptv(service, now) -> User:
    user = make_person("Patrick Tutor", mobile=new_mobile(), service=service, now=now)
    appoint(user=user, service=service, role=Role.PTV, by=None, now=now)
    return user


@pytest.fixture
def coordinator(service, now) -> User:
    return make_person("Corinne Coordinator", mobile=new_mobile(), service=service, now=now)


@pytest.fixture
def deputy(service, now) -> User:
    return make_person(
        "Dev Deputy", mobile=new_mobile(), email="dev@example.com", service=service, now=now
    )


@pytest.fixture
def member(service, now) -> User:
    """A member of `group` without a job; ask for `group` too where membership matters."""
    return make_person("Moira Member", email="moira@example.com", service=service, now=now)


@pytest.fixture
def group(service, coordinator, deputy, member, ptv, now):
    """Coordinator, deputy and member, with the volunteer beside them."""
    return make_group(
        service, coordinator=coordinator, deputy=deputy, others=(member,), ptv=ptv, now=now
    )


@pytest.fixture
def outsider(service, now) -> User:
    """Coordinates another group of the same service."""
    user = make_person("Oscar Outsider", mobile=new_mobile(), service=service, now=now)
    make_group(service, coordinator=user, name="Clifton group", now=now)
    return user


@pytest.fixture
def programme(service, clinician, now):
    return make_programme(service, by=clinician, now=now)


@pytest.fixture
def participant(programme, clinician, now):
    """Somebody on `programme` now, not yet in a group: a pmp Participant, `.user` the person."""
    from pmp.services.participants import add_participant  # as in make_programme

    return add_participant(
        programme=programme,
        full_name="Pia Participant",
        mobile=new_mobile(),
        by=clinician,
        now=now,
    )

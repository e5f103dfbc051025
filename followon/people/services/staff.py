from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followon.audit.services import record

from ..models import Contact, PainService, Role, StaffPost, User
from .contacts import lock_person, read_contact
from .people import add_person


class NoLeadLeft(ValueError):
    """A service always has somebody who leads it."""

    def __init__(self) -> None:
        super().__init__(_("Name another service lead first: a service needs one"))


@transaction.atomic
def appoint(
    *, user: User, service: PainService, role: str, by: User | None, now: datetime
) -> StaffPost:
    """Give somebody a post in the service; an open post of another role there ends."""
    role = Role(role)
    lock_person(user)
    current = StaffPost.objects.open().filter(user=user, service=service).first()
    if current is not None:
        if current.role == role:
            return current
        end_post(post=current, by=by, now=now)
    post = StaffPost.objects.create(user=user, service=service, role=role, started_at=now)
    record("post.started", user, by=by, now=now, service=service, role=str(role))
    return post


@transaction.atomic
def invite(
    *,
    full_name: str,
    contacts: dict[str, str],
    service: PainService,
    role: str,
    by: User,
    now: datetime,
) -> StaffPost:
    """A post for somebody whom we may know already, by name and contact together.

    A volunteer was a patient here once: they keep the one account that they have.
    `contacts` maps kinds to what was typed. Raises ValueError with words for a person.
    """
    given = {kind: raw for kind, raw in contacts.items() if raw.strip()}
    if not given:
        raise ValueError(_("Enter an email address or a mobile number: a code is sent there"))
    user = _known(full_name, given) or add_person(
        full_name=full_name, **given, by=by, service=service, now=now
    )
    return appoint(user=user, service=service, role=role, by=by, now=now)


@transaction.atomic
def end_post(*, post: StaffPost, by: User | None, now: datetime) -> None:
    """From now on they see nothing of the service; a post that has ended stays as it is."""
    if StaffPost.objects.filter(pk=post.pk, ended_at__isnull=True).update(ended_at=now):
        record("post.ended", post.user, by=by, now=now, service=post.service, role=post.role)
        post.refresh_from_db(fields=["ended_at"])


@transaction.atomic
def set_weekly_note(*, user: User, wanted: bool, by: User, now: datetime) -> int:
    """Whether somebody of the staff gets the note on Mondays; how many posts that changed."""
    posts = StaffPost.objects.staff().filter(user=user).exclude(weekly_note=wanted)
    found = list(posts.select_related("service"))
    posts.update(weekly_note=wanted)
    for post in found:
        record("post.weekly_note", user, by=by, now=now, service=post.service, wanted=wanted)
    return len(found)


@transaction.atomic
def let_go(*, post: StaffPost, by: User, now: datetime) -> None:
    """End a post as a lead does. Raises NoLeadLeft where nobody would lead the service."""
    PainService.objects.select_for_update(no_key=True).get(pk=post.service_id)
    leads = StaffPost.objects.open().filter(service=post.service_id, role=Role.LEAD)
    if post.role == Role.LEAD and not leads.exclude(pk=post.pk).exists():
        raise NoLeadLeft
    end_post(post=post, by=by, now=now)


def _known(full_name: str, given: dict[str, str]) -> User | None:
    """The one person of that name with one of these contacts; nobody where two fit."""
    name = " ".join(full_name.split())
    found = set()
    for kind, raw in given.items():
        value = read_contact(kind, raw)
        same = Contact.objects.at(kind, value).filter(user__full_name__iexact=name)
        found |= set(same.values_list("user", flat=True))
    return User.objects.get(pk=found.pop()) if len(found) == 1 else None

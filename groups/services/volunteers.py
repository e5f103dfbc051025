"""The patient tutor volunteer beside a new group: for its first meetings, then no longer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from followon.audit import services as audit
from followon.messaging.services.outbox import enqueue
from followon.people.models import Role, StaffPost, User

from ..errors import NotAVolunteer
from ..models import Group, Meeting, PtvLink, VisitNote
from ..visits import Visit, is_over


@transaction.atomic
def name_volunteer(*, group: Group, user: User, by: User | None, now: datetime) -> PtvLink:
    """From now on this volunteer goes along, and is told so. Raises NotAVolunteer."""
    _check_post(group, user)
    Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    current = PtvLink.objects.filter(group=group, user=user, ended_at=None).first()
    if current is not None:
        return current
    link = PtvLink.objects.create(group=group, user=user, started_at=now)
    audit.record("volunteer.named", group, by=by, now=now, service=group.service)
    _tell(link, now=now)
    return link


@transaction.atomic
def go_once_more(*, link: PtvLink, by: User, now: datetime) -> None:
    """One meeting more than agreed; whose time was over comes back. Raises NotAVolunteer."""
    group = Group.objects.select_for_update(no_key=True).get(pk=link.group_id)
    _check_post(group, link.user)
    other = PtvLink.objects.filter(group=group, user=link.user, ended_at=None).exclude(pk=link.pk)
    if other.exists():
        raise NotAVolunteer
    PtvLink.objects.filter(pk=link.pk).update(meetings=F("meetings") + 1, ended_at=None)
    link.refresh_from_db()
    audit.record("volunteer.once_more", group, by=by, now=now, service=group.service)
    _tell(link, now=now)


@transaction.atomic
def step_back(*, link: PtvLink, by: User | None, now: datetime) -> bool:
    """The volunteer goes along no longer, no reason asked; False where that was so already."""
    if PtvLink.objects.filter(pk=link.pk, ended_at=None).update(ended_at=now) != 1:
        return False
    audit.record("volunteer.stepped_back", link.group, by=by, now=now, service=link.group.service)
    return True


def let_volunteers_go(*, group_id: UUID, now: datetime) -> None:
    """End the links of volunteers whose number of meetings is reached; in the caller's transaction.

    The study's protocol is three meetings (Farr and others, "Developing Follow-on Groups").
    """
    links = PtvLink.objects.filter(group=group_id, ended_at=None)
    for link in links.select_related("group__service"):
        if not is_over(_visits(link, now), link.meetings):
            continue
        link.ended_at = now
        link.save(update_fields=["ended_at"])
        audit.record("volunteer.done", link.group, by=None, now=now, service=link.group.service)


def _visits(link: PtvLink, now: datetime) -> list[Visit]:
    said = dict(VisitNote.objects.filter(link=link).values_list("meeting_id", "happened"))
    dates = Meeting.objects.begun(now).filter(group=link.group_id, starts_at__gte=link.started_at)
    return [Visit(state, said.get(pk, "")) for pk, state in dates.values_list("pk", "state")]


def _check_post(group: Group, user: User) -> None:
    posts = StaffPost.objects.open().filter(service=group.service_id, role=Role.PTV)
    if not posts.filter(user=user).exists():
        raise NotAVolunteer


def _tell(link: PtvLink, *, now: datetime) -> None:
    enqueue(
        kind="volunteer_named",
        recipient=link.user,
        service=link.group.service,
        now=now,
        subject=f"group:{link.group_id}",
        version=link.pk * 100 + link.meetings,
    )

"""What sheets are made of, each in a fixed number of queries."""

from datetime import datetime

from followon.people.queries.sharing import shared_contacts

from ..local_time import local_day
from ..models import Group, Meeting, Membership
from ..paper import Sheet, dates, phone_list, sign_in_sheet


def dates_sheet(group: Group, *, now: datetime) -> Sheet:
    """The group's dates ahead: one query."""
    ahead = Meeting.objects.upcoming(now).filter(group=group).select_related("group", "place")
    return dates(group.name, list(ahead), today=local_day(now, group.zone))


def phone_list_sheet(group: Group, *, audiences: set[str], now: datetime) -> Sheet:
    """What these audiences may see of each member: three queries."""
    users = [member.user for member in _members(group)]
    shared = shared_contacts(users, audiences)
    service = group.service
    return phone_list(
        group.name,
        [(user.first_name, shared[user.pk]) for user in users],
        for_coordinators="coordinators" in audiences,
        service={"name": service.name, "phone": service.phone, "hours": service.hours},
        today=local_day(now, group.zone),
    )


def sign_in(meeting: Meeting) -> Sheet:
    """The members' first names: one query."""
    return sign_in_sheet(meeting, [member.user.first_name for member in _members(meeting.group)])


def _members(group: Group) -> list[Membership]:
    members = Membership.objects.open().filter(group=group).select_related("user")
    return list(members.order_by("user__preferred_name", "pk"))

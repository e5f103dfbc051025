from typing import Any

from followon.people.models import User

from ..models import Membership


def members_messaged_on_breaks(user: User) -> list[int]:
    """The memberships in which this person wants messages during a break."""
    members = Membership.objects.open().filter(user=user, texts_while_resting=True)
    return list(members.values_list("pk", flat=True))


def member_of_group(group_id: Any, member_id: int) -> Membership | None:
    """One open membership of that group, with its person."""
    members = Membership.objects.open().filter(group=group_id, pk=member_id)
    return members.select_related("user").first()

from followon.people.models import User

from ..models import Membership


def members_messaged_on_breaks(user: User) -> list[int]:
    """The memberships in which this person wants messages during a break."""
    members = Membership.objects.open().filter(user=user, texts_while_resting=True)
    return list(members.values_list("pk", flat=True))

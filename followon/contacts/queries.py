from followon.messaging.models import Message, State
from followon.messaging.routing import stopped_numbers
from followon.people.models import ContactChange

from .kinds import CONTACT_CODE


def code_did_not_arrive(change: ContactChange) -> bool:
    """Whether the provider said that nothing can be delivered there.

    Nothing is said of a number that texted STOP to us: it would tell that we know it.
    """
    codes = Message.objects.filter(kind=CONTACT_CODE, recipient=change.user_id, to=change.value)
    last = codes.order_by("-created_at").values_list("state", flat=True).first()
    went_wrong = last in (State.UNDELIVERABLE, State.FAILED)
    return went_wrong and not stopped_numbers([change.value])

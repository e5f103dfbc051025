"""Texts from people, for the staff that read them."""

from dataclasses import dataclass

from followon.people.models import ContactKind, User
from followon.people.queries.contacts import people_at

from ..models import InboundText

SHOWN = 100


@dataclass(frozen=True)
class ToRead:
    """One text with those who may have sent it."""

    text: InboundText
    senders: list[User]


def texts_to_read(user: User) -> list[ToRead]:
    """Texts of the viewer's services that wait for a person, oldest first."""
    waiting = InboundText.objects.visible_to(user).to_read().select_related("person", "service")
    return [ToRead(text, _senders(text)) for text in waiting[:SHOWN]]


def text_to_read(user: User, text_id: int) -> InboundText | None:
    """One text of the viewer's services, whether it still waits or not."""
    return InboundText.objects.visible_to(user).filter(pk=text_id).first()


def _senders(text: InboundText) -> list[User]:
    return [text.person] if text.person else people_at(ContactKind.MOBILE, text.source)

"""Concerns for tests, through the services: notes from the page, and texts that came in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from followon.messaging.models import InboundText
from followon.messaging.services import inbound
from followon.people.models import ContactKind
from groups.models import Concern
from groups.services.concerns import raise_concern
from groups.services.readers import add_reader
from tests.cast import NOW
from tests.fakes.notify import FakeNotify
from tests.messaging.kit import use_notify

STRANGER = "+447700900999"


@contextmanager
def gateway(settings) -> Iterator[FakeNotify]:
    """GOV.UK Notify's stand-in, used for every message."""
    with FakeNotify() as fake:
        use_notify(settings, fake)
        yield fake


def name_reader(service, user):
    return add_reader(service=service, user=user, by=None, now=NOW)


def note(group, by, words: str = "I am worried", *, now: datetime = NOW) -> Concern:
    return raise_concern(service=group.service, group=group, words=words, by=by, now=now)


def mobile_of(user) -> str:
    return user.contacts.get(kind=ContactKind.MOBILE).value


def text_in(source: str, words: str = "Can somebody ring me?", *, now: datetime = NOW) -> Concern:
    """A text that answers nothing, worked on as the worker does."""
    kept = inbound.keep(
        provider="notify",
        provider_id=f"t{InboundText.objects.count()}",
        source=source,
        destination="",
        body=words,
        sent_at=now,
        now=now,
    )
    inbound.work(text_id=kept.pk, now=now)
    return Concern.objects.get(inbound=kept)

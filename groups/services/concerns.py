"""What somebody tells the service in confidence, from raising it to closing it.

The words stand in the concern's row and nowhere else: no message, no audit fact, no log.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from followon.audit import services as audit
from followon.messaging.models import InboundText
from followon.messaging.services import inbound
from followon.messaging.services.outbox import enqueue
from followon.people.models import PainService, User

from ..concern_words import raises_priority
from ..errors import Refused
from ..models import (
    NEXT_CONCERN_STATES,
    WORDS_KEPT,
    Concern,
    ConcernSource,
    ConcernState,
    ConcernStep,
    Group,
    Priority,
)
from ..queries.concerns import only_group_of
from ..queries.priority_words import phrases_of
from ..queries.readers import takes_notes
from ..working_time import due_at


@transaction.atomic
def raise_concern(
    *, service: PainService, group: Group | None = None, words: str, by: User, now: datetime
) -> Concern:
    """Keep a note for the service and tell its sender that it is there; the group never learns.

    Raises Refused where nobody is named to read it.
    """
    if not takes_notes(service):
        raise Refused(_("Nobody can read notes here now. Please call your pain service"))
    concern = _create(
        service=service, group=group, words=words, by=by, source=ConcernSource.PAGE, now=now
    )
    enqueue(
        kind="concern_received",
        recipient=by,
        service=service,
        now=now,
        subject=f"concern:{concern.pk}",
    )
    return concern


@transaction.atomic
def take_text(text: InboundText, now: datetime) -> Concern:
    """Put a text that answers nothing into the queue; messaging calls this as it sets it aside."""
    group = only_group_of(text.person, text.service) if text.person else None
    return _create(
        service=text.service or (group.service if group else None),
        group=group,
        words=text.body,
        by=text.person,
        source=ConcernSource.TEXT,
        text=text,
        now=text.received_at,
    )


@transaction.atomic
def mark_read(*, concern: Concern, by: User, now: datetime) -> bool:
    """A person has read it, and its text if it came as one; False when somebody was first."""
    if not _step(concern, ConcernState.READ, by=by, now=now):
        return False
    if concern.inbound is not None:
        inbound.mark_read(text=concern.inbound, by=by, now=now)
    return True


@transaction.atomic
def say_what_was_done(*, concern: Concern, note: str, by: User, now: datetime) -> bool:
    """Note what the service did; there may be several notes. False when it is new or closed."""
    return _step(concern, ConcernState.ACTED_ON, by=by, now=now, note=note)


@transaction.atomic
def close(*, concern: Concern, by: User, now: datetime) -> bool:
    """Nothing is left to do; False before anybody has said what was done."""
    return _step(concern, ConcernState.CLOSED, by=by, now=now)


@transaction.atomic
def note_look(*, concern: Concern, by: User, now: datetime) -> None:
    """Somebody of the staff saw the words."""
    audit.record("concern.seen", concern, by=by, now=now, service=concern.service)


@transaction.atomic
def note_look_at_sender(*, concern: Concern, by: User, now: datetime) -> None:
    """Somebody of the staff saw how to reach whoever raised it, because of the concern."""
    audit.record(
        "contacts.seen",
        concern.raised_by or concern,
        by=by,
        now=now,
        service=concern.service,
        because="concern",
        concern=str(concern.pk),
    )


def _create(
    *,
    service: PainService | None,
    group: Group | None,
    words: str,
    by: User | None,
    source: ConcernSource,
    text: InboundText | None = None,
    now: datetime,
) -> Concern:
    is_high = raises_priority(words, phrases_of(service))
    zone = service.zone if service else settings.TIME_ZONE
    concern = Concern.objects.create(
        service=service,
        group=group,
        raised_by=by,
        source=source,
        inbound=text,
        words=words[:WORDS_KEPT],
        priority=Priority.HIGH if is_high else Priority.ORDINARY,
        raised_at=now,
        due_at=due_at(now, is_high=is_high, zone=zone),
    )
    audit.record(
        "concern.raised", concern, by=by, now=now, service=service, source=str(source), high=is_high
    )
    return concern


def _step(
    concern: Concern, state: ConcernState, *, by: User, now: datetime, note: str = ""
) -> bool:
    before = [each for each, after in NEXT_CONCERN_STATES.items() if state in after]
    rows = Concern.objects.filter(pk=concern.pk, state__in=before)
    if rows.update(state=state) != 1:
        return False
    concern.state = state
    ConcernStep.objects.create(concern=concern, state=state, by=by, at=now, note=note)
    audit.record(f"concern.{state.value}", concern, by=by, now=now, service=concern.service)
    return True

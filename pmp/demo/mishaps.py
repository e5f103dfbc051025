"""What became of the last weeks' messages: most arrived, and a few went wrong in each way."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from followon.messaging.models import Message, State
from followon.messaging.services import receipts
from followon.messaging.services.claiming import LEASE, claim
from followon.messaging.services.releasing import release_all
from followon.messaging.services.sending import send_due
from followon.messaging.services.stops import stop_texts
from followon.messaging.services.sweeping import free_stuck, settle_doubts
from followon.messaging.transports import Progress
from followon.people.models import ContactKind, PainService, User
from groups.models import Job, Meeting
from pmp.models import Participant
from pmp.services.invitations import resend

SINCE = timedelta(days=30)
A_MOMENT = timedelta(minutes=2)
STILL_WITHOUT_RECEIPT = 4


def mishaps(*, service: PainService, clinician: User, now: datetime) -> None:
    """One of each: a dead number, a full phone, a dead address, a stopped number, a doubt."""
    asked = Participant.objects.filter(programme__site__service=service)
    for participant in asked.filter(wish="", user__contacts__kind=ContactKind.MOBILE)[:1]:
        _stopped(participant, clinician, now)
    for participant in asked.filter(wish="maybe"):
        _in_doubt(participant, clinician, now)
    failed = _failed(service, now)
    arrived = list(_sent(service, now).exclude(pk__in=[message.pk for message, _said in failed]))
    for message in arrived[: len(arrived) - STILL_WITHOUT_RECEIPT]:
        _receipt(message, Progress.DELIVERED)
    for message, said in failed:
        _receipt(message, said)
    for message in _sent(service, now).exclude(pk__in=[each.pk for each in arrived]):
        _receipt(message, Progress.DELIVERED)


def _failed(service: PainService, now: datetime) -> list[tuple[Message, Progress]]:
    """Two about the next meeting, to members who do not run their group, and one to an address."""
    fates = (Progress.FAILED_PERMANENT, Progress.FAILED_TEMPORARY)
    meeting = Meeting.objects.upcoming(now).filter(group__service=service).first()
    runs = Job.objects.held().filter(group__service=service).values("member__user")
    told = _sent(service, now).filter(subject=f"meeting:{meeting.pk}" if meeting else "-")
    to_members = list(zip(told.exclude(recipient__in=runs), fates, strict=False))
    by_email = _sent(service, now).filter(kind="next_date", channel="email")[:1]
    return [*to_members, *((message, Progress.FAILED_PERMANENT) for message in by_email)]


def _sent(service: PainService, now: datetime) -> QuerySet[Message]:
    sent = Message.objects.filter(service=service, state=State.SENT, created_at__gt=now - SINCE)
    return sent.order_by("sent_at", "recipient__full_name")


def _receipt(message: Message, said: Progress) -> None:
    """The receipt, and what leaves because of it."""
    at = (message.sent_at or message.created_at) + A_MOMENT
    receipts.keep(
        provider=message.provider,
        provider_id=message.provider_id,
        reference=str(message.pk),
        status=said.value,
        happened_at=at,
        now=at,
    )
    receipts.work_all(now=at)
    send_due(now=at + A_MOMENT)


def _stopped(participant: Participant, clinician: User, now: datetime) -> None:
    """They texted STOP, and then somebody asked them once more."""
    for contact in participant.user.contacts.filter(kind=ContactKind.MOBILE):
        stop_texts(number=contact.value, now=now - timedelta(days=3))
    resend(participant=participant, by=clinician, now=now - timedelta(days=2))
    send_due(now=now - timedelta(days=2))


def _in_doubt(participant: Participant, clinician: User, now: datetime) -> None:
    """The worker died while it sent, and once more when it tried again."""
    at = now - timedelta(days=1)
    resend(participant=participant, by=clinician, now=at)
    for _try in range(2):
        release_all(claim(now=at, size=1), now=at)
        at += LEASE + A_MOMENT
        free_stuck(now=at)
        at += A_MOMENT
        settle_doubts(now=at)

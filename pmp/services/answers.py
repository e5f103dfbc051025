"""What a participant answers, each question saved at once: by themselves or keyed in for them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from followon.audit.services import record
from followon.messaging.services.contacts import change_contact, drop_contact
from followon.messaging.services.outbox import enqueue
from followon.people.models import User
from followon.people.services.consents import share
from followon.people.services.needs import set_needs
from followon.people.services.preferences import set_language, set_reach

from ..asking import THANK_YOU, letter_subject
from ..models import Fit, JobWish, Participant, TimeFit, Wish
from ..steps import Step, further

Slots = Iterable[tuple[int, str]]
# A thank-you that could not leave for so long would only puzzle people.
THANKS_USEFUL = timedelta(days=7)


@transaction.atomic
def save_wish(*, participant: Participant, wish: str, by: User | None, now: datetime) -> None:
    """Would you like to keep meeting? "Not for me" is thanked once, and nothing is sent after."""
    participant.wish, participant.wished_at = Wish(wish), now
    _saved(participant, Step.WISH, "wish", "wished_at", by=by, now=now)
    if participant.wish == Wish.NO:
        enqueue(
            kind=THANK_YOU,
            recipient=participant.user,
            service=participant.programme.service,
            subject=letter_subject(participant),
            send_before=now + THANKS_USEFUL,
            now=now,
        )


@transaction.atomic
def save_reach(
    *,
    participant: Participant,
    reach: str,
    contacts: Mapping[str, str] | None = None,
    by: User | None,
    now: datetime,
) -> None:
    """How to reach you; `contacts` is kind → number or address as typed, "" takes it away.

    Raises ValueError with words for a person when one cannot be read.
    """
    user, service = participant.user, participant.programme.service
    for kind, raw in (contacts or {}).items():
        if raw.strip():
            change_contact(user=user, kind=kind, raw=raw, by=by, service=service, now=now)
            continue
        for contact in user.contacts.filter(kind=kind):
            drop_contact(contact=contact, by=by, service=service, now=now)
    set_reach(user=user, reach=reach, by=by, now=now)
    _saved(participant, Step.REACH, by=by, now=now)


@transaction.atomic
def save_language(
    *, participant: Participant, language: str, by: User | None, now: datetime
) -> None:
    """The language of messages; "" leaves it as it is."""
    if language:
        set_language(user=participant.user, language=language, by=by, now=now)
    _saved(participant, Step.LANGUAGE, by=by, now=now)


@transaction.atomic
def save_sharing(
    *, participant: Participant, choices: Mapping[str, str], by: User | None, now: datetime
) -> None:
    """What to share and with whom: `choices` is thing → audience; others stay as they are."""
    for thing, audience in choices.items():
        share(user=participant.user, thing=thing, audience=audience, by=by, now=now)
    _saved(participant, Step.SHARING, by=by, now=now)


@transaction.atomic
def save_times(
    *,
    participant: Participant,
    works: Slots | None = None,
    hard: Slots | None = None,
    reason: str | None = None,
    by: User | None,
    now: datetime,
) -> None:
    """Times that work and times that are hard; what is None stays as it is.

    A time that was ticked as working counts as working, whatever else is said of its day.
    """
    if works is not None:
        ticked = set(works)
        participant.times.filter(fit=Fit.WORKS).delete()
        _drop(participant, ticked)
        _add(participant, ticked, Fit.WORKS)
        _saved(participant, Step.TIMES, by=by, now=now)
    if hard is not None:
        participant.times.filter(fit=Fit.HARD).delete()
        working = set(participant.times.values_list("weekday", "part"))
        _add(participant, set(hard) - working, Fit.HARD)
    if reason is not None:
        participant.time_reason = " ".join(reason.split())
    if hard is not None or reason is not None:
        _saved(participant, Step.HARD, "time_reason", by=by, now=now)


@transaction.atomic
def save_travel(
    *, participant: Participant, area: str, travel: str, by: User | None, now: datetime
) -> None:
    """Where somebody comes from, and how."""
    participant.area, participant.travel = " ".join(area.split()), travel
    _saved(participant, Step.TRAVEL, "area", "travel", by=by, now=now)


@transaction.atomic
def save_needs(
    *,
    participant: Participant,
    codes: Iterable[str],
    kinds: Iterable[str],
    by: User | None,
    now: datetime,
) -> None:
    """Access or communication needs; they are reviewed in a year."""
    kinds = list(kinds)
    set_needs(user=participant.user, codes=codes, kinds=kinds, by=by, now=now)
    step = Step.ACCESS if kinds == ["access"] else Step.COMMUNICATION
    _saved(participant, step, by=by, now=now)


@transaction.atomic
def save_jobs(
    *, participant: Participant, kinds: Iterable[str], by: User | None, now: datetime
) -> None:
    """Jobs that somebody might take on."""
    wanted = set(kinds)
    participant.job_wishes.exclude(kind__in=wanted).delete()
    JobWish.objects.bulk_create(
        [JobWish(participant=participant, kind=kind) for kind in sorted(wanted)],
        ignore_conflicts=True,
    )
    _saved(participant, Step.JOBS, by=by, now=now)


@transaction.atomic
def finish(*, participant: Participant, by: User | None, now: datetime) -> None:
    """They have looked their answers over; they can still change them."""
    participant.finished_at = now
    participant.save(update_fields=["finished_at"])
    _record("participant.finished", participant, by, now)


@transaction.atomic
def note_agreement(*, participant: Participant, by: User, now: datetime) -> None:
    """The person agrees that somebody keys their answers in."""
    participant.agreed_at, participant.answered_by = now, by
    participant.save(update_fields=["agreed_at", "answered_by"])
    _record("participant.agreed_to_be_answered_for", participant, by, now)


def _saved(
    participant: Participant, step: Step, *fields: str, by: User | None, now: datetime
) -> None:
    """Remember how far they came and who keyed it in, and leave a trace without the answer."""
    participant.reached = further(participant.reached, step)
    participant.answered_by = by if by is not None and by.pk != participant.user_id else None
    participant.save(update_fields=["reached", "answered_by", *fields])
    _record("participant.answered", participant, by, now, step=step.value)


def _record(
    verb: str, participant: Participant, by: User | None, now: datetime, **facts: str
) -> None:
    record(verb, participant, by=by, now=now, service=participant.programme.service, **facts)


def _drop(participant: Participant, slots: set[tuple[int, str]]) -> None:
    for weekday, part in slots:
        participant.times.filter(weekday=weekday, part=part).delete()


def _add(participant: Participant, slots: Iterable[tuple[int, str]], fit: Fit) -> None:
    TimeFit.objects.bulk_create(
        TimeFit(participant=participant, weekday=weekday, part=part, fit=fit)
        for weekday, part in sorted(slots)
    )

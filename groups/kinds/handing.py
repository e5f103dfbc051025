"""What a hand-over tells besides the first date: people who were added, and taking it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from followon.messaging.kinds import Hours, Kind, register
from followon.messaging.models import REACHED_STATES, Message, State
from followon.messaging.placeholders import fixed_words
from followon.messaging.wording import shorten, to_gsm7
from followon.pages.words import longdate, phone, wordlist

from ..models import Group, Membership
from .contexts import NAME_LENGTH, Context, page, person_of

TAKEN_BACK, PEOPLE_ADDED = "taken_back", "people_added"
MOST_NAMES = 3


@dataclass(frozen=True)
class Handed:
    """What these messages speak of: groups, who is still in them, and who was told of what."""

    groups: dict[str, Group]
    members: dict[int, str]
    told: dict[tuple[Any, str], datetime]


def register_handing() -> None:
    """Tell messaging of both."""
    register(
        Kind(
            TAKEN_BACK,
            taken_back,
            label=_("A group was taken back"),
            still_wanted=was_told,
            hours=Hours.URGENT,
            counts_to_cap=False,
            prepare=load,
        )
    )
    register(
        Kind(
            PEOPLE_ADDED,
            people_added,
            label=_("New people in the group"),
            still_wanted=are_still_there,
            can_wait=True,
            prepare=load,
        )
    )
    fixed_words(TAKEN_BACK, _("It goes out once, to those who heard of a group by mistake."))
    fixed_words(PEOPLE_ADDED, _("It names the people who were added, so it is made each time."))


def load(messages: Sequence[Message], now: datetime) -> Handed:
    """For all these messages in three queries."""
    ids = {str(message.facts.get("group", "")) for message in messages}
    keys = {pk for message in messages for pk in message.facts.get("members", ())}
    members = Membership.objects.open().filter(pk__in=keys).select_related("user")
    subjects = {subject for message in messages for subject in message.facts.get("told_by", ())}
    leases = {message.lease_until for message in messages}
    heard = (
        Message.objects.filter(
            recipient__in={message.recipient_id for message in messages},
            subject__in=subjects,
            state__in=REACHED_STATES,
        )
        .exclude(kind=TAKEN_BACK)
        # Claimed together with these: it is judged now too, and does not leave. One that another
        # worker holds may be on its way already.
        .exclude(state=State.SENDING, released_at__isnull=True, lease_until__in=leases)
    )
    return Handed(
        groups={str(group.pk): group for group in Group.objects.filter(pk__in=_uuids(ids))},
        members={member.pk: member.user.first_name for member in members},
        told={
            (recipient, subject): at
            for recipient, subject, at in heard.order_by("created_at").values_list(
                "recipient_id", "subject", "created_at"
            )
        },
    )


def was_told(message: Message, now: datetime) -> str:
    """Only to somebody whom a message of the hand-over has reached: others never hear of it."""
    handed, since = _handed(message, now), parse_datetime(str(message.facts["since"]))
    for subject in message.facts["told_by"]:
        at = handed.told.get((message.recipient_id, subject))
        if at is not None and since is not None and at >= since:
            return ""
    return "was not told of the group"


def are_still_there(message: Message, now: datetime) -> str:
    """While one of those who were added is a member."""
    return "" if _names(message, now) else "they are not in the group"


def taken_back(message: Message, now: datetime) -> Context:
    """Which group, what of it, and whom to ask."""
    group = _group(message, now)
    names = [str(name) for name in message.facts.get("names", ())]
    return person_of(message) | {
        "group": group.name,
        "short_group": shorten(to_gsm7(group.name), NAME_LENGTH + 8),
        "what": message.facts["what"],
        "names": wordlist(names),
        "short_names": _short(names),
        "phone": phone(message.service.phone),
        "service": message.service.name,
        "day": longdate(message.created_at.date()),
    }


def people_added(message: Message, now: datetime) -> Context:
    """Who is new in the group, and where to see them."""
    group, names = _group(message, now), _names(message, now)
    return person_of(message) | {
        "group": group.name,
        "names": wordlist(names),
        "short_names": _short(names),
        "link": page("groups:group", group.pk),
        "short_link": page("groups:home"),
    }


def _short(names: list[str]) -> str:
    """First names for a text, and "" for more than fit."""
    short = [shorten(to_gsm7(name), NAME_LENGTH) for name in names]
    return wordlist(short) if len(short) <= MOST_NAMES else ""


def _names(message: Message, now: datetime) -> list[str]:
    members = _handed(message, now).members
    return [members[pk] for pk in message.facts["members"] if pk in members]


def _group(message: Message, now: datetime) -> Group:
    found = _handed(message, now).groups.get(str(message.facts["group"]))
    if found is None:
        raise LookupError(f"Message {message.pk}: its group is gone.")
    return found


def _handed(message: Message, now: datetime) -> Handed:
    prepared = message.prepared
    return prepared if isinstance(prepared, Handed) else load([message], now)


def _uuids(ids: Iterable[str]) -> list[UUID]:
    return [UUID(each) for each in ids if each]

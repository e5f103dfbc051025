"""What fills the words of each kind; made just before sending, so links are minted here."""

from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followon.messaging.models import Message
from followon.messaging.wording import TEXT_LIMIT, gsm7_length, shorten, to_gsm7
from followon.pages.words import clock, longdate, shortday
from followon.people.services.links import mint

from ..models import Meeting, Way
from ..queries import about
from ..services.reports import IN_PERSON

ANSWER, REPORT = "answer", "report"
NAME_LENGTH = 12
REPORT_LASTS = timedelta(days=14)

Context = dict[str, Any]


def meeting(message: Message, now: datetime) -> Context:
    """A date to answer, with what it was before where it moved."""
    found = about.meeting_of(message)
    if found is None:
        raise LookupError(f"Message {message.pk}: {message.subject} is gone.")
    context = _basic(message, found) | {"link": answer_link(message, found, now)}
    move = about.move_before(message)
    if move is not None:
        context |= {
            "was_when": short_when(move),
            "was_day": longdate(move.date),
            "was_clock": clock(move.time),
            "was_place": move.place.name if move.place else "",
            "has_new_time": (move.date, move.time) != (found.date, found.time),
            "has_new_place": move.place_id != found.place_id,
        }
    return context


def cancelled(message: Message, now: datetime) -> Context:
    """A date that is off, and the next one if there is."""
    found = about.meeting_of(message)
    if found is None:
        raise LookupError(f"Message {message.pk}: {message.subject} is gone.")
    following = about.meeting_ahead(message, now)
    next_when = short_when(following) if following else ""
    return _basic(message, found) | {"next_when": next_when, "link": page("groups:home")}


def report(message: Message, now: datetime) -> Context:
    """A date that has passed, and the link on which to say how it went."""
    found = about.meeting_of(message)
    if found is None:
        raise LookupError(f"Message {message.pk}: {message.subject} is gone.")
    link = personal_link(message, REPORT, "groups:report_link", found, REPORT_LASTS, now)
    return _basic(message, found) | {"link": link}


def next_date(message: Message, now: datetime) -> Context:
    """The page on which the next date is set."""
    found = about.meeting_of(message)
    if found is None:
        raise LookupError(f"Message {message.pk}: {message.subject} is gone.")
    return _basic(message, found) | {"link": page("groups:same_again", found.group_id)}


def welcome(message: Message, now: datetime) -> Context:
    """A group, and its first date if it is still to come."""
    found = about.meeting_of(message)
    group = found.group if found else about.group_of(message)
    if group is None:
        raise LookupError(f"Message {message.pk}: {message.subject} is gone.")
    ahead = about.meeting_ahead(message, now)
    if ahead is None:
        names = {"group": group.name, "when": "", "link": page("groups:home")}
        return person_of(message) | names
    return _basic(message, ahead) | {"link": answer_link(message, ahead, now)}


def volunteer(message: Message, now: datetime) -> Context:
    """A group that somebody helps as its volunteer, and its next date."""
    group = about.group_of(message)
    if group is None:
        raise LookupError(f"Message {message.pk}: {message.subject} is gone.")
    ahead, link = about.meeting_ahead(message, now), {"link": page("groups:home")}
    if ahead is None:
        return person_of(message) | {"group": group.name, "when": ""} | link
    return _basic(message, ahead) | link


def job(message: Message, now: datetime) -> Context:
    """The job that is offered."""
    found = about.job_of(message)
    if found is None:
        raise LookupError(f"Message {message.pk}: {message.subject} is gone.")
    names = {"job": found.get_kind_display().lower(), "group": found.group.name}
    return person_of(message) | names | {"link": page("groups:job", found.pk)}


def noted(message: Message, now: datetime) -> Context:
    """What was understood of a reply, and where to go on."""
    found = about.meeting_of(message)
    if found is None:
        raise LookupError(f"Message {message.pk}: {message.subject} is gone.")
    following = about.meeting_ahead(message, now)
    return _basic(message, found) | {
        "noted": message.facts.get("noted", ""),
        "came": message.facts.get("came", 0),
        "stand_in": shorten(to_gsm7(str(message.facts.get("stand_in", ""))), NAME_LENGTH),
        "next_when": short_when(following) if following else "",
        "next_link": page("groups:same_again", found.group_id),
        "move_link": page("groups:meeting_move", found.pk),
    }


def page(name: str, *args: Any) -> str:
    """A page's whole address."""
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


def answer_link(message: Message, meeting: Meeting, now: datetime) -> str:
    """A member's own link for this meeting, good until it begins; the home page for others."""
    if about.member_of(message) is None:
        return page("groups:home")
    lasts = max(meeting.starts_at - now, timedelta(minutes=1))
    return personal_link(message, ANSWER, "groups:answer_link", meeting, lasts, now)


def personal_link(
    message: Message, purpose: str, name: str, meeting: Meeting, lasts: timedelta, now: datetime
) -> str:
    """A new secret address for one person and one meeting."""
    minted = mint(
        user=message.person,
        contact=message.contact,
        purpose=purpose,
        subject=f"meeting:{meeting.pk}",
        lasts=lasts,
        now=now,
    )
    before, after = _around_token(name)
    return f"{settings.BASE_URL}{before}{minted.token}{after}"


@lru_cache
def _around_token(name: str) -> tuple[str, str]:
    """A link's address but for its token: working it out anew for each message took long."""
    token = "x" * 22
    before, _token, after = reverse(name, args=[token]).partition(token)
    return before, after


def short_when(meeting: Any) -> str:
    """Wed 30 Sep 10:30am: at most 18 characters."""
    return f"{shortday(meeting.date)} {clock(meeting.time)}"


def fitting(sender: str, *wordings: str) -> str:
    """The first of these wordings that fits one text, the fullest first; else the last."""
    room = TEXT_LIMIT - gsm7_length(to_gsm7(f"{sender}: "))
    fits = (words for words in wordings if gsm7_length(to_gsm7(words)) <= room)
    return next(fits, wordings[-1])


def person_of(message: Message) -> Context:
    """What the words of every kind may say of its recipient."""
    first_name = message.person.first_name
    return {
        "first_name": first_name,
        "short_name": shorten(to_gsm7(first_name), NAME_LENGTH),
        "fitting": partial(fitting, message.service.message_name),
        "service_name": message.service.message_name,
    }


def _basic(message: Message, meeting: Meeting) -> Context:
    known, key = about.about(message).words, (meeting.pk, get_language() or "")
    if key not in known:
        known[key] = _words_of(meeting)
    is_member = about.member_of(message) is not None
    return person_of(message) | known[key] | {"is_member": is_member}


def _words_of(meeting: Meeting) -> Context:
    """What is the same for everybody whom a message about this meeting goes to."""
    place = meeting.place
    return {
        "group": meeting.group.name,
        "when": short_when(meeting),
        "day": longdate(meeting.date),
        "clock": clock(meeting.time),
        "place": place.name if place else _where(meeting),
        "place_name": place.name if place else "",
        "way": _where(meeting) if not place else _or_else(meeting),
        "address": place.address if place else "",
        "how_to_get_there": place.how_to_get_there if place else "",
    }


def _or_else(meeting: Meeting) -> str:
    """Beside a place: that people can join from elsewhere too."""
    return _("or online") if meeting.way == Way.MIXED else ""


def _where(meeting: Meeting) -> str:
    """The place, or how people meet where there is none."""
    if meeting.place is not None:
        return meeting.place.name
    return "" if meeting.way in IN_PERSON else str(Way(meeting.way).label).lower()

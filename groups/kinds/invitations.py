"""The calendar file that goes with an e-mail about a date; made just before sending."""

from dataclasses import replace
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from followon.messaging.models import Message
from followon.messaging.queries.facts import address_of
from followon.messaging.transports import Invitation

from ..calendar import Entry, Mailbox, invitation
from ..calendar_entries import entry_of
from ..calendar_replies import PARTSTAT_OF
from ..models import AnswerValue, Meeting
from ..queries import about


def to_date(message: Message, now: datetime) -> Invitation | None:
    """An invitation to the date as it is now, or word that it is off."""
    meeting = about.meeting_of(message)
    return _made(message, meeting, now) if meeting is not None else None


def to_date_ahead(message: Message, now: datetime) -> Invitation | None:
    """An invitation to the group's next date, if there is one."""
    meeting = about.meeting_ahead(message, now)
    return _made(message, meeting, now) if meeting is not None else None


def unless_answered(message: Message, now: datetime) -> Invitation | None:
    """Once more for whoever has not answered yet: their calendar asks again."""
    return to_date(message, now) if about.answer_of(message) is None else None


def _made(message: Message, meeting: Meeting, now: datetime) -> Invitation:
    member = about.member_of(message)
    move = about.move_before(message)
    changed_at = meeting.cancelled_at or (move.moved_at if move else meeting.booked_at)
    entry = entry_of(meeting, member, changed_at=changed_at)
    answers_to = parseaddr(settings.CALENDAR_ANSWERS_TO)[1]
    takes_answers = bool(answers_to) and member is not None
    answer = about.answer_of(message)
    method, file = invitation(
        _with_word_on_words(entry) if takes_answers and not entry.is_off else entry,
        organizer=Mailbox(
            answers_to or parseaddr(settings.DEFAULT_FROM_EMAIL)[1], message.service.message_name
        ),
        guest=Mailbox(address_of(message), message.person.first_name) if takes_answers else None,
        said=PARTSTAT_OF[AnswerValue(answer.value)] if answer is not None else "NEEDS-ACTION",
        now=now,
    )
    return Invitation(method, file.decode())


def _with_word_on_words(entry: Entry) -> Entry:
    """Calendars let people write something with their answer, and nobody would see it."""
    note = _("You can answer in your calendar. Nobody reads words sent with the answer.")
    return replace(entry, words="\n".join(filter(None, [entry.words, note])))

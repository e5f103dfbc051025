"""What a question is called beside others, in a text that asks which one somebody meant."""

from followon.messaging.models import Message
from followon.messaging.wording import shorten, to_gsm7
from followon.pages.words import shortday

from ..queries import about
from .contexts import short_when

GROUP_LENGTH = 14


def date_of(message: Message) -> tuple[str, ...]:
    """Wed 30 Sep; with its time, and then with its group, where two are alike."""
    meeting = about.meeting_of(message)
    group = meeting.group if meeting else about.group_of(message)
    name = shorten(to_gsm7(group.name), GROUP_LENGTH) if group else ""
    if meeting is None:
        return (name,) if name else ()
    day, when = shortday(meeting.date), short_when(meeting)
    return (day, when, f"{day} {name}")


def job_of(message: Message) -> tuple[str, ...]:
    """The job; with its group where two are alike."""
    job = about.job_of(message)
    if job is None:
        return ()
    name = shorten(to_gsm7(job.group.name), GROUP_LENGTH)
    return (job.get_kind_display().lower(), f"{job.get_kind_display().lower()} {name}")

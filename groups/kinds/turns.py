"""What tells of an end in time: a turn at a job, a group's rest. Kinds, words and planners."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.messaging.kinds import Due, Kind, register
from followon.messaging.models import Message
from followon.messaging.placeholders import EMAIL, TEXT, Editable, Moment, Placeholder, own_words
from followon.messaging.planners import Looked, Planner
from followon.messaging.planners import register as plan
from followon.messaging.replies import Word
from followon.messaging.usual_placeholders import FIRST_NAME, SERVICE_PHONE, answer, later
from followon.pages.words import longdate, shortday

from ..local_time import local_day
from ..models import Job, JobState, Membership, Pause
from ..queries import about, turns
from ..turns import JOB_TOLD, REST_TOLD, over_at, told_at
from . import called, checks, replies
from .contexts import Context, page, person_of
from .words import GROUP, JOB, JOB_LINK, LONGEST, NEXT_LINK, TYPICAL

JOB_ENDS, PAUSE_ENDS = "job_ends_soon", "pause_ending"
OTHER_END = "it ends on another day now"
ENDS = (
    Placeholder(
        "ends",
        _("The last day, short"),
        typical=later(lambda: shortday(TYPICAL.date)),
        longest=later(lambda: shortday(LONGEST.date)),
        keys=("ends",),
        channels=TEXT,
    ),
    Placeholder(
        "day",
        _("The last day"),
        typical=later(lambda: longdate(TYPICAL.date)),
        longest=later(lambda: longdate(LONGEST.date)),
        keys=("day",),
        channels=EMAIL,
    ),
)
GO_ON = answer(
    _("Reply YES to go on. To pass it on:"),
    _("YES to go on. Or:"),
    unanswered=(_("Go on, or pass it on:"), _("Go on?")),
)


def register_turns() -> None:
    """Tell messaging of both."""
    register(
        Kind(
            JOB_ENDS,
            job_ends,
            label=_("Job ends soon"),
            still_wanted=still_ends,
            prepare=about.load,
            replies=frozenset({Word.YES}),
            on_reply=replies.go_on,
            called=called.job_of,
        )
    )
    register(
        Kind(
            PAUSE_ENDS,
            pause_ends,
            label=_("The group's break ends"),
            still_wanted=still_rests,
            prepare=load_pauses,
        )
    )
    plan(Planner("job", look_at_jobs, lambda now: _keys(turns.live_jobs(now))))
    plan(Planner("pause", look_at_pauses, lambda now: _keys(turns.live_pauses(now))))
    usual = (FIRST_NAME, *ENDS, GROUP, SERVICE_PHONE)
    own_words(Editable(JOB_ENDS, Moment.JOBS, (*usual, JOB, GO_ON, JOB_LINK)))
    own_words(Editable(PAUSE_ENDS, Moment.DATE, (*usual, NEXT_LINK)))


def look_at_jobs(keys: Sequence[str], now: datetime) -> Mapping[str, Looked]:
    """Two weeks before a turn ends its holder is told."""
    return {str(job.pk): _look_at_job(job, now) for job in turns.jobs_of(keys, now)}


def _look_at_job(job: Job, now: datetime) -> Looked:
    ends_on, zone = job.turn_ends_on, job.group.zone
    if ends_on is None or (ends_at := over_at(ends_on, zone)) <= now:
        return Looked()
    if now < (at := told_at(ends_on, JOB_TOLD, zone)):
        return Looked((), at)
    if not _is_awake(job.member, now, zone) and job.member.resting_until is not None:
        return Looked((), over_at(job.member.resting_until, zone))
    version = ends_on.toordinal()
    due = Due(job.group.service_id, job.member.user_id, f"job:{job.pk}", version, ends_at)
    return Looked([(JOB_ENDS, due)])


def look_at_pauses(keys: Sequence[str], now: datetime) -> Mapping[str, Looked]:
    """Some days before a group's rest ends whoever runs it is asked for a date."""
    pauses = turns.pauses_of(keys, now)
    groups = {pause.group_id for pause in pauses}
    members, runs = turns.members_by_group(groups), turns.who_runs(groups)
    dated = turns.with_a_date(groups, now)
    return {
        str(pause.pk): _look_at_pause(pause, members[pause.group_id], runs, now)
        for pause in pauses
        if pause.group_id not in dated
    }


def _look_at_pause(
    pause: Pause, members: list[Membership], runs: dict[int, str], now: datetime
) -> Looked:
    zone = pause.group.zone
    at, ends_at = told_at(pause.until, REST_TOLD, zone), over_at(pause.until, zone)
    if now < at:
        return Looked((), at)
    # Whoever has just agreed on a short rest knows when it ends.
    if now >= ends_at or pause.recorded_at > at:
        return Looked()
    awake = [member for member in members if _is_awake(member, now, zone)]
    by_job = {runs[member.pk]: [member] for member in awake if member.pk in runs}
    service_id, version = pause.group.service_id, pause.until.toordinal()
    return Looked(
        [
            (PAUSE_ENDS, Due(service_id, to.user_id, f"pause:{pause.pk}", version, ends_at))
            for to in by_job.get("coordinator") or by_job.get("deputy") or awake
        ]
    )


def job_ends(message: Message, now: datetime) -> Context:
    """The job, the last day, and the page to go on or pass it on."""
    job = about.job_of(message)
    if job is None or job.turn_ends_on is None:
        raise LookupError(f"Message {message.pk}: {message.subject} is gone.")
    names = {"job": job.get_kind_display().lower(), "group": job.group.name}
    days = {"ends": shortday(job.turn_ends_on), "day": longdate(job.turn_ends_on)}
    return person_of(message) | names | days | {"link": page("groups:job", job.pk)}


def still_ends(message: Message, now: datetime) -> str:
    """While the same person still has it, until the same day."""
    job = about.job_of(message)
    if job is None or job.state != JobState.HELD:
        return checks.TAKEN
    if job.member.user_id != message.recipient_id or job.member.left_at is not None:
        return checks.LEFT
    if job.turn_ends_on is None or job.turn_ends_on.toordinal() != message.version:
        return OTHER_END
    return "" if _is_awake(job.member, now, job.group.zone) else checks.RESTING


def load_pauses(messages: Sequence[Message], now: datetime) -> dict[str, Any]:
    """For messaging: the rests, those with a date ahead, and the members, read together."""
    keys = [message.subject.partition(":")[2] for message in messages]
    pauses = {f"pause:{pause.pk}": pause for pause in turns.pauses_of(keys, now)}
    groups = {pause.group_id for pause in pauses.values()}
    dated, members = turns.with_a_date(groups, now), turns.members_by_group(groups)
    return {"pauses": pauses, "dated": dated, "members": members}


def pause_ends(message: Message, now: datetime) -> Context:
    """The group, the day on which it is back, and the page to set a date."""
    pause = _prepared(message, now)["pauses"].get(message.subject)
    if pause is None:
        raise LookupError(f"Message {message.pk}: {message.subject} is gone.")
    days = {"ends": shortday(pause.until), "day": longdate(pause.until)}
    link = page("groups:same_again", pause.group_id)
    return person_of(message) | days | {"group": pause.group.name, "link": link}


def still_rests(message: Message, now: datetime) -> str:
    """While the group rests until that day and has no date."""
    prepared = _prepared(message, now)
    pause = prepared["pauses"].get(message.subject)
    if pause is None:
        return "the group is back"
    if pause.until.toordinal() != message.version:
        return OTHER_END
    if pause.group_id in prepared["dated"]:
        return checks.BOOKED
    own = [m for m in prepared["members"][pause.group_id] if m.user_id == message.recipient_id]
    if not own:
        return checks.LEFT
    return "" if _is_awake(own[0], now, pause.group.zone) else checks.RESTING


def _prepared(message: Message, now: datetime) -> dict[str, Any]:
    prepared = message.prepared
    return prepared if isinstance(prepared, dict) else load_pauses([message], now)


def _is_awake(member: Membership, now: datetime, zone: str) -> bool:
    return member.texts_while_resting or not member.is_resting(local_day(now, zone))


def _keys(rows: models.QuerySet[Any]) -> Iterable[str]:
    return map(str, rows.values_list("pk", flat=True).iterator())

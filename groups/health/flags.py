"""Evidence turned into sentences: what is known, in numbers, and what would be kind."""

from datetime import date
from statistics import median

from groups.health import priors, words
from groups.health.findings import INFORMATION, NOTICE, SERIOUS, Flag
from groups.health.history import History
from groups.health.timeline import BOOKED, NOT_HELD, Timeline

NEXT_STEPS = {
    "overdue": "Ask the coordinator how things are, and offer to help fix the next date.",
    "shrinking": "Ask the coordinator if they would like a visit or some new faces.",
    "stretching": "Ask the coordinator if the rhythm still suits the group.",
    "not_heard": "Ask the coordinator, then the deputy, whether they met.",
    "no_next_date": "Offer to help find the next date.",
    "one_organiser": "Ask the group who could be deputy.",
    "organiser_resting": "Thank them. Ask the deputy, then the group, who could book a date.",
    "never_met": "Offer a volunteer for the first meeting, and help to fix date and place.",
    "few_left": "Nothing to do if they are happy. Neighbours or newcomers if they wish.",
    "messages_failing": "Ring those whom messages do not reach, and ask how best to reach them.",
}


def make(code: str, severity: str, because: str) -> Flag:
    """A flag with its code's kindest next step."""
    return Flag(code, severity, because, NEXT_STEPS[code])


def found(timeline: Timeline, history: History, on: date) -> tuple[Flag, ...]:
    """Every flag that the facts of that day bear out, in the order of NEXT_STEPS."""
    flags = (
        overdue(timeline, on),
        shrinking(timeline),
        stretching(timeline),
        not_heard(timeline, on),
        no_next_date(timeline, on),
        one_organiser(history),
        organiser_resting(timeline),
        never_met(timeline, history, on),
        few_left(timeline),
        messages_failing(history),
    )
    return tuple(flag for flag in flags if flag)


def overdue(timeline: Timeline, on: date) -> Flag | None:
    """The usual gap has passed one and a half times since the last known meeting."""
    rhythm = timeline.rhythm()
    held = timeline.held()
    since = held[-1].day if held else timeline.started
    gap = (on - since).days - timeline.rested_days(since, on)  # type: ignore[operator, arg-type]
    if gap <= priors.OVERDUE_RHYTHMS * rhythm:
        return None
    booked = timeline.booked_after(on)
    usual = f"every {words.times(round(rhythm), 'day')}"
    known = (
        f"Usually meets {usual}. Last known meeting {words.times((on - since).days, 'day')} ago."  # type: ignore[operator]
        if held
        else f"Means to meet {usual}. No meeting known since the start"
        f" {words.times((on - since).days, 'day')} ago."  # type: ignore[operator]
    )
    ahead = f"Next one booked for {words.day(booked.day)}." if booked else "Nothing booked."  # type: ignore[arg-type]
    serious = gap > priors.LONG_OVERDUE_RHYTHMS * rhythm and booked is None
    return make("overdue", SERIOUS if serious else NOTICE, f"{known} {ahead}")


def shrinking(timeline: Timeline) -> Flag | None:
    """The latest headcounts lie well under those of the start."""
    counts = [meeting.headcount for meeting in timeline.held() if meeting.headcount is not None]
    if len(counts) < priors.SHRINKING_FIRST + priors.SHRINKING_LAST:
        return None
    used_to = round(median(sorted(counts[:-2], reverse=True)[: priors.SHRINKING_FIRST]))
    last = counts[-priors.SHRINKING_LAST :]
    mean = sum(last) / len(last)
    if used_to < 4 or mean > priors.SHRUNK_TO * used_to:
        return None
    because = (
        f"{words.number(used_to).capitalize()} used to come."
        f" The last {words.number(len(last))} meetings had {words.listed(last)}."
    )
    return make("shrinking", SERIOUS if mean <= used_to / 2 else NOTICE, because)


def stretching(timeline: Timeline) -> Flag | None:
    """Each of the latest gaps is longer than the rhythm, and all together much longer."""
    rhythm = timeline.rhythm()
    last = timeline.gaps()[-priors.STRETCHING_LAST :]
    if len(last) < priors.STRETCHING_LAST or min(last) <= rhythm:
        return None
    if sum(last) <= priors.STRETCHED_TO * rhythm * len(last):
        return None
    because = (
        f"Usually meets every {words.times(round(rhythm), 'day')}."
        f" The last {words.number(len(last))} gaps were {words.listed(last)} days."
    )
    return make("stretching", NOTICE, because)


def not_heard(timeline: Timeline, on: date) -> Flag | None:
    """Dates have passed, and nobody has said whether the group met."""
    silent = timeline.silent_dates(on)
    if not silent:
        return None
    passed = [
        meeting
        for meeting in timeline.meetings.values()
        if meeting.day and meeting.day < on and (meeting.planned or meeting.state != BOOKED)
    ]
    recent = sorted(passed, key=lambda meeting: meeting.day)[-max(3, len(silent)) :]  # type: ignore[arg-type, return-value]
    dates = f"{len(silent)} of the last {words.times(len(recent), 'date')}"
    did_not = sum(meeting.state == NOT_HELD for meeting in recent)
    others = f" On {did_not} they did not meet." if did_not else ""
    return make("not_heard", NOTICE, f"{dates}: we have not heard.{others}")


def no_next_date(timeline: Timeline, on: date) -> Flag | None:
    """A group that books ahead has nothing booked, though its rhythm has passed."""
    held = timeline.held()
    if not held or timeline.first_booking_on is None or timeline.booked_after(on):
        return None
    gap = (on - held[-1].day).days - timeline.rested_days(held[-1].day, on)  # type: ignore[operator, arg-type]
    rhythm = timeline.rhythm()
    if gap <= rhythm:
        return None
    because = (
        f"No next date. It is {words.times(gap, 'day')} since the last known meeting,"
        f" and the group meets every {words.times(round(rhythm), 'day')}."
    )
    return make("no_next_date", NOTICE, because)


def one_organiser(history: History) -> Flag | None:
    """No deputy is named."""
    if history.has_deputy is not False:
        return None
    return make("one_organiser", INFORMATION, "One person organises. No deputy is named.")


def organiser_resting(timeline: Timeline) -> Flag | None:
    """The coordinator rests, and the group has not met since."""
    since = timeline.coordinator_resting_since
    if since is None:
        return None
    because = f"The coordinator is resting since {words.day(since)}. No meeting known since."
    return make("organiser_resting", NOTICE, because)


def never_met(timeline: Timeline, history: History, on: date) -> Flag | None:
    """Six weeks after the last session there has been no first meeting."""
    since = history.last_session_on
    if since is None or timeline.held() or (on - since).days <= priors.FIRST_MEETING_WITHIN_DAYS:
        return None
    passed = words.times((on - since).days, "day")
    return make("never_met", SERIOUS, f"Last session {passed} ago. The group has not met yet.")


def few_left(timeline: Timeline) -> Flag | None:
    """Information, never an alarm: two or three people make a good group too."""
    now = len(timeline.members)
    if not timeline.left or not 0 < now <= priors.FEW:
        return None
    joined = now + len(timeline.left)
    because = f"{words.number(now).capitalize()} of {words.number(joined)} members are left."
    return make("few_left", INFORMATION, because)


def messages_failing(history: History) -> Flag | None:
    """A third or more of the members are not reached."""
    if history.unreachable is None or history.unreachable < priors.UNREACHABLE_SHARE:
        return None
    because = f"Messages do not reach {words.share(history.unreachable)} members."
    return make("messages_failing", NOTICE, because)

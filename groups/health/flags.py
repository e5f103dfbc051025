"""Evidence turned into sentences: what is known, in numbers, and what would be kind."""

from collections.abc import Mapping
from datetime import date
from statistics import median

from groups.health import priors, words
from groups.health.findings import INFORMATION, NEEDS_A_HAND, NOTICE, SERIOUS, Flag
from groups.health.history import History
from groups.health.next_steps import NEXT_STEPS
from groups.health.timeline import BOOKED, CANCELLED, NOT_HELD, Meeting, Timeline
from groups.health.words import phrase

# Which evidence of the filter each flag puts into words.
EVIDENCE = {
    "overdue": ("silence",),
    "no_next_date": ("silence",),
    "not_heard": ("unheard",),
    "shrinking": ("people",),
    "few_coming": ("silence",),
    "organiser_resting": ("people",),
    "stretching": ("gaps",),
    "did_not_meet": ("missed",),
}
INFORMATIVE = ("one_organiser", "few_left")


def found(
    timeline: Timeline, history: History, on: date, *, level: str, weights: Mapping[str, float]
) -> tuple[Flag, ...]:
    """The flags of that day, the heaviest evidence first; what alarms always has a reason."""
    sentences = _sentences(timeline, history, on, weights)
    if level == NEEDS_A_HAND and not set(sentences) - set(INFORMATIVE):
        sentences["overdue"] = since_last(timeline, on)
    heaviness = {code: _weight(code, weights) for code in sentences}
    heaviest = max(heaviness.values(), default=0.0)
    order = list(NEXT_STEPS)
    codes = sorted(sentences, key=lambda code: (-heaviness[code], order.index(code)))
    return tuple(
        Flag(code, _severity(code, heaviness, heaviest, level), sentences[code], NEXT_STEPS[code])
        for code in codes
    )


def _sentences(
    timeline: Timeline, history: History, on: date, weights: Mapping[str, float]
) -> dict[str, str]:
    candidates = {
        "never_met": never_met(timeline, history, on),
        "overdue": overdue(timeline, on),
        "shrinking": shrinking(timeline),
        "did_not_meet": did_not_meet(timeline, on),
        "stretching": stretching(timeline),
        "not_heard": not_heard(timeline, on),
        "no_next_date": no_next_date(timeline, on),
        "few_coming": few_coming(timeline, on),
        "organiser_resting": organiser_resting(timeline),
        "messages_failing": messages_failing(history),
        "one_organiser": one_organiser(history),
        "few_left": few_left(timeline),
    }
    # A run of small numbers is shown where the filter finds it telling: chance makes many.
    if weights.get("people", 0.0) < priors.SHOWN_FROM:
        candidates["shrinking"] = None
    if weights.get("gaps", 0.0) < priors.SHOWN_FROM:
        candidates["stretching"] = None
    return {code: sentence for code, sentence in candidates.items() if sentence}


def _weight(code: str, weights: Mapping[str, float]) -> float:
    if code == "never_met":
        return float("inf")
    return sum(weights.get(name, 0.0) for name in EVIDENCE.get(code, ()))


def _severity(code: str, heaviness: Mapping[str, float], heaviest: float, level: str) -> str:
    if code in INFORMATIVE:
        return INFORMATION
    heavy = 0.0 < heaviness[code] >= priors.SERIOUS_SHARE * heaviest
    alone = heaviest == 0.0 and code == "overdue"
    return SERIOUS if level == NEEDS_A_HAND and (heavy or alone) else NOTICE


def days_since(timeline: Timeline, on: date) -> tuple[Meeting | None, int, int]:
    """The last known meeting, days since then (or since the start), and how many were rest."""
    held = timeline.held()
    last = held[-1] if held else None
    since = last.day if last and last.day else timeline.started
    days = max(0, (on - since).days)
    return last, days, min(days, timeline.rested_days(since, on))


def overdue(timeline: Timeline, on: date) -> str | None:
    """One and a half times the usual gap has passed since the last known meeting."""
    _, days, rested = days_since(timeline, on)
    if days - rested <= priors.OVERDUE_RHYTHMS * timeline.rhythm():
        return None
    return since_last(timeline, on)


def since_last(timeline: Timeline, on: date) -> str:
    """How long it is since the group is known to have met, and what is in the diary."""
    last, days, rested = days_since(timeline, on)
    booked = timeline.booked_after(on)
    usual = words.days(round(timeline.rhythm()))
    if last is None:
        rhythm = phrase("Means to meet every %(days)s.", days=usual)
        since = _since_the_start(days, rested)
    else:
        rhythm = phrase("Usually meets every %(days)s.", days=usual)
        since = _since_the_last(days, rested)
    if booked is None or booked.day is None:
        return words.joined(rhythm, since, phrase("Nothing booked."))
    ahead = phrase("Next one booked for %(day)s.", day=words.day(booked.day))
    return words.joined(rhythm, since, ahead)


def _since_the_start(days: int, rested: int) -> words.Said:
    ago = words.days(days)
    if not rested:
        return phrase("No meeting known since the start %(days)s ago.", days=ago)
    return phrase(
        "No meeting known since the start %(days)s ago, %(rested)d of them at rest.",
        days=ago,
        rested=rested,
    )


def _since_the_last(days: int, rested: int) -> words.Said:
    ago = words.days(days)
    if not rested:
        return phrase("Last known meeting %(days)s ago.", days=ago)
    return phrase(
        "Last known meeting %(days)s ago, %(rested)d of them at rest.", days=ago, rested=rested
    )


def shrinking(timeline: Timeline) -> str | None:
    """The latest headcounts lie well under the best of those before."""
    counts = [meeting.headcount for meeting in timeline.held() if meeting.headcount is not None]
    for length in priors.SHRINKING_LAST:
        before, last = counts[:-length], counts[-length:]
        if len(before) < priors.SHRINKING_FIRST:
            continue
        used_to = round(median(sorted(before)[-priors.SHRINKING_FIRST :]))
        if sum(last) <= priors.SHRUNK_TO * used_to * length:
            return words.joined(
                phrase("%(Many)s used to come.", Many=words.starting(words.number(used_to))),
                phrase(
                    "The last %(number)s meetings had %(counts)s.",
                    number=words.number(length),
                    counts=words.listed(last),
                ),
            )
    return None


def stretching(timeline: Timeline) -> str | None:
    """The latest gaps are together much longer than the rhythm."""
    rhythm = timeline.rhythm()
    for length in priors.STRETCHING_LAST:
        last = timeline.gaps()[-length:]
        if len(last) == length and sum(last) > priors.STRETCHED_TO * rhythm * length:
            usual = phrase("Usually meets every %(days)s.", days=words.days(round(rhythm)))
            if length == 1:
                gap = phrase("The last gap was %(days)s.", days=words.days(last[0]))
                return words.joined(usual, gap)
            gaps = phrase(
                "The last %(number)s gaps were %(gaps)s days.",
                number=words.number(length),
                gaps=words.listed(last),
            )
            return words.joined(usual, gaps)
    return None


def _latest_dates(timeline: Timeline, on: date, many: int) -> list[Meeting]:
    passed = [meeting for meeting in timeline.meetings.values() if meeting.day and meeting.day < on]
    return sorted(passed, key=lambda meeting: (meeting.day, meeting.id))[-many:]


def did_not_meet(timeline: Timeline, on: date) -> str | None:
    """Of the latest dates, two or more were called off or said not to have happened."""
    latest = _latest_dates(timeline, on, priors.NOT_MET_OF)
    missed = sum(meeting.state in (NOT_HELD, CANCELLED) for meeting in latest)
    if missed < 2:
        return None
    return phrase(
        "%(missed)d of the last %(dates)d dates: they did not meet.",
        missed=missed,
        dates=len(latest),
    )


def not_heard(timeline: Timeline, on: date) -> str | None:
    """Dates have passed since the last known meeting, and nobody has said whether they met."""
    silent = len(timeline.silent_dates(on))
    if not silent:
        return None
    latest = _latest_dates(timeline, on, max(3, silent))
    if len(latest) == 1:
        return phrase("The last date has passed: we have not heard.")
    return phrase(
        "%(silent)d of the last %(dates)d dates: we have not heard.",
        silent=silent,
        dates=len(latest),
    )


def no_next_date(timeline: Timeline, on: date) -> str | None:
    """A group that books ahead has nothing booked, though its rhythm has passed."""
    _, days, rested = days_since(timeline, on)
    rhythm = timeline.rhythm()
    if timeline.first_booking_on is None or timeline.booked_after(on) or days - rested <= rhythm:
        return None
    ahead = round(timeline.ahead())
    none = phrase("No next date, %(days)s after the last known meeting.", days=words.days(days))
    if not ahead:
        return none
    return words.joined(none, phrase("Usually booked %(days)s ahead.", days=words.days(ahead)))


def few_coming(timeline: Timeline, on: date) -> str | None:
    """Fewer than half of those who answered for the next meeting say yes."""
    booked = timeline.booked_after(on)
    if booked is None or booked.day is None or booked.state != BOOKED:
        return None
    answers = list(booked.answers.values())
    yes = answers.count("yes")
    if len(answers) < 3 or 2 * yes >= len(answers):
        return None
    return phrase(
        "Next meeting %(day)s: %(yes)d of %(answers)d answers are yes.",
        day=words.day(booked.day),
        yes=yes,
        answers=len(answers),
    )


def organiser_resting(timeline: Timeline) -> str | None:
    """The coordinator rests, and the group is not known to have met since."""
    since = timeline.coordinator_resting_since
    if since is None:
        return None
    return phrase(
        "The coordinator has been resting since %(day)s. No meeting known since.",
        day=words.day(since),
    )


def has_never_met(timeline: Timeline, history: History, on: date) -> bool:
    """No first meeting within six weeks of the last session."""
    since = history.last_session_on
    if since is None or timeline.held():
        return False
    return (on - since).days > priors.FIRST_MEETING_WITHIN_DAYS


def never_met(timeline: Timeline, history: History, on: date) -> str | None:
    """Six weeks after the last session there has been no first meeting."""
    if history.last_session_on is None or not has_never_met(timeline, history, on):
        return None
    passed = words.days((on - history.last_session_on).days)
    return phrase("Last session %(days)s ago. No first meeting known.", days=passed)


def is_unreached(history: History) -> bool:
    """A third or more of the members are not reached by messages."""
    return history.unreachable is not None and history.unreachable >= priors.UNREACHABLE_SHARE


def messages_failing(history: History) -> str | None:
    """A third or more of the members are not reached by messages."""
    if history.unreachable is None or not is_unreached(history):
        return None
    return phrase(
        "Messages do not reach %(share)s members.", share=words.share(history.unreachable)
    )


def one_organiser(history: History) -> str | None:
    """No deputy is named."""
    if history.has_deputy is not False:
        return None
    return phrase("One person organises. No deputy is named.")


def few_left(timeline: Timeline) -> str | None:
    """Information, never an alarm: two or three people make a good group too."""
    now, left = len(timeline.members), len(timeline.left)
    if not left or not 0 < now <= priors.FEW:
        return None
    values = {"Now": words.starting(words.number(now)), "before": words.number(now + left)}
    if now == 1:
        return phrase("%(Now)s of %(before)s members is left.", **values)
    return phrase("%(Now)s of %(before)s members are left.", **values)

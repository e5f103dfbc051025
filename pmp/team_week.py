"""The team's weekly note: on Mondays, to staff who want it, and only where something waits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followon.messaging import weekly
from followon.messaging.kinds import Due, Kind, register
from followon.messaging.models import Message
from followon.messaging.placeholders import fixed_words
from followon.messaging.planners import Looked, Planner
from followon.messaging.planners import register as plan
from followon.people.models import PainService
from groups.kinds.contexts import page, person_of

from .asking import TEAM_WEEK, team_subject
from .queries.team_week import TeamWeek, team_weeks, who_wants

Prepared = tuple[dict[str, TeamWeek], dict[str, set[Any]]]


def register_team_week() -> None:
    """Called once, when the app is ready."""
    register(
        Kind(
            TEAM_WEEK,
            words,
            label=gettext_lazy("Weekly note to the team"),
            still_wanted=still_wanted,
            prepare=load,
        )
    )
    plan(Planner("team", look, every_service))
    fixed_words(TEAM_WEEK, gettext_lazy("It goes to staff, and is put together from what waits."))


def every_service(now: datetime) -> Iterable[str]:
    """Each is looked at once a week."""
    return map(str, PainService.objects.values_list("pk", flat=True))


def look(keys: Sequence[str], now: datetime) -> Mapping[str, Looked]:
    """On Monday from 9am on the local clock: whom to tell. Otherwise only when that is."""
    services = list(PainService.objects.filter(pk__in=keys))
    today = [one.pk for one in services if weekly.is_due(one.zone, now)]
    weeks, wanted = (team_weeks(today, now), who_wants(today)) if today else ({}, {})
    return {
        str(one.pk): Looked(
            _dues(one, wanted.get(one.pk, set()), now) if weeks.get(one.pk) else (),
            weekly.next_moment(one.zone, None, now),
        )
        for one in services
    }


def _dues(service: PainService, people: set[Any], now: datetime) -> list[tuple[str, Due]]:
    moment = weekly.last_moment(service.zone, now)
    subject, number = team_subject(service.pk), int(f"{moment:%G%V}")
    return [
        (TEAM_WEEK, Due(service.pk, person, subject, number, moment + weekly.USEFUL))
        for person in sorted(people)
    ]


def load(messages: Sequence[Message], now: datetime) -> Prepared:
    """For messaging: the weeks of the services, and who wants them, read together."""
    services = {message.service_id for message in messages}
    weeks, wanted = team_weeks(services, now), who_wants(services)
    return (
        {team_subject(service): week for service, week in weeks.items()},
        {team_subject(service): people for service, people in wanted.items()},
    )


def still_wanted(message: Message, now: datetime) -> str:
    """For who still works there and wants it, while something waits."""
    weeks, wanted = _prepared(message, now)
    if message.recipient_id not in wanted.get(message.subject, ()):
        return _("does not want the weekly note")
    return "" if weeks.get(message.subject) else _("nothing waits")


def words(message: Message, now: datetime) -> dict[str, Any]:
    """Counts, programmes by name, and the page that shows it all."""
    week = _prepared(message, now)[0][message.subject]
    return person_of(message) | {"week": week, "link": page("pmp:team_week")}


def _prepared(message: Message, now: datetime) -> Prepared:
    prepared: Prepared | None = message.prepared
    return load([message], now) if prepared is None else prepared

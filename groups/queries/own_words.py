"""What somebody wrote for themselves, and what others show them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from followon.people.models import User

from ..models import (
    FlareUpPlan,
    Goal,
    GoalStep,
    GpItem,
    GpList,
    Group,
    Meeting,
    MeetingState,
    Membership,
    OwnWords,
)

KINDS: dict[str, type[OwnWords]] = {"goal": Goal, "flare-up": FlareUpPlan, "gp-list": GpList}
ASKED_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Mine:
    """A person's own pages."""

    goals: list[Goal]
    plan: FlareUpPlan | None
    gp_list: GpList | None


@dataclass
class Shown:
    """What one person shows to the reader."""

    user: User
    goals: list[Goal] = field(default_factory=list)
    plan: FlareUpPlan | None = None
    gp_list: GpList | None = None


def mine_of(user: User) -> Mine:
    """Three queries; goals still open first."""
    goals = Goal.objects.filter(user=user).select_related("group", "person")
    return Mine(
        goals=list(goals.order_by(F("done_at").desc(nulls_first=True), "-made_at")),
        plan=FlareUpPlan.objects.filter(user=user).select_related("group", "person").first(),
        gp_list=GpList.objects.filter(user=user).select_related("group", "person").first(),
    )


def own(kind: str, own_id: Any, user: User) -> OwnWords | None:
    """One thing of this person's own."""
    return KINDS[kind]._default_manager.filter(pk=own_id, user=user).first()


def readable(kind: str, own_id: Any, reader: User) -> OwnWords | None:
    """One thing that this person may read now, their own or shown to them."""
    things = KINDS[kind].objects.readable_by(reader).select_related("user", "group", "person")
    return things.filter(pk=own_id).first()


def own_goal(goal_id: Any, user: User) -> Goal | None:
    return Goal.objects.filter(pk=goal_id, user=user).select_related("group", "person").first()


def own_step(step_id: Any, user: User) -> GoalStep | None:
    return GoalStep.objects.filter(pk=step_id, goal__user=user).select_related("goal").first()


def own_item(item_id: Any, user: User) -> GpItem | None:
    return GpItem.objects.filter(pk=item_id, gp_list__user=user).first()


def shown_in(group: Group, reader: User) -> list[Shown]:
    """What the people of a group show to the reader; three queries for any number of people."""
    people = Membership.objects.open().filter(group=group).exclude(user=reader).values("user")
    shown: dict[Any, Shown] = {}

    def of(thing: Any) -> Shown:
        return shown.setdefault(thing.user_id, Shown(thing.user))

    for goal in _shown(Goal, reader, people).filter(done_at__isnull=True).order_by("made_at"):
        of(goal).goals.append(goal)
    for plan in _shown(FlareUpPlan, reader, people):
        of(plan).plan = plan
    for gp_list in _shown(GpList, reader, people):
        of(gp_list).gp_list = gp_list
    return sorted(shown.values(), key=lambda one: (one.user.first_name, str(one.user.pk)))


def people_together(user: User) -> list[User]:
    """Everyone who is in a group with this person now, by name."""
    groups = Membership.objects.open().filter(user=user).values("group")
    members = Membership.objects.open().filter(group__in=groups).exclude(user=user)
    people = User.objects.filter(pk__in=members.values("user"))
    return list(people.order_by("preferred_name", "full_name", "pk"))


def groups_of(user: User) -> list[Group]:
    """The groups that this person is in now."""
    return list(Group.objects.of_member(user).order_by("name", "pk"))


def goals_to_ask(user: User, *, now: datetime) -> list[Goal]:
    """Open goals of which nothing was said since the last meeting of the person's groups.

    Asked for a fortnight after a date that stood; a group that did not meet is not asked of.
    """
    took_place = Meeting.objects.filter(
        group__memberships__user=OuterRef("user"),
        group__memberships__left_at__isnull=True,
        starts_at__lte=now,
        starts_at__gt=now - ASKED_FOR,
        state__in=[MeetingState.BOOKED, MeetingState.UNKNOWN, MeetingState.MET],
    )
    last = took_place.order_by().values("group__memberships__user").annotate(at=Max("starts_at"))
    goals = Goal.objects.filter(user=user, done_at__isnull=True, asks=True)
    goals = goals.annotate(met=Subquery(last.values("at")[:1]))
    since = Coalesce("asked_at", "made_at")
    return list(goals.filter(Q(met__gt=since)).order_by("made_at"))


def _shown(model: type[OwnWords], reader: User, people: Any) -> Any:
    things = model.objects.readable_by(reader).filter(user__in=people)
    return things.select_related("user")

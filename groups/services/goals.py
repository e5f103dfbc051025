"""A person's own goals: made, gone towards in small steps, asked about, done, or let go."""

from datetime import datetime

from django.db import transaction

from followon.people.models import User

from ..models import Goal, GoalStep, Going


@transaction.atomic
def set_goal(*, user: User, words: str, asks: bool, now: datetime) -> Goal:
    """Write down a goal; `asks` is whether to ask how it goes when the group has met."""
    return Goal.objects.create(user=user, words=words, asks=asks, made_at=now, changed_at=now)


@transaction.atomic
def change_goal(*, goal: Goal, words: str, asks: bool, now: datetime) -> None:
    goal.words, goal.asks, goal.changed_at = words, asks, now
    goal.save(update_fields=["words", "asks", "changed_at"])


@transaction.atomic
def say_how_it_goes(*, goal: Goal, going: str, now: datetime) -> None:
    """Did it, some of it, or not yet; it is not asked again before the group has met again."""
    goal.going, goal.asked_at = going, now
    goal.done_at = (goal.done_at or now) if going == Going.DID_IT else None
    goal.save(update_fields=["going", "asked_at", "done_at"])


@transaction.atomic
def stop_asking(*, goal: Goal, now: datetime) -> None:
    goal.asks, goal.asked_at = False, now
    goal.save(update_fields=["asks", "asked_at"])


@transaction.atomic
def add_step(*, goal: Goal, words: str, now: datetime) -> GoalStep:
    step = GoalStep.objects.create(goal=goal, words=words)
    Goal.objects.filter(pk=goal.pk).update(changed_at=now)
    return step


@transaction.atomic
def tick_step(*, step: GoalStep, done: bool, now: datetime) -> None:
    """Tick a step, or take the tick back; twice is as once."""
    step.done_at = (step.done_at or now) if done else None
    step.save(update_fields=["done_at"])


@transaction.atomic
def remove_step(*, step: GoalStep) -> None:
    step.delete()

"""What the demo's member keeps for herself, and what her coordinator shows the group."""

from datetime import datetime, timedelta

from groups.models import ShownTo
from groups.services.flare_ups import write_plan
from groups.services.goals import add_step, set_goal, tick_step
from groups.services.gp_lists import add_item
from groups.services.own_words import show_to
from pmp.demo.queries import cast_in_database

GOAL = "Go to my granddaughter’s school play, and sit through it"
STEPS = ("Sit in the kitchen chair for 20 minutes", "Ask the school for a seat at the end of a row")
PLAN = {
    "signs": "Stiff hands in the morning. Short temper.",
    "helps": "Heat. Lying down for 20 minutes, four times a day. The radio.",
    "leave": "Ironing. The garden. Anything with a ladder.",
    "others": "A text is good. I may not answer. Please do not tell me to rest more.",
    "after": "Half of what I think I can do, for three days.",
}
APPOINTMENT = ("The new tablets make me sleepy until noon", "Is the pool at the centre an option?")


def own_words(*, now: datetime) -> None:
    """A goal with steps, a list for an appointment, and a plan that somebody shows her group."""
    cast = cast_in_database()
    member, coordinator = cast["member"], cast["coordinator"]
    began = now - timedelta(days=40)
    goal = set_goal(user=member, words=GOAL, asks=True, now=began)
    steps = [add_step(goal=goal, words=words, now=began) for words in STEPS]
    tick_step(step=steps[0], done=True, now=now - timedelta(days=9))
    for words in APPOINTMENT:
        add_item(user=member, words=words, now=now - timedelta(days=3))
    plan = write_plan(user=coordinator, words=PLAN, now=began)
    group = coordinator.memberships.select_related("group").get().group
    show_to(own=plan, shown_to=ShownTo.GROUP, group=group, by=coordinator, now=began)

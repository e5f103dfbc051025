"""Ideas for a meeting, which a group may use or leave: pure, in words of our own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followon.pages.words import clock, longdate

from .models import Meeting
from .paper import Blanks, Block, Sheet, Words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Idea:
    """One thing to do together; `lines` are read out or just lie on the table."""

    code: str
    title: "_StrPromise"
    lines: tuple["_StrPromise", ...]


CHECK_IN = (
    Idea(
        "weather",
        gettext_lazy("Your weather"),
        (
            gettext_lazy("Go round once. If today were weather, what would yours be?"),
            gettext_lazy("One word is enough, and so is “pass”."),
        ),
    ),
    Idea(
        "one_good_thing",
        gettext_lazy("One good thing"),
        (
            gettext_lazy("Go round once. What went well since we last met, however small?"),
            gettext_lazy("Listening is joining in too."),
        ),
    ),
    Idea(
        "today",
        gettext_lazy("What would help today"),
        (
            gettext_lazy("Go round once. What would make this afternoon easier for you?"),
            gettext_lazy("A softer chair, a quiet corner, leaving early: all of it is fine."),
        ),
    ),
)

SKILLS = (
    Idea(
        "pacing",
        gettext_lazy("Pacing"),
        (
            gettext_lazy("What do you stop before you have to? What tells you that it is time?"),
            gettext_lazy("Swap one trick each for spreading a job over the week."),
        ),
    ),
    Idea(
        "flare_up",
        gettext_lazy("A plan for a bad spell"),
        (
            gettext_lazy("What helps on the first day? Who do you tell, and what can wait?"),
            gettext_lazy("Write down three things, and put them where you would look."),
        ),
    ),
    Idea(
        "rest",
        gettext_lazy("Winding down"),
        (
            gettext_lazy("Sit as you like for three minutes. Let your breath find its own speed."),
            gettext_lazy("Afterwards: what helps you rest at home?"),
        ),
    ),
    Idea(
        "small_step",
        gettext_lazy("One small step"),
        (
            gettext_lazy("Only who wants to: what would you like to do more of?"),
            gettext_lazy("What is a step so small that you could take it on a bad day?"),
        ),
    ),
)

FUN = (
    Idea(
        "picture",
        gettext_lazy("A picture and its story"),
        (gettext_lazy("Show a picture from your phone or purse, and tell its story."),),
    ),
    Idea(
        "two_truths",
        gettext_lazy("Two true, one not"),
        (gettext_lazy("Say three things about yourself, one of them made up. The others guess."),),
    ),
    Idea(
        "game",
        gettext_lazy("Cards, dominoes or a quiz"),
        (gettext_lazy("Somebody brings a game that can be put down at any moment."),),
    ),
    Idea(
        "swap",
        gettext_lazy("Swap shelf"),
        (gettext_lazy("Bring a book, a plant or a recipe. Take home another."),),
    ),
)

LEFT_OUT = "none"
PARTS = {"check_in": CHECK_IN, "skill": SKILLS, "fun": FUN}


def kit_sheet(meeting: Meeting, chosen: Mapping[str, str], *, next_date: bool) -> Sheet:
    """The chosen ideas on one page, in the order of a meeting; `chosen` is a code for each part."""
    headings = {
        "check_in": _("To begin"),
        "skill": _("Something from the course"),
        "fun": _("Something fun"),
    }
    blocks: list[Block] = [Words([f"{longdate(meeting.date)}, {clock(meeting.time)}"])]
    for part, ideas in PARTS.items():
        idea = next((each for each in ideas if each.code == chosen.get(part)), None)
        if idea is not None:
            heading = f"{headings[part]}: {idea.title}"
            blocks.append(Words([str(line) for line in idea.lines], heading))
    if next_date:
        asks = _("Before people leave: when do we meet again, and who books it?")
        blocks += [Words([asks], _("Our next date")), Blanks([_("Day and time"), _("Place")])]
    foot = _("All of this is only an idea. Leave out what does not suit you today.")
    return Sheet(meeting.group.name, blocks, foot, name=_("meeting kit"))

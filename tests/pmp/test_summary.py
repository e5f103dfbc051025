from pmp.fitting import Slot
from pmp.queries.answers import answers_of
from pmp.services import answers
from pmp.summary import slot_lines, summary_of
from tests.cast import NOW
from tests.pmp.make import join

PARTS = ("morning", "midday", "afternoon", "evening")


def said(participant, **facts):
    return {one.question: one.lines for one in summary_of(answers_of(participant), **facts)}


def test_times_are_said_in_as_few_lines_as_they_need():
    every_evening = [Slot(day, "evening") for day in range(7)]
    tuesday = [Slot(1, part) for part in PARTS]
    assert slot_lines([]) == ()
    assert slot_lines([Slot(3, "evening"), Slot(1, "midday"), Slot(1, "morning")]) == (
        "Tuesday: morning, midday",
        "Thursday: evening",
    )
    assert slot_lines([*every_evening, Slot(1, "morning")]) == (
        "Every day: evening",
        "Tuesday: morning",
    )
    assert slot_lines(tuesday) == ("Tuesday: all day",)


def test_a_no_has_nothing_else_to_say(programme):
    fay = join(programme, "Fay Fern", wish="no")
    assert said(fay) == {"Keep meeting": ("Not for me",)}


def test_every_question_has_its_row_answered_or_not(programme):
    ann = join(programme, "Ann Ash", mobile="07700 900001", wish="yes")
    by = {"by": ann.user, "now": NOW}
    answers.save_sharing(participant=ann, choices={"mobile": "group"}, **by)
    answers.save_travel(participant=ann, area="BS5", travel="bus", **by)
    assert said(ann) == {
        "Keep meeting": ("Yes",),
        "How to reach you": ("Text message", "07700 900001"),
        "What you share": ("Mobile number: everyone in the group",),
        "Times that work": (),
        "Times that are hard": (),
        "Getting there": ("BS5", "By bus or train"),
        "What you need of a place": (),
        "What helps you": (),
        "Jobs you might take on": (),
    }


def test_contacts_can_be_left_out(programme):
    ann = join(programme, "Ann Ash", mobile="07700 900001", wish="yes")
    assert said(ann, with_contacts=False)["How to reach you"] == ("Text message",)

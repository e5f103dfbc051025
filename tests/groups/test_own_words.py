"""Goals, plans and lists: private until shown, and private again at once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from followon.audit.models import AuditEvent
from groups.models import FlareUpPlan, Goal, GoalStep, Going, GpItem, GpList, ShownTo
from groups.queries.own_words import goals_to_ask, people_together, shown_in
from groups.services.flare_ups import write_plan
from groups.services.goals import add_step, say_how_it_goes, set_goal, stop_asking
from groups.services.gp_lists import add_item
from groups.services.meetings import cancel_meeting
from groups.services.members import leave
from groups.services.own_words import NotTogether, show_to
from tests.cast import NOW, make_group, make_person, new_mobile, signed_in
from tests.groups.make import after, at, make_meeting, member_of

WORDS = "Dance at my daughter’s wedding"
HOME, MINE = reverse("groups:home"), reverse("groups:mine")


def to(name, *keys):
    return reverse(f"groups:{name}", args=keys)


@pytest.fixture
def goal(member):
    return set_goal(user=member, words=WORDS, asks=True, now=NOW)


def show(own, **to_whom):
    show_to(own=own, by=own.user, now=NOW, **to_whom)


def sheet(own, what="goal"):
    return to("own_words", what, own.pk)


EVERYBODY_ELSE = ["coordinator", "deputy", "ptv", "clinician", "lead", "outsider"]


@pytest.mark.parametrize("who", EVERYBODY_ELSE)
def test_what_was_not_shown_is_there_for_nobody(request, goal, member, who):
    plan = write_plan(user=member, words={"helps": "Heat"}, now=NOW)
    listed = add_item(user=member, words="Tablets", now=NOW).gp_list
    client = signed_in(request.getfixturevalue(who))
    for url in (sheet(goal), sheet(plan, "flare-up"), sheet(listed, "gp-list")):
        assert client.get(url).status_code == 404
    for name in ("goal", "goal_edit"):
        assert client.get(to(name, goal.pk)).status_code == 404
    for name in ("own_words_show", "own_words_remove"):
        assert client.post(to(name, "goal", goal.pk), {"who": "nobody"}).status_code == 404
    assert Goal.objects.get().shown_to == ShownTo.NOBODY


def test_shown_to_the_group_is_for_its_members_and_volunteer(
    goal, group, coordinator, ptv, clinician, lead, outsider
):
    show(goal, shown_to=ShownTo.GROUP, group=group)
    for reader in (coordinator, ptv):
        assert WORDS in signed_in(reader).get(sheet(goal)).content.decode()
        assert WORDS in signed_in(reader).get(to("shown", group.pk)).content.decode()
    for stranger in (clinician, lead, outsider):
        assert signed_in(stranger).get(sheet(goal)).status_code == 404
        assert signed_in(stranger).get(to("shown", group.pk)).status_code == 404


def test_shown_to_one_person_is_for_no_other(goal, group, coordinator, deputy):
    show(goal, shown_to=ShownTo.PERSON, person=deputy)
    assert WORDS in signed_in(deputy).get(to("shown", group.pk)).content.decode()
    assert signed_in(coordinator).get(sheet(goal)).status_code == 404
    assert WORDS not in signed_in(coordinator).get(to("shown", group.pk)).content.decode()


def test_taken_back_is_gone_with_the_next_look(goal, group, coordinator):
    show(goal, shown_to=ShownTo.GROUP, group=group)
    client = signed_in(coordinator)
    assert client.get(sheet(goal)).status_code == 200
    show(goal, shown_to=ShownTo.NOBODY)
    assert client.get(sheet(goal)).status_code == 404


def test_a_reader_who_leaves_reads_no_longer(goal, group, coordinator, deputy):
    show(goal, shown_to=ShownTo.GROUP, group=group)
    client = signed_in(deputy)
    leave(member=member_of(group, deputy), reason="", by=deputy, now=NOW)
    assert client.get(sheet(goal)).status_code == 404
    assert signed_in(coordinator).get(sheet(goal)).status_code == 200


def test_who_leaves_takes_their_words_along_and_keeps_them(goal, group, member, coordinator):
    show(goal, shown_to=ShownTo.GROUP, group=group)
    leave(member=member_of(group, member), reason="", by=member, now=NOW)
    assert signed_in(coordinator).get(sheet(goal)).status_code == 404
    assert WORDS in signed_in(member).get(MINE).content.decode()
    assert Goal.objects.get().shown_to == ShownTo.NOBODY


@pytest.mark.parametrize("who", ["member", "deputy"])
def test_one_person_reads_while_they_are_in_a_group_together(
    request, service, goal, group, member, deputy, who
):
    other = make_group(service, coordinator=member, others=(deputy,), name="Clifton group")
    show(goal, shown_to=ShownTo.PERSON, person=deputy)
    leaver = request.getfixturevalue(who)
    leave(member=member_of(group, leaver), reason="", by=leaver, now=NOW)
    assert signed_in(deputy).get(sheet(goal)).status_code == 200
    leave(member=member_of(other, leaver), reason="", by=leaver, now=NOW)
    assert signed_in(deputy).get(sheet(goal)).status_code == 404
    assert Goal.objects.get().shown_to == ShownTo.NOBODY


def test_nothing_is_shown_to_strangers(goal, service, member, outsider):
    elsewhere = outsider.memberships.get().group
    with pytest.raises(NotTogether):
        show(goal, shown_to=ShownTo.GROUP, group=elsewhere)
    with pytest.raises(NotTogether):
        show(goal, shown_to=ShownTo.PERSON, person=outsider)
    url = to("own_words_show", "goal", goal.pk)
    response = signed_in(member).post(url, {"who": "person", "person": str(outsider.pk)})
    assert "Select one of the people in your groups" in response.content.decode()
    assert outsider not in people_together(member)


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "Select who may read this"),
        ({"who": "x"}, "Select one of the choices"),
        ({"who": "person"}, "Select which person may read this"),
    ],
)
def test_a_choice_that_is_none_is_told(goal, group, member, sent, error):
    text = signed_in(member).post(to("own_words_show", "goal", goal.pk), sent).content.decode()
    assert text.count(error) == 2


def test_choosing_on_the_page(goal, member, group, deputy):
    url = to("own_words_show", "goal", goal.pk)
    client = signed_in(member)
    client.post(url, {"who": str(group.pk)})
    assert f"Everyone in {group.name} can read this." in client.get(MINE).content.decode()
    client.post(url, {"who": "person", "person": str(deputy.pk)})
    assert "Dev can read this." in client.get(MINE).content.decode()
    client.post(url, {"who": "nobody"})
    assert "Only you can read this." in client.get(MINE).content.decode()


def test_a_goal_with_steps_on_the_page(member):
    client = signed_in(member)
    response = client.post(to("goal_add"), {"words": WORDS, "asks": "on"}, follow=True)
    assert WORDS in response.content.decode()
    goal = Goal.objects.get()
    client.post(to("goal", goal.pk), {"words": "Stand for a song"})
    step = GoalStep.objects.get()
    for _twice in range(2):
        client.post(to("step_tick", step.pk), {"done": "yes"})
    assert GoalStep.objects.get().done_at is not None
    client.post(to("step_tick", step.pk), {"done": "no"})
    assert GoalStep.objects.get().done_at is None
    client.post(to("goal_edit", goal.pk), {"words": "Dance once"})
    assert (Goal.objects.get().words, Goal.objects.get().asks) == ("Dance once", False)
    client.post(to("step_remove", step.pk))
    assert not GoalStep.objects.exists()


@pytest.mark.parametrize("name", ["goal_add", "gp_list"])
def test_nothing_typed_says_so_and_too_much_is_kept(member, name):
    client = signed_in(member)
    assert "Write down what you would like" in client.post(to(name), {}).content.decode()
    long = "pain " * 60
    text = client.post(to(name), {"words": long}).content.decode()
    assert "characters or fewer" in text
    assert long.strip() in text


def test_anothers_step_and_line_are_out_of_reach(goal, member, coordinator):
    step = add_step(goal=goal, words="One", now=NOW)
    item = add_item(user=member, words="Tablets", now=NOW)
    client = signed_in(coordinator)
    for name, key in (
        ("step_tick", step.pk),
        ("step_remove", step.pk),
        ("gp_item_tick", item.pk),
        ("gp_item_remove", item.pk),
        ("goal_going", goal.pk),
    ):
        assert client.post(to(name, key), {"done": "yes", "going": "did_it"}).status_code == 404
    assert GoalStep.objects.get().done_at is None
    assert GpItem.objects.get().done_at is None


def test_a_plan_is_written_and_changed(member):
    client = signed_in(member)
    client.post(to("flare_up"), {"helps": "Heat\nMusic", "signs": "Stiff hands"})
    assert "Stiff hands" in client.get(to("flare_up")).content.decode()
    client.post(to("flare_up"), {"helps": "Music"})
    plan = FlareUpPlan.objects.get()
    assert (plan.helps, plan.signs) == ("Music", "")
    text = client.get(sheet(plan, "flare-up")).content.decode()
    assert "What helps me" in text
    assert "What can wait" not in text


def test_a_list_for_an_appointment(member):
    client = signed_in(member)
    client.post(to("gp_list"), {"words": "Tablets make me sleepy"})
    item = GpItem.objects.get()
    client.post(to("gp_item_tick", item.pk), {"done": "yes"})
    assert "(done)" in client.get(sheet(GpList.objects.get(), "gp-list")).content.decode()
    client.post(to("gp_item_remove", item.pk))
    assert (
        "The list is empty." in client.get(sheet(GpList.objects.get(), "gp-list")).content.decode()
    )


def test_deleting_asks_first_and_keeps_nothing(goal, member):
    url = to("own_words_remove", "goal", goal.pk)
    client = signed_in(member)
    assert "Delete this?" in client.get(url).content.decode()
    assert Goal.objects.exists()
    client.post(url)
    assert not Goal.objects.exists()
    assert client.post(url).status_code == 404
    assert WORDS not in str(list(AuditEvent.objects.values()))


def test_there_is_no_such_thing(goal, member):
    assert signed_in(member).get(to("own_words", "diary", goal.pk)).status_code == 404
    assert signed_in(member).get(to("own_words_show", "diary", goal.pk)).status_code == 404


def asked(user, now):
    return goals_to_ask(user, now=now)


def test_a_goal_is_asked_about_once_the_group_has_met(goal, group, member):
    meeting = make_meeting(group)
    assert asked(member, meeting.starts_at - timedelta(minutes=1)) == []
    assert asked(member, after(meeting, hours=2)) == [goal]
    assert asked(member, after(meeting, days=15)) == []
    say_how_it_goes(goal=goal, going=Going.SOME, now=after(meeting, hours=3))
    assert asked(member, after(meeting, hours=4)) == []
    again = make_meeting(group, on=meeting.date + timedelta(days=28))
    assert asked(member, after(again, hours=2)) == [goal]


def test_a_goal_is_not_asked_about_after_a_date_that_was_called_off(goal, group, member):
    meeting = make_meeting(group)
    cancel_meeting(meeting=meeting, version=meeting.version, by=None, now=NOW)
    assert asked(member, after(meeting, hours=2)) == []


@pytest.mark.parametrize("end", ["done", "stopped", "left"])
def test_nothing_is_asked_when_it_is_over(goal, group, member, end):
    meeting = make_meeting(group)
    if end == "done":
        say_how_it_goes(goal=goal, going=Going.DID_IT, now=NOW)
    elif end == "stopped":
        stop_asking(goal=goal, now=NOW)
    else:
        leave(member=member_of(group, member), reason="", by=member, now=NOW)
    assert asked(member, after(meeting, hours=2)) == []


def test_the_question_stands_on_the_first_page_and_is_answered_there(goal, group, member):
    meeting = make_meeting(group)
    with at(after(meeting, hours=2)):
        client = signed_in(member)
        assert "How is your goal going?" in client.get(HOME).content.decode()
        response = client.post(
            to("goal_going", goal.pk), {"going": "not_yet", "from": "home"}, follow=True
        )
        text = response.content.decode()
        assert "That is fine. It can wait." in text
        assert "How is your goal going?" not in text


def test_an_answer_that_is_none_changes_nothing(goal, member):
    signed_in(member).post(to("goal_going", goal.pk), {"going": "well"})
    assert Goal.objects.get().going == ""


def test_not_done_after_all(goal, member):
    client = signed_in(member)
    client.post(to("goal_going", goal.pk), {"going": "did_it"})
    assert Goal.objects.get().done_at is not None
    client.post(to("goal_going", goal.pk), {"going": "some"})
    assert Goal.objects.get().done_at is None


@pytest.mark.parametrize("people", [1, 9])
def test_as_many_queries_for_many_who_show(
    service, group, member, coordinator, people, django_assert_num_queries
):
    others = [make_person(f"Person {n}", mobile=new_mobile()) for n in range(people)]
    many = make_group(service, coordinator=coordinator, others=(member, *others), name="Many")
    for one in others:
        for number in range(2):
            goal = set_goal(user=one, words=f"Goal {number}", asks=True, now=NOW)
            show(goal, shown_to=ShownTo.GROUP, group=many)
    with django_assert_num_queries(3):
        assert len(shown_in(many, member)) == people


@pytest.mark.parametrize("goals", [1, 9])
def test_my_own_page_takes_as_many_queries_for_many_goals(member, goals, django_assert_num_queries):
    client = signed_in(member)
    for number in range(goals):
        set_goal(user=member, words=f"Goal {number}", asks=True, now=NOW)
    with django_assert_num_queries(8):
        assert client.get(MINE).status_code == 200

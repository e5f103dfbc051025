from datetime import date, time, timedelta

import pytest

from followon.audit.models import AuditEvent
from followon.messaging.models import Message
from followon.messaging.services.sending import send_due
from groups.models import (
    Answer,
    AnsweredBy,
    AnswerValue,
    Group,
    GroupHealth,
    GroupState,
    Job,
    JobState,
    Meeting,
    MeetingState,
    Membership,
    PtvLink,
)
from groups.services.answers import give_answer
from groups.services.health import sweep_health
from groups.services.jobs import accept_job
from groups.services.meetings import book_meeting, move_meeting
from groups.services.members import add_member, leave
from groups.services.taking_back import GroupHasBegun
from pmp.models import Handover, Placed
from pmp.queries.dashboard import board
from pmp.queries.handover import last_undone, not_placed, undone_of
from pmp.services.handover import Addition, NewGroup, add_people, hand_over_all
from pmp.services.undoing import NothingToUndo, TooLateToUndo, undo_handover
from tests.cast import NOW, make_group, make_person, new_mobile
from tests.pmp.make import join

SOON = NOW + timedelta(minutes=5)
LATER = NOW + timedelta(hours=3)


@pytest.fixture(autouse=True)
def _console(settings):
    settings.DEBUG, settings.TEXT_TRANSPORT = True, "console"


@pytest.fixture
def people(programme):
    return [
        join(programme, "Ann Ash", wish="yes"),
        join(programme, "Bob Birch", mobile="", wish="maybe"),
        join(programme, "Cat Cole", mobile="", email="cat@example.com", wish="yes"),
        join(programme, "Dot Dale", wish="yes"),
    ]


@pytest.fixture
def nearby(service, now):
    """A group that welcomes newcomers, with its next date."""
    runner = make_person("Rita Runner", mobile=new_mobile(), service=service)
    deputy = make_person("Dan Deputy", mobile=new_mobile(), service=service)
    plain = make_person("Mo Member", mobile=new_mobile(), service=service)
    group = make_group(
        service,
        coordinator=runner,
        deputy=deputy,
        others=(plain,),
        name="Clifton group",
        now=NOW - timedelta(days=90),
    )
    group.welcomes_newcomers = True
    group.save(update_fields=["welcomes_newcomers"])
    book_meeting(group=group, date=date(2026, 9, 30), time=time(11), place=None, by=runner, now=NOW)
    Message.objects.all().delete()
    return group


def new_group(people, **more):
    facts = {
        "name": "Bedminster group",
        "people": [one.user for one in people],
        "date": date(2026, 10, 7),
        "time": time(14),
        "rhythm": "monthly",
        "held": {"coordinator": people[0].user},
    }
    return NewGroup(**{**facts, **more})


def hand(programme, *parts, now=NOW):
    done = hand_over_all(programme=programme, parts=parts, by=programme.created_by, now=now)
    return done.parts.first().group


def undo(programme, now=LATER):
    return undo_handover(programme=programme, by=programme.created_by, now=now)


def heard(kind, now):
    """To whom messages of that kind have left by then."""
    send_due(now=now)
    sent = Message.objects.filter(kind=kind, state__in=["sent", "delivered"])
    return sorted(sent.values_list("recipient__full_name", flat=True))


def test_the_group_counts_as_never_formed(programme, people, ptv, clinician):
    group = hand(programme, new_group(people, ptv=ptv))
    undo(programme)
    group.refresh_from_db()
    assert (group.state, group.ended_how, group.ended_on) == (GroupState.UNDONE, "", None)
    assert not Group.objects.formed().exists()
    assert not Group.objects.of_staff(clinician).exists()
    assert not Group.objects.visible_to(people[0].user).exists()
    assert not Membership.objects.open().exists()
    assert Meeting.objects.get().state == MeetingState.CANCELLED
    assert not PtvLink.objects.open().exists()
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.ENDED}
    sweep_health(now=LATER)
    assert not GroupHealth.objects.exists()
    assert board(clinician).total == 0


def test_the_team_has_its_programme_back(programme, people, clinician):
    hand(programme, new_group(people))
    assert programme.is_handed_over
    assert not programme.is_looked_after(NOW.date())
    undo(programme)
    assert not programme.is_handed_over
    assert programme.is_looked_after(NOW.date())
    assert [one.user.first_name for one in not_placed(programme)] == ["Ann", "Cat", "Dot", "Bob"]
    event = AuditEvent.objects.get(verb="programme.handover_undone")
    assert event.facts == {"staying": 0}
    hand(programme, new_group(people), now=LATER)
    assert programme.is_handed_over
    assert Handover.objects.count() == 2


def test_whoever_heard_is_told_and_the_others_hear_of_neither(programme, people, ptv):
    hand(programme, new_group(people, ptv=ptv))
    late = Message.objects.get(kind="welcome", recipient=people[3].user)
    late.not_before = LATER + timedelta(hours=1)
    late.save(update_fields=["not_before"])
    assert heard("welcome", SOON) == ["Ann Ash", "Cat Cole"]
    undo(programme)
    assert heard("taken_back", LATER) == ["Ann Ash", "Cat Cole", "Patrick Tutor"]
    assert heard("taken_back", LATER + timedelta(hours=2)) == [
        "Ann Ash",
        "Cat Cole",
        "Patrick Tutor",
    ]
    late.refresh_from_db()
    assert (late.state, late.reason) == ("skipped", "no longer a member")
    to_dot = Message.objects.get(kind="taken_back", recipient=people[3].user)
    assert (to_dot.state, to_dot.reason) == ("skipped", "was not told of the group")


def test_each_is_told_by_their_own_channel(programme, people):
    hand(programme, new_group(people))
    send_due(now=SOON)
    undo(programme)
    send_due(now=LATER)
    sent = Message.objects.filter(kind="taken_back", state__in=["sent", "delivered"])
    assert dict(sent.values_list("recipient__full_name", "channel")) == {
        "Ann Ash": "text",
        "Cat Cole": "email",
        "Dot Dale": "text",
    }
    text = sent.get(recipient=people[0].user).rendered
    assert text == (
        "Avon Follow-on: Ann, we told you too early about Bedminster group. Its first date is "
        "off. You will hear from us. Questions? Ring 0117 496 0100."
    )


def test_the_page_afterwards_knows_who_heard_and_whom_to_tell_by_hand(programme, people):
    hand(programme, new_group(people))
    Message.objects.filter(recipient=people[3].user).update(not_before=LATER + timedelta(1))
    send_due(now=SOON)
    undo(programme)
    undone = undone_of(last_undone(programme))
    names = [[user.first_name for user in part] for part in (
        undone.heard, undone.heard_nothing, undone.by_hand)]  # fmt: skip
    assert names == [["Ann", "Cat"], ["Dot"], ["Bob"]]


def test_nothing_more_is_sent_of_a_group_that_was_taken_back(programme, people):
    hand(programme, new_group(people, offered={"deputy": people[1].user}))
    undo(programme, now=SOON)
    for days in range(40):
        send_due(now=NOW + timedelta(days=days, hours=3))
    assert not Message.objects.filter(state__in=["sent", "delivered", "sending"]).exists()


def test_a_message_that_another_worker_holds_counts_as_heard(programme, people):
    hand(programme, new_group(people))
    held = Message.objects.get(kind="welcome", recipient=people[0].user)
    Message.objects.filter(pk=held.pk).update(
        state="sending", lease_until=LATER + timedelta(minutes=1)
    )
    undo(programme)
    assert heard("taken_back", LATER) == ["Ann Ash"]


def test_answers_and_jobs_taken_on_do_not_stop_it(programme, people):
    group = hand(programme, new_group(people, offered={"deputy": people[3].user}))
    member = Membership.objects.get(user=people[0].user)
    give_answer(
        meeting=group.meetings.get(),
        member=member,
        value=AnswerValue.COMING,
        by_way=AnsweredBy.PAGE,
        given_by=member.user,
        now=SOON,
    )
    accept_job(job=Job.objects.get(kind="deputy"), by=people[3].user, now=SOON)
    leave(member=Membership.objects.get(user=people[2].user), by=people[2].user, now=SOON)
    undo(programme)
    assert Group.objects.get(pk=group.pk).state == GroupState.UNDONE


@pytest.mark.parametrize("what", ["moved", "second", "newcomer", "begun"])
def test_a_group_that_has_acted_is_its_members_own(programme, people, what, outsider):
    day = date(2026, 9, 9) if what == "begun" else date(2026, 10, 7)
    group = hand(programme, new_group(people, date=day, time=time(11)))
    runner, meeting = people[0].user, group.meetings.get()
    facts = {"time": time(12), "place": None, "by": runner, "now": SOON}
    if what == "moved":
        move_meeting(meeting=meeting, version=1, date=date(2026, 10, 8), **facts)
    if what == "second":
        book_meeting(group=group, date=date(2026, 11, 8), **facts)
    if what == "newcomer":
        add_member(group=group, user=outsider, by=runner, now=SOON)
    with pytest.raises(GroupHasBegun, match="Bedminster group has already met"):
        undo(programme)
    assert programme.is_handed_over
    assert Membership.objects.open().filter(group=group).count() >= 4
    assert not Message.objects.filter(kind="taken_back").exists()


def test_after_a_day_it_stands_and_it_is_undone_once(programme, people):
    hand(programme, new_group(people))
    with pytest.raises(TooLateToUndo):
        undo(programme, now=NOW + timedelta(hours=24))
    undo(programme, now=NOW + timedelta(hours=23, minutes=59))
    with pytest.raises(NothingToUndo):
        undo(programme)


def test_who_was_added_nearby_leaves_again_without_a_trace(programme, people, nearby):
    hand(programme, new_group(people[:2]), Addition(nearby, [one.user for one in people[2:]]))
    assert heard("people_added", SOON) == ["Dan Deputy", "Rita Runner"]
    undo(programme)
    assert not Membership.objects.filter(user__in=[one.user for one in people[2:]]).exists()
    assert Membership.objects.open().filter(group=nearby).count() == 3
    # Cat and Dot were not welcomed yet; Bob has no contact.
    assert heard("taken_back", LATER) == ["Ann Ash", "Dan Deputy", "Rita Runner"]
    to_rita = Message.objects.filter(kind="taken_back", recipient__full_name="Rita Runner").get()
    assert "Cat and Dot will not join your group after all" in to_rita.rendered


def test_who_has_acted_nearby_stays_and_is_told_nothing(programme, people, nearby):
    hand(programme, Addition(nearby, [one.user for one in people[2:]]))
    cat = Membership.objects.get(user=people[2].user)
    give_answer(
        meeting=nearby.meetings.get(),
        member=cat,
        value=AnswerValue.COMING,
        by_way=AnsweredBy.PAGE,
        given_by=cat.user,
        now=SOON,
    )
    staying = undo(programme)
    assert [one.participant.user.full_name for one in staying] == ["Cat Cole"]
    assert Membership.objects.open().get(user=people[2].user).pk == cat.pk
    assert Answer.objects.filter(member=cat).exists()
    assert not Message.objects.filter(kind="taken_back", recipient=people[2].user).exists()
    assert [one.user.first_name for one in not_placed(programme)] == ["Ann", "Dot", "Bob"]
    with pytest.raises(ValueError, match="are placed"):
        hand(programme, new_group(people), now=LATER)


def test_people_added_later_go_with_the_group(programme, people):
    group = hand(programme, new_group(people[:2]))
    late = [one.user for one in people[2:]]
    add_people(programme=programme, group=group, people=late, by=programme.created_by, now=SOON)
    assert Placed.objects.standing().count() == 4
    undo(programme)
    assert not Membership.objects.open().exists()
    assert not programme.is_handed_over
    assert len(not_placed(programme)) == 4
    told = Message.objects.filter(kind="taken_back")
    assert len(set(told.values_list("recipient", flat=True))) == told.count()


def test_nothing_is_undone_when_its_record_cannot_be_written(programme, people, monkeypatch):
    group = hand(programme, new_group(people))

    def broken(*args, **kwargs):
        raise RuntimeError("no audit")

    monkeypatch.setattr("pmp.services.undoing.record", broken)
    with pytest.raises(RuntimeError):
        undo(programme)
    group.refresh_from_db()
    assert group.state == GroupState.FORMING
    assert Membership.objects.open().count() == 4

"""A text does what the page does, and is confirmed."""

from datetime import timedelta

import pytest

from followon.messaging import kinds
from followon.messaging.kinds import Reply
from followon.messaging.models import Message
from groups.models import Answer, AnswerValue, Job, JobKind, JobState, Meeting, MeetingState
from groups.services import jobs
from groups.services.meetings import cancel_meeting, move_meeting
from tests.cast import NOW, make_group
from tests.groups.make import TUESDAY, TWO, after, make_meeting, member_of

LATER = NOW + timedelta(hours=2)


def message_to(user, meeting, kind="reminder_2", *, sent_at=LATER):
    return Message.objects.create(
        service=meeting.group.service,
        recipient=user,
        channel="text",
        kind=kind,
        subject=f"meeting:{meeting.pk}",
        version=meeting.version,
        dedupe_key=f"test:{kind}:{user.pk}",
        not_before=NOW,
        created_at=NOW,
        sent_at=sent_at,
    )


def reply(message, word, number=None, *, now=LATER):
    kind = kinds.get(message.kind)
    return kind.on_reply(message, message.recipient, Reply(word, number), now)


def noted():
    return list(Message.objects.filter(kind="reply_noted").values_list("facts__noted", flat=True))


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("coming", AnswerValue.COMING),
        ("maybe", AnswerValue.NOT_SURE),
        ("not_today", AnswerValue.NOT_UP_TO_IT),
        ("no", AnswerValue.NOT_THIS_TIME),
        ("unwell", AnswerValue.NOT_UP_TO_IT),
    ],
)
@pytest.mark.parametrize("kind", ["meeting_booked", "meeting_moved", "reminder_7", "welcome"])
def test_the_words_for_a_meeting(group, deputy, member, kind, word, value):
    meeting = make_meeting(group)
    message = message_to(member, meeting, kind)
    assert word in kinds.get(kind).replies
    assert reply(message, word) is True
    assert Answer.objects.values_list("member__user", "value", "by").get() == (
        member.pk,
        value,
        "text",
    )
    assert noted() == [value]


def test_a_second_text_changes_the_first_answer_and_is_confirmed_too(group, deputy):
    meeting = make_meeting(group)
    message = message_to(deputy, meeting)
    assert reply(message, "coming")
    assert reply(message, "no", now=LATER + timedelta(minutes=1))
    assert Answer.objects.get().value == AnswerValue.NOT_THIS_TIME
    assert noted() == ["coming", "not_this_time"]


def test_a_confirmation_does_not_close_the_question(group, deputy):
    meeting = make_meeting(group)
    reply(message_to(deputy, meeting), "coming")
    assert Message.objects.get(kind="reply_noted").subject == ""


def test_an_answer_about_the_old_date_is_asked_again(group, member, deputy):
    meeting = make_meeting(group)
    message = message_to(deputy, meeting, sent_at=NOW)
    move_meeting(
        meeting=meeting,
        version=1,
        date=TUESDAY + timedelta(days=1),
        time=TWO,
        place=None,
        by=deputy,
        now=LATER,
    )
    assert reply(message, "coming", now=LATER + timedelta(minutes=1)) is True
    assert not Answer.objects.exists()
    assert Message.objects.filter(kind="meeting_moved", recipient=deputy).count() == 1


@pytest.mark.parametrize("how", ["off", "begun", "left", "volunteer"])
def test_what_does_not_fit_is_left_for_a_person(group, member, ptv, how):
    meeting = make_meeting(group)
    message = message_to(ptv if how == "volunteer" else member, meeting)
    now = LATER
    if how == "off":
        cancel_meeting(meeting=meeting, version=1, by=None, now=NOW)
    if how == "begun":
        now = meeting.starts_at
    if how == "left":
        group.memberships.filter(user=member).update(left_at=NOW)
    assert reply(message, "coming", now=now) is False
    assert not Answer.objects.exists()
    assert noted() == []


def test_unwell_from_the_coordinator_hands_the_evening_over(group, coordinator, deputy):
    meeting = make_meeting(group)
    assert reply(message_to(coordinator, meeting), "unwell")
    assert Meeting.objects.get().run_by.user == deputy
    assert Answer.objects.values_list("value", "by").get() == ("not_up_to_it", "text")
    note = Message.objects.get(kind="reply_noted")
    assert note.facts["noted"] == "handed_over"
    assert note.facts["stand_in"] == "Dev"


def test_unwell_without_a_deputy_says_so(service, coordinator, now):
    group = make_group(service, coordinator=coordinator, now=now)
    meeting = make_meeting(group)
    assert reply(message_to(coordinator, meeting), "unwell")
    assert noted() == ["nobody_to_ask"]
    assert Answer.objects.get().value == AnswerValue.NOT_UP_TO_IT


@pytest.mark.parametrize(
    ("word", "number", "state", "headcount", "note"),
    [
        ("number", 5, MeetingState.MET, 5, "met"),
        ("number", 0, MeetingState.NOT_MET, None, "not_met"),
        ("no", None, MeetingState.NOT_MET, None, "not_met"),
        ("moved", None, MeetingState.BOOKED, None, "moved"),
    ],
)
def test_how_did_it_go(group, coordinator, word, number, state, headcount, note):
    meeting = make_meeting(group)
    message = message_to(coordinator, meeting, "how_did_it_go")
    assert word in kinds.get("how_did_it_go").replies
    assert reply(message, word, number, now=after(meeting, hours=3)) is True
    found = Meeting.objects.get()
    assert (found.state, found.headcount) == (state, headcount)
    assert noted() == [note]


def test_a_headcount_that_cannot_be_is_left_for_a_person(group, coordinator):
    meeting = make_meeting(group)
    message = message_to(coordinator, meeting, "how_did_it_go")
    assert reply(message, "number", 99, now=after(meeting, hours=3)) is False
    assert Meeting.objects.get().state == MeetingState.BOOKED


@pytest.mark.parametrize(("word", "state"), [("yes", JobState.HELD), ("no", JobState.DECLINED)])
def test_yes_and_no_to_a_job(group, member, word, state):
    job = jobs.offer_job(
        group=group, member=member_of(group, member), kind=JobKind.WELCOMER, by=None, now=NOW
    )
    message = Message.objects.get(kind="job_offered")
    assert word in kinds.get("job_offered").replies
    assert reply(message, word) is True
    assert Job.objects.get(pk=job.pk).state == state
    assert reply(message, word) is False

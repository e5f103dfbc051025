"""A calendar's answer counts as an answer."""

import io
import sys
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from followon.messaging.mail_in import take_mail
from followon.people.queries.contacts import contact_at
from groups.models import Answer, AnswerValue, Membership
from groups.services.meetings import cancel_meeting, move_meeting
from groups.services.members import leave
from tests.cast import NOW
from tests.groups.calendar.kit import (
    ORGANIZER,
    answers,
    event,
    invited,
    known_for_long,
    mailed,
    reply,
)
from tests.groups.make import TUESDAY, TWO, answer, at, make_meeting, member_of

MINUTE = timedelta(minutes=1)


@pytest.fixture
def meeting(group, coordinator, settings):
    settings.CALENDAR_ANSWERS_TO = ORGANIZER
    known_for_long(group)
    return make_meeting(group, by=coordinator)


@pytest.fixture
def asked(meeting, member):
    """The invitation that the member got."""
    return invited(member, "meeting_booked").file


def said(meeting) -> list[tuple[str, str]]:
    return list(Answer.objects.filter(meeting=meeting).values_list("value", "by"))


@pytest.mark.parametrize(
    ("partstat", "value"),
    [
        ("ACCEPTED", "coming"),
        ("TENTATIVE", "not_sure"),
        ("DECLINED", "not_this_time"),
        ("accepted", "coming"),
    ],
)
def test_each_answer_becomes_ours(meeting, member, asked, partstat, value):
    assert answers(reply(asked, partstat))
    kept = Answer.objects.get()
    assert (kept.value, kept.by, kept.given_by) == (value, "calendar", member)
    assert kept.member.user == member
    assert kept.given_at == NOW + MINUTE
    assert contact_at(member, "email", "moira@example.com").proven_at == NOW + 2 * MINUTE


@pytest.mark.parametrize("partstat", ["NEEDS-ACTION", "DELEGATED", "COMPLETED", "X", ""])
def test_anything_else_is_no_answer(meeting, asked, partstat):
    answers(reply(asked, partstat))
    assert said(meeting) == []


@pytest.mark.parametrize("method", ["REQUEST", "COUNTER", "REFRESH", "CANCEL", ""])
def test_nor_is_another_method(meeting, asked, method):
    assert not answers(reply(asked, "ACCEPTED", method=method))
    assert said(meeting) == []


def test_it_may_come_as_a_file_and_from_another_mailbox(meeting, asked):
    raw = reply(asked, "ACCEPTED").replace(b"text/calendar", b"application/ics")
    assert answers(raw.replace(b"somebody@elsewhere.example", b"m@work.example"))
    assert said(meeting) == [("coming", "calendar")]


def test_the_same_mail_twice_is_one_answer(meeting, asked):
    raw = reply(asked, "ACCEPTED")
    answers(raw)
    before = Answer.objects.values().get()
    assert answers(raw, now=NOW + 5 * MINUTE)
    assert Answer.objects.values().get() == before


def test_mails_out_of_order_leave_the_last_answer(meeting, asked):
    answers(reply(asked, "DECLINED", at=NOW + 2 * MINUTE), now=NOW + 3 * MINUTE)
    answers(reply(asked, "ACCEPTED", at=NOW + MINUTE), now=NOW + 4 * MINUTE)
    assert said(meeting) == [("not_this_time", "calendar")]


def test_a_change_of_mind_counts_even_while_the_first_is_under_way(meeting, asked):
    answers(reply(asked, "ACCEPTED", at=NOW + MINUTE), now=NOW + 9 * MINUTE)
    answers(reply(asked, "DECLINED", at=NOW + 2 * MINUTE), now=NOW + 9 * MINUTE)
    assert said(meeting) == [("not_this_time", "calendar")]


def test_what_was_said_since_on_the_page_stands(meeting, member, asked):
    answer(meeting, member, AnswerValue.NOT_UP_TO_IT, now=NOW + 3 * MINUTE)
    answers(reply(asked, "ACCEPTED", at=NOW + MINUTE), now=NOW + 4 * MINUTE)
    assert said(meeting) == [("not_up_to_it", "page")]


def test_declining_again_keeps_not_up_to_it_and_coming_again_keeps_guests(meeting, member, asked):
    answer(meeting, member, AnswerValue.NOT_UP_TO_IT)
    answers(reply(asked, "DECLINED"))
    assert said(meeting) == [("not_up_to_it", "page")]
    answer(meeting, member, AnswerValue.COMING, now=NOW + 3 * MINUTE, guests=2)
    answers(reply(asked, "ACCEPTED", at=NOW + 4 * MINUTE), now=NOW + 5 * MINUTE)
    assert Answer.objects.get().guests == 2


@pytest.mark.parametrize("stamp", ["20991231T000000Z", "20200101T000000Z", "20260909T100000", None])
def test_a_clock_that_is_wrong_loses_no_answer(meeting, asked, stamp):
    answers(reply(asked, "ACCEPTED", DTSTAMP=stamp))
    assert said(meeting) == [("coming", "calendar")]
    assert NOW <= Answer.objects.get().given_at <= NOW + 2 * MINUTE


def test_an_answer_to_the_old_date_is_no_answer_to_the_new(meeting, member, asked):
    move_meeting(
        meeting=meeting, version=1, date=TUESDAY + timedelta(days=1), time=TWO, place=None,
        by=None, now=NOW,
    )  # fmt: skip
    assert answers(reply(asked, "ACCEPTED"))
    assert said(meeting) == []
    answers(reply(invited(member, "meeting_moved").file, "ACCEPTED"))
    assert said(meeting) == [("coming", "calendar")]


def test_too_late_has_no_effect(meeting, asked):
    with at(meeting.starts_at):
        assert answers(reply(asked, "DECLINED"), now=meeting.starts_at)
    assert said(meeting) == []


def test_nor_has_one_to_a_meeting_that_is_off(meeting, asked):
    cancel_meeting(meeting=meeting, version=1, by=None, now=NOW)
    answers(reply(asked, "ACCEPTED", SEQUENCE=1))
    assert said(meeting) == []


def test_who_left_answers_nothing(group, meeting, member, asked):
    leave(member=member_of(group, member), reason="", by=member, now=NOW)
    answers(reply(asked, "ACCEPTED"))
    assert said(meeting) == []


def test_an_invitation_that_was_passed_on_answers_for_nobody(meeting, asked):
    for other in ("mailto:friend@example.org", "mailto:dev@example.com"):
        answers(reply(asked, "ACCEPTED", attendee=other))
    assert said(meeting) == []


def test_nobody_answers_for_another_by_their_address_alone(group, meeting, member, deputy, asked):
    """Dev knows the meeting's id and Moira's address, but not her secret."""
    dev = member_of(group, deputy)
    for key in (dev.calendar_key, "00000000-0000-4000-8000-000000000000"):
        answers(reply(asked, "ACCEPTED", UID=f"{meeting.pk}_{key}"))
    answers(reply(asked, "ACCEPTED", UID=str(meeting.pk)))
    assert said(meeting) == []


def test_a_secret_of_one_group_says_nothing_in_another(outsider, meeting, asked):
    other = make_meeting(outsider.memberships.get().group)
    key = str(event(asked)["UID"]).partition("_")[2]
    answers(reply(asked, "ACCEPTED", UID=f"{other.pk}_{key}"))
    assert not Answer.objects.exists()


def test_the_mail_server_hands_it_over(meeting, asked, monkeypatch, capsys):
    raw = reply(asked, "ACCEPTED")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    with at(NOW + 2 * MINUTE):
        call_command("read_mail")
    assert said(meeting) == [("coming", "calendar")]
    assert capsys.readouterr() == ("", "")


def test_no_secret_and_no_address_is_logged(meeting, asked, caplog):
    caplog.set_level("DEBUG")
    answers(reply(asked, "ACCEPTED"))
    answers(reply(asked, "ACCEPTED", attendee="mailto:friend@example.org"))
    assert "A calendar's answer: taken" in caplog.text
    for secret in ("moira", "friend", str(Membership.objects.first().calendar_key)):
        assert secret not in caplog.text


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(raw=some.binary(max_size=300), lines=some.lists(some.text(max_size=40), max_size=12))
def test_whatever_strangers_send_is_left_alone(db, raw, lines):
    assert not take_mail(raw, now=NOW)
    inside = "\r\n".join(["BEGIN:VCALENDAR", "METHOD:REPLY", *lines, "END:VCALENDAR"])
    file = "".join(c for c in inside if not 0xD800 <= ord(c) < 0xE000)
    assert not take_mail(mailed(file), now=NOW)


@pytest.mark.parametrize(
    "broken",
    [
        {"SEQUENCE": "many"},
        {"SEQUENCE": "-1"},
        {"DTSTAMP": "yesterday"},
        {"UID": "x" * 9000},
        {"RECURRENCE-ID": "20260922T130000Z"},
    ],
)
def test_what_is_broken_is_no_answer_or_a_whole_one(meeting, asked, broken):
    answers(reply(asked, "ACCEPTED", **broken))
    assert said(meeting) in ([], [("coming", "calendar")])


def test_two_answers_in_one_file_or_two_guests_answer_nothing(meeting, asked):
    one = reply(asked, "ACCEPTED").decode()
    guest = next(line for line in one.splitlines() if line.startswith("ATTENDEE"))
    answers(one.replace(guest, f"{guest}\n{guest}").encode())
    begins, ends = one.index("BEGIN:VEVENT"), one.index("END:VCALENDAR")
    answers((one[:ends] + one[begins:ends] + one[ends:]).encode())
    assert said(meeting) == []

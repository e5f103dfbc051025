"""Every text fits one fragment with the longest names there are, and says nothing about health."""

import re
from datetime import date, time, timedelta

import pytest
from django.utils.dateformat import format as format_date

from followon.messaging.filling import OwnText
from followon.messaging.models import Channel, Message
from followon.messaging.services.own_words import save_own_words
from followon.messaging.wording import gsm7_length
from followon.pages.words import clock
from followon.people.models import Role
from followon.people.services.staff import appoint
from groups.kinds.contexts import fitting
from groups.kinds.words import what_changed
from groups.models import JobKind, PtvLink
from groups.services import jobs, telling
from groups.services.meetings import cancel_meeting, move_meeting, report_met
from tests.cast import NOW, make_clinician, make_group, make_person, make_service, new_mobile
from tests.groups.concerns import name_reader
from tests.groups.make import make_meeting, make_place, member_of
from tests.messaging.kit import composed

LATER = NOW + timedelta(hours=2)
LONGEST_DAY = date(2026, 9, 30)
HALF_TEN = time(10, 30)
NAMES = {"coordinator": "Christophers Q", "deputy": "Maximilianna Q", "member": "Bartholomew Q"}
HEALTH = re.compile(r"pain|clinic|nhs|health|patient|therap|\bill\b|unwell|treatment", re.I)
BLAME = re.compile(r"missed|failed|must|should|sorry you|cost", re.I)


@pytest.fixture
def long_group(db, now, settings):
    settings.BASE_URL = "https://" + "f" * 22
    service = make_service(name="Avon Pain Service", message_name="Severn Vale Groupies")
    people = {
        key: make_person(name, mobile=new_mobile(), email=f"{key}@example.com", service=service)
        for key, name in NAMES.items()
    }
    name_reader(service, make_clinician(service))
    return make_group(
        service,
        coordinator=people["coordinator"],
        deputy=people["deputy"],
        others=(people["member"],),
        name="The Thursday Friends of Hartcliffe & Co.",
        now=now - timedelta(days=30),
    )


def everything(group):
    """One message of each kind that groups send, as the services queue them, by kind and facts."""
    coordinator = group.memberships.get(user__preferred_name="Christophers")
    member = group.memberships.get(user__preferred_name="Bartholomew")
    long, longer = (
        make_place(group, name=name * 2) for name in ("Bakery of Bath ", "Inn of Eden ")
    )
    meeting = make_meeting(group, on=LONGEST_DAY, at=HALF_TEN, place=long)
    telling.tell(meeting, "welcome", [member.user_id], now=NOW, facts={"group": str(group.pk)})
    yield from fresh(NOW)
    for version, (day, place) in enumerate(
        ((30, longer), (23, longer), (23, long), (30, longer)), 1
    ):
        meeting = move_meeting(
            meeting=meeting,
            version=meeting.version,
            date=date(2026, 9, day),
            time=HALF_TEN,
            place=place,
            by=None,
            now=NOW + timedelta(minutes=version),
        )
        yield from fresh(NOW + timedelta(minutes=version))
    for kind in ("reminder_7", "reminder_2", "how_did_it_go", "next_date"):
        telling._about(meeting, kind, member.user, now=LATER)
    jobs.take_over_tonight(meeting=meeting, unwell=coordinator, by=None, now=LATER)
    for kind in JobKind:
        jobs.offer_job(group=group, member=member, kind=kind, by=None, now=LATER)
    answers = ("coming", "not_sure", "not_this_time", "not_up_to_it")
    for minute, noted in enumerate(
        (*answers, "met", "not_met", "moved", "handed_over", "nobody_to_ask")
    ):
        telling.reply_noted(
            to=member.user,
            meeting=meeting,
            now=LATER + timedelta(minutes=minute),
            facts={"noted": noted, "came": 60, "stand_in": "Maximilianna"},
        )
    yield from fresh(LATER)
    cancel_meeting(meeting=meeting, version=meeting.version, by=None, now=LATER)
    yield from fresh(LATER)


def fresh(now):
    """What was queued since: composed, then out of the way."""
    waiting = Message.objects.filter(state="queued").order_by("created_at")
    for message in waiting:
        yield message, composed(message, now)
    waiting.update(state="skipped", reason="seen")


def texts(group):
    return [
        (message.kind, words.envelope.body)
        for message, words in everything(group)
        if message.channel == Channel.TEXT
    ]


def test_every_text_fits_with_the_longest_names(long_group):
    found = texts(long_group)
    assert {kind for kind, _body in found} == {
        "meeting_booked",
        "meeting_moved",
        "meeting_cancelled",
        "reminder_7",
        "reminder_2",
        "how_did_it_go",
        "next_date",
        "welcome",
        "job_offered",
        "take_over",
        "reply_noted",
    }
    assert [(kind, body) for kind, body in found if gsm7_length(body) > 160] == []


def test_every_text_begins_with_the_neutral_name_and_speaks_of_no_health(long_group):
    for kind, body in texts(long_group):
        assert body.startswith("Severn Vale Groupies: "), kind
        assert not HEALTH.search(body), body
        assert not BLAME.search(body), body
        assert body.count("http") <= 1, body


def test_every_email_begins_with_the_first_name_and_has_a_subject(long_group):
    for user in long_group.memberships.all():
        user.user.preference.reach = "email"
        user.user.preference.save(update_fields=["reach"])
    kinds = set()
    for message, words in everything(long_group):
        kinds.add(message.kind)
        assert words.envelope.body.startswith(f"Dear {message.recipient.first_name},")
        assert words.envelope.subject
        assert not HEALTH.search(words.envelope.subject)
        assert "{" not in words.envelope.body
    assert len(kinds) == 11


def test_a_move_says_what_it_was_and_what_it_is(group, settings):
    settings.BASE_URL = "https://follow-on.example"
    meeting = make_meeting(group, place=make_place(group))
    Message.objects.all().delete()
    move_meeting(
        meeting=meeting,
        version=1,
        date=date(2026, 9, 23),
        time=HALF_TEN,
        place=meeting.place,
        by=None,
        now=LATER,
    )
    bodies = [each.envelope.body for _message, each in fresh(LATER)]
    assert any(
        "we now meet Wed 23 Sep 10:30am at The Bakery (not Tue 22 Sep 2pm)." in it for it in bodies
    )
    email = next(body for body in bodies if body.startswith("Dear"))
    assert "It was on Tuesday 22 September 2026, 2pm." in email
    assert "When: Wednesday 23 September 2026, 10:30am" in email


def test_a_volunteer_is_told_whose_date_it_is_and_asked_for_no_answer(long_group):
    ptv = make_person("Maximilianus V", mobile=new_mobile(), service=long_group.service)
    appoint(user=ptv, service=long_group.service, role=Role.PTV, by=None, now=NOW)
    PtvLink.objects.create(group=long_group, user=ptv, started_at=NOW - timedelta(days=1))
    meeting = make_meeting(long_group, on=LONGEST_DAY, at=HALF_TEN, place=make_place(long_group))
    move_meeting(
        meeting=meeting,
        version=1,
        date=date(2026, 9, 23),
        time=HALF_TEN,
        place=meeting.place,
        by=None,
        now=LATER,
    )
    told = [each.envelope.body for message, each in fresh(LATER) if message.recipient == ptv]
    assert len(told) == 2
    for body in told:
        assert "The Thursday Friends of Hartcliffe & Co." in body
        assert "YES" not in body
        assert gsm7_length(body) <= 160


def test_typical_names_get_the_fuller_words(group, settings):
    settings.BASE_URL = "https://follow-on.example"
    make_meeting(group, place=make_place(group), now=LATER)
    words = [each.envelope.body for _message, each in fresh(LATER)]
    text = next(body for body in words if "Corinne" in body)
    assert "we will meet Tue 22 Sep 2pm at The Bakery. Come for as long as suits you." in text


def test_a_confirmation_says_what_was_noted(group, coordinator, settings):
    settings.BASE_URL = "https://follow-on.example"
    meeting = make_meeting(group)
    Message.objects.all().delete()
    report_met(meeting=meeting, headcount=5, by=None, now=meeting.starts_at)
    telling.reply_noted(
        to=coordinator, meeting=meeting, now=meeting.starts_at, facts={"noted": "met", "came": 5}
    )
    [(_message, words)] = fresh(meeting.starts_at)
    link = f"https://follow-on.example/groups/{group.pk}/next-date/"
    assert words.envelope.body == (
        f"Avon Follow-on: Thank you, noted: 5 came. Set the next date: {link}"
    )


def test_the_fullest_wording_that_fits_is_taken():
    assert fitting("Avon", "a" * 155, "b" * 154, "c") == "b" * 154
    assert fitting("Avon", "a" * 200, "b" * 199) == "b" * 199


def test_no_day_of_the_year_is_longer_than_the_one_tried():
    days = (date(2026, 1, 1) + timedelta(days=index) for index in range(365))
    longest = max(len(f"{format_date(day, 'D j M')} {clock(HALF_TEN)}") for day in days)
    assert longest == len(f"{format_date(LONGEST_DAY, 'D j M')} {clock(HALF_TEN)}")


def test_only_members_get_a_link_that_answers(group, ptv, settings):
    settings.BASE_URL = "https://follow-on.example"
    Message.objects.all().delete()
    make_meeting(group, now=LATER)
    found = {message.recipient: each.envelope.body for message, each in fresh(LATER)}
    assert "https://follow-on.example/home/" in found[ptv]
    assert all("/a/" in body for user, body in found.items() if user != ptv)
    assert member_of(group, next(iter(found)))


def test_a_service_s_own_words_are_what_leaves(group, lead, settings):
    settings.BASE_URL = "https://follow-on.example"
    name_reader(group.service, lead)
    words = OwnText("{first_name}, see you {when}[ at {place}]. {answer} {link}")
    save_own_words(
        service=group.service,
        kind="meeting_booked",
        channel="text",
        language="en",
        words=words,
        default=OwnText(""),
        by=lead,
        now=NOW,
    )
    make_meeting(group, place=make_place(group), now=LATER)
    bodies = {message.recipient.first_name: each.envelope.body for message, each in fresh(LATER)}
    start = "Avon Follow-on: Corinne, see you Tue 22 Sep 2pm at The Bakery. Reply YES, MAYBE or NO"
    assert bodies["Corinne"].startswith(start)
    assert "You go along as their volunteer" in bodies["Patrick"]  # the default: no answer to give


def test_a_service_that_takes_no_answers_by_text_asks_for_none(group, clinician, settings):
    settings.BASE_URL = "https://follow-on.example"
    make_meeting(group, place=make_place(group), now=LATER)
    bodies = {message.recipient.first_name: each.envelope.body for message, each in fresh(LATER)}
    assert "YES" not in " ".join(bodies.values())
    assert "Come for as long as suits you. Coming? https://" in bodies["Corinne"]
    name_reader(group.service, clinician)
    make_meeting(group, on=LONGEST_DAY, now=LATER)
    bodies = {message.recipient.first_name: each.envelope.body for message, each in fresh(LATER)}
    assert "YES or NO" in bodies["Corinne"]


def test_a_move_in_own_words_says_only_what_changed():
    same_time = {"was_when": "Tue 22 Sep 2pm", "was_place": "The Inn", "has_new_place": True}
    assert what_changed(same_time)["was_when"] == ""
    assert what_changed(same_time)["was_place"] == "The Inn"
    same_place = {"was_when": "Tue 22 Sep 2pm", "was_place": "The Inn", "has_new_time": True}
    assert what_changed(same_place)["was_when"] == "Tue 22 Sep 2pm"
    assert what_changed(same_place)["was_place"] == ""

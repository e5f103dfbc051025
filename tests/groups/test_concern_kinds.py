"""What the queue sends: to whom, once, without any detail, in a fixed number of queries."""

import re
from datetime import timedelta

import pytest

from followon.messaging import kinds
from followon.messaging.models import Channel, Message, State
from followon.messaging.services.planning import plan
from followon.messaging.services.sending import send_due
from followon.messaging.wording import gsm7_length
from followon.people.models import Role
from followon.people.services.preferences import set_reach
from followon.people.services.staff import appoint, end_post
from groups.services import concerns
from tests.cast import NOW, make_group, make_person, make_service, make_staff, new_mobile
from tests.groups.concerns import STRANGER, gateway, name_reader, note, text_in
from tests.messaging.kit import composed

HEALTH = re.compile(r"pain|clinic|nhs|health|patient|worr|concern|safe", re.I)
DAYS = [NOW + timedelta(days=days) for days in range(5)]


def told() -> list[str]:
    rows = Message.objects.filter(kind="concern_waiting").order_by("created_at", "pk")
    return [message.person.first_name for message in rows]


@pytest.fixture
def deputy_reader(service):
    return make_staff(service, "Dora Deputyreader")


@pytest.fixture
def readers(service, clinician, deputy_reader):
    return [name_reader(service, user) for user in (clinician, deputy_reader)]


def test_overdue_goes_from_reader_to_reader_and_then_to_the_lead_once_each(
    group, member, readers, lead
):
    note(group, member)
    plan(now=NOW)
    assert told() == ["Carys"]
    plan(now=NOW + timedelta(hours=30))
    assert told() == ["Carys"]
    plan(now=NOW + timedelta(hours=31))
    assert told() == ["Carys", "Dora"]
    for moment in DAYS:
        plan(now=moment)
    assert told() == ["Carys", "Dora", "Leah"]


def test_nobody_is_told_once_it_was_read(group, member, readers, clinician, lead):
    concern = note(group, member)
    plan(now=NOW)
    concerns.mark_read(concern=concern, by=clinician, now=NOW)
    send_due(now=NOW)
    waiting = Message.objects.get(kind="concern_waiting")
    assert (waiting.state, waiting.reason) == (State.SKIPPED, "it was read")
    for moment in DAYS:
        plan(now=moment)
    assert told() == ["Carys"]


def test_somebody_who_left_the_service_is_passed_over(group, member, readers, clinician, lead):
    end_post(post=clinician.posts.get(), by=lead, now=NOW)
    note(group, member)
    plan(now=NOW)
    assert told() == ["Dora"]


def test_a_text_without_a_reader_goes_to_the_lead_of_its_service_alone(service, lead):
    text_in(STRANGER, "Who is this?")
    plan(now=NOW)
    assert told() == ["Leah"]


def test_a_text_without_a_service_is_told_to_no_lead(service, other_service, lead):
    make_staff(other_service, "Otto Otherlead", role=Role.LEAD)
    text_in(STRANGER, "I want to die")
    for moment in DAYS:
        plan(now=moment)
    assert told() == []


@pytest.mark.parametrize("reach", ["call", "letter", "email", "text"])
def test_it_goes_by_text_however_the_reader_likes_to_be_reached_and_at_any_hour(
    group, member, service, reach, settings
):
    reader = make_person("Rita Reader", mobile=new_mobile(), email="rita@example.com")
    appoint(user=reader, service=service, role=Role.CLINICIAN, by=None, now=NOW)
    set_reach(user=reader, reach=reach, by=reader, now=NOW)
    name_reader(service, reader)
    night = NOW.replace(hour=23)
    note(group, member, "I want to die", now=night)
    with gateway(settings):
        plan(now=night)
        send_due(now=night)
    waiting = Message.objects.get(kind="concern_waiting")
    assert (waiting.channel, waiting.state) == (Channel.TEXT, State.SENT)


@pytest.mark.parametrize("channel", [Channel.TEXT, Channel.EMAIL])
def test_no_word_says_what_it_is_about(db, now, settings, channel):
    settings.BASE_URL = "https://" + "f" * 22
    service = make_service(message_name="Severn Vale Groupies")
    reader = make_staff(service, "Maximilianna-Rose Q")
    sender = make_person("Bartholomew-James Q", email="b@example.com", service=service)
    group = make_group(service, coordinator=sender, name="Thursday Friends")
    name_reader(service, reader)
    note(group, sender, "Wombats")
    plan(now=NOW)
    kinds_seen = {"concern_received", "concern_waiting"}
    for message in Message.objects.filter(kind__in=kinds_seen):
        message.channel = channel
        words = composed(message, NOW).envelope
        if channel == Channel.TEXT:
            assert words.body.startswith("Severn Vale Groupies: ")
            assert gsm7_length(words.body) <= 160, words.body
        for said in (words.subject, words.body, words.html):
            assert not HEALTH.search(said), said
            assert "Wombats" not in said
        kinds_seen.remove(message.kind)
    assert kinds_seen == set()


def test_neither_counts_against_the_three_texts_a_week():
    for code in ("concern_received", "concern_waiting"):
        kind = kinds.get(code)
        assert (kind.counts_to_cap, kind.hours) == (False, kinds.Hours.ANY)


@pytest.mark.parametrize("count", [1, 3])
def test_a_plan_asks_as_much_for_many_as_for_one(
    service, now, count, lead, django_assert_num_queries
):
    for index in range(count):
        place = make_service(name=f"Service {index}", message_name=f"Service {index}")
        name_reader(place, make_staff(place, f"Reader{index} X"))
        person = make_person(f"Ann{index} A", email=f"ann{index}@example.com", service=place)
        note(make_group(place, coordinator=person), person)
    with django_assert_num_queries(3):
        due = list(kinds.get("concern_waiting").plan(NOW))
    assert len(due) == count


def test_a_minute_in_which_nothing_waits_asks_once(service, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(kinds.get("concern_waiting").plan(NOW)) == []

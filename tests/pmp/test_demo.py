"""The demo goes through the services, and exists in development only."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse

from followon.messaging.models import Message, State
from followon.messaging.queries.failures import PARTS, counts, messages_of
from followon.people.models import Contact, User
from groups.models import Group, GroupHealth, Level, Meeting
from pmp.demo.build import build_demo
from pmp.demo.table2 import GROUPS
from pmp.models import Programme, Session
from pmp.queries.messages import unreached
from pmp.queries.new_numbers import dead_contacts

pytestmark = pytest.mark.django_db  # or a run of this file alone would meet the real database

NOW = datetime(2026, 9, 8, 11, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The whole demo, once for this module; taken away again afterwards."""
    from django.db import transaction  # the database is not set up when this file is imported

    in_development = override_settings(DEBUG=True)
    with in_development, django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        outer = transaction.atomic()
        outer.__enter__()
        try:
            service = build_demo(now=NOW, say=lambda line: None)
            yield service
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def visitor(demo, settings, django_db_blocker):
    settings.DEBUG = True
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        yield Client()


def test_the_eleven_groups_are_as_table_2_has_them(visitor):
    for told in GROUPS:
        group = Group.objects.get(name=f"{told.area} {told.letter}")
        assert group.memberships.count() == told.most
        assert (group.rhythm, group.purposes) == (told.rhythm, list(told.purposes))
        latest = group.meetings.begun(NOW).first()
        assert (NOW.date() - latest.date).days == told.days_since_last_date
        assert latest.headcount == told.lately[-1]


def test_one_programme_is_in_its_second_last_session(visitor):
    programme = Programme.objects.get(handovers__isnull=True)
    today = Session.objects.get(programme=programme, date=NOW.date())
    assert (today.number, programme.sessions.count()) == (9, 10)


def test_no_demo_message_still_waits_to_go_out_for_a_meeting_that_is_over(visitor):
    waiting = Message.objects.filter(state=State.QUEUED, not_before__lte=NOW)
    meetings = Meeting.objects.filter(starts_at__lt=NOW).values_list("pk", flat=True)
    over = [f"meeting:{pk}" for pk in meetings]
    assert not waiting.filter(kind__startswith="reminder", subject__in=over).exists()


def test_staff_see_a_message_of_every_kind_of_fate(visitor):
    clinician = User.objects.get(full_name="Priya Ramsbottom")
    number = counts(messages_of(clinician, NOW))
    assert [code for code in PARTS if not number[code]] == ["waiting"]
    assert number["delivered"] > sum(number.values()) / 2
    assert {contact.kind for contact in dead_contacts(clinician, NOW)} == {"mobile", "email"}
    (meeting,) = unreached(clinician, NOW)
    assert (len(meeting.people), bool(meeting.ringers)) == (1, True)


def test_steady_small_and_rare_groups_are_left_in_peace(visitor):
    levels = dict(GroupHealth.objects.values_list("group__name", "level"))
    for letter in ("A", "B", "D", "I"):
        told = next(group for group in GROUPS if group.letter == letter)
        assert levels[f"{told.area} {letter}"] != Level.NEEDS_A_HAND, letter


def test_groups_that_fade_come_first(visitor):
    needs = set(
        GroupHealth.objects.filter(level=Level.NEEDS_A_HAND).values_list("group__name", flat=True)
    )
    assert {"Dunmere H", "Millbrook F"} <= needs


@pytest.mark.parametrize("key", ["member", "coordinator", "ptv", "clinician", "lead"])
def test_one_click_signs_in_as_each_of_the_cast(visitor, key):
    answer = visitor.post(reverse("demo_sign_in", args=[key]), follow=True)
    assert answer.status_code == 200
    assert answer.wsgi_request.user.is_authenticated


def test_who_has_changed_the_number_can_still_be_signed_in_as(visitor):
    Contact.objects.filter(user__full_name="Nora Pickersgill").update(value="+447700900999")
    assert "Nora" in visitor.get(reverse("demo")).content.decode()
    assert visitor.post(reverse("demo_sign_in", args=["member"])).status_code == 302


def test_a_get_signs_nobody_in(visitor):
    assert visitor.get(reverse("demo_sign_in", args=["lead"])).status_code == 405


def test_the_cast_is_on_the_page(visitor):
    assert visitor.get(reverse("demo")).content.decode().count("Sign in as") == 5


@pytest.mark.parametrize(
    ("stage", "shown"),
    [
        ("new", "Question 1 of 9"),
        ("middle", "Question 8 of 9"),
        ("done", "Check your answers"),
    ],
)
def test_the_questions_open_at_each_stage(visitor, stage, shown):
    page = visitor.post(reverse("demo_questions", args=[stage]), follow=True)
    assert shown in page.content.decode()


def test_there_is_no_other_stage(visitor):
    assert visitor.post(reverse("demo_questions", args=["later"])).status_code == 404


@pytest.mark.parametrize("name", ["demo", "demo_sign_in"])
def test_neither_page_exists_in_production(visitor, settings, name):
    settings.DEBUG = False
    key = ["lead"] if name == "demo_sign_in" else []
    answer = visitor.post(reverse(name, args=key)) if key else visitor.get(reverse(name))
    assert answer.status_code == 404
    assert not answer.wsgi_request.user.is_authenticated


def test_demo_data_refuses_production(settings):
    settings.DEBUG = False
    with pytest.raises(ImproperlyConfigured, match="DEBUG"):
        build_demo(now=NOW)
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("demo")

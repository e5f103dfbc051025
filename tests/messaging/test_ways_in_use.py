"""Ways by service: their order, their rest, and what is wrong with them; in the database."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from followon.audit.models import AuditEvent
from followon.messaging.models import Way, WayOrder
from followon.messaging.queries.ways import in_use, troubles, ways_for
from followon.messaging.services import ways
from followon.messaging.services.ways import note, set_order
from followon.messaging.transports import TransportError
from followon.messaging.ways import Ways
from tests.cast import NOW, make_service
from tests.fakes.notify import EMAIL_TEMPLATE, TEXT_TEMPLATE
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, SENDER, FakeTwilio

TEMPORARY = TransportError("Later")
DAILY = TransportError("Daily limit", retry_after=timedelta(hours=9))


@pytest.fixture
def twilio(settings):
    with FakeTwilio() as fake:
        settings.TWILIO_BASE_URL = fake.url
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = ACCOUNT_SID, AUTH_TOKEN
        settings.TWILIO_SENDER = SENDER
        yield fake


def text_ways(service, now=NOW) -> Ways:
    return ways_for({(service.pk, "text")}, now)[service.pk, "text"]


def fail(times: int, error=TEMPORARY, now=NOW) -> None:
    note([("text", "notify", error)] * times, now=now)


def test_a_service_without_an_order_has_the_usual_one(service, notify, settings):
    settings.TEXT_TRANSPORT = "notify,twilio"
    assert text_ways(service) == Ways(("notify", "twilio"))


def test_a_service_s_own_order_is_its_own_alone(service, notify, twilio):
    set_order(service=service, channel="text", names=["twilio", "notify"], by=None, now=NOW)
    other = make_service(NOW)
    assert text_ways(service) == Ways(("twilio", "notify"))
    assert text_ways(other) == Ways(("notify",))
    assert AuditEvent.objects.get(verb="ways.set").facts["names"] == ["twilio", "notify"]


def test_no_names_is_the_usual_order_again(service, notify, twilio):
    set_order(service=service, channel="text", names=["twilio"], by=None, now=NOW)
    set_order(service=service, channel="text", names=[], by=None, now=NOW)
    assert text_ways(service) == Ways(("notify",))


@pytest.mark.parametrize(
    ("names", "error", "said"),
    [
        (["smtp"], ImproperlyConfigured, "'smtp' does not carry"),
        (["twilio"], ImproperlyConfigured, "TWILIO_ACCOUNT_SID is empty"),
        (["notify", "notify"], ValueError, "once"),
    ],
)
def test_an_order_that_could_not_work_is_refused(service, notify, settings, names, error, said):
    settings.TWILIO_ACCOUNT_SID = ""
    with pytest.raises(error, match=said):
        set_order(service=service, channel="text", names=names, by=None, now=NOW)
    assert (WayOrder.objects.count(), AuditEvent.objects.filter(verb="ways.set").count()) == (0, 0)


@pytest.mark.parametrize("count", [1, 5])
def test_the_ways_of_many_services_take_two_queries(
    notify, twilio, service, django_assert_num_queries, count
):
    services = [service, *(make_service(NOW) for _ in range(count))]
    for each in services:
        set_order(service=each, channel="text", names=["twilio"], by=None, now=NOW)
    with django_assert_num_queries(2):
        found = ways_for({(each.pk, "text") for each in services}, NOW)
    assert set(found.values()) == {Ways(("twilio",))}


def test_a_way_is_set_aside_after_five_failures_for_every_worker_to_see(service, notify, caplog):
    fail(4)
    assert text_ways(service).set_aside == set()
    fail(1)
    assert text_ways(service).set_aside == {"notify"}
    assert "is not sent by notify until" in caplog.text
    assert text_ways(service, NOW + timedelta(minutes=5)).set_aside == set()


def test_a_success_ends_the_count_and_the_rest(service, notify):
    fail(5)
    note([("text", "notify", None)], now=NOW)
    way = Way.objects.get()
    assert (way.failures, way.set_aside_until, way.reason) == (0, None, "")


def test_the_channels_of_a_provider_rest_each_for_itself(service, notify):
    fail(5)
    both = ways_for({(service.pk, "text"), (service.pk, "email")}, NOW)
    assert both[service.pk, "email"].set_aside == set()


def test_a_first_failure_that_says_when_is_enough(service, notify):
    fail(1, DAILY)
    assert text_ways(service, NOW + timedelta(hours=8, minutes=59)).set_aside == {"notify"}
    assert text_ways(service, NOW + timedelta(hours=9)).set_aside == set()


def test_what_goes_well_costs_one_query_and_no_row(service, notify, django_assert_num_queries):
    with django_assert_num_queries(1):
        note([("text", "notify", None)] * 50, now=NOW)
    assert Way.objects.count() == 0


def test_what_is_wrong_is_told_in_sentences(service, notify):
    fail(5)
    notify.templates[TEXT_TEMPLATE]["body"] = "((body)) ((name))"
    ways.check(now=NOW)
    way = Way.objects.get(channel="text")
    assert [each.sentence for each in troubles(way, NOW)] == [
        "The sms template must have exactly these placeholders: body",
        "Set aside until 10:05. Later",
    ]
    assert len(troubles(way, NOW + timedelta(minutes=5))) == 1


def test_a_check_finds_what_is_wrong_and_forgets_what_was_mended(db, notify, caplog):
    right = notify.templates[EMAIL_TEMPLATE]["subject"]
    notify.templates[EMAIL_TEMPLATE]["subject"] = "Follow-on"
    found = ways.check(now=NOW)
    assert found == [
        "email by notify: The email template must have exactly these placeholders: body, subject"
    ]
    assert found[0] in caplog.text
    notify.templates[EMAIL_TEMPLATE]["subject"] = right
    assert ways.check(now=NOW) == []
    assert [way.problems for way in Way.objects.all()] == [[], []]


def test_a_key_for_the_team_alone_is_found_before_anybody_misses_a_message(db, notify):
    notify.team_only = True
    words = "This key of GOV.UK Notify may only write to the team: use a live service's live key"
    assert ways.check(now=NOW) == [f"{channel} by notify: {words}" for channel in ("text", "email")]
    assert notify.sent == []


def test_a_check_asks_every_way_in_use_and_stops_at_none(service, notify, twilio, settings):
    set_order(service=service, channel="text", names=["notify", "twilio"], by=None, now=NOW)
    settings.NOTIFY_BASE_URL = "http://127.0.0.1:9"
    settings.TWILIO_SENDER = ""
    assert in_use("text") == ("notify", "twilio")
    assert [problem.partition(":")[0] for problem in ways.check(now=NOW)] == [
        "text by notify",
        "text by twilio",
        "email by notify",
    ]


def test_checks_come_each_hour_and_while_something_is_wrong_at_every_look(db, notify):
    assert ways.is_check_due(NOW)
    ways.check(now=NOW)
    assert not ways.is_check_due(NOW + timedelta(minutes=59))
    assert ways.is_check_due(NOW + timedelta(minutes=60))
    notify.team_only = True
    ways.check(now=NOW)
    assert ways.is_check_due(NOW + timedelta(minutes=5))


def test_the_commands(service, notify, twilio, capsys):
    call_command("set_ways", str(service.pk), "text", "notify", "twilio")
    assert capsys.readouterr().out == "text: notify, then twilio\n"
    call_command("check_ways", "--text-to", "+447700900123", "--email-to", "a@example.com")
    assert capsys.readouterr().out == "All ways of sending are set up.\n"
    assert [sent.to for sent in notify.sent] == ["+447700900123", "a@example.com"]
    assert [sms.to for sms in twilio.sent] == ["+447700900123"]
    with pytest.raises(CommandError, match="does not carry"):
        call_command("set_ways", str(service.pk), "text", "smtp")
    notify.team_only = True
    with pytest.raises(CommandError, match="may only write to the team"):
        call_command("check_ways")

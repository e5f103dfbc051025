"""What texts cost, and what happens at the month's limit."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from followon.audit.models import AuditEvent
from followon.messaging.gate import OVER_LIMIT, TEXTS_OFF, Facts, Go, Skip, verdict
from followon.messaging.kinds import Hours
from followon.messaging.models import Message, State
from followon.messaging.queries.spend import months, services_over_limit, spent_this_month
from followon.messaging.services.budgets import set_budget
from followon.messaging.services.sending import send_due
from followon.people.services.services import allow_texts
from tests.cast import NOW, make_service

from .kit import EMAIL, TEXT, queue, sent


@pytest.fixture(autouse=True)
def price(settings):
    settings.TEXT_PENCE = Decimal("2.5")


def limit(service, pounds, *, pence=None):
    set_budget(service=service, pence=pence, pounds_a_month=pounds, by=None, now=NOW)


def texts(service, ann, number, *, fragments=1, at=NOW, kind="plain", state=State.DELIVERED):
    Message.objects.bulk_create(
        Message(
            service=service,
            recipient=ann,
            channel=TEXT,
            kind=kind,
            dedupe_key=f"{service.pk}{at}{kind}{state}{each}",
            state=state,
            reason="why",
            lease_until=at,
            not_before=at,
            released_at=at,
            created_at=at,
            fragments=fragments,
        )
        for each in range(number)
    )


@pytest.mark.parametrize(
    ("hours", "channel", "expected"),
    [
        (Hours.ORDINARY, TEXT, Skip(OVER_LIMIT, other_channel=True)),
        (Hours.ORDINARY, EMAIL, Go()),
        (Hours.URGENT, TEXT, Go()),
        (Hours.ANY, TEXT, Go()),
    ],
)
def test_beyond_the_limit_ordinary_texts_alone_stay_back(hours, channel, expected):
    assert verdict(Facts(over_limit=True, hours=hours, channel=channel), NOW) == expected


def test_the_limit_is_reached_with_the_fragment_that_reaches_it(service, ann):
    limit(service, 1)
    texts(service, ann, 19, fragments=2)
    texts(service, ann, 1, kind="other")
    assert services_over_limit([service.pk], NOW) == set()
    texts(service, ann, 1, kind="third")
    assert services_over_limit([service.pk], NOW) == {service.pk}


def test_a_service_s_own_price_counts_and_no_limit_is_never_reached(service, other_service, ann):
    limit(service, 1, pence=Decimal("50"))
    texts(service, ann, 2)
    texts(other_service, ann, 2000)
    assert services_over_limit([service.pk, other_service.pk], NOW) == {service.pk}
    limit(service, 0)
    assert services_over_limit([service.pk], NOW + timedelta(days=60)) == {service.pk}
    limit(service, None)
    assert services_over_limit([service.pk, other_service.pk], NOW) == set()


def test_what_never_left_and_other_months_do_not_count(service, ann):
    limit(service, 1, pence=Decimal("100"))
    last_month = datetime(2026, 8, 31, 22, 59, tzinfo=UTC)
    texts(service, ann, 1, at=last_month)
    texts(service, ann, 1, state=State.QUEUED)
    texts(service, ann, 1, state=State.SKIPPED)
    assert services_over_limit([service.pk], NOW) == set()
    texts(service, ann, 1, at=last_month + timedelta(minutes=1))  # midnight in London
    assert services_over_limit([service.pk], NOW) == {service.pk}


def test_the_queries_do_not_grow_with_the_services(service, ann, django_assert_num_queries):
    services = [service, *(make_service(name=f"S{each}") for each in range(4))]
    for each in services:
        limit(each, 1)
    for asked in (services[:1], services):
        with django_assert_num_queries(2):
            services_over_limit([each.pk for each in asked], NOW)
        with django_assert_num_queries(2):
            spent_this_month(asked, NOW)


def test_a_warning_comes_at_four_fifths(service, ann):
    limit(service, 1)
    texts(service, ann, 31)
    (spent,) = spent_this_month([service], NOW)
    assert (spent.pence, spent.limit, spent.is_near) == (Decimal("77.5"), Decimal(100), False)
    texts(service, ann, 1, kind="other")
    (spent,) = spent_this_month([service], NOW)
    assert (spent.pence, spent.is_near, spent.is_over) == (Decimal("80.0"), True, False)


def test_by_month_and_kind_the_dearest_first(service, ann):
    texts(service, ann, 2)
    texts(service, ann, 3, kind="other", fragments=2)
    texts(service, ann, 1, at=NOW - timedelta(days=31))
    found = [
        (month.starts.month, [(line.kind, line.texts, line.fragments) for line in month.lines])
        for month in months(service, NOW)
    ]
    assert found == [(9, [("other", 3, 6), ("plain", 2, 2)]), (8, [("plain", 1, 1)])]
    assert [month.pence for month in months(service, NOW)] == [Decimal("20.0"), Decimal("2.5")]


def test_switching_texts_off_and_on_is_written_down(service, lead):
    assert allow_texts(service=service, allowed=False, by=lead, now=NOW)
    assert not allow_texts(service=service, allowed=False, by=lead, now=NOW)
    service.refresh_from_db()
    assert not service.texts_allowed
    assert allow_texts(service=service, allowed=True, by=lead, now=NOW + timedelta(minutes=1))
    events = AuditEvent.objects.filter(verb__startswith="service.texts").order_by("at")
    assert [(event.verb, event.actor) for event in events] == [
        ("service.texts_off", str(lead.pk)),
        ("service.texts_on", str(lead.pk)),
    ]


def test_a_text_says_as_how_many_it_was_charged(ann, eve, service, notify):
    assert sent(ann, service).fragments == 1
    long = f"https://fo.example.org/{'x' * 160}"
    assert sent(ann, service, facts={"link": long}, dedupe="long").fragments == 2
    assert sent(eve, service).fragments == 0
    assert spent_this_month([service], NOW)[0].pence == Decimal("7.5")


def test_beyond_the_limit_it_goes_by_email_and_a_move_still_by_text(bob, ann, service, notify):
    limit(service, 0)
    queue(bob, service)
    queue(ann, service)
    queue(ann, service, "urgent")
    queue(ann, service, "code", facts={"secret": "123456"})
    send_due(now=NOW)
    left = Message.objects.values_list("recipient__full_name", "kind", "channel", "state")
    assert set(left) == {
        ("Bob Brown", "plain", TEXT, State.SKIPPED),
        ("Bob Brown", "plain", EMAIL, State.SENT),
        ("Ann Able", "plain", TEXT, State.SKIPPED),
        ("Ann Able", "urgent", TEXT, State.SENT),
        ("Ann Able", "code", TEXT, State.SENT),
    }
    skipped = Message.objects.filter(state=State.SKIPPED).values_list("reason", flat=True)
    assert set(skipped) == {OVER_LIMIT}


def test_the_switch_keeps_even_a_code_back(ann, service, lead, notify):
    allow_texts(service=service, allowed=False, by=lead, now=NOW)
    queue(ann, service, "code", facts={"secret": "123456"})
    send_due(now=NOW)
    assert Message.objects.get().reason == TEXTS_OFF
    assert notify.sent == []

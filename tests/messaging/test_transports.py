"""What every transport promises, tried on each against a provider on loopback."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day

import pytest

from followon.messaging.transports.base import TransportError
from tests.messaging.rigs import ADDRESS, PATIENT, PHONE, RIGS, WORDS, Rig

AFTER_ACCEPTING = ("accept_then_hang", "accept_then_break", "slow_body")
BEFORE_ACCEPTING = ("hang", "break")


@pytest.fixture(params=RIGS, ids=lambda rig: rig.__name__)
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    with request.param() as made:
        yield made


def failure_of(rig: Rig) -> TransportError:
    with pytest.raises(TransportError) as caught:
        rig.send()
    return caught.value


def taken_on_by_now(rig: Rig) -> list[tuple[str, str]]:
    """What the provider holds; on a busy machine we may have given up before it had read it."""
    ends = time.monotonic() + PATIENT
    while not rig.accepted() and time.monotonic() < ends:
        threading.Event().wait(0.01)
    return rig.accepted()


def test_sends_what_it_is_given_once_and_names_it(rig):
    accepted = rig.send()

    assert rig.accepted() == [(rig.to, WORDS)]
    assert accepted.provider_id


def test_letters_of_every_kind_arrive_as_they_are(rig):
    words = "Zażółć gęślą jaźń — 10% off? £5 & <b>no</b>\nŵyŷ 👋"

    rig.send(body=words)

    assert rig.accepted() == [(rig.to, words)]


def test_keeps_its_connection(rig):
    rig.send("ref-1")
    rig.send("ref-2")

    assert len(rig.accepted()) == 2
    assert rig.provider.connections == 1


def test_a_line_that_the_provider_closed_while_idle_costs_nothing(rig):
    rig.send("ref-1")
    rig.provider.hang_up_on_idle_lines()

    rig.send("ref-2")

    assert rig.accepted() == [(rig.to, WORDS)] * 2


def test_threads_share_a_transport_but_not_a_connection(rig):
    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(lambda n: rig.send(f"ref-{n}").provider_id, range(24)))

    assert len(set(ids)) == 24
    assert len(rig.accepted()) == 24
    assert rig.provider.connections <= 4


def test_connections_outlive_the_threads_that_opened_them(rig):
    for reference in ("ref-1", "ref-2"):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(rig.send, reference).result()

    assert len(rig.accepted()) == 2
    assert rig.provider.connections == 1


@pytest.mark.parametrize("fault", BEFORE_ACCEPTING)
def test_silence_before_accepting_is_unclear(rig, fault):
    rig.break_next(fault)

    error = failure_of(rig)

    assert (error.unclear, error.permanent, error.contact_dead) == (True, False, False)
    assert rig.accepted() == []


@pytest.mark.parametrize("fault", AFTER_ACCEPTING)
def test_silence_after_accepting_is_unclear_and_not_sent_again(rig, fault):
    rig.break_next(fault)

    error = failure_of(rig)

    assert (error.unclear, error.permanent, error.contact_dead) == (True, False, False)
    assert taken_on_by_now(rig) == [(rig.to, WORDS)]


@pytest.mark.parametrize("fault", BEFORE_ACCEPTING + AFTER_ACCEPTING)
def test_the_next_message_goes_after_any_fault(rig, fault):
    rig.break_next(fault)
    failure_of(rig)

    rig.send("ref-2", body="The next one")

    assert rig.accepted()[-1] == (rig.to, "The next one")


def test_a_refused_connection_is_surely_not_sent(rig):
    rig.transport = rig.nowhere()

    error = failure_of(rig)

    assert (error.unclear, error.permanent, error.configuration) == (False, False, False)


def test_a_name_that_is_not_found_is_surely_not_sent(rig, monkeypatch):
    def not_found(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    rig.transport = rig.at_host("provider.invalid")
    monkeypatch.setattr(socket, "getaddrinfo", not_found)

    error = failure_of(rig)

    assert (error.unclear, error.permanent, error.configuration) == (False, False, False)


def test_a_refused_key_stops_the_queue_and_blames_no_contact(rig):
    rig.transport = rig.without_key()

    error = failure_of(rig)

    assert (error.permanent, error.configuration) == (True, True)
    assert (error.contact_dead, error.unclear) == (False, False)
    assert rig.accepted() == []


KINDS = {
    "rate": set(),
    "daily": set(),
    "account": {"permanent", "configuration"},
    "refused": {"permanent"},
    "fault": {"unclear"},
    "nonsense": {"unclear"},
}


LIMITS = [(rig, limit) for rig in RIGS for limit in rig.limits]
DOCUMENTED = LIMITS + [
    (rig, kind) for rig in RIGS for kind in KINDS if kind not in ("rate", "daily")
]


@pytest.mark.parametrize(("rig", "kind"), DOCUMENTED, indirect=["rig"])
def test_what_every_provider_documents_means_the_same_for_all(rig, kind):
    rig.answer_next(kind)

    error = failure_of(rig)

    marks = ("permanent", "unclear", "configuration", "contact_dead", "opted_out", "of_recipient")
    assert {name for name in marks if getattr(error, name)} == KINDS[kind]
    assert rig.accepted() == []
    rig.send("ref-2")
    assert len(rig.accepted()) == 1


@pytest.mark.parametrize(("rig", "kind"), LIMITS, indirect=["rig"])
def test_a_limit_says_how_long_to_wait(rig, kind):
    rig.answer_next(kind)

    wait = failure_of(rig).retry_after or timedelta(minutes=1)

    assert wait <= (timedelta(hours=24, minutes=1) if kind == "daily" else timedelta(minutes=1))
    if kind == "daily":  # at midnight UTC and a little, whatever the time is now
        ends = datetime.now(UTC) + wait
        assert (ends - timedelta(seconds=15)).time() <= time_of_day(minute=1)


def test_a_contact_that_is_none_is_dead(rig):
    rig.to = "07700" if rig.channel == "text" else "nobody at all"

    error = failure_of(rig)

    assert (error.permanent, error.contact_dead) == (True, True)
    assert (error.configuration, error.unclear) == (False, False)


@pytest.mark.parametrize("fault", ["none", "dead", "key", *BEFORE_ACCEPTING, *AFTER_ACCEPTING])
def test_nothing_personal_leaves_with_an_error(rig, fault, caplog):
    caplog.set_level(logging.DEBUG)
    if fault == "dead":
        rig.to = rig.to[:6]
    elif fault == "key":
        rig.transport = rig.without_key()
    elif fault == "none":
        rig.transport = rig.nowhere()
    else:
        rig.break_next(fault)

    error = failure_of(rig)

    told = f"{error} {error.reason} {error.__cause__} {error.__context__}"
    for private in (PHONE, PHONE[3:], rig.to, ADDRESS, ADDRESS.split("@")[0], WORDS, "Bay Tree"):
        assert private not in told + caplog.text
    assert 0 < len(error.reason) <= 120


def test_a_good_set_up_has_no_problems_and_a_bad_one_says_which(rig):
    assert rig.transport.problems() == []
    assert len(rig.nowhere().problems()) == 1


def test_who_cannot_be_asked_says_so_rather_than_answering_with_nothing(rig):
    if rig.transport.can_look_up:
        assert rig.transport.look_up("never-sent") == []
    else:
        with pytest.raises(TransportError):
            rig.transport.look_up("never-sent")

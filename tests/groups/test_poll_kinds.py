"""What a poll sends, to whom, when, and why not after all."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followon.messaging import kinds
from followon.messaging.models import Channel, Message
from followon.messaging.services.planning import plan
from followon.messaging.wording import gsm7_length
from groups.kinds import poll_plans
from groups.models import Group, Job, Poll
from groups.polls import close_at
from groups.services import jobs, telling_polls
from groups.services.members import leave, rest
from groups.services.polls import Proposed, book_option, change_poll, drop_poll, open_poll
from tests.cast import NOW, make_clinician, make_group, make_person, make_service, new_mobile
from tests.groups.concerns import name_reader
from tests.groups.make import TWO, make_place, member_of, told
from tests.groups.polls import DAYS, LAST_DAY, make_poll, vote
from tests.messaging.kit import composed

HOUR = timedelta(hours=1)
LATER = NOW + 2 * HOUR
CLOSED = close_at(LAST_DAY, "Europe/London")
CALLED = CLOSED - timedelta(days=1)
HALF_TEN = datetime(2026, 1, 1, 10, 30).time()


def why_not(kind, user, poll, *, version=1, now=LATER):
    message = Message(
        kind=kind, recipient=user, subject=f"poll:{poll.pk}", version=version, facts={}
    )
    return kinds.get(kind).still_wanted(message, now)


def words(kind, now=LATER, channel=Channel.TEXT):
    """What each message of that kind says."""
    found = Message.objects.filter(kind=kind, channel=channel).order_by("created_at", "pk")
    return [composed(message, now).envelope.body for message in found]


def plan_through(*moments):
    for moment in moments:
        plan(now=moment)


def test_only_the_silent_get_the_last_call_a_day_before_it_closes(group, member, deputy):
    poll = make_poll(group)
    vote(poll, deputy, "B=no")
    plan(now=CALLED - timedelta(minutes=1))
    assert told("poll_last_call") == set()
    plan_through(CALLED, CALLED + HOUR)
    assert told("poll_last_call") == {"Corinne", "Moira"}
    assert Message.objects.filter(kind="poll_last_call").count() == 2


def test_a_voter_who_answered_meanwhile_gets_no_last_call(group, member):
    poll = make_poll(group)
    plan(now=CALLED)
    assert why_not("poll_last_call", member, poll, now=CALLED) == ""
    vote(poll, member, "A=if_need_be", now=CALLED)
    assert why_not("poll_last_call", member, poll, now=CALLED) == "already answered"


def test_who_comes_back_from_a_rest_after_the_last_call_is_called_then(group, member):
    rest(
        member=member_of(group, member),
        until=LAST_DAY,
        texts=False,
        by=member,
        now=NOW,
    )
    make_poll(group)
    plan(now=CALLED)
    assert told("poll_last_call") == {"Corinne", "Dev"}
    plan(now=CALLED + timedelta(hours=7))
    assert told("poll_last_call") == {"Corinne", "Dev", "Moira"}


def test_when_it_closes_the_coordinator_is_told_once(group, member):
    poll = make_poll(group)
    vote(poll, member, "A=yes")
    plan_through(CLOSED - HOUR, CLOSED, CLOSED + HOUR)
    assert told("poll_ready") == {"Corinne"}


def test_when_all_have_answered_the_coordinator_hears_at_once_and_not_again(
    group, member, coordinator, deputy
):
    poll = make_poll(group)
    for who in (member, coordinator, deputy):
        vote(poll, who, "A=yes")
    plan(now=LATER)
    assert told("poll_ready") == {"Corinne"}
    plan_through(CALLED, CLOSED)
    assert told("poll_last_call") == set()
    assert Message.objects.filter(kind="poll_ready").count() == 1


def test_who_takes_a_break_is_not_waited_for(group, member, coordinator, deputy):
    poll = make_poll(group)
    rest(
        member=member_of(group, member),
        until=date(2026, 12, 1),
        texts=False,
        by=member,
        now=NOW,
    )
    for who in (coordinator, deputy):
        vote(poll, who, "A=yes")
    plan(now=LATER)
    assert told("poll_ready") == {"Corinne"}


def test_a_group_without_a_coordinator_tells_its_deputy_and_else_everybody(
    group, coordinator, deputy
):
    leave(member=member_of(group, coordinator), reason="", by=coordinator, now=NOW)
    make_poll(group)
    plan(now=CLOSED)
    assert told("poll_ready") == {"Dev"}
    Message.objects.all().delete()
    held = Job.objects.held().get(group=group)
    jobs.lay_down(job=held, by=deputy, now=LATER)
    plan(now=CLOSED + HOUR)
    assert told("poll_ready") == {"Dev", "Moira"}


@pytest.mark.parametrize("end", ["book", "drop"])
def test_after_it_is_over_nothing_is_due(group, coordinator, member, end):
    poll = make_poll(group)
    if end == "book":
        book_option(poll=poll, version=1, letter="A", by=coordinator, now=LATER)
    else:
        drop_poll(poll=poll, by=coordinator, now=LATER)
    plan_through(CALLED, CLOSED)
    assert told("poll_last_call") | told("poll_ready") == set()
    assert why_not("poll_opened", member, poll) == "the poll is over"
    assert why_not("poll_ready", coordinator, poll) == "the poll is over"


def test_a_message_about_dates_that_changed_gives_way_to_the_next(group, member):
    poll = make_poll(group)
    dates = [Proposed(o.date, o.time, o.place, o.letter) for o in poll.options.standing()]
    change_poll(poll=poll, version=1, dates=dates[:2], closes_at=poll.closes_at, by=None, now=LATER)
    assert why_not("poll_opened", member, poll) == "the poll has changed since"
    assert why_not("poll_opened", member, poll, version=2) == ""


@pytest.mark.parametrize("kind", ["poll_opened", "poll_last_call", "poll_ready"])
def test_nothing_goes_to_who_left_or_rests(group, member, deputy, kind):
    poll = make_poll(group)
    leave(member=member_of(group, member), reason="", by=member, now=NOW)
    until = date(2026, 12, 1)
    rest(member=member_of(group, deputy), until=until, texts=False, by=deputy, now=NOW)
    assert why_not(kind, member, poll) == "no longer a member"
    assert why_not(kind, deputy, poll) == "taking a break"
    rest(member=member_of(group, deputy), until=until, texts=True, by=deputy, now=NOW)
    assert why_not(kind, deputy, poll) == ""


def test_nothing_asks_once_it_has_closed(group, member):
    poll = make_poll(group)
    for kind in ("poll_opened", "poll_last_call"):
        assert why_not(kind, member, poll, now=CLOSED) == "the poll is over"
    assert why_not("poll_ready", member, poll, now=CLOSED) == ""
    past = poll.options.latest("starts_at").starts_at
    assert why_not("poll_ready", member, poll, now=past) == "its dates are over"


def test_a_text_holds_the_dates_with_their_letters(group, settings, clinician):
    name_reader(group.service, clinician)
    settings.BASE_URL = "https://follow-on.example"
    make_poll(group, days=DAYS[:2])
    text = words("poll_opened")[0]
    assert text.startswith(
        "Avon Follow-on: Which dates suit you? A Tue 22 Sep, B Wed 23 Sep, all 2pm. "
        "Reply letters or NONE, or tap https://follow-on.example/p/"
    )


def test_an_email_holds_every_date_with_its_place_and_the_last_day(group, settings):
    settings.BASE_URL = "https://follow-on.example"
    make_poll(group, place=make_place(group))
    text = next(each for each in words("poll_opened", channel=Channel.EMAIL) if "Moira" in each)
    assert "A: Tuesday 22 September 2026, 2pm, The Bakery" in text
    assert "by Wednesday 16 September 2026, 6pm" in text


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
@pytest.mark.parametrize("same", [True, False])
def test_every_text_fits_one_message_with_the_longest_names(db, now, settings, count, same):
    settings.BASE_URL = "https://" + "f" * 22
    service = make_service(now, message_name="Severn Vale Groupies")
    name_reader(service, make_clinician(service, now=now))
    people = [
        make_person(f"{name} Quill", mobile=new_mobile(), service=service)
        for name in ("Maximilianna", "Christophers", "Bernadettena")
    ]
    group = make_group(
        service, coordinator=people[0], others=tuple(people[1:]), name="T" * 40, now=now
    )
    days = [date(2026, 9, 20) + timedelta(days=number) for number in range(5, 5 + count)]
    dates = [
        Proposed(day, HALF_TEN if same or number else TWO, None) for number, day in enumerate(days)
    ]
    poll = open_poll(group=group, dates=dates, closes_at=CLOSED, by=None, now=NOW)
    letters = "ABCDEF"[:count]
    vote(poll, people[0], " ".join(f"{each}=if_need_be" for each in letters))
    plan(now=CALLED)
    plan(now=CLOSED)
    drop = Message.objects.filter(kind="poll_opened").first()
    for what in ("votes", "over", "unclear"):
        telling_polls.noted(
            poll, to=people[0], contact=None, now=CALLED, facts={"noted": what, "n": what}
        )
        Message.objects.filter(facts__noted=what).update(dedupe_key=what)
    assert drop is not None
    found = [
        (message.kind, composed(message, CALLED).envelope.body)
        for message in Message.objects.filter(kind__startswith="poll")
    ]
    assert {kind for kind, _body in found} >= {"poll_opened", "poll_last_call", "poll_noted"}
    assert [(kind, body) for kind, body in found if gsm7_length(body) > 160] == []
    asked = [body for kind, body in found if kind in ("poll_opened", "poll_last_call")]
    assert all(f"{letter} " in body for body in asked for letter in letters)


def test_where_no_answers_come_by_text_the_link_alone_is_given(group):
    """No reader is named in this service, so it takes no texts."""
    make_poll(group)
    message = Message.objects.filter(kind="poll_opened", channel=Channel.TEXT).first()
    body = composed(message, LATER).envelope.body
    assert ("Reply" in body) is False
    assert "/p/" in body


def test_the_best_date_is_named_to_whoever_books_it(group, member, deputy, settings):
    settings.BASE_URL = "https://follow-on.example"
    poll = make_poll(group)
    vote(poll, member, "A=no B=yes C=no")
    vote(poll, deputy, "A=yes B=if_need_be C=no")
    plan(now=CLOSED)
    [text] = words("poll_ready", CLOSED)
    assert "Best: Wed 23 Sep 2pm, 2 of 3 can come." in text


def test_a_tie_and_an_unanswered_poll_are_said_as_such(group, member, outsider):
    poll = make_poll(group)
    vote(poll, member, "A=yes B=yes")
    make_poll(outsider.memberships.get().group)
    plan(now=CLOSED)
    tie, empty = sorted(words("poll_ready", CLOSED), key=lambda body: "nobody" in body.lower())
    assert "2 dates fit equally well" in tie
    assert "nobody has answered your poll yet" in empty


def test_who_said_yes_is_down_as_coming_in_words(group, coordinator, member, settings):
    settings.BASE_URL = "https://follow-on.example"
    group.memberships.update(joined_at=NOW - timedelta(days=90))
    poll = make_poll(group)
    vote(poll, member, "A=yes")
    book_option(poll=poll, version=1, letter="A", by=coordinator, now=LATER)
    [email] = words("poll_booked", channel=Channel.EMAIL)
    assert "You said yes to this date, so you are down as coming." in email


def test_looking_at_many_polls_asks_as_often_as_at_one(service, now, coordinator):
    keys = []
    for number in range(8):
        group = make_group(service, coordinator=coordinator, name=f"Group {number}")
        keys.append(str(make_poll(group).pk))
    asked = []
    for size in (1, 8):
        with CaptureQueriesContext(connection) as queries:
            assert len(poll_plans.look(keys[:size], CALLED)) == size
        asked.append(len(queries))
    assert asked == [4, 4]


def test_a_poll_over_the_end_of_summer_time_is_called_at_the_local_hour(group):
    last_day = date(2026, 10, 25)
    at = datetime.fromisoformat("2026-10-20T09:00:00+00:00")
    days = (date(2026, 10, 27), date(2026, 10, 28))
    poll = make_poll(group, days=days, last_day=last_day, now=at)
    called = datetime.fromisoformat("2026-10-24T18:00:00+01:00")
    plan(now=called - timedelta(minutes=1))
    assert told("poll_last_call") == set()
    plan(now=called)
    assert told("poll_last_call") == {"Corinne", "Dev", "Moira"}
    assert poll.closes_at - called == timedelta(hours=25)
    assert Group.objects.get().pk == Poll.objects.get().group_id

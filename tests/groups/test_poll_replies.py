"""A poll answered by text: letters, NONE, what is unclear, and what else waits for an answer."""

from datetime import timedelta

import pytest

from followon.messaging.models import InboundText, Reading
from followon.messaging.services import inbound
from followon.messaging.services.sending import send_due
from followon.messaging.wording import gsm7_length
from groups.models import Answer, Vote
from groups.polls import close_at
from groups.services.members import add_member
from groups.services.polls import Proposed, change_poll
from tests.cast import NOW, make_group, make_person
from tests.groups.concerns import gateway, mobile_of, name_reader
from tests.groups.make import make_meeting
from tests.groups.polls import LAST_DAY, make_poll, votes_by_name

MINUTE = timedelta(minutes=1)
CLOSED = close_at(LAST_DAY, "Europe/London")


@pytest.fixture
def notify(settings, service, clinician):
    name_reader(service, clinician)
    settings.BASE_URL = "https://follow-on.example"
    with gateway(settings) as fake:
        yield fake


def say(person, words, now=NOW):
    kept = inbound.keep(
        provider="notify",
        provider_id=f"in-{InboundText.objects.count()}",
        source=mobile_of(person),
        destination="",
        body=words,
        sent_at=now,
        now=now,
    )
    inbound.work(text_id=kept.pk, now=now)
    kept.refresh_from_db()
    return kept.reading


def last(notify, now=NOW):
    send_due(now=now)
    texts = [each.body for each in notify.sent if each.body.startswith("Avon Follow-on: ")]
    return texts[-1].removeprefix("Avon Follow-on: ")


@pytest.mark.parametrize(
    ("words", "votes", "noted"),
    [
        ("A C", "A=yes B=no C=yes", "yes to A and C, no to B"),
        ("AB", "A=yes B=yes C=no", "yes to A and B, no to C"),
        ("a, maybe b", "A=yes B=if_need_be C=no", "yes to A, if need be B, no to C"),
        ("All fine", "A=yes B=yes C=yes", "yes to A, B and C"),
        ("NONE", "A=no B=no C=no", "no to A, B and C"),
        ("no sorry", "A=no B=no C=no", "no to A, B and C"),
        ("not C", "C=no", "no to C"),
    ],
)
def test_letters_are_votes_and_are_said_back(group, deputy, notify, words, votes, noted):
    poll = make_poll(group)
    send_due(now=NOW)
    assert say(deputy, words) == Reading.UNDERSTOOD
    assert votes_by_name(poll) == {"Dev": votes}
    assert set(Vote.objects.values_list("by", "given_by")) == {("text", deputy.pk)}
    assert last(notify).startswith(f"Thank you, Dev, noted: {noted}.")


def test_another_text_changes_it(group, deputy, notify):
    poll = make_poll(group)
    send_due(now=NOW)
    say(deputy, "A")
    say(deputy, "B C", NOW + MINUTE)
    assert votes_by_name(poll) == {"Dev": "A=no B=yes C=yes"}


@pytest.mark.parametrize("words", ["yes", "A maybe B", "F", "ok"])
def test_what_is_unclear_is_asked_again(group, deputy, notify, words):
    poll = make_poll(group)
    send_due(now=NOW)
    assert say(deputy, words) == Reading.UNDERSTOOD
    assert votes_by_name(poll) == {}
    body = last(notify)
    assert "A Tue 22 Sep, B Wed 23 Sep, C Thu 24 Sep, all 2pm." in body
    assert "letters" in body
    assert gsm7_length(body) <= 160


@pytest.mark.parametrize("words", ["I am in hospital", "unwell", "can you ring me", "Thursday"])
def test_what_is_for_a_person_stays_for_a_person(group, deputy, notify, words):
    make_poll(group)
    send_due(now=NOW)
    assert say(deputy, words) == Reading.TO_READ
    assert Vote.objects.count() == 0


def test_a_letter_whose_date_was_taken_out_is_asked_again(group, deputy, notify):
    poll = make_poll(group)
    send_due(now=NOW)
    dates = [Proposed(o.date, o.time, o.place, o.letter) for o in poll.options.standing()]
    change_poll(poll=poll, version=1, dates=dates[1:], closes_at=CLOSED, by=None, now=NOW)
    assert say(deputy, "A") == Reading.UNDERSTOOD
    assert votes_by_name(poll) == {}
    assert "B Wed 23 Sep, C Thu 24 Sep" in last(notify)


def test_after_it_has_closed_a_text_is_told_so(group, deputy, notify):
    poll = make_poll(group)
    send_due(now=NOW)
    assert say(deputy, "A", CLOSED) == Reading.UNDERSTOOD
    assert votes_by_name(poll) == {}
    assert "The poll has closed" in last(notify, CLOSED)


def test_stop_is_never_a_vote(group, deputy, notify):
    make_poll(group)
    send_due(now=NOW)
    assert say(deputy, "STOP") == Reading.UNDERSTOOD
    assert Vote.objects.count() == 0


def test_yes_answers_a_date_that_waits_and_letters_the_poll(group, deputy, notify):
    make_meeting(group)
    poll = make_poll(group)
    send_due(now=NOW)
    assert say(deputy, "YES") == Reading.UNDERSTOOD
    assert Answer.objects.get().value == "coming"
    assert votes_by_name(poll) == {}
    assert say(deputy, "A", NOW + MINUTE) == Reading.UNDERSTOOD
    assert votes_by_name(poll) == {"Dev": "A=yes B=no C=no"}
    assert Answer.objects.count() == 1


def test_letters_that_fit_two_polls_are_asked_back_and_kept(service, group, deputy, notify):
    second = make_group(service, coordinator=deputy, name="Clifton group")
    make_poll(group)
    make_poll(second)
    send_due(now=NOW)
    assert say(deputy, "A C") == Reading.ASKED_BACK
    body = last(notify)
    assert "the poll Bedminster" in body
    assert "the poll Clifton" in body
    assert Vote.objects.count() == 0


def test_of_two_who_share_a_number_the_name_says_whose_votes_they_are(
    service, group, deputy, notify
):
    number = mobile_of(deputy)
    mate = make_person("Mary Mate", mobile=number, service=service)
    add_member(group=group, user=mate, by=None, now=NOW - timedelta(days=30))
    poll = make_poll(group)
    send_due(now=NOW)
    assert say(deputy, "Mary B") == Reading.UNDERSTOOD
    assert votes_by_name(poll) == {"Mary": "A=no B=yes C=no"}


def test_a_letter_after_asking_back_answers_what_asked_last(service, group, deputy, notify):
    """A which-one question, then a poll: "A" is the poll's."""
    second = make_group(service, coordinator=deputy, name="Clifton group")
    make_meeting(group)
    make_meeting(second)
    send_due(now=NOW)
    assert say(deputy, "maybe") == Reading.ASKED_BACK
    send_due(now=NOW)
    poll = make_poll(group, now=NOW + MINUTE)
    send_due(now=NOW + MINUTE)
    assert say(deputy, "A", NOW + 2 * MINUTE) == Reading.UNDERSTOOD
    assert votes_by_name(poll) == {"Dev": "A=yes B=no C=no"}
    assert Answer.objects.count() == 0


def test_a_letter_asked_for_by_the_question_which_one_still_answers_that(
    service, group, deputy, notify
):
    second = make_group(service, coordinator=deputy, name="Clifton group")
    make_meeting(group)
    make_meeting(second)
    poll = make_poll(group)
    send_due(now=NOW)
    assert say(deputy, "maybe", NOW + MINUTE) == Reading.ASKED_BACK
    send_due(now=NOW + MINUTE)
    assert say(deputy, "B", NOW + 2 * MINUTE) == Reading.UNDERSTOOD
    assert Answer.objects.get().value == "not_sure"
    assert votes_by_name(poll) == {}
    # Answered, so that the next letter is the poll's again.
    assert say(deputy, "B", NOW + 3 * MINUTE) == Reading.UNDERSTOOD
    assert votes_by_name(poll) == {"Dev": "A=no B=yes C=no"}

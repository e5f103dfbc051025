from datetime import timedelta

import pytest

from followon.audit.models import AuditEvent
from followon.messaging.models import Message
from followon.people.queries.sharing import audience_of
from pmp.models import Participant
from pmp.queries.answers import answers_of
from pmp.services import answers
from pmp.steps import Step
from tests.cast import NOW
from tests.pmp.make import join


@pytest.fixture
def ann(programme):
    return join(programme, "Ann Ash", mobile="07700 900001")


def said(participant):
    return answers_of(Participant.objects.get(pk=participant.pk))


def test_each_wish_is_saved_with_its_day(ann):
    for days, wish in enumerate(("yes", "maybe", "no", "yes")):
        now = NOW + timedelta(days=days)
        answers.save_wish(participant=ann, wish=wish, by=ann.user, now=now)
        ann.refresh_from_db()
        assert (ann.wish, ann.wished_at) == (wish, now)


def test_a_no_is_thanked_once_and_nothing_else_is_sent(ann):
    answers.save_wish(participant=ann, wish="no", by=ann.user, now=NOW)
    answers.save_wish(participant=ann, wish="no", by=ann.user, now=NOW)
    assert [message.kind for message in Message.objects.all()] == ["thank_you"]


@pytest.mark.parametrize("wish", ["", "perhaps"])
def test_a_wish_that_is_none_is_refused(ann, wish):
    with pytest.raises(ValueError, match="not a valid Wish"):
        answers.save_wish(participant=ann, wish=wish, by=ann.user, now=NOW)


def test_contacts_are_changed_added_and_taken_away(ann):
    answers.save_reach(
        participant=ann,
        reach="email",
        contacts={"mobile": "", "email": "Ann@Example.com", "landline": "0117 496 0001"},
        by=ann.user,
        now=NOW,
    )
    now_held = said(ann)
    assert {one.kind: one.value for one in now_held.contacts} == {
        "email": "ann@example.com",
        "landline": "+441174960001",
    }
    assert now_held.reach == "email"


def test_a_contact_that_cannot_be_read_changes_nothing(ann):
    with pytest.raises(ValueError, match="email"):
        answers.save_reach(
            participant=ann,
            reach="email",
            contacts={"mobile": "", "email": "ann@"},
            by=ann.user,
            now=NOW,
        )
    assert [one.value for one in said(ann).contacts] == ["+447700900001"]
    assert said(ann).reach == "text"


def test_sharing_changes_only_what_was_chosen(ann):
    answers.save_sharing(
        participant=ann, choices={"mobile": "group", "needs": "nobody"}, by=ann.user, now=NOW
    )
    assert audience_of(ann.user) == {
        "mobile": "group",
        "email": "nobody",
        "landline": "nobody",
        "needs": "nobody",
    }


def test_a_time_that_works_is_not_hard_whatever_is_said_of_its_day(ann):
    answers.save_times(participant=ann, works=[(1, "morning")], by=ann.user, now=NOW)
    answers.save_times(
        participant=ann,
        hard=[(1, "morning"), (1, "evening")],
        reason=" by half past four \n I am done in ",
        by=ann.user,
        now=NOW,
    )
    assert said(ann).works == [(1, "morning")]
    assert said(ann).hard == [(1, "evening")]
    assert said(ann).participant.time_reason == "by half past four I am done in"


def test_times_are_replaced_and_a_hard_one_may_come_to_work(ann):
    answers.save_times(participant=ann, works=[(0, "morning")], by=ann.user, now=NOW)
    answers.save_times(participant=ann, hard=[(2, "evening")], by=ann.user, now=NOW)
    answers.save_times(participant=ann, works=[(2, "evening")], by=ann.user, now=NOW)
    assert (said(ann).works, said(ann).hard) == ([(2, "evening")], [])


def test_needs_travel_and_jobs(ann):
    answers.save_needs(
        participant=ann, codes=["seating", "warm"], kinds=["access"], by=ann.user, now=NOW
    )
    answers.save_needs(participant=ann, codes=["warm"], kinds=["access"], by=ann.user, now=NOW)
    answers.save_travel(participant=ann, area=" BS5 ", travel="bus", by=ann.user, now=NOW)
    answers.save_jobs(participant=ann, kinds=["welcomer", "deputy"], by=ann.user, now=NOW)
    answers.save_jobs(participant=ann, kinds=["welcomer"], by=ann.user, now=NOW)
    now_held = said(ann)
    assert (now_held.access, now_held.jobs) == (["warm"], ["welcomer"])
    assert (now_held.participant.area, now_held.participant.travel) == ("BS5", "bus")


def test_how_far_somebody_came_is_kept(ann):
    answers.save_wish(participant=ann, wish="yes", by=ann.user, now=NOW)
    answers.save_travel(participant=ann, area="BS5", travel="", by=ann.user, now=NOW)
    answers.save_wish(participant=ann, wish="maybe", by=ann.user, now=NOW)
    assert said(ann).participant.reached == Step.TRAVEL


def test_who_keyed_it_in_and_that_the_person_agreed_are_recorded(ann, clinician):
    answers.save_wish(participant=ann, wish="yes", by=clinician, now=NOW)
    answers.note_agreement(participant=ann, by=clinician, now=NOW)
    ann.refresh_from_db()
    assert (ann.answered_by, ann.agreed_at) == (clinician, NOW)
    answers.save_wish(participant=ann, wish="maybe", by=ann.user, now=NOW)
    ann.refresh_from_db()
    assert ann.answered_by is None


def test_the_audit_trail_says_that_somebody_answered_and_never_what(ann):
    answers.save_wish(participant=ann, wish="no", by=ann.user, now=NOW)
    event = AuditEvent.objects.get(verb="participant.answered")
    assert (event.subject, event.facts) == (str(ann.pk), {"step": "keep-meeting"})


def test_an_answer_and_its_trace_stand_or_fall_together(ann, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr(answers, "record", broken)
    with pytest.raises(RuntimeError):
        answers.save_wish(participant=ann, wish="no", by=ann.user, now=NOW)
    assert said(ann).participant.wish == ""
    assert not Message.objects.exists()

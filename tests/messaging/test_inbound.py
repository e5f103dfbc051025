import json
from datetime import timedelta

import pytest
from django.test import Client

from followon.messaging import tasks
from followon.messaging.kinds import Kind
from followon.messaging.models import InboundText, Message, Reading, TextStop
from followon.messaging.services import inbound
from followon.messaging.services.sending import send_due
from followon.people.queries.contacts import contact_at
from tests.cast import NOW, make_person, make_service

from .kit import MEETING, TOKEN, context, queue, registered, sent

ANN = "+447700900101"
STRANGER = "+447700900999"


def text(body: str, *, source: str = ANN, now=NOW) -> InboundText:
    """Somebody texts us, and it is worked on."""
    kept = inbound.keep(
        provider="notify",
        provider_id=f"in-{InboundText.objects.count()}",
        source=source,
        destination="447860039999",
        body=body,
        sent_at=now,
        now=now,
    )
    inbound.work(text_id=kept.pk, now=now)
    kept.refresh_from_db()
    return kept


def answered(notify, now=NOW) -> list[str]:
    """The texts that went back, without the sender's name."""
    notify.sent.clear()
    send_due(now=now)
    return [each.body.removeprefix("Avon Follow-on: ") for each in notify.sent]


@pytest.fixture
def other_ann(service):
    """Shares Ann's number."""
    return make_person("Ben Able", mobile="07700 900101", service=service)


def test_an_answer_reaches_the_kind_that_asked(ann, service, notify, answers):
    sent(ann, service, "asking", subject="meeting:1")
    came = text("Yes please 😊")
    assert answers.given == [("meeting:1", "coming", None)]
    assert (came.reading, came.meaning, came.person) == (Reading.UNDERSTOOD, "coming", ann)
    assert contact_at(ann, "mobile", ANN).proven_at == NOW
    assert answered(notify) == []


def test_a_headcount_answers_how_it_went(ann, service, notify, answers):
    sent(ann, service, "report", subject="meeting:1")
    text("5 came")
    assert answers.given == [("meeting:1", "number", 5)]


def test_a_number_counts_for_the_report_and_an_option_for_the_meeting(
    ann, service, notify, answers
):
    sent(ann, service, "report", subject="meeting:1")
    sent(ann, service, "asking", subject="meeting:2")
    text("5")
    assert answers.given == [("meeting:1", "number", 5)]
    assert text("3").reading == Reading.ASKED_BACK


def test_only_the_last_message_about_a_thing_asks(ann, service, notify, answers):
    sent(ann, service, "asking", subject="meeting:1", version=1)
    sent(ann, service, "report", subject="meeting:1", version=2, now=NOW + timedelta(hours=1))
    assert text("coming", now=NOW + timedelta(hours=2)).reading == Reading.TO_READ


def test_two_open_meetings_are_asked_back(ann, service, notify, answers):
    for subject in ("meeting:1", "meeting:2"):
        sent(ann, service, "asking", subject=subject)
    assert text("yes").reading == Reading.ASKED_BACK
    assert answers.given == []
    assert answered(notify)[0].startswith("we are not sure which question that answers.")


def test_a_question_that_has_passed_is_in_nobodys_way(ann, service, notify, answers):
    sent(ann, service, "asking", subject="meeting:1", send_before=NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    sent(ann, service, "asking", subject="meeting:2", now=later)
    text("no", now=later)
    assert answers.given == [("meeting:2", "no", None)]


def test_a_question_that_is_settled_is_in_nobodys_way_and_can_be_corrected(ann, service, notify):
    given = []
    settled = Kind(
        "settled",
        context,
        still_wanted=lambda message, now: "already reported" if given else "",
        replies=frozenset({"number"}),
        on_reply=lambda message, user, reply, now: given.append(reply.number) or True,
    )
    with registered(settled):
        sent(ann, service, "settled", subject="meeting:1")
        text("5")
        text("Sorry, 6")
    assert given == [5, 6]


def test_old_questions_are_forgotten(ann, service, notify, answers):
    sent(ann, service, "asking", subject="meeting:1")
    text("yes", now=NOW + timedelta(days=15))
    assert answers.given == []


def test_two_who_share_a_number_are_asked_who_it_was(ann, other_ann, service, notify, answers):
    for person, moment in ((ann, NOW - timedelta(minutes=1)), (other_ann, NOW)):
        sent(person, service, "asking", subject="meeting:1", now=moment)
    came = text("YES")
    assert (came.reading, came.person) == (Reading.ASKED_BACK, None)
    assert answered(notify) == ["who is answering? Reply with your first name: ANN, BEN or BOTH."]


def test_a_first_name_says_which_of_two_it_was(ann, other_ann, service, notify, answers):
    sent(ann, service, "asking", subject="meeting:1")
    sent(other_ann, service, "asking", subject="meeting:2")
    came = text("Ben coming")
    assert (came.person, answers.given) == (other_ann, [("meeting:2", "coming", None)])


def test_the_only_one_who_was_asked_needs_no_name(ann, other_ann, service, notify, answers):
    sent(other_ann, service, "asking", subject="meeting:2")
    assert text("maybe").person == other_ann


@pytest.mark.parametrize("word", ["STOP", "stop!", "Unsubscribe", "Cancel", "END", "quit please"])
def test_stop_stops_everywhere_at_once_with_one_confirmation(ann, service, notify, answers, word):
    sent(ann, service, "asking", subject="meeting:1")
    came = text(word)
    assert (came.reading, came.meaning) == (Reading.UNDERSTOOD, "stop")
    assert answered(notify) == [
        "you will not get any more texts from us. You are still in your group. To get texts "
        "again, text START. Questions? Call 0117 496 0100."
    ]
    queue(ann, service, "urgent")
    text("STOP")
    assert answered(notify) == []
    assert answers.given == []
    assert TextStop.objects.count() == 1


def test_stop_counts_for_both_who_share_a_number_and_for_every_service(
    ann, other_ann, service, notify
):
    elsewhere = make_service(NOW, name="Mendip", message_name="Mendip")
    text("STOP")
    answered(notify)
    queue(ann, service)
    queue(other_ann, elsewhere)
    assert answered(notify) == []


def test_a_sentence_that_asks_to_stop_stops_and_is_read(ann, service, notify):
    came = text("Stop texting me please, I am in hospital")
    assert (came.reading, TextStop.objects.count()) == (Reading.TO_READ, 1)


@pytest.mark.parametrize("word", ["START", "unstop", "Yes"])
def test_start_brings_texts_back(ann, service, notify, word):
    text("STOP")
    answered(notify)
    assert text(word).reading == Reading.UNDERSTOOD
    assert answered(notify)[0].startswith("you will get our texts again.")
    queue(ann, service)
    assert len(answered(notify)) == 1


def test_yes_to_a_question_is_an_answer_even_after_a_stop(ann, service, notify, answers):
    sent(ann, service, "asking", subject="meeting:1")
    text("STOP")
    text("yes")
    assert answers.given == [("meeting:1", "coming", None)]
    assert TextStop.objects.filter(ended_at__isnull=True).count() == 1


def test_help_says_whom_to_call_at_any_hour(ann, service, notify):
    night = NOW.replace(hour=23)
    text("HELP", now=night)
    assert answered(notify, night) == [
        "call us on 0117 496 0100. To stop our texts, text STOP. If it is urgent call 111. "
        "In danger call 999."
    ]


def test_anything_else_waits_for_a_person_and_gets_the_fixed_answer_every_twelve_hours(
    ann, service, notify
):
    first = text("I cannot go on like this")
    assert (first.reading, first.person, first.service) == (Reading.TO_READ, ann, service)
    assert len(answered(notify)) == 1
    for hours, count in ((1, 0), (11, 0), (12, 1)):
        text("Are you there?", now=NOW + timedelta(hours=hours))
        assert len(answered(notify, NOW + timedelta(hours=hours))) == count
    assert InboundText.objects.filter(reading=Reading.TO_READ).count() == 4


def test_an_unknown_number_is_kept_and_answered(service, notify):
    came = text("Who is this?", source=STRANGER)
    assert (came.reading, came.person, came.service) == (Reading.TO_READ, None, service)
    assert len(answered(notify)) == 1
    assert notify.sent[0].to == STRANGER


def test_an_unknown_number_among_several_services_belongs_to_none(service, notify):
    make_service(NOW, name="Mendip", message_name="Mendip")
    assert text("Who is this?", source=STRANGER).service is None
    assert len(answered(notify)) == 1


def test_a_reply_that_does_not_fit_after_all_is_read_by_a_person(ann, service, notify, answers):
    answers.refuse = True
    sent(ann, service, "asking", subject="meeting:1")
    assert text("yes").reading == Reading.TO_READ


def test_a_room_that_fails_loses_no_text_and_logs_no_word(ann, service, notify, answers, caplog):
    answers.fault = ValueError("yes from Ann")
    sent(ann, service, "asking", subject="meeting:1")
    assert text("yes").reading == Reading.TO_READ
    assert "A reply to a asking failed: ValueError" in caplog.text
    assert "Ann" not in caplog.text


def test_a_text_is_worked_on_once(ann, service, notify, answers):
    sent(ann, service, "asking", subject="meeting:1")
    came = text("yes")
    assert inbound.work(text_id=came.pk, now=NOW) is False
    assert len(answers.given) == 1


def test_nothing_of_what_they_wrote_is_in_any_message(ann, service, notify):
    text("My tablets are all gone")
    answered(notify)
    assert not Message.objects.filter(rendered__icontains="tablets").exists()


def post(body: object, *, token: str = TOKEN) -> int:
    answer = Client(enforce_csrf_checks=True).post(
        "/hooks/notify/texts/",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    return answer.status_code


POSTED = {
    "id": "t1",
    "source_number": "447700900101",
    "destination_number": "447860039999",
    "message": "Yes",
    "date_received": "2026-09-09T08:59:00.000000Z",
}


def test_the_webhook_keeps_a_text_once_and_wakes_a_worker(
    ann, service, notify, answers, monkeypatch
):
    woken = []
    monkeypatch.setattr(tasks.work_inbound, "apply_async", lambda args, **_: woken.append(args))
    assert [post(POSTED), post(POSTED)] == [204, 204]
    kept = InboundText.objects.get()
    assert (kept.source, woken) == (ANN, [(kept.pk,)])


def test_the_webhook_refuses_a_wrong_token(db, notify):
    assert post(POSTED, token="wrong") == 403
    assert InboundText.objects.count() == 0


@pytest.mark.parametrize("source", ["", "NHS", "60777", "4477009001010000000000000"])
def test_a_strange_sender_is_kept_too(service, notify, monkeypatch, source):
    monkeypatch.setattr(
        tasks.work_inbound, "apply_async", lambda args, **_: tasks.work_inbound(*args)
    )
    assert post({**POSTED, "source_number": source}) == 204
    assert InboundText.objects.get().reading == Reading.TO_READ


def test_the_answers_of_a_meeting_are_not_the_carriers_words():
    assert {"stop", "end", "cancel", "quit", "start", "help"}.isdisjoint(MEETING)

from datetime import timedelta

import pytest

from followon.messaging.kinds import Hours, Kind
from followon.messaging.models import Message, State, TextStop
from followon.messaging.services.sending import send_due
from followon.messaging.services.stops import stop_texts
from followon.messaging.services.sweeping import settle_doubts
from followon.people.models import Reach
from followon.people.queries.contacts import contact_at
from followon.people.services.contacts import remove_contact, set_contact
from followon.people.services.preferences import set_reach
from tests.cast import NOW, make_person
from tests.fakes.smtp_sink import SmtpSink

from .kit import EMAIL, LINK, TEXT, context, queue, registered, sent, states

MINUTE = timedelta(minutes=1)
NIGHT = NOW.replace(hour=22)


def after_sending(message: Message, now=NOW) -> Message:
    send_due(now=now)
    message.refresh_from_db()
    return message


def test_a_text_leaves_with_our_id_as_its_reference(ann, service, notify):
    message = sent(ann, service)
    (text,) = notify.sent
    assert (text.reference, text.to) == (str(message.pk), "+447700900101")
    assert text.body == f"Avon Follow-on: Ann, we meet on Wednesday. {LINK}"
    assert (message.provider, message.provider_id) == ("notify", text.id)
    assert (message.sent_at, message.attempts) == (NOW, 1)
    assert message.look_at == NOW + timedelta(hours=73)


def test_an_e_mail_can_be_stopped_with_one_click(eve, service, notify, settings):
    settings.BASE_URL = "https://fo.example.org"
    sent(eve, service)
    (mail,) = notify.sent
    assert mail.subject == "We meet on Wednesday"
    assert mail.unsubscribe_url.startswith("https://fo.example.org/stop-emails/")
    assert f"To stop these emails: {mail.unsubscribe_url}" in mail.body


def test_the_record_keeps_no_link_that_opens_anything(ann, service, notify):
    assert sent(ann, service).rendered == ("Avon Follow-on: Ann, we meet on Wednesday. …/a/[link]")


def test_only_in_development_the_record_keeps_live_links(ann, service, notify, settings):
    settings.DEBUG = True
    assert LINK in sent(ann, service).rendered


def test_a_code_is_neither_in_the_words_nor_in_the_facts(ann, service, notify):
    message = sent(ann, service, "code", facts={"secret": "482913"})
    assert notify.sent[0].body == "Avon Follow-on: your code is 482913"
    assert message.rendered == "Avon Follow-on: your code is [code]"
    assert message.facts == {}


def test_nothing_is_sent_before_its_time(ann, service, notify):
    queue(ann, service, not_before=NOW + MINUTE)
    send_due(now=NOW)
    assert notify.sent == []


def test_at_night_a_text_waits_for_the_morning(ann, service, notify):
    message = after_sending(queue(ann, service, now=NIGHT), NIGHT)
    assert message.state == State.QUEUED
    assert message.not_before == NOW.replace(day=10, hour=7)
    assert notify.sent == []


def test_what_is_no_longer_wanted_is_skipped_with_the_reason(ann, service, notify):
    with registered(Kind("stale", context, still_wanted=lambda message, now: "it moved")):
        message = after_sending(queue(ann, service, "stale"))
    assert (message.state, message.reason, notify.sent) == (State.SKIPPED, "it moved", [])


def test_a_stop_after_queueing_sends_the_e_mail_instead(bob, service, notify):
    queue(bob, service)
    stop_texts(number="+447700900102", now=NOW)
    send_due(now=NOW)
    assert states() == [(EMAIL, "sent"), (TEXT, "skipped")]
    assert [each.channel for each in notify.sent] == ["email"]


def test_a_changed_preference_redirects_what_is_queued(bob, service, notify):
    queue(bob, service)
    set_reach(user=bob, reach=Reach.EMAIL, by=bob, now=NOW)
    send_due(now=NOW)
    assert [each.to for each in notify.sent] == ["bob@example.com"]


def test_what_waits_follows_its_person_to_a_new_number(ann, service, notify):
    message = queue(ann, service)
    set_contact(user=ann, kind="mobile", raw="07700 900555", by=ann, now=NOW)
    assert after_sending(message).state == State.SENT
    assert [each.to for each in notify.sent] == ["+447700900555"]
    assert message.contact == contact_at(ann, "mobile", "+447700900555")


def test_a_code_never_goes_to_another_number_than_was_typed(ann, service, notify):
    old = contact_at(ann, "mobile", "+447700900101")
    message = queue(ann, service, "code", contact=old, facts={"secret": "482913"})
    set_contact(user=ann, kind="mobile", raw="07700 900555", by=ann, now=NOW)
    after_sending(message)
    assert (message.state, notify.sent) == (State.SKIPPED, [])


def test_a_number_that_was_taken_away_between_two_tries_gets_nothing(ann, service, notify):
    number = contact_at(ann, "mobile", "+447700900101")
    message = queue(ann, service, "code", contact=number, facts={"secret": "482913"})
    notify.rate_limit()
    assert after_sending(message).state == State.QUEUED
    remove_contact(contact=number, by=ann, now=NOW)
    assert after_sending(message, NOW + 5 * MINUTE).state == State.SKIPPED
    assert notify.sent == []


@pytest.mark.parametrize("reach", [Reach.CALL, Reach.LETTER])
def test_who_chose_a_call_or_a_letter_gets_no_e_mail_instead(bob, service, notify, reach):
    queue(bob, service)
    set_reach(user=bob, reach=reach, by=bob, now=NOW)
    send_due(now=NOW)
    assert (states(), notify.sent) == ([(TEXT, "skipped")], [])


def test_three_texts_in_seven_days_and_the_fourth_later(ann, service, notify):
    for subject in "abcd":
        queue(ann, service, subject=subject)
    send_due(now=NOW)
    assert len(notify.sent) == 3
    waiting = Message.objects.get(state=State.QUEUED)
    assert waiting.not_before == NOW + timedelta(days=7)
    urgent = queue(ann, service, "urgent")
    assert after_sending(urgent).state == State.SENT


def test_a_fourth_text_goes_by_e_mail(bob, service, notify):
    for subject in "abcd":
        queue(bob, service, subject=subject)
    send_due(now=NOW)
    assert sorted(each.channel for each in notify.sent) == ["email", "sms", "sms", "sms"]


def test_the_most_urgent_leaves_first(ann, service, notify, settings):
    settings.MESSAGES_IN_FLIGHT = 1
    for kind in ("plain", "urgent", "code"):
        queue(ann, service, kind, facts={"secret": "482913"} if kind == "code" else {})
    send_due(now=NOW)
    order = [Message.objects.get(pk=each.reference).kind for each in notify.sent]
    assert order == ["code", "urgent", "plain"]


def test_an_invalid_number_is_marked_dead_and_the_e_mail_tried(bob, service, notify):
    notify.fail_with(400, "ValidationError", "phone_number Number is not valid")
    queue(bob, service)
    send_due(now=NOW)
    assert states() == [(EMAIL, "sent"), (TEXT, "undeliverable")]
    assert contact_at(bob, "mobile", "+447700900102").dead_since == NOW


def test_another_refusal_does_not_blame_the_number(ann, service, notify):
    notify.fail_with(400, "BadRequestError", "Something else")
    message = after_sending(queue(ann, service))
    assert message.state == State.UNDELIVERABLE
    assert contact_at(ann, "mobile", "+447700900101").dead_since is None


def test_a_wrong_key_burns_no_message_and_raises_the_alarm(ann, service, notify, caplog):
    notify.fail_with(403, "AuthError", "Invalid token: signature")
    message = after_sending(queue(ann, service))
    assert (message.state, message.attempts) == (State.QUEUED, 0)
    assert message.not_before == NOW + timedelta(minutes=5)
    assert [each.levelname for each in caplog.records if "messaging" in each.name] == ["ERROR"]
    assert after_sending(message, NOW + timedelta(minutes=5)).state == State.SENT


def test_a_rate_limit_is_waited_out(ann, service, notify):
    notify.rate_limit()
    message = after_sending(queue(ann, service))
    assert (message.state, message.not_before) == (State.QUEUED, NOW + MINUTE)


def test_the_daily_limit_is_waited_out_until_midnight(ann, service, notify):
    notify.daily_limit()
    message = after_sending(queue(ann, service))
    assert message.not_before > NOW.replace(hour=23, minute=59)


def test_a_fault_at_the_provider_is_asked_about_before_it_is_sent_again(ann, service, notify):
    notify.fail_with(500, "Exception", "Internal server error")
    message = after_sending(queue(ann, service))
    assert (message.state, message.look_at) == (State.UNKNOWN, NOW + MINUTE)
    settle_doubts(now=NOW + MINUTE)
    assert after_sending(message, NOW + MINUTE).state == State.SENT
    assert len(notify.sent) == 1


@pytest.mark.parametrize("fault", ["hang", "accept_then_timeout"])
def test_a_provider_that_says_nothing_gets_it_once(ann, service, notify, settings, fault):
    settings.TRANSPORT_TIMEOUT = 0.3
    getattr(notify, fault)()
    message = after_sending(queue(ann, service))
    assert message.state == State.UNKNOWN
    settings.TRANSPORT_TIMEOUT = 5.0
    settle_doubts(now=NOW + MINUTE)
    assert after_sending(message, NOW + MINUTE).state == State.SENT
    assert [each.reference for each in notify.sent] == [str(message.pk)]


def test_no_connection_is_tried_again_by_the_table(ann, service, notify, settings):
    settings.NOTIFY_BASE_URL = "http://127.0.0.1:9"
    message = after_sending(queue(ann, service))
    assert (message.state, message.not_before) == (State.QUEUED, NOW + MINUTE)
    message = after_sending(message, NOW + MINUTE)
    assert (message.attempts, message.not_before) == (2, NOW + 6 * MINUTE)


def test_a_code_that_cannot_leave_in_time_is_given_up(ann, service, notify, settings):
    settings.NOTIFY_BASE_URL = "http://127.0.0.1:9"
    message = queue(ann, service, "code", send_before=NOW + MINUTE, facts={"secret": "1"})
    assert after_sending(message).state == State.FAILED


def test_one_kinds_mistake_holds_up_no_other(ann, service, notify, caplog):
    def broken(message, now):
        raise KeyError("gone")

    with registered(Kind("broken", broken, hours=Hours.ANY)):
        bad = queue(ann, service, "broken")
        good = queue(ann, service)
        send_due(now=NOW)
        bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.reason, bad.attempts) == ("queued", "Could not be made: KeyError", 1)
    assert good.state == State.SENT


def test_the_log_holds_no_number_name_or_word(ann, service, notify, caplog):
    notify.fail_with(400, "ValidationError", "phone_number 07700900101 is not valid")
    queue(ann, service)
    send_due(now=NOW)
    assert "did not go" in caplog.text
    for secret in ("7700900101", "Ann", "Wednesday", LINK):
        assert secret not in caplog.text


def test_a_stop_that_only_the_provider_knows_is_kept(ann, service, notify):
    from followon.messaging.retry import Next
    from followon.messaging.services.outcomes import follow

    message = sent(ann, service)
    follow(message, Next(State.UNDELIVERABLE, "21610", opted_out=True), now=NOW)
    assert TextStop.objects.get().number == "+447700900101"


def test_an_e_mail_over_smtp_has_two_sides_and_the_header_to_stop(eve, service, answers, settings):
    settings.BASE_URL = "https://fo.example.org"
    with SmtpSink() as mail:
        settings.EMAIL_TRANSPORT = "smtp"
        settings.EMAIL_HOST, settings.EMAIL_PORT = mail.host, mail.port
        settings.EMAIL_USE_TLS, settings.DEFAULT_FROM_EMAIL = False, "hello@fo.example.org"
        message = sent(eve, service)
    (received,) = mail.mails
    assert received.body.startswith("Dear Eve,\n\nWe meet on Wednesday <& so on>.")
    assert "<!DOCTYPE html>" in received.html
    assert received.message["Message-ID"] == f"<{message.pk}@fo.example.org>"
    assert received.message["From"] == "Avon Follow-on <hello@fo.example.org>"
    assert received.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert received.message["List-Unsubscribe"].startswith("<https://fo.example.org/stop-emails/")
    assert message.look_at is None


def test_a_long_name_is_cut_for_a_text_and_whole_in_an_e_mail(service, notify):
    name = "Siân Bartholomewina-Louise"
    person = make_person(name, preferred_name=name, mobile="07700 900103", service=service)
    other = make_person(name, preferred_name=name, email="sian@example.com", service=service)
    sent(person, service)
    sent(other, service)
    text, mail = notify.sent
    assert text.body.startswith("Avon Follow-on: Sian, we meet")
    assert mail.body.startswith(f"Dear {name},")

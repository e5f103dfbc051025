"""A new number or address of one's own: in use only once its code came back."""

import time
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from followon.audit.models import AuditEvent
from followon.messaging.gsm7 import gsm7_length
from followon.messaging.models import Message
from followon.messaging.services.contacts import change_contact
from followon.messaging.services.sending import send_due
from followon.messaging.wording import render
from followon.people.models import Contact, ContactChange
from followon.people.services.contacts import mark_dead, mark_proven, mark_verified
from tests.cast import NOW, make_group, make_person, signed_in
from tests.messaging.kit import queue

MOBILE, CODE = "/details/contact/mobile/", "/details/contact/mobile/code/"
NEW, NEW_E164 = "07700 900555", "+447700900555"
OLD_E164 = "+447700900123"


@pytest.fixture(autouse=True)
def outbox(settings):
    """The console transport works nowhere else."""
    settings.DEBUG = True


@pytest.fixture
def ann(service):
    """Has a proved mobile alone, and is in a group."""
    ann = make_person("Ann Example", mobile="07700 900123")
    mark_verified(contact=ann.contacts.get(), now=NOW)
    make_group(service, coordinator=ann)
    return ann


@pytest.fixture
def browser(ann):
    return signed_in(ann)


def at(**later):
    return time_machine.travel(NOW + timedelta(**later), tick=False)


def numbers(user):
    return list(user.contacts.values_list("value", flat=True))


def codes(to=NEW_E164):
    """Every code that is on its way there."""
    sent = Message.objects.filter(kind="contact_code", to=to)
    return [message.facts["secret"] for message in sent]


def the_code(to=NEW_E164):
    (code,) = codes(to)
    return code


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def notices():
    """Who is told that something changed: (to, what)."""
    return [(row.to, row.facts["what"]) for row in Message.objects.filter(kind="contact_changed")]


def words(response):
    return response.content.decode()


def test_the_old_number_stays_in_use_until_the_new_one_is_proved(browser, ann):
    assert browser.post(MOBILE, {"value": NEW}).url == CODE
    assert numbers(ann) == [OLD_E164]
    assert NEW in words(browser.get(CODE))

    assert browser.post(CODE, {"code": the_code()}).url == "/details/"

    contact = ann.contacts.get()
    assert (contact.value, contact.verified_at, contact.proven_at) == (NEW_E164, NOW, NOW)
    assert not ContactChange.objects.exists()


def test_the_old_number_is_told_once_although_it_is_nobodys_contact_any_more(browser, ann):
    browser.post(MOBILE, {"value": NEW})
    browser.post(CODE, {"code": the_code()})
    assert notices() == [(OLD_E164, "changed")]
    (notice,) = Message.objects.filter(kind="contact_changed")
    send_due(now=NOW)
    notice.refresh_from_db()
    assert (notice.state, notice.to, notice.contact) == ("sent", OLD_E164, None)
    assert "was changed" in notice.rendered
    assert "900555" not in notice.rendered
    assert "Ann" not in notice.rendered


def test_a_number_that_was_dead_or_never_proved_may_be_a_strangers_and_is_not_told(service):
    dead, unproved = (
        make_person(name, mobile=mobile)
        for name, mobile in (("D D", "07700 900001"), ("U U", "07700 900002"))
    )
    mark_proven(contact=dead.contacts.get(), now=NOW)
    mark_dead(contact=dead.contacts.get(), now=NOW)
    for user, mobile in ((dead, "07700 900003"), (unproved, "07700 900004")):
        change_contact(user=user, kind="mobile", raw=mobile, by=None, service=service, now=NOW)
    assert notices() == []


def test_where_the_old_one_is_dead_the_others_are_told(service, clinician):
    ann = make_person("Ann Able", mobile="07700 900001", email="ann@example.com")
    for contact in ann.contacts.all():
        mark_proven(contact=contact, now=NOW)
    mark_dead(contact=ann.contacts.get(kind="mobile"), now=NOW)
    change_contact(user=ann, kind="mobile", raw=NEW, by=clinician, service=service, now=NOW)
    assert notices() == [("ann@example.com", "added")]


def test_a_first_email_is_proved_too_and_the_mobile_is_told(browser, ann):
    browser.post("/details/contact/email/", {"value": "Ann@Example.com"})
    assert not ann.contacts.filter(kind="email").exists()
    browser.post("/details/contact/email/code/", {"code": the_code("ann@example.com")})
    assert ann.contacts.get(kind="email").verified_at == NOW
    assert notices() == [(OLD_E164, "added")]


def test_a_landline_needs_no_code(browser, ann):
    assert browser.post("/details/contact/landline/", {"value": "0117 496 0123"}).url == "/details/"
    assert ann.contacts.get(kind="landline").value == "+441174960123"
    assert not Message.objects.exists()


def test_a_wrong_number_costs_nothing_but_a_text(browser, ann):
    browser.post(MOBILE, {"value": "07700 900556"})
    browser.post(MOBILE, {"value": NEW})
    assert browser.post(CODE, {"code": the_code("+447700900556")}).status_code == 200
    assert numbers(ann) == [OLD_E164]
    browser.post(CODE, {"code": the_code()})
    assert numbers(ann) == [NEW_E164]


def test_in_another_browser_later(ann):
    signed_in(ann).post(MOBILE, {"value": NEW})
    with at(minutes=5):
        other = signed_in(ann)
        assert f"Waiting for its code: {NEW}" in words(other.get("/details/"))
        other.post(CODE, {"code": the_code()})
    assert numbers(ann) == [NEW_E164]


def test_a_code_that_has_run_out_keeps_the_number_and_offers_a_new_one(browser, ann):
    browser.post(MOBILE, {"value": NEW})
    old = the_code()
    with at(minutes=10):
        html = words(browser.post(CODE, {"code": old}))
        assert "Your code has run out" in html
        assert NEW in html
        assert browser.post(f"{CODE}again/").url == CODE
        assert numbers(ann) == [OLD_E164]
        (new,) = set(codes()) - {old}
        browser.post(CODE, {"code": new})
    assert numbers(ann) == [NEW_E164]


def test_after_a_day_the_page_leads_back_to_the_details(browser):
    browser.post(MOBILE, {"value": NEW})
    with at(days=1):
        response = browser.get(CODE, follow=True)
    assert response.redirect_chain == [("/details/", 302)]
    assert "no code to enter" in words(response)


def test_a_code_works_once_and_the_page_in_the_browsers_history_says_so(browser, ann):
    browser.post(MOBILE, {"value": NEW})
    code = the_code()
    browser.post(CODE, {"code": code})
    response = browser.post(CODE, {"code": code}, follow=True)
    assert "no code to enter" in words(response)
    assert len(notices()) == 1


def test_five_wrong_codes_and_the_right_one_is_no_good_either(browser, ann):
    browser.post(MOBILE, {"value": NEW})
    code = the_code()
    pages = [words(browser.post(CODE, {"code": wrong(code)})) for _ in range(5)]
    assert ["not right" in page for page in pages] == [True] * 4 + [False]
    assert "Ask for a new one" in pages[-1]
    assert "Ask for a new one" in words(browser.post(CODE, {"code": code}))
    assert numbers(ann) == [OLD_E164]


def test_what_is_no_code_is_no_try(browser):
    browser.post(MOBILE, {"value": NEW})
    html = words(browser.post(CODE, {"code": "12 34"}))
    assert "Enter the 6 numbers from our message" in html
    assert 'value="12 34"' in html
    assert ContactChange.objects.get().tries == 0


def test_twenty_wrong_codes_a_day_for_one_number_however_many_codes(browser, ann):
    for attempt in range(4):
        with at(minutes=20 * attempt):
            browser.post(MOBILE, {"value": NEW})
            latest = Message.objects.filter(kind="contact_code").latest("created_at")
            for _ in range(5):
                browser.post(CODE, {"code": wrong(latest.facts["secret"])})
    with at(minutes=100):
        browser.post(MOBILE, {"value": NEW})
        code = Message.objects.filter(kind="contact_code").latest("created_at").facts["secret"]
        assert "Try again tomorrow" in words(browser.post(CODE, {"code": code}))
    assert numbers(ann) == [OLD_E164]


def test_pressing_twice_sends_one_code(browser):
    for _ in range(2):
        assert browser.post(MOBILE, {"value": NEW}).url == CODE
    browser.post(f"{CODE}again/")
    assert len(codes()) == 1


def test_codes_to_strangers_end_after_six_in_an_hour(browser):
    for n in range(6):
        assert browser.post(MOBILE, {"value": f"07700 90060{n}"}).url == CODE
    html = words(browser.post(MOBILE, {"value": "07700 900610"}))
    assert "too many codes" in html
    assert 'value="07700 900610"' in html
    assert Message.objects.filter(kind="contact_code").count() == 6


def test_a_number_that_somebody_else_has_looks_like_any_other(browser, ann, service):
    partner = make_person("Bob Example", mobile=NEW)
    assert browser.post(MOBILE, {"value": NEW}).url == CODE
    shared = words(browser.get(CODE))
    assert "Bob" not in shared
    browser.post(CODE, {"code": the_code()})
    assert numbers(ann) == numbers(partner) == [NEW_E164]
    assert notices() == [(OLD_E164, "changed")]


def test_the_pages_for_a_known_and_an_unknown_number_are_the_same(browser, ann):
    make_person("Bob Example", mobile=NEW)
    pages = []
    for number in (NEW, "07700 900777"):
        browser.post(MOBILE, {"value": number})
        pages.append(words(browser.get(CODE)).replace(number, ""))
    known, unknown = (page.split("csrfmiddlewaretoken")[0] for page in pages)
    assert known == unknown


def test_the_same_number_again_changes_nothing(browser, ann):
    response = browser.post(MOBILE, {"value": "+44 7700 900123"}, follow=True)
    assert "use already" in words(response)
    assert not Message.objects.exists()


def test_change_nothing_forgets_the_new_one(browser, ann):
    browser.post(MOBILE, {"value": NEW})
    browser.post(f"{MOBILE}keep/")
    assert browser.post(CODE, {"code": the_code()}).url == "/details/"
    assert numbers(ann) == [OLD_E164]


def test_nobody_proves_for_somebody_else(browser, ann, service):
    browser.post(MOBILE, {"value": NEW})
    other = make_person("Eve East", mobile="07700 900321")
    make_group(service, coordinator=other)
    stranger = signed_in(other)
    assert stranger.post(CODE, {"code": the_code()}).url == "/details/"
    assert (numbers(ann), numbers(other)) == ([OLD_E164], ["+447700900321"])


def test_what_waits_for_the_old_number_goes_to_the_new_one(browser, ann, service):
    from followon.messaging.services.outbox import enqueue

    (waiting,) = enqueue(
        kind="account_notice",
        recipient=ann,
        service=service,
        now=NOW,
        not_before=NOW + timedelta(hours=1),
        dedupe="x",
        facts={"what": "x"},
    )
    browser.post(MOBILE, {"value": NEW})
    browser.post(CODE, {"code": the_code()})
    send_due(now=NOW + timedelta(hours=1))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.to) == ("sent", NEW_E164)


def test_a_code_that_could_not_be_delivered_is_said(browser):
    browser.post(MOBILE, {"value": NEW})
    codes_sent = Message.objects.filter(kind="contact_code")
    codes_sent.update(state="sending", lease_until=NOW)
    codes_sent.update(state="undeliverable", lease_until=None)
    assert "could not be delivered" in words(browser.get(CODE))


def test_the_code_is_nowhere_in_clear_once_it_has_left(browser):
    browser.post(MOBILE, {"value": NEW})
    code = the_code()
    assert code not in str(ContactChange.objects.values().get())
    send_due(now=NOW)
    message = Message.objects.get(kind="contact_code")
    assert message.state == "sent"
    assert code not in str(message.facts)


def test_removing_is_told_where_it_was(browser, ann):
    browser.post("/details/contact/email/", {"value": "ann@example.com"})
    browser.post("/details/contact/email/code/", {"code": the_code("ann@example.com")})
    browser.post(f"{MOBILE}remove/")
    assert sorted(notices()) == [(OLD_E164, "added"), (OLD_E164, "removed")]


def test_what_staff_change_is_on_the_record_and_told(ann, service, clinician):
    change_contact(user=ann, kind="mobile", raw=NEW, by=clinician, service=service, now=NOW)
    contact = ann.contacts.get()
    assert (contact.value, contact.proven_at) == (NEW_E164, None)
    assert notices() == [(OLD_E164, "changed")]
    by_staff = AuditEvent.objects.filter(verb="contact.set", actor=str(clinician.pk))
    assert by_staff.get().subject == str(ann.pk)


@pytest.mark.parametrize("kinds", [1, 2])
def test_the_details_take_the_same_queries_for_any_number_of_changes(browser, kinds):
    for kind, value in list({"mobile": NEW, "email": "ann@example.com"}.items())[:kinds]:
        browser.post(f"/details/contact/{kind}/", {"value": value})
    browser.get("/details/")
    with CaptureQueriesContext(connection) as queries:
        browser.get("/details/")
    assert len(queries) == 8
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("what", ["changed", "removed", "added"])
def test_the_notices_fit_one_text(what):
    context = {"what": what, "thing": "mobile", "service_phone": "+441174960100"}
    text = render("contact_changed", "text", context, sender="M" * 20).body
    assert gsm7_length(text) <= 160
    assert "0117 496 0100" in text


def test_the_code_fits_one_text():
    assert (
        gsm7_length(render("contact_code", "text", {"code": "123456"}, sender="M" * 20).body) <= 160
    )


@pytest.mark.django_db(transaction=True)
def test_a_change_and_a_receipt_that_comes_just_then_both_come_through(ann, service):
    """A receipt holds its message first, and then says that the number is Ann's."""
    old = ann.contacts.get()
    message = queue(ann, service, "welcome")
    faults: list[Exception] = []

    def change():
        try:
            change_contact(user=ann, kind="mobile", raw=NEW, by=ann, service=service, now=NOW)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    beside = Thread(target=change)
    with transaction.atomic():
        Message.objects.select_for_update(no_key=True).get(pk=message.pk)
        beside.start()
        until_somebody_waits_for(Message)
        mark_proven(contact=old, now=NOW)
        Contact.objects.filter(pk=old.pk).update(proven_at=NOW)
    beside.join(20)
    assert (faults, numbers(ann)) == ([], [NEW_E164])


def until_somebody_waits_for(model) -> None:
    """Until another connection waits for a row of this one; no longer than ten seconds."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ %s"
    with connection.cursor() as cursor:
        for _again in range(200):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(waiting, [f"^UPDATE .{model._meta.db_table}"])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.05)
    raise AssertionError("Nobody came to wait.")

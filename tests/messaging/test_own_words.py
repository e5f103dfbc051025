"""A lead writes the service's own words: the pages, what they save, and who may."""

import pytest

from followon.audit.models import AuditEvent
from followon.messaging import replying
from followon.messaging.filling import OwnText
from followon.messaging.models import OwnWords
from followon.messaging.queries.own_words import own_words
from followon.messaging.services.own_words import reset_own_words, save_own_words
from tests.cast import NOW, signed_in

GOOD = "Hi {first_name}, our group meets {when}[ at {place}]. {answer} {link}"
DEFAULT = (
    "{first_name}, we meet {when}[ at {place}][, {way}].[ Come for as long as suits you.] "
    "{answer} {link}"
)
OUTSIDE = ["member", "ptv", "clinician", "other_clinician"]


def address(service, code="reminder_7", channel="text", *more, language="en"):
    return "/".join(["/service/wording", str(service.pk), code, channel, language, *more, ""])


def page(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def used(service, code="reminder_7", channel="text", language="en"):
    return own_words([service.pk]).get((service.pk, code, channel, language))


def test_the_page_shows_the_default_with_its_placeholders(service, lead):
    shown = page(signed_in(lead).get(address(service)))
    assert DEFAULT in shown
    assert "Avon Follow-on: Ruby, we meet Tue 22 Sep 2pm at The Bakery." in shown
    assert "{first_name}" in shown
    assert "These are the default words." in shown


def test_saving_keeps_a_version_with_who_and_when(service, lead):
    client = signed_in(lead)
    response = client.post(address(service), {"body": GOOD})
    assert (response.status_code, response.url) == (302, address(service))
    row = OwnWords.objects.get()
    assert (row.body, row.made_by, row.made_at, row.language) == (GOOD, lead, NOW, "en")
    assert used(service) == OwnText(body=GOOD)
    assert "Leah Lead" in page(client.get(address(service)))
    event = AuditEvent.objects.get(verb="wording.saved")
    assert event.facts == {"kind": "reminder_7", "channel": "text", "language": "en"}


def test_a_reset_is_a_version_too(service, lead):
    client = signed_in(lead)
    client.post(address(service), {"body": GOOD})
    assert client.post(address(service, "reminder_7", "text", "reset")).status_code == 302
    assert used(service) is None
    assert list(OwnWords.objects.order_by("pk").values_list("body", flat=True)) == [GOOD, ""]
    assert AuditEvent.objects.filter(verb="wording.reset").count() == 1


def test_the_default_s_own_words_are_not_pinned(service, lead):
    signed_in(lead).post(address(service), {"body": DEFAULT})
    assert used(service) is None


def test_what_is_wrong_is_said_twice_and_what_was_typed_stays(service, lead):
    typed = "Hi {first_name} <b>pain</b>, {grupo}. {answer} {link}"
    shown = page(signed_in(lead).post(address(service), {"body": typed}))
    assert "Error:" in shown
    assert shown.count("{grupo} is not in the list of placeholders") >= 2
    assert shown.count("Take out “pain”") >= 2
    assert "Hi {first_name} &lt;b&gt;pain&lt;/b&gt;, {grupo}. {answer} {link}</textarea>" in shown
    assert not OwnWords.objects.exists()


def test_a_preview_shows_and_saves_nothing(service, lead):
    shown = page(
        signed_in(lead).post(address(service, "reminder_7", "text", "preview"), {"body": GOOD})
    )
    assert "Avon Follow-on: Hi Ruby, our group meets Tue 22 Sep 2pm at The Bakery." in shown
    assert "Maximilianna, our group meets Wed 30 Sep 10:30am" in shown
    assert "of 160 characters, 1 text message" in shown
    assert not OwnWords.objects.exists()


def test_a_preview_asks_for_no_text_where_the_service_takes_none(service, lead, monkeypatch):
    monkeypatch.setattr(replying, "_readers", [])
    shown = page(signed_in(lead).get(address(service)))
    assert "Come for as long as suits you. Are you coming? http" in shown
    assert "YES or NO" not in shown.split('id="preview"')[1]
    assert "Your service takes no answers by text now" in shown


def test_a_preview_names_letters_that_a_text_cannot_carry(service, lead):
    body = {"body": GOOD + " – tŷ"}
    shown = page(signed_in(lead).post(address(service, "reminder_7", "text", "preview"), body))
    assert "Texts cannot carry “–” (write -) and “ŷ”" in shown


def test_an_email_has_a_subject_and_may_not_name_health_in_it(service, lead):
    client, where = signed_in(lead), address(service, "reminder_7", "email")
    good = {"subject": "We meet {day}", "body": "Dear {first_name},\n\n{when}\n\n{link}"}
    shown = page(client.post(where, good))
    assert "{when} is not in the list of placeholders" in shown
    good["body"] = "Dear {first_name},\r\n\r\nWe meet on {day}.\r\n\r\n{link}"
    assert "Take out “pain”" in page(client.post(where, good | {"subject": "Your pain group"}))
    assert client.post(where, good).status_code == 302
    assert used(service, channel="email") == OwnText(
        body="Dear {first_name},\n\nWe meet on {day}.\n\n{link}", subject="We meet {day}"
    )


def test_the_list_says_which_words_are_whose_and_which_are_fixed(service, lead):
    client = signed_in(lead)
    assert "Own words" not in page(client.get("/service/wording/"))
    client.post(address(service), {"body": GOOD})
    shown = page(client.get("/service/wording/"))
    assert shown.count("Own words") == 1
    assert "Phone networks lay down what must stand in it." in shown
    assert "/texts_stopped/" not in shown


@pytest.mark.parametrize("code", ["texts_stopped", "reply_noted", "no_such_kind"])
def test_fixed_words_have_no_page(service, lead, code):
    assert signed_in(lead).get(address(service, code)).status_code == 404


@pytest.mark.parametrize("parts", [("reminder_7", "pigeon"), ("reminder_7", "text", "reset")])
def test_no_other_channel_and_no_reset_by_get(service, lead, parts):
    expected = 405 if "reset" in parts else 404
    assert signed_in(lead).get(address(service, *parts)).status_code == expected
    assert signed_in(lead).get(address(service, language="xx")).status_code == 404


@pytest.mark.parametrize("who", OUTSIDE)
def test_it_is_the_lead_s_page(request, service, lead, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get("/service/wording/").status_code == 404
    assert client.get(address(service)).status_code == 404
    for more in ((), ("preview",), ("reset",)):
        where = address(service, "reminder_7", "text", *more)
        assert client.post(where, {"body": GOOD}).status_code == 404
    assert not OwnWords.objects.exists()


def test_another_service_s_words_do_not_exist(service, other_service, lead):
    client = signed_in(lead)
    assert client.get(address(other_service)).status_code == 404
    assert client.post(address(other_service), {"body": GOOD}).status_code == 404
    assert not OwnWords.objects.exists()


def save(service, by, body=GOOD, code="reminder_7", language="en"):
    return save_own_words(
        service=service,
        kind=code,
        channel="text",
        language=language,
        words=OwnText(body=body),
        default=OwnText(body=DEFAULT),
        by=by,
        now=NOW,
    )


def test_nothing_is_saved_when_the_audit_cannot_be_written(service, lead, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("followon.messaging.services.own_words.audit.record", broken)
    with pytest.raises(RuntimeError):
        save(service, lead)
    assert not OwnWords.objects.exists()


def test_one_query_finds_the_newest_of_every_service(
    service, other_service, lead, django_assert_num_queries
):
    save(service, lead)
    with django_assert_num_queries(1):
        assert own_words([service.pk]) == {(service.pk, "reminder_7", "text", "en"): OwnText(GOOD)}
    for number in range(3):
        save(other_service, lead, f"{number} {GOOD}")
        save(service, lead, GOOD, code="reminder_2", language="cy")
    with django_assert_num_queries(1):
        found = own_words([service.pk, other_service.pk])
    assert found[other_service.pk, "reminder_7", "text", "en"] == OwnText(f"2 {GOOD}")
    assert len(found) == 3
    reset_own_words(
        service=service, kind="reminder_2", channel="text", language="cy", by=lead, now=NOW
    )
    assert (service.pk, "reminder_2", "text", "cy") not in own_words([service.pk])


def test_the_list_asks_as_often_for_many_own_words(service, lead, django_assert_num_queries):
    client = signed_in(lead)
    client.get("/service/wording/")  # the first page of a session writes to it
    with django_assert_num_queries(5):
        client.get("/service/wording/")
    for code in ("reminder_7", "reminder_2", "welcome"):
        save(service, lead, code=code)
    with django_assert_num_queries(5):
        client.get("/service/wording/")


def test_no_template_language_in_own_words_is_ever_run(service, lead):
    typed = "{{ 7 * 191 }} {% raw %} {first_name} {answer} {link}"
    shown = page(signed_in(lead).post(address(service), {"body": typed}))
    assert "1337" not in shown
    assert not OwnWords.objects.exists()

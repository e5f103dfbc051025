"""The code on its way out: in the message, and afterwards nowhere."""

import pytest
from django.conf import settings as site

from followon.messaging.models import Message
from followon.messaging.tasks import send_batch
from followon.messaging.wording import gsm7_length, render
from tests.cast import make_group, make_person

from .signing_in import code_for


@pytest.mark.parametrize("contact", ["07700 900001", "ann@example.com"])
def test_after_sending_the_code_is_not_kept_as_a_fact(client, service, contact, now, settings):
    settings.DEBUG = True  # the console transport works nowhere else
    ann = make_person("Ann Example", mobile="07700 900001", email="ann@example.com")
    make_group(service, coordinator=ann)
    code = code_for(client, contact)
    send_batch()
    message = Message.objects.get(kind="sign_in_code")
    assert message.state == "sent"
    assert code not in str(message.facts)


def test_the_text_fits_and_says_what_it_is():
    text = render("sign_in_code", "text", {"code": "123456"}, sender="M" * 20).body
    assert gsm7_length(text) <= 160
    assert "123456" in text
    assert site.BASE_URL not in text


@pytest.mark.parametrize("kind", ["sign_in_code", "account_notice"])
def test_every_template_is_there(kind):
    context = {"code": "123456", "what": "x"}
    mail = render(kind, "email", context, sender="Avon Follow-on")
    assert mail.subject
    assert mail.body
    assert render(kind, "text", context, sender="Avon Follow-on").body

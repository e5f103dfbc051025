"""A choice to share holds at once, on every page, sheet and message, and so does taking it back."""

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from followon.messaging.models import Message
from followon.messaging.services.sending import send_due
from followon.people.models import Audience, Reach
from followon.people.services.consents import share
from followon.people.services.contacts import set_contact
from followon.people.services.preferences import set_reach
from tests.cast import NOW, signed_in
from tests.house.world import address, people, url_names

__all__ = ["address", "people"]
pytestmark = pytest.mark.django_db
OTHERS = ("anonymous", "participant", "member", "coordinator", "outsider", "ptv")
SHARED = {"mobile": "07700900817", "email": "only-here@example.com", "landline": "01174960183"}
FOR_ALL = {"groups:group", "groups:phone_list", "groups:phone_list_pdf"}
FOR_THOSE_WHO_RUN_IT = FOR_ALL | {"groups:call_list"}


@pytest.fixture
def sharer(people, group, deputy):
    """The deputy, with contacts that stand nowhere else, on the list of people to ring."""
    for kind, value in SHARED.items():
        set_contact(user=deputy, kind=kind, raw=value, by=deputy, now=NOW)
    set_reach(user=deputy, reach=Reach.CALL, by=deputy, now=NOW)
    return deputy


def choose(user, audience):
    for thing in SHARED:
        share(user=user, thing=thing, audience=audience, by=user, now=NOW)


def said(response):
    """The words of a page or a PDF without spaces, in which numbers are written in many ways."""
    if response.streaming:
        return ""
    if response.headers.get("Content-Type") == "application/pdf":
        pages = PdfReader(io.BytesIO(response.content)).pages
        return "".join("".join(each.extract_text().split()) for each in pages)
    return "".join(response.content.decode().split())


def tells(text):
    """Whether any of the contacts stands there, as it is written here or abroad."""
    found = [
        *SHARED.values(),
        *(f"+44{value[1:]}" for value in SHARED.values() if "@" not in value),
    ]
    return any(value in text for value in found)


def opened(user, address):
    """Every address of the site that opens for this person."""
    browser = Client() if user is None else signed_in(user)
    found = {name: address(name, parts) for name, parts in url_names()}
    for name in ("groups:phone_list", "groups:phone_list_pdf"):
        found[name] += "?all=on"
    return {name: url for name, url in found.items() if browser.get(url).status_code == 200}


def seen_by(pages, people):
    """Who reads one of the contacts at which of these addresses, for those who do."""
    found = {}
    for who, urls in pages.items():
        browser = Client() if people[who] is None else signed_in(people[who])
        found[who] = {name for name, url in urls.items() if tells(said(browser.get(url)))}
    return {who: names for who, names in found.items() if names}


def test_what_is_withdrawn_is_gone_from_every_page_and_every_message(
    people, address, sharer, settings
):
    settings.DEBUG = True
    choose(sharer, Audience.GROUP)
    pages = {who: opened(people[who], address) for who in OTHERS}
    assert seen_by(pages, people) == {
        "member": FOR_ALL,
        "ptv": {"groups:group"},
        "coordinator": FOR_THOSE_WHO_RUN_IT,
    }
    queued = Message.objects.filter(state="queued").exclude(recipient=sharer)
    assert queued.exists()
    choose(sharer, Audience.COORDINATORS)
    assert seen_by(pages, people) == {"coordinator": FOR_THOSE_WHO_RUN_IT}
    choose(sharer, Audience.NOBODY)
    assert seen_by(pages, people) == {}
    send_due(now=NOW)
    sent = Message.objects.exclude(recipient=sharer).exclude(rendered="")
    assert sent.exists()
    assert not [row.kind for row in sent if tells("".join(row.rendered.split()))]
    assert tells(said(signed_in(sharer).get("/details/")))

"""Nobody on the programme can learn from any page, count or message who said what.

One person's answer is changed from one to the next, and every page of everybody else is compared.
"""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followon.messaging.models import Message, State
from followon.messaging.services.sending import send_due
from followon.people.services.guesses import WITHOUT_NAME_HERE
from groups.models import Membership
from pmp.models import Wish
from pmp.services.answers import save_sharing, save_wish
from pmp.services.invitations import invite_all, make_slips, mint_questions
from pmp.services.participants import withdraw_participant
from pmp.services.programmes import add_ptv
from tests.cast import NOW, signed_in
from tests.house.access import TABLE
from tests.house.world import CAST_OF_THE_HOUSE, address, people, url_names
from tests.pmp.make import join

__all__ = ["address", "people"]
pytestmark = pytest.mark.django_db
THE_OTHERS = ("anonymous", "participant", "member", "coordinator", "ptv")
CHANGES = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|value="[0-9a-f]{64}"')


def pages_of(browser, where: dict[str, str]) -> dict[str, tuple[int, str, int]]:
    """Every page that this person may open: status, words and number of queries."""
    found = {}
    for name, address_of_it in where.items():
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address_of_it)
        # A PDF says when it was made; its words are those of the page beside it.
        wordless = answer.streaming or answer["Content-Type"] == "application/pdf"
        text = "" if wordless else CHANGES.sub("", answer.content.decode(errors="replace"))
        found[name] = (answer.status_code, text, len(queries))
    return found


@pytest.mark.parametrize("who", THE_OTHERS)
def test_no_page_of_anybody_else_changes_with_somebodys_answer(
    who, address, people, programme, clinician, settings
):
    settings.DEBUG = False
    add_ptv(programme=programme, ptv=people["ptv"], by=clinician, now=NOW)
    bob = join(programme, "Bob Birch")
    browser = Client() if people[who] is None else signed_in(people[who])
    column = CAST_OF_THE_HOUSE.index(who)
    where = {
        name: address(name, parts)
        for name, parts in url_names()
        if (TABLE[name][column] == 200 or name.startswith("pmp:ptv_"))
        and not name.startswith("mfa_")  # a new secret each time
    }
    pages_of(browser, where)
    seen = {}
    for wish in ("", *Wish.values):
        if wish:
            save_wish(participant=bob, wish=wish, by=bob.user, now=NOW)
            Message.objects.filter(kind="thank_you").delete()
        seen[wish] = pages_of(browser, where)
    for wish in Wish.values:
        assert [name for name in seen[""] if seen[wish][name] != seen[""][name]] == []


def test_there_is_something_to_compare(address, people, programme, clinician, settings):
    """The same walk does see a change where there is one: on a clinician's page."""
    settings.DEBUG = False
    bob = join(programme, "Bob Birch")
    where = address("pmp:programme", ("programme_id",))
    before = signed_in(clinician).get(where).content
    save_wish(participant=bob, wish="no", by=bob.user, now=NOW)
    assert signed_in(clinician).get(where).content != before
    assert "pmp:ptv_programmes" in TABLE
    assert set(THE_OTHERS) <= set(CAST_OF_THE_HOUSE)


def test_after_a_no_only_the_thank_you_leaves(programme, clinician, settings):
    settings.DEBUG, settings.TEXT_TRANSPORT = True, "console"
    ann = join(programme, "Ann Ash")
    invite_all(programme=programme, by=clinician, now=NOW)
    save_wish(participant=ann, wish="no", by=ann.user, now=NOW)
    send_due(now=NOW + timedelta(minutes=5))
    states = dict(Message.objects.filter(recipient=ann.user).values_list("kind", "state"))
    assert states["invitation"] == State.SKIPPED
    assert states["thank_you"] in (State.SENT, State.DELIVERED)
    assert set(states) == {"invitation", "thank_you"}


def test_codes_that_are_over_cannot_be_told_from_codes_that_never_were(programme, clinician):
    ann, bob = join(programme, "Ann Ash", wish="no"), join(programme, "Bob Birch")
    old, gone = make_slips(programme=programme, participants=[ann, bob], by=clinician, now=NOW)
    make_slips(programme=programme, participants=[ann], by=clinician, now=NOW)
    withdraw_participant(participant=bob, by=clinician, now=NOW)
    seen = set()
    for code in (old.code, gone.code, "ABCDEF"):
        with CaptureQueriesContext(connection) as queries:
            answer = Client().post(reverse("pmp:code"), {"code": code})
        shown = CHANGES.sub("", answer.content.decode()).replace(code, "")
        seen.add((answer.status_code, len(shown), len(queries)))
    assert len(seen) == 1
    assert WITHOUT_NAME_HERE > 3


@pytest.mark.parametrize("wish", Wish.values)
def test_a_code_that_works_answers_alike_whatever_was_said(programme, clinician, wish):
    ann = join(programme, "Ann Ash", wish=wish)
    (slip,) = make_slips(programme=programme, participants=[ann], by=clinician, now=NOW)
    with CaptureQueriesContext(connection) as queries:
        answer = Client().post(reverse("pmp:code"), {"code": slip.code})
    assert (answer.status_code, len(answer.content), len(answer.url)) == (302, 0, len("/j//") + 22)
    assert len(queries) == QUERIES_OF_A_CODE


QUERIES_OF_A_CODE = 11


def test_taking_back_what_is_shared_holds_on_the_next_page(group, member, coordinator, programme):
    """The people's page, and the call list, as the coordinator sees them."""
    ann = join(programme, "Ann Ash", mobile="07700 900888", wish="yes")
    Membership.objects.create(group=group, user=ann.user, joined_at=NOW)
    pages = [reverse("groups:group", args=[group.pk])]
    browser = signed_in(coordinator)
    found = []
    for audience in ("coordinators", "nobody"):
        save_sharing(participant=ann, choices={"mobile": audience}, by=ann.user, now=NOW)
        found.append(
            ["900888" in browser.get(page).content.decode().replace(" ", "") for page in pages]
        )
    assert found == [[True], [False]]


def test_the_link_of_one_opens_nothing_of_another(programme):
    ann, bob = join(programme, "Ann Ash"), join(programme, "Bob Birch", wish="no")
    token = mint_questions(ann, NOW).token
    body = Client().get(f"/j/{token}/", follow=True).content.decode()
    assert [word for word in ("Bob", "Birch", str(bob.pk)) if word in body] == []

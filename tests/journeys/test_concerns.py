"""A worry, told on a page and by text: who hears of it, who reads it, and who never learns."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.journeys import team
from tests.journeys.inbox import code_in

LONDON = ZoneInfo("Europe/London")
WEDNESDAY = datetime(2026, 9, 9, 10, 0, tzinfo=LONDON)
THURSDAY_EVENING = datetime(2026, 9, 10, 17, 5, tzinfo=LONDON)
NELL, OWEN, PRIYA, GARETH = (f"07700 90040{digit}" for digit in range(1, 5))
WORD = "Wombatwoe"

# People and a group through the services, as a handover makes them; this journey begins after it.
PEOPLE = """
from django.utils import timezone
from followon.people.models import Role
from followon.people.services.people import add_person
from followon.people.services.services import create_service
from followon.people.services.staff import appoint
from groups.services.groups import form_group
from groups.services.readers import add_reader
now = timezone.now()
service = create_service(name="Severn Vale Pain Service", message_name="Severn Vale Groups",
    phone="0117 496 0123", hours="Monday to Friday, 9am to 5pm", now=now)
def person(name, mobile, email=""):
    return add_person(full_name=name, mobile=mobile, email=email, by=None, service=service, now=now)
priya = person("Priya Ramsbottom", "07700 900403", "priya@example.com")
gareth = person("Gareth Lindqvist", "07700 900404", "gareth@example.com")
appoint(user=priya, service=service, role=Role.CLINICIAN, by=None, now=now)
appoint(user=gareth, service=service, role=Role.LEAD, by=None, now=now)
add_reader(service=service, user=priya, by=None, now=now)
nell, owen = person("Nell Thistlewood", "07700 900401"), person("Owen Rainbird", "07700 900402")
form_group(service=service, name="Riverside Tuesdays", area="Bristol", rhythm="monthly",
    people=[nell, owen], coordinator=owen, deputy=None, ptv=None, last_session_on=None, by=None,
    now=now)
"""


@pytest.mark.timeout(600)
def test_a_worry_is_read_by_the_service_and_by_nobody_else(site, inbox, visitor, notify):
    site.manage("shell", "-c", PEOPLE)
    site.travel(WEDNESDAY)
    nell = when_a_member_leaves_a_note_without_script(visitor, inbox)
    then_the_reader_is_told_by_text_that_something_waits(inbox)
    when_a_text_answers_nothing_it_gets_one_automatic_reply(inbox, notify)

    site.travel(THURSDAY_EVENING)
    then_the_next_in_order_is_told_without_detail(inbox)
    priya = visitor()
    when_the_reader_reads_acts_and_closes(priya, inbox)
    then_the_text_waits_in_the_same_queue(priya)
    then_the_sender_sees_that_it_was_read(nell)
    then_the_group_never_learns(inbox)
    then_the_words_left_the_queue_nowhere(site, inbox)


def signs_in_by_text(person, number, inbox):
    before = len([text for text in inbox.texts_to(number) if "sign-in code" in text])
    person.opens("/")
    person.presses("Sign in")
    person.page.get_by_label("What is your mobile number or email address?").fill(number)
    person.presses("Send me a code")
    code = code_in(inbox.text(number, "sign-in code", skip=before))
    person.page.get_by_role("textbox").first.fill(code)
    person.presses("Continue")


def when_a_member_leaves_a_note_without_script(visitor, inbox):
    nell = visitor(script=False)
    signs_in_by_text(nell, NELL, inbox)
    page = nell.opens("/worried/")
    words = page.locator("main").inner_text()
    order = [words.index(part) for part in ("999", "111", "116 123", "85258", "Leave a note")]
    assert order == sorted(order), "the help comes first"
    assert "read notes, Monday to Friday, 9am to 5pm" in words
    page.get_by_label("What are you worried about?").fill(f"Owen is not himself, {WORD}")
    page = nell.presses("Send the note")
    assert page.get_by_text("We have your note").count() >= 1
    page = nell.follows("See whether your note was read")
    assert page.get_by_text("Nobody has read it yet.").count() == 1
    assert WORD not in page.content(), "others may look over a shoulder"
    inbox.text(NELL, "we have your note")
    return nell


def then_the_reader_is_told_by_text_that_something_waits(inbox):
    told = inbox.text(PRIYA, "something waits to be read")
    assert not any(word in told.lower() for word in ("worr", "concern", "nell", "owen", "tuesdays"))
    assert inbox.texts_to(GARETH) == [], "nobody else is told yet"


def when_a_text_answers_nothing_it_gets_one_automatic_reply(inbox, notify):
    assert notify.text_in("447700900402", f"Can somebody ring me? {WORD}") == 204
    assert "call 111" in inbox.text(OWEN, "We do not read texts straight away")
    assert notify.text_in("447700900402", f"Hello? {WORD}") == 204
    inbox.text(PRIYA, "something waits to be read", skip=2)
    assert len(inbox.texts_to(OWEN)) == 1, "one automatic reply in 12 hours"


def then_the_next_in_order_is_told_without_detail(inbox):
    told = inbox.text(GARETH, "something waits to be read", skip=2)
    assert not any(word in told.lower() for word in ("worr", "concern", "nell", "owen", "tuesdays"))


def when_the_reader_reads_acts_and_closes(priya, inbox):
    team.signs_in(priya, "priya@example.com", inbox)
    page = priya.opens("/concerns/")
    assert page.get_by_text("Overdue").count() == 3
    assert WORD not in page.content()
    page = priya.follows("Nell Thistlewood")
    assert page.get_by_text(f"Owen is not himself, {WORD}").count() == 1
    priya.presses("I have read this")
    page.get_by_label("What I did").fill("Rang Owen, GP told")
    priya.presses("Save what I did")
    priya.presses("Close this concern")
    assert page.get_by_text("Closed in the last 30 days").count() == 1


def then_the_text_waits_in_the_same_queue(priya):
    page = priya.follows("Owen Rainbird")
    assert page.get_by_text(WORD).count() == 1
    assert page.get_by_text("Text message").count() == 1


def then_the_sender_sees_that_it_was_read(nell):
    page = nell.opens("/worried/")
    assert page.get_by_text("It was received and read.").count() == 1


def then_the_group_never_learns(inbox):
    told = inbox.texts_to(OWEN)
    assert len(told) == 1, f"the coordinator got the automatic reply and nothing else: {told}"


def then_the_words_left_the_queue_nowhere(site, inbox):
    sent = [each.body for each in inbox.notify.sent]
    mails = [f"{mail.subject} {mail.body}" for mail in inbox.mails.mails]
    assert [said for said in [*sent, *mails] if WORD in said] == []
    assert WORD not in site.log.read_text(errors="replace")

"""What staff see and can do about messages: nothing of the words, nothing of who said what."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from followon.messaging.gate import IN_WEEKLY, STOPPED
from followon.messaging.models import Message, State, Way
from followon.messaging.queries.failures import PARTS
from followon.messaging.services.budgets import set_budget
from followon.messaging.services.heartbeats import leave_mark
from followon.people.services.contacts import mark_dead
from followon.people.services.services import allow_texts
from groups.services.meetings import move_meeting
from groups.services.members import rest
from tests.cast import NOW, make_group, make_person, new_mobile, signed_in
from tests.groups.make import make_meeting, member_of
from tests.messaging.kit import in_state
from tests.messaging.test_spend import texts

from .pages import words

SOON = (NOW + timedelta(days=5)).date()


@pytest.fixture
def well(db, now):
    for name in ("plan", "claim"):
        leave_mark(name, now=NOW)


@pytest.fixture
def meeting(group, coordinator):
    """In five days; everybody but the coordinator, who booked it, has a message waiting."""
    return make_meeting(group, on=SOON, by=coordinator)


def to(user, meeting):
    return Message.objects.get(recipient=user, subject=f"meeting:{meeting.pk}")


def failed(user, meeting, **fields):
    return in_state(to(user, meeting), State.UNDELIVERABLE, **fields)


def page(client, url="/messages/"):
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return words(answer)


def test_all_is_well_in_one_sentence(well, clinician):
    shown = page(signed_in(clinician))
    assert "All messages are going out." in shown
    assert "What needs somebody Nothing." in shown
    assert "held up" not in shown


def test_sending_that_stopped_says_since_when_and_what_to_do(clinician, now):
    leave_mark("claim", now=NOW)
    leave_mark("plan", now=NOW - timedelta(minutes=45))
    shown = page(signed_in(clinician))
    assert "Messages have been held up since 9:15am" in shown
    assert "Tell whoever runs this site. Nothing is lost" in shown
    assert "All messages are going out" not in shown


def test_what_failed_is_told_with_what_was_done_and_without_its_words(
    well, clinician, member, meeting
):
    message = failed(member, meeting, reason="The address does not exist", rendered="Dear Moira")
    shown = page(signed_in(clinician))
    assert "Moira: Welcome to the group, Bedminster group" in shown
    assert "Due on Wed 9 September, 10am, by email." in shown
    assert "Not delivered, known since Wed 9 September, 10am: The address does not exist." in shown
    story = page(signed_in(clinician), f"/messages/{message.pk}/")
    assert "Email: Not delivered: The address does not exist." in story
    for html in (shown, story):
        assert "Dear Moira" not in html
        assert "moira@example.com" not in html


def test_who_was_told_nothing_of_a_meeting_and_who_can_ring(
    well, clinician, coordinator, member, meeting
):
    assert "No message about a meeting" not in page(signed_in(clinician))
    message = failed(member, meeting)
    shown = page(signed_in(clinician))
    assert "Moira: Bedminster group, Mon 14 September at 2pm" in shown
    ring = "They are on the group’s list of people to ring. Ask Corinne to ring them."
    assert ring in shown
    assert ring in page(signed_in(clinician), f"/messages/{message.pk}/")


def test_where_nobody_of_the_group_can_ring_it_falls_to_staff(
    well, clinician, service, member, now
):
    alone = make_group(service, coordinator=member, name="Small group", now=now)
    failed(member, make_meeting(alone, on=SOON))
    assert "Nobody of the group can ring them, so it falls to you." in page(signed_in(clinician))


def test_who_rests_without_messages_was_not_forgotten(well, clinician, group, member, meeting, now):
    failed(member, meeting)
    until = SOON + timedelta(days=9)
    rest(member=member_of(group, member), until=until, texts=False, by=member, now=now)
    assert "No message about a meeting" not in page(signed_in(clinician))


def test_a_note_s_receipt_does_not_tell_who_wrote_it(well, clinician, member, meeting):
    message = failed(member, meeting, kind="concern_received")
    shown = page(signed_in(clinician)).split("In doubt")[0]
    assert "Somebody (not shown): A note was received" in shown
    assert "Moira" not in page(signed_in(clinician), f"/messages/{message.pk}/")


def test_what_nobody_needs_any_more_does_not_exist(well, clinician, member, meeting):
    message = in_state(to(member, meeting), State.SKIPPED, reason="has said not today")
    client = signed_in(clinician)
    assert client.get(f"/messages/{message.pk}/").status_code == 404
    assert "Moira" not in page(client, "/messages/held-back/")


def test_staff_of_another_service_see_nothing_of_it(well, other_clinician, member, group, meeting):
    message = failed(member, meeting)
    client = signed_in(other_clinician)
    assert "Moira" not in page(client)
    for url in (f"/messages/{message.pk}/", f"/messages/?group={group.pk}"):
        assert client.get(url).status_code == 404
    assert client.post(f"/messages/{message.pk}/resend/").status_code == 404
    assert "Bedminster" not in page(client, "/messages/groups/")


@pytest.mark.parametrize("query", ["group=x", "group=00000000-0000-0000-0000-000000000000"])
def test_a_group_that_is_none_does_not_exist(clinician, query):
    assert signed_in(clinician).get(f"/messages/?{query}").status_code == 404


def test_one_group_alone(well, clinician, service, member, group, meeting, outsider, now):
    other = outsider.memberships.get().group
    failed(member, meeting)
    joined = make_person("Olive Other", mobile=new_mobile(), service=service, now=now)
    third = make_group(service, coordinator=joined, name="Third group", now=now)
    failed(joined, make_meeting(third, on=SOON))
    shown = page(signed_in(clinician), f"/messages/?group={group.pk}")
    assert ("Moira" in shown, "Olive" in shown) == (True, False)
    shown = page(signed_in(clinician), f"/messages/failed/?group={third.pk}")
    assert ("Moira" in shown, "Olive" in shown) == (False, True)
    assert "None in the last 30 days" in page(
        signed_in(clinician), f"/messages/failed/?group={other.pk}"
    )


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_its_page(clinician, part):
    assert "None in the last 30 days." in page(signed_in(clinician), f"/messages/{part}/")


def test_no_other_part_exists(clinician):
    assert signed_in(clinician).get("/messages/everything/").status_code == 404


def test_a_long_part_comes_in_pages(well, clinician, member, meeting):
    first = failed(member, meeting)
    for number in range(30):
        in_state(
            Message(
                service=first.service,
                recipient=member,
                channel="email",
                kind="reminder_2",
                subject=f"meeting:{uuid4()}",
                dedupe_key=str(number),
                not_before=NOW,
                created_at=NOW + timedelta(seconds=number),
            ),
            State.FAILED,
        )
    client = signed_in(clinician)
    newest = client.get("/messages/failed/").content.decode()
    oldest = client.get("/messages/failed/?page=2").content.decode()
    assert [html.count('class="fo-told"') for html in (newest, oldest)] == [25, 6]
    assert "Page 2 of 2" in newest
    assert "All 31" in page(client)
    assert client.get("/messages/failed/?page=99").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_the_same_however_much_there_is(
    well, clinician, service, count, now, django_assert_num_queries
):
    for number in range(count):
        runner = make_person(f"R{number} X", mobile=new_mobile(), service=service, now=now)
        other = make_person(f"O{number} Y", mobile=new_mobile(), service=service, now=now)
        group = make_group(
            service, coordinator=runner, others=(other,), name=f"Group {number}", now=now
        )
        failed(other, make_meeting(group, on=SOON, by=runner))
        mark_dead(contact=other.contacts.get(), now=now)
    client = signed_in(clinician)
    page(client)
    for url, queries in (
        ("/messages/", 21),
        ("/messages/failed/", 7),
        ("/messages/groups/", 5),
        ("/messages/new-numbers/", 10),
    ):
        with django_assert_num_queries(queries):
            page(client, url)


def test_sending_again_from_the_page(well, clinician, member, meeting):
    message = failed(member, meeting, reason="The mailbox was full")
    client = signed_in(clinician)
    assert "Send it again" in page(client, f"/messages/{message.pk}/")
    resend = f"/messages/{message.pk}/resend/"
    assert client.get(resend).status_code == 405
    said = words(client.post(resend, follow=True))
    assert "The message is on its way again." in said
    assert "Email: Sent again by staff." in said
    assert "Send it again" not in said
    assert "Another copy has gone by now, or is on its way." in words(
        client.post(resend, follow=True)
    )


def test_the_group_table_counts_what_is_known(well, clinician, deputy, member, meeting):
    """The third message, to the volunteer, still waits."""
    failed(member, meeting)
    in_state(to(deputy, meeting), State.DELIVERED)
    shown = page(signed_in(clinician), "/messages/groups/")
    row = re.search(r"Bedminster group (.*)", shown)
    assert row is not None
    assert re.findall(r"(\d+%? of \d+|\d+)", row[1])[:6] == ["3", "1", "0", "1", "0", "50% of 2"]


def test_a_way_that_rests_beside_others_holds_nothing_up(well, clinician, settings):
    settings.TEXT_TRANSPORT = "notify"
    resting = NOW + timedelta(minutes=10)
    Way.objects.create(channel="text", name="notify", set_aside_until=resting, reason="It is down.")
    shown = page(signed_in(clinician))
    assert "All messages are going out. Text message by GOV.UK Notify: Set aside" in shown


def test_the_dashboard_leads_to_what_needs_somebody(clinician, member, meeting):
    client = signed_in(clinician)
    shown = page(client, "/dashboard/")
    assert "Messages are held up. New messages are not being planned. What to do" in shown
    assert "did not arrive" not in shown
    for name in ("plan", "claim"):
        leave_mark(name, now=NOW)
    failed(member, meeting)
    mark_dead(contact=member.contacts.get(), now=NOW)
    shown = page(client, "/dashboard/")
    assert "held up" not in shown
    for line in (
        "1 meeting that somebody was not told about",
        "1 number or address needs replacing",
        "1 message did not arrive in the last 30 days",
    ):
        assert line in shown


def test_the_group_s_page_leads_to_its_messages(clinician, group):
    html = signed_in(clinician).get(f"/dashboard/groups/{group.pk}/").content.decode()
    assert f'href="/messages/?group={group.pk}"' in html


def test_texts_switched_off_and_a_limit_that_is_near_are_said(well, clinician, service, member):
    set_budget(service=service, pence=50, pounds_a_month=1, by=None, now=NOW)
    texts(service, member, 1)
    assert "80 percent" not in page(signed_in(clinician))
    texts(service, member, 1, kind="other")
    assert "has reached its limit for texts this month" in page(signed_in(clinician))
    allow_texts(service=service, allowed=False, by=clinician, now=NOW)
    assert "Avon Pain Service has switched texts off." in page(signed_in(clinician))


def test_who_heard_of_the_old_date_alone_has_to_be_rung(
    well, clinician, coordinator, member, meeting
):
    in_state(to(member, meeting), State.DELIVERED)
    later = SOON + timedelta(days=1)
    moved = move_meeting(
        meeting=meeting,
        version=meeting.version,
        date=later,
        time=meeting.time,
        place=meeting.place,
        by=coordinator,
        now=NOW,
    )
    told = Message.objects.get(recipient=member, kind="meeting_moved", version=moved.version)
    assert "No message about a meeting" not in page(signed_in(clinician))
    in_state(told, State.UNDELIVERABLE)
    assert "Moira: Bedminster group, Tue 15 September at 2pm" in page(signed_in(clinician))


def test_who_gets_it_in_the_weekly_message_is_not_forgotten(well, clinician, member, meeting):
    in_state(to(member, meeting), State.SKIPPED, reason=IN_WEEKLY)
    assert "No message about a meeting" not in page(signed_in(clinician))
    in_state(Message.objects.get(recipient=member), State.SKIPPED, reason=STOPPED)
    assert "No message about a meeting" in page(signed_in(clinician))

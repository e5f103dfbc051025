"""The address that a person's calendar reads."""

import logging
import re
from datetime import timedelta

import pytest
from django.test import Client

from followon.people.models import PersonalLink
from groups.models import Meeting, Membership, Place
from groups.services.calendar import close_address, make_address
from groups.services.meetings import cancel_meeting, move_meeting
from groups.services.members import leave, rest
from groups.services.pauses import start_pause
from tests.cast import NOW, make_group, make_person, signed_in
from tests.groups.calendar.kit import event, events, instants
from tests.groups.make import TUESDAY, TWO, at, make_meeting, make_place, member_of

PAGE = "/details/calendar/"
JOIN = "https://meet.example/bedminster"


@pytest.fixture
def meeting(group):
    return make_meeting(group, place=make_place(group))


def token_on(page) -> str:
    return re.search(r"/calendar/([\w-]{22})\.ics", page.content.decode())[1]


def read(user, *, now=NOW) -> bytes:
    response = Client().get(f"/calendar/{make_address(user=user, now=now)}.ics")
    assert response.status_code == 200
    return response.content


def test_it_holds_the_meeting_as_the_group_knows_it(meeting, member):
    file = read(member)
    found = event(file)
    assert str(found["SUMMARY"]) == "Bedminster group"
    assert str(found["LOCATION"]) == "The Bakery, 1 North Street, Bristol"
    assert str(found["DESCRIPTION"]) == "Come for as long as suits you."
    assert str(found["URL"]).endswith(f"/meetings/{meeting.pk}/")
    assert instants(file) == [meeting.starts_at]
    assert str(found["UID"]) == f"{meeting.pk}_{member_of(meeting.group, member).calendar_key}"


def test_it_tells_nothing_of_anybody_else(meeting, member):
    file = read(member).decode()
    for secret in ("Corinne", "Moira", "Dev", "07700", "example.com", "pain", "Pain"):
        assert secret not in file, secret


def test_a_move_keeps_the_id_and_counts_up(meeting, member, coordinator):
    before = event(read(member))
    day = TUESDAY + timedelta(days=40)  # clocks have changed by then
    later = NOW + timedelta(hours=1)
    moved = move_meeting(
        meeting=meeting, version=1, date=day, time=TWO, place=None, by=coordinator, now=later
    )
    file = read(member)
    after = event(file)
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["LAST-MODIFIED"].dt == later > before["LAST-MODIFIED"].dt
    assert after["DTSTART"].to_ical() == b"20261101T140000"
    assert instants(file) == [moved.starts_at]


def test_a_cancelled_one_is_struck_out(meeting, member):
    cancel_meeting(meeting=meeting, version=1, by=None, now=NOW)
    found = event(read(member))
    assert (found["STATUS"], found["SEQUENCE"]) == ("CANCELLED", 1)


def test_it_holds_all_of_a_person_s_groups_and_no_others(service, meeting, member, outsider):
    other = make_group(service, coordinator=member, name="Clifton two")
    make_meeting(other)
    make_meeting(outsider.memberships.get().group)
    assert {str(each["SUMMARY"]) for each in events(read(member))} == {
        "Bedminster group",
        "Clifton two",
    }


def test_somebody_in_no_group_has_an_empty_calendar(service, db):
    assert events(read(make_person("Nobody Yet", service=service))) == []


@pytest.mark.parametrize("kind", ["cafe", "home"])
def test_a_volunteer_sees_no_home_and_no_way_in(group, ptv, member, kind):
    place = make_place(group, kind=kind, own=True, how_to_get_there="Ring twice")
    found = make_meeting(group, place=place)
    Meeting.objects.filter(pk=found.pk).update(online_url=JOIN)
    theirs, own = read(ptv).decode(), read(member).decode()
    for words in (JOIN, "1 North Street", "Ring twice"):
        assert words in own.replace("\r\n ", "")
    assert JOIN not in theirs
    assert ("1 North Street" in theirs.replace("\r\n ", "")) is (kind == "cafe")
    assert ("Ring twice" in theirs) is (kind == "cafe")
    assert str(event(theirs)["UID"]) == str(found.pk)


def test_who_left_sees_nothing_any_more(group, meeting, member):
    url = f"/calendar/{make_address(user=member, now=NOW)}.ics"
    assert len(events(Client().get(url).content)) == 1
    leave(member=member_of(group, member), reason="", by=member, now=NOW)
    assert events(Client().get(url).content) == []


@pytest.mark.parametrize(("wanted", "shown"), [(False, 1), (True, 2)])
def test_dates_in_one_s_own_break_are_left_out_unless_wanted(group, member, wanted, shown):
    make_meeting(group)
    make_meeting(group, on=TUESDAY + timedelta(days=60))
    rest(
        member=member_of(group, member),
        until=TUESDAY + timedelta(days=30),
        texts=wanted,
        by=member,
        now=NOW,
    )
    assert len(events(read(member))) == shown


def test_dates_in_the_group_s_rest_are_left_out(group, meeting, member, coordinator):
    make_meeting(group, on=TUESDAY + timedelta(days=60))
    start_pause(group=group, until=TUESDAY + timedelta(days=30), by=coordinator, now=NOW)
    assert len(events(read(member))) == 1


def test_long_past_dates_are_left_out(meeting, member):
    assert len(events(read(member, now=NOW))) == 1
    with at(meeting.starts_at + timedelta(days=59)):
        assert len(events(read(member, now=NOW + timedelta(days=70)))) == 1
    with at(meeting.starts_at + timedelta(days=61)):
        assert events(read(member, now=NOW + timedelta(days=74))) == []


def test_it_is_not_sent_again_unless_it_changed(meeting, member):
    url = f"/calendar/{make_address(user=member, now=NOW)}.ics"
    first = Client().get(url)
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = Client().get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with at(NOW + timedelta(hours=5)):
        again = Client().get(url, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
    Place.objects.update(name="The Dairy")
    again = Client().get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert str(event(again.content)["LOCATION"]).startswith("The Dairy")


@pytest.mark.parametrize("token", ["A" * 22, "-_" * 20])
def test_an_unknown_address_does_not_exist(client, meeting, token):
    assert client.get(f"/calendar/{token}.ics").status_code == 404
    assert client.head(f"/calendar/{token}.ics").status_code == 404


def test_a_new_address_ends_the_old_one(client, meeting, member):
    old = make_address(user=member, now=NOW)
    new = make_address(user=member, now=NOW)
    assert client.get(f"/calendar/{old}.ics").status_code == 404
    assert client.get(f"/calendar/{new}.ics").status_code == 200
    close_address(user=member, now=NOW)
    assert client.get(f"/calendar/{new}.ics").status_code == 404


def test_bad_addresses_all_cost_the_same_one_query(
    client, meeting, member, django_assert_num_queries
):
    closed = make_address(user=member, now=NOW)
    close_address(user=member, now=NOW)
    for token in (closed, "A" * 22):
        with django_assert_num_queries(1):
            client.get(f"/calendar/{token}.ics")


def test_somebody_who_may_not_sign_in_any_more_has_none(client, meeting, member):
    token = make_address(user=member, now=NOW)
    member.is_active = False
    member.save(update_fields=["is_active"])
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_one_that_is_read_lives_on_and_one_that_is_not_ends(client, meeting, member):
    token = make_address(user=member, now=NOW)
    for months in range(1, 40):
        with at(NOW + timedelta(days=30 * months)):
            assert client.get(f"/calendar/{token}.ics").status_code == 200
    with at(NOW + timedelta(days=30 * 39 + 401)):
        assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_the_address_is_in_no_log_and_only_as_a_hash(client, meeting, member, caplog):
    caplog.set_level(logging.DEBUG)
    response = signed_in(member).post(f"{PAGE}new/")
    token = token_on(response)
    client.get(f"/calendar/{token}.ics")
    client.get(f"/calendar/{token[::-1]}.ics")
    from followon.logs import message_of

    told = " ".join(message_of(record) for record in caplog.records)
    assert len(token) == 22
    assert token not in told
    assert token[::-1] not in told
    assert token not in str(PersonalLink.objects.values())


def test_the_page_makes_shows_once_and_stops(member, meeting):
    browser = signed_in(member)
    assert "Make my calendar address" in browser.get(PAGE).content.decode()
    made = browser.post(f"{PAGE}new/")
    text = made.content.decode()
    assert "webcal://127.0.0.1:8000/calendar/" in text
    assert 'value="http://127.0.0.1:8000/calendar/' in text
    assert "no-store" in made.headers["Cache-Control"]
    text = browser.get(PAGE).content.decode()
    assert "No calendar has looked yet." in text
    assert "/calendar/" not in text.replace("/details/calendar/", "")
    token = token_on(made)
    Client().get(f"/calendar/{token}.ics")
    assert "A calendar last looked on 9 September 2026." in browser.get(PAGE).content.decode()
    text = browser.post(f"{PAGE}stop/", follow=True).content.decode()
    assert "No calendar can read your meetings any more." in text
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_it_asks_as_little_for_two_hundred_meetings(group, member, django_assert_num_queries):
    url = f"/calendar/{make_address(user=member, now=NOW)}.ics"
    client = Client()
    client.get(url)
    for count in (1, 200):
        with at(NOW + timedelta(minutes=count)):
            while group.meetings.count() < count:
                days = group.meetings.count()
                make_meeting(group, on=TUESDAY + timedelta(days=days))
            with django_assert_num_queries(7):
                found = client.get(url)
        assert len(events(found.content)) == count


def test_one_date_to_keep(client, meeting, member, outsider):
    mine = signed_in(member).get(f"/meetings/{meeting.pk}/meeting.ics")
    assert event(mine.content)["UID"] == event(read(member))["UID"]
    assert mine.headers["Content-Disposition"] == 'inline; filename="meeting.ics"'
    assert mine.headers["Cache-Control"] == "private, no-store"
    assert signed_in(outsider).get(f"/meetings/{meeting.pk}/meeting.ics").status_code == 404


def test_keys_are_each_person_s_own(group):
    keys = list(Membership.objects.values_list("calendar_key", flat=True))
    assert len(set(keys)) == len(keys) == 3

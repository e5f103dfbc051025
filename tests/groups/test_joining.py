"""Meetings online, by phone or both: how people join, who is told, and what counts as met."""

import pytest
from django.urls import reverse

from followon.messaging.models import Message
from groups.errors import TooManyInTheRoom
from groups.joining import How, how, number_in
from groups.models import Group, GroupState, Meeting
from groups.services.meetings import book_meeting, move_meeting, report_met
from tests.cast import NOW, signed_in
from tests.groups.make import TUESDAY, TWO, after, at, make_meeting, make_place, told
from tests.groups.test_poll_pages import page, post, three
from tests.messaging.kit import composed

LINK = "https://meet.example.org/room"


def url(name, *args):
    return reverse(f"groups:{name}", args=args)


def make(group, found, **more):
    return book_meeting(
        group=group, date=TUESDAY, time=TWO, place=None, by=None, now=NOW, how=found, **more
    )


def typed(**more):
    return {**three("date", TUESDAY), "time": "2pm", "place": "", "version": "1", **more}


@pytest.mark.parametrize(
    ("way", "said", "found"),
    [
        ("online", LINK, How("online", LINK)),
        ("online", "meet.example.org/room", How("online", LINK)),
        ("online", "", How("online")),
        ("mixed", f"{LINK}?pwd=1", How("mixed", f"{LINK}?pwd=1")),
        ("phone", "0117 496 0200, code 1234#", How("phone", "", "0117 496 0200, code 1234#")),
        ("phone", "+44 117 496 0200", How("phone", "", "+44 117 496 0200")),
        ("face_to_face", "", How()),
    ],
)
def test_a_link_and_a_number_are_told_apart(way, said, found):
    assert how(way, said) == found


@pytest.mark.parametrize(
    "said", ["javascript:alert(1)", "my kitchen", "ftp://example.org/a", "12", "http://", "a.b c.d"]
)
def test_what_is_neither_is_refused(said):
    with pytest.raises(ValueError, match="neither"):
        how("online", said)


def test_the_number_is_what_a_phone_dials():
    assert number_in("0117 496 0200, code 1234#") == "01174960200"
    assert number_in("ask Ann") == ""


def test_members_and_the_volunteer_see_how_to_join_and_nobody_else(
    group, member, ptv, outsider, clinician
):
    meeting = make(group, How("online", LINK))
    address = url("meeting", meeting.pk)
    for who in (member, ptv):
        assert f'href="{LINK}"' in page(who, address)
    for who in (outsider, clinician):
        page(who, address, status=404)
    with at(NOW):
        staff = signed_in(clinician).get(reverse("pmp:group", args=[group.pk])).content.decode()
    assert LINK not in staff


def test_a_number_can_be_tapped(group, member):
    meeting = make(group, How("phone", "", "0117 496 0200, code 12"))
    text = page(member, url("meeting", meeting.pk))
    assert 'href="tel:01174960200"' in text
    assert "0117 496 0200, code 12" in text


def test_without_a_link_the_page_says_that_it_comes(group, member):
    meeting = make(group, How("online"))
    assert "How to join is not set yet." in page(member, url("meeting", meeting.pk))


def test_no_link_stands_in_any_message(group):
    make(group, How("online", LINK))
    bodies = [composed(each, NOW).envelope.body for each in Message.objects.all()]
    assert bodies
    assert [body for body in bodies if LINK in body] == []


def test_an_online_date_is_booked_on_the_same_page(group, coordinator):
    data = typed(way="online", join="meet.example.org/room")
    post(coordinator, url("book", group.pk), data)
    meeting = Meeting.objects.get()
    assert meeting.how == How("online", LINK)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"way": "online", "join": "my kitchen"}, "Enter a link, like https://example.org/room"),
        ({"way": "face_to_face", "join": LINK}, "Select online, by phone or both"),
        ({"way": "by post"}, "Select how you meet"),
        ({"way": "online", "join": "x" * 201}, "200"),
    ],
)
def test_what_is_wrong_stands_beside_its_box(group, coordinator, more, error):
    response = post(coordinator, url("book", group.pk), typed(**more))
    assert error in response.content.decode()
    assert Meeting.objects.count() == 0


def test_from_face_to_face_to_online_everybody_is_told(group, coordinator):
    meeting = make_meeting(group, place=make_place(group))
    Message.objects.all().delete()
    post(coordinator, url("meeting_move", meeting.pk), typed(way="online", join=LINK))
    meeting.refresh_from_db()
    assert (meeting.how, meeting.version) == (How("online", LINK), 2)
    assert meeting.moves.get().way == "face_to_face"
    assert told("meeting_moved") == {"Dev", "Moira", "Patrick"}


def test_another_link_alone_is_saved_and_told_to_nobody(group, coordinator):
    meeting = make(group, How("online", LINK))
    Message.objects.all().delete()
    post(coordinator, url("meeting_move", meeting.pk), typed(way="online", join=f"{LINK}/2"))
    meeting.refresh_from_db()
    assert (meeting.online_url, meeting.version, Message.objects.count()) == (f"{LINK}/2", 1, 0)


def test_a_move_that_says_nothing_of_it_keeps_how_people_join(group):
    meeting = make(group, How("online", LINK))
    moved = move_meeting(
        meeting=meeting,
        version=1,
        date=TUESDAY.replace(day=24),
        time=TWO,
        place=None,
        by=None,
        now=NOW,
    )
    assert moved.how == How("online", LINK)


def test_the_same_again_is_joined_in_the_same_way(group, coordinator):
    make(group, How("online", LINK))
    data = {"date": "2026-10-20", "time": "14:00", "place": ""}
    post(coordinator, url("same_again", group.pk), data)
    assert Meeting.objects.latest("starts_at").how == How("online", LINK)


@pytest.mark.parametrize(
    ("way", "headcount", "in_person", "state"),
    [
        ("face_to_face", 3, None, GroupState.MEETING),
        ("face_to_face", 2, None, GroupState.FORMING),
        ("online", 9, None, GroupState.FORMING),
        ("phone", 9, None, GroupState.FORMING),
        ("mixed", 9, None, GroupState.FORMING),
        ("mixed", 9, 2, GroupState.FORMING),
        ("mixed", 4, 3, GroupState.MEETING),
        ("online", 9, 9, GroupState.FORMING),
    ],
)
def test_three_in_one_room_make_a_follow_on_group(group, way, headcount, in_person, state):
    meeting = make(group, How(way))
    report_met(
        meeting=meeting,
        headcount=headcount,
        in_person=in_person,
        by=None,
        now=after(meeting, hours=2),
    )
    assert Group.objects.get().state == state


def test_more_in_the_room_than_came_is_refused(group):
    meeting = make(group, How("mixed"))
    with pytest.raises(TooManyInTheRoom):
        report_met(meeting=meeting, headcount=3, in_person=4, by=None, now=after(meeting, hours=2))


def test_only_a_mixed_meeting_is_asked_who_was_in_the_room(group, member):
    mixed, other = make(group, How("mixed")), make_meeting(group, on=TUESDAY.replace(day=23))
    question = "How many of them were there in person?"
    later = after(other, hours=2)
    assert question in page(member, url("meeting_report", mixed.pk), later)
    assert question not in page(member, url("meeting_report", other.pk), later)
    data = {"outcome": "met", "headcount": "5", "in_person": "6"}
    text = post(member, url("meeting_report", mixed.pk), data, later).content.decode()
    assert "In the room cannot be more than came in all" in text
    post(member, url("meeting_report", mixed.pk), {**data, "in_person": "3"}, later)
    mixed.refresh_from_db()
    assert (mixed.state, mixed.headcount, mixed.in_person) == ("met", 5, 3)

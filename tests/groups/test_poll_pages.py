"""A poll's pages: opened in one page, answered by page, link and for somebody, booked."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from followon.people.services.links import mint
from groups.kinds.polls import POLL
from groups.models import Answer, Meeting, Poll, PollState, Vote
from groups.polls import close_at
from groups.services.members import leave
from groups.services.polls import Proposed, book_option, change_poll
from tests.cast import NOW, make_group, make_person, new_mobile, signed_in
from tests.groups.make import at, make_meeting, make_place, member_of
from tests.groups.polls import DAYS, LAST_DAY, make_poll, vote, votes_by_name

LATER = NOW + timedelta(hours=2)
CLOSED = close_at(LAST_DAY, "Europe/London")


def url(name, *args):
    return reverse(f"groups:{name}", args=args)


def page(user, address, now=LATER, status=200):
    with at(now):
        response = signed_in(user).get(address)
    assert response.status_code == status
    return response.content.decode()


def post(user, address, data, now=LATER):
    with at(now):
        return signed_in(user).post(address, data)


def typed(*days, last_day=LAST_DAY, version="", place=""):
    """What a form holds with these dates, all at two."""
    data = {"version": version, **three("last_day", last_day)}
    for letter, day in zip("ABCDEF", days, strict=False):
        data |= {**three(f"date_{letter}", day), f"time_{letter}": "2pm", f"place_{letter}": place}
    return data


def three(name, day):
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}_{part}": value for part, value in parts.items()}


def link_of(user, poll, now=NOW):
    minted = mint(
        user=user, purpose=POLL, subject=f"poll:{poll.pk}", lasts=timedelta(days=20), now=now
    )
    return reverse("groups:poll_link", args=[minted.token])


def test_dates_in_the_rhythm_are_there_already_with_the_usual_place(group, coordinator):
    make_meeting(group, place=make_place(group))
    text = page(coordinator, url("poll_open", group.pk))
    # Four weeks after Tuesday 22 September, the day after it, and a week on.
    for words in ('value="20"', 'value="21"', 'value="27"', 'value="2pm"', "The Bakery"):
        assert words in text, words


def test_opening_one_needs_one_page(group, coordinator):
    response = post(coordinator, url("poll_open", group.pk), typed(*DAYS))
    poll = Poll.objects.get()
    assert response.url == url("poll", poll.pk)
    assert [each.letter for each in poll.options.standing()] == ["A", "B", "C"]
    assert poll.closes_at == CLOSED


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (typed(DAYS[0]), "Enter at least 2 dates to choose from"),
        (typed(), "Enter at least 2 dates to choose from"),
        (typed(DAYS[0], DAYS[0]), "Two of these are the same date, time and place"),
        (typed(date(2026, 9, 1), DAYS[0]), "The date and time must be in the future"),
        (typed(*DAYS, last_day=DAYS[0]), "The last day to answer must be before the first date"),
        (typed(*DAYS, last_day=date(2026, 9, 1)), "The last day to answer must be later than this"),
        (typed(*DAYS) | {"time_B": ""}, "Enter the time of date B"),
        (typed(*DAYS) | {"date_B_month": "13"}, "Date B must be a real date"),
        (typed(*DAYS) | {"place_A": "99999"}, "Choose a place from the list"),
        (typed(*DAYS) | {"date_A_day": "\x00"}, "Date A must be a real date"),
    ],
)
def test_what_is_wrong_stands_beside_its_date_with_what_was_typed(group, coordinator, data, error):
    response = post(coordinator, url("poll_open", group.pk), data)
    text = response.content.decode()
    assert response.status_code == 200
    assert error in text
    assert "There is a problem" in text
    assert Poll.objects.count() == 0


def test_while_one_runs_the_page_to_open_leads_to_it(group, coordinator):
    poll = make_poll(group)
    with at(LATER):
        response = signed_in(coordinator).get(url("poll_open", group.pk))
    assert response.url == url("poll", poll.pk)


def test_the_group_s_page_and_home_lead_a_member_to_the_dates(group, member, coordinator):
    poll = make_poll(group)
    assert url("poll", poll.pk) in page(member, url("group", group.pk))
    assert url("poll_vote", poll.pk) in page(member, url("home"))
    vote(poll, member, "A=yes")
    assert url("poll_vote", poll.pk) not in page(member, url("home"))
    assert url("poll_open", group.pk) not in page(coordinator, url("group", group.pk))


def test_when_it_has_closed_whoever_runs_the_group_is_led_to_book(group, member, coordinator):
    make_poll(group)
    assert "Your poll has closed." in page(coordinator, url("home"), CLOSED)
    assert "poll" not in page(member, url("home"), CLOSED)


def test_the_volunteer_and_others_know_of_no_poll(group, ptv, outsider, clinician):
    poll = make_poll(group)
    for who in (ptv, outsider, clinician):
        for name in ("poll", "poll_vote", "poll_change", "poll_drop"):
            page(who, url(name, poll.pk), status=404)
    assert "poll" not in page(ptv, url("group", group.pk))


def test_a_member_says_yes_if_need_be_or_no_on_one_page(group, member):
    poll = make_poll(group)
    text = page(member, url("poll_vote", poll.pk))
    assert text.count('type="radio"') == 9
    assert "checked" not in text
    data = {"version": 1, "vote_A": "yes", "vote_B": "if_need_be"}
    assert post(member, url("poll_vote", poll.pk), data).url == url("poll", poll.pk)
    assert votes_by_name(poll) == {"Moira": "A=yes B=if_need_be"}
    assert page(member, url("poll_vote", poll.pk)).count("checked") == 2


@pytest.mark.parametrize("data", [{}, {"version": "1"}, {"vote_A": "perhaps"}, {"vote_Z": "yes"}])
def test_a_post_that_says_nothing_is_told_what_to_do(group, member, data):
    poll = make_poll(group)
    response = post(member, url("poll_vote", poll.pk), data)
    assert (response.status_code, Vote.objects.count()) == (200, 0)
    assert "There is a problem" in response.content.decode()


def test_who_votes_on_a_page_that_is_old_sees_the_dates_as_they_are_and_keeps_the_ticks(
    group, member
):
    poll = make_poll(group)
    dates = [Proposed(o.date, o.time, o.place, o.letter) for o in poll.options.standing()]
    change_poll(poll=poll, version=1, dates=dates[:2], closes_at=poll.closes_at, by=None, now=LATER)
    response = post(member, url("poll_vote", poll.pk), {"version": 1, "vote_A": "no"})
    text = response.content.decode()
    assert "The dates have just changed." in text
    assert 'name="version" value="2"' in text
    assert text.count("checked") == 1
    assert Vote.objects.count() == 0


def test_after_it_has_closed_voting_leads_to_how_it_stands(group, member):
    poll = make_poll(group)
    response = post(member, url("poll_vote", poll.pk), {"version": 1, "vote_A": "yes"}, CLOSED)
    assert (response.url, Vote.objects.count()) == (url("poll", poll.pk), 0)


def test_the_link_needs_no_sign_in_and_opening_it_changes_nothing(group, member):
    poll = make_poll(group)
    link = link_of(member, poll)
    with at(LATER):
        shown = Client().get(link)
        assert (shown.status_code, Vote.objects.count()) == (200, 0)
        data = {"version": 1, "vote_A": "yes", "vote_C": "no"}
        response = Client(enforce_csrf_checks=True).post(link, data)
        assert response.url == link
        again = Client().get(link).content.decode()
    assert "Thank you, saved." in again
    assert votes_by_name(poll) == {"Moira": "A=yes C=no"}
    assert set(Vote.objects.values_list("by", "given_by")) == {("link", member.pk)}


def test_the_link_of_who_left_is_gone(group, member):
    poll = make_poll(group)
    link = link_of(member, poll)
    leave(member=member_of(group, member), reason="", by=member, now=NOW)
    with at(LATER):
        assert Client().get(link).status_code == 410
        assert Client().post(link, {"version": 1, "vote_A": "yes"}).status_code == 410
    assert Vote.objects.count() == 0


def test_a_link_for_a_meeting_opens_no_poll(group, member):
    poll = make_poll(group)
    minted = mint(
        user=member, purpose="answer", subject=f"poll:{poll.pk}", lasts=timedelta(days=1), now=NOW
    )
    with at(LATER):
        assert Client().get(url("poll_link", minted.token)).status_code == 410


def test_the_link_says_what_was_booked_once_it_is_over(group, member, coordinator):
    poll = make_poll(group)
    link = link_of(member, poll)
    book_option(poll=poll, version=1, letter="B", by=coordinator, now=LATER)
    with at(LATER):
        text = Client().get(link).content.decode()
        response = Client().post(link, {"version": 1, "vote_A": "yes"})
    assert "meets on Wednesday 23 September 2026, 2pm." in text
    assert "This poll is over" in response.content.decode()
    assert Vote.objects.count() == 0


def test_the_coordinator_writes_down_what_somebody_said_on_the_phone(group, coordinator, member):
    poll = make_poll(group)
    address = url("poll_vote_for", poll.pk, member_of(group, member).pk)
    assert "What did Moira say?" in page(coordinator, address)
    response = post(coordinator, address, {"version": 1, "vote_B": "if_need_be"})
    assert response.url == url("poll", poll.pk)
    assert Vote.objects.values_list("by", "given_by").get() == ("coordinator", coordinator.pk)
    page(member, address, status=404)


def test_nobody_votes_for_somebody_of_another_group(group, coordinator, outsider):
    poll = make_poll(group)
    theirs = outsider.memberships.get()
    address = url("poll_vote_for", poll.pk, theirs.pk)
    page(coordinator, address, status=404)
    assert post(coordinator, address, {"version": 1, "vote_A": "yes"}).status_code == 404
    assert not Vote.objects.exists()


def test_members_see_how_the_dates_fit_and_whom_they_leave_out(group, member, deputy, coordinator):
    poll = make_poll(group)
    vote(poll, member, "A=yes B=no")
    vote(poll, deputy, "A=yes B=yes")
    text = page(member, url("poll", poll.pk))
    for words in (
        "Tuesday 22 September 2026, 2pm fits best so far.",
        "2 of 3 can come.",
        "Yes: Dev and Moira",
        "Leaves out: Moira",
        "Not answered yet",
        "Corinne",
        "You said: No.",
    ):
        assert words in text, words
    assert "Book " not in text
    assert "poll-change" not in text


def test_a_tie_is_said_as_a_tie(group, member, deputy):
    poll = make_poll(group)
    vote(poll, member, "A=yes B=no C=yes")
    vote(poll, deputy, "A=no B=no C=no")
    text = page(member, url("poll", poll.pk))
    assert "2 dates fit equally well." in text
    assert text.count("One of the best") == 2
    assert "Fits best" not in text


def test_only_who_runs_the_group_sees_who_was_left_out_before(group, coordinator, deputy, member):
    earlier = make_poll(group)
    vote(earlier, member, "A=no")
    vote(earlier, deputy, "A=no")
    book_option(poll=earlier, version=1, letter="A", by=coordinator, now=LATER)
    poll = make_poll(group, days=[d + timedelta(days=30) for d in DAYS], now=LATER)
    vote(poll, member, "A=no B=yes", now=LATER)
    vote(poll, coordinator, "A=yes B=no", now=LATER)
    for who in (coordinator, deputy):
        text = page(who, url("poll", poll.pk))
        assert "Moira was left out once before." in text
        assert "leaves out fewer of those who were left out before" in text
    text = page(member, url("poll", poll.pk))
    assert "left out" not in text.replace("Leaves out", "")


def test_a_poll_nobody_answered_says_so_and_offers_a_way_on(group, coordinator, member):
    poll = make_poll(group)
    text = page(coordinator, url("poll", poll.pk), CLOSED)
    assert "Nobody has answered yet." in text
    assert url("poll_open", group.pk) in text
    assert "Fits best" not in text
    assert url("poll_open", group.pk) not in page(member, url("poll", poll.pk), CLOSED)


def test_where_nothing_suits_it_says_so(group, member):
    poll = make_poll(group)
    vote(poll, member, "A=no B=no C=no")
    text = page(member, url("poll", poll.pk))
    assert "None of these dates suits anybody who has answered." in text


def test_booking_asks_once_and_says_what_it_does(group, coordinator, member):
    poll = make_poll(group)
    vote(poll, member, "B=yes")
    address = url("poll_book", poll.pk, "B")
    text = page(coordinator, address)
    assert "Book Wednesday 23 September 2026, 2pm?" in text
    assert "Those who said yes are down as coming." in text
    assert Meeting.objects.count() == 0
    response = post(coordinator, address, {"version": 1})
    meeting = Meeting.objects.get()
    assert response.url == url("meeting", meeting.pk)
    assert Answer.objects.get().value == "coming"
    assert "is booked." in page(member, url("poll", poll.pk))
    page(member, address, status=404)


def test_booking_what_somebody_changed_meanwhile_books_nothing(group, coordinator):
    poll = make_poll(group)
    response = post(coordinator, url("poll_book", poll.pk, "B"), {"version": 7})
    assert (response.url, Meeting.objects.count()) == (url("poll", poll.pk), 0)
    page(coordinator, url("poll_book", poll.pk, "Z"), status=404)


def test_who_books_second_sees_what_is_booked(group, coordinator, deputy):
    poll = make_poll(group)
    book_option(poll=poll, version=1, letter="A", by=coordinator, now=LATER)
    response = post(deputy, url("poll_book", poll.pk, "B"), {"version": 1})
    assert (response.url, Meeting.objects.count()) == (url("poll", poll.pk), 1)


def test_a_date_that_is_taken_is_refused_in_words(group, coordinator):
    poll = make_poll(group)
    make_meeting(group, on=DAYS[0])
    response = post(coordinator, url("poll_book", poll.pk, "A"), {"version": 1})
    assert "Your group already has a meeting at that date and time" in response.content.decode()


def test_changing_shows_the_dates_by_their_letters(group, coordinator, member):
    poll = make_poll(group)
    vote(poll, member, "A=yes B=yes")
    text = page(coordinator, url("poll_change", poll.pk))
    assert 'name="date_D_day"' in text
    data = typed(DAYS[0], date(2026, 9, 29), DAYS[2], version="1")
    assert post(coordinator, url("poll_change", poll.pk), data).url == url("poll", poll.pk)
    assert votes_by_name(poll) == {"Moira": "A=yes"}
    assert [each.letter for each in poll.options.standing()] == ["A", "C", "D"]


def test_of_two_who_change_it_the_second_sees_the_dates_as_they_are(group, coordinator):
    poll = make_poll(group)
    data = typed(DAYS[0], DAYS[1], version="1")
    post(coordinator, url("poll_change", poll.pk), data)
    response = post(coordinator, url("poll_change", poll.pk), typed(*DAYS, version="1"))
    text = response.content.decode()
    assert "The dates of this poll have just changed." in text
    assert 'name="version" value="2"' in text


def test_giving_it_up_asks_first(group, coordinator, member):
    poll = make_poll(group)
    assert "Give the poll up?" in page(coordinator, url("poll_drop", poll.pk))
    assert post(coordinator, url("poll_drop", poll.pk), {}).url == url("group", group.pk)
    poll.refresh_from_db()
    assert poll.state == PollState.DROPPED
    assert "This poll was given up." in page(member, url("poll", poll.pk))
    page(coordinator, url("poll_change", poll.pk), status=404)


@pytest.mark.parametrize("name", ["poll", "poll_vote"])
def test_thirty_people_ask_no_more_than_two(
    service, coordinator, name, django_assert_max_num_queries
):
    asked = []
    for size in (2, 30):
        people = [
            make_person(f"Person {number}", mobile=new_mobile(), service=service)
            for number in range(size)
        ]
        group = make_group(service, coordinator=coordinator, others=tuple(people), name=f"G{size}")
        poll = make_poll(group, place=make_place(group, name=f"Place {size}"))
        for person in people:
            vote(poll, person, "A=yes B=no C=if_need_be")
        client = signed_in(coordinator)
        with at(LATER), django_assert_max_num_queries(12) as queries:
            client.get(url(name, poll.pk))
        asked.append(len(queries))
    assert asked[0] == asked[1]

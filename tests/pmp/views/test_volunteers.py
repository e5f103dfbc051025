"""The volunteer's own page, stepping back, and what the team sees and does."""

from datetime import timedelta

import pytest
from django.urls import reverse

from followon.people.models import StaffPost
from groups.models import Group, PtvLink, VisitNote
from groups.services.visit_notes import write_visit_note
from pmp.models import SteppedBack
from pmp.queries.volunteers import follow_ups
from pmp.services.volunteers import add_ptv, set_ptvs, stop_helping
from tests.cast import NOW, make_group, make_person, make_programme, new_mobile, signed_in
from tests.groups.make import after, at, make_meeting, make_place
from tests.pmp.make import join
from tests.pmp.views.pages import errors, words

OWN = reverse("pmp:ptv_programmes")
FOLLOW_UPS = reverse("pmp:follow_ups")


@pytest.fixture
def helper(ptv, programme, group):
    """The volunteer, signed in, who helps at the programme and the group."""
    add_ptv(programme=programme, ptv=ptv, by=None, now=NOW)
    return signed_in(ptv)


@pytest.fixture
def note(group, ptv, coordinator):
    meeting = make_meeting(group, by=coordinator)
    link = PtvLink.objects.get(group=group, user=ptv)
    return write_visit_note(
        link=link,
        meeting=meeting,
        happened="met",
        needs="visit",
        words="Wombats",
        by=ptv,
        now=after(meeting, hours=3),
    )


def test_the_own_page_says_where_when_and_what_to_do(helper, programme, group, coordinator):
    make_meeting(group, by=coordinator, place=make_place(group))
    join(programme, "Ann Ash", wish="yes")
    page = words(helper.get(OWN))
    assert "You go along to 3 more meetings." in page
    assert "Tuesday 22 September 2026, 2pm The Bakery 1 North Street Bristol" in page
    assert "Wednesday 9 September 2026, 2pm The volunteer tells what a group has been like" in page
    assert "Ask who might take on a job for a while" in page
    assert "Ann" not in page


def test_a_past_date_leads_to_its_note(helper, group, coordinator, ptv):
    meeting = make_meeting(group, by=coordinator)
    with at(after(meeting, hours=2)):
        client = signed_in(ptv)
        page = words(client.get(OWN))
        assert "Say how your visit on 22 September 2026 went" in page
        assert client.get(reverse("groups:visit_note", args=[meeting.pk])).status_code == 200


def test_the_own_page_asks_as_much_for_thirty_as_for_one(
    helper, ptv, clinician, service, django_assert_num_queries, django_assert_max_num_queries
):
    helper.get(OWN)  # a session's first page writes the session
    with django_assert_max_num_queries(12) as one:
        helper.get(OWN)
    for number in range(29):
        make_meeting(make_group(service, coordinator=_person(number), ptv=ptv))
        add_ptv(programme=make_programme(service, by=clinician), ptv=ptv, by=None, now=NOW)
    with django_assert_num_queries(len(one)):
        helper.get(OWN)


def _person(number):
    return make_person(f"Person {number}", mobile=new_mobile())


def test_stepping_back_from_a_group_in_one_action(helper, group, ptv, member):
    address = reverse("pmp:ptv_leave_group", args=[group.pk])
    assert "need not say why" in words(helper.get(address))
    page = helper.post(address, follow=True)
    assert "You have stepped back from Bedminster group" in words(page)
    assert not Group.objects.visible_to(ptv).exists()
    assert SteppedBack.objects.get().group == group
    assert helper.get(address).status_code == 404
    shown = words(signed_in(member).get(reverse("groups:group", args=[group.pk])))
    assert "olunteer" not in shown, "a group without one looks whole"


def test_stepping_back_from_a_programme(helper, programme):
    address = reverse("pmp:ptv_leave_programme", args=[programme.pk])
    helper.get(address)
    helper.post(address)
    assert not programme.ptvs.exists()
    assert SteppedBack.objects.get().programme == programme
    assert helper.post(address).status_code == 404


def test_stopping_altogether_ends_everything_but_the_own_membership(
    helper, ptv, service, programme, clinician
):
    own = make_group(service, coordinator=ptv, name="Own group")
    page = helper.post(reverse("pmp:ptv_stop"), follow=True)
    assert "You have stopped helping as a volunteer" in words(page)
    assert not StaffPost.objects.open().filter(user=ptv).exists()
    assert list(Group.objects.visible_to(ptv)) == [own]
    assert not programme.ptvs.exists()
    assert helper.get(OWN).status_code == 404
    assert SteppedBack.objects.count() == 3
    assert stop_helping(user=ptv, now=NOW) == 0


def test_the_team_sees_it_and_takes_note(helper, group, clinician):
    helper.post(reverse("pmp:ptv_leave_group", args=[group.pk]))
    team = signed_in(clinician)
    assert "1 thing from a volunteer to see to" in words(team.get(reverse("pmp:dashboard")))
    page = words(team.get(FOLLOW_UPS))
    assert "Patrick stepped back From Bedminster group, on Wednesday 9 September 2026." in page
    found = SteppedBack.objects.get()
    team.post(reverse("pmp:stepped_back_seen", args=[found.pk]))
    found.refresh_from_db()
    assert (found.seen_by, found.seen_at) == (clinician, NOW)
    assert "Nothing waits." in words(team.get(FOLLOW_UPS))
    assert team.post(reverse("pmp:stepped_back_seen", args=[found.pk])).status_code == 404


def test_a_note_that_asks_for_more_is_on_the_list_and_on_the_group_s_page(note, clinician):
    team = signed_in(clinician)
    group_page = reverse("pmp:group", args=[note.link.group_id])
    for address in (FOLLOW_UPS, group_page):
        page = words(team.get(address))
        assert "the group met." in page
        assert "Needs more: one more visit by a volunteer." in page
        assert "Wombats" in page
    team.post(reverse("pmp:visit_note_done", args=[note.pk]))
    assert "Nothing waits." in words(team.get(FOLLOW_UPS))
    assert "Seen to on Wednesday 9 September 2026." in words(team.get(group_page))


def test_one_more_visit_is_agreed_to(note, clinician, ptv):
    page = signed_in(clinician).post(
        reverse("pmp:visit_note_once_more", args=[note.pk]), follow=True
    )
    assert "Patrick is asked to go along once more." in words(page)
    assert PtvLink.objects.get(user=ptv).meetings == 4


def test_once_more_by_somebody_who_stopped_says_so_and_keeps_the_note(note, clinician, ptv):
    stop_helping(user=ptv, now=NOW)
    page = signed_in(clinician).post(
        reverse("pmp:visit_note_once_more", args=[note.pk]), follow=True
    )
    assert "does not help as a volunteer now" in words(page)
    assert VisitNote.objects.get().seen_at is None


@pytest.mark.parametrize("name", ["visit_note_done", "visit_note_once_more"])
def test_another_service_finds_no_note(note, other_clinician, name):
    client = signed_in(other_clinician)
    assert client.post(reverse(f"pmp:{name}", args=[note.pk])).status_code == 404
    assert "Wombats" not in words(client.get(FOLLOW_UPS))
    assert VisitNote.objects.get().seen_at is None


def test_another_service_finds_nobody_who_stepped_back(helper, group, other_clinician):
    helper.post(reverse("pmp:ptv_leave_group", args=[group.pk]))
    found = SteppedBack.objects.get()
    client = signed_in(other_clinician)
    assert client.post(reverse("pmp:stepped_back_seen", args=[found.pk])).status_code == 404
    assert "Patrick" not in words(client.get(FOLLOW_UPS))


def test_the_list_asks_as_much_for_thirty_as_for_one(
    note, clinician, service, ptv, django_assert_num_queries, django_assert_max_num_queries
):
    def ask():
        found = follow_ups(clinician)
        return [(one.link.group.name, one.meeting.date) for one in found.notes]

    with django_assert_max_num_queries(3) as one:
        ask()
    for number in range(29):
        group = make_group(service, coordinator=_person(number), ptv=ptv)
        meeting = make_meeting(group)
        link = PtvLink.objects.get(group=group)
        write_visit_note(
            link=link,
            meeting=meeting,
            happened="met",
            needs="call",
            words="",
            by=ptv,
            now=after(meeting, hours=1),
        )
    with django_assert_num_queries(len(one)):
        assert len(ask()) == 30


def test_the_team_says_who_helps_at_a_programme_and_the_new_one_is_told(programme, clinician, ptv):
    address = reverse("pmp:programme_ptvs", args=[programme.pk])
    team = signed_in(clinician)
    team.post(address, {"ptvs": [str(ptv.pk)]})
    team.post(address, {"ptvs": [str(ptv.pk)]})
    assert list(programme.ptvs.all()) == [ptv]
    assert ptv.messages.filter(kind="programme_named").count() == 1
    team.post(address, {})
    assert not programme.ptvs.exists()
    assert not SteppedBack.objects.exists(), "the team knows what it did itself"


def test_a_volunteer_of_another_service_is_no_choice(programme, clinician, other_service):
    stranger = make_person("Sam Stranger", mobile=new_mobile())
    answer = signed_in(clinician).post(
        reverse("pmp:programme_ptvs", args=[programme.pk]), {"ptvs": [str(stranger.pk)]}
    )
    assert answer.status_code == 200
    assert not programme.ptvs.exists()


def test_a_volunteer_is_named_for_a_group(service, clinician, coordinator, ptv):
    group = make_group(service, coordinator=coordinator)
    address = reverse("pmp:group_ptv", args=[group.pk])
    team = signed_in(clinician)
    assert "olunteer" not in words(team.get(reverse("pmp:group", args=[group.pk]))).replace(
        "Name a volunteer to go along", ""
    )
    assert errors(team.post(address, {})) == ["Select a volunteer"]
    assert "Patrick is told" in words(team.post(address, {"ptv": str(ptv.pk)}, follow=True))
    assert PtvLink.objects.get(group=group).user == ptv
    assert "No other volunteer" in words(team.get(address))


def test_who_was_taken_off_before_the_message_left_gets_none(programme, ptv):
    from followon.messaging import kinds  # kinds are registered by now

    add_ptv(programme=programme, ptv=ptv, by=None, now=NOW)
    (message,) = ptv.messages.all()
    check = kinds.get("programme_named").still_wanted
    assert check(message, NOW) == ""
    set_ptvs(programme=programme, ptvs=[], by=None, now=NOW + timedelta(minutes=1))
    assert check(message, NOW) == "helps there no longer"

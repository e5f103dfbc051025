from datetime import time, timedelta

import pytest
from django.urls import reverse

from followon.audit.models import AuditEvent
from followon.people.services.contacts import mark_proven
from groups.models import Job, Meeting, PtvLink
from groups.services.jobs import lay_down
from groups.services.meetings import cancel_meeting
from pmp.models import SteppedBack, Tick
from pmp.queries.checklist import checklist
from pmp.services.answers import finish, save_wish
from pmp.services.checklist import tick
from pmp.services.handover import hand_over
from pmp.services.invitations import invite_all, make_slips
from pmp.services.plans import GroupDraft, choose_plan
from pmp.services.volunteers import step_back_from_group
from tests.cast import NOW, signed_in
from tests.pmp.make import crowd, join
from tests.pmp.views.pages import words


@pytest.fixture
def team(clinician):
    return signed_in(clinician)


@pytest.fixture
def helper(ptv, programme):
    """The volunteer, signed in, who helps at the programme."""
    programme.ptvs.add(ptv)
    return signed_in(ptv)


def done(programme) -> set[str]:
    return {
        line.task.code for part in checklist(programme, NOW) for line in part.lines if line.is_done
    }


def hand(programme, people, clinician, *, deputy=True, ptv=None):
    users = [one.user for one in people]
    return hand_over(
        programme=programme,
        name="Bedminster",
        date=NOW.date() + timedelta(days=30),
        time=time(14),
        place=None,
        rhythm="monthly",
        people=users,
        coordinator=users[0],
        deputy=users[1] if deputy else None,
        ptv=ptv,
        by=clinician,
        now=NOW,
    )


def test_the_lists_stand_under_their_sessions_with_no_first_date_loudest(team, programme):
    page = team.get(reverse("pmp:task_list", args=[programme.pk]))
    last = programme.sessions.last().date
    assert f"Commit Session 10: {last:%A} {last.day} {last:%B %Y}, 2pm" in words(page)
    assert "hand over No first date" in words(page)
    assert page.content.decode().count("fo-checklist__item--loud") == 1


def test_a_task_is_ticked_and_unticked(team, programme, clinician):
    address = reverse("pmp:task_tick", args=[programme.pk, "leaflet"])
    page = team.post(address, follow=True)
    assert "leaflet and show the film Done Carys, " in words(page)
    team.post(address)
    assert Tick.objects.count() == 1
    team.post(reverse("pmp:task_untick", args=[programme.pk, "leaflet"]))
    assert not Tick.objects.exists()
    events = AuditEvent.objects.filter(verb__startswith="programme.task")
    assert sorted(events.values_list("verb", flat=True)) == [
        "programme.task_ticked",
        "programme.task_unticked",
    ]


@pytest.mark.parametrize("code", ["first_date", "nonsense"])
def test_what_ticks_itself_and_what_is_no_task(team, programme, code):
    assert team.post(reverse("pmp:task_tick", args=[programme.pk, code])).status_code == 404
    assert not Tick.objects.exists()


def test_another_service_ticks_nothing(other_clinician, programme):
    address = reverse("pmp:task_tick", args=[programme.pk, "leaflet"])
    assert signed_in(other_clinician).post(address).status_code == 404
    assert not Tick.objects.exists()


def test_the_volunteer_shares_the_lists_and_learns_no_answers(helper, programme):
    crowd(programme, ["yes", "no"])
    page = helper.get(reverse("pmp:ptv_programme", args=[programme.pk]))
    assert "Person 001" not in page.content.decode()
    assert "Ticks itself" in words(page)
    helper.post(reverse("pmp:ptv_task_tick", args=[programme.pk, "story"]))
    assert Tick.objects.get().code == "story"
    helper.post(reverse("pmp:ptv_task_untick", args=[programme.pk, "story"]))
    assert not Tick.objects.exists()


def test_a_volunteer_of_another_programme(ptv, programme):
    client = signed_in(ptv)
    for name in ("ptv_programme", "ptv_running_sheet"):
        assert client.get(reverse(f"pmp:{name}", args=[programme.pk])).status_code == 404
    answer = client.post(reverse("pmp:ptv_task_tick", args=[programme.pk, "story"]))
    assert answer.status_code == 404


def test_the_running_sheet(team, helper, programme, clinician):
    tick(programme=programme, code="leaflet", by=clinician, now=NOW)
    for client, name in ((team, "running_sheet"), (helper, "ptv_running_sheet")):
        page = words(client.get(reverse(f"pmp:{name}", args=[programme.pk])))
        assert "Give out the leaflet and show the film (done)" in page
        assert "Ask who might take on a job for a while Volunteer" in page


def test_asking_and_answers_tick_themselves(programme, clinician):
    ann = join(programme, "Ann Ash")
    assert done(programme) == set()
    invite_all(programme=programme, by=clinician, now=NOW)
    assert done(programme) == {"asked"}
    bob = join(programme, "Bob Birch", wish="maybe")
    assert done(programme) == {"asked"}

    save_wish(participant=ann, wish="no", by=ann.user, now=NOW)
    assert done(programme) == {"asked", "answered"}
    finish(participant=bob, by=bob.user, now=NOW)
    assert done(programme) == {"asked", "answered", "sharing"}


def test_a_contact_is_proven_by_a_delivery_and_no_longer_when_it_is_dead(programme):
    ann = join(programme, "Ann Ash", wish="yes")
    assert "reached" not in done(programme)
    contact = ann.user.contacts.get()
    mark_proven(contact=contact, now=NOW)
    assert "reached" in done(programme)
    contact.dead_since = NOW
    contact.save(update_fields=["dead_since"])
    assert "reached" not in done(programme)


def test_handing_over_ticks_the_rest(programme, clinician, ptv):
    people = crowd(programme, ["yes", "yes", "maybe"])
    hand(programme, people, clinician, ptv=ptv)
    assert {"first_date", "coordinator", "deputy", "volunteer"} <= done(programme)


def test_a_first_date_that_was_called_off_is_none(programme, clinician):
    hand(programme, crowd(programme, ["yes", "yes"]), clinician)
    (meeting,) = Meeting.objects.all()
    assert "first_date" in done(programme)
    cancel_meeting(meeting=meeting, version=1, by=None, now=NOW)
    assert "first_date" not in done(programme)


def test_a_deputy_who_lays_the_job_down_is_missing_again(programme, clinician):
    hand(programme, crowd(programme, ["yes", "yes"]), clinician)
    assert "deputy" in done(programme)
    lay_down(job=Job.objects.get(kind="deputy"), by=None, now=NOW)
    assert "deputy" not in done(programme)


def test_a_volunteer_who_came_counts_and_one_who_stepped_back_does_not(programme, clinician, ptv):
    hand(programme, crowd(programme, ["yes", "yes"]), clinician, ptv=ptv)
    link = PtvLink.objects.get()
    step_back_from_group(group=link.group, user=ptv, now=NOW)
    assert "volunteer" not in done(programme)
    SteppedBack.objects.all().delete()  # as if the visits were over
    assert "volunteer" in done(programme)


def test_asked_needs_every_one_and_a_slip_is_asking_too(programme, clinician):
    join(programme, "Ann Ash")
    letters = join(programme, "Bob Birch", mobile="")
    invite_all(programme=programme, by=clinician, now=NOW)
    assert "asked" not in done(programme)
    make_slips(programme=programme, participants=[letters], by=clinician, now=NOW)
    assert "asked" in done(programme)


def test_without_a_deputy_it_is_seen(programme, clinician):
    people = crowd(programme, ["yes", "yes"])
    hand(programme, people, clinician, deputy=False)
    assert "first_date" in done(programme)
    assert not {"deputy", "volunteer"} & done(programme)


def test_the_lists_ask_as_much_for_thirty_as_for_one(
    programme, django_assert_num_queries, django_assert_max_num_queries
):
    join(programme, "Ann Ash", wish="yes")
    with django_assert_max_num_queries(8) as one:
        checklist(programme, NOW)
    crowd(programme, ["yes"] * 29)
    with django_assert_num_queries(len(one)):
        checklist(programme, NOW)


def test_the_volunteer_sees_when_the_plan_means_to_meet_and_nothing_of_answers(
    team, helper, programme, clinician
):
    people = crowd(programme, ["yes", "yes", "maybe"])
    address = reverse("pmp:ptv_programme", args=[programme.pk])
    assert "What the team plans" not in words(helper.get(address))
    draft = GroupDraft(people=people, weekday=1, part="midday")
    choose_plan(programme=programme, drafts=[draft], by=clinician, now=NOW)
    seen = words(helper.get(address))
    assert "What the team plans Tuesday midday" in seen
    assert "Person" not in seen
    for name in ("Everybody has answered", "what to share", "reached everybody who wants"):
        assert name not in seen
        assert name in words(team.get(reverse("pmp:task_list", args=[programme.pk])))

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followon.messaging.models import Message
from groups.models import Group, Job, JobState, PlaceKind
from groups.services.meetings import book_meeting
from groups.services.places import add_place
from pmp.models import Draft, DraftPerson, Handover
from pmp.services.answers import save_jobs, save_needs, save_times, save_wish
from pmp.services.plans import GroupDraft, choose_plan
from tests.cast import NOW, make_group, make_person, make_programme, new_mobile, signed_in
from tests.pmp.make import crowd, join, works
from tests.pmp.views.pages import errors, words


@pytest.fixture
def team(clinician):
    return signed_in(clinician)


@pytest.fixture
def people(programme):
    return [
        join(programme, "Ann Ash", wish="yes"),
        join(programme, "Bob Birch", mobile="", wish="maybe"),
        join(programme, "Cat Cole", mobile="", email="cat@example.com", wish="yes"),
        join(programme, "Dot Dale", wish="no"),
        join(programme, "Eve Elm"),
    ]


@pytest.fixture
def cafe(service, clinician):
    return place(service, clinician, "Café Grounded", ["step_free"])


def place(service, by, name, access=()):
    facts = {"kind": PlaceKind.CAFE, "town": "Bristol", "access": access, "by": by, "now": NOW}
    return add_place(service=service, name=name, **facts)


def page_of(programme, name="handover"):
    return reverse(f"pmp:{name}", args=[programme.pk])


def step(draft, name):
    return reverse(f"pmp:draft_{name}", args=[draft.pk])


def start(team, programme):
    team.post(page_of(programme, "handover_start"))
    return programme.drafts.latest("pk")


def typed_people(*people, into="new", name="Bedminster group"):
    return {"people": [str(one.pk) for one in people], "into": into, "name": name}


def typed_date(**changes):
    return {
        "date_day": "7",
        "date_month": "10",
        "date_year": "2026",
        "time": "2pm",
        "place": "later",
    } | changes


AGREED = {"rhythm": "monthly", "purposes": ["social"], "agreement": "short"}


def prepare(team, programme, people, *, date=None, jobs=None, name="Bedminster group"):
    """One group, all steps; the first of them coordinates and said yes."""
    draft = start(team, programme)
    team.post(step(draft, "people"), typed_people(*people, name=name))
    team.post(step(draft, "date"), typed_date(**(date or {})))
    chosen = {"coordinator": str(people[0].pk), "coordinator_yes": "on"}
    team.post(step(draft, "jobs"), chosen | (jobs or {}))
    team.post(step(draft, "agreement"), AGREED)
    return draft


def check(team, programme):
    """The check page, and what its form sends."""
    page = team.get(page_of(programme, "handover_check"))
    stamp = page.content.decode().partition('name="stamp" value="')[2].partition('"')[0]
    return page, {"stamp": stamp}


def hand_over(team, programme):
    _page, sent = check(team, programme)
    return team.post(page_of(programme, "handover_check"), sent, follow=True)


def test_step_by_step_check_hand_over(team, programme, people, cafe, ptv):
    first = team.post(page_of(programme, "handover_start"))
    draft = Draft.objects.get()
    assert first.url == step(draft, "people")
    saved = team.post(first.url, typed_people(*people[:3]))
    assert saved.url == step(draft, "date")
    saved = team.post(saved.url, typed_date(place=str(cafe.pk)))
    assert saved.url == step(draft, "jobs")
    jobs = {"coordinator": str(people[0].pk), "coordinator_yes": "on", "ptv": str(ptv.pk)}
    saved = team.post(saved.url, jobs | {"deputy": str(people[2].pk)})
    assert saved.url == step(draft, "agreement")
    assert team.post(saved.url, AGREED).url == page_of(programme)
    said = words(check(team, programme)[0])
    assert "First date Wednesday 7 October 2026, 2pm" in said
    assert "Place Café Grounded" in said
    assert "Coordinator Ann Ash (said yes)" in said
    assert "Deputy coordinator Cat Cole (is asked by message)" in said
    assert "Agreement A few words" in said
    assert "1 person is told by text: Ann Ash" in said
    assert "1 person is told by email: Cat Cole" in said
    assert "Tell these people yourself: Bob Birch. No message reaches them." in said
    assert not Group.objects.exists()
    assert not Message.objects.filter(kind="welcome").exists()
    said = words(hand_over(team, programme))
    assert "The group meets first on Wednesday 7 October 2026 at 2pm." in said
    assert "Coordinator: Ann Ash" in said
    assert "Deputy coordinator: offered to Cat Cole, no answer yet" in said
    group = Group.objects.get()
    assert [link.user for link in group.visits.all()] == [ptv]
    assert group.meetings.get().place == cafe
    assert group.agreement.startswith("What we say here stays here.")
    assert group.purposes == ["social"]
    assert Job.objects.get(kind="deputy").state == JobState.OFFERED


def test_who_said_yes_is_ticked_and_who_said_no_is_not_there(team, programme, people):
    save_jobs(participant=people[0], kinds=["coordinator"], by=None, now=NOW)
    draft = start(team, programme)
    body = team.get(step(draft, "people"))
    assert [str(one.pk) in body.content.decode() for one in people] == [
        True, True, True, False, False,
    ]  # fmt: skip
    said = words(body)
    assert "Ann Ash Said yes; might be coordinator" in said
    assert "Bob Birch Said maybe" in said
    assert set(DraftPerson.objects.values_list("participant", flat=True)) == {
        people[0].pk,
        people[2].pk,
    }


def test_who_wished_for_a_job_comes_first_in_its_list(team, programme, people):
    save_jobs(participant=people[2], kinds=["deputy"], by=None, now=NOW)
    draft = start(team, programme)
    team.post(step(draft, "people"), typed_people(*people[:3]))
    said = words(team.get(step(draft, "jobs")))
    assert "Deputy coordinator Nobody yet Cat Cole (might take it on) Ann Ash Bob Birch" in said


def test_the_times_that_fit_and_whom_they_leave_out(team, programme, people):
    works(people[0], (1, "midday"), (2, "morning"))
    works(people[1], (1, "midday"))
    save_times(
        participant=people[2], works=[(2, "morning")], hard=[(1, "midday")], by=None, now=NOW
    )
    works(people[3], (2, "morning"))
    save_needs(participant=people[0], codes=["step_free"], kinds=["access"], by=None, now=NOW)
    said = words(team.get(page_of(programme)))
    assert "3 of 3 people told us which times work." in said
    assert (
        "Wednesday morning: suits 2 people, leaves out 1; not ticked by Bob Birch "
        "Tuesday midday: suits 2 people, leaves out 1; hard for Cat Cole"
    ) in said
    assert "Step-free way in: 1 person" in said


def test_two_groups_and_nobody_in_both(team, programme):
    everyone = crowd(programme, ["yes"] * 5)
    prepare(team, programme, everyone[:2], name="Larks")
    second = start(team, programme)
    body = team.get(step(second, "people")).content.decode()
    assert [str(one.pk) in body for one in everyone] == [False, False, True, True, True]
    team.post(step(second, "people"), typed_people(everyone[0], *everyone[2:4], name="Owls"))
    assert not second.people.filter(participant=everyone[0]).exists()
    team.post(step(second, "people"), typed_people(*everyone[2:4], name="Owls"))
    team.post(step(second, "date"), typed_date(date_day="8"))
    team.post(step(second, "jobs"), {"coordinator": str(everyone[2].pk)})
    team.post(step(second, "agreement"), AGREED)
    said = words(check(team, programme)[0])
    assert "In no group yet Person 005." in said
    said = words(hand_over(team, programme))
    assert "Not placed yet Person 005" in said
    assert {group.name: group.memberships.count() for group in Group.objects.all()} == {
        "Larks": 2,
        "Owls": 2,
    }
    assert Handover.objects.get().parts.count() == 2


def test_people_for_a_group_nearby_that_welcomes_them(team, programme, people, service):
    runner = make_person("Rita Runner", mobile=new_mobile(), service=service)
    groups = [
        make_group(service, coordinator=runner, name=name, now=NOW) for name in ("Open", "Closed")
    ]
    Group.objects.filter(pk=groups[0].pk).update(welcomes_newcomers=True)
    draft = start(team, programme)
    body = team.get(step(draft, "people")).content.decode()
    assert [str(group.pk) in body for group in groups] == [True, False]
    saved = team.post(step(draft, "people"), typed_people(people[0], into=str(groups[0].pk)))
    assert saved.url == page_of(programme)
    hand_over(team, programme)
    assert groups[0].memberships.filter(user=people[0].user).exists()
    told = Message.objects.filter(kind="people_added").values_list("recipient", flat=True)
    assert list(told) == [runner.pk]


def test_it_starts_from_the_plan(team, programme, people, cafe):
    plan = [
        GroupDraft(people=people[:2], weekday=1, part="midday", time=time(12), place=cafe),
        GroupDraft(people=people[2:3], weekday=3, part="evening", rhythm="fortnightly"),
    ]
    choose_plan(programme=programme, drafts=plan, by=programme.created_by, now=NOW)
    start(team, programme)
    first, second = Draft.objects.all()
    assert (first.time, first.place, first.people.count()) == (time(12), cafe, 2)
    assert (second.rhythm, second.people.count()) == ("fortnightly", 1)


@pytest.mark.parametrize("what", ["ptv", "place", "booked"])
def test_one_volunteer_or_place_is_not_in_two_groups_at_once(team, programme, what, ptv, cafe):
    everyone = crowd(programme, ["yes"] * 4)
    both = {"place": str(cafe.pk)} if what == "place" else {}
    with_ptv = {"ptv": str(ptv.pk)} if what != "place" else {}
    prepare(team, programme, everyone[:2], date=both, jobs=with_ptv, name="Larks")
    if what == "booked":
        other = make_group(programme.service, coordinator=make_person("Una"), ptv=ptv, name="Owls")
        day = date(2026, 10, 7)
        book_meeting(group=other, date=day, time=time(18), place=None, by=None, now=NOW)
    else:
        late = {**both, "time": "4pm"}
        prepare(team, programme, everyone[2:], date=late, jobs=with_ptv, name="Owls")
    said = words(team.get(page_of(programme)))
    expected = "be at the same place" if what == "place" else "The same volunteer would be"
    assert expected in said
    assert "Check and hand over" not in said
    assert team.get(page_of(programme, "handover_check")).url == page_of(programme)


def test_a_new_place_goes_into_the_directory(team, programme, people):
    new = {"place": "new", "place_name": "Windmill Hill", "place_address": "Doveton Street"}
    prepare(team, programme, people[:3], date=new)
    assert "Place Windmill Hill Doveton Street" in words(check(team, programme)[0])
    hand_over(team, programme)
    found = Group.objects.get().meetings.get().place
    assert (found.name, found.address, found.group) == ("Windmill Hill", "Doveton Street", None)


def test_of_forty_places_those_that_meet_the_needs_come_first(team, programme, people, clinician):
    for number in range(40):
        place(programme.service, clinician, f"Place {number:02}")
    good = place(programme.service, clinician, "Zion Hall", ["step_free"])
    save_needs(participant=people[0], codes=["step_free"], kinds=["access"], by=None, now=NOW)
    draft = start(team, programme)
    team.post(step(draft, "people"), typed_people(*people[:3]))
    page = team.get(step(draft, "date"))
    body = page.content.decode()
    assert body.count('type="radio"') == 7
    assert "Zion Hall Bristol; meets what is needed Place 00" in words(page)
    other = Group._meta.apps.get_model("groups", "Place").objects.get(name="Place 33")
    team.post(step(draft, "date"), typed_date(place="other", other_place=str(other.pk)))
    draft.refresh_from_db()
    assert draft.place == other
    assert good != other


@pytest.mark.parametrize(
    ("name", "changes", "messages"),
    [
        ("date", {"date_year": "2206"}, ["The date must be within the next 2 years"]),
        ("date", {"date_year": "2025"}, ["The first date must be in the future"]),
        (
            "date",
            {"date_day": "28", "date_month": "3", "date_year": "2027", "time": "1:30am"},
            ["The clocks go forward and skip this time. Enter another time"],
        ),
        (
            "date",
            {"date_day": "", "time": ""},
            [
                "The date of the first meeting must include a day",
                "Enter a time, like 2pm or 2:30pm",
            ],
        ),
        ("date", {"place": "new"}, ["Enter the name of the new place"]),
        ("date", {"place": ""}, ["Select where the group meets first"]),
        ("people", {"name": ""}, ["Enter a name for the group"]),
        ("people", {"people": []}, ["Select who is in this group"]),
        ("people", {"people": 1}, ["Select at least 2 people"]),
        ("jobs", {}, ["Select a coordinator"]),
        ("jobs", "two", ["Select somebody else than the coordinator"]),
        ("agreement", {"rhythm": "monthly"}, ["Select which agreement they begin with"]),
    ],
)
def test_errors_stand_beside_the_fields_and_nothing_is_saved(
    team, programme, people, name, changes, messages
):
    draft = start(team, programme)
    team.post(step(draft, "people"), typed_people(*people[:3]))
    before = Draft.objects.values().get()
    if changes == "two":
        changes = {"coordinator": str(people[0].pk), "deputy": str(people[0].pk)}
    if changes == {"people": 1}:
        changes = {"people": [str(people[0].pk)]}
    base = {"date": typed_date(), "people": typed_people(*people[:3])}.get(name, {})
    assert errors(team.post(step(draft, name), base | changes)) == messages
    assert Draft.objects.values().get() == before


def test_pressed_twice_it_happens_once_and_says_so(team, programme, people):
    prepare(team, programme, people[:3])
    _page, sent = check(team, programme)
    team.post(page_of(programme, "handover_check"), sent)
    again = team.post(page_of(programme, "handover_check"), sent, follow=True)
    assert "This programme was handed over on Wednesday 9 September 2026. Nothing was" in words(
        again
    )
    assert Group.objects.count() == 1


@pytest.mark.parametrize("name", ["people", "date", "jobs", "agreement"])
def test_going_back_to_a_step_afterwards_says_that_it_is_done(team, programme, people, name):
    draft = prepare(team, programme, people[:3])
    hand_over(team, programme)
    for answer in (
        team.get(step(draft, name), follow=True),
        team.post(step(draft, name), follow=True),
    ):
        assert "This programme was handed over on Wednesday 9 September" in words(answer)
    assert team.post(page_of(programme, "handover_start")).url == page_of(
        programme, "handover_done"
    )
    assert team.post(step(draft, "remove")).url == page_of(programme, "handover_done")


def test_what_changed_since_the_look_is_looked_at_again(team, programme, people):
    draft = prepare(team, programme, people[:3])
    _page, sent = check(team, programme)
    save_wish(participant=people[1], wish="no", by=people[1].user, now=NOW)
    again = team.post(page_of(programme, "handover_check"), sent)
    assert "Something has changed since. Check it again" in words(again)
    assert "Bob Birch" not in words(again)
    assert not Group.objects.exists()
    hand_over(team, programme)
    assert Group.objects.get().memberships.count() == 2
    assert draft.pk


def test_a_date_that_passed_between_looking_and_handing_over(team, programme, people, now):
    import time_machine

    soon = {"date_day": "9", "date_month": "9", "time": "10:30am"}
    prepare(team, programme, people[:3], date=soon)
    _page, sent = check(team, programme)
    with time_machine.travel(NOW + timedelta(minutes=31), tick=False):
        answer = team.post(page_of(programme, "handover_check"), sent, follow=True)
        assert "The date and time must be in the future" in words(answer)
    assert not Group.objects.exists()


def test_with_one_willing_person_there_is_nothing_to_hand_over(team, programme):
    join(programme, "Ann Ash", wish="yes")
    said = words(team.get(page_of(programme)))
    assert "Fewer than 2 people have said yes or maybe" in said


def test_another_service_finds_no_step(other_clinician, team, programme, people):
    draft = prepare(team, programme, people[:3])
    stranger = signed_in(other_clinician)
    for name in ("people", "date", "jobs", "agreement", "remove"):
        assert stranger.post(step(draft, name)).status_code == 404
    for name in ("handover_start", "handover_check"):
        assert stranger.post(page_of(programme, name)).status_code == 404
    assert not Group.objects.exists()


def asked_of_the_database(team, programme, number):
    """How many queries each page takes with so many people."""
    for place_in_line in range(number):
        one = join(programme, f"Person {place_in_line:03}", wish="yes")
        works(one, (1, "midday"))
    draft = prepare(team, programme, list(programme.participants.all()))
    pages = [page_of(programme), page_of(programme, "handover_check")]
    pages += [step(draft, name) for name in ("people", "date", "jobs", "agreement")]
    counts = [_count(team, page) for page in pages]
    hand_over(team, programme)
    return [*counts, _count(team, page_of(programme, "handover_done"))]


def _count(team, page):
    with CaptureQueriesContext(connection) as queries:
        assert team.get(page).status_code == 200
    return len(queries)


def test_the_pages_ask_the_same_of_the_database_however_many_there_are(team, programme, clinician):
    few = asked_of_the_database(team, programme, 2)
    many = asked_of_the_database(team, make_programme(programme.service, by=clinician), 30)
    assert few == many
    assert max(many) <= 26

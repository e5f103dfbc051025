"""The clinician's dashboard: the right groups, in the right order, to the right people."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from groups.models import GroupHealth, Level
from groups.services.health import refresh_health
from groups.services.meetings import book_meeting, report_met
from groups.services.places import add_place
from tests.cast import make_group, make_person, signed_in

pytestmark = pytest.mark.django_db
BECAUSE = "Usually meets every 30 days. Last known meeting 64 days ago. Nothing booked."


def a_group(service, now, name, level=Level.STEADY, probability=0.1, area="South"):
    group = make_group(
        service, coordinator=make_person(f"Ann {name}", mobile=""), name=name, now=now
    )
    group.area = area
    group.save(update_fields=["area"])
    refresh_health(group_id=group.pk, now=now)
    flag = {"code": "overdue", "severity": "serious", "because": BECAUSE, "next_step": "Call."}
    GroupHealth.objects.filter(group=group).update(
        level=level,
        probability=probability,
        flags=[flag] if level == Level.NEEDS_A_HAND else [],
        headcounts=[
            {"date": "2026-08-12", "state": "met", "headcount": 5},
            {"date": "2026-08-19", "state": "cancelled", "headcount": None},
            {"date": "2026-08-26", "state": "unknown", "headcount": None},
        ],
    )
    return group


def test_groups_that_may_need_a_hand_come_first_each_with_its_reason(service, clinician, now):
    a_group(service, now, "Steady one")
    a_group(service, now, "Likely", Level.NEEDS_A_HAND, 0.7)
    a_group(service, now, "Likelier", Level.NEEDS_A_HAND, 0.9)
    page = signed_in(clinician).get(reverse("pmp:dashboard")).content.decode()
    order = [page.index(f">{name}</a>") for name in ("Likelier", "Likely", "Steady one")]
    assert order == sorted(order)
    assert page.count(BECAUSE) == 2


def test_a_chart_tells_nobody_said_from_nobody_came_and_drops_cancelled_dates(
    service, clinician, now
):
    a_group(service, now, "Likely", Level.NEEDS_A_HAND, 0.7)
    page = signed_in(clinician).get(reverse("pmp:dashboard")).content.decode()
    assert ("Not known" in page, "Did not meet" in page, "19 August" in page) == (
        True,
        False,
        False,
    )


def test_another_service_s_groups_do_not_exist(service, other_clinician, now):
    group = a_group(service, now, "Likely", Level.NEEDS_A_HAND, 0.7)
    browser = signed_in(other_clinician)
    assert "Likely" not in browser.get(reverse("pmp:dashboard")).content.decode()
    assert browser.get(reverse("pmp:group", args=[group.pk])).status_code == 404


def test_members_have_no_dashboard(service, now):
    group = a_group(service, now, "Likely")
    member = group.memberships.get().user
    assert signed_in(member).get(reverse("pmp:dashboard")).status_code == 404
    assert signed_in(member).get(reverse("pmp:group", args=[group.pk])).status_code == 404


def test_an_area_can_be_chosen_and_an_unknown_one_shows_nothing(service, clinician, now):
    a_group(service, now, "Northern", area="North")
    a_group(service, now, "Southern", area="South")
    browser = signed_in(clinician)
    north = browser.get(reverse("pmp:dashboard"), {"area": "North"}).content.decode()
    assert (">Northern</a>" in north, ">Southern</a>" in north) == (True, False)
    nowhere = browser.get(reverse("pmp:dashboard"), {"area": "'; drop"})
    assert (nowhere.status_code, ">Northern</a>" in nowhere.content.decode()) == (200, False)


@pytest.mark.parametrize("groups", [1, 3])
def test_queries_do_not_grow_with_groups(
    service, clinician, now, groups, django_assert_num_queries
):
    for index in range(groups):
        a_group(service, now, f"Group {index}", Level.NEEDS_A_HAND)
    browser = signed_in(clinician)
    browser.get(reverse("pmp:dashboard"))
    with django_assert_num_queries(17):
        browser.get(reverse("pmp:dashboard"))


def test_the_service_s_page_of_a_group_shows_headcounts_and_towns_never_names_or_addresses(
    service, clinician, now
):
    group = a_group(service, now, "Likely")
    member = group.memberships.get()
    place = add_place(
        service=service,
        group=group,
        kind="home",
        name="At Ann's",
        address="22 Orchard Row",
        town="Bedminster",
        access=[],
        by=member.user,
        now=now,
    )
    meeting = book_meeting(
        group=group,
        date=date(2026, 9, 16),
        time=time(14, 0),
        place=place,
        by=member.user,
        now=now,
    )
    later = now + timedelta(days=8)
    report_met(meeting=meeting, headcount=4, by=member.user, now=later, attended=[member])
    with time_machine.travel(later, tick=False):
        page = signed_in(clinician).get(reverse("pmp:group", args=[group.pk])).content.decode()
    assert "4 came" in page
    assert "Bedminster" in page
    for private in ("Orchard Row", "At Ann", "Ann Likely", member.user.preferred_name + "<"):
        assert private not in page


def test_a_group_that_nobody_has_looked_at_yet_has_a_page_all_the_same(service, clinician, now):
    group = a_group(service, now, "Brand new")
    GroupHealth.objects.filter(group=group).delete()
    page = signed_in(clinician).get(reverse("pmp:group", args=[group.pk]))
    assert (page.status_code, "Nothing booked" in page.content.decode()) == (200, True)

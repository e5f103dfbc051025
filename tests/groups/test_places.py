from datetime import date

import pytest

from followon.audit.models import AuditEvent
from groups.models import Place
from groups.services.places import add_place, change_place, restore_place, retire_place
from tests.cast import NOW, make_group
from tests.groups.make import make_meeting

FACTS = {
    "kind": "cafe",
    "name": "Bay Tree",
    "address": "1 High Street",
    "town": "Bedminster",
    "how_to_get_there": "",
    "access": ["seating"],
    "lacks": ["step_free", "seating"],
    "cost": "drinks",
}


def cafe(service, clinician, **more):
    return add_place(service=service, kind="cafe", name="Bay Tree", by=clinician, now=NOW, **more)


def verbs():
    return list(AuditEvent.objects.filter(verb__startswith="place").values_list("verb", flat=True))


def test_facts_have_the_day_and_the_person_who_checked(service, clinician):
    known = cafe(service, clinician, access=["seating"], lacks=["quiet"])
    assert (known.access_checked_on, known.checked_by) == (NOW.date(), clinician)
    unknown = cafe(service, clinician)
    assert (unknown.access_checked_on, unknown.checked_by) == (None, None)


def test_a_place_cannot_have_and_lack_the_same(service, clinician):
    place = cafe(service, clinician)
    day = date(2026, 9, 1)
    change_place(place=place, **FACTS, checked_on=day, by=clinician, now=NOW)
    place.refresh_from_db()
    assert (place.access, place.lacks) == (["seating"], ["step_free"])
    assert (place.cost, place.access_checked_on, place.checked_by) == ("drinks", day, clinician)
    assert verbs() == ["place.added", "place.changed"]


def test_who_only_mends_the_address_did_not_check_the_place(service, clinician, lead):
    place = cafe(service, clinician, access=["seating"])
    change_place(place=place, **FACTS, checked_on=place.access_checked_on, by=lead, now=NOW)
    place.refresh_from_db()
    assert place.checked_by == clinician


def test_a_group_s_own_place_is_not_the_service_s_to_change(service, clinician, group):
    home = add_place(service=service, group=group, kind="home", name="Home", by=None, now=NOW)
    with pytest.raises(ValueError, match="directory"):
        change_place(place=home, **FACTS, checked_on=None, by=clinician, now=NOW)
    with pytest.raises(ValueError, match="never a home"):
        change_place(
            place=cafe(service, clinician),
            **{**FACTS, "kind": "home"},
            checked_on=None,
            by=clinician,
            now=NOW,
        )


def test_a_place_that_is_struck_off_stays_for_who_meets_there(
    service, clinician, group, coordinator
):
    place = cafe(service, clinician)
    make_meeting(group, by=coordinator, place=place)
    other = make_group(service, coordinator=clinician, name="Clifton")
    assert retire_place(place=place, by=clinician, now=NOW)
    assert not retire_place(place=place, by=clinician, now=NOW)
    assert list(Place.objects.for_group(group)) == [place]
    assert list(Place.objects.for_group(other)) == []
    assert list(Place.objects.in_use()) == []
    assert restore_place(place=place, by=clinician, now=NOW)
    assert not restore_place(place=place, by=clinician, now=NOW)
    assert list(Place.objects.for_group(other)) == [place]
    assert verbs() == ["place.added", "place.retired", "place.restored"]


def test_the_directory_is_for_staff_and_has_no_homes(
    service, clinician, ptv, coordinator, group, other_clinician
):
    place = cafe(service, clinician)
    add_place(service=service, group=group, kind="home", name="Home", by=None, now=NOW)
    seen = [
        list(Place.objects.directory_of(user))
        for user in (clinician, ptv, coordinator, other_clinician)
    ]
    assert seen == [[place], [], [], []]

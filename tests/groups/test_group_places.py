"""A group's places: what each has, how each fits its needs, and who finds one hard."""

import pytest
from django.urls import reverse

from followon.audit.models import AuditEvent
from followon.people.models import Need, NeedKind
from groups.models import HardPlace
from groups.places import fit
from groups.services.members import leave
from groups.services.places import add_place
from tests.cast import NOW, make_group, make_person, new_mobile, signed_in
from tests.groups.make import at, make_place, member_of
from tests.groups.test_poll_pages import LATER, page, post


def url(name, *args):
    return reverse(f"groups:{name}", args=args)


def need(user, *codes):
    for code in codes:
        Need.objects.create(
            user=user, kind=NeedKind.ACCESS, code=code, recorded_at=NOW, review_on=NOW.date()
        )


def test_a_fit_tells_what_it_has_what_it_lacks_and_what_nobody_knows():
    found = fit({"seating"}, {"parking"}, {"seating": 3, "parking": 1, "bus": 2}, 1)
    assert found.has == (("seating", 3),)
    assert found.lacks == (("parking", 1),)
    assert found.unknown == (("bus", 2),)
    assert (found.rank, found.fits_all) == ((2, 2), False)


def test_where_nobody_needs_anything_every_place_fits():
    assert fit((), (), {}, 0).fits_all


def test_what_it_lacks_weighs_before_what_is_not_known():
    needs = {"step_free": 1, "bus": 4}
    lacking = fit({"bus"}, {"step_free"}, needs, 0)
    unknown = fit({"step_free"}, (), needs, 0)
    assert unknown.rank < lacking.rank


def test_members_see_what_each_place_has_who_said_so_and_when(group, member, coordinator):
    make_place(group, access=["step_free", "toilet"], lacks=["parking"])
    add_place(
        service=group.service,
        group=group,
        kind="community",
        name="The Hall",
        access=["bus"],
        by=coordinator,
        now=NOW,
    )
    text = page(member, url("places", group.pk))
    for words in (
        "It has: step-free way in and accessible toilet.",
        "It does not have: parking close by.",
        "The service checked this on 9 September 2026.",
        "Corinne checked this on 9 September 2026.",
        "Only your group sees this place.",
    ):
        assert words in text, words
    assert "person needs" not in text


def test_a_map_is_a_plain_link_and_a_home_has_none(group, member):
    make_place(group, address="1 North Street & Co")
    make_place(group, name="At Ann's", kind="home", own=True, address="22 Orchard Row")
    text = page(member, url("places", group.pk))
    assert "query=The+Bakery%2C+1+North+Street+%26+Co%2C+Bristol" in text
    assert text.count("openstreetmap.org") == 1
    assert "Orchard+Row" not in text


def test_a_home_and_another_group_s_place_stay_where_they_are(group, member, outsider):
    make_place(group, name="At Ann's", kind="home", own=True)
    other = outsider.memberships.get().group
    theirs = make_place(other, name="At Oscar's", kind="home", own=True)
    assert "At Oscar" not in page(member, url("places", group.pk))
    assert "At Ann" not in page(outsider, url("places", other.pk))
    page(outsider, url("places", group.pk), status=404)
    assert post(member, url("place_hard", group.pk, theirs.pk), {}).status_code == 404
    assert HardPlace.objects.count() == 0


def test_whoever_runs_the_group_sees_totals_of_needs_and_no_names(
    group, coordinator, deputy, member
):
    need(member, "step_free")
    need(deputy, "step_free", "bus")
    make_place(group, name="Attic", lacks=["step_free"], access=["bus"])
    make_place(group, name="Bakery", access=["step_free", "bus"])
    make_place(group, name="Chapel")
    text = page(coordinator, url("places", group.pk))
    assert "2 people need: step-free way in" in text
    assert "1 person needs: a bus stop close by" in text
    order = [text.index(f">{name}</h2>") for name in ("Bakery", "Chapel", "Attic")]
    assert order == sorted(order)
    card = text[order[0] : order[1]]
    assert "Has all that your group needs" in card
    for name in ("Moira", "Dev"):
        assert name not in text
    assert "person needs" not in page(member, url("places", group.pk))


def test_hard_for_me_is_private_and_a_count_to_whoever_runs_the_group(
    group, coordinator, member, deputy
):
    place = make_place(group)
    for _twice in range(2):
        response = post(member, url("place_hard", group.pk, place.pk), {})
        assert response.url == url("places", group.pk)
    assert HardPlace.objects.count() == 1
    words = "1 person said privately that this place is hard for them."
    for who in (coordinator, deputy):
        text = page(who, url("places", group.pk))
        assert words in text
        assert "Moira" not in text
    assert "You said that this place is hard for you." in page(member, url("places", group.pk))
    events = AuditEvent.objects.filter(verb="place.hard")
    assert str(place.pk) not in str(list(events.values_list("facts", flat=True)))
    post(member, url("place_not_hard", group.pk, place.pk), {})
    assert HardPlace.objects.count() == 0
    assert words not in page(coordinator, url("places", group.pk))


def test_who_left_is_not_counted(group, coordinator, member):
    place = make_place(group)
    post(member, url("place_hard", group.pk, place.pk), {})
    leave(member=member_of(group, member), reason="", by=member, now=LATER)
    assert "said privately" not in page(coordinator, url("places", group.pk))


@pytest.mark.parametrize("name", ["place_hard", "place_not_hard"])
def test_others_change_nothing(group, outsider, ptv, name):
    place = make_place(group)
    for who in (outsider, ptv):
        assert post(who, url(name, group.pk, place.pk), {}).status_code == 404
        with at(LATER):
            assert signed_in(who).get(url(name, group.pk, place.pk)).status_code == 405
    assert HardPlace.objects.count() == 0


def test_thirty_places_ask_no_more_than_two(service, coordinator, django_assert_max_num_queries):
    asked = []
    for size in (2, 30):
        people = [
            make_person(f"Person {number}", mobile=new_mobile(), service=service)
            for number in range(size)
        ]
        group = make_group(service, coordinator=coordinator, others=tuple(people), name=f"G{size}")
        for number, person in enumerate(people):
            need(person, "step_free")
            make_place(group, name=f"Place {size} {number}", own=True, access=["bus"])
        client = signed_in(coordinator)
        with at(LATER), django_assert_max_num_queries(12) as queries:
            client.get(url("places", group.pk))
        asked.append(len(queries))
    assert asked[0] == asked[1]

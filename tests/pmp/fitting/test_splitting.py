from pmp.fitting import AreaMap, Travels, options, share, split
from tests.pmp.fitting.make import PARTS, SAT_AM, THU_MID, TOWN, TUE_MID, person, place


def divided(people, places=(), areas=None):
    areas = areas or AreaMap()
    return split(options(people, places, PARTS, areas), people, areas)


def groups(found):
    return [(one.slot, one.people) for one in found.groups]


def test_two_times_where_one_leaves_out_half():
    people = [*(person(who, TUE_MID) for who in "abc"), *(person(who, THU_MID) for who in "xyz")]
    found = divided(people)
    assert groups(found) == [(TUE_MID, ("a", "b", "c")), (THU_MID, ("x", "y", "z"))]
    assert found.left_out == ()


def test_two_places_at_one_time_where_the_way_is_too_far():
    near = [person(who, TUE_MID, area="Bedminster", travels=Travels.BUS) for who in "abc"]
    far = [person(who, TUE_MID, area="Easton", travels=Travels.BUS) for who in "xyz"]
    places = [place("1", "Bedminster", has=["bus"]), place("2", "Easton", has=["bus"])]
    found = divided([*near, *far], places, TOWN)
    assert [(one.place.key, one.people) for one in found.groups] == [
        ("1", ("a", "b", "c")),
        ("2", ("x", "y", "z")),
    ]


def test_who_fits_both_makes_the_smaller_group_larger():
    people = [
        *(person(who, TUE_MID) for who in "abcd"),
        *(person(who, THU_MID) for who in "xy"),
        person("m", TUE_MID, THU_MID),
    ]
    assert groups(divided(people)) == [
        (TUE_MID, ("a", "b", "c", "d")),
        (THU_MID, ("m", "x", "y")),
    ]


def test_no_second_group_for_one_person_or_for_fewer_than_three():
    three = [person(who, TUE_MID) for who in "abc"]
    assert divided([*three, person("x", THU_MID)]) is None
    assert divided([*three, person("x", THU_MID), person("y", THU_MID)]) is None
    assert divided(three) is None
    assert divided([]) is None


def test_nobody_who_said_nothing_makes_up_a_group():
    people = [
        *(person(who, TUE_MID) for who in "abc"),
        *(person(who, THU_MID) for who in "xy"),
        person("q"),
    ]
    assert divided(people) is None


def test_who_fits_neither_is_told_with_the_lighter_reason():
    people = [
        *(person(who, TUE_MID) for who in "abc"),
        *(person(who, THU_MID) for who in "xyz"),
        person("o", SAT_AM, hard=[TUE_MID]),
    ]
    found = divided(people)
    assert [(one.who, one.cost) for one in found.left_out] == [("o", 1)]


def test_sharing_loses_nobody_and_doubles_nobody():
    people = [
        person("a", TUE_MID),
        person("b", TUE_MID, THU_MID),
        person("c", THU_MID),
        person("d", SAT_AM),
        person("e"),
    ]
    found = share((TUE_MID, None), (THU_MID, None), people, AreaMap())
    everybody = [*found.groups[0].people, *found.groups[1].people]
    everybody += [one.who for one in found.left_out]
    assert sorted(everybody) == ["a", "b", "c", "d", "e"]

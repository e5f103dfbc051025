from pmp.fitting import AreaMap, Travels, options, suggest
from tests.pmp.fitting.make import (
    MON_AM,
    PARTS,
    SAT_AM,
    THU_MID,
    TOWN,
    TUE_MID,
    TUE_PM,
    person,
    place,
)


def suggested(people, places=(), areas=None):
    return suggest(options(people, places, PARTS, areas or AreaMap()))


def slots(found):
    return [one.slot for one in found]


def test_hard_weighs_more_than_not_ticked():
    people = [
        person("ann", TUE_MID, THU_MID),
        person("bob", TUE_MID, THU_MID),
        person("cat", TUE_MID, THU_MID),
        person("dot", TUE_MID, hard=[THU_MID]),
        person("eve", THU_MID),
    ]
    assert slots(suggested(people)) == [TUE_MID, THU_MID]


def test_the_same_day_is_suggested_again_only_for_other_people():
    everybody = [person(who, TUE_MID, TUE_PM, THU_MID) for who in "abc"]
    assert slots(suggested(everybody)) == [TUE_MID, THU_MID]
    divided = [*everybody, person("d", TUE_MID), person("e", TUE_PM)]
    assert slots(suggested(divided)) == [TUE_MID, TUE_PM, THU_MID]


def test_one_time_at_two_places_is_one_suggestion():
    people = [person(who, TUE_MID, needs=["quiet"]) for who in "abc"]
    found = suggested(people, [place("loud", lacks=["quiet"]), place("calm", has=["quiet"])])
    assert [(one.slot, one.place.key) for one in found] == [(TUE_MID, "calm")]


def test_a_checked_place_goes_before_one_that_nobody_checked():
    people = [person(who, TUE_MID, needs=["toilet"]) for who in "abc"]
    places = [place("a", price=0), place("b", has=["toilet"], price=2)]
    assert suggested(people, places)[0].place.key == "b"


def test_an_even_way_goes_before_a_short_one():
    """Two at the door and one far away is worse than everybody next door."""
    people = [
        person("ann", TUE_MID, area="Bedminster", travels=Travels.DRIVE),
        person("bob", TUE_MID, area="Bedminster", travels=Travels.DRIVE),
        person("cat", TUE_MID, area="Centre", travels=Travels.DRIVE),
    ]
    places = [place("bedminster", "Bedminster"), place("southville", "Southville")]
    found = suggested(people, places, TOWN)[0]
    assert (found.place.key, found.farthest) == ("southville", 1)


def test_a_place_that_is_known_to_be_near_goes_before_one_nobody_can_place():
    people = [person(who, TUE_MID, area="Bedminster") for who in "abc"]
    places = [place("a", "Somewhere"), place("b", "Southville")]
    assert suggested(people, places, TOWN)[0].place.key == "b"


def test_the_cheaper_of_two_equal_places():
    people = [person(who, TUE_MID) for who in "abc"]
    places = [place("a", price=2), place("b", price=0), place("c")]
    assert suggested(people, places)[0].place.key == "b"


def test_at_most_three_and_the_earlier_of_equals_first():
    people = [person(who, SAT_AM, THU_MID, TUE_MID, MON_AM) for who in "abc"]
    assert slots(suggested(people)) == [MON_AM, TUE_MID, THU_MID]


def test_a_time_for_fewer_than_three_only_where_nothing_gathers_more():
    pair = [person("ann", TUE_MID), person("bob", TUE_MID)]
    assert slots(suggested(pair)) == [TUE_MID]
    four = [*pair, *(person(who, THU_MID) for who in "cde")]
    assert slots(suggested(four)) == [THU_MID]


def test_further_suggestions_leave_out_half_at_most():
    people = [*(person(who, TUE_MID) for who in "abcd"), *(person(who, THU_MID) for who in "xyz")]
    assert slots(suggested(people)) == [TUE_MID]


def test_nobody_said_a_time():
    assert suggested([person("ann"), person("bob", hard=[TUE_MID])]) == []

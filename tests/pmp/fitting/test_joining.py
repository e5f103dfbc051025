from pmp.fitting import AreaMap, Neighbour, Travels, joinings
from tests.pmp.fitting.make import THU_MID, TOWN, TUE_MID, person


def found(one, *groups):
    return [each.group for each in joinings(one, groups, TOWN)]


def test_the_time_goes_before_the_way():
    ann = person("ann", TUE_MID, area="Bedminster", travels=Travels.DRIVE)
    far = Neighbour("far", "Centre", TUE_MID)
    near = Neighbour("near", "Bedminster", None)
    unknown = Neighbour("unknown", "", TUE_MID)
    assert found(ann, near, unknown, far) == ["far", "unknown", "near"]


def test_a_day_that_does_not_work_or_a_way_that_is_too_far_is_no_help():
    ann = person("ann", TUE_MID, area="Bedminster", travels=Travels.WALK)
    assert found(ann, Neighbour("day", "BS3", THU_MID), Neighbour("way", "Centre", TUE_MID)) == []


def test_somebody_who_said_only_what_is_hard():
    ann = person("ann", hard=[THU_MID])
    assert found(ann, Neighbour("a", "", THU_MID), Neighbour("b", "", TUE_MID)) == ["b"]


def test_what_is_known_of_time_and_way_is_told():
    ann = person("ann", TUE_MID, area="Southville")
    (one,) = joinings(ann, [Neighbour("g", "BS3", TUE_MID)], TOWN)
    assert (one.time_works, one.steps) == (True, 1)
    (other,) = joinings(person("bob"), [Neighbour("g", "", None)], AreaMap())
    assert (other.time_works, other.steps) == (False, None)

import pytest

from pmp.fitting import AreaMap, LeftOut, Reason, Travels, Why, weigh
from tests.pmp.fitting.make import THU_MID, TOWN, TUE_MID, person, place

NOWHERE = AreaMap()


def out(who, *reasons):
    return LeftOut(who, tuple(Reason(*reason) for reason in reasons))


def test_times_sort_the_people():
    people = [
        person("eve", hard=[THU_MID]),
        person("dot", THU_MID),
        person("cat", hard=[TUE_MID]),
        person("bob", THU_MID, hard=[TUE_MID]),
        person("ann", TUE_MID),
    ]
    one = weigh(TUE_MID, None, people, NOWHERE)
    assert (one.comes, one.unsure) == (("ann",), ("eve",))
    assert one.left_out == (
        out("bob", (Why.HARD,)),
        out("cat", (Why.HARD,)),
        out("dot", (Why.NOT_TICKED,)),
    )
    assert one.cost == 2 + 2 + 1


def test_a_time_that_works_works_though_its_day_is_hard():
    assert weigh(TUE_MID, None, [person("ann", TUE_MID, hard=[TUE_MID])], NOWHERE).cost == 0


@pytest.mark.parametrize(
    ("travels", "area", "is_out"),
    [
        (Travels.WALK, "Bedminster", False),
        (Travels.WALK, "Southville", True),
        (Travels.BUS, "Southville", False),
        (Travels.BUS, "Centre", True),
        (Travels.TAXI, "Centre", True),
        (Travels.DRIVE, "Centre", False),
        (Travels.LIFT, "Easton", True),
        (Travels.UNSAID, "Centre", False),
        (Travels.UNSAID, "Easton", True),
        (Travels.WALK, "", False),
        (Travels.WALK, "Somewhere else", False),
    ],
)
def test_how_far_is_too_far_depends_on_how_they_travel(travels, area, is_out):
    ann = person("ann", TUE_MID, area=area, travels=travels)
    one = weigh(TUE_MID, place("hall", "BS3"), [ann], TOWN)
    assert one.left_out == ((out("ann", (Why.TOO_FAR,)),) if is_out else ())


def test_a_place_that_lacks_what_they_need_leaves_them_out():
    ann = person("ann", TUE_MID, needs=["step_free", "seating"])
    one = weigh(TUE_MID, place("pub", has=["seating"], lacks=["step_free"]), [ann], NOWHERE)
    assert one.left_out == (out("ann", (Why.LACKS, "step_free")),)


def test_what_nobody_knows_of_a_place_is_to_be_checked_and_leaves_out_nobody():
    people = [
        person("bob", TUE_MID, needs=["toilet"]),
        person("ann", TUE_MID, needs=["toilet", "quiet"]),
        person("cat", THU_MID, needs=["warm"]),
    ]
    one = weigh(TUE_MID, place("pub", has=["quiet"]), people, NOWHERE)
    assert (one.comes, one.to_check) == (("ann", "bob"), (("toilet", ("ann", "bob")),))


def test_somebody_who_comes_by_bus_needs_a_bus():
    ann = person("ann", TUE_MID, travels=Travels.BUS)
    by_bus = weigh(TUE_MID, place("hall", has=["bus"]), [ann], NOWHERE)
    unknown = weigh(TUE_MID, place("hall"), [ann], NOWHERE)
    without = weigh(TUE_MID, place("hall", lacks=["bus"]), [ann], NOWHERE)
    assert (by_bus.comes, by_bus.to_check) == (("ann",), ())
    assert (unknown.comes, unknown.to_check) == (("ann",), (("bus", ("ann",)),))
    assert without.left_out == (out("ann", (Why.NO_BUS,)),)


def test_all_reasons_are_told_and_the_heaviest_counts_once():
    ann = person("ann", THU_MID, area="Bath", needs=["quiet"])
    one = weigh(TUE_MID, place("pub", "Easton", lacks=["quiet"]), [ann], TOWN)
    assert one.left_out == (out("ann", (Why.NOT_TICKED,), (Why.TOO_FAR,), (Why.LACKS, "quiet")),)
    assert one.cost == 2

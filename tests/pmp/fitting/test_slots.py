from pmp.fitting import Slot, SlotFit, Times, best, fit, grid

PARTS = ["morning", "evening"]
MON_AM, TUE_AM, TUE_PM = Slot(0, "morning"), Slot(1, "morning"), Slot(1, "evening")


def times(who, works=(), hard=()):
    return Times(who, frozenset(works), frozenset(hard))


def test_a_slot_says_whom_it_suits_and_whom_it_leaves_out():
    people = [
        times("ann", [MON_AM]),
        times("bob", [TUE_AM], [MON_AM]),
        times("cat", [TUE_AM]),
        times("dot"),
        times("eve", hard=[TUE_AM]),
    ]
    one = fit(MON_AM, people)
    assert one == SlotFit(MON_AM, ("ann",), ("bob",), ("cat",))
    assert (one.leaves_out, one.cost) == (("bob", "cat"), 3)


def test_somebody_for_whom_it_is_hard_counts_twice():
    people = [
        times("ann", [MON_AM, TUE_AM]),
        times("bob", [MON_AM], [TUE_AM]),
        times("cat", [TUE_AM]),
    ]
    assert [(one.slot, one.cost) for one in best(people, PARTS)] == [(MON_AM, 1), (TUE_AM, 2)]


def test_the_earlier_slot_stands_first_where_two_are_as_good():
    people = [times("ann", [TUE_PM, TUE_AM, MON_AM])]
    assert [one.slot for one in best(people, PARTS, most=2)] == [MON_AM, TUE_AM]


def test_slots_that_suit_nobody_are_not_proposed():
    assert best([times("ann"), times("bob", hard=[MON_AM])], PARTS) == []


def test_the_week_is_seven_days_of_the_parts():
    week = grid([times("ann", [TUE_PM])], PARTS)
    assert [[len(one.fits) for one in day] for day in week] == [[0, 0], [0, 1]] + [[0, 0]] * 5

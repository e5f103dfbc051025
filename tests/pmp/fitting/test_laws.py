"""What holds for any people, places and areas."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pmp.fitting import FEWEST, Person, Place, Slot, Travels, options, split, suggest, weigh
from tests.pmp.fitting.make import PARTS, TOWN

few = settings(max_examples=60, deadline=None)
NEEDS = ["step_free", "toilet", "bus"]
AREAS = ["Bedminster", "Southville", "Centre", "Easton", "Bath", "Elsewhere", ""]
slots = st.builds(Slot, st.integers(0, 2), st.sampled_from(PARTS[:2]))
some_needs = st.frozensets(st.sampled_from(NEEDS))
crowds = st.lists(
    st.builds(
        Person,
        st.sampled_from("abcdefghijkl"),
        st.frozensets(slots, max_size=3),
        st.frozensets(slots, max_size=3),
        st.sampled_from(AREAS),
        st.sampled_from(Travels),
        some_needs,
    ),
    max_size=9,
    unique_by=lambda one: one.who,
)
sites = st.builds(
    Place, st.sampled_from("1234"), st.sampled_from(AREAS), some_needs, some_needs, st.none()
).map(lambda one: replace(one, lacks=one.lacks - one.has))
lists = st.lists(sites, max_size=3, unique_by=lambda one: one.key)


@few
@given(slots, st.none() | sites, crowds)
def test_nobody_is_lost_and_nobody_is_left_out_without_a_reason(slot, site, people):
    one = weigh(slot, site, people, TOWN)
    sorted_out = [*one.comes, *one.unsure, *(each.who for each in one.left_out)]
    assert sorted(sorted_out) == sorted(each.who for each in people)
    assert all(each.reasons for each in one.left_out)


@few
@given(slots, st.none() | sites, crowds.filter(bool), st.data())
def test_one_more_who_can_never_makes_a_time_worse(slot, site, people, data):
    before = weigh(slot, site, people, TOWN)
    at = data.draw(st.integers(0, len(people) - 1))
    happier = [*people]
    happier[at] = replace(people[at], works=people[at].works | {slot})
    after = weigh(slot, site, happier, TOWN)
    assert after.cost <= before.cost
    assert set(after.comes) >= set(before.comes)


@few
@given(crowds, lists, st.randoms(use_true_random=False))
def test_the_order_of_people_and_places_does_not_matter(people, places, chance):
    ranked = options(people, places, PARTS, TOWN)
    shuffled, moved = chance.sample(people, len(people)), chance.sample(places, len(places))
    again = options(shuffled, moved, PARTS, TOWN)
    assert again == ranked
    assert split(again, shuffled, TOWN) == split(ranked, people, TOWN)


@few
@given(crowds, lists)
def test_the_first_suggestion_leaves_out_least_of_those_with_people_enough(people, places):
    ranked = options(people, places, PARTS, TOWN)
    found = suggest(ranked)
    assert bool(found) == bool(ranked)
    enough = [one.cost for one in ranked if len(one.people) >= FEWEST]
    assert not enough or found[0].cost == min(enough)
    assert len({one.slot for one in found}) == len(found) <= 3


@few
@given(crowds, lists)
def test_two_groups_have_three_people_each_and_share_nobody(people, places):
    ranked = options(people, places, PARTS, TOWN)
    found = split(ranked, people, TOWN)
    if found is None:
        return
    one, other = (set(group.people) for group in found.groups)
    assert min(len(group.comes) for group in found.groups) >= FEWEST
    assert not one & other
    assert not any(group.left_out for group in found.groups)
    assert len(one | other) >= len(ranked[0].people) + 2
    assert one | other | {each.who for each in found.left_out} == {each.who for each in people}

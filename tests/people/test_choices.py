"""What people chose: sharing, reach, quiet hours, needs."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followon.people.models import Consent, Need, NeedKind
from followon.people.queries.sharing import audience_of, shared_contacts
from followon.people.services.consents import share
from followon.people.services.needs import set_needs
from followon.people.services.preferences import set_quiet_hours, set_reach
from tests.cast import NOW, make_person

COMMUNICATION = [
    NeedKind.COMMUNICATION_SUPPORT,
    NeedKind.COMMUNICATION_PROFESSIONAL,
    NeedKind.CONTACT_METHOD,
    NeedKind.INFORMATION_FORMAT,
]


@pytest.fixture
def ann(db):
    return make_person("Ann Example", mobile="07700 900123", email="ann@example.com")


def test_nothing_is_shared_until_somebody_chooses(ann):
    assert shared_contacts([ann], {"group", "coordinators"}) == {ann.pk: []}
    assert set(audience_of(ann).values()) == {"nobody"}


def test_the_group_sees_what_is_shared_with_it_and_coordinators_more(ann):
    share(user=ann, thing="mobile", audience="coordinators", by=ann, now=NOW)
    share(user=ann, thing="email", audience="group", by=ann, now=NOW)
    mobile, email = ann.contacts.get(kind="mobile"), ann.contacts.get(kind="email")
    assert shared_contacts([ann], {"group"}) == {ann.pk: [email]}
    assert shared_contacts([ann], {"group", "coordinators"}) == {ann.pk: [mobile, email]}
    assert shared_contacts([ann], {"nobody"}) == {ann.pk: []}


def test_a_choice_that_was_taken_back_shares_nothing_and_stays_on_record(ann):
    share(user=ann, thing="mobile", audience="group", by=ann, now=NOW)
    later = NOW + timedelta(days=1)
    share(user=ann, thing="mobile", audience="nobody", by=ann, now=later)
    assert shared_contacts([ann], {"group", "coordinators", "nobody"}) == {ann.pk: []}
    history = Consent.objects.order_by("started_at").values_list(
        "audience", "started_at", "ended_at"
    )
    assert list(history) == [("group", NOW, later), ("nobody", later, None)]


def test_the_same_choice_twice_is_one_row(ann):
    first = share(user=ann, thing="mobile", audience="group", by=ann, now=NOW)
    assert share(user=ann, thing="mobile", audience="group", by=ann, now=NOW) == first
    assert Consent.objects.count() == 1


@pytest.mark.parametrize("people", [1, 3])
def test_two_queries_for_any_number(db, people):
    users = [make_person(f"Person {n}", email=f"p{n}@example.com") for n in range(people)]
    for user in users:
        share(user=user, thing="email", audience="group", by=user, now=NOW)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        shared = shared_contacts(users, {"group"})
    assert len(queries) == 2
    assert [len(shared[user.pk]) for user in users] == [1] * people


def test_reach_and_quiet_hours(ann):
    set_reach(user=ann, reach="both", by=ann, now=NOW)
    set_quiet_hours(user=ann, quiet_from=time(18), quiet_until=time(10), by=ann, now=NOW)
    ann.preference.refresh_from_db()
    assert (ann.preference.reach, ann.preference.quiet_from) == ("both", time(18))
    with pytest.raises(ValueError, match="both"):
        set_quiet_hours(user=ann, quiet_from=time(18), quiet_until=None, by=ann, now=NOW)
    with pytest.raises(ValueError, match="pigeon"):
        set_reach(user=ann, reach="pigeon", by=ann, now=NOW)


def test_needs_of_other_kinds_stay(ann):
    set_needs(user=ann, codes=["step_free", "parking"], kinds=[NeedKind.ACCESS], by=ann, now=NOW)
    set_needs(user=ann, codes=["large_print"], kinds=COMMUNICATION, by=ann, now=NOW)
    set_needs(user=ann, codes=["parking"], kinds=[NeedKind.ACCESS], by=ann, now=NOW)
    assert list(Need.objects.order_by("code").values_list("code", "review_on")) == [
        ("large_print", date(2027, 9, 9)),
        ("parking", date(2027, 9, 9)),
    ]


def test_a_need_of_another_kind_is_refused(ann):
    with pytest.raises(ValueError, match="large_print"):
        set_needs(user=ann, codes=["large_print"], kinds=[NeedKind.ACCESS], by=ann, now=NOW)

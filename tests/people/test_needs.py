"""What somebody needs: they say it, they are asked once a year, nobody of the group reads it."""

import re
from datetime import date, timedelta

import pytest
import time_machine

from followon.audit.models import AuditEvent
from followon.people.models import NeedKind
from followon.people.queries.visits import visit_of
from followon.people.services.contacts import mark_dead
from followon.people.services.needs import confirm_needs, set_needs
from tests.cast import NOW, make_group, make_person, new_mobile, signed_in

PAGE = "/details/needs/"
STILL = "/details/needs/still-right/"
ASKED = "Is this still what you need?"
FIRST_PAGES = ["/home/", "/details/"]
A_YEAR_LATER = NOW + timedelta(days=365)


def needing(user, *codes, now=NOW):
    return set_needs(user=user, codes=codes, kinds=NeedKind.values, by=user, now=now)


def codes_of(user):
    return sorted(user.needs.values_list("code", flat=True))


@pytest.fixture
def ann(service):
    ann = make_person("Ann Example", mobile=new_mobile())
    make_group(service, coordinator=ann, others=(make_person("Bob Brown", mobile=new_mobile()),))
    return ann


@pytest.fixture
def bob(ann):
    return ann.memberships.get().group.memberships.exclude(user=ann).get().user


def html(user, page, now=NOW):
    with time_machine.travel(now, tick=False):
        return signed_in(user).get(page).content.decode()


def ticked(page):
    return len(re.findall(r'type="checkbox"[^>]* checked', page))


def test_the_page_shows_what_is_known_and_who_can_read_it(ann):
    needing(ann, "step_free", "large_print")
    page = html(ann, PAGE)
    assert ticked(page) == 2
    assert "The staff of your pain service can read this" in page
    assert "You last checked this on Wednesday 9 September 2026." in page


def test_who_said_nothing_has_nothing_to_confirm(ann):
    page = html(ann, PAGE)
    assert ticked(page) == 0
    assert "last checked" not in page
    assert "Nothing said" in html(ann, "/details/")


def test_saving_changes_them_and_asks_again_in_a_year(ann, service):
    needing(ann, "step_free", "no_calls", now=NOW - timedelta(days=400))
    sent = {"access": ["step_free", "quiet"], "communication": ["easy_read"]}
    assert signed_in(ann).post(PAGE, sent).url == "/details/"
    assert codes_of(ann) == ["easy_read", "quiet", "step_free"]
    assert set(ann.needs.values_list("review_on", flat=True)) == {date(2027, 9, 9)}
    events = AuditEvent.objects.filter(verb="needs.set", actor=str(ann.pk))
    assert 3 in [event.facts["count"] for event in events]


def test_ticking_nothing_takes_all_away(ann):
    needing(ann, "step_free", "easy_read")
    assert signed_in(ann).post(PAGE, {}).status_code == 302
    assert codes_of(ann) == []


def test_a_need_that_does_not_exist_is_refused_and_the_rest_kept_ticked(ann):
    response = signed_in(ann).post(PAGE, {"access": ["quiet", "butler"]})
    page = response.content.decode()
    assert "Select what you need of a place from the list" in page
    assert ticked(page) == 1
    assert codes_of(ann) == []


@pytest.mark.parametrize("page", FIRST_PAGES)
def test_a_year_later_they_are_asked(ann, page):
    needing(ann, "step_free", "no_texts")
    assert ASKED not in html(ann, page, A_YEAR_LATER - timedelta(days=1))
    asked = html(ann, page, A_YEAR_LATER)
    assert ASKED in asked
    inset = asked.partition(ASKED)[2].partition("</section>")[0]
    assert "Step-free way in" in inset
    assert "Please do not text me" in inset


@pytest.mark.parametrize("page", FIRST_PAGES)
def test_one_tap_renews_all_and_comes_back_to_where_it_was_asked(ann, page):
    needing(ann, "step_free", "no_texts")
    where = {"on": "home"} if page == "/home/" else {}
    with time_machine.travel(A_YEAR_LATER, tick=False):
        client = signed_in(ann)
        assert client.post(STILL, where).url == ("/" if where else "/details/")
        assert ASKED not in client.get(page).content.decode()
    assert set(ann.needs.values_list("review_on", flat=True)) == {date(2028, 9, 9)}
    event = AuditEvent.objects.get(verb="needs.confirmed")
    assert (event.actor, event.subject, event.facts) == (str(ann.pk), str(ann.pk), {"count": 2})


def test_in_no_group_they_are_asked_too(service):
    eve = make_person("Eve East", mobile=new_mobile())
    needing(eve, "bus")
    assert ASKED in html(eve, "/", A_YEAR_LATER)
    assert ASKED in html(eve, "/home/", A_YEAR_LATER)


def test_nobody_of_the_group_reads_it(ann, bob):
    needing(ann, "step_free", "interpreter")
    group = ann.memberships.get().group_id
    for page in ("/home/", "/details/", PAGE, f"/groups/{group}/"):
        shown = html(bob, page, A_YEAR_LATER)
        assert ASKED not in shown
        assert ticked(shown) == 0
    signed_in(bob).post(STILL)
    assert set(ann.needs.values_list("recorded_at", flat=True)) == {NOW}


def test_a_get_changes_nothing(ann):
    needing(ann, "bus")
    assert signed_in(ann).get(STILL).status_code == 405


def test_a_leap_day_is_asked_about_on_the_first_of_march(ann):
    needing(ann, "bus", now=NOW.replace(year=2028, month=2, day=29))
    assert ann.needs.get().review_on == date(2029, 3, 1)


def test_nothing_to_confirm_is_no_error(ann, now):
    assert confirm_needs(user=ann, by=ann, now=now) == 0


def test_one_query_tells_all_that_a_first_page_asks(ann, ptv, django_assert_num_queries):
    mobile = ann.contacts.get()
    mark_dead(contact=mobile, now=NOW)
    needing(ann, "quiet", "bus")
    with django_assert_num_queries(1):
        visit = visit_of(ann, today=date(2026, 9, 9))
    assert [(one.pk, one.value, one.dead_since) for one in visit.unreachable] == [
        (mobile.pk, mobile.value, NOW)
    ]
    assert visit.unreachable[0].may_be_tried_again
    assert (visit.needs, visit.to_check, visit.is_ptv) == (
        ["A bus stop close by", "Somewhere quiet"],
        [],
        False,
    )
    assert visit_of(ptv, today=date(2026, 9, 9)).is_ptv
    assert visit_of(ann, today=date(2027, 9, 9)).to_check == visit.needs

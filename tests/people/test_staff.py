"""Posts in a service."""

from followon.people.models import StaffPost
from followon.people.queries.staff import is_lead, is_ptv, is_staff, services_of
from followon.people.services.staff import appoint, end_post
from tests.cast import NOW, make_person


def test_a_clinician_sees_their_service_alone(clinician, service, other_service):
    assert list(services_of(clinician)) == [service]


def test_another_role_ends_the_first(clinician, service, lead):
    appoint(user=clinician, service=service, role="lead", by=lead, now=NOW)
    roles = StaffPost.objects.filter(user=clinician).order_by("pk").values_list("role", "ended_at")
    assert list(roles) == [("clinician", NOW), ("lead", None)]
    assert is_lead(clinician)


def test_the_same_role_twice_is_one_post(clinician, service, lead):
    appoint(user=clinician, service=service, role="clinician", by=lead, now=NOW)
    assert StaffPost.objects.filter(user=clinician).count() == 1


def test_a_volunteer_sees_no_staff_page(ptv):
    assert (is_ptv(ptv), is_staff(ptv), list(services_of(ptv))) == (True, False, [])


def test_a_post_that_ended(clinician, lead):
    end_post(post=clinician.posts.get(), by=lead, now=NOW)
    assert (is_staff(clinician), list(services_of(clinician))) == (False, [])


def test_posts_in_two_services(clinician, service, other_service):
    appoint(user=clinician, service=other_service, role="lead", by=None, now=NOW)
    assert list(services_of(clinician)) == [service, other_service]


def test_nobody(db):
    user = make_person("Una Unattached")
    assert (is_staff(user), is_lead(user), is_ptv(user)) == (False, False, False)

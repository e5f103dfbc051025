import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from followon.audit.models import AuditEvent
from followon.messaging.models import Message
from followon.people.models import Role, StaffPost, User
from followon.people.services.staff import appoint
from tests.cast import NOW, make_clinician, make_person, signed_in
from tests.pmp.views.pages import errors, words

NEW = {"role": "clinician", "full_name": "Nia New", "email": "nia@example.org", "mobile": ""}


@pytest.fixture
def boss(lead):
    return signed_in(lead)


def post_of(user) -> StaffPost:
    return StaffPost.objects.open().get(user=user)


def test_everybody_is_listed_with_what_they_do(boss, clinician, ptv, other_clinician):
    page = words(boss.get(reverse("pmp:staff_list")))
    assert f"{clinician.full_name} What they do Clinician" in page
    assert f"{ptv.full_name} What they do Patient tutor volunteer" in page
    assert other_clinician.full_name not in page


def test_somebody_new_is_added(boss, service):
    page = boss.post(reverse("pmp:staff_invite"), NEW, follow=True)
    assert "Nia New can sign in now" in words(page)
    post = StaffPost.objects.get(user__full_name="Nia New")
    assert (post.service, post.role) == (service, Role.CLINICIAN)
    assert [contact.value for contact in post.user.contacts.all()] == ["nia@example.org"]


def test_a_former_patient_keeps_the_account_that_they_have(boss, service):
    ann = make_person("Ann Ash", mobile="07700 900321", service=service)
    typed = NEW | {"role": "ptv", "full_name": "ann  ash", "email": "", "mobile": "07700900321"}
    boss.post(reverse("pmp:staff_invite"), typed)
    assert post_of(ann).role == Role.PTV
    assert User.objects.filter(full_name__iexact="ann ash").count() == 1


def test_a_namesake_with_another_number_is_somebody_else(boss, service):
    make_person("Ann Ash", mobile="07700 900321", service=service)
    typed = NEW | {"role": "ptv", "full_name": "Ann Ash", "email": "", "mobile": "07700900322"}
    boss.post(reverse("pmp:staff_invite"), typed)
    assert User.objects.filter(full_name="Ann Ash").count() == 2


def test_what_is_wrong_stands_beside_it_and_nothing_is_saved(boss):
    typed = {"role": "", "full_name": "", "email": "no", "mobile": "12"}
    page = boss.post(reverse("pmp:staff_invite"), typed)
    assert errors(page) == [
        "Select what they do",
        "Enter their name",
        "Enter an email address, like name@example.com",
        "Enter a mobile number, like 07700 900123",
    ]
    assert 'value="no"' in page.content.decode()
    page = boss.post(reverse("pmp:staff_invite"), NEW | {"email": ""})
    assert errors(page) == ["Enter an email address or a mobile number"]
    assert not User.objects.filter(full_name="Nia New").exists()


def test_a_lost_phone(boss, lead, clinician):
    theirs = signed_in(clinician)
    assert theirs.get(reverse("pmp:dashboard")).status_code == 200
    boss.post(reverse("pmp:staff_reset", args=[post_of(clinician).pk]))
    assert not Authenticator.objects.filter(user=clinician).exists()
    assert theirs.get(reverse("pmp:dashboard")).status_code == 302
    told = Message.objects.get(recipient=clinician, kind="account_notice")
    assert told.facts["what"] == "second_factor_reset"
    event = AuditEvent.objects.get(verb="sign_in.second_factor_reset")
    assert (event.actor, event.subject) == (str(lead.pk), str(clinician.pk))


def test_one_s_own_second_factor_is_not_reset_here(boss, lead):
    boss.post(reverse("pmp:staff_reset", args=[post_of(lead).pk]))
    assert Authenticator.objects.filter(user=lead).exists()


def test_who_works_for_another_service_too_is_not_reset_by_one_of_them(
    boss, lead, clinician, service, other_service
):
    signed_in(clinician)
    appoint(user=clinician, service=other_service, role=Role.CLINICIAN, by=None, now=NOW)
    post = StaffPost.objects.open().get(user=clinician, service=service)
    assert "They work for another service too" in words(
        boss.get(reverse("pmp:staff_member", args=[post.pk]))
    )
    page = boss.post(reverse("pmp:staff_reset", args=[post.pk]), follow=True)
    assert "They work for another service too" in words(page)
    assert Authenticator.objects.filter(user=clinician).exists()
    appoint(user=lead, service=other_service, role=Role.LEAD, by=None, now=NOW)
    boss.post(reverse("pmp:staff_reset", args=[post.pk]))
    assert not Authenticator.objects.filter(user=clinician).exists()


def test_whether_a_post_should_end_is_asked_first(boss, clinician, lead):
    end = reverse("pmp:staff_end", args=[post_of(clinician).pk])
    assert end in boss.get(reverse("pmp:staff_member", args=[post_of(clinician).pk])).text
    assert f"End the post of {clinician.full_name}?" in words(boss.get(end))
    assert post_of(clinician)
    own = boss.get(reverse("pmp:staff_end", args=[post_of(lead).pk]))
    assert "End your own post?" in words(own)


def test_somebody_leaves(boss, clinician):
    theirs = signed_in(clinician)
    page = boss.post(reverse("pmp:staff_end", args=[post_of(clinician).pk]), follow=True)
    assert "no longer sees the service" in words(page)
    assert theirs.get(reverse("pmp:dashboard")).status_code == 404


def test_a_service_keeps_a_lead(boss, lead, service):
    page = boss.post(reverse("pmp:staff_end", args=[post_of(lead).pk]), follow=True)
    assert "Name another service lead first" in words(page)
    assert post_of(lead).role == Role.LEAD
    second = make_clinician(service, "Sian Second")
    appoint(user=second, service=service, role=Role.LEAD, by=lead, now=NOW)
    boss.post(reverse("pmp:staff_end", args=[post_of(lead).pk]))
    assert not StaffPost.objects.open().filter(user=lead).exists()


@pytest.mark.parametrize("name", ["staff_member", "staff_reset", "staff_end"])
def test_another_service_s_people_do_not_exist(boss, other_clinician, name):
    address = reverse(f"pmp:{name}", args=[post_of(other_clinician).pk])
    ways = {
        "staff_member": [boss.get],
        "staff_reset": [boss.post],
        "staff_end": [boss.get, boss.post],
    }
    assert {way(address).status_code for way in ways[name]} == {404}
    assert post_of(other_clinician)


def test_the_list_asks_as_much_for_thirty_as_for_three(
    boss, service, clinician, ptv, django_assert_max_num_queries, django_assert_num_queries
):
    address = reverse("pmp:staff_list")
    boss.get(address)
    with django_assert_max_num_queries(6) as few:
        boss.get(address)
    for number in range(27):
        make_clinician(service, f"Person {number}", email=f"p{number}@example.org")
    with django_assert_num_queries(len(few)):
        boss.get(address)

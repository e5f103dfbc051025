"""A volunteer keys answers in by the person's code, and learns nothing of earlier ones."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from followon.audit.models import AuditEvent
from followon.people.models import Role
from followon.people.services.staff import appoint
from pmp.models import Participant
from pmp.services.answers import save_jobs, save_times, save_travel, save_wish
from pmp.services.invitations import make_slips
from pmp.services.participants import withdraw_participant
from pmp.services.volunteers import add_ptv
from tests.cast import NOW, make_person, make_programme, new_mobile, signed_in
from tests.pmp.make import join
from tests.pmp.views.pages import errors, words

EARLIER = ("900001", "ann@example.org", "Wombat Street", "too worn out")
WRONG = "No slip or form of this programme has that code. Check it"


@pytest.fixture
def ann(programme):
    """Somebody who has answered a good deal already."""
    who = join(programme, "Ann Ash", mobile="07700 900001", email="ann@example.org", wish="maybe")
    save_travel(participant=who, area="Wombat Street", travel="taxi", by=who.user, now=NOW)
    save_times(
        participant=who,
        works=[(1, "evening")],
        hard=[(2, "morning")],
        reason="too worn out",
        by=who.user,
        now=NOW,
    )
    save_jobs(participant=who, kinds=["deputy"], by=who.user, now=NOW)
    return who


@pytest.fixture
def helper(ptv, programme):
    add_ptv(programme=programme, ptv=ptv, by=None, now=NOW)
    return signed_in(ptv)


def at(name, programme):
    return reverse(f"pmp:{name}", args=[programme.pk])


def code_of(person):
    programme = person.programme
    made = make_slips(programme=programme, participants=[person], by=programme.created_by, now=NOW)
    return made[0].code


def opened(helper, person):
    return helper.post(at("ptv_code", person.programme), {"code": code_of(person)}, follow=True)


def test_the_programme_s_page_leads_there(helper, programme):
    page = helper.get(at("ptv_programme", programme)).content.decode()
    assert f'href="{at("ptv_code", programme)}"' in page


def test_no_page_shows_earlier_answers_contacts_or_others(helper, programme, ann):
    join(programme, "Bob Birch", wish="no")
    pages = [
        helper.get(at("ptv_code", programme)),
        opened(helper, ann),
        helper.post(at("ptv_answers", programme), {"area": "x" * 41}),
    ]
    assert "Answers of Ann Ash" in words(pages[1])
    assert errors(pages[2])[0] == "Select yes, maybe or not for me"
    for page in pages:
        html = page.content.decode()
        assert [said for said in (*EARLIER, "Bob", "Birch") if said in html] == []
        assert " checked" not in html
        assert 'name="mobile"' not in html
        assert "no-store" in page["Cache-Control"]


def test_the_form_is_the_same_whatever_was_answered(helper, programme, ann):
    new = join(programme, "Ann Ash", mobile="07700 900002")
    pages = [words(opened(helper, one)) for one in (ann, new)]
    assert pages[0] == pages[1]


def test_the_record_says_who_keyed_in_and_that_they_agreed(helper, programme, ann, ptv):
    opened(helper, ann)
    given = {"wish": "yes", "area": "Hill End", "agreed": "on"}
    done = helper.post(at("ptv_answers", programme), given, follow=True)
    assert "The answers are saved." in done.content.decode()
    assert "Ann" not in words(done)
    ann.refresh_from_db()
    assert (ann.wish, ann.area, ann.answered_by) == ("yes", "Hill End", ptv)
    assert ann.agreed_at is not None
    assert ann.finished_at is not None
    noted = AuditEvent.objects.get(verb="participant.agreed_to_be_answered_for")
    assert noted.actor == str(ptv.pk)


def test_a_question_that_is_left_out_stays(helper, programme, ann):
    opened(helper, ann)
    helper.post(at("ptv_answers", programme), {"wish": "yes", "agreed": "on"})
    ann.refresh_from_db()
    assert (ann.area, ann.travel, ann.time_reason) == ("Wombat Street", "taxi", "too worn out")
    assert set(ann.times.values_list("weekday", "fit")) == {(1, "works"), (2, "hard")}
    assert list(ann.job_wishes.values_list("kind", flat=True)) == ["deputy"]


def test_nothing_is_saved_without_their_agreement(helper, programme, ann):
    opened(helper, ann)
    page = helper.post(at("ptv_answers", programme), {"wish": "no"})
    assert errors(page) == ["Confirm that the person agrees"]
    ann.refresh_from_db()
    assert (ann.wish, ann.answered_by) == ("maybe", None)


def test_contacts_and_sharing_are_not_changed_from_here(helper, programme, ann):
    opened(helper, ann)
    taken = {"mobile": "07700 900999", "reach": "text", "share_mobile": "group"}
    helper.post(at("ptv_answers", programme), {"wish": "yes", "agreed": "on", **taken})
    assert sorted(ann.user.contacts.values_list("value", flat=True)) == [
        "+447700900001",
        "ann@example.org",
    ]
    assert ann.user.consents.count() == 0


def test_the_form_closes_once_it_is_saved(helper, programme, ann):
    opened(helper, ann)
    helper.post(at("ptv_answers", programme), {"wish": "yes", "agreed": "on"})
    again = helper.post(at("ptv_answers", programme), {"wish": "no", "agreed": "on"})
    assert again.url == at("ptv_code", programme)
    assert Participant.objects.get(pk=ann.pk).wish == "yes"


def test_the_form_closes_after_an_hour(helper, programme, ann, ptv):
    opened(helper, ann)
    with time_machine.travel(NOW + timedelta(hours=1, minutes=1), tick=False):
        assert helper.get(at("ptv_answers", programme)).url == at("ptv_code", programme)


def test_without_a_code_no_form_opens(helper, programme, ann):
    assert helper.get(at("ptv_answers", programme)).url == at("ptv_code", programme)
    assert errors(helper.post(at("ptv_code", programme), {"code": "ABCDEF"})) == [WRONG]
    assert errors(helper.post(at("ptv_code", programme), {"code": ""})) == [
        "Enter the code on the slip or form"
    ]


def test_a_code_of_another_programme_opens_nothing(helper, programme, service, clinician):
    other = make_programme(service, by=clinician)
    cat = join(other, "Cat Cole")
    page = helper.post(at("ptv_code", programme), {"code": code_of(cat)})
    assert errors(page) == [WRONG]
    assert "Cat" not in words(page)


def test_a_form_that_was_opened_closes_when_the_person_leaves(helper, programme, ann, clinician):
    opened(helper, ann)
    withdraw_participant(participant=ann, by=clinician, now=NOW)
    given = {"wish": "yes", "agreed": "on"}
    assert helper.post(at("ptv_answers", programme), given).url == at("ptv_code", programme)
    ann.refresh_from_db()
    assert ann.answered_by is None


def test_a_volunteer_of_another_programme_and_others_find_nothing(
    service, programme, ann, clinician, member
):
    vera = make_person("Vera Vale", mobile=new_mobile(), service=service, now=NOW)
    appoint(user=vera, service=service, role=Role.PTV, by=None, now=NOW)
    other = make_programme(service, by=clinician)
    add_ptv(programme=other, ptv=vera, by=None, now=NOW)
    code = code_of(ann)
    for user in (vera, clinician, member):
        client = signed_in(user)
        for name in ("ptv_code", "ptv_answers"):
            assert client.get(at(name, programme)).status_code == 404
            assert client.post(at(name, programme), {"code": code}).status_code == 404


def test_guessing_is_slowed_as_on_the_page_for_everybody(helper, programme, ann):
    for _guess in range(10):
        helper.post(at("ptv_code", programme), {"code": "ABCDEF"})
    page = helper.post(at("ptv_code", programme), {"code": code_of(ann)})
    assert "What is the person’s first name?" in words(page)


def test_a_no_that_was_keyed_in_leaves_the_rest(helper, programme, ann):
    opened(helper, ann)
    helper.post(at("ptv_answers", programme), {"wish": "no", "agreed": "on", "area": "x" * 99})
    ann.refresh_from_db()
    assert (ann.wish, ann.area) == ("no", "Wombat Street")


def test_a_first_answer_can_be_keyed_in(helper, programme):
    bob = join(programme, "Bob Birch", mobile="")
    save_wish(participant=bob, wish="no", by=bob.user, now=NOW)
    opened(helper, bob)
    helper.post(at("ptv_answers", programme), {"wish": "maybe", "agreed": "on"})
    bob.refresh_from_db()
    assert bob.wish == "maybe"

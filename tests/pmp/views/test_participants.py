from datetime import time, timedelta

import pytest
from django.urls import reverse

from followon.messaging.models import Message
from pmp.queries.answers import answers_of
from pmp.services.answers import save_sharing, save_wish
from pmp.services.handover import hand_over
from pmp.services.invitations import invite_all
from tests.cast import NOW, signed_in
from tests.pmp.make import join
from tests.pmp.views.pages import errors, words


@pytest.fixture
def team(clinician):
    return signed_in(clinician)


@pytest.fixture
def ann(programme):
    return join(programme, "Ann Ash", mobile="07700 900001")


def test_whom_no_message_reaches_is_not_offered_one(team, programme, ann):
    hal = join(programme, "Hal Hill", mobile="")
    pages = [words(team.get(reverse("pmp:participant", args=[one.pk]))) for one in (ann, hal)]
    assert ["Ask by text or email" in page for page in pages] == [True, False]
    assert ["Print a slip" in page for page in pages] == [False, True]


def test_the_page_speaks_of_them_and_not_to_them(team, ann):
    save_wish(participant=ann, wish="yes", by=ann.user, now=NOW)
    page = words(team.get(reverse("pmp:participant", args=[ann.pk])))
    assert "What they need of a place" in page
    assert [word for word in (" you ", "your ") if word in page] == []


def test_somebody_is_added_by_hand(team, programme):
    address = reverse("pmp:participant_add", args=[programme.pk])
    page = team.post(address, {"full_name": "Hal Hill", "landline": "01174960001"}, follow=True)
    assert "Hal Hill is in the programme" in words(page)
    added = programme.participants.get()
    assert [one.value for one in added.user.contacts.all()] == ["+441174960001"]


def test_errors_when_adding_by_hand(team, programme):
    typed = {
        "full_name": "12",
        "mobile": "0117 496 0001",
        "email": "x@",
        "landline": "07700 900001",
    }
    page = team.post(reverse("pmp:participant_add", args=[programme.pk]), typed)
    assert errors(page) == [
        "Enter the person’s name",
        "Enter a mobile number, like 07700 900123",
        "Enter an email address, like name@example.com",
        "Enter a landline number, like 0117 496 0123",
    ]
    assert programme.participants.count() == 0


def test_asking_all_and_asking_one_again(team, programme, ann):
    join(programme, "Gus Gale", mobile="")
    address = reverse("pmp:invite", args=[programme.pk])
    assert "1 person to ask Ann Ash" in words(team.get(address))
    assert "1 person is being asked" in words(team.post(address, follow=True))
    Message.objects.update(state="skipped", reason="Too late to be of use")
    again = reverse("pmp:invitation_resend", args=[ann.pk])
    assert "Ann Ash is being asked again" in words(team.post(again, follow=True))
    assert Message.objects.filter(kind="invitation").count() == 2


def test_asking_somebody_whom_no_message_reaches(team, programme):
    gus = join(programme, "Gus Gale", mobile="")
    page = team.post(reverse("pmp:invitation_resend", args=[gus.pk]), follow=True)
    assert "No message can reach Gus Gale. Print a slip for them" in words(page)


def test_nobody_is_asked_again_after_a_no(team, programme):
    fay = join(programme, "Fay Fern", wish="no")
    assert team.post(reverse("pmp:invitation_resend", args=[fay.pk])).status_code == 404
    assert "Ask again" not in words(team.get(reverse("pmp:participant", args=[fay.pk])))


def test_leaving(team, programme, clinician, ann):
    invite_all(programme=programme, by=clinician, now=NOW)
    page = team.post(reverse("pmp:participant_withdraw", args=[ann.pk]), follow=True)
    assert "1 person has left the programme." in words(page)
    assert not programme.participants.taking_part().exists()


PAPER = {
    "agreed": "on",
    "wish": "yes",
    "mobile": "07700 900002",
    "reach": "call",
    "share_mobile": "group",
    "share_needs": "nobody",
    "works": ["1-midday"],
    "hard_parts": ["evening"],
    "reason": "tired",
    "area": "BS5",
    "travel": "bus",
    "access": ["seating"],
    "communication": ["large_print"],
    "jobs": ["welcomer"],
}


def test_a_paper_form_is_keyed_in_on_one_page(team, clinician, ann):
    address = reverse("pmp:participant_answers", args=[ann.pk])
    page = team.post(address, PAPER, follow=True)
    assert "The answers of Ann Ash are saved" in words(page)
    page = team.get(reverse("pmp:participant", args=[ann.pk]))
    assert "Carys Clinician entered these answers. The person agreed to that on" in words(page)
    ann.refresh_from_db()
    held = answers_of(ann)
    assert (ann.wish, ann.answered_by, ann.agreed_at) == ("yes", clinician, NOW)
    assert (ann.area, ann.travel, ann.time_reason) == ("BS5", "bus", "tired")
    assert [one.value for one in held.contacts] == ["+447700900002"]
    assert (held.reach, held.shared["mobile"]) == ("call", "group")
    assert (held.works, len(held.hard)) == ([(1, "midday")], 7)
    assert (held.access, held.communication, held.jobs) == (
        ["seating"],
        ["large_print"],
        ["welcomer"],
    )


def test_nothing_is_keyed_in_without_the_persons_agreement(team, ann):
    address = reverse("pmp:participant_answers", args=[ann.pk])
    page = team.post(address, PAPER | {"agreed": ""})
    assert errors(page) == ["Confirm that the person agrees"]
    ann.refresh_from_db()
    assert (ann.wish, ann.area) == ("", "")


def test_a_no_on_paper_needs_nothing_else(team, ann):
    address = reverse("pmp:participant_answers", args=[ann.pk])
    team.post(address, {"agreed": "on", "wish": "no"})
    ann.refresh_from_db()
    assert ann.wish == "no"
    assert [one.value for one in answers_of(ann).contacts] == ["+447700900001"]


@pytest.mark.parametrize(
    ("full_name", "called"), [("Mr Hal Hill", "Hal"), ("Dr Gale", "Gale"), ("Hal Hill", "Hal")]
)
def test_who_is_added_by_hand_is_called_by_their_first_name(team, programme, full_name, called):
    team.post(reverse("pmp:participant_add", args=[programme.pk]), {"full_name": full_name})
    assert programme.participants.get().user.preferred_name == called


def test_a_first_name_that_is_too_long_to_be_called_by(team, programme):
    typed = {"full_name": "H" * 41}
    page = team.post(reverse("pmp:participant_add", args=[programme.pk]), typed)
    assert errors(page) == ["Enter a preferred name of 40 characters or fewer"]


def test_an_address_too_long_to_be_kept_is_refused(team, programme):
    long = f"hal@{'.'.join(['h' * 62] * 4)}.org"
    typed = {"full_name": "Hal Hill", "email": long}
    page = team.post(reverse("pmp:participant_add", args=[programme.pk]), typed)
    assert errors(page) == ["Enter an email address, like name@example.com"]


def test_asking_again_twice_at_once_asks_once(team, programme, ann):
    address = reverse("pmp:invitation_resend", args=[ann.pk])
    team.post(address)
    team.post(address)
    assert Message.objects.filter(recipient=ann.user).count() == 1


def test_staff_never_see_who_shares_what(team, programme, ann):
    save_wish(participant=ann, wish="yes", by=ann.user, now=NOW)
    save_sharing(participant=ann, choices={"mobile": "group"}, by=ann.user, now=NOW)
    page = words(team.get(reverse("pmp:participant", args=[ann.pk])))
    assert "07700 900001" in page
    assert "hare" not in page
    assert "in the group" not in page


def test_after_the_hand_over_no_page_says_how_to_reach_them(team, programme, ann, clinician):
    bob = join(programme, "Bob Birch", mobile="07700 900002", wish="yes")
    save_wish(participant=ann, wish="yes", by=ann.user, now=NOW)
    hand_over(
        programme=programme,
        name="Bedminster",
        date=NOW.date() + timedelta(days=14),
        time=time(14),
        place=None,
        rhythm="monthly",
        people=[ann.user, bob.user],
        coordinator=ann.user,
        deputy=None,
        ptv=None,
        by=clinician,
        now=NOW,
    )
    assert team.get(reverse("pmp:participant_answers", args=[ann.pk])).status_code == 404
    page = words(team.get(reverse("pmp:participant", args=[ann.pk])))
    assert "07700" not in page
    assert "Enter answers" not in page

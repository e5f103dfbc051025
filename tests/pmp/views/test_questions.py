"""The participant's questions, as somebody with the link sees them."""

from datetime import time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from followon.messaging.models import Message
from followon.people.models import Contact, PersonalLink, Role
from followon.people.queries.sharing import audience_of
from followon.people.services.staff import appoint
from pmp.models import Participant
from pmp.queries.answers import answers_of
from pmp.services.handover import hand_over
from pmp.services.invitations import mint_questions
from pmp.services.participants import withdraw_participant
from tests.cast import NOW, make_group, signed_in
from tests.pmp.make import join
from tests.pmp.views.pages import errors, words

STEPS = [
    "keep-meeting",
    "reach-you",
    "sharing",
    "times",
    "hard-times",
    "travel",
    "access",
    "communication",
    "jobs",
]


@pytest.fixture
def ann(programme):
    return join(programme, "Ann Ash", mobile="07700 900001")


@pytest.fixture
def token(ann):
    return mint_questions(ann, NOW).token


@pytest.fixture
def phone():
    """A browser that never signed in."""
    return Client()


def at(token, step=None):
    return reverse("pmp:question", args=[token, step]) if step else f"/j/{token}/"


def held(participant):
    return answers_of(Participant.objects.get(pk=participant.pk))


def everything():
    """Every row that an answer could change."""
    return (
        list(Participant.objects.values()),
        list(PersonalLink.objects.values()),
        list(Contact.objects.values()),
        Message.objects.count(),
    )


def test_a_full_yes_is_eleven_screens(phone, token, ann):
    answers = {
        "keep-meeting": {"wish": "yes"},
        "reach-you": {"mobile": "07700 900002", "email": "a@example.com", "reach": "both"},
        "sharing": {"share_mobile": "group", "share_email": "coordinators"},
        "times": {"works": ["1-midday", "3-morning"]},
        "hard-times": {"hard_parts": ["evening"], "hard_days": ["0"], "reason": "done in"},
        "travel": {"area": "BS5", "travel": "bus"},
        "access": {"access": ["seating"]},
        "communication": {"communication": ["large_print"]},
        "jobs": {"jobs": ["welcomer"]},
    }
    page, screens = phone.get(at(token), follow=True), 1
    for step in STEPS:
        assert page.request["PATH_INFO"] == at(token, step)
        page, screens = phone.post(at(token, step), answers[step], follow=True), screens + 1
    assert "Check your answers" in words(page)
    page, screens = (
        phone.post(reverse("pmp:question_check", args=[token]), follow=True),
        screens + 1,
    )
    assert "What happens next" in words(page)
    assert screens == 11
    ann.refresh_from_db()
    now_held = held(ann)
    assert (ann.wish, ann.finished_at, ann.answered_by) == ("yes", NOW, None)
    assert sorted(one.value for one in now_held.contacts) == ["+447700900002", "a@example.com"]
    assert (audience_of(ann.user)["mobile"], audience_of(ann.user)["email"]) == (
        "group",
        "coordinators",
    )
    assert now_held.works == [(1, "midday"), (3, "morning")]
    assert len(now_held.hard) == 10
    assert now_held.jobs == ["welcomer"]


def test_a_no_is_two_screens_and_ends_the_asking(phone, token, ann):
    page = phone.post(at(token, "keep-meeting"), {"wish": "no"}, follow=True)
    assert page.redirect_chain == [(at(token), 302)]
    assert "We will not ask again" in words(page)
    assert [message.kind for message in Message.objects.all()] == ["thank_you"]
    for step in STEPS[1:]:
        assert phone.get(at(token, step)).status_code == 404


def test_the_same_link_brings_back_for_a_year(phone, token, ann):
    phone.post(at(token, "keep-meeting"), {"wish": "no"})
    with time_machine.travel(NOW + timedelta(days=364), tick=False):
        assert "Change your answer" in words(phone.get(at(token)))
        answer = phone.post(at(token, "keep-meeting"), {"wish": "maybe"})
    assert answer.url == at(token, "reach-you")
    ann.refresh_from_db()
    assert ann.wish == "maybe"


def test_every_question_can_be_skipped(phone, token):
    phone.post(at(token, "keep-meeting"), {"wish": "yes"})
    for step, following in zip(STEPS[1:], [*STEPS[2:], "check"], strict=True):
        body = phone.get(at(token, step)).content.decode()
        assert f'href="{at(token, following)}">Skip this question' in body


def test_they_go_on_where_they_left_off_and_go_back_and_forth(phone, token):
    assert phone.get(at(token)).url == at(token, "keep-meeting")
    phone.post(at(token, "keep-meeting"), {"wish": "yes"})
    assert phone.get(at(token)).url == at(token, "reach-you")
    phone.post(at(token, "travel"), {"area": "BS5"})
    phone.post(at(token, "keep-meeting"), {"wish": "maybe"})
    assert phone.get(at(token)).url == at(token, "access")
    phone.post(reverse("pmp:question_check", args=[token]))
    assert phone.get(at(token)).url == reverse("pmp:question_check", args=[token])


def test_a_change_from_the_check_page_goes_back_to_it(phone, token, ann):
    phone.post(at(token, "keep-meeting"), {"wish": "yes"})
    answer = phone.post(at(token, "travel") + "?change=1", {"area": "BS3"})
    assert answer.url == reverse("pmp:question_check", args=[token])
    assert "BS3" in words(phone.get(answer.url))


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_scanner_that_opens_links_changes_nothing(phone, token, ann, method):
    phone.post(at(token, "keep-meeting"), {"wish": "yes"})
    before = everything()
    pages = [at(token), *(at(token, step) for step in STEPS)]
    for page in [*pages, reverse("pmp:question_check", args=[token])]:
        assert getattr(phone, method)(page).status_code in (200, 302, 405)
        getattr(phone, method)(page + "?wish=no")
    assert everything() == before


def test_a_link_may_be_used_as_often_as_they_like(phone, token, ann):
    for wish in ("yes", "maybe", "yes"):
        phone.post(at(token, "keep-meeting"), {"wish": wish})
    ann.refresh_from_db()
    assert ann.wish == "yes"


def test_links_that_are_over_say_kindly_what_to_do(phone, token, ann, clinician):
    with time_machine.travel(NOW + timedelta(days=366), tick=False):
        page = phone.get(at(token))
        assert page.status_code == 404
        assert "call Avon Pain Service on 0117 496 0100" in words(page)
        assert "Send me a new link" in words(page)
        assert phone.post(at(token, "keep-meeting"), {"wish": "no"}).status_code == 404
    withdraw_participant(participant=ann, by=clinician, now=NOW)
    assert "This link no longer works" in words(phone.get(at(token, "times")))
    unknown = phone.get(at("x" * 22))
    assert unknown.status_code == 404
    assert "ask the team who runs your course" in words(unknown)
    ann.refresh_from_db()
    assert ann.wish == ""


def test_a_link_of_another_purpose_opens_nothing(phone, ann):
    from followon.people.services.links import mint

    other = mint(
        user=ann.user,
        purpose="answer",
        subject=f"participant:{ann.pk}",
        lasts=timedelta(days=1),
        now=NOW,
    )
    assert phone.get(at(other.token)).status_code == 404


def test_questions_come_after_the_first_answer_and_unknown_ones_never(phone, token):
    assert phone.get(at(token, "times")).status_code == 404
    phone.post(at(token, "keep-meeting"), {"wish": "yes"})
    assert phone.get(at(token, "shoe-size")).status_code == 404


def test_without_an_answer_there_is_nothing_to_check(phone, token):
    for name in ("question_check", "question_done"):
        assert phone.get(reverse(f"pmp:{name}", args=[token])).url == at(token)


@pytest.mark.parametrize(
    ("typed", "messages"),
    [
        (
            {"mobile": "0770", "email": "a@", "reach": "text"},
            [
                "Enter a mobile number, like 07700 900123",
                "Enter an email address, like name@example.com",
            ],
        ),
        (
            {"mobile": "", "email": "a@example.com", "reach": "text"},
            ["Enter your mobile number, or select another way to hear from your group"],
        ),
        (
            {"mobile": "07700 900001", "reach": "both"},
            ["Enter your email address, or select another way to hear from your group"],
        ),
        ({"reach": "call"}, ["Enter a number that you can be called on"]),
        ({"mobile": "07700 900001"}, ["Select how you want to hear from your group"]),
    ],
)
def test_contacts_that_do_not_fit(phone, token, ann, typed, messages):
    phone.post(at(token, "keep-meeting"), {"wish": "yes"})
    page = phone.post(at(token, "reach-you"), typed)
    assert errors(page) == messages
    assert [one.value for one in held(ann).contacts] == ["+447700900001"]


def test_nobody_demands_a_mobile_or_an_email(phone, programme):
    hal = join(programme, "Hal Hill", mobile="", wish="yes")
    token = mint_questions(hal, NOW).token
    answer = phone.post(at(token, "reach-you"), {"reach": "letter"})
    assert answer.url == at(token, "sharing")
    assert held(hal).reach == "letter"


def test_nothing_is_shared_by_default(phone, token, ann):
    phone.post(at(token, "keep-meeting"), {"wish": "yes"})
    phone.post(at(token, "sharing"), {})
    assert set(audience_of(ann.user).values()) == {"nobody"}


def test_who_is_in_a_group_or_has_a_post_sees_and_changes_what_is_theirs_only_signed_in(
    phone, token, ann, service
):
    """A link may be found by somebody else; it neither shows a number nor lets it be shared."""
    phone.post(at(token, "keep-meeting"), {"wish": "yes"})
    group = make_group(service, coordinator=ann.user)
    before = everything()[1:]
    for _ in range(2):
        for step in ("reach-you", "sharing", "access", "communication"):
            typed = {"mobile": "07700 900666", "reach": "letter", "share_mobile": "group"}
            assert phone.get(at(token, step)).status_code == 404
            assert phone.post(at(token, step), typed).status_code == 404
        page = words(phone.get(reverse("pmp:question_check", args=[token])))
        assert "Sign in to see your details" in page
        assert [word for word in ("07700", "Text message", "share Nothing") if word in page] == []
        assert (held(ann).reach, set(audience_of(ann.user).values())) == ("text", {"nobody"})
        group.memberships.update(left_at=NOW)
        appoint(user=ann.user, service=service, role=Role.PTV, by=None, now=NOW)
    assert everything()[1:] == before


def test_who_is_settled_is_asked_the_other_questions_in_order(phone, token, ann, service):
    make_group(service, coordinator=ann.user)
    page = phone.post(at(token, "keep-meeting"), {"wish": "yes"}, follow=True)
    seen = []
    while "Check your answers" not in words(page):
        seen.append(words(page)[:15])
        step = page.request["PATH_INFO"].rstrip("/").rpartition("/")[2]
        page = phone.post(at(token, step), {}, follow=True)
    assert seen == [f"Question {number} of 5" for number in (2, 3, 4, 5)]


def test_after_the_hand_over_the_link_shows_and_changes_nothing_of_a_member(
    phone, token, ann, programme, clinician
):
    bob = join(programme, "Bob Birch", wish="yes")
    phone.post(at(token, "keep-meeting"), {"wish": "yes"})
    phone.post(at(token, "travel"), {"area": "BS5"})
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
    before = everything()
    for address in (at(token), *(at(token, step) for step in STEPS)):
        page = phone.get(address)
        assert "You are in a group now" in words(page)
        assert [word for word in ("BS5", "07700", "Bedminster") if word in words(page)] == []
        phone.post(address, {"wish": "no", "area": "BS9", "reach": "letter"})
    assert [everything()[place] for place in (0, 2, 3)] == [before[place] for place in (0, 2, 3)]
    ann.refresh_from_db()
    assert (ann.wish, ann.area) == ("yes", "BS5")


def test_who_stayed_out_comes_back_after_the_course_by_the_same_link(phone, token, ann):
    phone.post(at(token, "keep-meeting"), {"wish": "no"})
    with time_machine.travel(NOW + timedelta(days=300), tick=False):
        assert "It is not too late to join in" in words(phone.get(at(token, "keep-meeting")))
        phone.post(at(token, "keep-meeting"), {"wish": "yes"})
        phone.post(reverse("pmp:question_check", args=[token]))
        page = words(phone.get(reverse("pmp:question_done", args=[token])))
    assert "They look for a group that suits you" in page


def test_the_pages_name_only_the_first_name_and_nobody_else(phone, token, programme):
    join(programme, "Bob Birch", wish="no")
    body = "".join(phone.get(at(token, step)).content.decode() for step in STEPS[:1])
    assert "Hello Ann." in body
    assert [name for name in ("Ash", "Bob", "Birch") if name in body] == []


def test_the_pages_are_not_kept_by_browsers_or_proxies(phone, token):
    page = phone.get(at(token, "keep-meeting"))
    assert "no-store" in page["Cache-Control"]


def test_a_signed_in_stranger_with_the_link_answers_for_its_owner(token, ann, clinician):
    signed_in(clinician).post(at(token, "keep-meeting"), {"wish": "yes"})
    ann.refresh_from_db()
    assert (ann.wish, ann.answered_by) == ("yes", None)


def test_a_page_asks_little_of_the_database(phone, token, django_assert_max_num_queries):
    phone.post(at(token, "keep-meeting"), {"wish": "yes"})
    with django_assert_max_num_queries(12):
        phone.get(at(token, "times"))

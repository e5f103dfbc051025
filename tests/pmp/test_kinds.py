"""What programmes send: short enough, from the service, and only while it should be."""

import re
from datetime import timedelta

import pytest

from followon.messaging import kinds
from followon.messaging.models import Message
from followon.messaging.wording import gsm7_length, render
from followon.people.queries.links import live_link
from pmp.asking import QUESTIONS
from pmp.queries.invitations import participant_in
from pmp.services.answers import save_wish
from pmp.services.invitations import invite_all
from pmp.services.participants import withdraw_participant
from tests.cast import NOW, make_clinician, make_programme, make_service
from tests.pmp.make import join

LONGEST_ADDRESS = "https://" + "a" * 22
HEALTH_WORDS = re.compile(r"\b(pain|PMP|NHS|patient|clinic|health|hospital|ill)", re.IGNORECASE)


@pytest.fixture
def longest(db, now, settings):
    """Somebody with a long name, of a service with the longest sender, at the longest address."""
    settings.BASE_URL = LONGEST_ADDRESS
    service = make_service(message_name="M" * 20)
    programme = make_programme(service, by=make_clinician(service))
    return join(programme, "Bartholomew-Christopher Featherstonehaugh", email="bart@example.com")


def message(kind, participant):
    service = participant.programme.service
    return Message(
        kind=kind,
        recipient=participant.user,
        service=service,
        subject=f"participant:{participant.pk}",
    )


def rendered(kind, participant, channel):
    context = kinds.get(kind).context(message(kind, participant), NOW)
    return render(kind, channel, context, sender=participant.programme.service.message_name)


@pytest.mark.parametrize("kind", ["invitation", "thank_you"])
def test_a_text_fits_one_fragment_with_the_longest_names(longest, kind):
    text = rendered(kind, longest, "text").body
    assert gsm7_length(text) <= 160
    assert text.startswith("M" * 20 + ": ")
    assert not HEALTH_WORDS.search(text)


@pytest.mark.parametrize("kind", ["invitation", "thank_you"])
@pytest.mark.parametrize("channel", ["text", "email"])
def test_the_link_opens_that_persons_questions(longest, kind, channel):
    body = rendered(kind, longest, channel).body
    (token,) = re.findall(re.escape(LONGEST_ADDRESS) + r"/j/([\w-]{22})/", body)
    link = live_link(token, QUESTIONS, NOW + timedelta(days=364))
    assert participant_in(link.subject) == longest


def test_an_email_says_who_asks_and_whom_to_call(longest):
    mail = rendered("invitation", longest, "email")
    assert mail.subject == "Would you like to keep meeting after your course?"
    assert "From Avon Pain Service" in mail.body
    assert "0117 496 0100" in mail.body
    assert not HEALTH_WORDS.search(mail.subject)


def reason(kind, participant):
    return kinds.get(kind).still_wanted(message(kind, participant), NOW)


def test_an_invitation_does_not_leave_after_a_no_or_a_withdrawal(programme, clinician):
    ann, bob = join(programme, "Ann Ash"), join(programme, "Bob Birch")
    invite_all(programme=programme, by=clinician, now=NOW)
    assert reason("invitation", ann) == ""
    save_wish(participant=ann, wish="no", by=ann.user, now=NOW)
    assert reason("invitation", ann) == "has said not for me"
    withdraw_participant(participant=bob, by=clinician, now=NOW)
    assert reason("invitation", bob) == "no longer on the programme"


def test_a_thank_you_does_not_leave_after_a_change_of_mind(programme):
    ann = join(programme, "Ann Ash", wish="no")
    assert reason("thank_you", ann) == ""
    save_wish(participant=ann, wish="yes", by=ann.user, now=NOW)
    assert reason("thank_you", ann) == "has changed their mind"


def test_a_message_about_somebody_who_is_gone_does_not_leave(programme):
    ann = join(programme, "Ann Ash")
    about = message("invitation", ann)
    ann.delete()
    assert kinds.get("invitation").still_wanted(about, NOW) == "no longer on the programme"
    with pytest.raises(LookupError):
        kinds.get("invitation").context(about, NOW)

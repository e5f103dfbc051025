import pytest

from followon.messaging.models import Message
from followon.people.models import PersonalLink, Reach
from followon.people.queries.links import link_for_code, live_link
from followon.people.services.preferences import set_reach
from pmp.asking import QUESTIONS
from pmp.queries.invitations import participant_in
from pmp.services.answers import save_wish
from pmp.services.invitations import invite_all, make_slips, resend
from pmp.services.participants import withdraw_participant
from tests.cast import NOW
from tests.pmp.make import join


def sent():
    rows = Message.objects.filter(kind="invitation").order_by("created_at", "version")
    return sorted((row.recipient.full_name, row.channel, row.version) for row in rows)


def test_everybody_with_a_contact_is_asked_once(programme, clinician):
    join(programme, "Ann Ash", email="ann@example.com")
    join(programme, "Bob Birch", mobile="", email="bob@example.com")
    join(programme, "Cat Cole", mobile="", landline="0117 496 0001")
    join(programme, "Dot Dale", mobile="")
    invited = invite_all(programme=programme, by=clinician, now=NOW)
    assert [one.user.full_name for one in invited.asked] == ["Ann Ash", "Bob Birch"]
    assert [one.user.full_name for one in invited.not_reached] == ["Cat Cole", "Dot Dale"]
    again = invite_all(programme=programme, by=clinician, now=NOW)
    assert again.asked == ()
    assert sent() == [("Ann Ash", "text", 0), ("Bob Birch", "email", 0)]


def test_who_answered_left_or_wants_a_letter_is_not_asked(programme, clinician):
    join(programme, "Ann Ash", wish="yes")
    left, letter = join(programme, "Bob Birch"), join(programme, "Cat Cole")
    withdraw_participant(participant=left, by=clinician, now=NOW)
    set_reach(user=letter.user, reach=Reach.LETTER, by=clinician, now=NOW)
    assert invite_all(programme=programme, by=clinician, now=NOW).asked == ()
    assert sent() == []


def test_asking_again_is_a_new_message(programme, clinician):
    ann = join(programme, "Ann Ash")
    invite_all(programme=programme, by=clinician, now=NOW)
    for _ in range(2):
        Message.objects.filter(state="queued").update(state="skipped", reason="Too late")
        resend(participant=ann, by=clinician, now=NOW)
    assert sent() == [("Ann Ash", "text", version) for version in (0, 1, 2)]


def test_while_one_asking_waits_there_is_no_other(programme, clinician):
    ann = join(programme, "Ann Ash")
    for _ in range(2):
        resend(participant=ann, by=clinician, now=NOW)
    assert sent() == [("Ann Ash", "text", 0)]


def test_nobody_is_asked_again_after_not_for_me(programme, clinician):
    ann = join(programme, "Ann Ash", wish="no")
    with pytest.raises(ValueError, match="not to be asked"):
        resend(participant=ann, by=clinician, now=NOW)
    assert sent() == []


def test_a_slip_opens_the_questions_by_link_and_by_code(programme, clinician):
    ann = join(programme, "Ann Ash", mobile="")
    (slip,) = make_slips(programme=programme, participants=[ann], by=clinician, now=NOW)
    link = live_link(slip.token, QUESTIONS, NOW)
    assert participant_in(link.subject) == ann
    assert link_for_code(slip.code.lower(), QUESTIONS, NOW) == link


def test_a_new_slip_ends_the_old_one_and_no_messages_link(programme, clinician):
    ann, bob = join(programme, "Ann Ash"), join(programme, "Bob Birch")
    old, other = make_slips(programme=programme, participants=[ann, bob], by=clinician, now=NOW)
    (new,) = make_slips(programme=programme, participants=[ann], by=clinician, now=NOW)
    alive = [live_link(slip.token, QUESTIONS, NOW) is not None for slip in (old, other, new)]
    assert alive == [False, True, True]
    assert PersonalLink.objects.count() == 3


def test_a_subject_that_is_no_id_is_nobody(programme):
    ann = join(programme)
    save_wish(participant=ann, wish="yes", by=ann.user, now=NOW)
    assert participant_in(f"slip:{ann.pk}") == ann
    assert participant_in("participant:not-an-id") is None
    assert participant_in("") is None

"""What tells two questions apart in the text that asks which one somebody meant."""

from datetime import timedelta

import pytest

from followon.messaging.models import InboundText, Message, Reading
from followon.messaging.services import inbound
from followon.messaging.services.sending import send_due
from followon.messaging.wording import gsm7_length
from groups.kinds.called import date_of, job_of
from groups.models import Answer, JobKind
from groups.services.jobs import offer_job
from tests.cast import NOW, make_group
from tests.groups.concerns import gateway, mobile_of, name_reader
from tests.groups.make import TUESDAY, make_meeting, member_of


@pytest.fixture
def notify(settings):
    with gateway(settings) as fake:
        yield fake


def say(source, words):
    kept = inbound.keep(
        provider="notify",
        provider_id=f"in-{InboundText.objects.count()}",
        source=source,
        destination="",
        body=words,
        sent_at=NOW,
        now=NOW,
    )
    inbound.work(text_id=kept.pk, now=NOW)
    kept.refresh_from_db()
    return kept.reading


def test_a_member_of_two_groups_says_which_by_text(service, group, deputy, clinician, notify):
    name_reader(service, clinician)
    second = make_group(service, coordinator=deputy, name="Clifton group")
    make_meeting(group)
    later = make_meeting(second, on=TUESDAY + timedelta(days=2))
    send_due(now=NOW)
    assert say(mobile_of(deputy), "Yes please") == Reading.ASKED_BACK
    send_due(now=NOW)
    body = notify.sent[-1].body
    assert "Reply A for Tue 22 Sep, B for Thu 24 Sep or BOTH." in body
    assert gsm7_length(body) <= 160
    assert say(mobile_of(deputy), "B thanks") == Reading.UNDERSTOOD
    answer = Answer.objects.get(meeting=later)
    assert (answer.member.user, answer.value) == (deputy, "coming")
    assert Answer.objects.count() == 1


def test_two_on_one_day_are_told_apart_by_time_and_then_by_group(service, group, coordinator):
    second = make_group(service, coordinator=coordinator, name="Clifton group")
    made = [make_meeting(each) for each in (group, second)]
    subjects = [f"meeting:{each.pk}" for each in made]
    found = [date_of(Message(subject=each)) for each in subjects]
    assert found == [
        ("Tue 22 Sep", "Tue 22 Sep 2pm", "Tue 22 Sep Bedminster"),
        ("Tue 22 Sep", "Tue 22 Sep 2pm", "Tue 22 Sep Clifton group"),
    ]


def test_a_job_is_called_by_its_name(group, member):
    job = offer_job(
        group=group, member=member_of(group, member), kind=JobKind.WELCOMER, by=None, now=NOW
    )
    assert job_of(Message(subject=f"job:{job.pk}")) == ("welcomer", "welcomer Bedminster")
    assert job_of(Message(subject="job:0")) == ()
    assert date_of(Message(subject="meeting:")) == ()

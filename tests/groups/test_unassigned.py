"""Whose a text is: of the service that it answers, else the operator's, and never another's."""

import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from followon.audit.models import AuditEvent
from followon.messaging.models import InboundText, Message, RetentionRun, State, TextNumber
from followon.messaging.services import inbound
from followon.messaging.services.numbers import own_number
from followon.messaging.services.retaining import retain
from followon.messaging.services.sending import send_due
from followon.people.models import Role
from groups.models import Answer, Concern
from groups.services.unassigned import tell_operator
from tests.cast import NOW, make_group, make_person, make_staff, signed_in
from tests.groups.concerns import STRANGER, gateway, mobile_of, name_reader
from tests.groups.make import make_meeting

OURS, THEIRS, SHARED = "447860011111", "+44 7860 022222", "447860033333"
WORD = "Wombatwoe"


@pytest.fixture
def notify(settings):
    with gateway(settings) as fake:
        yield fake


@pytest.fixture
def other_lead(other_service, now):
    return make_staff(other_service, "Otto Otherlead", role=Role.LEAD)


@pytest.fixture
def both_read(service, other_service, clinician, other_clinician):
    name_reader(service, clinician)
    name_reader(other_service, other_clinician)


def come(source: str, words: str = f"{WORD} is here", *, to: str = SHARED) -> InboundText:
    kept = inbound.keep(
        provider="notify",
        provider_id=f"t{InboundText.objects.count()}",
        source=source,
        destination=to,
        body=words,
        sent_at=NOW,
        now=NOW,
    )
    inbound.work(text_id=kept.pk, now=NOW)
    kept.refresh_from_db()
    return kept


def sees(user) -> bool:
    client = signed_in(user)
    listed = client.get("/concerns/").content.decode()
    concern = Concern.objects.get()
    opened = client.get(f"/concerns/{concern.pk}/").status_code == 200
    sender = client.get(f"/concerns/{concern.pk}/sender/").status_code == 200
    assert opened == sender == (f"/concerns/{concern.pk}/" in listed)
    return opened


def manage(*args: str, **options: object) -> str:
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_a_stranger_s_text_to_a_shared_number_is_shown_to_nobody(
    service, other_service, lead, other_lead, clinician
):
    come(STRANGER)
    assert Concern.objects.get().service is None
    assert [sees(person) for person in (lead, other_lead, clinician)] == [False] * 3
    for person in (lead, other_lead):
        assert "concern waits" not in signed_in(person).get("/dashboard/").content.decode()


@pytest.mark.parametrize("to", [OURS, f"+{OURS}", "07860 011111"])
def test_a_text_to_a_service_s_own_number_is_that_service_s(
    service, other_service, lead, other_lead, to
):
    own_number(number="07860 011111", service=service, now=NOW)
    own_number(number=THEIRS, service=other_service, now=NOW)
    assert come(STRANGER, to=to).service == service
    assert (sees(lead), sees(other_lead)) == (True, False)


def test_the_same_from_the_other_side(service, other_service, lead, other_lead):
    own_number(number=OURS, service=service, now=NOW)
    own_number(number=THEIRS, service=other_service, now=NOW)
    assert come(STRANGER, to="447860022222").service == other_service
    assert (sees(lead), sees(other_lead)) == (False, True)


def test_somebody_of_two_services_is_the_one_s_whose_message_came_last(
    service, other_service, both_read, lead, other_lead, coordinator, group, notify
):
    elsewhere = make_group(other_service, coordinator=coordinator, name="Wells group")
    make_meeting(group)
    send_due(now=NOW)
    assert come(mobile_of(coordinator)).service == service
    assert (sees(lead), sees(other_lead)) == (True, False)
    Concern.objects.all().delete()
    send_due(now=NOW)  # the answer to that text, which would leave at the same moment else
    Message.objects.update(released_at=NOW.replace(hour=1))
    make_meeting(elsewhere)
    send_due(now=NOW)
    assert come(mobile_of(coordinator)).service == other_service
    assert (sees(lead), sees(other_lead)) == (False, True)


def test_an_answer_is_given_to_the_service_whose_number_it_came_to(
    service, other_service, both_read, coordinator, group, notify
):
    own_number(number=OURS, service=service, now=NOW)
    own_number(number=THEIRS, service=other_service, now=NOW)
    elsewhere = make_group(other_service, coordinator=coordinator, name="Wells group")
    dates = [make_meeting(each) for each in (group, elsewhere)]
    send_due(now=NOW)
    assert come(mobile_of(coordinator), "YES", to=THEIRS).service == other_service
    assert list(Answer.objects.values_list("meeting", flat=True)) == [dates[1].pk]


def test_an_answer_that_was_lent_a_name_makes_nobody_the_owner(
    service, other_service, lead, notify
):
    come(STRANGER)
    send_due(now=NOW)
    back = Message.objects.get(kind="text_received")
    assert (back.state, "0117" in back.rendered, "999" in back.rendered) == (
        State.SENT,
        False,
        True,
    )
    assert come(STRANGER, "Hello?").service is None


@pytest.mark.parametrize("word", ["STOP", "START", "HELP"])
def test_a_stranger_s_command_is_answered_without_anybody_s_number(
    service, other_service, notify, word
):
    if word == "START":
        come(STRANGER, "STOP")
    come(STRANGER, word)
    send_due(now=NOW)
    assert all("0117" not in each.body for each in notify.sent)
    assert notify.sent


def test_the_operator_is_told_the_count_and_not_the_words(
    service, other_service, notify, caplog, settings
):
    settings.OPERATOR_MOBILE = "07700 900777"
    assert tell_operator(now=NOW) == 0
    come(STRANGER)
    assert [tell_operator(now=NOW) for _ in range(2)] == [1, 1]
    send_due(now=NOW)
    told = [each.body for each in notify.sent if each.to == "+447700900777"]
    assert told == [
        "Avon Follow-on: 1 text waits that belongs to no service. "
        "Please say whose it is: manage.py assign_texts"
    ]
    assert "1 texts belong to no service" in caplog.text
    assert WORD not in caplog.text


def test_the_operator_sees_them_reads_one_on_record_and_says_whose_it_is(
    service, other_service, lead, other_lead
):
    come(STRANGER)
    concern = Concern.objects.get()
    listed = manage("assign_texts")
    assert str(concern.pk) in listed
    assert "1 texts belong to no service" in listed
    assert WORD not in listed
    assert STRANGER not in listed
    assert WORD in manage("assign_texts", str(concern.pk), words=True)
    assert AuditEvent.objects.filter(verb="concern.seen", facts__by_operator=True).count() == 1
    said = manage("assign_texts", str(concern.pk), to=other_service.pk)
    assert "1 assigned to Mendip Pain Service" in said
    assert (sees(lead), sees(other_lead)) == (False, True)
    assert InboundText.objects.get().service == other_service
    assert "0 texts" in manage("assign_texts")


def test_an_assigned_text_cannot_be_assigned_or_read_by_the_operator_again(
    service, other_service, lead
):
    come(STRANGER)
    concern = Concern.objects.get()
    manage("assign_texts", to=service.pk)
    manage("assign_texts", str(concern.pk), to=other_service.pk)
    concern.refresh_from_db()
    assert concern.service == service
    with pytest.raises(CommandError, match="--words needs"):
        manage("assign_texts", str(concern.pk), words=True)


def test_an_assigned_text_names_the_group_of_its_sender(service, other_service, other_lead):
    person = make_person("Una U", mobile="07700 900888", service=service)
    make_group(other_service, coordinator=person, name="Wells group")
    make_group(service, coordinator=person, name="Bath group")
    Message.objects.all().delete()
    come("+447700900888")
    assert Concern.objects.get().service is None
    manage("assign_texts", to=other_service.pk)
    assert Concern.objects.get().group.name == "Wells group"


def test_a_number_is_owned_and_shared_again_by_command(service, other_service):
    assert "belong to Avon" in manage("text_number", "07860 011111", str(service.pk))
    manage("text_number", "+447860011111", str(other_service.pk))
    assert TextNumber.objects.get().service == other_service
    manage("text_number", "07860011111", shared=True)
    assert not TextNumber.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["text_number", "07860 011111"], "Give a service's id"),
        (["text_number", "07860 011111", "--shared"], "nobody's own"),
        (["text_number", "07860 011111", str(uuid.uuid4())], "No pain service"),
        (["assign_texts", "--to", str(uuid.uuid4())], "No pain service"),
    ],
)
def test_what_a_command_cannot_do_it_says(db, arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command(*arguments)


def test_a_lent_name_makes_nobody_the_owner_when_its_words_were_removed(
    service, other_service, notify
):
    come(STRANGER)
    send_due(now=NOW)
    for _night in range(2):
        retain(now=NOW + timedelta(days=200))
    back = Message.objects.get(kind="text_received")
    assert (back.rendered, back.to) == ("", STRANGER)
    assert RetentionRun.objects.filter(rule="message_words").count() == 1
    assert come(STRANGER, "Hello?").service is None

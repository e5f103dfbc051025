"""What a volunteer writes about a visit, until when, and who never reads it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from followon.audit.models import AuditEvent
from followon.messaging.services.retaining import retain
from followon.people.services.staff import end_post
from groups.errors import MeetingNotBegun, MeetingOff, TooLateToWrite
from groups.models import MeetingState, PtvLink, VisitNote
from groups.services.meetings import cancel_meeting, report_met
from groups.services.reports import give_up_asking
from groups.services.visit_notes import agree_to_one_more, take_on, write_visit_note
from groups.services.volunteers import name_volunteer, step_back
from groups.visits import Visit, is_over
from tests.cast import NOW, make_group, make_person, new_mobile, signed_in
from tests.groups.make import after, at, make_meeting
from tests.pmp.views.pages import errors, words

pytestmark = pytest.mark.django_db
CANARY = "Wombats by the door"


@pytest.fixture
def link(group, ptv):
    return PtvLink.objects.get(group=group, user=ptv)


@pytest.fixture
def meeting(group, coordinator):
    return make_meeting(group, by=coordinator)


def write(link, meeting, *, needs="nothing", happened="met", now=None, text=CANARY):
    return write_visit_note(
        link=link,
        meeting=meeting,
        happened=happened,
        needs=needs,
        words=text,
        by=link.user,
        now=now or after(meeting, hours=3),
    )


def page(meeting) -> str:
    return reverse("groups:visit_note", args=[meeting.pk])


def post(client, meeting, **data):
    filled = {"happened": "met", "needs": "visit", "words": CANARY} | data
    return client.post(page(meeting), filled, follow=True)


def test_a_note_is_written_and_written_anew(link, meeting, ptv):
    with at(after(meeting, hours=3)):
        client = signed_in(ptv)
        assert "The group never sees it" in words(client.get(page(meeting)))
        assert "Only the team sees your note" in words(post(client, meeting))
        post(client, meeting, needs="call", words="  Cold   room ")
    note = VisitNote.objects.get()
    assert (note.link, note.meeting, note.needs, note.words) == (link, meeting, "call", "Cold room")
    assert AuditEvent.objects.filter(verb="visit.noted").count() == 2
    assert CANARY not in str(list(AuditEvent.objects.values()))


def test_what_is_left_out_is_asked_for_and_what_was_typed_stays(link, meeting, ptv):
    with at(after(meeting, hours=3)):
        answer = post(signed_in(ptv), meeting, happened="", needs="", words="x" * 301)
    assert errors(answer) == [
        "Select if the meeting happened",
        "Select if the group needs more",
        "Your note must be 300 characters or fewer",
    ]
    assert "x" * 301 in answer.content.decode()
    assert not VisitNote.objects.exists()


@pytest.mark.parametrize("who", ["member", "coordinator", "clinician", "outsider"])
def test_nobody_else_writes_or_sees_one(request, link, meeting, who):
    write(link, meeting, needs="visit")
    with at(after(meeting, hours=3)):
        client = signed_in(request.getfixturevalue(who))
        assert client.get(page(meeting)).status_code == 404
        assert post(client, meeting, words="mine").status_code == 404
    assert VisitNote.objects.get().words == CANARY


@pytest.mark.parametrize("who", ["member", "coordinator", "deputy"])
def test_the_group_s_pages_say_nothing_of_it(request, link, meeting, who):
    user = request.getfixturevalue(who)
    with at(after(meeting, hours=3)):
        before = _pages(user, meeting)
        write(link, meeting, needs="visit")
        assert _pages(user, meeting) == before


def _pages(user, meeting) -> list[str]:
    client = signed_in(user)
    group = reverse("groups:group", args=[meeting.group_id])
    return [
        words(client.get(address))
        for address in (reverse("groups:home"), group, reverse("groups:meeting", args=[meeting.pk]))
    ]


def test_a_volunteer_of_another_group_or_before_the_meeting(link, meeting, ptv, service):
    client = signed_in(ptv)
    assert client.get(page(meeting)).status_code == 404
    with pytest.raises(MeetingNotBegun):
        write(link, meeting, now=NOW)
    other = make_group(service, coordinator=make_person("Una", mobile=new_mobile()), now=NOW)
    elsewhere = make_meeting(other)
    with at(after(elsewhere, hours=1)):
        assert signed_in(ptv).get(page(elsewhere)).status_code == 404
    with pytest.raises(ValueError, match="is not one of group"):
        write(link, elsewhere)


def test_of_a_meeting_that_is_off_there_is_nothing_to_say(link, meeting):
    cancel_meeting(meeting=meeting, version=1, by=None, now=NOW)
    meeting.refresh_from_db()
    with pytest.raises(MeetingOff):
        write(link, meeting)


@pytest.mark.parametrize(("days", "status"), [(14, 200), (15, 404)])
def test_notes_are_written_for_two_weeks_after_the_last_visit(link, meeting, ptv, days, status):
    ended = after(meeting, hours=1)
    step_back(link=link, by=ptv, now=ended)
    with at(ended + timedelta(days=days)):
        assert signed_in(ptv).get(page(meeting)).status_code == status
    if status == 404:
        with pytest.raises(TooLateToWrite):
            write(link, meeting, now=ended + timedelta(days=days))


def test_who_is_no_volunteer_any_more_writes_none(link, meeting, ptv, lead):
    end_post(post=ptv.posts.get(), by=lead, now=NOW)
    with at(after(meeting, hours=1)):
        assert signed_in(ptv).get(page(meeting)).status_code == 404


def test_what_is_asked_for_is_taken_on_once_and_asked_again_by_a_new_note(
    link, meeting, clinician, lead
):
    note = write(link, meeting, needs="call")
    later = after(meeting, hours=5)
    assert VisitNote.objects.waiting().count() == 1
    assert take_on(note=note, by=clinician, now=later)
    assert not take_on(note=note, by=lead, now=later)
    assert VisitNote.objects.get().seen_by == clinician
    write(link, meeting, needs="call")
    assert VisitNote.objects.waiting().count() == 1


def test_one_more_visit_brings_back_a_volunteer_whose_time_was_over(link, meeting, clinician, ptv):
    note = write(link, meeting, needs="visit")
    PtvLink.objects.update(ended_at=after(meeting, hours=4))
    later = after(meeting, hours=5)
    assert agree_to_one_more(note=note, by=clinician, now=later)
    assert not agree_to_one_more(note=note, by=clinician, now=later)
    link.refresh_from_db()
    assert (link.meetings, link.ended_at) == (4, None)
    told = ptv.messages.filter(kind="volunteer_named")
    assert told.count() == 2, "when named, and now"


@pytest.mark.parametrize(
    ("visits", "over"),
    [
        ([Visit("met")] * 3, True),
        ([Visit("met")] * 2 + [Visit("not_met")], False),
        ([Visit("unknown")] * 3, True),
        ([Visit("unknown")] * 2 + [Visit("unknown", "not_met")], False),
        ([Visit("booked", "met")] * 3, True),
        ([Visit("booked")] * 3, False),
        ([Visit("not_met", "met")] * 3, True),
    ],
)
def test_three_meetings_by_whoever_says_so(visits, over):
    assert is_over(visits, 3) is over


def test_a_volunteer_beside_a_silent_group_goes_after_three_dates(group, coordinator, link):
    moment = NOW
    for _ in range(3):
        meeting = make_meeting(group, on=moment.date() + timedelta(days=14), now=moment)
        moment = after(meeting, days=6)
        give_up_asking(meeting=meeting, now=moment)
    link.refresh_from_db()
    assert link.ended_at == moment
    assert set(group.meetings.values_list("state", flat=True)) == {MeetingState.UNKNOWN}


def test_the_volunteer_s_word_ends_it_too(group, link):
    moment = NOW
    for number in range(3):
        meeting = make_meeting(group, on=moment.date() + timedelta(days=14), now=moment)
        moment = after(meeting, hours=3)
        if number < 2:
            report_met(meeting=meeting, headcount=3, by=None, now=moment)
    assert PtvLink.objects.get(pk=link.pk).ended_at is None
    write(link, meeting, now=moment)
    assert PtvLink.objects.get(pk=link.pk).ended_at == moment
    assert group.meetings.latest("starts_at").state == MeetingState.BOOKED, "the group still says"


def test_the_words_go_after_a_year_and_the_rest_stays(link, meeting, clinician):
    note = write(link, meeting, needs="call")
    retain(now=note.written_at + timedelta(days=364))
    assert VisitNote.objects.get().words == CANARY
    retain(now=note.written_at + timedelta(days=366))
    assert (VisitNote.objects.get().words, VisitNote.objects.get().needs) == ("", "call")


def test_a_volunteer_is_told_of_the_group_and_its_date_in_one_message(
    service, coordinator, ptv, settings
):
    settings.BASE_URL = "https://follow-on.example"
    from tests.groups.test_wording import fresh  # its fixtures would be collected here too

    group = make_group(service, coordinator=coordinator, ptv=ptv)
    make_meeting(group)
    assert list(ptv.messages.values_list("kind", flat=True)) == ["volunteer_named"]
    (body,) = [each.envelope.body for message, each in fresh(NOW) if message.recipient == ptv]
    assert body == (
        "Avon Follow-on: Patrick, you now help Bedminster group as a volunteer. "
        "They meet Tue 22 Sep 2pm. https://follow-on.example/home/"
    )
    make_meeting(group, on=NOW.date() + timedelta(days=40), now=NOW + timedelta(hours=1))
    assert ptv.messages.filter(kind="meeting_booked").count() == 1


def test_named_twice_is_named_once(group, ptv, clinician, link):
    assert name_volunteer(group=group, user=ptv, by=clinician, now=NOW) == link
    assert ptv.messages.filter(kind="volunteer_named").count() == 1

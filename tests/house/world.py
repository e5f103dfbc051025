"""One service with something at every address, for the tests that walk all of them."""

from datetime import timedelta

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from followon.messaging.models import Message
from followon.messaging.services.stale import skip_stale
from followon.people.models import Role
from followon.people.services.contact_changes import begin_change
from followon.people.services.contacts import mark_dead
from followon.people.services.links import mint
from followon.people.services.staff import appoint
from groups.kinds.polls import POLL
from groups.models import JobKind
from groups.services.calendar import make_address
from groups.services.goals import add_step, set_goal
from groups.services.gp_lists import add_item
from groups.services.jobs import offer_job
from groups.services.own_words import show_to
from groups.services.visit_notes import write_visit_note
from pmp.demo.cast import CAST
from pmp.services.agreements import save_agreement
from pmp.services.areas import add_area
from pmp.services.drafts import start_draft
from pmp.services.invitations import mint_questions
from pmp.services.uploads import upload_file
from pmp.services.volunteers import stop_helping
from tests.cast import NOW, make_person, make_programme, new_mobile
from tests.groups.concerns import name_reader, note
from tests.groups.make import make_meeting, make_place, member_of
from tests.groups.polls import make_poll
from tests.pmp.make import join

CAST_OF_THE_HOUSE = (
    "anonymous",
    "participant",
    "member",
    "coordinator",
    "outsider",
    "ptv",
    "clinician",
    "lead",
    "other_clinician",
)


def url_names() -> list[tuple[str, tuple[str, ...]]]:
    """Every address of the site: its name, and what stands in it."""

    def walk(patterns, space=""):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, pattern.namespace or space)
            elif isinstance(pattern, URLPattern):
                name = f"{space}:{pattern.name}" if space else str(pattern.name)
                regex = getattr(pattern.pattern, "regex", None)
                parts = tuple(pattern.pattern.converters) or tuple(regex.groupindex)
                yield name, parts

    return list(dict.fromkeys(walk(get_resolver().url_patterns)))


@pytest.fixture
def people(request, now, group):
    """The cast by name; None is somebody who is not signed in."""
    cast = {name: request.getfixturevalue(name) for name in CAST_OF_THE_HOUSE[2:]}
    return {"anonymous": None, "participant": request.getfixturevalue("participant").user, **cast}


def dead_contact(user):
    """The first number or address of the person, at which nothing arrives any more."""
    contact = user.contacts.earliest("created_at")
    mark_dead(contact=contact, now=NOW)
    return contact


def waiting_in_vain(service, clinician, now):
    """Somebody who said yes in a programme that ended weeks ago, and heard nothing."""
    programme = make_programme(service, by=clinician, now=now - timedelta(weeks=9))
    return join(programme, "Wanda Waite", wish="yes")


def visited(group, programme, ptv, now):
    """The volunteer helps at the programme, and wrote of a meeting; another one has stopped."""
    programme.ptvs.add(ptv)
    before = now - timedelta(days=9)
    group.visits.update(started_at=before)
    meeting = make_meeting(group, on=(now - timedelta(days=2)).date(), now=before)
    skip_stale(now=now)
    write_visit_note(
        link=group.visits.get(),
        meeting=meeting,
        happened="met",
        needs="visit",
        words="",
        by=ptv,
        now=now,
    )
    vera = make_person("Vera Volunteer", mobile=new_mobile(), service=group.service, now=now)
    appoint(user=vera, service=group.service, role=Role.PTV, by=None, now=now)
    stop_helping(user=vera, now=now)
    return meeting


@pytest.fixture
def address(now, group, programme, participant, clinician, coordinator, member, people):
    """Any page's address, by its name and the names of what stands in it."""
    meeting = make_meeting(group, by=coordinator)
    job = offer_job(
        group=group,
        kind=JobKind.WELCOMER,
        member=member_of(group, member),
        by=coordinator,
        now=now,
    )
    upload = upload_file(programme=programme, data=b"Name\nBob Bell\n", by=clinician, now=now)
    answering = mint(
        user=member,
        purpose="answer",
        subject=f"meeting:{meeting.pk}",
        lasts=timedelta(days=9),
        now=now,
    )
    poll = make_poll(group, by=coordinator)
    choosing = mint(
        user=member, purpose=POLL, subject=f"poll:{poll.pk}", lasts=timedelta(days=9), now=now
    )
    week = mint(
        user=member, purpose="week", subject="week:2026-W37", lasts=timedelta(days=9), now=now
    )
    goal = set_goal(user=member, words="Walk to the shop", asks=True, now=now)
    show_to(own=goal, shown_to="group", group=group, by=member, now=now)
    begin_change(
        user=coordinator, kind="mobile", value="+447700900999", code_hash="x", by=None, now=now
    )
    mark_dead(contact=participant.user.contacts.get(), now=now)
    reader = name_reader(group.service, clinician)
    known = {
        "group_id": group.pk,
        "meeting_id": meeting.pk,
        "poll_id": poll.pk,
        "letter": "A",
        "member_id": member_of(group, member).pk,
        "job_id": job.pk,
        "goal_id": goal.pk,
        "own_id": goal.pk,
        "what": "goal",
        "step_id": add_step(goal=goal, words="To the corner", now=now).pk,
        "item_id": add_item(user=member, words="My tablets", now=now).pk,
        "concern_id": note(group, member).pk,
        "reader_id": reader.pk,
        "message_id": Message.objects.filter(subject=f"meeting:{meeting.pk}").first().pk,
        "person_id": member.pk,
        "contact_id": dead_contact(member).pk,
        "part": "failed",
        "service_id": group.service_id,
        "programme_id": programme.pk,
        "post_id": clinician.posts.get().pk,
        "site_id": programme.site_id,
        "place_id": make_place(group, name="Riverside Hall", access=["step_free"]).pk,
        "area_id": add_area(service=programme.service, name="South", by=clinician, now=now).pk,
        "session_id": programme.sessions.first().pk,
        "participant_id": participant.pk,
        "upload_id": upload.pk,
        "draft_id": start_draft(programme=programme, by=clinician, now=now).pk,
        "kind": "mobile",
        "thing": "mobile",
        "step": "keep-meeting",
        "key": CAST[0].key,
        "code": "reminder_7",
        "channel": "text",
        "language": "en",
    }
    tokens = {
        "groups:answer_link": answering.token,
        "groups:poll_link": choosing.token,
        "groups:week_link": week.token,
        "groups:link_file": answering.token,
        "groups:calendar_feed": make_address(user=member, now=now),
        "pmp": mint_questions(participant, now).token,
    }

    visit = visited(group, programme, people["ptv"], now)
    save_agreement(service=group.service, code="short", words="Be kind.", by=clinician, now=now)
    waiting = waiting_in_vain(programme.service, clinician, now)

    def find(name: str, parts: tuple[str, ...]) -> str:
        given = dict(known)
        if name.startswith("pmp:promised"):
            given["participant_id"] = waiting.pk
        if name == "groups:visit_note":
            given["meeting_id"] = visit.pk
        if name.startswith("pmp:agreement"):
            given["code"] = "short"
        if name == "groups:job_offer":
            given["kind"] = JobKind.GOAL_PROMPTER.value
        given["token"] = tokens.get(name) or tokens.get(name.split(":")[0]) or "x" * 22
        return reverse(name, kwargs={part: given.get(part, 1) for part in parts})

    return find

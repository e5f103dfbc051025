"""Whatever a kind needs just before sending, it reads for a whole batch at once."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followon.messaging import kinds
from followon.messaging.models import Channel, InboundText, Message, State
from followon.messaging.services.claiming import claim
from followon.messaging.services.outbox import row
from followon.messaging.services.releasing import release_all
from followon.people.models import Contact, Role, StaffPost
from groups.models import (
    Concern,
    Group,
    Job,
    JobKind,
    JobState,
    Meeting,
    MeetingMove,
    Membership,
    Pause,
    Poll,
    PtvLink,
)
from groups.models import MeetingState as Is
from groups.services.polls import Proposed, open_poll
from pmp.models import Participant, Programme, Site
from tests.bench.kit.world import make_meetings, make_world
from tests.cast import NOW, make_programme, make_staff

GROUPS, PEOPLE = 10, 5
SIZES = (2, GROUPS * PEOPLE)
DAY = timedelta(days=1)
ENDS = (NOW + 10 * DAY).date()
VERSIONS = {
    "meeting_moved": 2,
    "job_ends_soon": ENDS.toordinal(),
    "pause_ending": ENDS.toordinal(),
}


class World:
    """Fifty people in ten groups, and something of each sort that a message can be about."""

    def __init__(self) -> None:
        world = make_world(groups=GROUPS, people=PEOPLE, now=NOW - 90 * DAY)
        self.service, self.groups = world.service, world.groups
        # Across the groups, so that even two messages are about two of them.
        self.people = [
            (world.people_of[group][number], group)
            for number in range(PEOPLE)
            for group in world.groups
        ]
        self.contacts = {each.user_id: each for each in Contact.objects.all()}

    def meetings(self, at, **changed):
        """The group's meeting at that time, as each of its people would hear of it."""
        Meeting.objects.all().delete()
        make_meetings([(group, at) for group in self.groups], told_at=NOW - 40 * DAY)
        Meeting.objects.update(**changed)
        of_group = dict(Meeting.objects.values_list("group_id", "pk"))
        return [f"meeting:{of_group[group]}" for _person, group in self.people]

    def moved(self):
        subjects = self.meetings(NOW + 2 * DAY, version=2)
        for meeting in Meeting.objects.all():
            MeetingMove.objects.create(
                meeting=meeting,
                version=1,
                date=meeting.date,
                time=meeting.time,
                moved_at=NOW,
            )
        return subjects

    def taken_over(self):
        """Whoever stands in hears of it: five times here, so that there are fifty."""
        subjects = self.meetings(NOW + 2 * DAY)
        for person, group in self.people[:GROUPS]:
            runs = Membership.objects.get(user=person)
            Meeting.objects.filter(group=group).update(run_by=runs)
        self.people = self.people[:GROUPS] * PEOPLE
        return subjects

    def jobs(self):
        made = [
            Job.objects.create(
                group_id=group,
                member=Membership.objects.get(user=person),
                kind=JobKind.WELCOMER,
                offered_at=NOW,
            )
            for person, group in self.people
        ]
        return [f"job:{job.pk}" for job in made]

    def volunteers(self):
        """Everybody is the volunteer of their group, which has a date."""
        self.posts(Role.PTV)
        PtvLink.objects.bulk_create(
            PtvLink(user_id=person, group_id=group, started_at=NOW) for person, group in self.people
        )
        self.meetings(NOW + 2 * DAY)
        return [f"group:{group}" for _person, group in self.people]

    def helpers(self):
        """Everybody helps at a programme of their own."""
        self.posts(Role.PTV)
        site = Site.objects.create(service=self.service, name="Southmead")
        made = [
            Programme.objects.create(site=site, name="Course", created_at=NOW) for _ in self.people
        ]
        for programme, (person, _group) in zip(made, self.people, strict=True):
            programme.ptvs.add(person)
        return [f"programme:{programme.pk}" for programme in made]

    def teams(self):
        """Everybody is of the staff, and a programme waits for its first date."""
        self.posts(Role.CLINICIAN)
        make_programme(self.service, by=StaffPost.objects.first().user)
        return [f"team:{self.service.pk}"] * len(self.people)

    def posts(self, role):
        StaffPost.objects.bulk_create(
            StaffPost(user_id=person, service=self.service, role=role, started_at=NOW)
            for person, _group in self.people
        )

    def turns(self):
        """Everybody has a job whose turn ends soon."""
        Job.objects.all().delete()
        made = [
            Job.objects.create(
                group_id=group,
                member=Membership.objects.get(user=person),
                kind=JobKind.values[number // GROUPS],
                state=JobState.HELD,
                offered_at=NOW,
                turn_ends_on=ENDS,
            )
            for number, (person, group) in enumerate(self.people)
        ]
        return [f"job:{job.pk}" for job in made]

    def polls(self, code):
        """One in each group, with two dates."""
        Poll.objects.all().delete()
        made = {group: open_poll(**self.asking(group)) for group in self.groups}
        if code == "poll_off":
            Poll.objects.update(state="dropped", settled_at=NOW)
        return [f"poll:{made[group].pk}" for _person, group in self.people]

    def asking(self, group):
        days = [(NOW + days * DAY).date() for days in (12, 13)]
        return {
            "group": Group.objects.get(pk=group),
            "dates": [Proposed(day, time(14), None) for day in days],
            "closes_at": NOW + 3 * DAY,
            "by": None,
            "now": NOW,
        }

    def pauses(self):
        made = {
            group: Pause.objects.create(
                group_id=group, started_on=NOW.date(), until=ENDS, recorded_at=NOW
            )
            for group in self.groups
        }
        return [f"pause:{made[group].pk}" for _person, group in self.people]

    def concerns(self):
        self.posts(Role.CLINICIAN)
        made = [
            Concern.objects.create(
                service=self.service, source="page", words="–", raised_at=NOW, due_at=NOW + DAY
            )
            for _ in self.people
        ]
        return [f"concern:{concern.pk}" for concern in made]

    def participants(self, wish=""):
        Participant.objects.all().delete()
        programme = Programme.objects.first() or make_programme(
            self.service, by=make_staff(self.service, "Clara Clinician")
        )
        made = [
            Participant.objects.create(
                programme=programme,
                user_id=person,
                wish=wish,
                wished_at=NOW if wish else None,
                created_at=NOW,
            )
            for person, _group in self.people
        ]
        return [f"participant:{each.pk}" for each in made]

    def subjects(self, code):
        """What messages of that kind are about, one for each person."""
        ahead, ago = NOW + 2 * DAY, NOW - 2 * DAY
        match code:
            case "poll_opened" | "poll_last_call" | "poll_ready" | "poll_off":
                return self.polls(code)
            case (
                "meeting_booked"
                | "poll_booked"
                | "reminder_2"
                | "reminder_7"
                | "welcome"
                | "week_ahead"
            ):
                return self.meetings(ahead)
            case "meeting_moved":
                return self.moved()
            case "take_over":
                return self.taken_over()
            case "meeting_cancelled":
                return self.meetings(ahead, state=Is.CANCELLED)
            case "how_did_it_go":
                return self.meetings(ago)
            case "next_date":
                return self.meetings(ago, state=Is.MET, headcount=4)
            case "volunteer_named":
                return self.volunteers()
            case "team_week":
                return self.teams()
            case "programme_named":
                return self.helpers()
            case "job_offered":
                return self.jobs()
            case "job_ends_soon":
                return self.turns()
            case "pause_ending":
                return self.pauses()
            case "concern_waiting":
                return self.concerns()
            case "people_added" | "taken_back":
                return self.told_of_a_group()
            case "invitation" | "new_link":
                return self.participants()
            case "thank_you":
                return self.participants(wish="no")
        return [""] * len(self.people)

    def told_of_a_group(self):
        """Each has heard of the first group, into which two came."""
        subject = f"group:{self.groups[0]}"
        heard = [
            row(
                "welcome",
                kinds.Due(self.service.pk, person, subject, 1, None),
                Channel.TEXT,
                None,
                NOW,
            )
            for person, _group in self.people
        ]
        for each in heard:
            each.state, each.released_at = State.SENT, NOW
        Message.objects.bulk_create(heard)
        return [subject for _each in self.people]

    def facts(self, code):
        facts = {"secret": "482913", "what": "", "thing": "", "noted": "coming"}
        if code in ("people_added", "taken_back"):
            members = Membership.objects.filter(group=self.groups[0]).values_list("pk", flat=True)
            facts |= {"group": str(self.groups[0]), "members": list(members[:2]), "what": "group"}
            facts |= {"told_by": [f"group:{self.groups[0]}"], "since": NOW.isoformat()}
        if code == "texts_unassigned":
            text = InboundText.objects.create(
                provider="notify", provider_id="t1", source="+447700900999", received_at=NOW
            )
            Concern.objects.create(
                source="text", inbound=text, words="–", raised_at=NOW, due_at=NOW + DAY
            )
        if code in ("which_person", "which_question"):
            facts |= {"by": "question", "options": self.options()}
        if code == "poll_noted":
            facts |= {"noted": "votes", "poll": self.polls(code)[0].partition(":")[2]}
        if code == "reply_noted":
            facts["meeting"] = self.meetings(NOW + 2 * DAY)[0].partition(":")[2]
        return facts

    def options(self):
        """Two questions of the first person, one about each of two meetings."""
        person, _group = self.people[0]
        made = [
            row(
                "reminder_2",
                kinds.Due(self.service.pk, person, each, 1, None),
                Channel.TEXT,
                None,
                NOW,
            )
            for each in self.meetings(NOW + 2 * DAY)[:2]
        ]
        Message.objects.bulk_create(made)
        return [
            {"message": str(each.pk), "person": 0, "word": "coming", "number": None}
            for each in made
        ]

    def queue(self, code, subjects, facts, count):
        """So many of that kind, to so many people."""
        Message.objects.filter(kind=code).delete()
        version = VERSIONS.get(code, 1)
        pairs = zip(self.people, subjects, strict=True)
        for number, ((person, _group), subject) in enumerate(list(pairs)[:count]):
            due = kinds.Due(self.service.pk, person, subject, version, None, facts)
            contact = self.contacts[person]
            text = row(code, due, Channel.TEXT, contact, NOW, dedupe=str(number))
            text.save(force_insert=True)


@pytest.fixture
def world(db, settings):
    settings.DEBUG, settings.TEXT_TRANSPORT = True, "console"
    return World()


@pytest.mark.parametrize("code", [kind.code for kind in kinds.all_kinds()])
def test_fifty_messages_of_a_kind_ask_no_more_than_two(world, code):
    """A kind that asks anew for each message wants a `prepare`: see followon/messaging/kinds.py."""
    subjects, facts, asked = world.subjects(code), world.facts(code), {}
    for size in SIZES:
        world.queue(code, subjects, facts, size)
        Message.objects.exclude(kind=code).update(not_before=NOW + DAY)
        batch = claim(now=NOW, size=100)
        assert len(batch) == size
        with CaptureQueriesContext(connection) as queries:
            released = release_all(batch, now=NOW)
        asked[size] = len(queries)
        states = set(Message.objects.filter(kind=code).values_list("state", "reason"))
        assert (len(released), states) == (size, {(State.SENDING.value, "")})
    assert asked[SIZES[0]] == asked[SIZES[1]], [each["sql"][:90] for each in queries]

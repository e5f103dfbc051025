"""Telling one group's life through the services, with time travelled."""

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from followon.messaging.services.sending import send_due
from followon.messaging.services.stale import skip_stale
from followon.people.models import PainService, User
from followon.people.services.contacts import mark_all_proven
from followon.people.services.preferences import set_reach
from groups.models import AnsweredBy, AnswerValue, Group, JobKind, Meeting, Membership, Place
from groups.services import answers, meetings, members, places
from pmp.demo.names import Person
from pmp.demo.places import needs_and_places
from pmp.demo.polls import asking_now, chosen_by_poll
from pmp.demo.table2 import DemoGroup
from pmp.models import Programme, Wish
from pmp.services.answers import save_wish
from pmp.services.handover import hand_over
from pmp.services.participants import add_participant
from pmp.services.programmes import create_programme

ZONE = ZoneInfo("Europe/London")
ANSWERS_FOR_LAST = 6
MESSAGES_SINCE = timedelta(days=45)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A local time in the demo's zone."""
    return datetime.combine(day, time(hour, minute), ZONE)


class GroupStory:
    """One of the eleven groups, from its programme's first session until today."""

    def __init__(
        self,
        *,
        told: DemoGroup,
        service: PainService,
        clinician: User,
        ptv: User,
        cast: list[Person],
        now: datetime,
    ) -> None:
        self.told, self.service, self.clinician, self.ptv = told, service, clinician, ptv
        self.cast, self.now = cast, now
        self.chance = random.Random(told.letter)  # noqa: S311 (a story, not a secret)
        self.last_session = now.date() - timedelta(days=round(told.months * 30.44))

    def tell(self) -> Group:
        """Programme, hand-over, every meeting, who left, and the next date if there is one."""
        programme = self._programme()
        dates = self._dates()
        group = self._hand_over(programme, dates[0])
        self._everybody_is_reached(programme)
        self._meet(group, dates)
        if self.told.next_date_booked:
            self._book_next(group, dates[-1])
        return group

    def _programme(self) -> Programme:
        first = self.last_session - timedelta(weeks=9)
        started = at(first - timedelta(days=14), 10)
        programme = create_programme(
            service=self.service,
            site_name="Riverside Clinic",
            name=f"{self.told.area} {first:%B %Y}",
            first_date=first,
            time=time(13, 30),
            sessions=10,
            by=self.clinician,
            now=started,
        )
        for person in self.cast:
            participant = add_participant(
                programme=programme,
                full_name=person.full_name,
                mobile=person.mobile,
                email=person.email if self.told.reach == "email" else "",
                by=self.clinician,
                now=started,
            )
            set_reach(user=participant.user, reach=self.told.reach, by=None, now=started)
            save_wish(
                participant=participant,
                wish=Wish.YES,
                by=participant.user,
                now=at(self.last_session - timedelta(days=7), 15),
            )
        return programme

    def _everybody_is_reached(self, programme: Programme) -> None:
        """Old messages are not kept, but they arrived; only K's last person still waits to hear."""
        people = list(programme.participants.prefetch_related("user__contacts").order_by("pk"))
        reached = people[:-1] if self.told.letter == "K" else people
        contacts = [contact.pk for one in reached for contact in one.user.contacts.all()]
        mark_all_proven(contact_ids=contacts, now=at(self.last_session, 17))

    def _dates(self) -> list[date]:
        """Dates of meetings, evenly back from the last to just after the programme."""
        dates = [self.now.date() - timedelta(days=self.told.days_since_last_date)]
        only_once = len(self.told.lately) == 1
        while not only_once and dates[0] - self.last_session > timedelta(
            days=self.told.gap_days + 10
        ):
            dates.insert(0, dates[0] - timedelta(days=self.told.gap_days))
        return dates

    def _hand_over(self, programme: Programme, first_date: date) -> Group:
        people = [p.user for p in programme.participants.select_related("user").order_by("pk")]
        people.sort(key=lambda user: [p.full_name for p in self.cast].index(user.full_name))
        when = at(self.last_session, 16)
        place = places.add_place(
            service=self.service,
            group=None,
            kind="cafe" if self.told.place_kind == "home" else self.told.place_kind,
            name="Bay Tree Cafe" if self.told.place_kind == "home" else self.told.place,
            address=f"1 High Street, {self.told.area}",
            town=self.told.area,
            access=["step_free", "seating", "toilet"],
            by=self.clinician,
            now=when,
        )
        group = hand_over(
            programme=programme,
            name=f"{self.told.area} {self.told.letter}",
            area=self.told.area,
            date=first_date,
            time=time(self.told.hour, 0),
            place=place,
            rhythm=self.told.rhythm,
            people=people,
            coordinator=people[0],
            deputy=people[1] if self.told.deputy else None,
            ptv=self.ptv,
            purposes=self.told.purposes,
            by=self.clinician,
            now=when,
        )
        self._send(when + timedelta(hours=1))
        return group

    def _usual_place(self, group: Group, now: datetime) -> Place:
        first = group.meetings.earliest("starts_at").place
        if self.told.place_kind != "home":
            return first
        return places.add_place(
            service=self.service,
            group=group,
            kind="home",
            name=self.told.place,
            address=f"22 Orchard Row, {self.told.area}",
            town=self.told.area,
            access=["warm", "quiet"],
            by=group.memberships.earliest("pk").user,
            now=now,
        )

    def _meet(self, group: Group, dates: list[date]) -> None:
        counts = self._headcounts(len(dates))
        leave_after = self._leaving_dates(dates)
        place = self._usual_place(group, at(dates[0], 9))
        meeting = group.meetings.get()
        for index, day in enumerate(dates):
            if index:
                meeting = self._book(group, day, place, at(dates[index - 1], self.told.hour + 2))
            if index >= len(dates) - ANSWERS_FOR_LAST:
                self._answer(meeting, day, counts[index])
            self._report(meeting, day, counts[index])
            if day in leave_after:
                self._somebody_leaves(group, at(day, 20))

    def _book(self, group: Group, day: date, place: Place, when: datetime) -> Meeting:
        meeting = meetings.book_meeting(
            group=group,
            date=day,
            time=time(self.told.hour, 0),
            place=place,
            by=self._coordinator(group),
            now=when,
        )
        self._send(when + timedelta(minutes=5))
        return meeting

    def _send(self, when: datetime) -> None:
        """Messages of the last weeks go out; older ones are history that nobody looks at."""
        if when > self.now - MESSAGES_SINCE:
            skip_stale(now=when)
            send_due(now=when)

    def _book_next(self, group: Group, last: date) -> None:
        day = last + timedelta(days=self.told.gap_days)
        while day <= self.now.date() + timedelta(days=2):
            day += timedelta(days=7)
        place = group.meetings.latest("starts_at").place
        when = min(at(last, self.told.hour + 2), self.now - timedelta(hours=1))
        if self.told.chooses_by_poll:
            chosen_by_poll(group, day=day, place=place, opened=when)
            asking_now(group, after=day + timedelta(days=self.told.gap_days), now=self.now)
            needs_and_places(group, now=self.now - timedelta(days=3))
            return
        meeting = self._book(group, day, place, when)
        for member in self._members(group)[: self.told.most // 2]:
            self._say(meeting, member, AnswerValue.COMING, self.now - timedelta(hours=20))

    def _headcounts(self, length: int) -> list[int | None]:
        """The told ones last; before them, nearly everybody or a few fewer."""
        lately = list(self.told.lately)[-length:]
        before = length - len(lately)
        low = max(2, self.told.most - 2)
        return [self.chance.randint(low, self.told.most) for _ in range(before)] + lately

    def _leaving_dates(self, dates: list[date]) -> set[date]:
        """Somebody leaves after each of the first of the last dates, as many as the story says."""
        return set(dates[-5 : -5 + self.told.leavers] or dates[:0]) if self.told.leavers else set()

    def _answer(self, meeting: Meeting, day: date, came: int | None) -> None:
        when = at(day - timedelta(days=2), 11)
        for index, member in enumerate(self._members(meeting.group)):
            if came is None or index < came:
                self._say(meeting, member, AnswerValue.COMING, when)
            elif self.chance.random() < 0.6:
                choices = [AnswerValue.NOT_UP_TO_IT, AnswerValue.NOT_THIS_TIME]
                self._say(meeting, member, self.chance.choice(choices), when)

    def _say(self, meeting: Meeting, member: Membership, value: str, when: datetime) -> None:
        if when < meeting.booked_at:
            when = meeting.booked_at + timedelta(minutes=30)
        answers.give_answer(
            meeting=meeting,
            member=member,
            value=value,
            by_way=AnsweredBy.TEXT,
            given_by=member.user,
            now=when,
        )

    def _report(self, meeting: Meeting, day: date, came: int | None) -> None:
        if came is None:
            return
        meetings.report_met(
            meeting=meeting,
            headcount=came,
            by=self._coordinator(meeting.group),
            now=at(day, min(self.told.hour + 3, 22), 10),
        )

    def _somebody_leaves(self, group: Group, when: datetime) -> None:
        member = self._members(group)[-1]
        members.leave(member=member, reason="", by=member.user, now=when)

    def _members(self, group: Group) -> list[Membership]:
        return list(group.memberships.open().select_related("user").order_by("pk"))

    def _coordinator(self, group: Group) -> User:
        job = group.jobs.held().filter(kind=JobKind.COORDINATOR).select_related("member__user")
        holder = job.first()
        if holder is None:
            raise LookupError(f"Group {group.pk} has no coordinator in the demo.")
        return holder.member.user

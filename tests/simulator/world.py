"""A group's life as it was, and what the system was told of it."""

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from groups.health.history import (
    CoordinatorResting,
    Event,
    History,
    MeetingCancelled,
    MeetingHeld,
    MeetingNotHeld,
    MeetingPlanned,
    MemberJoined,
    MemberLeft,
    Paused,
    RhythmAgreed,
    Rsvp,
)
from tests.simulator.parameters import MONTH, Parameters


@dataclass
class Member:
    """One person: how often they come, whether a flare is on, whether they are still with it."""

    name: str
    habit: float
    flaring: bool
    active: bool = True


@dataclass
class Truth:
    """What no detector is told."""

    rhythm: int
    began: date
    until: date
    fade_on: date | None = None
    slow: bool = False
    last_meeting: date | None = None
    ended_on: date | None = None
    pauses: list[tuple[date, date]] = field(default_factory=list)
    counts: list[tuple[date, int]] = field(default_factory=list)
    founders: int = 0
    still: int = 0


class Life:
    """One group, meeting by meeting."""

    def __init__(self, name: str, world: Parameters, rng: Random) -> None:
        self.world, self.rng, self.name = world, rng, name
        span = (world.last_start - world.first_start).days
        self.start = world.first_start + timedelta(days=rng.randint(0, span))
        self.until = self.start + timedelta(days=int(world.years * 365.25))
        self.rhythm = _draw(rng, world.rhythms)
        size = _draw(rng, world.sizes)
        self.founders = size
        self.members = [self._member(number) for number in range(size)]
        self.events: list[Event] = [RhythmAgreed(self.start, self.rhythm)]
        self.events += [MemberJoined(self.start, member.name) for member in self.members]
        self.truth = Truth(self.rhythm, self.start, self.until)
        self.stable = rng.random() < world.stable_share
        self.books = rng.random() < world.books_ahead
        self.answers = self.books and rng.random() < world.answers
        self.names = rng.random() < world.names_share
        self.reported = rng.uniform(world.reported_low, world.reported_high)
        self.one_shot = rng.random() < world.one_shot
        self.leaderless = False
        self.loss = world.stable_loss
        self.onset = self._onset()
        self.sudden = rng.random() < world.sudden_share
        self.shrinks, self.stretches = rng.choice([(1, 0), (0, 1), (1, 1)])
        if world.by_members:
            self._fades_by_members()
        self.stretch = 1.0
        self.pause = self._pause()

    def _member(self, number: int) -> Member:
        world, rng = self.world, self.rng
        habit = rng.betavariate(world.habit_alpha, world.habit_beta)
        return Member(f"m{number + 1}", habit, rng.random() < world.flare_prevalence)

    def _onset(self) -> date:
        rate = self.world.stable_onset if self.stable else self.world.fragile_onset
        days = self.rng.expovariate(rate) * MONTH if rate else math.inf
        return self.start + timedelta(days=min(days, 100_000))

    def _fades_by_members(self) -> None:
        world = self.world
        shape = world.fragile_loss_shape
        fragile = self.rng.gammavariate(shape, world.fragile_loss / shape)
        self.loss = world.stable_loss if self.stable else fragile
        self.onset, self.sudden, self.shrinks, self.stretches = date.max, False, 0, 0

    def _pause(self) -> tuple[date, date] | None:
        world, rng = self.world, self.rng
        if rng.random() >= 1 - math.exp(-world.pauses * world.years):
            return None
        start = self.start + timedelta(
            days=rng.randint(world.pause_from_day, int(world.years * 365))
        )
        return start, start + timedelta(days=rng.randint(*world.pause_days))

    def active(self) -> list[Member]:
        return [member for member in self.members if member.active]

    def fading(self, on: date) -> bool:
        return on >= self.onset

    def live(self) -> tuple[History, Truth]:
        """The history that was told, and the truth."""
        before, number = self.start, 0
        while True:
            gap = self.rhythm * self.stretch * math.exp(self.rng.gauss(0, self.world.gap_sigma))
            on = before + timedelta(days=max(self.world.gap_least, round(gap)))
            on = self._after_pause(before, on)
            if on > self.until:
                break
            self._time_passes(before, on)
            if self.fading(on) and self.truth.fade_on is None:
                self._fade_begins(max(self.onset, before))
                if self.sudden:
                    self.truth.ended_on = self.onset
                    break
            if self.fading(on) and self.stretches:
                self.stretch *= 1 + self.world.fade_stretch
            number += 1
            self._meeting(f"k{number}", before, on)
            if self._ends(on):
                self._end(on)
                break
            before = on
        self.truth.founders, self.truth.still = self.founders, len(self.active())
        history = History(
            self.name, self.start, tuple(e for e in self.events if e.on <= self.until)
        )
        return history, self.truth

    def _fade_begins(self, on: date) -> None:
        self.truth.fade_on, self.truth.slow = on, not self.sudden

    def _end(self, on: date) -> None:
        self.truth.ended_on = on
        if self.truth.fade_on is None:
            self.truth.fade_on, self.truth.slow = on, False

    def _after_pause(self, before: date, on: date) -> date:
        if self.pause and before < self.pause[0] <= on:
            start, end = self.pause
            told = max(
                before, start - timedelta(days=self.rng.randint(0, self.world.pause_told_days))
            )
            self.events.append(Paused(told, end, start if told != start else None))
            self.truth.pauses.append((start, end))
            self.pause = None
            return end + timedelta(days=self.rng.randint(0, max(1, self.rhythm // 2)))
        return on

    def _time_passes(self, before: date, on: date) -> None:
        world, rng = self.world, self.rng
        days = (on - before).days
        stay = math.exp(-days / world.flare_days / (1 - world.flare_prevalence))
        loss = world.fade_loss if self.fading(on) and self.shrinks else self.loss
        for member in self.active():
            p = world.flare_prevalence + stay * (member.flaring - world.flare_prevalence)
            member.flaring = rng.random() < p
            if rng.random() < 1 - math.exp(-loss * days / MONTH):
                member.active = False
                if rng.random() < world.leaving_told:
                    told = before + timedelta(days=rng.randint(0, days))
                    self.events.append(MemberLeft(told, member.name))
                if member is self.members[0]:
                    self._coordinator_leaves(on)
        if world.by_members and self._few():
            self.onset = min(self.onset, on)

    def _coordinator_leaves(self, on: date) -> None:
        world, rng = self.world, self.rng
        if rng.random() < world.resting_told:
            self.events.append(CoordinatorResting(on))
        many = len(self.active()) >= 4
        survived = world.succession_many if many else world.succession_few
        fades_anyway = self.fading(on) and not world.by_members
        self.leaderless = not fades_anyway and rng.random() >= survived

    def _few(self) -> bool:
        world, now = self.world, len(self.active())
        small = now <= world.few and self.founders >= world.few_founders
        return small or now < world.few_of_founders * self.founders

    def _meeting(self, name: str, before: date, on: date) -> None:
        world, rng = self.world, self.rng
        fading = self.fading(on)
        skip = world.skipped + (world.fade_skipped if fading else 0)
        planned = self.books and rng.random() < (world.fade_booked if fading else world.booked)
        coming = [member for member in self.active() if rng.random() < self._chance(member, on)]
        if planned:
            self._plan(name, before, on, coming)
        if rng.random() < skip or not coming:
            self._skip(name, on, planned)
            return
        self.truth.last_meeting = on
        self.truth.counts.append((on, len(coming)))
        if rng.random() < self.reported:
            told = on + timedelta(days=int(rng.expovariate(1 / world.report_days)))
            if self.names:
                names = tuple(member.name for member in coming)
                self.events.append(MeetingHeld(told, name, on, present=names))
            else:
                self.events.append(MeetingHeld(told, name, on, len(coming)))

    def _chance(self, member: Member, on: date) -> float:
        world = self.world
        chance = member.habit * (world.flare_attendance if member.flaring else 1)
        return chance * (world.winter_attendance if on.month in world.winter_months else 1)

    def _plan(self, name: str, before: date, on: date, coming: list[Member]) -> None:
        world, rng = self.world, self.rng
        least = world.booked_days_least
        told = max(
            before, on - timedelta(days=round(rng.expovariate(1 / world.booked_days)) + least)
        )
        self.events.append(MeetingPlanned(told, name, on))
        if not self.answers:
            return
        for member in self.active():
            if rng.random() < world.answered:
                when = max(told, on - timedelta(days=rng.randint(0, world.answer_days)))
                right = rng.random() < world.answer_right
                yes = (member in coming) == right
                answer = "yes" if yes else rng.choice(["no", "maybe", "not_today"])
                self.events.append(Rsvp(when, name, member.name, answer))

    def _skip(self, name: str, on: date, planned: bool) -> None:
        if self.rng.random() >= self.world.skip_told:
            return
        if planned and self.rng.random() < self.world.skip_called_off:
            when = on - timedelta(days=self.rng.randint(0, self.world.answer_days))
            self.events.append(MeetingCancelled(when, name))
        else:
            told = on + timedelta(days=self.rng.randint(0, self.world.told_days))
            self.events.append(MeetingNotHeld(told, name, on))

    def _ends(self, on: date) -> bool:
        world = self.world
        if self.one_shot or self.leaderless:
            return True
        active = len(self.active())
        ends = {0: 1.0, 1: 1.0, 2: world.end_at_two, 3: world.end_at_three}.get(
            active, world.end_above
        )
        if self.fading(on):
            ends += world.fade_end
        elif self.founders <= 3:
            ends = world.end_above
        return self.rng.random() < ends


def simulate(count: int, seed: int, world: Parameters) -> list[tuple[History, Truth]]:
    """So many groups of a world; the same seed gives the same groups."""
    return [
        Life(f"G{number:04}", world, Random(f"{seed}/{number}")).live()
        for number in range(1, count + 1)
    ]


def _draw(rng: Random, weights: dict[int, float]) -> int:
    return rng.choices(list(weights), list(weights.values()))[0]

from datetime import timedelta

import pytest

from followon.messaging.models import State
from pmp.fitting import Slot, Times
from pmp.models import Programme
from pmp.queries.invitations import newest_invitations
from pmp.queries.participants import (
    access_needed,
    everybody,
    likely_area,
    times_of,
    willing,
)
from pmp.services.answers import save_needs, save_times, save_travel
from pmp.services.invitations import invite_all, make_slips, resend
from pmp.services.participants import withdraw_participant
from tests.cast import NOW, make_programme
from tests.pmp.make import join


def names(lines):
    return [line.participant.user.full_name for line in lines]


def test_who_is_still_to_be_asked_and_how(programme, clinician):
    join(programme, "Ann Ash")
    join(programme, "Bob Birch", wish="yes")
    join(programme, "Gus Gale", mobile="")
    hal = join(programme, "Hal Hill", mobile="")
    left = join(programme, "Ida Ives")
    make_slips(programme=programme, participants=[hal], by=clinician, now=NOW)
    withdraw_participant(participant=left, by=clinician, now=NOW)
    people = everybody(programme, with_contacts=True, now=NOW)
    assert names(people.lines) == ["Ann Ash", "Bob Birch", "Gus Gale", "Hal Hill"]
    assert names(people.to_invite) == ["Ann Ash"]
    assert names(people.to_give_slips) == ["Gus Gale"]
    assert names(people.willing) == ["Bob Birch"]
    assert people.withdrawn == 1
    invite_all(programme=programme, by=clinician, now=NOW)
    assert everybody(programme, with_contacts=True, now=NOW).to_invite == []


def test_only_the_newest_invitation_counts(programme, clinician):
    ann, bob = join(programme, "Ann Ash"), join(programme, "Bob Birch")
    invite_all(programme=programme, by=clinician, now=NOW)
    newest_invitations([ann])[ann.pk][0].__class__.objects.update(
        state=State.SENDING, lease_until=NOW
    )
    ann.user.messages.update(state=State.SENT)
    resend(participant=ann, by=clinician, now=NOW)
    found = newest_invitations([ann, bob])
    assert [(one.version, one.state) for one in found[ann.pk]] == [(1, "queued")]
    assert [(one.version, one.state) for one in found[bob.pk]] == [(0, "sending")]


def test_what_the_planning_reads(programme):
    ann, bob = join(programme, "Ann Ash", wish="maybe"), join(programme, "Bob Birch", wish="yes")
    join(programme, "Cat Cole", wish="no")
    for one in (ann, bob):
        by = {"by": one.user, "now": NOW}
        save_needs(participant=one, codes=["warm"], kinds=["access"], **by)
        save_travel(participant=one, area="BS3", travel="", **by)
        save_times(participant=one, works=[(1, "midday")], hard=[(2, "evening")], **by)
    save_needs(participant=ann, codes=["warm", "bus"], kinds=["access"], by=None, now=NOW)
    people = willing(programme)
    assert [one.user.full_name for one in people] == ["Bob Birch", "Ann Ash"]
    assert times_of(people)[0] == Times(
        str(bob.pk), frozenset({Slot(1, "midday")}), frozenset({Slot(2, "evening")})
    )
    assert access_needed(people) == [("Somewhere warm", 2), ("A bus stop close by", 1)]
    assert (likely_area(people), likely_area([])) == ("BS3", "")


@pytest.mark.parametrize(("weeks", "expected"), [(10, True), (11, False)])
def test_a_programme_is_looked_after_for_eight_weeks(service, clinician, weeks, expected):
    programme = make_programme(service, by=clinician)  # its last session is two weeks from now
    on = (NOW + timedelta(weeks=weeks, days=weeks - 10)).date()
    assert programme.is_looked_after(on) is expected
    assert list(Programme.objects.running(on)) == [programme]

from datetime import date

import pytest

from followon.audit.models import AuditEvent
from groups.errors import NotAMember
from groups.models import Group, GroupState, Job, JobKind, JobState, Rhythm
from groups.services import groups as forming
from tests.cast import NOW, make_person


def test_a_group_is_formed_with_its_people_and_jobs(group, coordinator, deputy, member, ptv):
    assert group.state == GroupState.FORMING
    assert (group.started_on, group.rhythm) == (date(2026, 9, 9), Rhythm.MONTHLY)
    assert {each.user for each in group.memberships.open()} == {coordinator, deputy, member}
    held = Job.objects.held().filter(group=group).values_list("kind", "member__user")
    assert set(held) == {(JobKind.COORDINATOR, coordinator.pk), (JobKind.DEPUTY, deputy.pk)}
    assert [link.user for link in group.visits.all()] == [ptv]


def test_a_turn_at_a_job_lasts_six_months(group):
    ends = Job.objects.filter(state=JobState.HELD).values_list("turn_ends_on", flat=True)
    assert set(ends) == {date(2027, 3, 11)}


def test_who_formed_it_is_written_down(service, coordinator, clinician, now):
    group = form(service, [coordinator], coordinator, by=clinician)
    event = AuditEvent.objects.get(verb="group.formed")
    assert (event.actor, event.subject) == (str(clinician.pk), str(group.pk))
    assert event.facts == {"members": 1}


def test_without_the_audit_nothing_is_saved(service, coordinator, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("audit is down")

    monkeypatch.setattr(forming.audit, "record", broken)
    with pytest.raises(RuntimeError):
        form(service, [coordinator], coordinator)
    assert not Group.objects.exists()


def test_a_coordinator_has_to_be_one_of_the_people(service, coordinator, now):
    with pytest.raises(NotAMember):
        form(service, [make_person("Ann Other", service=service)], coordinator)
    assert not Group.objects.exists()


def form(service, people, coordinator, by=None):
    return forming.form_group(
        service=service,
        name="Henleaze",
        area="",
        rhythm=Rhythm.MONTHLY,
        people=people,
        coordinator=coordinator,
        deputy=None,
        ptv=None,
        last_session_on=None,
        by=by,
        now=NOW,
    )

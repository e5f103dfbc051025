from datetime import date, time

import pytest

from followon.audit.models import AuditEvent
from pmp.models import Programme, Site
from pmp.services.programmes import add_ptv, create_programme
from tests.cast import NOW


def create(service, clinician, **facts):
    given = {
        "service": service,
        "site_name": " Southmead  Hospital ",
        "name": "Autumn",
        "first_date": date(2026, 10, 14),
        "time": time(13, 30),
        "sessions": 3,
    }
    return create_programme(**{**given, **facts}, by=clinician, now=NOW)


def test_sessions_follow_each_other_by_a_week_whatever_the_clocks_do(service, clinician):
    programme = create(service, clinician)
    assert list(programme.sessions.values_list("number", "date", "time")) == [
        (1, date(2026, 10, 14), time(13, 30)),
        (2, date(2026, 10, 21), time(13, 30)),
        (3, date(2026, 10, 28), time(13, 30)),
    ]
    assert (programme.site.name, programme.service) == ("Southmead Hospital", service)


def test_a_site_is_made_once(service, other_service, clinician):
    create(service, clinician)
    create(service, clinician, name="Spring")
    create(other_service, clinician)
    assert Site.objects.count() == 2


@pytest.mark.parametrize("sessions", [0, 21])
def test_a_number_of_sessions_that_is_a_mistake(service, clinician, sessions):
    with pytest.raises(ValueError, match="sessions"):
        create(service, clinician, sessions=sessions)
    assert not Programme.objects.exists()


def test_who_did_it_is_on_the_audit_trail(service, clinician, ptv):
    programme = create(service, clinician)
    add_ptv(programme=programme, ptv=ptv, by=clinician, now=NOW)
    events = AuditEvent.objects.filter(subject=programme.pk).order_by("pk")
    assert {(event.verb, event.actor) for event in events} == {
        ("programme.created", str(clinician.pk)),
        ("programme.ptv_added", str(clinician.pk)),
    }
    assert list(Programme.objects.of_ptv(ptv)) == [programme]

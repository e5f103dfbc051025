import pytest

from followon.audit.models import AuditEvent
from pmp.models import Area
from pmp.services.areas import add_area, change_area, drop_area
from tests.cast import NOW


@pytest.fixture
def bedminster(service, clinician):
    return add_area(service=service, name=" Bedminster ", also=["BS3"], by=clinician, now=NOW)


def test_neighbours_are_neighbours_both_ways(service, clinician, bedminster):
    knowle = add_area(service=service, name="Knowle", near=[bedminster], by=clinician, now=NOW)
    assert list(bedminster.near.all()) == [knowle]
    assert (bedminster.name, bedminster.also) == ("Bedminster", ["BS3"])


def test_a_name_is_there_once(service, clinician, bedminster):
    assert add_area(service=service, name="Bedminster", by=clinician, now=NOW) == bedminster
    assert AuditEvent.objects.filter(verb="area.added").count() == 1


def test_an_area_is_changed_and_is_no_neighbour_of_itself(service, clinician, bedminster):
    change_area(
        area=bedminster, name="South", also=["BS4"], near=[bedminster], by=clinician, now=NOW
    )
    bedminster.refresh_from_db()
    assert (bedminster.name, bedminster.also) == ("South", ["BS4"])
    assert not bedminster.near.exists()


def test_an_area_of_another_service_is_a_mistake(other_service, clinician, bedminster):
    with pytest.raises(ValueError, match="another service"):
        add_area(service=other_service, name="Bath", near=[bedminster], by=clinician, now=NOW)
    assert Area.objects.count() == 1


def test_an_area_is_dropped(clinician, bedminster):
    drop_area(area=bedminster, by=clinician, now=NOW)
    assert not Area.objects.exists()
    assert AuditEvent.objects.filter(verb="area.dropped").count() == 1

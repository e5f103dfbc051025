"""The team's weekly note: who gets it, when, and what it never says."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from followon.messaging.models import Look, Message
from followon.messaging.services.planning import plan
from followon.messaging.wording import gsm7_length
from followon.people.models import StaffPost
from followon.people.services.staff import end_post, set_weekly_note
from pmp.queries.team_week import team_weeks
from pmp.services.programmes import create_programme
from pmp.services.volunteers import stop_helping
from tests.cast import NOW, make_programme, make_service, make_staff, signed_in
from tests.groups.make import at
from tests.messaging.kit import composed
from tests.pmp.make import crowd, join
from tests.pmp.views.pages import words

pytestmark = pytest.mark.django_db
# Monday 14 September 2026, 9am in London.
MONDAY = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)


def notes():
    return Message.objects.filter(kind="team_week")


def check(message) -> str:
    from followon.messaging import kinds  # kinds are registered by now

    return kinds.get("team_week").still_wanted(message, MONDAY)


def test_on_monday_at_nine_each_of_the_staff_gets_one(programme, clinician, lead, ptv):
    for moment in (NOW, MONDAY - timedelta(minutes=1)):
        plan(now=moment)
        assert not notes().exists()
    for minutes in (0, 1, 60 * 8):
        plan(now=MONDAY + timedelta(minutes=minutes))
    assert {message.recipient for message in notes()} == {clinician, lead}
    assert notes().count() == 2
    plan(now=MONDAY + timedelta(weeks=1))
    assert notes().count() == 4


def test_it_says_what_is_open_and_names_nobody(programme, clinician, ptv):
    crowd(programme, ["yes", "no", ""])
    stop_helping(user=ptv, now=NOW)
    plan(now=MONDAY)
    made = composed(notes().get(recipient=clinician), MONDAY).envelope
    assert made.subject == "This week: 1 programme without a first date"
    assert "Wednesday afternoons\nNo first date yet.\n9 tasks are open.\n\n1" in made.body
    assert "1 thing from a volunteer to see to." in made.body
    assert not {"Person", "Patrick", "pain"} & set(made.body.split())


def test_a_text_says_how_many_and_fits(programme, clinician, settings):
    settings.BASE_URL = "https://" + "f" * 22
    set_reach_text(clinician)
    programme.service.message_name = "Severn Vale Groupies"
    programme.service.save(update_fields=["message_name"])
    plan(now=MONDAY)
    body = composed(notes().get(), MONDAY).envelope.body
    assert "1 course has no first date yet" in body
    assert gsm7_length(body) <= 160


def set_reach_text(user):
    user.contacts.update(kind="mobile", value="+447700900555")


def test_where_nothing_waits_there_is_silence(service, clinician):
    create_programme(
        service=service,
        site_name="Southmead",
        name="Far away",
        first_date=(NOW + timedelta(weeks=20)).date(),
        time=NOW.time(),
        by=clinician,
        now=NOW,
    )
    plan(now=MONDAY)
    assert not notes().exists()
    assert Look.objects.get(subject=f"team:{service.pk}").at > MONDAY, "looked at again next week"


def test_no_first_date_comes_first(service, clinician, programme):
    from tests.pmp.views.test_checklist import hand  # its fixtures would be collected here too

    other = make_programme(service, by=clinician, now=NOW - timedelta(weeks=1))
    other.name = "Ends first"
    other.save(update_fields=["name"])
    week = team_weeks([service.pk], MONDAY)[service.pk]
    assert [one.programme.name for one in week.programmes] == ["Ends first", programme.name]
    hand(other, crowd(other, ["yes", "yes"]), clinician)
    week = team_weeks([service.pk], MONDAY)[service.pk]
    assert [one.programme for one in week.programmes] == [programme]
    assert week.without_a_date == 1


def test_who_does_not_want_it_gets_none(programme, clinician, lead):
    plan(now=MONDAY)
    queued = notes().get(recipient=clinician)
    assert check(queued) == ""
    client = signed_in(clinician)
    address = reverse("pmp:team_week")
    assert "You get this in a message on Mondays" in words(client.get(address))
    client.post(reverse("pmp:team_week_off"))
    assert "You do not get this as a message" in words(client.get(address))
    assert check(queued) == "does not want the weekly note"
    plan(now=MONDAY + timedelta(weeks=1))
    assert notes().filter(recipient=clinician).count() == 1
    client.post(reverse("pmp:team_week_on"))
    assert StaffPost.objects.get(user=clinician).weekly_note
    assert set_weekly_note(user=clinician, wanted=True, by=clinician, now=NOW) == 0


def test_who_left_and_what_was_done_meanwhile_are_seen_at_sending(programme, clinician, lead):
    plan(now=MONDAY)
    queued = notes().get(recipient=clinician)
    end_post(post=clinician.posts.get(), by=lead, now=MONDAY)
    assert check(queued) == "does not want the weekly note"
    programme.sessions.all().delete()
    assert check(notes().get(recipient=lead)) == "nothing waits"


def test_the_page_shows_the_same_and_only_of_the_own_service(programme, clinician, other_clinician):
    join(programme, "Ann Ash")
    with at(MONDAY):
        page = words(signed_in(clinician).get(reverse("pmp:team_week")))
        assert "Wednesday afternoons" in page
        assert "No first date yet. 9 tasks are open." in page
        assert "Ann" not in page
        assert "Nothing waits." in words(signed_in(other_clinician).get(reverse("pmp:team_week")))


def test_thirty_services_and_programmes_ask_no_more_than_one(
    service, clinician, programme, django_assert_num_queries, django_assert_max_num_queries
):
    join(programme, "Ann Ash", wish="yes")
    with django_assert_max_num_queries(15) as one:
        team_weeks([service.pk], MONDAY)
    services = [service.pk]
    for number in range(10):
        other = make_service(name=f"Service {number}", message_name=f"S{number}")
        services.append(other.pk)
        staff = make_staff(other, f"Carer {number}")
        for _ in range(3):
            join(make_programme(other, by=staff), f"Bob {number}", wish="yes")
    with django_assert_num_queries(len(one)):
        found = team_weeks(services, MONDAY)
    assert sum(len(week.programmes) for week in found.values()) == 31

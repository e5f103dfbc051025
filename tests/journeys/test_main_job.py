"""The main job, end to end: from a spreadsheet to a group that met, and what the clinician sees."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import requests

from tests.journeys import participants, team
from tests.journeys.inbox import code_in, link_in

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 9, 7, 10, 0, tzinfo=LONDON)
FIRST_SESSION = date(2026, 7, 7)
PEOPLE = [
    ["Ada Thistlewood", "07700 900301", "ada@example.com", ""],
    ["Bea Rainbird", "+44 7700 900302", "bea@example.com", ""],
    ["Cleo Oakshott", "7700900303", "", ""],
    ["Dai Kettlewell", "07700900304", "", ""],
    ["Edie Larkham", "07700 900 305", "", ""],
    ["Fay Underhay", "", "fay@example.com", ""],
    ["Gus Yarrow", "", "", "0117 496 0306"],
    ["Hal Vellacott", "", "", ""],
]


ADA, BEA, CLEO, DAI, EDIE = (f"07700 90030{digit}" for digit in range(1, 6))
FAY = "fay@example.com"
FIRST_DATE = date(2026, 9, 22)
MOVED_TO = date(2026, 10, 21)


@pytest.fixture
def clinician(visitor):
    return visitor(phone=False)


@pytest.mark.timeout(600)
def test_from_a_spreadsheet_to_a_group_that_meets(site, inbox, clinician, visitor, notify):
    given_a_pain_service_with_a_clinician(site)
    site.travel(MONDAY)
    secret = team.signs_in(clinician, "priya@example.com", inbox)
    assert len(secret) >= 32
    programme = team.sets_up_programme(clinician, name="Tuesdays in July", first=FIRST_SESSION).url

    when_the_clinician_uploads_a_bad_file_nothing_is_saved(clinician)
    when_the_clinician_uploads_eight_people(clinician)
    when_everybody_is_asked(clinician, inbox)
    slips = when_slips_are_printed_for_the_others(clinician, programme)

    when_participants_answer(visitor, inbox, slips)
    then_the_clinician_sees_who_said_what(clinician, programme)
    when_the_clinician_hands_over(clinician, programme)
    then_everybody_is_told(inbox)

    ada = when_the_coordinator_signs_in_by_text(visitor, inbox)
    when_the_coordinator_books_the_same_again(ada)
    then_members_get_the_booking(inbox)
    when_the_coordinator_moves_it(ada)
    then_members_get_the_correction(inbox)
    when_members_answer_by_link_by_text_and_on_the_page(visitor, inbox, notify, ada)

    site.travel(datetime(2026, 10, 14, 14, 5, tzinfo=LONDON))
    then_the_reminder_of_seven_days_comes(inbox, notify)
    site.travel(datetime(2026, 10, 19, 14, 5, tzinfo=LONDON))
    then_the_reminder_of_two_days_comes(inbox)

    site.travel(datetime(2026, 10, 21, 16, 30, tzinfo=LONDON))
    when_the_coordinator_says_by_text_how_many_came(inbox, notify)
    then_the_group_s_page_shows_it(ada)
    then_the_clinician_s_dashboard_shows_the_group(visitor, inbox, secret)


def given_a_pain_service_with_a_clinician(site):
    made = site.manage(
        "start_service",
        "Severn Vale Pain Service",
        "--message-name=Severn Vale Groups",
        "--phone=0117 496 0123",
        "--lead-name=Gareth Lindqvist",
        "--lead-email=gareth@example.com",
    )
    service_id = made.split()[-1].rstrip(".")
    site.manage(
        "add_staff",
        service_id,
        "clinician",
        "--name=Priya Ramsbottom",
        "--email=priya@example.com",
    )


def when_the_clinician_uploads_a_bad_file_nothing_is_saved(clinician):
    bad = [*PEOPLE[:2], ["Ida Applegarth", "0770 90", "ida@", ""]]
    page = team.uploads(clinician, team.spreadsheet(bad))
    problems = page.get_by_role("alert").inner_text()
    assert "Row 4, Mobile" in problems
    assert "Row 4, Email" in problems
    assert page.get_by_text("Nothing is saved yet.").count() == 1
    clinician.follows("Choose another file")
    clinician.follows("Back")


def when_the_clinician_uploads_eight_people(clinician):
    page = team.uploads(clinician, team.spreadsheet(PEOPLE))
    assert page.get_by_text("8 people can be added.").count() == 1
    clinician.presses("Add 8 people")
    assert page.get_by_text("0 yes, 0 maybe, 0 not for me, 8 no answer yet").count() == 1


def when_everybody_is_asked(clinician, inbox):
    page = clinician.follows("Ask by text or email")
    assert page.get_by_text("6 people to ask").count() == 1
    clinician.presses("Ask them now")
    for number in (ADA, BEA, CLEO, DAI, EDIE):
        assert "/j/" in link_in(inbox.text(number, "keep meeting"))
    assert "/j/" in link_in(inbox.mail(FAY, "keep meeting"))


def when_slips_are_printed_for_the_others(clinician, programme):
    clinician.opens(programme)
    clinician.follows("Print slips")
    page = clinician.presses("Make new slips")
    names = page.locator(".fo-slip h2").all_inner_texts()
    assert sorted(names) == ["Gus Yarrow", "Hal Vellacott"]
    assert page.locator(".fo-slip svg").count() == 2
    codes = page.locator(".fo-slip__code").all_inner_texts()
    return dict(zip(names, codes, strict=True))


def when_participants_answer(visitor, inbox, slips):
    ada = visitor()
    screens = participants.says_yes_to_everything(ada, link_in(inbox.text(ADA, "keep meeting")))
    assert screens <= 12

    bea = visitor(script=False)
    participants.says_yes_to_everything(bea, link_in(inbox.text(BEA, "keep meeting")))

    cleo = visitor()
    cleo.opens(link_in(inbox.text(CLEO, "keep meeting")))
    participants.answers(cleo, "Yes")  # and then a flare-up: it is saved all the same

    dai = visitor()
    dai.opens(link_in(inbox.text(DAI, "keep meeting")))
    participants.answers(dai, "Not for me")
    assert "Thank you" in dai.page.title()
    assert "change your mind" in inbox.text(DAI, "We will not ask again")

    fay = visitor()
    participants.says_yes_to_everything(fay, link_in(inbox.mail(FAY, "keep meeting")))

    hal = visitor()
    participants.enters_code(hal, slips["Hal Vellacott"])
    participants.answers(hal, "Maybe")


def then_the_clinician_sees_who_said_what(clinician, programme):
    page = clinician.opens(programme)
    assert page.get_by_text("4 yes, 1 maybe, 1 not for me, 2 no answer yet").count() == 1


def when_the_clinician_hands_over(clinician, programme):
    clinician.follows("Fix the first date and hand over")
    team.hands_over(clinician, coordinator="Ada Thistlewood", deputy="Bea Rainbird", on=FIRST_DATE)
    page = clinician.opens(programme)
    assert page.get_by_text("The group now runs itself.").count() == 1
    assert page.get_by_text("07700 900301").count() == 0, "contacts are no longer listed"


def then_everybody_is_told(inbox):
    for number in (ADA, BEA, CLEO):
        assert "/a/" in link_in(inbox.text(number, "Tue 22 Sep"))
    assert "22 September" in inbox.mail(FAY, "Bay Tree Cafe")


def when_the_coordinator_signs_in_by_text(visitor, inbox):
    ada = visitor()
    ada.opens("/")
    ada.presses("Sign in")
    ada.page.get_by_label("What is your mobile number or email address?").fill(ADA)
    ada.presses("Send me a code")
    ada.page.get_by_role("textbox").first.fill(code_in(inbox.text(ADA, "sign-in code")))
    ada.presses("Continue")
    assert ada.page.get_by_text("Tuesday 22 September 2026, 2pm").count() == 1
    return ada


def when_the_coordinator_books_the_same_again(ada):
    ada.follows("See Riverside Tuesdays and its people")
    ada.follows("Set the date after that")
    assert ada.page.get_by_text("Tuesday 20 October 2026, 2pm").count() == 1
    ada.presses("Book Tue 20 October and tell everyone")


def then_members_get_the_booking(inbox):
    inbox.text(BEA, "Tue 20 Oct")
    inbox.mail(FAY, "20 October")


def when_the_coordinator_moves_it(ada):
    ada.follows("Move it")
    team.enters_date(ada.page, "Date", MOVED_TO)
    ada.presses("Move it and tell everyone")


def then_members_get_the_correction(inbox):
    moved = inbox.text(BEA, "Wed 21 Oct")
    assert "Tue 20 Oct" in moved, "a correction says what it was"
    inbox.mail(FAY, "21 October")


def when_members_answer_by_link_by_text_and_on_the_page(visitor, inbox, notify, ada):
    link = link_in(inbox.text(BEA, "Wed 21 Oct"))
    scanner = requests.get(link, timeout=10)
    assert scanner.status_code == 200
    bea = visitor(script=False)
    page = bea.opens(link)
    assert page.get_by_text("You said").count() == 0, "the scanner changed nothing"
    bea.presses("Not up to it today – keep me in")
    assert page.get_by_text("You said: Not up to it today – keep me in.").count() == 1

    ada.opens("/home/")
    ada.presses("Coming")
    assert ada.page.get_by_role("button", name="Coming Your answer").count() == 1


def then_the_reminder_of_seven_days_comes(inbox, notify):
    assert "YES" in inbox.text(CLEO, "Wed 21 Oct", skip=1)
    assert notify.text_in("447700900303", "Coming, thanks \U0001f642") == 204
    assert "noted: you are coming" in inbox.text(CLEO, "noted")
    inbox.mail(FAY, "Wednesday 21 October")
    assert notify.text_in("447700900303", "STOP.") == 204
    assert "You are still in your group" in inbox.text(CLEO, "not get any more texts")


def then_the_reminder_of_two_days_comes(inbox):
    seven = [text for text in inbox.texts_to(ADA) if "Wed 21 Oct" in text]
    inbox.text(ADA, "Wed 21 Oct", skip=len(seven))
    assert "any more texts" in inbox.texts_to(CLEO)[-1], "nothing comes after STOP"
    assert len([text for text in inbox.texts_to(BEA) if "Wed 21 Oct" in text]) == 1, "she said no"


def when_the_coordinator_says_by_text_how_many_came(inbox, notify):
    inbox.text(ADA, "how many came")
    assert notify.text_in("447700900301", "5") == 204
    assert "5 came" in inbox.text(ADA, "noted")


def then_the_group_s_page_shows_it(ada):
    ada.opens("/home/")
    ada.follows("Riverside Tuesdays")
    assert ada.page.get_by_text("5 came").count() >= 1


def then_the_clinician_s_dashboard_shows_the_group(visitor, inbox, secret):
    clinician = visitor(phone=False)
    team.signs_in(clinician, "priya@example.com", inbox, secret=secret)
    page = clinician.opens("/dashboard/")
    assert page.get_by_role("link", name="Riverside Tuesdays").count() == 1
    assert page.get_by_role("img", name=re.compile("Riverside Tuesdays")).count() == 1

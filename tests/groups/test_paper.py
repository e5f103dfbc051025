"""Sheets to print: what is on them, for whom, as a page and as a PDF."""

import io
from datetime import date, timedelta
from itertools import product

import pytest
from pypdf import PdfReader

from followon.people.services.consents import share
from groups.kit import CHECK_IN, FUN, SKILLS, kit_sheet
from groups.models import Meeting
from groups.paper import dates, poster, sign_in_sheet
from groups.queries.paper import dates_sheet, phone_list_sheet
from groups.services.members import leave
from groups.typeset import as_pdf
from tests.cast import NOW, make_person, signed_in
from tests.groups.make import TUESDAY, make_meeting, make_place, member_of

SHEETS = ("kit", "poster", "sign-in-sheet", "dates", "phone-list")


@pytest.fixture
def meeting(group):
    return make_meeting(group, place=make_place(group, how_to_get_there="Bus 76"))


@pytest.fixture
def at_home(group):
    place = make_place(group, kind="home", name="Moira's", own=True, how_to_get_there="Ring twice")
    return make_meeting(group, place=place)


def where(sheet: str, meeting) -> str:
    is_of_group = sheet in ("dates", "phone-list")
    return (
        f"/groups/{meeting.group_id}/{sheet}" if is_of_group else f"/meetings/{meeting.pk}/{sheet}"
    )


def page(user, url: str) -> str:
    return signed_in(user).get(url).content.decode()


def pdf(user, url: str) -> PdfReader:
    response = signed_in(user).get(url)
    assert response.headers["Content-Type"] == "application/pdf"
    assert "no-store" in response.headers["Cache-Control"]
    return PdfReader(io.BytesIO(response.content))


def words_of(reader: PdfReader) -> str:
    return " ".join(" ".join(each.extract_text() for each in reader.pages).split())


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ("poster", ["Tuesday 22 September 2026", "2pm", "The Bakery", "Bus 76", "as suits you"]),
        ("kit", ["Your weather", "A picture and its story", "who books it"]),
        ("sign-in-sheet", ["Corinne", "Dev", "Moira", "How many came altogether", "Our next date"]),
        ("dates", ["Tuesday 22 September 2026", "October 2026", "November 2026", "Printed on 9"]),
        ("phone-list", ["Corinne", "Dev", "Moira", "0117 496 0100", "999"]),
    ],
)
def test_page_and_pdf_say_the_same(meeting, member, sheet, words):
    text, reader = (
        page(member, f"{where(sheet, meeting)}/"),
        pdf(member, f"{where(sheet, meeting)}.pdf"),
    )
    printed = words_of(reader)
    for each in ("Bedminster group", *words):
        assert each in text, each
        assert each in printed, each


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_pdf_can_be_read_aloud(meeting, member, sheet):
    reader = pdf(member, f"{where(sheet, meeting)}.pdf?large=on")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata.title.startswith("Bedminster group – ")
    assert round(reader.pages[0].mediabox.width), round(reader.pages[0].mediabox.height) == (
        595,
        842,
    )


@pytest.mark.parametrize("sheet", SHEETS)
def test_sheets_are_for_members_alone(meeting, ptv, outsider, clinician, sheet):
    for user in (ptv, outsider, clinician):
        for ending in ("/", ".pdf"):
            assert signed_in(user).get(where(sheet, meeting) + ending).status_code == 404


@pytest.mark.parametrize("sheet", SHEETS)
def test_whoever_left_prints_nothing_any_more(group, meeting, member, sheet):
    leave(member=member_of(group, member), reason="", by=member, now=NOW)
    assert signed_in(member).get(f"{where(sheet, meeting)}/").status_code == 404


def test_somebody_s_home_is_left_out_unless_asked_for(at_home, member):
    url = f"/meetings/{at_home.pk}/poster"
    for text in (page(member, f"{url}/"), words_of(pdf(member, f"{url}.pdf"))):
        assert "Somebody’s home" in text.replace("'", "’").replace("&#39;", "’")
        for secret in ("1 North Street", "Moira", "Ring twice"):
            assert secret not in text, secret
    assert "1 North Street" in page(member, f"{url}/?address=on")
    assert f"{url}.pdf?address=on" in page(member, f"{url}/?address=on")
    assert "1 North Street" in words_of(pdf(member, f"{url}.pdf?address=on"))


def test_nor_is_it_on_the_fridge(at_home, member):
    text = page(member, f"/groups/{at_home.group_id}/dates/?address=on")
    assert "1 North Street" not in text


def test_a_public_place_has_no_such_question(meeting, member):
    assert "Print the address as well" not in page(member, f"/meetings/{meeting.pk}/poster/")


def test_the_phone_list_holds_what_is_shared_with_everybody(group, meeting, coordinator, deputy):
    share(user=deputy, thing="mobile", audience="group", by=deputy, now=NOW)
    share(user=deputy, thing="email", audience="coordinators", by=deputy, now=NOW)
    url = f"/groups/{group.pk}/phone-list/"
    text = page(coordinator, url)
    assert "07700 900" in text
    assert "dev@example.com" not in text
    assert "Everybody here chose to share this with the group." in text
    text = page(coordinator, f"{url}?all=on")
    assert "dev@example.com" in text
    assert "for the coordinator and deputy alone" in text


def test_a_member_cannot_ask_for_more(group, meeting, member, deputy):
    share(user=deputy, thing="email", audience="coordinators", by=deputy, now=NOW)
    for url in (
        f"/groups/{group.pk}/phone-list/?all=on",
        f"/groups/{group.pk}/phone-list.pdf?all=on",
    ):
        response = signed_in(member).get(url)
        assert response.status_code == 200
        assert b"dev@example.com" not in response.content
    assert "coordinator and deputy alone" not in page(member, f"/groups/{group.pk}/phone-list/")


def test_what_is_taken_back_is_gone_from_the_next_print(group, meeting, member, deputy):
    url = f"/groups/{group.pk}/phone-list.pdf"
    share(user=deputy, thing="email", audience="group", by=deputy, now=NOW)
    assert "dev@example.com" in words_of(pdf(member, url))
    share(user=deputy, thing="email", audience="nobody", by=deputy, now=NOW)
    assert "dev@example.com" not in words_of(pdf(member, url))


def test_an_online_meeting_s_link_is_not_on_a_wall(meeting, member):
    Meeting.objects.update(online_url="https://meet.example/x", place=None, way="online")
    text = page(member, f"/meetings/{meeting.pk}/poster/")
    assert "The link to join is on your group" in text
    assert "meet.example" not in text


@pytest.mark.parametrize("name", ["= *Ann* #panic() $x$ \\ `y`", "Żółć ąę", "<b>x</b>"])
def test_names_are_no_markup(meeting, name):
    reader = PdfReader(
        io.BytesIO(as_pdf(sign_in_sheet(meeting, [name]), large=False, language="en"))
    )
    assert name.split()[0] in words_of(reader)


@pytest.mark.parametrize("name", ["名前", "Ann 🐢", "\u200b", "ann" * 60])
def test_a_name_that_no_font_has_still_prints(meeting, name):
    made = as_pdf(sign_in_sheet(meeting, [name, "Ann"]), large=True, language="en")
    reader = PdfReader(io.BytesIO(made))
    assert "Ann" in words_of(reader)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_kit_holds_what_was_chosen_and_nothing_else(meeting, member):
    url = f"/meetings/{meeting.pk}/kit.pdf?check_in=none&skill=pacing&fun=none"
    said = words_of(pdf(member, url))
    assert "Something from the course: Pacing" in said
    for left_out in ("To begin", "Something fun", "Our next date"):
        assert left_out not in said, left_out


def test_a_kit_begins_without_work_and_takes_no_nonsense(meeting, member):
    url = f"/meetings/{meeting.pk}/kit/"
    for query in ("", "?skill=<b>", "?skill=pacing&skill=x"):
        text = page(member, url + query)
        assert "To begin: Your weather" in text
        assert text.count("Leave this out") == 3
        assert "Something from the course:" not in text
    chosen = "check_in=today&skill=small_step&fun=swap&next_date=on&large=on"
    assert f"kit.pdf?{chosen}" in page(member, f"{url}?{chosen}").replace("&amp;", "&")


def test_every_kit_fits_one_page(meeting):
    for check_in, skill, fun in product(CHECK_IN, SKILLS, FUN):
        chosen = {"check_in": check_in.code, "skill": skill.code, "fun": fun.code}
        sheet = kit_sheet(meeting, chosen, next_date=True)
        lines = sum(len(block.lines) for block in sheet.blocks if block.sort == "words")
        assert lines <= 9
    made = as_pdf(sheet, large=True, language="en")
    assert len(PdfReader(io.BytesIO(made)).pages) == 1


def test_a_meeting_is_marked_in_its_month(meeting):
    months = [
        block for block in dates("x", [meeting], today=NOW.date()).blocks if block.sort == "month"
    ]
    marked = [
        (month.heading, day.number, day.note)
        for month in months
        for week in month.weeks
        for day in week
        if day.is_meeting
    ]
    assert marked == [("September 2026", "22", "2pm")]
    assert [month.heading for month in months] == [
        "September 2026",
        "October 2026",
        "November 2026",
    ]


def test_bank_holidays_are_marked_and_no_date_is_said():
    sheet = dates("x", [], today=date(2026, 12, 5))
    notes = [
        (month.heading, day.number)
        for month in sheet.blocks[1:]
        for week in month.weeks
        for day in week
        if day.note == "Bank holiday"
    ]
    assert sheet.blocks[0].lines == ["No date is set yet."]
    assert ("December 2026", "25") in notes
    assert ("January 2027", "1") in notes


def test_a_far_date_has_its_month(group):
    far = make_meeting(group, on=TUESDAY + timedelta(days=120))
    headings = [block.heading for block in dates("x", [far], today=NOW.date()).blocks[1:]]
    assert headings[-1] == "January 2027"


def test_a_poster_says_no_health_word(meeting):
    said = str(poster(meeting, shows_address=True).as_data()).lower()
    assert [word for word in ("pain", "clinic", "patient", "nhs") if word in said] == []


@pytest.mark.parametrize("count", [1, 30])
def test_they_ask_as_little_for_many(service, group, count, django_assert_num_queries):
    for number in range(count):
        make_meeting(group, on=TUESDAY + timedelta(days=number))
        person = make_person(f"Person {number}", email=f"p{number}@example.com", service=service)
        group.memberships.create(user=person, joined_at=NOW)
    with django_assert_num_queries(1):
        dates_sheet(group, now=NOW)
    with django_assert_num_queries(3):
        phone_list_sheet(group, audiences={"group"}, now=NOW)

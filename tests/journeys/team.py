"""What a clinician does, step by step, at a desk."""

import csv
import io
from datetime import date

from playwright.sync_api import Page

from tests.cast import totp_code
from tests.journeys.conftest import Visitor
from tests.journeys.inbox import Inbox, code_in

HEADINGS = ["Name", "Mobile", "Email", "Landline"]


def spreadsheet(people: list[list[str]]) -> bytes:
    """A file as Excel writes it on a European desk: byte-order mark, semicolons, CRLF."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([HEADINGS, *people])
    return text.getvalue().encode("utf-8-sig")


def signs_in(clinician: Visitor, address: str, inbox: Inbox, *, secret: str = "") -> str:
    """By a code from a mail, then an authenticator app, set up the first time; the app's key."""
    before = len([mail for mail in inbox.mails_to(address) if "code" in mail])
    clinician.opens("/")
    page = clinician.presses("Sign in")
    page.get_by_label("What is your mobile number or email address?").fill(address)
    clinician.presses("Send me a code")
    page.get_by_role("textbox").first.fill(code_in(inbox.mail(address, "code", skip=before)))
    clinician.presses("Continue")
    key = secret or page.locator("#app-key").inner_text().replace(" ", "")
    page.get_by_role("textbox").first.fill(totp_code(key))
    clinician.presses("Continue")
    if not secret:
        clinician.presses("I have kept my codes")
    return key


def sets_up_programme(clinician: Visitor, *, name: str, first: date) -> Page:
    """Ten weekly sessions at 1:30pm."""
    clinician.follows("Programmes")
    page = clinician.presses("Set up a programme")
    page.get_by_label("Name of the programme").fill(name)
    page.get_by_label("Site").fill("Riverside Clinic")
    enters_date(page, "First session", first)
    page.get_by_label("Start time").fill("1:30pm")
    return clinician.presses("Set up the programme")


def enters_date(page: Page, group: str, day: date) -> None:
    boxes = page.get_by_role("group", name=group)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(value))


def uploads(clinician: Visitor, data: bytes) -> Page:
    page = clinician.follows("Add participants from a file")
    page.locator("input[type=file]").set_input_files(
        {"name": "participants.csv", "mimeType": "text/csv", "buffer": data}
    )
    return clinician.presses("Upload and look")


def hands_over(
    clinician: Visitor, *, coordinator: str, deputy: str, on: date, without: tuple[str, ...] = ()
) -> Page:
    """One group of all who are willing `without` these, at a new place on that day at 2pm."""
    page = clinician.presses("Start with a group")
    for box in (
        page.get_by_role("group", name="Who is in this group?").get_by_role("checkbox").all()
    ):
        box.check()
    for name in without:
        page.get_by_role("checkbox", name=name).uncheck()
    page.get_by_label("Name of the new group").fill("Riverside Tuesdays")
    clinician.presses("Save and continue")
    enters_date(page, "First date", on)
    page.get_by_label("Start time").fill("2pm")
    page.get_by_role("radio", name="A new place").check()
    page.get_by_label("Name of the new place").fill("Bay Tree Cafe")
    page.get_by_label("Address of the new place").fill("1 High Street")
    clinician.presses("Save and continue")
    takes_job(page, "Coordinator", coordinator)
    takes_job(page, "Deputy coordinator", deputy)
    for place in (0, 1):
        page.get_by_role("checkbox", name="Said yes in the session").nth(place).check()
    clinician.presses("Save and continue")
    page.get_by_role("radio", name="Every month", exact=True).check()
    agreements = page.get_by_role("group", name="Which agreement do they begin with?")
    agreements.get_by_role("radio").first.check()
    clinician.presses("Save and continue")
    clinician.presses("Check and hand over")
    return clinician.presses("Hand over and tell everybody")


def takes_job(page: Page, job: str, name: str) -> None:
    """Whoever said that they might take it on has that beside the name."""
    jobs = page.get_by_label(job, exact=True)
    value = jobs.locator("option", has_text=name).get_attribute("value")
    jobs.select_option(value)

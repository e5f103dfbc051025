"""What a participant does with a link or a code, on a phone."""

import re

from playwright.sync_api import Page

from tests.journeys.conftest import Visitor


def says_yes_to_everything(person: Visitor, address: str) -> int:
    """All questions with the link, a page each; how many screens it took."""
    page = person.opens(address)
    screens = 1
    answers(person, "Yes")
    while "Check your answers" not in page.title():
        screens += 1
        assert screens < 15, page.url
        _answers_something(page)
        person.presses("Continue")
    person.presses("This is right")
    assert page.get_by_text("Your answers are saved").count() == 1
    return screens + 2


TAPS = """() => {
  const count = () => +(sessionStorage.getItem('taps') || 0);
  addEventListener('pointerup', () => sessionStorage.setItem('taps', count() + 1), true);
}"""


def counts_taps(page: Page) -> None:
    """From now on every press on the glass is counted, from page to page."""
    page.add_init_script(f"({TAPS})()")


def taps(page: Page) -> int:
    """How many there were."""
    return int(page.evaluate("+(sessionStorage.getItem('taps') || 0)"))


def answers(person: Visitor, wish: str) -> Page:
    """Yes, Maybe or Not for me; saved at once."""
    person.page.get_by_role("radio", name=wish, exact=True).check()
    return person.presses("Continue")


def enters_code(person: Visitor, code: str) -> Page:
    """From a printed slip, typed in small letters with a space in the middle."""
    page = person.opens("/code/")
    page.get_by_role("textbox").fill(f"{code[:3]} {code[3:]}".lower())
    return person.presses("Continue")


def _answers_something(page: Page) -> None:
    """One thing on whichever question is open."""
    title = page.title()
    if "Who may see" in title:
        for choice in page.get_by_role("radio", name="Everyone in the group").all():
            choice.check()
    elif "times" in title and page.get_by_role("checkbox").count() >= 20:
        page.get_by_role("checkbox").nth(5).check()
    elif page.get_by_role("checkbox", name=re.compile("Coordinator|Step-free")).count():
        page.get_by_role("checkbox").first.check()

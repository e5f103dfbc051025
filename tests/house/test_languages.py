"""No English is left on a page or in a message where the language is another one."""

import html
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import translation

from followon.messaging.defaults import default_text
from followon.messaging.gate import HELD_BACK
from followon.messaging.models import Channel, Message, State
from followon.messaging.placeholders import editable_kinds
from followon.messaging.story import reason
from followon.pages import languages
from groups.services.health import refresh_health
from tests.cast import signed_in
from tests.groups.test_wording import everything, long_group
from tests.house.pseudo import CODE, pseudo, write_pseudo
from tests.house.test_access import EXPECTED
from tests.house.world import address, people, url_names

__all__ = ["address", "long_group", "people"]
pytestmark = pytest.mark.django_db
SEEN = {"aria-label", "alt", "title", "placeholder", "label"}
# Names, placeholders, answer words that are read in English, and the seed of an authenticator.
DATA = re.compile(
    r"https?://\S+|\S+@\S+|\{\w+\}|(?:[A-Z2-7]{4} ?){4,}"
    r"|\b(?:Follow-on|English|Xx|xx|SHOUT|Samaritans|NHS)\b",
)


class Shown(HTMLParser):
    """The words that a page shows or reads out."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style")
        self.words += [value or "" for name, value in attrs if name in SEEN]
        kind = dict(attrs).get("type")
        if tag == "input" and kind in ("submit", "button"):
            self.words.append(dict(attrs).get("value") or "")

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory):
    folder = tmp_path_factory.mktemp("locale")
    write_pseudo(folder)
    return folder


@pytest.fixture
def spoken(catalogue, settings):
    """The site has one more language, and this test speaks it."""
    settings.LOCALE_PATHS = [catalogue]
    languages._catalogues.cache_clear()
    with translation.override(CODE):
        yield CODE
    languages._catalogues.cache_clear()


def english(words: str, data: set[str]) -> list[str]:
    """English words in this text that are nobody's name."""
    text = DATA.sub(" ", html.unescape(words))
    for known in sorted(data, key=len, reverse=True):
        text = text.replace(known, " ")
    return re.findall(r"[A-Za-z]{2,}", text)


def page_words(response) -> list[str]:
    shown = Shown()
    shown.feed(response.content.decode())
    return [words for words in shown.words if words.strip()]


def names_of(people_of_the_house, group) -> set[str]:
    """What the house's people typed: names, places, times."""
    users = [user for user in people_of_the_house.values() if user]
    names = {name for user in users for name in (user.full_name, user.first_name)}
    more = {"Avon Pain Service", "Mendip Pain Service", "Avon Follow-on", "Mendip Follow-on"}
    places = {"Southmead", "South Bristol", "Bedminster group", "Clifton group", "Bob"}
    examples = {"Ruby", "Maximilianna", "The Bakery", "Hartcliffe Village Rooms", "Bell"}
    examples |= {"Avon", "Hartcliffe", "I am worried", "Wanda Waite", "Wanda"}
    examples |= {"Riverside Hall", "North Street", "Bristol", "South", "Vera"}
    examples |= {"Walk to the shop", "To the corner", "My tablets", "Be kind."}
    typed = {"Monday to Friday, 9am to 5pm", "Wednesday afternoons", "Dev Deputy", "Dev"}
    return names | more | places | typed | examples | {group.name, group.area}


# Pages whose words are data: members write in English, so these are looked for in English.
WORDS_ARE_DATA = {"pmp:priority_words"}


@pytest.mark.parametrize(
    "who", ["anonymous", "participant", "member", "coordinator", "ptv", "lead"]
)
def test_no_page_has_english_left(who, spoken, address, people, group, settings):
    settings.DEBUG = False
    refresh_health(group_id=group.pk, now=group.created_at)
    data, left = names_of(people, group), {}
    for name, parts in url_names():
        if EXPECTED[name][who] != 200 or name in WORDS_ARE_DATA:
            continue
        browser = signed_in(people[who]) if people[who] else Client()
        response = browser.get(address(name, parts).replace("/en/", f"/{CODE}/"))
        if "text/html" not in response.headers.get("Content-Type", ""):
            continue
        found = [word for words in page_words(response) for word in english(words, data)]
        if found:
            left[name] = found
    assert "\n".join(f"{name}: {' '.join(found)}" for name, found in left.items()) == ""


def test_every_message_speaks_the_person_s_own_language(spoken, long_group):
    translation.activate("en-gb")  # whatever the worker that sends it speaks
    for member in long_group.memberships.all():
        preference = member.user.preference
        preference.language, preference.reach = CODE, "both"
        preference.save(update_fields=["language", "reach"])
    names = {
        *("Severn Vale Groupies", "Christophers", "Maximilianna", "Bartholomew"),
        *("The Thursday Friends of Hartcliffe & Co.", "Bakery of Bath", "Inn of Eden"),
        *("North Street", "Bakery", "Inn", "of", "Avon Pain Service"),
    }
    left = {}
    for message, composed in everything(long_group):
        words = f"{composed.envelope.subject} {composed.envelope.body}"
        if english(words, names):
            left[message.kind, message.channel] = english(words, names)
        if message.channel == Channel.EMAIL:
            assert f'<html lang="{CODE}">' in composed.envelope.html
    assert left == {}


@pytest.mark.parametrize("channel", Channel.values)
def test_every_default_that_a_lead_sees_is_translated(spoken, channel):
    left = {}
    for kind, declared in editable_kinds():
        default = default_text(declared, channel)
        if english(f"{default.subject} {default.body}", set()):
            left[kind.code] = default
    assert left == {}


@pytest.mark.parametrize("wanted", ["xx-gb", "zz", ""])
def test_a_language_falls_back_to_its_parent_and_then_to_the_site_s(spoken, wanted):
    assert languages.chosen(wanted) == (CODE if wanted.startswith(CODE) else "en")


def test_the_pseudo_language_keeps_what_is_filled_in():
    assert pseudo("Come at %(time)s, {name}: <b>5</b>") == "ΔΔΔΔ ΔΔ %(time)s, {name}: <b>5</b>"


@pytest.mark.parametrize("why", sorted(HELD_BACK))
def test_why_a_message_was_held_back_is_translated(spoken, why):
    assert english(reason(Message(state=State.SKIPPED, reason=why)), set()) == []

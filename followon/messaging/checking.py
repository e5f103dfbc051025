"""Whether a service's own words of a kind can be sent: pure, asked before they are saved."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followon.pages.words import wordlist
from followon.people.neutral_words import health_words_in

from .carriers_words import carriers_words_in
from .filling import PART, OwnText, filled_with, names_in
from .gsm7 import PLAINER, TEXT_LIMIT, fragments, gsm7_length, strange_letters, to_gsm7
from .placeholders import REQUIRED, Editable, Placeholder
from .wording import lay_out, room_beside

SUBJECT_WANTED = 100  # with the longest names; phones show about 40
LONGEST_SENTENCE = 20  # words
SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n+")
STRAY = re.compile(r"[\[\]{}]")


@dataclass(frozen=True)
class Problem:
    """What has to change before the words can be saved, and in which box."""

    part: str
    message: str


@dataclass(frozen=True)
class Preview:
    """How the words look with ordinary and with the longest names."""

    subject: str
    body: str
    characters: int
    fragments: int
    longest_subject: str
    longest_body: str


def preview(
    own: OwnText, declared: Editable, channel: str, *, sender: str, takes_replies: bool = True
) -> Preview:
    """What would leave; of a text the count with the longest names, which is what is checked."""
    usable = declared.on(channel, takes_replies=takes_replies)
    usual = _example(own, usable, channel, sender, "typical")
    longest = _example(own, usable, channel, sender, "longest")
    is_text = channel == "text"
    return Preview(
        subject=usual.subject,
        body=usual.body,
        characters=gsm7_length(to_gsm7(longest.body)) if is_text else 0,
        fragments=fragments(to_gsm7(longest.body)) if is_text else 0,
        longest_subject=longest.subject,
        longest_body=longest.body,
    )


def problems(
    own: OwnText, declared: Editable, channel: str, *, sender: str, default: OwnText
) -> list[Problem]:
    """All that is wrong with the words, in the order of the boxes; [] when they may be saved."""
    parts = {"body": own.body} if channel == "text" else {"subject": own.subject, "body": own.body}
    found = [
        Problem(part, message)
        for part, words in parts.items()
        for message in _of_part(part, words, declared, channel, getattr(default, part))
    ]
    return found or _length(own, declared, channel, sender)


def strange_named(words: str) -> list[str]:
    """Each character that no text can carry, with what to write in its place."""
    return [
        _("“%(letter)s” (write %(plain)s)") % {"letter": letter, "plain": plain}
        if (plain := letter.translate(PLAINER)) != letter and plain.strip()
        else _("“%(letter)s”") % {"letter": letter}
        for letter in strange_letters(words)
    ]


def long_sentences(words: str) -> list[str]:
    """Sentences of more than 20 words: no mistake, but hard to read on a bad day."""
    bare = re.sub(r"[\[\]]", "", words)
    sentences = (sentence.strip() for sentence in SENTENCE_END.split(bare))
    return [each for each in sentences if len(each.split()) > LONGEST_SENTENCE]


def _of_part(part: str, words: str, declared: Editable, channel: str, default: str) -> list[str]:
    if not words.strip():
        return [_("Enter a subject") if part == "subject" else _("Enter the words of the message")]
    shown_on_a_screen = channel == "text" or part == "subject"
    checks = (
        _stray(words),
        _unknown(words, declared, channel),
        _missing(words, default),
        _strange(words) if channel == "text" else "",
        _health(words) if shown_on_a_screen else "",
        _carriers(words) if channel == "text" else "",
    )
    return [message for message in checks if message]


def _stray(words: str) -> str:
    rest = PART.sub(lambda found: re.sub(r"\{[^{}]*\}", "", found[1]), words)
    if not STRAY.search(re.sub(r"\{[^{}]*\}", "", rest)):
        return ""
    return _("Close every { with } and every [ with ], and put no [ ] inside another [ ]")


def _unknown(words: str, declared: Editable, channel: str) -> str:
    known = {each.name for each in declared.on(channel)}
    unknown = [name for name in names_in(words) if name not in known]
    if not unknown:
        return ""
    names = wordlist(f"{{{name}}}" for name in unknown)
    text = ngettext(
        "%(names)s is not in the list of placeholders. Use only those in the list",
        "%(names)s are not in the list of placeholders. Use only those in the list",
        len(unknown),
    )
    return text % {"names": names}


def _missing(words: str, default: str) -> str:
    """Only what stands outside brackets counts: a part in brackets may be left out."""
    kept = names_in(PART.sub("", words))
    missing = [name for name in names_in(default) if name in REQUIRED and name not in kept]
    if not missing:
        return ""
    names = wordlist(f"{{{name}}}" for name in missing)
    return _("Keep %(names)s, outside square brackets: the message does not work without") % {
        "names": names
    }


def _strange(words: str) -> str:
    named = strange_named(words)
    if not named:
        return ""
    return _("Texts cannot carry %(letters)s") % {"letters": wordlist(named)}


def _health(words: str) -> str:
    found = health_words_in(words)
    if not found:
        return ""
    return _(
        "Take out %(words)s. Anyone may see a locked screen, so it says nothing about health"
    ) % {"words": wordlist(f"“{word}”" for word in found)}


def _carriers(words: str) -> str:
    found = carriers_words_in(words)
    if not found:
        return ""
    return _(
        "Do not ask people to send %(words)s: phone networks take these words for themselves"
    ) % {"words": wordlist(found)}


def _length(own: OwnText, declared: Editable, channel: str, sender: str) -> list[Problem]:
    shown = preview(own, declared, channel, sender=sender)
    if channel == "text":
        limit, part, length = TEXT_LIMIT, "body", shown.characters
    else:
        limit, part, length = SUBJECT_WANTED, "subject", len(shown.longest_subject)
    if length <= limit:
        return []
    text = ngettext(
        "Shorten it by %(over)d character: with the longest names it has %(length)d, "
        "and %(limit)d fit",
        "Shorten it by %(over)d characters: with the longest names it has %(length)d, "
        "and %(limit)d fit",
        length - limit,
    )
    counts = {"over": length - limit, "length": length, "limit": limit}
    return [Problem(part, text % counts)]


def _example(
    own: OwnText, usable: tuple[Placeholder, ...], channel: str, sender: str, which: str
) -> OwnText:
    unknown = {name: f"{{{name}}}" for name in names_in(f"{own.subject} {own.body}")}
    values = {**unknown, **{each.name: str(getattr(each, which)) for each in usable}}
    words = filled_with(own, usable, values, channel, room=room_beside(sender))
    if channel == "text":
        return OwnText(body=lay_out(words, channel, sender=sender).body)
    return words

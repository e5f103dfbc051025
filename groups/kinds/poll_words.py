"""A poll's dates in the words of a text or an e-mail: pure but for the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from followon.pages.words import clock, longdate, shortday, tinyday, wordlist

from ..models import PollOption
from ..polls import IF_NEED_BE, NO, YES, Candidate, outcome


def spoken(option: PollOption) -> dict[str, str]:
    """One date for an e-mail."""
    return {
        "letter": option.letter,
        "day": longdate(option.date),
        "clock": clock(option.time),
        "place": option.place.name if option.place else "",
    }


def listed(options: Sequence[PollOption]) -> list[str]:
    """The dates with their letters for a text, the fullest wording first."""
    same = len({option.time for option in options}) == 1
    wordings = []
    for day in (shortday, tinyday):
        if same:
            days = ", ".join(f"{option.letter} {day(option.date)}" for option in options)
            at = clock(options[0].time)
            wordings.append(_("%(days)s, all %(clock)s") % {"days": days, "clock": at})
        else:
            each = (
                f"{option.letter} {day(option.date)} {clock(option.time)}" for option in options
            )
            wordings.append(", ".join(each))
    return [*wordings, wordings[-1].replace(", ", " ")]


def came_out(
    options: Sequence[PollOption], said: Mapping[Any, Mapping[int, str]], people: Sequence[int]
) -> dict[str, Any]:
    """How many answered, and the date or dates that fit best."""
    by_key = {option.pk: option for option in options}
    found = outcome(
        [Candidate(each.pk, each.starts_at, said.get(each.pk, {})) for each in options], people, {}
    )
    best = [by_key[fit.key] for fit in found.best]
    return {
        "answered": found.answered,
        "people": len(people),
        "best": [f"{shortday(each.date)} {clock(each.time)}" for each in best],
        "best_days": wordlist(f"{longdate(each.date)}, {clock(each.time)}" for each in best),
        "can": found.best[0].can if found.best else 0,
    }


def own_words(own: Mapping[str, str]) -> str:
    """What somebody said, by letters: "yes to A and C, if need be B, no to D"."""
    words = {
        YES: _("yes to %(letters)s"),
        IF_NEED_BE: _("if need be %(letters)s"),
        NO: _("no to %(letters)s"),
    }
    parts = []
    for value, phrase in words.items():
        letters = [letter for letter, said in own.items() if said == value]
        if letters:
            parts.append(phrase % {"letters": wordlist(letters)})
    return ", ".join(parts)

"""A language that nobody speaks: every letter of ours is a Δ, so what stays English shows.

Made of the source each time, so it is always complete; numbers, placeholders and tags stay.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from django.utils import dates

from script.lib.catalogue import compile_catalogue, template

CODE = "xx"
# Kept as they are: %(name)s, {name}, {{ name }}, tags.
KEPT = re.compile(r"(%\(\w+\)[sd]|%%|\{\{?[^{}]*\}?\}|<[^>]*>|&\w+;)")
KEPT_CONTEXTS = {"date format"}


def pseudo(words: str) -> str:
    """The same length, no letter left: "Come at %(time)s." → "ΔΔΔΔ ΔΔ %(time)s."."""
    pieces = KEPT.split(words)
    return "".join(
        piece if number % 2 else re.sub(r"[^\W\d_]", "Δ", piece)
        for number, piece in enumerate(pieces)
    )


def write_pseudo(folder: Path) -> None:
    """The complete catalogue of that language, where Django finds it."""
    catalogue = Catalog(locale=None, charset="utf-8")
    for message in template():
        if message.id:
            _add(catalogue, message.id, message.context)
    for names in (dates.WEEKDAYS, dates.WEEKDAYS_ABBR, dates.MONTHS, dates.MONTHS_3):
        for name in names.values():
            _add(catalogue, _english(name), None)
    for name in dates.MONTHS_ALT.values():
        _add(catalogue, _english(name), "alt. month")
    for name in dates.MONTHS_AP.values():
        _add(catalogue, _english(name), "abbrev. month")
    compile_catalogue(catalogue, folder / CODE / "LC_MESSAGES" / "django.mo")


def _add(catalogue: Catalog, message: str | tuple[str, str], context: str | None) -> None:
    if isinstance(message, str):
        text = message if context in KEPT_CONTEXTS else pseudo(message)
        catalogue.add(message, text, context=context)
    else:
        catalogue.add(message, tuple(map(pseudo, message)), context=context)


def _english(name: object) -> str:
    from django.utils import translation  # only here: the rest is plain text

    with translation.override("en"):
        return str(name)

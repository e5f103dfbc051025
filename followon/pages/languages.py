"""Languages that words can be in: the site's own, and each that has a catalogue under locale/."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language_info, to_language


def site_language() -> str:
    """The language that everything falls back to, without its country: "en"."""
    return str(settings.LANGUAGE_CODE).split("-")[0]


def available() -> dict[str, str]:
    """Every language there is, by its code, with its name in itself; the site's own first."""
    codes = [site_language(), *_catalogues(tuple(settings.LOCALE_PATHS))]
    return {code: _name(code) for code in codes}


def chosen(wanted: str) -> str:
    """The language that somebody wants where there is a catalogue of it, else the site's own."""
    if wanted == site_language():
        return wanted
    for code in (wanted, wanted.split("-")[0]):
        if code in available():
            return code
    return site_language()


def spoken_as(code: str) -> str:
    """What to activate for a language: the site's own with its country, "en-gb"."""
    return str(settings.LANGUAGE_CODE) if code == site_language() else code


@lru_cache
def _catalogues(paths: tuple[Path, ...]) -> tuple[str, ...]:
    found = {
        to_language(catalogue.parent.parent.name)
        for path in paths
        for catalogue in Path(path).glob("*/LC_MESSAGES/django.mo")
    }
    return tuple(sorted(found - {site_language(), str(settings.LANGUAGE_CODE)}))


def _name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code

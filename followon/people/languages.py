"""The languages in which our messages can be written: English, and those that are translated."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.conf.locale import LANG_INFO

ENGLISH = "en"


@lru_cache(maxsize=1)
def languages() -> dict[str, str]:
    """Code → the language's own name for itself; nothing is offered that nobody has translated."""
    translated = {
        path.parent.parent.name.replace("_", "-").lower()
        for folder in settings.LOCALE_PATHS
        for path in Path(folder).glob("*/LC_MESSAGES/django.mo")
    }
    others = sorted(code for code in translated if code.split("-")[0] != ENGLISH)
    return {code: _own_name(code) for code in (ENGLISH, *others)}


def _own_name(code: str) -> str:
    return str(LANG_INFO.get(code, {}).get("name_local", code)).capitalize()

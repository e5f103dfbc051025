"""The kinds that messaging sends by itself: answers to texts that people send us."""

from datetime import datetime

from .kinds import Hours, Kind, register
from .models import Message

STOPPED = "texts_stopped"
STARTED = "texts_started"
HELP = "text_help"
RECEIVED = "text_received"
WHICH_PERSON = "which_person"
WHICH_QUESTION = "which_question"


def _nothing_more(message: Message, now: datetime) -> dict[str, str]:
    return {}


def register_own_kinds() -> None:
    """Answers leave at any hour and do not count: the person wrote first."""
    for code in (STARTED, HELP, RECEIVED, WHICH_PERSON, WHICH_QUESTION):
        register(Kind(code, _nothing_more, hours=Hours.ANY, counts_to_cap=False))
    register(Kind(STOPPED, _nothing_more, hours=Hours.ANY, counts_to_cap=False, ignores_stop=True))

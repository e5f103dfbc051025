"""The kinds that messaging sends by itself: answers to texts, and notices about contacts."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from . import asking_back
from .kinds import Context, Hours, Kind, register
from .models import Message
from .placeholders import fixed_words
from .queries.which import asked_in
from .which import WHICH_PERSON, WHICH_QUESTION

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STOPPED = "texts_stopped"
STARTED = "texts_started"
HELP = "text_help"
RECEIVED = "text_received"
CONTACT_CHANGED = "contact_changed"
CONTEXTS: dict[str, Context] = {
    WHICH_PERSON: asking_back.which,
    WHICH_QUESTION: asking_back.which,
}
LABELS = {
    STARTED: _("Texts started again"),
    HELP: _("Answer to HELP"),
    RECEIVED: _("Answer to a text that a person reads"),
    WHICH_PERSON: _("Question: who is writing?"),
    WHICH_QUESTION: _("Question: which one is meant?"),
}

NETWORKS = _("Phone networks lay down what must stand in it.")
FIXED = {
    STOPPED: NETWORKS,
    STARTED: NETWORKS,
    HELP: NETWORKS,
    RECEIVED: _("It says what to do in an emergency, and must say the same to everybody."),
    WHICH_PERSON: _("The answer is understood only in the form that it asks for."),
    WHICH_QUESTION: _("The answer is understood only in the form that it asks for."),
    CONTACT_CHANGED: _("It warns of somebody else's change, and must not be mistaken."),
}


def _nothing_more(message: Message, now: datetime) -> dict[str, str]:
    """Nothing; the phone of a service that only lent its name is nobody's to give."""
    return {"service_phone": "", "service_hours": ""} if message.facts.get("lent") else {}


def _what_changed(message: Message, now: datetime) -> dict[str, str]:
    return {"what": message.facts["what"], "thing": message.facts["thing"]}


def register_own_kinds() -> None:
    """Answers leave at any hour and do not count: the person wrote first."""
    for code, label in LABELS.items():
        register(_answer(code, label))
    register(_answer(STOPPED, _("Texts stopped"), ignores_stop=True))
    register(
        Kind(
            CONTACT_CHANGED,
            _what_changed,
            label=_("Notice: how they are reached was changed"),
            hours=Hours.ANY,
            counts_to_cap=False,
        )
    )
    for code, why in FIXED.items():
        fixed_words(code, why)


def _answer(code: str, label: "str | _StrPromise", *, ignores_stop: bool = False) -> Kind:
    return Kind(
        code,
        CONTEXTS.get(code, _nothing_more),
        label=label,
        hides_person=True,
        hours=Hours.ANY,
        counts_to_cap=False,
        ignores_stop=ignores_stop,
        prepare=asked_in if code in (WHICH_PERSON, WHICH_QUESTION) else None,
    )

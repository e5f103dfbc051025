"""From a kind's templates to what leaves: texts of one fragment, e-mails plain and in HTML."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template import engines
from django.utils.translation import get_language
from jinja2 import Environment, StrictUndefined, Template, meta

from .filling import OwnText, filled
from .gsm7 import (
    GSM7,
    GSM7_DOUBLE,
    TEXT_LIMIT,
    NotGsm7,
    fragments,
    gsm7_length,
    shorten,
    to_gsm7,
)
from .placeholders import editable

__all__ = [
    "GSM7",
    "GSM7_DOUBLE",
    "TEXT_LIMIT",
    "NotGsm7",
    "OwnText",
    "Rendered",
    "fragments",
    "gsm7_length",
    "masked",
    "paragraphs",
    "render",
    "shorten",
    "to_gsm7",
]

# What a personal link ends in: 16 random bytes as base64url, or longer.
SECRET_PATH = re.compile(r"https?://\S*?(/[a-z-]+/)[A-Za-z0-9_-]{20,}(?=/|\b)\S*")
URL = re.compile(r"(https?://[^\s<>]+[^\s<>.,;:!?)])")
# Stands in the output of a template for the wording that it picked.
PICKED = "\0"


@dataclass(frozen=True)
class Rendered:
    """What leaves: a text has only a body."""

    body: str
    subject: str = ""
    html: str = ""


def render(
    kind: str,
    channel: str,
    context: Mapping[str, Any],
    *,
    sender: str,
    stop_url: str = "",
    own: OwnText | None = None,
) -> Rendered:
    """The message of that kind for one channel; `sender` is the service's neutral name.

    The kind's text template does not write the sender: every text begins with it. `own` are the
    service's own words, taken in place of the template wherever they apply. Raises
    jinja2.UndefinedError where the context lacks a name that the template asks for.
    """
    words = _own(kind, channel, context, sender, own)
    if words is None and channel == "text":
        words = _picked(kind, context, sender)
    if words is None:
        words = default_words(kind, channel, {**context, "words": _filler(kind, context, sender)})
    return lay_out(words, channel, sender=sender, stop_url=stop_url)


def lay_out(words: OwnText, channel: str, *, sender: str, stop_url: str = "") -> Rendered:
    """Filled words as they leave: a text with its sender, an e-mail plain and in HTML."""
    if channel == "text":
        return Rendered(body=to_gsm7(_begun_by(sender, words.body)))
    layout = {
        "subject": words.subject,
        "words": words.body,
        "sender": sender,
        "stop_url": stop_url,
    }
    html = _environment(escaped=True).get_template("messages/_layouts/email.html.jinja")
    return Rendered(
        subject=words.subject[:160],
        body=_template("messages/_layouts/email.txt.jinja").render(layout).strip() + "\n",
        html=html.render(layout, paragraphs=paragraphs(words.body)),
    )


def default_words(kind: str, channel: str, context: Mapping[str, Any]) -> OwnText:
    """What the kind's own templates say."""
    if channel == "text":
        words = _template(f"messages/{kind}.sms.jinja").render(context)
        return OwnText(body=" ".join(words.split()))
    words = _template(f"messages/{kind}.email.jinja").render(context).strip()
    subject = " ".join(_template(f"messages/{kind}.subject.jinja").render(context).split())
    return OwnText(body=re.sub(r"\n{3,}", "\n\n", words), subject=subject)


@lru_cache(maxsize=1024)
def room_beside(sender: str) -> int:
    """How many characters of one text are left for the words behind the sender's name."""
    return TEXT_LIMIT - gsm7_length(to_gsm7(f"{sender}: "))


def _filler(kind: str, context: Mapping[str, Any], sender: str) -> Callable[[str], str]:
    """What a text's template calls with its words, which hold placeholders as own words do."""

    def words(text: str) -> str:
        declared = editable(kind)
        if declared is None:
            raise LookupError(f"The words of {kind!r} have placeholders, but none are declared.")
        room = room_beside(sender)
        return filled(OwnText(body=text), declared, context, "text", room=room).body

    return words


def _own(
    kind: str, channel: str, context: Mapping[str, Any], sender: str, own: OwnText | None
) -> OwnText | None:
    declared = editable(kind)
    if own is None or declared is None or not declared.applies(context):
        return None
    return filled(own, declared, context, channel, room=room_beside(sender))


def _picked(kind: str, context: Mapping[str, Any], sender: str) -> OwnText | None:
    """What a text's template says where it only picks one of its wordings with placeholders.

    Which one depends on the names that it reads, such as `is_member`. So for all the people of whom
    they say the same the template is run once.
    """
    declared = editable(kind)
    template = _template(f"messages/{kind}.sms.jinja")
    reads = _names_read(template)
    if declared is None or reads is None:
        return None
    read = tuple((name, context[name]) for name in reads if name in context)
    try:
        wording = _pick(template, get_language(), read)
    except TypeError:  # something in it that cannot be looked up by
        return None
    if wording is None:
        return None
    room = room_beside(sender)
    return filled(OwnText(body=wording), declared, context, "text", room=room)


@lru_cache(maxsize=1024)
def _pick(template: Template, language: str, read: tuple[tuple[str, Any], ...]) -> str | None:
    """The wording that the template picks; None where it says more than that."""
    picked: list[str] = []

    def words(text: str) -> str:
        picked.append(text)
        return PICKED

    said = template.render(dict(read), words=words)
    return picked[0] if said.strip() == PICKED else None


@lru_cache(maxsize=256)
def _names_read(template: Template) -> tuple[str, ...] | None:
    """What a template asks of its context beside `words`; None where it does not ask for them."""
    loader, name = template.environment.loader, str(template.name)
    source = loader.get_source(template.environment, name)[0] if loader is not None else ""
    names = meta.find_undeclared_variables(template.environment.parse(source))
    if "words" not in names:
        return None
    return tuple(sorted(names - {"words"} - template.environment.globals.keys()))


def paragraphs(words: str) -> list[list[str]]:
    """A plain e-mail's paragraphs, each split so that every second piece is an address."""
    return [URL.split(block.strip()) for block in re.split(r"\n\s*\n", words) if block.strip()]


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """The words for the record: personal links and codes opened nothing if somebody read them."""
    text = SECRET_PATH.sub(r"…\1[link]", text)
    for secret in secrets:
        if secret:
            text = text.replace(secret, "[code]")
    return text


def _begun_by(sender: str, words: str) -> str:
    return words if words.startswith(f"{sender}: ") else f"{sender}: {words}"


def _template(name: str) -> Any:
    return _environment(escaped=False).get_template(name)


@lru_cache(maxsize=2)
def _environment(*, escaped: bool) -> Environment:
    """The pages' environment, but loud about a missing name, and for texts without HTML escapes."""
    pages: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    loud = pages.overlay(autoescape=escaped, undefined=StrictUndefined)
    # One plain dict: Jinja's own chain of them is walked again for every message.
    loud.make_globals = lambda d: {**loud.globals, **(d or {})}  # type: ignore[method-assign]
    return loud

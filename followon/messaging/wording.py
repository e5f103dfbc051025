"""From a kind's templates to what leaves: texts of one fragment, e-mails plain and in HTML."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template import engines
from jinja2 import Environment, StrictUndefined

TEXT_LIMIT = 160
NAME_LIMIT = 16

# GSM 03.38: the characters of one septet, and those that cost two.
GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_DOUBLE = frozenset("^{}\\[~]|€\f")
PLAINER = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʻʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " "),
        "…": "...",
        "Ł": "L",
        "ł": "l",
        "Đ": "D",
        "đ": "d",
        "ı": "i",
        "Œ": "OE",
        "œ": "oe",
        "Þ": "Th",
        "þ": "th",
        "ð": "d",
    }
)
# What a personal link ends in: 16 random bytes as base64url, or longer.
SECRET_PATH = re.compile(r"https?://\S*?(/[a-z-]+/)[A-Za-z0-9_-]{20,}(?=/|\b)\S*")
URL = re.compile(r"(https?://[^\s<>]+[^\s<>.,;:!?)])")


class NotGsm7(ValueError):
    """A text holds characters that would make it cost and break more."""


@dataclass(frozen=True)
class Rendered:
    """What leaves: a text has only a body."""

    body: str
    subject: str = ""
    html: str = ""


def gsm7_length(text: str) -> int:
    """Septets that a text takes (160 fit one fragment). Raises NotGsm7 and names the characters."""
    strange = sorted({letter for letter in text if letter not in GSM7 | GSM7_DOUBLE})
    if strange:
        raise NotGsm7(f"Not in the GSM 7-bit alphabet: {' '.join(strange)}. Use plain letters.")
    return len(text) + sum(letter in GSM7_DOUBLE for letter in text)


def to_gsm7(text: str) -> str:
    """The same words in letters that a text can carry; an unknown letter becomes '?'."""
    return "".join(
        letter if letter in GSM7 | GSM7_DOUBLE else _plain(letter)
        for letter in text.translate(PLAINER)
    )


def shorten(name: str, limit: int = NAME_LIMIT) -> str:
    """A name of at most `limit` characters, cut between words where that leaves one."""
    name = " ".join(name.split())
    if len(name) <= limit:
        return name
    whole = name[: limit + 1].rpartition(" ")[0]
    return whole or name[:limit]


def render(
    kind: str, channel: str, context: Mapping[str, Any], *, sender: str, stop_url: str = ""
) -> Rendered:
    """The message of that kind for one channel; `sender` is the service's neutral name.

    The kind's text template does not write the sender: every text begins with it. Raises
    jinja2.UndefinedError where the context lacks a name that the template asks for.
    """
    if channel == "text":
        words = _template(f"messages/{kind}.sms.jinja").render(context)
        return Rendered(body=to_gsm7(_begun_by(sender, " ".join(words.split()))))
    subject = " ".join(_template(f"messages/{kind}.subject.jinja").render(context).split())
    words = _template(f"messages/{kind}.email.jinja").render(context).strip()
    layout = {"subject": subject, "words": words, "sender": sender, "stop_url": stop_url}
    html = _environment(escaped=True).get_template("messages/_layouts/email.html.jinja")
    return Rendered(
        subject=subject[:160],
        body=_template("messages/_layouts/email.txt.jinja").render(layout).strip() + "\n",
        html=html.render(layout, paragraphs=paragraphs(words)),
    )


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


def _plain(letter: str) -> str:
    bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if part in GSM7)
    return bare or ("" if unicodedata.combining(letter) else "?")


def _begun_by(sender: str, words: str) -> str:
    return words if words.startswith(f"{sender}: ") else f"{sender}: {words}"


def _template(name: str) -> Any:
    return _environment(escaped=False).get_template(name)


@lru_cache(maxsize=2)
def _environment(*, escaped: bool) -> Environment:
    """The pages' environment, but loud about a missing name, and for texts without HTML escapes."""
    pages: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    return pages.overlay(autoescape=escaped, undefined=StrictUndefined)

"""Everybody's phones and letter boxes: what the stand-ins took on, by person."""

import re

from tests.fakes.notify import FakeNotify
from tests.fakes.smtp_sink import SmtpSink
from tests.journeys.eventually import eventually


class Inbox:
    """Reads texts and mails as their owner would, the newest last."""

    def __init__(self, notify: FakeNotify, mails: SmtpSink) -> None:
        self.notify, self.mails = notify, mails

    def texts_to(self, number: str) -> list[str]:
        return [sent.body for sent in self.notify.sent if _digits(sent.to) == _digits(number)]

    def mails_to(self, address: str) -> list[str]:
        mine = [mail for mail in self.mails.mails if mail.to == address]
        return [f"{mail.subject}\n{mail.body}" for mail in mine]

    def text(self, number: str, containing: str, *, skip: int = 0) -> str:
        """The first text to that number with these words, after `skip` others like it."""
        return self._find(lambda: self.texts_to(number), containing, skip, number)

    def mail(self, address: str, containing: str, *, skip: int = 0) -> str:
        """The first mail to that address with these words, after `skip` others like it."""
        return self._find(lambda: self.mails_to(address), containing, skip, address)

    def _find(self, read, containing: str, skip: int, whose: str) -> str:  # type: ignore[no-untyped-def]
        found = eventually(
            lambda: [message for message in read() if containing in message][skip:],
            otherwise=lambda: f"No {containing!r} to {whose} after {skip}; there are {read()}",
        )
        return str(found[0])


def link_in(message: str) -> str:
    """The one address in a message, the one that stops emails aside."""
    links = [link for link in re.findall(r"https?://\S+", message) if "/stop-" not in link]
    assert len(set(links)) == 1, f"Expected one link in {message!r}"
    return str(links[0]).rstrip(".")


def code_in(message: str) -> str:
    """The sign-in code in a message."""
    found = re.search(r"\b([A-Z0-9]{3}-?[A-Z0-9]{3})\b", message)
    assert found, f"No code in {message!r}"
    return found.group(1)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).removeprefix("44").removeprefix("0")

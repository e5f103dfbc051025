"""Connections to a mail server: watched, and with several commands in one go where it allows it."""

import re
import smtplib
from collections.abc import Sequence
from typing import Any

CRLF = b"\r\n"
LINE_WITH_A_DOT = re.compile(rb"(?m)^\.")
Reply = tuple[int, bytes]


class Watched:
    """Remembers whether the words of the message were on their way when the line broke."""

    body_begun = False

    def mail(self, *args: Any, **kwargs: Any) -> Any:
        self.body_begun = False
        return super().mail(*args, **kwargs)  # type: ignore[misc]

    def data(self, msg: Any) -> Any:
        self.body_begun = True
        return super().data(msg)  # type: ignore[misc]


class Pipelined(Watched, smtplib.SMTP):
    """
    Sends MAIL, RCPT and DATA without waiting in between (RFC 2920).

    Two journeys there and back for each message in place of four. A server that does not offer it,
    or a message to more than one address, goes the usual way.
    """

    def sendmail(
        self,
        from_addr: str,
        to_addrs: str | Sequence[str],
        msg: Any,
        mail_options: Sequence[str] = (),
        rcpt_options: Sequence[str] = (),
    ) -> Any:
        to = [to_addrs] if isinstance(to_addrs, str) else list(to_addrs)
        self.body_begun = False
        self.ehlo_or_helo_if_needed()
        plain = not mail_options and not rcpt_options and (from_addr + to[0]).isascii()
        if len(to) == 1 and plain and isinstance(msg, bytes) and self.has_extn("pipelining"):
            return self._in_one_go(from_addr, to[0], msg)
        return super().sendmail(from_addr, to, msg, mail_options, rcpt_options)

    def _in_one_go(self, sender: str, to: str, msg: bytes) -> dict[str, Reply]:
        size = f" SIZE={len(msg)}" if self.has_extn("size") else ""
        mail = f"MAIL FROM:{smtplib.quoteaddr(sender)}{size}"
        self.send("\r\n".join([mail, f"RCPT TO:{smtplib.quoteaddr(to)}", "DATA", ""]))
        replies = [self.getreply(), self.getreply(), self.getreply()]
        refusal = _refusal(replies, sender, to)
        if refusal is None:
            self.body_begun = True
            self.send(_ended(LINE_WITH_A_DOT.sub(b"..", msg)))
            code, text = self.getreply()
            refusal = None if code == 250 else smtplib.SMTPDataError(code, text)
        elif replies[2][0] == 354:
            self.send(b"." + CRLF)  # it waits for a message, and gets an empty one for nobody
            self.getreply()
        if refusal is None:
            return {}
        if 421 in [code for code, _text in replies]:
            self.close()
        else:
            self._rset()  # type: ignore[attr-defined]
        raise refusal


class WatchedSMTP(Pipelined):
    """Plain, or encrypted later by STARTTLS."""


class WatchedSMTPS(Pipelined, smtplib.SMTP_SSL):
    """Encrypted from the start."""


def _refusal(replies: list[Reply], sender: str, to: str) -> smtplib.SMTPException | None:
    """The first of the three commands that was refused, in the words of smtplib."""
    mail, rcpt, data = replies
    if mail[0] != 250:
        return smtplib.SMTPSenderRefused(*mail, sender)
    if rcpt[0] not in (250, 251):
        return smtplib.SMTPRecipientsRefused({to: rcpt})
    if data[0] != 354:
        return smtplib.SMTPDataError(*data)
    return None


def _ended(msg: bytes) -> bytes:
    return msg + (b"" if msg.endswith(CRLF) else CRLF) + b"." + CRLF

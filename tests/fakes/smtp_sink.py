"""A mail server on loopback that keeps what it gets, and refuses, stalls or hangs up on demand.

Run by itself: python -m tests.fakes.smtp_sink --port 1025
"""

import argparse
import asyncio
import email
import email.policy
import logging
import threading
from collections import deque
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # it logs every line of every message


@dataclass(frozen=True)
class Mail:
    """One message as it came in."""

    sender: str
    to: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def body(self) -> str:
        part = self.message.get_body(("plain",))
        return part.get_content().replace("\r\n", "\n") if part else ""

    @property
    def html(self) -> str:
        part = self.message.get_body(("html",))
        return part.get_content().replace("\r\n", "\n") if part else ""


class SmtpSink:
    """The server; each queued answer is used once: `mail.answer("RCPT", "550 5.1.1 Unknown")`."""

    def __init__(self, port: int = 0, *, pipelining: bool = False) -> None:
        self.pipelining = pipelining
        self.lenient = False  # goes on to DATA although the address was refused
        self.sign_in: dict[
            str, str
        ] = {}  # user names with passwords; asked for where there are any
        self.mails: list[Mail] = []
        self.connections = 0
        self._answers: dict[str, deque[str]] = {
            verb: deque() for verb in ("AUTH", "MAIL", "RCPT", "DATA")
        }
        self._controller = _Controller(self, port)

    @property
    def host(self) -> str:
        return "127.0.0.1"

    @property
    def port(self) -> int:
        server = self._controller.server
        assert server is not None, "start() first"
        return int(server.sockets[0].getsockname()[1])

    def start(self) -> "SmtpSink":
        self._controller.start()
        self.connections = 0  # the controller knocks once by itself
        return self

    def stop(self) -> None:
        self._controller.stop(no_assert=True)

    def __enter__(self) -> "SmtpSink":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def answer(self, verb: str, reply: str) -> None:
        self._answers[verb].append(reply)

    def hang(self, verb: str = "DATA") -> None:
        """Never answer; the message is not kept."""
        self._answers[verb].append("hang")

    def drop(self, verb: str = "DATA") -> None:
        """Hang up; the message is not kept."""
        self._answers[verb].append("drop")

    def accept_then_drop(self) -> None:
        """Keep the message and hang up before saying so."""
        self._answers["DATA"].append("accept-drop")

    def accept_then_hang(self) -> None:
        self._answers["DATA"].append("accept-hang")

    def hang_up_on_idle_lines(self) -> None:
        """Close every open connection, as a server does with lines that lie idle."""
        done = threading.Event()
        self._controller.loop.call_soon_threadsafe(self._close_all, done)
        done.wait(5)

    def _close_all(self, done: threading.Event) -> None:
        for protocol in list(self._controller.protocols):
            if protocol.transport is not None:
                protocol.transport.close()
        self._controller.protocols.clear()
        done.set()

    async def handle_EHLO(
        self, server: SMTP, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [responses[0], *["250-PIPELINING"] * self.pipelining, *responses[1:]]

    def authenticator(
        self, server: SMTP, session: Any, envelope: Any, mechanism: str, given: Any
    ) -> AuthResult:
        if self._answers["AUTH"]:
            return AuthResult(success=False, handled=False, message=self._answers["AUTH"].popleft())
        right = self.sign_in.get(given.login.decode()) == given.password.decode()
        return AuthResult(success=right, handled=False)

    async def handle_MAIL(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        return await self._reply("MAIL", server) or self._take("sender", envelope, address)

    async def handle_RCPT(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.lenient:
            envelope.rcpt_tos.append(address)
        return await self._reply("RCPT", server) or self._take("recipient", envelope, address)

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        waiting = self._answers["DATA"]
        if not waiting or waiting[0].startswith("accept"):
            self._keep(envelope)
        return await self._reply("DATA", server) or "250 2.0.0 Kept"

    async def _reply(self, verb: str, server: SMTP) -> str:
        reply = self._answers[verb].popleft() if self._answers[verb] else ""
        if reply.endswith("drop"):
            server.transport.abort()
        if reply.endswith(("drop", "hang")):
            await asyncio.sleep(60)
        return reply

    @staticmethod
    def _take(what: str, envelope: Any, address: str) -> str:
        if what == "sender":
            envelope.mail_from = address
        else:
            envelope.rcpt_tos.append(address)
        return "250 OK"

    def _keep(self, envelope: Any) -> None:
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        for to in envelope.rcpt_tos:
            self.mails.append(Mail(envelope.mail_from, to, message))


class _Controller(Controller):
    def __init__(self, sink: SmtpSink, port: int) -> None:
        self.protocols: list[SMTP] = []
        super().__init__(sink, hostname="127.0.0.1", port=port, ready_timeout=5)

    def factory(self) -> SMTP:
        self.handler.connections += 1
        sink = self.handler
        wants_it = {"authenticator": sink.authenticator, "auth_require_tls": False}
        protocol = SMTP(
            sink, enable_SMTPUTF8=True, ident="sink", **(wants_it if sink.sign_in else {})
        )
        self.protocols.append(protocol)
        return protocol

    def _trigger_server(self) -> None:
        """The base class knocks on the port that was asked for, which is 0 for a free one."""
        self.port = self.port or self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def main() -> None:
    parser = argparse.ArgumentParser(description="A mail server on loopback")
    parser.add_argument("--port", type=int, default=0)
    with SmtpSink(parser.parse_args().port) as sink:
        print(f"{sink.host}:{sink.port}", flush=True)  # noqa: T201
        threading.Event().wait()


if __name__ == "__main__":
    main()

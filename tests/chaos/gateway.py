"""A light GOV.UK Notify in a process of its own, which counts what it took on and fails on demand.

Run by itself: python -m tests.chaos.gateway CLOCK
It prints its port, and lives until it is killed. Tests speak to it through `ledger.Ledger`.
"""

import asyncio
import contextlib
import json
import socket
import struct
import sys
import time
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.chaos.clock import SharedClock
from tests.chaos.gateway_receipts import Receipts
from tests.fakes.notify import TEXT_TEMPLATE
from tests.fakes.notify_rules import error_answer

LONGEST = 60.0
SLOW = 0.5


@dataclass
class Taken:
    """One message as it reached the gateway, in the order of arrival.

    `told` is what we were told of it: 201, 500 or 429; 0 where we were told nothing.
    """

    order: int
    reference: str
    to: str
    body: str
    kind: str
    at: float  # when it arrived, on the machine's own clock
    moment: str  # the same on the clock that the test moves
    accepted: bool = False
    told: int = 0
    id: str = ""
    status: str = "created"


class Gateway:
    """What it was sent, what it answers, and the faults that wait for the next requests."""

    def __init__(self, clock: SharedClock) -> None:
        self.clock = clock
        self.taken: list[Taken] = []
        self.by_reference: dict[str, list[Taken]] = {}
        self.faults: list[str] = []
        self.asked = 0
        self.in_flight = 0
        self.most_in_flight = 0
        self.latency = 0.0
        self.hold_from: int | None = None
        self.let_go = asyncio.Event()
        self.receipts = Receipts()

    def arrived(self, kind: str, asked: dict[str, Any]) -> Taken:
        taken = Taken(
            order=len(self.taken),
            reference=asked.get("reference") or "",
            to=asked.get("phone_number") or asked["email_address"],
            body=asked["personalisation"]["body"],
            kind=kind,
            at=time.time(),
            moment=self.clock.now().isoformat(),
        )
        self.taken.append(taken)
        return taken

    def accept(self, taken: Taken) -> None:
        taken.accepted, taken.id = True, str(uuid.uuid4())
        self.by_reference.setdefault(taken.reference, []).append(taken)
        self.receipts.due(taken)

    def held(self, reference: str) -> dict[str, Any]:
        """All that was taken on under a reference, newest first, as Notify lists it."""
        rows = [shown(taken) for taken in reversed(self.by_reference.get(reference, []))]
        return {"notifications": rows, "links": {"current": "", "next": ""}}

    def control(self, verb: str, said: dict[str, Any]) -> Any:
        match verb:
            case "fail":
                self.faults += [said["fault"]] * said["times"]
            case "mend":
                self.faults.clear()
                self.receipts.mend()
            case "receipts":
                self.receipts.__dict__.update(said)
            case "hold":
                self.hold_from = said["order"]
                self.let_go.set()
                self.let_go = asyncio.Event()
            case "latency":
                self.latency = said["seconds"]
            case "counts":
                return {
                    "arrived": len(self.taken),
                    "asked": self.asked,
                    "in_flight": self.in_flight,
                    "most_in_flight": self.most_in_flight,
                    "faults": len(self.faults),
                    "receipts": self.receipts.open(),
                    "posted": self.receipts.posted,
                }
            case "taken":
                return [asdict(taken) for taken in self.taken[said["since"] :]]
        return {}


def shown(taken: Taken) -> dict[str, Any]:
    return {
        "id": taken.id,
        "reference": taken.reference,
        "status": taken.status,
        "created_at": "2026-01-01T00:00:00.000000Z",
        "sent_at": None,
        "completed_at": None,
    }


def template(id: str) -> dict[str, Any]:
    """As the checks of the ways want it: one body, and for e-mails one subject."""
    names = ("body",) if id == TEXT_TEMPLATE else ("subject", "body")
    kind = "sms" if id == TEXT_TEMPLATE else "email"
    return {"id": id, "type": kind, "personalisation": {name: {} for name in names}}


class Line:
    """One kept-alive connection."""

    def __init__(
        self, gateway: Gateway, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.gateway, self.reader, self.writer = gateway, reader, writer

    async def serve(self) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, EOFError):
            while await self.one():
                pass
        self.writer.close()

    async def one(self) -> bool:
        """One request; False when the line is done for."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        method, path, _ = head.split(" ", 2)
        length = next(
            (
                int(line.partition(":")[2])
                for line in head.split("\r\n")
                if line.lower().startswith("content-length:")
            ),
            0,
        )
        said = json.loads(await self.reader.readexactly(length)) if length else {}
        if path.startswith("/_control/"):
            await self.answer(200, self.gateway.control(path.removeprefix("/_control/"), said))
            return True
        self.gateway.in_flight += 1
        self.gateway.most_in_flight = max(self.gateway.most_in_flight, self.gateway.in_flight)
        try:
            if self.gateway.latency:
                await asyncio.sleep(self.gateway.latency)
            return await self.route(method, path, said)
        finally:
            self.gateway.in_flight -= 1

    async def route(self, method: str, path: str, said: dict[str, Any]) -> bool:
        parts = urlsplit(path)
        faults = self.gateway.faults
        fault = faults.pop(0) if faults else ""
        if method == "POST":
            taken = self.gateway.arrived(parts.path.rpartition("/")[2], said)
            return await self.take(taken, fault)
        if parts.path.startswith("/v2/template/"):
            await self.answer(200, template(parts.path.rpartition("/")[2]))
            return True
        if parts.path != "/v2/notifications":
            await self.answer(200, {"received_text_messages": [], "links": {}})
            return True
        self.gateway.asked += 1
        if fault in ("500", "429", "accepted-500"):
            return await self.refuse(int(fault[-3:]))
        if fault:
            return await self.break_off(fault)
        reference = parse_qs(parts.query).get("reference", [""])[0]
        await self.answer(200, self.gateway.held(reference))
        return True

    async def take(self, taken: Taken, fault: str) -> bool:
        """Accept, or fail as asked; what was told is noted once the words have left us."""
        gateway = self.gateway
        while gateway.hold_from is not None and taken.order >= gateway.hold_from:
            await gateway.let_go.wait()
        if self.reader.at_eof() and taken.order % 2:
            return False  # whoever asked is gone; every other such request is worked on
        if fault == "" or fault.startswith("accepted"):
            self.gateway.accept(taken)
        if fault in ("500", "429", "accepted-500"):
            taken.told = int(fault[-3:])
            return await self.refuse(taken.told)
        if fault == "late":
            # Taken on only after whoever asked has given up waiting.
            with contextlib.suppress(ConnectionError):
                await asyncio.wait_for(self.reader.read(1), LONGEST)
            self.gateway.accept(taken)
            return False
        if fault:
            return await self.break_off(fault)
        if self.writer.is_closing() or self.reader.at_eof():
            return False  # whoever asked was killed: nobody was told
        taken.told = 201
        await self.answer(201, {"id": taken.id, "reference": taken.reference})
        return True

    async def break_off(self, fault: str) -> bool:
        """Say nothing: until the other side gives up, or by cutting the line at once."""
        if fault.endswith("stall"):
            with contextlib.suppress(ConnectionError, TimeoutError):
                await asyncio.wait_for(self.reader.read(1), LONGEST)
        else:
            line = self.writer.get_extra_info("socket")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.writer.transport.abort()
        return False

    async def refuse(self, status: int) -> bool:
        words = {
            429: ("RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests"),
            500: ("Exception", "Internal server error"),
        }
        await self.answer(status, error_answer(status, *words[status]).body)
        return True

    async def answer(self, status: int, body: Any) -> None:
        words = json.dumps(body).encode()
        self.writer.write(
            f"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(words)}\r\n\r\n".encode()
            + words
        )
        await self.writer.drain()


async def run(clock: SharedClock) -> None:
    gateway = Gateway(clock)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await Line(gateway, reader, writer).serve()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1024, limit=2**20)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await gateway.receipts.run()


def main() -> None:
    asyncio.run(run(SharedClock(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()

"""GOV.UK Notify at its lightest, in a process of its own: python -m tests.bench.sending_gateway.

It speaks Notify's POST /v2/notifications/{sms,email} over kept-alive lines and answers after
`latency` seconds; a worker that starts also asks for the templates, and writes to an address of
Notify's own, which sends nothing. It prints its port. POST /_begin {"latency": …} starts a new
count, GET /_count says {"count", "seconds" (from the first to the last), "twice", "most" (in
flight at once)}.
"""

import asyncio
import json
import time
import uuid
from collections import Counter
from typing import Any

from tests.fakes.notify import EMAIL_TEMPLATE, SIMULATED, TEXT_TEMPLATE

TEMPLATES = {
    TEXT_TEMPLATE: {"type": "sms", "personalisation": {"body": {}}},
    EMAIL_TEMPLATE: {"type": "email", "personalisation": {"subject": {}, "body": {}}},
}


class Count:
    """What arrived since the last `begin`, in the order of arrival."""

    def __init__(self, latency: float = 0.0) -> None:
        self.latency = latency
        self.references: list[str] = []
        self.first = self.last = 0.0
        self.in_flight = self.most = 0

    def take(self, reference: str) -> None:
        self.last = time.monotonic()
        self.first = self.first or self.last
        self.references.append(reference)

    def said(self) -> dict[str, Any]:
        times = Counter(self.references)
        return {
            "count": len(self.references),
            "seconds": self.last - self.first,
            "twice": sum(count > 1 for count in times.values()),
            "most": self.most,
        }


class Line(asyncio.Protocol):
    """One kept-alive connection; requests come one at a time, each answered before the next."""

    count = Count()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.data = b""

    def data_received(self, data: bytes) -> None:
        self.data += data
        head, end, rest = self.data.partition(b"\r\n\r\n")
        if not end:
            return
        length = _length(head)
        if len(rest) < length:
            return
        self.data = rest[length:]
        path = head.split(b" ", 2)[1].decode()
        said = json.loads(rest[:length]) if length else {}
        if path.startswith("/v2/template/"):
            self._write(200, TEMPLATES[path.rpartition("/")[2]])
        elif path.startswith("/v2/"):
            self._take(said)
        else:
            self._control(path, said)

    def _take(self, said: dict[str, Any]) -> None:
        answer = {"id": str(uuid.uuid4()), "reference": said.get("reference")}
        if (said.get("phone_number") or said["email_address"]) in SIMULATED:
            self._write(201, answer)
            return
        count = Line.count
        count.take(said["reference"])
        count.in_flight += 1
        count.most = max(count.most, count.in_flight)
        if count.latency:
            asyncio.get_running_loop().call_later(count.latency, self._answer, answer, count)
        else:
            self._answer(answer, count)

    def _answer(self, answer: dict[str, Any], count: Count) -> None:
        count.in_flight -= 1
        self._write(201, answer)

    def _control(self, path: str, said: dict[str, Any]) -> None:
        if path == "/_begin":
            Line.count = Count(**said)
        self._write(200, Line.count.said())

    def _write(self, status: int, body: dict[str, Any]) -> None:
        words = json.dumps(body).encode()
        head = f"HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\n"
        self.transport.write(f"{head}Content-Length: {len(words)}\r\n\r\n".encode() + words)


def _length(head: bytes) -> int:
    _before, found, after = head.lower().partition(b"content-length:")
    return int(after.partition(b"\r\n")[0]) if found else 0


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Line, "127.0.0.1", 0, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())

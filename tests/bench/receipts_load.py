"""The load of `receipts`: posts over connections that stay open; prints what it saw as JSON."""

import asyncio
import json
import os
import sys
import time
import uuid
from urllib.parse import urlsplit

from tests.bench.kit.figures import percentile


def request(host: str, path: str) -> bytes:
    """One receipt of its own, as GOV.UK Notify posts it."""
    body = json.dumps(
        {
            "id": str(uuid.uuid4()),
            "reference": str(uuid.uuid4()),
            "to": "+447700900101",
            "status": "delivered",
            "created_at": "2026-09-09T09:00:01.000000Z",
            "completed_at": "2026-09-09T09:00:05.000000Z",
            "sent_at": "2026-09-09T09:00:02.000000Z",
            "notification_type": "sms",
        }
    )
    token = os.environ["NOTIFY_CALLBACK_TOKEN"]
    head = (
        f"POST {path} HTTP/1.1",
        f"Host: {host}",
        f"Authorization: Bearer {token}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


async def post_each(
    host: str, path: str, due: asyncio.Queue[tuple[float, bytes]], took: list[float]
) -> None:
    """One connection: whatever is due next, one after another."""
    name, _colon, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    while not due.empty():
        at, wanted = due.get_nowait()
        if (early := at - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        began = max(at, 0.0) or time.perf_counter()
        writer.write(wanted)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 204"):
            raise SystemExit(f"The answer was {head!r}")
        took.append(time.perf_counter() - began)
        if b"connection: close" in head.lower():
            writer.close()
            reader, writer = await asyncio.open_connection(name, int(port))
    writer.close()


async def main(url: str, count: int, connections: int, rate: int) -> None:
    """At a rate, each request has its moment, and waiting for a free connection counts as well."""
    place = urlsplit(url)
    wanted = [request(place.netloc, place.path) for _ in range(count)]
    due: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    started = time.perf_counter()
    for number, each in enumerate(wanted):
        due.put_nowait((started + number / rate if rate else 0.0, each))
    took: list[float] = []
    await asyncio.gather(
        *(post_each(place.netloc, place.path, due, took) for _ in range(connections))
    )
    seconds = time.perf_counter() - started
    figures = {
        "rate": count / seconds,
        "median": percentile(took, 50) * 1000,
        "most": percentile(took, 99) * 1000,
    }
    print(json.dumps(figures), flush=True)  # noqa: T201


if __name__ == "__main__":
    address, *numbers = sys.argv[1:]
    asyncio.run(main(address, *map(int, numbers)))

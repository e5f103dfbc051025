"""The gateway's receipts: posted soon, or repeated, held back and mixed up, or at once."""

import asyncio
import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from tests.chaos.gateway import Taken

TRIES = 60  # Notify tries for half an hour; so many seconds are enough for a web that was killed
POSTERS = 4


class Receipts:
    """Off until `url` is set. Each of the three faults holds for the next so many receipts."""

    def __init__(self) -> None:
        self.url = self.token = ""
        self.repeat = self.hold = self.rush = 0
        self.seed = 0
        self.posted = 0
        self.waiting: asyncio.Queue[tuple[Taken, float]] = asyncio.Queue()
        self.held: list[Taken] = []
        self.posting = 0

    def due(self, taken: "Taken") -> None:
        """A message was taken on, so its receipt is owed."""
        if not self.url:
            return
        copies = 1
        if self.repeat:
            self.repeat, copies = self.repeat - 1, 3
        if self.hold:
            self.hold -= 1
            self.held.append(taken)
            if not self.hold:
                self.release()
            return
        wait = 0.2
        if self.rush:  # as fast as the answer to the request itself, or faster
            self.rush, wait = self.rush - 1, 0.0
        for _ in range(copies):
            self.waiting.put_nowait((taken, wait))

    def release(self) -> None:
        """All that was held back, in another order."""
        random.Random(self.seed).shuffle(self.held)
        for taken in self.held:
            self.waiting.put_nowait((taken, 0.0))
        self.held.clear()

    def mend(self) -> None:
        self.repeat = self.hold = self.rush = 0
        self.release()

    def open(self) -> int:
        """How many are still owed."""
        return self.waiting.qsize() + len(self.held) + self.posting

    async def run(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(5)) as session:
            await asyncio.gather(*(self._post_all(session) for _ in range(POSTERS)))

    async def _post_all(self, session: aiohttp.ClientSession) -> None:
        while True:
            taken, wait = await self.waiting.get()
            self.posting += 1
            if wait:
                await asyncio.sleep(wait / POSTERS)
            taken.status = "delivered"
            for _ in range(TRIES):
                if await self._post(session, taken):
                    break
                await asyncio.sleep(1)
            self.posting -= 1

    async def _post(self, session: aiohttp.ClientSession, taken: "Taken") -> bool:
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            async with session.post(self.url, json=receipt(taken), headers=headers) as answer:
                self.posted += 1
                return answer.status < 500 and answer.status != 429
        except (aiohttp.ClientError, TimeoutError):
            return False


def receipt(taken: "Taken") -> dict[str, Any]:
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return {
        "id": taken.id,
        "reference": taken.reference,
        "to": taken.to,
        "status": taken.status,
        "created_at": stamp,
        "completed_at": stamp,
        "sent_at": stamp,
        "notification_type": taken.kind,
        "template_id": "",
        "template_version": 1,
    }

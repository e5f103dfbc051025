"""Both servers together, or those of them that the environment does not name already."""

import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from followon.embedded.postgres import Postgres
from followon.embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parents[2]
TRUE = {"1", "true", "t", "yes", "y", "on"}


def data_folder(name: str) -> Path:
    """Where the servers called `name` (start, test, bench) keep what is theirs."""
    return ROOT / ".data" / name


@dataclass
class Servers:
    """A context: on entering the servers are up and `environment` says where; on leaving, gone."""

    folder: Path
    fast: bool = False

    def __post_init__(self) -> None:
        if os.environ.get("DEBUG", "").lower() not in TRUE:
            raise SystemExit(
                "The embedded servers are for development and refuse to run with DEBUG off. "
                "Set DATABASE_URL and REDIS_URL to servers of your own."
            )
        self.postgres = Postgres(self.folder, fast=self.fast)
        self.valkey = Valkey(self.folder, fast=self.fast)
        self.environment: dict[str, str] = {}

    def __enter__(self) -> "Servers":
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        given = {name: os.environ.get(name, "") for name in ("DATABASE_URL", "REDIS_URL")}
        self.environment = {
            "DATABASE_URL": given["DATABASE_URL"] or self.postgres.start(),
            "REDIS_URL": given["REDIS_URL"] or self.valkey.start(),
        }

    def stop(self) -> None:
        self.valkey.stop()
        self.postgres.stop()

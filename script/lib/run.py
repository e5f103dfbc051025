"""script/start, second half: servers, database, demo, then web, worker and beat until Ctrl-C."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NoReturn

import workplace
from supervise import (
    BADGE,
    Program,
    Stopped,
    end_leftovers,
    python,
    stop_all,
    stop_on_signals,
    wait_for_an_end,
)

sys.path.insert(0, str(workplace.ROOT))

from followon.embedded.postgres import CannotStart
from followon.embedded.processes import write_private
from followon.embedded.servers import Servers, data_folder

STATE = workplace.DATA / "start" / "running.json"
USUAL_PORT = 8000
SLOWEST_START = 60  # seconds until the first page
LONE_WORKER = ("--without-gossip", "--without-mingle")
# The demo is thousands of small transactions; none needs the disk's word before the next.
NO_WAITING = {"PGOPTIONS": "-c synchronous_commit=off"}
ROOT_IS_MEANT = "ignore:You're running the worker with superuser"  # on one's own machine


def main() -> int:
    keep_lock_to_ourselves()
    stop_on_signals()
    try:
        run()
    except Stopped:
        workplace.say("\nFollow-on has stopped.")
        return 0
    except CannotStart as error:
        workplace.say(f"\n{error}\n\nFollow-on has stopped.")
        return 1
    finally:
        STATE.unlink(missing_ok=True)


def run() -> NoReturn:
    """Everything, until somebody stops it or one of the programs ends."""
    started = time.monotonic()
    badge = secrets.token_hex(8)
    programs: list[Program] = []
    clear_up()
    STATE.write_text(json.dumps({"badge": badge, "pid": os.getpid()}))
    with choose_port() as listener, Servers(data_folder("start")) as servers:
        tell_about(servers)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        environment = {**os.environ, **servers.environment, BADGE: badge, "BASE_URL": url}
        try:
            who = prepare_database(environment)
            programs += start_programs(environment, listener)
            wait_for_web(url, programs)
            state = {"badge": badge, "pid": os.getpid(), "url": url, **servers.environment}
            write_private(STATE, json.dumps(state))
            workplace.say(f"\nFollow-on is at {url} (up in {time.monotonic() - started:.1f} s)\n")
            workplace.say(f"{who}\nCtrl-C stops it.\n")
            ended = wait_for_an_end(programs)
            raise CannotStart(f"{ended.name} has ended by itself, so all of it stops.")
        finally:
            stop_all(programs, badge)


def keep_lock_to_ourselves() -> None:
    """What we start must not hold the lock when we are gone."""
    if lock := os.environ.pop("FOLLOW_ON_LOCK", ""):
        os.set_inheritable(int(lock), False)


def clear_up() -> None:
    """End what an earlier start that was killed has left running."""
    left = end_leftovers(workplace.read_json(STATE).get("badge", ""))
    if left:
        workplace.say(f"Ended {left} processes that an earlier start had left behind.")


def tell_about(servers: Servers) -> None:
    own = [
        kind
        for kind, name in (("PostgreSQL", "DATABASE_URL"), ("Valkey", "REDIS_URL"))
        if not os.environ.get(name)
    ]
    if own:
        workplace.say(f"Started {' and '.join(own)} on free local ports; data in .data/start.")
    if servers.postgres.elsewhere:
        workplace.say(
            "PostgreSQL does not run as root, and the user that it runs as cannot enter this "
            f"folder, so its own data are in {servers.postgres.elsewhere}."
        )


def choose_port() -> socket.socket:
    """A socket on the port, held from now on: making the database gives others time to take it."""
    wanted = os.environ.get("PORT", "")
    if wanted:
        listener = take_port(int(wanted))
        if not listener:
            raise CannotStart(f"Port {wanted} (PORT) is taken. Choose another one, or set none.")
        return listener
    for port in range(USUAL_PORT, USUAL_PORT + 100):
        if listener := take_port(port):
            if port != USUAL_PORT:
                workplace.say(f"Port {USUAL_PORT} is taken by another program; this is {port}.")
            return listener
    raise CannotStart(f"No port from {USUAL_PORT} on is free. Name one: PORT=9000 script/start")


def take_port(port: int) -> socket.socket | None:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(128)  # on some systems two may bind, but only one may listen
    except OSError:
        listener.close()
        return None
    return listener


def prepare_database(environment: dict[str, str]) -> str:
    """Migrate, make the demo where there is no pain service yet, and return whom to sign in as."""
    workplace.say("Preparing the database …")
    manage = python(workplace.ROOT / "script" / "lib" / "database.py")
    process = subprocess.Popen(
        manage, env={**environment, **NO_WAITING}, stdout=subprocess.PIPE, text=True
    )
    who: list[str] = []
    for line in process.stdout or ():
        if who or line.startswith("Sign in as"):
            who.append(line)
        else:
            workplace.say(f"  {line.rstrip()}")
    if process.wait():
        raise CannotStart("The database could not be prepared; the reason is above.")
    return "".join(who)


def start_programs(environment: dict[str, str], listener: socket.socket) -> list[Program]:
    """Web on the socket that we hold, worker and beat."""
    handle = listener.fileno()
    environment = {**environment, "PYTHONWARNINGS": ROOT_IS_MEANT, "BIND": f"fd://{handle}"}
    celery = python("-m", "celery", "--quiet", "-A", "followon")
    gunicorn = python("-m", "gunicorn", "-c", Path("followon") / "gunicorn_conf.py")
    programs = [
        Program("web", [*gunicorn, "followon.wsgi"], environment, (handle,)),
        Program("worker", [*celery, "worker", "-c", "2", *LONE_WORKER], environment),
        Program("beat", [*celery, "beat"], environment),
    ]
    for program in programs:
        program.start()
    return programs


def wait_for_web(url: str, programs: list[Program]) -> None:
    deadline = time.monotonic() + SLOWEST_START
    while time.monotonic() < deadline:
        ended = next((program for program in programs if program.ended), None)
        if ended:
            raise CannotStart(f"{ended.name} ended at once; its words are above.")
        try:
            with urllib.request.urlopen(f"{url}/health/ready", timeout=5):  # noqa: S310 (our own)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CannotStart(f"The web server did not answer within {SLOWEST_START} seconds.")


if __name__ == "__main__":
    os.chdir(workplace.ROOT)
    sys.exit(main())

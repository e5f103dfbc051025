"""script/manage: a command of Django with the servers of script/start, started where need be."""

import os
import subprocess
import sys

import workplace

INNER = "FOLLOW_ON_MANAGE"


def main() -> int:
    if not os.environ.get(INNER):
        workplace.prepare()
        workplace.become("manage.py", sys.argv[1:], DEBUG="1", **{INNER: "1"})
    sys.path.insert(0, str(workplace.ROOT))
    arguments = sys.argv[1:]
    from followon.embedded.servers import Servers, data_folder  # needs the path set above

    folder = data_folder("start")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        if not workplace.take(lock):
            running = workplace.read_json(folder / "running.json")
            if "DATABASE_URL" not in running:
                workplace.give_up("Follow-on is just starting; try again in a moment.")
            return run(arguments, {n: running[n] for n in ("DATABASE_URL", "REDIS_URL")})
        with Servers(folder) as servers:
            return run(arguments, servers.environment)


def run(arguments: list[str], servers: dict[str, str]) -> int:
    environment = {**os.environ, **servers}
    if arguments[:1] == ["--afresh"]:
        arguments = arguments[1:]
        if os.environ.get("DATABASE_URL"):
            workplace.give_up("This empties only the database under .data; DATABASE_URL is set.")
        empty(servers["DATABASE_URL"])
        manage(["migrate", "--verbosity", "0"], environment)
    return manage(arguments, environment)


def manage(arguments: list[str], environment: dict[str, str]) -> int:
    return subprocess.run(
        [sys.executable, workplace.ROOT / "manage.py", *arguments], env=environment, check=False
    ).returncode


def empty(url: str) -> None:
    import psycopg2  # installed only in .venv, where this half runs

    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()


if __name__ == "__main__":
    sys.exit(main())

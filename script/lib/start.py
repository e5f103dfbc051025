"""script/start, first half: one start at a time, install, then go on in `.venv` as run.py."""

import os
import sys

import workplace


def main() -> None:
    if os.environ.get("DEBUG", "1").lower() in {"0", "false", "f", "no", "n", "off"}:
        workplace.give_up("script/start is for development and does not run with DEBUG off.")
    workplace.make_data_folder()
    folder = workplace.DATA / "start"
    folder.mkdir(exist_ok=True)
    lock = (folder / "lock").open("w")
    if not workplace.take(lock):
        already_running(workplace.read_json(folder / "running.json"))
        return
    workplace.prepare()
    os.set_inheritable(lock.fileno(), True)
    workplace.become("run.py", sys.argv[1:], DEBUG="1", FOLLOW_ON_LOCK=str(lock.fileno()))


def already_running(state: dict[str, object]) -> None:
    if "url" in state:
        workplace.say(f"Follow-on is already running here: {state['url']}")
        workplace.say(f"Stop it with Ctrl-C where it was started, or: kill {state['pid']}")
    else:
        workplace.say("Another script/start is just starting Follow-on in this folder.")


if __name__ == "__main__":
    main()

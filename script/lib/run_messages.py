"""script/messages, second half: with Babel at hand."""

import sys

import workplace
from babel.messages.pofile import read_po
from catalogue import LOCALE, missing, update


def main(languages: list[str]) -> int:
    known = sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/django.po"))
    if not languages and not known:
        workplace.say("There is no language besides English yet. To begin one: script/messages cy")
        return 0
    for language in languages or known:
        path = update(language)
        with path.open("rb") as file:
            left = missing(read_po(file, locale=language))
        workplace.say(f"{path.relative_to(LOCALE.parent)}: {left} messages to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

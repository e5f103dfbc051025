"""Catalogues of translations: what there is to translate, out of the source; no server needed.

Django's makemessages does not read Jinja. Babel reads both; Django reads the catalogues as ever.
"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "locale"
PYTHON_ROOMS = ("followon", "groups", "pmp")
# Babel's own list, and Django's lazy names.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "phrase": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
JINJA = {"extensions": "jinja2.ext.do", "encoding": "utf-8", "silent": "false"}


def template() -> Catalog:
    """Everything that there is to translate."""
    catalogue = Catalog(project="Follow-on", charset="utf-8")
    for path, line, message, comments, context in _found():
        catalogue.add(message, None, [(path, line)], auto_comments=comments, context=context)
    return catalogue


def update(language: str) -> Path:
    """Bring one language's .po up to the source, keeping what is translated; make it if missing."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    else:
        catalogue = Catalog(locale=language, project="Follow-on", charset="utf-8")
    catalogue.update(template())
    with path.open("wb") as file:
        write_po(file, catalogue, omit_header=False, sort_by_file=True, ignore_obsolete=True)
    if any(each.id and isinstance(each.string, str) and each.string for each in catalogue):
        # With a .mo the site offers the language, so there is none before somebody has begun.
        compile_catalogue(catalogue, path.with_suffix(".mo"))
    return path


def compile_catalogue(catalogue: Catalog, path: Path) -> None:
    """What Django reads; a message marked as fuzzy stays untranslated."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


def missing(catalogue: Catalog) -> int:
    """How many messages have no translation yet."""
    return sum(1 for each in catalogue if each.id and (not each.string or each.fuzzy))


def _found() -> Iterator[tuple[str, int, object, list[str], str | None]]:
    for room in PYTHON_ROOMS:
        found = extract_from_dir(
            ROOT / room, [("**.py", "python")], {}, keywords=KEYWORDS, directory_filter=_any_folder
        )
        yield from ((f"{room}/{path}", *rest) for path, *rest in found)
    found = extract_from_dir(
        ROOT / "templates",
        [("**.jinja", "jinja2")],
        {"**.jinja": JINJA},
        keywords=KEYWORDS,
        directory_filter=_any_folder,
    )
    yield from ((f"templates/{path}", *rest) for path, *rest in found)


def _any_folder(_path: object) -> bool:
    """Babel would leave out folders that begin with an underscore, where parts of pages lie."""
    return True

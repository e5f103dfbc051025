"""Nothing that people read is written bare: every sentence goes through gettext.

A lint over the source, so it sees what no page of the tests happens to show.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.jinja"))
SOURCES = [
    path
    for room in ("followon", "groups", "pmp")
    for path in sorted((ROOT / room).rglob("*.py"))
    if not {"migrations", "demo", "embedded", "commands"} & set(path.parts)
]
LEXER = Environment()  # noqa: S701 (it only splits the source)
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
READ_OUT = re.compile(r"\b(?:aria-label|alt|title|placeholder)=\"([^\"]*[A-Za-z]{2}[^\"]*)\"")
OPTION = re.compile(
    r"\"(?:text|html|titleText|label|legend|hint)\":\s*\"([^\"]*[A-Za-z]{2}[^\"]*)\""
)
WORD = re.compile(r"[A-Za-z]{2,}")
ENTITY = re.compile(r"&\w+;")
# Names that are the same in every language.
NAMES = {"pages/help_now.jinja": {"SHOUT", "Samaritans"}}
# Arguments of forms and services that a person reads.
SHOWN_ARGUMENTS = {"label", "help_text", "empty_label", "label_suffix"}
SHOWN_CALLS = {"ValidationError", "add_error", "success", "info", "warning", "Refused"}


def plain_text(source: str) -> Iterator[str]:
    """What stands between statements and expressions; what is translated as a block is left out."""
    in_block, last = False, ""
    for _line, token, value in LEXER.lex(source):
        if token == "name" and last == "block_begin":
            in_block = value == "trans" or (in_block and value != "endtrans")
        if token == "data" and not in_block:
            yield value
        elif token != "whitespace":
            last = token


def bare_words(source: str) -> list[str]:
    """Words of a template that stand outside gettext."""
    code = COMMENT.sub(" ", source)
    read_out = [words for found in (READ_OUT, OPTION) for words in found.findall(code)]
    shown = TAG.sub(" ", " ".join(plain_text(source)))
    return [words for words in read_out if "{" not in words] + WORD.findall(ENTITY.sub(" ", shown))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_no_bare_words(path):
    name = path.relative_to(ROOT / "templates").as_posix()
    found = [word for word in bare_words(path.read_text()) if word not in NAMES.get(name, set())]
    assert found == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<p class="a b">{{ _("Hello") }} &nbsp;{# no #}</p>', []),
        ("<p>Hello {{ name }}</p>", ["Hello"]),
        ('<a aria-label="Go back" href="{{ x }}">{{ _("Back") }}</a>', ["Go back"]),
        ('{{ button({"text": "Continue"}) }}', ["Continue"]),
        ("{% trans %}Hello{% endtrans %}", []),
    ],
)
def test_the_lint_itself(source, found):
    assert bare_words(source) == found


def is_bare(node: ast.expr) -> bool:
    """A string that is written out, with words in it; values put together are none."""
    pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
    words = [piece.value for piece in pieces if isinstance(piece, ast.Constant)]
    return any(re.search(r"[A-Za-z]{2,}", str(each)) and " " in str(each) for each in words)


def bare_arguments(source: str) -> list[str]:
    """Sentences given to what people read, as plain strings."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        shown = [word.value for word in node.keywords if word.arg in SHOWN_ARGUMENTS]
        is_log = getattr(getattr(node.func, "value", None), "id", "") == "log"
        if called in SHOWN_CALLS and not is_log:
            shown += node.args
        found += [f"line {each.lineno}" for each in shown if is_bare(each)]
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_form_or_a_refusal_has_no_bare_words(path):
    models = "models" in (
        *path.parts,
        path.stem,
    )  # help_text of a model is for whoever reads the source
    assert models or bare_arguments(path.read_text()) == []

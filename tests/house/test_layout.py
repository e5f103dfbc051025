"""The house's own rules about its source."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("followon", "groups", "pmp")
SOURCES = [
    path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts
]
VIEWS = [path for path in SOURCES if "views" in path.parts or path.stem == "views"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.jinja"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", VIEWS, ids=name_of)
def test_a_view_asks_a_query_or_a_service_and_never_a_manager(path):
    managers = [
        f"line {node.lineno}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert managers == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_file_is_longer_than_300_lines(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_function_s_body_is_longer_than_40_lines(path):
    long = [
        f"{node.name}: {node.end_lineno - node.body[0].lineno + 1}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.body[0].lineno + 1 > 40
    ]
    assert long == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_html_is_written_in_python(path):
    marks = ("mark_safe", "format_html", "SafeString")
    assert [mark for mark in marks if mark in path.read_text()] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_page_has_no_inline_style_or_script_and_asks_nobody_else(path):
    text = path.read_text()
    forbidden = ('style="', "<style", "onclick=", "javascript:", "//cdn.", "<script>")
    allowed = "templates/messaging/mail" in path.as_posix() or "messages/" in path.as_posix()
    assert allowed or [mark for mark in forbidden if mark in text] == []

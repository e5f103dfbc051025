"""A list of choices exists once: no other file writes the same set of codes out."""

import ast
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
OURS = {"audit", "people", "messaging", "groups", "pmp"}


def all_choices():
    """Every set of three or more codes that a field of ours may hold."""
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for field in model._meta.fields:
                codes = {str(code) for code, _ in field.choices or []}
                if len(codes) >= 3:
                    yield f"{model.__name__}.{field.name}", codes


def written_lists(path: Path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            words = [item.value for item in node.elts if isinstance(item, ast.Constant)]
            if words and len(words) == len(node.elts) and all(isinstance(w, str) for w in words):
                yield node.lineno, set(words)


def test_no_list_of_choices_is_written_twice():
    choices = list(all_choices())
    twice = [
        f"{path.relative_to(ROOT)}:{line} repeats {name}"
        for room in ("followon", "groups", "pmp")
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts
        for line, words in written_lists(path)
        for name, codes in choices
        if words == codes
    ]
    assert twice == []

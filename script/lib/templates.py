"""Lint of the templates: each compiles in the pages' own environment, and the pages stay strict.

A filter or test that does not exist, an `extends` or `import` of a file that is not there, script
or style inside the page (the browser would refuse it), and `|safe` are refused.
"""

import os
import re
import sys
from pathlib import Path

import workplace

sys.path.insert(0, str(workplace.ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followon.settings")

import django
from django.template import engines
from jinja2 import Environment, TemplateError, meta

TEMPLATES = workplace.ROOT / "templates"
STATEMENT = re.compile(r"\{%.*?%\}", re.DOTALL)
REFUSED = (
    (re.compile(r"\sstyle\s*="), "a style attribute; use a class"),
    (re.compile(r"<style\b"), "a style element; use static/src"),
    (re.compile(r"<script\b(?![^>]*\bsrc=)"), "script inside the page; use static/src"),
    (re.compile(r"\son[a-z]+\s*=\s*[\"']"), "an event attribute; use static/src"),
    (
        re.compile(r"\|\s*safe\b(?!.*\{# safe: )"),
        "|safe without a reason; pass Markup, or say on the line {# safe: why #}",
    ),
    (re.compile(r"\b(?:src|href)=[\"']https?://(?!www\.nhs\.uk|111\.nhs\.uk)[^\"']*\.(?:css|js)"),
     "a file of another site; nothing is loaded from elsewhere"),
)  # fmt: skip


def problems(environment: Environment, path: Path) -> list[str]:
    source = path.read_text()
    name = path.relative_to(TEMPLATES).as_posix()
    try:
        tree = environment.parse(source, name)
        environment.compile(source, name)
        for wanted in meta.find_referenced_templates(tree):
            if wanted:
                environment.get_template(wanted)
    except TemplateError as error:
        return [f"{name}:{getattr(error, 'lineno', 1)}: {type(error).__name__}: {error}"]
    if "messages" in path.parts:
        return []  # programs for e-mail read only styles that stand in the HTML itself
    html = STATEMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)
    return [
        f"{name}:{html.count(chr(10), 0, found.start()) + 1}: {what}"
        for pattern, what in REFUSED
        for found in pattern.finditer(html)
    ]


def main() -> int:
    django.setup()
    environment = engines["jinja2"].env
    files = [path for path in sorted(TEMPLATES.rglob("*")) if path.is_file()]
    found = [problem for path in files for problem in problems(environment, path)]
    for problem in found:
        workplace.say(f"templates/{problem}")
    workplace.say(f"{len(files)} templates, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

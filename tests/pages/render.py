"""Draw a template's source, or a form, as the site draws it."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.template import engines

from tests.pages.html import Page


def render(source: str, request: HttpRequest | None = None, **context: Any) -> str:
    return engines["jinja2"].from_string(source).render(context, request)


def draw(source: str, request: HttpRequest | None = None, **context: Any) -> Page:
    return Page(render(source, request, **context))


def draw_form(form: forms.Form) -> Page:
    return draw("{{ form_fields(form) }}", form=form)


def question(form: forms.Form, **context: Any) -> Page:
    source = '{% extends "layouts/question.jinja" %}{% block title %}Book a meeting{% endblock %}'
    return draw(source, form=form, **context)

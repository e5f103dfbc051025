"""What is wrong with a form, in words, and which control each error is about."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet

from followon.pages.fields import PARTS, DatePartsWidget
from followon.pages.wording import is_default

Entry = dict[str, str]


def control_id(bound: BoundField) -> str:
    """The id of the control that a link in the error summary goes to."""
    if isinstance(bound.field.widget, DatePartsWidget):
        return f"{bound.auto_id}-{next(iter(parts_in_error(bound)), PARTS[0])}"
    return str(bound.auto_id)


def parts_in_error(bound: BoundField) -> list[str]:
    """Which of the boxes of a date its errors are about; all of them when they do not say."""
    errors = bound.form.errors.get(bound.name)
    if not errors:
        return []
    named = {part for error in errors.as_data() for part in (error.params or {}).get("parts", ())}
    return [part for part in PARTS if part in named] or list(PARTS)


def error_list(form: Any) -> list[Entry]:
    """The entries of the error summary: the form's own errors first, then field by field."""
    if isinstance(form, BaseFormSet | list | tuple):
        return [entry for part in form for entry in error_list(part)]
    if not isinstance(form, forms.BaseForm):
        return []
    shown = [bound for bound in form if not bound.is_hidden]
    first = {"href": f"#{control_id(shown[0])}"} if shown else {}
    general = [*form.non_field_errors()]
    general += [text for bound in form if bound.is_hidden for text in bound.errors]
    return [{"text": text, **first} for text in general] + [
        {"text": text, "href": f"#{control_id(bound)}"}
        for bound in shown
        for text in error_texts(bound)
    ]


def error_texts(bound: BoundField) -> list[str]:
    """The field's errors; one that would fit any field says which field it means."""
    texts = [str(error) for error in bound.errors]
    field = bound.field
    if not is_default(field, "required") or getattr(field, "is_page_heading", False):
        return texts
    general = str(field.error_messages["required"])
    return [f"{text}: {bound.label}" if text == general else text for text in texts]

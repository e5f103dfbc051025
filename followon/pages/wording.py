"""What a form says when its author has not said it: NHS.UK's way instead of Django's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DEFAULTS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Enter an answer")},
    forms.IntegerField: {"invalid": _("Enter a number, like 5")},
    forms.EmailField: {"invalid": _("Enter an e-mail address, like name@example.com")},
    forms.BooleanField: {"required": _("Tick the box to go on")},
    forms.FileField: {
        "required": _("Choose a file"),
        "empty": _("Choose a file that is not empty"),
    },
    forms.ChoiceField: {
        "required": _("Choose an answer"),
        "invalid_choice": _("Choose an answer from the list"),
    },
    forms.MultipleChoiceField: {
        "required": _("Choose at least one answer"),
        "invalid_choice": _("Choose answers from the list"),
    },
    forms.ModelChoiceField: {
        "required": _("Choose an answer"),
        "invalid_choice": _("Choose an answer from the list"),
    },
    forms.ModelMultipleChoiceField: {
        "required": _("Choose at least one answer"),
        "invalid_choice": _("Choose answers from the list"),
    },
}


def is_default(field: forms.Field, code: str) -> bool:
    """Whether the field would answer with one of our defaults and not with its author's words."""
    message = field.error_messages.get(code)
    return any(message is messages.get(code) for messages in DEFAULTS.values())


def replace_default_messages() -> None:
    """Called once at start: fields read their class's messages when they are made."""
    for field_class, messages in DEFAULTS.items():
        field_class.default_error_messages = {
            **field_class.__dict__.get("default_error_messages", {}),
            **messages,
        }

"""Every field that could hold words or dates about a person is classified, once."""

import pytest
from django.apps import apps
from django.db import models

from followon.audit.register import _fields, _not_personal, all_personal, is_classified

# Text, choices, addresses, links and files are CharField or TextField underneath.
COULD_BE_PERSONAL = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.DateField,
    models.GenericIPAddressField,
    models.FileField,
)
OURS = ("followon", "groups", "pmp")


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in OURS]


def fields_that_could_be_personal() -> list[tuple[str, str]]:
    return [
        (model._meta.label, field.name)
        for model in our_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, COULD_BE_PERSONAL) and not isinstance(field, models.DateTimeField)
    ]


def test_there_are_fields_to_look_at():
    assert ("people.User", "full_name") in fields_that_could_be_personal()
    assert ("people.Need", "review_on") in fields_that_could_be_personal()


@pytest.mark.parametrize(("model", "field"), fields_that_could_be_personal())
def test_somebody_decided(model, field):
    assert is_classified(model, field), (
        f"{model}.{field} is on no register: list it in that room's personal.py as "
        "personal(...) or not_personal(...)."
    )


def test_nothing_is_both_personal_and_not():
    assert set(_fields) & set(_not_personal) == set()


def test_every_entry_names_a_field_that_there_is():
    for model, field in [*_fields, *_not_personal]:
        assert apps.get_model(model)._meta.get_field(field), f"{model}.{field}"


def test_every_personal_field_says_why():
    assert [entry for entry in all_personal() if not entry.why.strip()] == []

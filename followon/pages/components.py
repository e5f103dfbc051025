"""From a Django form field to the NHS.UK component that draws it, with its parameters."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followon.pages.errors import error_texts, parts_in_error
from followon.pages.fields import PARTS, DatePartsWidget

Params = dict[str, Any]
Draw = Callable[[BoundField], str]

# Taken from a widget's attrs as parameters of the macro; whatever is left becomes HTML attributes.
INPUT_OPTIONS: tuple[str, ...] = (
    "autocomplete",
    "inputmode",
    "autocapitalize",
    "pattern",
    "placeholder",
)
INPUT_OPTIONS += ("spellcheck", "prefix", "suffix", "width", "code", "large")
# Browsers cut pasted text at maxlength without a word, and the rest is for form_fields to know.
NOT_ATTRIBUTES = {"maxlength", "minlength", "min", "max", "step", "required", "class", "id"}
NOT_ATTRIBUTES |= {"inline", "small", "rows", "cols", "aria-describedby", *INPUT_OPTIONS}
DATE_LABELS = {"day": _("Day"), "month": _("Month"), "year": _("Year")}


class Component(NamedTuple):
    """Which macro, and what to hand it."""

    kind: str
    params: Params


def component(bound: BoundField, draw: Draw) -> Component:
    """The component for one field; `draw` draws the fields that its options reveal."""
    widget = bound.field.widget
    for widget_class, build in BUILDERS:
        if isinstance(widget, widget_class):
            return build(bound, draw)
    raise TypeError(
        f"{bound.form.__class__.__name__}.{bound.name} uses {widget.__class__.__name__}, which has "
        "no NHS.UK component: use another widget or add a builder to followon.pages.components"
    )


def shown_fields(form: forms.BaseForm) -> Iterator[BoundField]:
    """The fields in order, without those that an option of another field reveals."""
    revealed = {name for field in form.fields.values() for name in reveals(field).values()}
    return (bound for bound in form if bound.name not in revealed)


def reveals(field: forms.Field) -> dict[str, str]:
    """Option's value → name of the field shown when that option is chosen."""
    return {str(value): name for value, name in getattr(field, "reveals", {}).items()}


# What every component has


def named(bound: BoundField) -> Params:
    params: Params = {"id": bound.auto_id, "name": bound.html_name}
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(error_texts(bound))}
    if bound.field.disabled:
        params["disabled"] = True
    return params


def heading(bound: BoundField) -> Params:
    """The label or legend; large and the page's h1 where the field is the page's one question."""
    is_page_heading = getattr(bound.field, "is_page_heading", False)
    size = getattr(bound.field, "label_size", "l" if is_page_heading else "s")
    params: Params = {"text": str(bound.label), "size": size}
    return {**params, "isPageHeading": True} if is_page_heading else params


def attributes(bound: BoundField) -> Params:
    """The rest of the widget's attrs; True stands alone and False is left out, as in Django."""
    attrs = bound.field.widget.attrs
    return {
        name: {"value": attrs[name], "optional": True}
        for name in attrs
        if name not in NOT_ATTRIBUTES
    }


def text(bound: BoundField) -> str | None:
    """What stands in a box: what was typed, else the initial value."""
    value = bound.field.widget.format_value(bound.value())
    return None if value in (None, "") else str(value)


# One builder for each kind of widget


def hidden(bound: BoundField, draw: Draw) -> Component:
    return Component("hidden", {"bound": bound})


def input_box(bound: BoundField, draw: Draw) -> Component:
    widget = bound.field.widget
    params = {**named(bound), "label": heading(bound), "attributes": attributes(bound)}
    params.update({name: widget.attrs[name] for name in INPUT_OPTIONS if name in widget.attrs})
    params["type"] = widget.input_type
    params["classes"] = widget.attrs.get("class")
    if not isinstance(widget, forms.PasswordInput):
        params["value"] = text(bound)
    return Component("input", params)


def email(bound: BoundField, draw: Draw) -> Component:
    params = input_box(bound, draw).params
    return Component("input", {"spellcheck": False, "autocapitalize": "none", **params})


def number(bound: BoundField, draw: Draw) -> Component:
    """A text box with figures on the keyboard: spinners change a number by accident."""
    params = input_box(bound, draw).params
    return Component("input", {"inputmode": "numeric", "width": 5, **params, "type": "text"})


def textarea(bound: BoundField, draw: Draw) -> Component:
    rows = bound.field.widget.attrs.get("rows", 4)
    label, value, extra = heading(bound), text(bound) or "", attributes(bound)
    params = {**named(bound), "label": label, "rows": rows, "value": value, "attributes": extra}
    return Component("textarea", params)


def select(bound: BoundField, draw: Draw) -> Component:
    items = [
        {"value": option["value"], "text": option["label"], "selected": option["selected"]}
        for option in options(bound)
    ]
    params = {**named(bound), "label": heading(bound), "attributes": attributes(bound)}
    return Component("select", {**params, "items": items})


def radios(bound: BoundField, draw: Draw) -> Component:
    return choices("radios", bound, draw)


def checkboxes(bound: BoundField, draw: Draw) -> Component:
    return choices("checkboxes", bound, draw)


def choices(kind: str, bound: BoundField, draw: Draw) -> Component:
    attrs = bound.field.widget.attrs
    items = [choice(bound, option, draw) for option in options(bound) if option["value"] != ""]
    exclusive = getattr(bound.field, "exclusive_option", None)
    if exclusive is not None:
        items = exclusive_last(items, str(exclusive))
    params = {**named(bound), "idPrefix": bound.auto_id, "items": items}
    params["fieldset"] = {"legend": heading(bound)}
    params["classes"] = attrs.get("class")
    # The first option has the field's own id, so that the error summary can link to it.
    params["id"] = f"{bound.auto_id}-options"
    params |= {name: attrs[name] for name in ("inline", "small") if name in attrs}
    return Component(kind, params)


def choice(bound: BoundField, option: Params, draw: Draw) -> Params:
    value = str(option["value"])
    hints = {str(key): hint for key, hint in getattr(bound.field, "option_hints", {}).items()}
    item: Params = {"value": value, "text": str(option["label"]), "checked": option["selected"]}
    if value in hints:
        item["hint"] = {"text": str(hints[value])}
    if value in reveals(bound.field):
        item["conditional"] = {"html": draw(bound.form[reveals(bound.field)[value]])}
    return item


def exclusive_last(items: list[Params], value: str) -> list[Params]:
    """The option that unticks the others, below an "or"."""
    others = [item for item in items if item["value"] != value]
    alone = [{**item, "behaviour": "exclusive"} for item in items if item["value"] == value]
    return [*others, {"divider": gettext("or")}, *alone] if alone else items


def options(bound: BoundField) -> list[Params]:
    """Django's own account of the choices: value, label, selected."""
    widget = bound.field.widget
    groups = widget.optgroups(bound.html_name, widget.format_value(bound.value()) or [])
    return [option for _name, group, _index in groups for option in group]


def tick(bound: BoundField, draw: Draw) -> Component:
    """One checkbox: the label stands beside the box and there is no legend."""
    checked = bound.field.widget.check_test(bound.value())
    item: Params = {"value": "on", "text": str(bound.label), "checked": checked}
    item["attributes"] = attributes(bound)
    params = named(bound)
    if hint := params.pop("hint", None):
        item["hint"] = hint
    if "on" in reveals(bound.field):
        item["conditional"] = {"html": draw(bound.form[reveals(bound.field)["on"]])}
    params |= {"id": f"{bound.auto_id}-options", "idPrefix": bound.auto_id, "items": [item]}
    return Component("checkboxes", params)


def file_upload(bound: BoundField, draw: Draw) -> Component:
    params = {**named(bound), "label": heading(bound), "attributes": attributes(bound)}
    return Component("fileUpload", params)


def date_input(bound: BoundField, draw: Draw) -> Component:
    typed = bound.field.widget.format_value(bound.value())
    wrong = parts_in_error(bound)
    params = {**named(bound), "fieldset": {"legend": heading(bound)}}
    params["items"] = [
        {
            "id": f"{bound.auto_id}-{part}",
            "name": f"{bound.html_name}_{part}",
            "label": str(DATE_LABELS[part]),
            "value": getattr(typed, part) or None,
            "width": 4 if part == "year" else 2,
            "inputmode": "numeric",
            "autocomplete": "off",
            "error": part in wrong,
        }
        for part in PARTS
    ]
    return Component("dateInput", params)


# The first that fits, so a subclass stands before its parent.
BUILDERS = (
    (forms.HiddenInput, hidden),
    (forms.EmailInput, email),
    (forms.NumberInput, number),
    (forms.CheckboxInput, tick),
    (forms.FileInput, file_upload),
    (DatePartsWidget, date_input),
    (forms.CheckboxSelectMultiple, checkboxes),
    (forms.RadioSelect, radios),
    (forms.SelectMultiple, checkboxes),
    (forms.Select, select),
    (forms.Textarea, textarea),
    (forms.widgets.Input, input_box),
)

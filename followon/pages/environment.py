"""The Jinja2 environment of every page: loaders, translation, filters, callable names."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from followon.pages import components, errors
from followon.pages.words import FILTERS

EXTENSIONS = ["jinja2.ext.i18n", "jinja2.ext.do"]


def environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 backend with its own options."""
    options["undefined"] = ChainableUndefined  # the NHS.UK macros read options that are not given
    options["loader"] = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja")])
    options["autoescape"] = True
    env = Environment(**options, extensions=EXTENSIONS)  # noqa: S701 (it is on: two lines up)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.filters.update(FILTERS)
    env.globals.update(names(), **drawn_by_macros(env))
    return env


def names() -> dict[str, Any]:
    """Plain functions and values that every template may use."""
    return {
        "url": url,
        "safe_url": safe_url,
        "static": asset,
        "language_tag": language_tag,
        "error_list": errors.error_list,
        "shown_fields": components.shown_fields,
        "page_messages": page_messages,
        "site_name": getattr(settings, "SITE_NAME", "Follow-on"),
        "nhs_identity": getattr(settings, "NHS_IDENTITY", False),
        "service_phone": getattr(settings, "SERVICE_PHONE", ""),
        "service_hours": getattr(settings, "SERVICE_HOURS", ""),
    }


def drawn_by_macros(env: Environment) -> dict[str, Any]:
    """Functions whose HTML comes from a macro of templates/components, read when first needed."""

    def macro(template: str, name: str) -> Any:
        def draw(*args: Any, **kwargs: Any) -> Markup:
            return getattr(env.get_template(f"components/{template}.jinja").module, name)(
                *args, **kwargs
            )

        return draw

    field = macro("field", "field")

    def component(bound: BoundField) -> components.Component:
        return components.component(bound, draw=field)

    return {
        "component": component,
        "field": field,
        "form_fields": macro("field", "form_fields"),
        "button": macro("page", "button"),
        "back_link": macro("page", "back_link"),
        "tag": macro("page", "tag"),
        "help_now_link": macro("page", "help_now_link"),
        "notice": with_messages(macro("page", "notice")),
    }


def with_messages(draw: Any) -> Any:
    """A notice that needs no argument: it takes the messages of the page's request."""

    @pass_context
    def notice(context: Context) -> Markup:
        messages = page_messages(context.get("request"))
        return draw(messages) if messages else Markup("")

    return notice


def page_messages(request: Any) -> list[Any]:
    """The messages waiting for this person, once for each page, however often it is asked."""
    if request is None or getattr(request, "notice_drawn", False):
        return []
    request.notice_drawn = True
    return list(get_messages(request))


def url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def safe_url(name: str, *args: Any, **kwargs: Any) -> str | None:
    """The address, or None where this site has no such page."""
    try:
        return url(name, *args, **kwargs)
    except NoReverseMatch:
        return None


def language_tag() -> str:
    """The page's language as HTML writes it: en-GB."""
    return translation.to_locale(translation.get_language() or settings.LANGUAGE_CODE).replace(
        "_", "-"
    )


def asset(path: str) -> str:
    """The address of a static file.

    Where the manifest lacks it the plain address is given: a page without its styles still
    helps somebody, and this is also called by the page for errors.
    """
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"

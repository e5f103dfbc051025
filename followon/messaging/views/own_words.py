"""A service's own words: the lead's list, one page for each kind, and its preview."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.pages import languages
from followon.people.access import lead_required
from followon.people.models import PainService
from followon.people.queries.staff import services_led_by

from ..checking import long_sentences, preview
from ..defaults import default_text
from ..filling import OwnText, names_in
from ..forms.own_words import OwnWordsForm
from ..kinds import label_of
from ..models import Channel
from ..placeholders import REQUIRED, Editable, editable, fixed_kinds
from ..queries import own_words as queries
from ..queries.replying import replies_on
from ..services import own_words as services
from .signed_in import person

TEMPLATE = "messaging/own_words/edit.jinja"


@dataclass(frozen=True)
class Place:
    """Which words of which service a page is about."""

    service: PainService
    declared: Editable
    channel: str
    language: str
    default: OwnText
    own: OwnText | None

    @property
    def parts(self) -> list[Any]:
        """As they stand in the address."""
        return [self.service.pk, self.declared.code, self.channel, self.language]

    def form(self, data: Any = None) -> OwnWordsForm:
        """With what was typed, else with the words that are used now."""
        now = self.own or self.default
        return OwnWordsForm(
            data,
            initial={"subject": now.subject, "body": now.body},
            declared=self.declared,
            channel=self.channel,
            sender=self.service.message_name,
            default=self.default,
        )


@lead_required
@require_safe
def wording_list(request: HttpRequest) -> HttpResponse:
    """Every kind of message by its moment, and which of them the service has put in own words."""
    led = list(services_led_by(person(request)))
    context = {
        "services": queries.overview(led),
        "languages": languages.available(),
        "channels": Channel.choices,
        "fixed": fixed_kinds(),
    }
    return render(request, "messaging/own_words/list.jinja", context)


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def wording(
    request: HttpRequest, service_id: str, code: str, channel: str, language: str
) -> HttpResponse:
    """The words as they are now; a POST saves a new version."""
    place = _place(request, service_id, code, channel, language)
    if request.method != "POST":
        return _shown(request, place, place.form())
    form = place.form(request.POST)
    if not form.is_valid():
        return _shown(request, place, form)
    services.save_own_words(
        service=place.service,
        kind=code,
        channel=channel,
        language=language,
        words=form.words(),
        default=place.default,
        by=person(request),
        now=timezone.now(),
    )
    messages.success(request, _("Saved. The next messages use these words."))
    return redirect("messaging:wording", *place.parts)


@lead_required
@require_POST
def wording_preview(
    request: HttpRequest, service_id: str, code: str, channel: str, language: str
) -> HttpResponse:
    """How the typed words would look; nothing is saved."""
    place = _place(request, service_id, code, channel, language)
    return _shown(request, place, place.form(request.POST))


@lead_required
@require_POST
def wording_reset(
    request: HttpRequest, service_id: str, code: str, channel: str, language: str
) -> HttpResponse:
    """Back to the default words."""
    place = _place(request, service_id, code, channel, language)
    services.reset_own_words(
        service=place.service,
        kind=code,
        channel=channel,
        language=language,
        by=person(request),
        now=timezone.now(),
    )
    messages.success(request, _("The next messages use the default words."))
    return redirect("messaging:wording", *place.parts)


def _place(request: HttpRequest, service_id: str, code: str, channel: str, language: str) -> Place:
    service = get_object_or_404(services_led_by(person(request)), pk=service_id)
    declared = editable(code)
    known = channel in Channel.values and language in languages.available()
    if declared is None or not known:
        raise Http404
    with translation.override(languages.spoken_as(language)):
        default = default_text(declared, channel)
    own = queries.own_words([service.pk]).get((service.pk, code, channel, language))
    return Place(service, declared, channel, language, default, own)


def _shown(request: HttpRequest, place: Place, form: OwnWordsForm) -> HttpResponse:
    words = form.words()
    takes_replies = bool(replies_on([place.service.pk]))
    with translation.override(languages.spoken_as(place.language)):
        seen = preview(
            words,
            place.declared,
            place.channel,
            sender=place.service.message_name,
            takes_replies=takes_replies,
        )
    several, language_name = len(languages.available()) > 1, languages.available()[place.language]
    context = {
        "form": form,
        "place": place,
        "label": label_of(place.declared.code),
        "is_text": place.channel == Channel.TEXT,
        "language": language_name if several else "",
        "preview": seen,
        "takes_replies": takes_replies,
        "long": long_sentences(words.body),
        "placeholders": place.declared.on(place.channel),
        "needed": [name for name in names_in(place.default.body) if name in REQUIRED],
        "versions": queries.versions(
            place.service, place.declared.code, place.channel, place.language
        ),
    }
    return render(request, TEMPLATE, context)

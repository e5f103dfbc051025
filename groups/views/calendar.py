"""Meetings in people's own calendars: the address to subscribe to, and single dates to keep."""

import hashlib
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from followon.pages import languages
from followon.people.models import User
from followon.people.queries.links import live_link
from followon.people.queries.preferences import preference_of

from .. import calendar as files
from ..calendar import Entry
from ..queries.calendar import PURPOSE, calendar_link, entries_of, entry_at
from ..services.calendar import close_address, make_address, note_reading
from .access import meeting_or_404, person_of, viewer_of
from .links import open_answer

MIME = "text/calendar; charset=utf-8"


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Whether a calendar reads the person's meetings, and how to begin or end it."""
    link = calendar_link(person_of(request), timezone.now())
    return render(request, "groups/calendar/show.jinja", {"link": link})


@require_POST
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """A new address, shown this once."""
    token = make_address(user=person_of(request), now=timezone.now())
    address = settings.BASE_URL + reverse("groups:calendar_feed", args=[token])
    context = {"address": address, "webcal": "webcal" + address.removeprefix(_scheme(address))}
    return render(request, "groups/calendar/made.jinja", context)


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Calendars that read it get nothing any more."""
    if close_address(user=person_of(request), now=timezone.now()):
        messages.success(request, _("Stopped. No calendar can read your meetings any more."))
    return redirect("groups:calendar")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The person's meetings for their calendar; what it holds is worked out anew each time."""
    now = timezone.now()
    link = live_link(token, PURPOSE, now)
    if link is None or not link.user.is_active:
        raise Http404
    note_reading(link=link, now=now)
    with translation.override(_language_of(link.user)):
        name = _("%(site)s meetings") % {"site": settings.SITE_NAME}
        written = files.feed(entries_of(link.user, now), name=name, zone=settings.TIME_ZONE)
    return _sent(request, written, "meetings.ics", cache="private, no-cache")


@require_safe
def meeting_file(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One date to keep in a calendar."""
    viewer = viewer_of(request, meeting_or_404(meeting_id).group_id)
    return _one(request, entry_at(meeting_id, viewer.member))


@login_not_required
@require_safe
def link_file(request: HttpRequest, token: str) -> HttpResponse:
    """The same behind the link in a message, without signing in."""
    opened = open_answer(token, timezone.now())
    if opened is None:
        raise Http404
    return _one(request, entry_at(opened.meeting.pk, opened.member))


def _one(request: HttpRequest, entry: Entry | None) -> HttpResponse:
    if entry is None:
        raise Http404
    written = files.single(entry, name=entry.title)
    return _sent(request, written, "meeting.ics", cache="private, no-store")


def _sent(request: HttpRequest, written: bytes, name: str, *, cache: str) -> HttpResponse:
    etag = f'"{hashlib.sha256(written).hexdigest()[:32]}"'
    response = HttpResponse(written, content_type=MIME)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = cache
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return get_conditional_response(request, etag=etag, response=response) or response


def _language_of(user: User) -> str:
    return languages.spoken_as(languages.chosen(preference_of(user).language))


def _scheme(address: str) -> str:
    return address.partition(":")[0]

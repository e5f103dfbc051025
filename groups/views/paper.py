"""Sheets to print: a page made for paper, and the same as a PDF."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..forms.paper import KitForm, PaperForm, PhoneListForm, PosterForm
from ..kit import LEFT_OUT, PARTS, kit_sheet
from ..paper import Sheet, is_private
from ..paper import poster as poster_of
from ..queries.paper import dates_sheet, phone_list_sheet, sign_in
from ..typeset import as_pdf
from .access import meeting_or_404, member_of

# What a kit holds until somebody chooses: nothing that is work.
USUAL_KIT = {"check_in": "weather", "skill": LEFT_OUT, "fun": "picture", "next_date": "on"}


@dataclass(frozen=True)
class Printed:
    """A sheet, how it should look, and where its page and its PDF are."""

    sheet: Sheet
    form: PaperForm
    back_url: str
    pdf_url: str

    def has(self, choice: str) -> bool:
        return _has(self.form, choice)


@require_safe
@never_cache
def poster(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting for a wall."""
    return _page(request, _poster(request, meeting_id))


@require_safe
@never_cache
def poster_pdf(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return _pdf(_poster(request, meeting_id))


@require_safe
@never_cache
def sign_in_sheet(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Names to tick at one meeting."""
    return _page(request, _sign_in_sheet(request, meeting_id))


@require_safe
@never_cache
def sign_in_sheet_pdf(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return _pdf(_sign_in_sheet(request, meeting_id))


@require_safe
@never_cache
def dates(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """The group's dates for the fridge."""
    return _page(request, _dates(request, group_id))


@require_safe
@never_cache
def dates_pdf(request: HttpRequest, group_id: UUID) -> HttpResponse:
    return _pdf(_dates(request, group_id))


@require_safe
@never_cache
def phone_list(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Who shares what with the group."""
    return _page(request, _phone_list(request, group_id))


@require_safe
@never_cache
def phone_list_pdf(request: HttpRequest, group_id: UUID) -> HttpResponse:
    return _pdf(_phone_list(request, group_id))


@require_safe
@never_cache
def kit(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Ideas for one meeting, chosen or left out."""
    return _page(request, _kit(request, meeting_id))


@require_safe
@never_cache
def kit_pdf(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return _pdf(_kit(request, meeting_id))


def _kit(request: HttpRequest, meeting_id: UUID) -> Printed:
    meeting = meeting_or_404(meeting_id)
    member_of(request, meeting.group_id)
    form = KitForm(request.GET or USUAL_KIT)
    if not form.is_valid():
        form = KitForm(USUAL_KIT)
    chosen = {part: _said(form, part) for part in PARTS}
    sheet = kit_sheet(meeting, chosen, next_date=_has(form, "next_date"))
    return Printed(sheet, form, *_urls("meeting", "kit", meeting.pk))


def _poster(request: HttpRequest, meeting_id: UUID) -> Printed:
    meeting = meeting_or_404(meeting_id)
    member_of(request, meeting.group_id)
    hides = meeting.place is not None and is_private(meeting.place)
    form = PosterForm(request.GET, is_private=hides)
    sheet = poster_of(meeting, shows_address=_has(form, "address"))
    return Printed(sheet, form, *_urls("meeting", "poster", meeting.pk))


def _sign_in_sheet(request: HttpRequest, meeting_id: UUID) -> Printed:
    meeting = meeting_or_404(meeting_id)
    member_of(request, meeting.group_id)
    form = PaperForm(request.GET)
    return Printed(sign_in(meeting), form, *_urls("meeting", "sign_in_sheet", meeting.pk))


def _dates(request: HttpRequest, group_id: UUID) -> Printed:
    viewer, _member = member_of(request, group_id)
    sheet = dates_sheet(viewer.group, now=timezone.now())
    return Printed(sheet, PaperForm(request.GET), *_urls("group", "dates", group_id))


def _phone_list(request: HttpRequest, group_id: UUID) -> Printed:
    viewer, _member = member_of(request, group_id)
    form = PhoneListForm(request.GET, sees_more="coordinators" in viewer.audiences)
    audiences = viewer.audiences if _has(form, "all") else {"group"}
    sheet = phone_list_sheet(viewer.group, audiences=audiences, now=timezone.now())
    return Printed(sheet, form, *_urls("group", "phone_list", group_id))


def _urls(back: str, name: str, key: UUID) -> tuple[str, str]:
    return reverse(f"groups:{back}", args=[key]), reverse(f"groups:{name}_pdf", args=[key])


def _has(form: PaperForm, choice: str) -> bool:
    return bool(_said(form, choice))


def _said(form: PaperForm, choice: str) -> str:
    """A tick is "on", as it is in an address."""
    said = form.cleaned_data.get(choice) if form.is_valid() else ""
    return "on" if said is True else str(said or "")


def _page(request: HttpRequest, printed: Printed) -> HttpResponse:
    chosen = {name: _said(printed.form, name) for name in printed.form.fields}
    chosen = {name: said for name, said in chosen.items() if said}
    pdf_url = printed.pdf_url + (f"?{urlencode(chosen)}" if chosen else "")
    context = {"printed": printed, "sheet": printed.sheet, "pdf_url": pdf_url}
    return render(request, "groups/paper/show.jinja", context)


def _pdf(printed: Printed) -> HttpResponse:
    made = as_pdf(printed.sheet, large=printed.has("large"), language=(get_language() or "en")[:2])
    name = slugify(f"{printed.sheet.title} {printed.sheet.name}") or "sheet"
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)

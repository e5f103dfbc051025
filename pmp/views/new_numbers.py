"""Numbers and addresses that need replacing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.messaging.services.contacts import change_contact
from followon.people.access import staff_required
from followon.people.models import Contact
from followon.people.services.contacts import look_at_contacts

from ..forms.new_numbers import NewNumberForm, WhyForm
from ..queries import new_numbers as queries
from ..queries.cared_for import service_of
from .posted import posted

PAGE = 25


@staff_required
@require_safe
def new_numbers(request: HttpRequest) -> HttpResponse:
    """Everybody with a number or address that nothing reaches."""
    now = timezone.now()
    found = queries.dead_contacts(request.user, now)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "dead": queries.described(request.user, list(page.object_list), now)}
    return render(request, "pmp/new_number/list.jinja", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_number(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Put a new number or address in its place; it then leaves the list."""
    contact, now = _find(request, contact_id), timezone.now()
    form = NewNumberForm(posted(request), kind=contact.kind)
    if request.method == "POST" and form.is_valid():
        change_contact(
            user=contact.user,
            kind=contact.kind,
            raw=form.cleaned_data["value"],
            by=request.user,
            service=service_of(request.user, contact.user_id, now),
            now=now,
        )
        name = {"name": contact.user.first_name}
        messages.success(request, _("Saved. Messages to %(name)s go there from now on.") % name)
        return redirect("pmp:new_numbers")
    return _shown(request, contact, form=form)


@staff_required
@require_POST
def new_number_look(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Show the person's other numbers to somebody who says why; it is written down."""
    contact, now = _find(request, contact_id), timezone.now()
    why = WhyForm(request.POST)
    if not why.is_valid():
        return _shown(request, contact, why=why)
    others = look_at_contacts(
        user=contact.user,
        why=why.cleaned_data["why"],
        service=service_of(request.user, contact.user_id, now),
        by=request.user,
        now=now,
    )
    return _shown(request, contact, others=others)


def _find(request: HttpRequest, contact_id: int) -> Contact:
    found = queries.dead_contacts(request.user, timezone.now())
    return get_object_or_404(found, pk=contact_id)


def _shown(
    request: HttpRequest,
    contact: Contact,
    *,
    form: NewNumberForm | None = None,
    why: WhyForm | None = None,
    others: list[Contact] | None = None,
) -> HttpResponse:
    (dead,) = queries.described(request.user, [contact], timezone.now())
    context = {
        "dead": dead,
        "new": form or NewNumberForm(kind=contact.kind),
        "why": why or WhyForm(),
        "others": others,
        "form": why or form,
    }
    return render(request, "pmp/new_number/set.jinja", context)

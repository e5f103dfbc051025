from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followon.pages.words import phone

from ..forms.own import ContactForm
from ..models import SIGN_IN_KINDS, Contact, ContactKind
from ..queries.contacts import can_be_spared, contact_of
from ..services.contacts import remove_contact, set_contact
from .signed_in import person


def contact_add(request: HttpRequest, kind: str) -> HttpResponse:
    """Add or change one's own contact of one kind."""
    user = person(request)
    current = contact_of(user, _known(kind))
    form = ContactForm(
        request.POST or None, kind=kind, initial={"value": as_typed(current) if current else ""}
    )
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        set_contact(user=user, kind=kind, raw=form.cleaned_data["value"], by=user, now=now)
        if kind in SIGN_IN_KINDS:
            messages.success(request, _("Saved. From now on you can sign in with it."))
        return redirect("people:details")
    return render(
        request,
        "people/contact/set.jinja",
        {"form": form, "back_url": reverse("people:details"), "current": current},
    )


@require_POST
def contact_remove(request: HttpRequest, kind: str) -> HttpResponse:
    """Remove one's own contact of one kind, unless it is the last one to sign in with."""
    user = person(request)
    contact = contact_of(user, _known(kind))
    if contact is None:
        raise Http404
    if can_be_spared(contact):
        remove_contact(contact=contact, by=user, now=timezone.now())
        messages.success(request, _("Removed."))
    else:
        messages.error(
            request, _("This is the only way that you can sign in. Add another one first.")
        )
    return redirect("people:details")


def as_typed(contact: Contact) -> str:
    """A number as people write it, an address as it is."""
    return contact.value if contact.kind == ContactKind.EMAIL else phone(contact.value)


def _known(kind: str) -> str:
    if kind not in ContactKind.values:
        raise Http404
    return kind

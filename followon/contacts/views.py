"""A person's own number and address: one question a page, and a code before it counts."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from followon.pages.words import phone
from followon.people.forms.own import ContactForm
from followon.people.models import SIGN_IN_KINDS, Contact, ContactChange, ContactKind, User
from followon.people.queries.contacts import change_of, contact_of
from followon.people.services.contact_changes import Proof, drop_change
from followon.people.services.contacts import read_contact, set_contact, try_contact_again
from followon.people.views.signed_in import person
from followon.sign_in.whose import Way

from .forms import ProofForm
from .limits import may_ask, may_try, note_wrong
from .queries import code_did_not_arrive
from .services import NoService, ask_for_proof, confirm, drop_own

# Who presses twice gets one code: a second one would make the first no good.
ONE_CODE_IN = timedelta(seconds=30)


class CannotAsk(Exception):
    """No code can be sent now; its words say what to do."""


@require_http_methods(["GET", "HEAD", "POST"])
def contact_set(request: HttpRequest, kind: str) -> HttpResponse:
    """Add or change one's own contact; a mobile or e-mail waits for its code."""
    user, now = person(request), timezone.now()
    current, change = contact_of(user, known(kind)), change_of(user, kind, now)
    shown = as_typed(kind, (change or current).value) if change or current else ""  # type: ignore[union-attr]
    form = ContactForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        hint=_what_happens(kind, current),
        initial={"value": shown},
    )
    if request.method == "POST" and form.is_valid():
        value = read_contact(kind, form.cleaned_data["value"])
        try:
            return _set(request, user, kind, value, now)
        except CannotAsk as error:
            form.add_error("value", str(error))
    context = {
        "form": form,
        "back_url": reverse("people:details"),
        "current": current,
        "takes_code": kind in SIGN_IN_KINDS,
    }
    return render(request, "people/contact/set.jinja", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, kind: str) -> HttpResponse:
    """GET asks for the code that we sent; POST takes the contact into use when it is right."""
    user, now = person(request), timezone.now()
    change = change_of(user, known(kind), now)
    if change is None:
        # The code was used, or it is a day old: the page is one from the browser's history.
        messages.info(request, _("You have no code to enter. This is what we use now."))
        return redirect("people:details")
    is_answer = request.method == "POST" and not change.has_run_out(now)
    form = ProofForm(request.POST if is_answer else None)
    if is_answer and form.is_valid():
        wrong = _try(request, change, form.cleaned_data["code"], now)
        if not wrong:
            done = _("Saved. We now use %(contact)s, and you can sign in with it.")
            messages.success(request, done % {"contact": as_typed(kind, change.value)})
            return redirect("people:details")
        form.add_error("code", wrong)
    context = {
        "form": form,
        "back_url": reverse("contacts:set", args=[kind]),
        "change": change,
        "current": contact_of(user, kind),
        "has_run_out": change.has_run_out(now),
        "did_not_arrive": code_did_not_arrive(change),
    }
    return render(request, "people/contact/code.jinja", context)


@require_POST
def code_again(request: HttpRequest, kind: str) -> HttpResponse:
    """A new code to the same number or address; the old one is no good any more."""
    user, now = person(request), timezone.now()
    change = change_of(user, known(kind), now)
    if change is None:
        return redirect("contacts:set", kind)
    if not _is_fresh(change, now):
        try:
            _ask(request, user, kind, change.value, now)
        except CannotAsk as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("We have sent a new code. The old one no longer works."))
    return redirect("contacts:code", kind)


@require_POST
def keep(request: HttpRequest, kind: str) -> HttpResponse:
    """Forget the new one, and go on with what is in use."""
    change = change_of(person(request), known(kind), timezone.now())
    if change is not None:
        drop_change(change=change)
    messages.success(request, _("Nothing was changed."))
    return redirect("people:details")


@require_POST
def remove(request: HttpRequest, kind: str) -> HttpResponse:
    """Remove one's own contact, unless it is the last one to sign in with."""
    user, now = person(request), timezone.now()
    contact = _own(user, kind)
    if drop_own(contact=contact, now=now):
        messages.success(request, _("Removed."))
    else:
        messages.error(
            request, _("This is the only way that you can sign in. Add another one first.")
        )
    return redirect("people:details")


@require_POST
def still_right(request: HttpRequest, kind: str) -> HttpResponse:
    """Try a number or address again at which nothing arrived: its person says that it is right."""
    user = person(request)
    if try_contact_again(contact=_own(user, kind), by=user, now=timezone.now()):
        messages.success(request, _("Thank you. We will use it again."))
    return redirect("people:details")


def as_typed(kind: str, value: str) -> str:
    """A number as people write it, an address as it is."""
    return value if kind == ContactKind.EMAIL else phone(value)


def known(kind: str) -> str:
    if kind not in ContactKind.values:
        raise Http404
    return kind


def _what_happens(kind: str, current: Contact | None) -> str:
    if kind not in SIGN_IN_KINDS:
        return ""
    if current is None:
        return _("We send a code there, so that we know it reaches you.")
    return _("We send a code to the new one. Until you enter it, we use the one you have.")


def _own(user: User, kind: str) -> Contact:
    contact = contact_of(user, known(kind))
    if contact is None:
        raise Http404
    return contact


def _set(request: HttpRequest, user: User, kind: str, value: str, now: datetime) -> HttpResponse:
    """Take a landline as it is, send a code to the rest. Raises CannotAsk."""
    current, change = contact_of(user, kind), change_of(user, kind, now)
    if kind not in SIGN_IN_KINDS:
        set_contact(user=user, kind=kind, raw=value, by=user, now=now)
        return redirect("people:details")
    if current is not None and current.value == value and current.dead_since is None:
        if change is not None:
            drop_change(change=change)
        messages.info(request, _("That is the one that we use already."))
        return redirect("people:details")
    if change is None or change.value != value or not _is_fresh(change, now):
        _ask(request, user, kind, value, now)
    return redirect("contacts:code", kind)


def _is_fresh(change: ContactChange, now: datetime) -> bool:
    return now - change.asked_at < ONE_CODE_IN


def _ask(request: HttpRequest, user: User, kind: str, value: str, now: datetime) -> None:
    if not may_ask(request, user, Way(kind, value)):
        raise CannotAsk(_("You have asked for too many codes. Try again later today"))
    try:
        ask_for_proof(user=user, kind=kind, value=value, now=now)
    except NoService:
        raise CannotAsk(_("We cannot send a code. Ring your pain service")) from None


def _try(request: HttpRequest, change: ContactChange, typed: str, now: datetime) -> str:
    """Nothing when the code is right; else what to do."""
    way = Way(change.kind, change.value)
    if not may_try(request, way):
        return _("There were too many wrong codes. Try again tomorrow")
    proof = confirm(change=change, typed=typed, now=now)
    if proof in (Proof.WRONG, Proof.USED_UP):
        note_wrong(request, way)
    return {
        Proof.RIGHT: "",
        Proof.WRONG: _("That code is not right. Check it and try again"),
        Proof.USED_UP: _("There were too many wrong codes. Ask for a new one"),
        Proof.RUN_OUT: _("That code has run out. Ask for a new one"),
    }[proof]

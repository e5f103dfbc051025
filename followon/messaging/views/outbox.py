"""The development outbox: stands in for everybody's phone and mailbox, so it needs no sign-in."""

import uuid
from collections.abc import Callable
from functools import wraps

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ..queries import outbox as queries
from ..services import inbound
from .hooks import normal

View = Callable[[HttpRequest], HttpResponse]


class ReplyForm(forms.Form):
    """A text from one of the phones."""

    number = forms.CharField(max_length=20, widget=forms.HiddenInput)
    words = forms.CharField(max_length=600)


def development_only(view: View) -> View:
    """With DEBUG off the page does not exist: it shows codes and links that sign people in."""

    @login_not_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.DEBUG:
            raise Http404
        return view(request)

    return guarded


@development_only
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Texts as on phones and e-mails as letters, newest first; ?to= shows one box."""
    to = request.GET.get("to", "").replace("\x00", "")
    boxes = queries.boxes()
    context = {
        "to": to,
        "box": next((box for box in boxes if box.to == to), None),
        "boxes": boxes,
        "letters": queries.letters(to),
        "waiting": [] if to else queries.waiting(),
    }
    return render(request, "messaging/outbox/list.jinja", context)


@development_only
@require_POST
def reply(request: HttpRequest) -> HttpResponse:
    """Text back from one of the phones, as if its owner did."""
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(reverse("messaging:outbox"))
    now, number = timezone.now(), normal(form.cleaned_data["number"])
    text = inbound.keep(
        provider="console",
        provider_id=str(uuid.uuid4()),
        source=number,
        destination="",
        body=form.cleaned_data["words"],
        sent_at=now,
        now=now,
    )
    if text is not None:
        inbound.work(text_id=text.pk, now=now)
    return HttpResponseRedirect(f"{reverse('messaging:outbox')}?{urlencode({'to': number})}")

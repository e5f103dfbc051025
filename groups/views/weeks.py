"""The page behind the link of a weekly message: every date of the week, without signing in."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from followon.people.models import PersonalLink
from followon.people.queries.links import live_link
from followon.people.services.links import mark_used

from ..errors import Refused
from ..forms.answers import WeekAnswerForm
from ..kinds.weekly import WEEK
from ..models import AnsweredBy
from ..queries.weekly import Week, week_of
from ..services.answers import give_answer
from .links import GONE
from .meetings import show_or_do


# As for the link to one answer: whoever posts here holds the secret in the address.
@csrf_exempt
@login_not_required
@never_cache
@show_or_do
def week_link(request: HttpRequest, token: str) -> HttpResponse:
    """The dates of the week with their four answers; opening it changes nothing."""
    now = timezone.now()
    link = live_link(token, WEEK, now)
    if link is None:
        return render(request, "groups/link/gone.jinja", status=GONE)
    week = week_of(link.user, now)
    refused = ""
    if request.method == "POST":
        refused = _answer(request, link, week, now)
        if not refused:
            return redirect("groups:week_link", token)
    context = {"week": week, "token": token, "refused": refused}
    return render(request, "groups/link/week.jinja", context)


def _answer(request: HttpRequest, link: PersonalLink, week: Week, now: datetime) -> str:
    """Note the answer; why not, in words for the page, when it cannot be noted."""
    form = WeekAnswerForm(request.POST)
    if not form.is_valid():
        return "choose"
    own = (each for each in week.dates if each.member is not None)
    found = next((each for each in own if each.meeting.pk == form.cleaned_data["meeting"]), None)
    if found is None or found.member is None:
        return "changed"
    if form.cleaned_data["version"] != found.meeting.version:
        return "changed"
    try:
        give_answer(
            meeting=found.meeting,
            member=found.member,
            value=form.cleaned_data["answer"],
            by_way=AnsweredBy.LINK,
            given_by=link.user,
            now=now,
        )
    except Refused:
        return "changed"
    mark_used(link=link, now=now)
    return ""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..errors import Refused
from ..forms.members import A_DATE, BreakMessagesForm, LeaveForm, RestForm
from ..local_time import local_day
from ..queries.members import members_messaged_on_breaks
from ..services import members
from .access import member_of, person_of, sent
from .meetings import show_or_do


@show_or_do
def rest(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """I am taking a break until …"""
    viewer, member = member_of(request, group_id)
    now = timezone.now()
    today = local_day(now, viewer.group.zone)
    initial = {"until": member.resting_until, "texts": member.texts_while_resting}
    if member.is_resting(today):
        initial["how_long"] = A_DATE
    form = RestForm(sent(request), initial=initial, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            members.rest(member=member, by=viewer.user, now=now, **form.cleaned_data)
        except Refused as refused:
            form.add_error("until", str(refused.message))
        else:
            messages.success(request, _("Enjoy your break. You are still a member."))
            return redirect("groups:home")
    return render(request, "groups/member/rest.jinja", {"viewer": viewer, "form": form})


@show_or_do
def break_messages(request: HttpRequest) -> HttpResponse:
    """Messages on or off while on a break, for each of the person's groups."""
    user = person_of(request)
    form = BreakMessagesForm(
        sent(request), user=user, initial={"members": members_messaged_on_breaks(user)}
    )
    if request.method == "POST" and form.is_valid():
        members.set_messages_on_breaks(
            user=user, members=form.cleaned_data["members"], by=user, now=timezone.now()
        )
        messages.success(request, _("Saved."))
        return redirect("people:details")
    return render(request, "groups/member/break_messages.jinja", {"form": form})


@require_POST
def come_back(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """I am back."""
    viewer, member = member_of(request, group_id)
    members.come_back(member=member, by=viewer.user, now=timezone.now())
    messages.success(request, _("Welcome back."))
    return redirect("groups:home")


@show_or_do
def leave(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Leaving for good, in one action; a reason is optional and private."""
    viewer, member = member_of(request, group_id)
    form = LeaveForm(sent(request))
    if request.method == "POST" and form.is_valid():
        members.leave(
            member=member, reason=form.cleaned_data["reason"], by=viewer.user, now=timezone.now()
        )
        left = {"group": viewer.group.name}
        messages.success(request, _("You have left %(group)s.") % left)
        return redirect("groups:home")
    return render(request, "groups/member/leave.jinja", {"viewer": viewer, "form": form})

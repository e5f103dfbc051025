from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ..errors import Refused
from ..forms.answers import AnswerForm, GuestsForm, ProxyForm
from ..models import Answer, AnsweredBy, AnswerValue, Meeting, Membership
from ..queries.answers import members_with_answers, sayings
from ..services.answers import give_answer
from .access import meeting_or_404, member_of, runner_of_meeting, sent
from .meetings import show_or_do

THANKS = {
    AnswerValue.COMING: gettext_lazy("Thank you. Your group knows that you are coming."),
    AnswerValue.NOT_SURE: gettext_lazy("Thank you. Come if you can, for as long as suits you."),
    AnswerValue.NOT_THIS_TIME: gettext_lazy("Thank you. See you another time."),
    AnswerValue.NOT_UP_TO_IT: gettext_lazy("Thank you. That is fine, and you are still in."),
}


@require_POST
def answer(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One of the four answers, in one tap."""
    found = meeting_or_404(meeting_id)
    viewer, member = member_of(request, found.group_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the four answers."))
        return redirect("groups:meeting", found.pk)
    value = AnswerValue(form.cleaned_data["answer"])
    try:
        give_answer(
            meeting=found,
            member=member,
            value=value,
            by_way=AnsweredBy.PAGE,
            given_by=viewer.user,
            now=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, THANKS[value])
    return redirect("groups:meeting", found.pk)


@require_POST
def tell(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """A friendly line on the meeting's page from somebody who is not up to it."""
    found = meeting_or_404(meeting_id)
    viewer, member = member_of(request, found.group_id)
    own = sayings([found])[found.pk].of(member)
    if own is None or own.value != AnswerValue.NOT_UP_TO_IT:
        raise Http404
    try:
        give_answer(
            meeting=found,
            member=member,
            value=AnswerValue.NOT_UP_TO_IT,
            by_way=AnsweredBy.PAGE,
            given_by=viewer.user,
            now=timezone.now(),
            tell_the_group=True,
        )
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("groups:meeting", found.pk)


@show_or_do
def guests(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Whom somebody who is coming brings along."""
    found = meeting_or_404(meeting_id)
    viewer, member = member_of(request, found.group_id)
    own = sayings([found])[found.pk].of(member)
    if own is None or own.value != AnswerValue.COMING:
        raise Http404
    form = GuestsForm(sent(request), initial={"guests": own.guests})
    if request.method == "POST" and form.is_valid():
        try:
            give_answer(
                meeting=found,
                member=member,
                value=AnswerValue.COMING,
                by_way=AnsweredBy.PAGE,
                given_by=viewer.user,
                now=timezone.now(),
                guests=form.cleaned_data["guests"],
            )
        except Refused as refused:
            messages.error(request, str(refused.message))
        return redirect("groups:meeting", found.pk)
    context = {"form": form, "back_url": reverse("groups:meeting", args=[found.pk])}
    return render(request, "groups/meeting/guests.jinja", context)


@require_safe
def everyone(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What everybody said, for whoever runs the meeting."""
    viewer, found = runner_of_meeting(request, meeting_id)
    context = {"viewer": viewer, "meeting": found, "rows": members_with_answers(found)}
    return render(request, "groups/meeting/answers.jinja", context)


@show_or_do
def answer_for(request: HttpRequest, meeting_id: UUID, member_id: int) -> HttpResponse:
    """What somebody told the coordinator, who writes it down for them."""
    viewer, found = runner_of_meeting(request, meeting_id)
    member, before = _one_of(found, member_id)
    name = member.user.first_name
    initial = {"answer": before.value} if before else {}
    form = ProxyForm(sent(request), name=name, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            give_answer(
                meeting=found,
                member=member,
                value=form.cleaned_data["answer"],
                by_way=AnsweredBy.COORDINATOR,
                given_by=viewer.user,
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Noted for %(name)s.") % {"name": name})
            return redirect("groups:answers", found.pk)
    context = {"form": form, "name": name, "back_url": reverse("groups:answers", args=[found.pk])}
    return render(request, "groups/meeting/answer_for.jinja", context)


def _one_of(meeting: Meeting, member_id: int) -> tuple[Membership, Answer | None]:
    for member, said in members_with_answers(meeting):
        if member.pk == member_id:
            return member, said
    raise Http404

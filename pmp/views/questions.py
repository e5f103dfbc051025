"""The participant's questions: no password, one a page, saved at each step. GET changes nothing."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from followon.pages import languages
from followon.people.services.links import mark_used

from ..forms.steps import FORM_OF
from ..models import Participant, Wish
from ..queries.answers import answers_of, is_settled
from ..queries.links import is_in_its_group, once_asked_at, participant_at
from ..services.answers import finish
from ..steps import Step, after, before, order_for
from ..summary import summary_of
from .posted import posted

View = Callable[..., HttpResponse]


def asked(view: View) -> View:
    """Open to whoever holds the link; a link that is over says whom to call."""

    @login_not_required
    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: str) -> HttpResponse:
        now = timezone.now()
        found = participant_at(token, now)
        if found is None:
            page = {"once": once_asked_at(token), "token": token}
            return render(request, "pmp/question/over.jinja", page, status=404)
        participant, link = found
        if is_in_its_group(participant):
            return render(request, "pmp/question/in_group.jinja", page_of(token, participant, now))
        if request.method == "POST":
            mark_used(link=link, now=now)
        return view(request, token, participant, now, **kwargs)

    return opened


@asked
@require_safe
def questions(
    request: HttpRequest, token: str, participant: Participant, now: datetime
) -> HttpResponse:
    """A3: on to wherever they left off; after a no, thanks and the way back."""
    if participant.wish == Wish.NO:
        return render(request, "pmp/question/thanks.jinja", page_of(token, participant, now))
    if participant.finished_at:
        return redirect("pmp:question_check", token)
    order = order_of(settled=is_settled(participant.user))
    step = after(participant.reached, order) if participant.reached else Step.WISH
    return redirect(address(token, step))


@asked
@require_http_methods(["GET", "HEAD", "POST"])
def question(
    request: HttpRequest, token: str, participant: Participant, now: datetime, *, step: str
) -> HttpResponse:
    """A4: one question; POST saves it and goes on."""
    answers = answers_of(participant)
    order = order_of(settled=answers.settled)
    if step not in order or (step != Step.WISH and participant.wish in ("", Wish.NO)):
        raise Http404
    changing = request.GET.get("change") == "1"
    form = FORM_OF[Step(step)](posted(request), answers=answers)
    following = address(token, after(step, order))
    if request.method == "POST" and form.is_valid():
        form.save(by=participant.user, now=now)
        return redirect(next_address(token, participant, following, changing))
    previous = before(step, order)
    page = page_of(token, participant, now) | {
        "form": form,
        "step": step,
        "number": order.index(Step(step)) + 1,
        "of": len(order),
        "skip_url": following if step != Step.WISH and not changing else "",
        "back_url": check_address(token) if changing else address(token, previous) * bool(previous),
    }
    own = f"pmp/question/{step.replace('-', '_')}.jinja"
    return render(request, [own, "pmp/question/ask.jinja"], page)


@asked
@require_http_methods(["GET", "HEAD", "POST"])
def question_check(
    request: HttpRequest, token: str, participant: Participant, now: datetime
) -> HttpResponse:
    """Check your answers; POST says that they are right."""
    if participant.wish in ("", Wish.NO):
        return redirect("pmp:questions", token)
    if request.method == "POST":
        finish(participant=participant, by=participant.user, now=now)
        return redirect("pmp:question_done", token)
    answers = answers_of(participant)
    order = order_of(settled=answers.settled)
    said = [one for one in summary_of(answers) if one.step in order]
    page = page_of(token, participant, now) | {"summary": said, "settled": answers.settled}
    return render(request, "pmp/question/check.jinja", page)


@asked
@require_safe
def question_done(
    request: HttpRequest, token: str, participant: Participant, now: datetime
) -> HttpResponse:
    """What happens next."""
    if participant.wish in ("", Wish.NO):
        return redirect("pmp:questions", token)
    return render(request, "pmp/question/done.jinja", page_of(token, participant, now))


def order_of(*, settled: bool) -> tuple[Step, ...]:
    """The questions in the languages that this site speaks."""
    return order_for(settled=settled, languages=len(languages.available()))


def page_of(token: str, participant: Participant, now: datetime) -> dict[str, object]:
    """What every page of the questions shows."""
    programme = participant.programme
    return {
        "token": token,
        "over": programme.is_over(timezone.localdate(now)),
        "participant": participant,
        "programme": programme,
        "service": programme.service,
    }


def check_address(token: str) -> str:
    return reverse("pmp:question_check", args=[token])


def address(token: str, step: Step | None) -> str:
    """Where a question stands; the check page comes after the last."""
    return reverse("pmp:question", args=[token, step.value]) if step else check_address(token)


def next_address(token: str, participant: Participant, following: str, changing: bool) -> str:
    """After a no the thanks, after a change the check page, else the next question."""
    if participant.wish == Wish.NO:
        return reverse("pmp:questions", args=[token])
    return check_address(token) if changing else following

"""A person's goals: nobody else comes here."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..forms.own_words import GoalForm, StepForm
from ..models import Goal, GoalStep, Going
from ..queries import own_words as queries
from ..services import goals
from .access import person_of, sent
from .meetings import show_or_do


@show_or_do
def add(request: HttpRequest) -> HttpResponse:
    """A new goal."""
    user = person_of(request)
    form = GoalForm(sent(request))
    if request.method == "POST" and form.is_valid():
        goal = goals.set_goal(user=user, now=timezone.now(), **form.cleaned_data)
        return redirect("groups:goal", goal.pk)
    return render(request, "groups/goal/add.jinja", {"form": form})


@show_or_do
def goal(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """One goal with its steps; a post adds a step."""
    goal = _goal(request, goal_id)
    form = StepForm(sent(request))
    if request.method == "POST" and form.is_valid():
        goals.add_step(goal=goal, now=timezone.now(), **form.cleaned_data)
        return redirect("groups:goal", goal.pk)
    context = {"goal": goal, "steps": goal.steps.all(), "form": form, "going": Going.choices}
    return render(request, "groups/goal/show.jinja", context)


@show_or_do
def edit(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Other words for a goal, and whether to ask about it."""
    goal = _goal(request, goal_id)
    form = GoalForm(sent(request), initial={"words": goal.words, "asks": goal.asks})
    if request.method == "POST" and form.is_valid():
        goals.change_goal(goal=goal, now=timezone.now(), **form.cleaned_data)
        return redirect("groups:goal", goal.pk)
    return render(request, "groups/goal/edit.jinja", {"form": form, "goal": goal})


@require_POST
def going(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """I did it, some of it, not yet, or do not ask me about this."""
    goal, now = _goal(request, goal_id), timezone.now()
    how = request.POST.get("going", "")
    if how == "stop":
        goals.stop_asking(goal=goal, now=now)
        messages.success(request, _("We will not ask about this again."))
    elif how in Going:
        goals.say_how_it_goes(goal=goal, going=how, now=now)
        messages.success(request, _WORDS[how]())
    if request.POST.get("from") == "home":
        return redirect("groups:home")
    return redirect("groups:goal", goal.pk)


@require_POST
def tick(request: HttpRequest, step_id: int) -> HttpResponse:
    """A step done, or not done after all."""
    step = _step(request, step_id)
    goals.tick_step(step=step, done=request.POST.get("done") == "yes", now=timezone.now())
    return redirect("groups:goal", step.goal_id)


@require_POST
def remove_step(request: HttpRequest, step_id: int) -> HttpResponse:
    step = _step(request, step_id)
    goals.remove_step(step=step)
    return redirect("groups:goal", step.goal_id)


_WORDS = {
    Going.DID_IT: lambda: _("Well done. That was your own doing."),
    Going.SOME: lambda: _("Good. Some of it counts."),
    Going.NOT_YET: lambda: _("That is fine. It can wait."),
}


def _goal(request: HttpRequest, goal_id: UUID) -> Goal:
    goal = queries.own_goal(goal_id, person_of(request))
    if goal is None:
        raise Http404
    return goal


def _step(request: HttpRequest, step_id: int) -> GoalStep:
    step = queries.own_step(step_id, person_of(request))
    if step is None:
        raise Http404
    return step

"""A person's list for their next appointment."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ..forms.own_words import GpItemForm
from ..models import GpItem
from ..queries import own_words as queries
from ..services import gp_lists
from .access import person_of, sent
from .meetings import show_or_do


@show_or_do
def gp_list(request: HttpRequest) -> HttpResponse:
    """The list; a post adds a line."""
    user = person_of(request)
    form = GpItemForm(sent(request))
    if request.method == "POST" and form.is_valid():
        gp_lists.add_item(user=user, now=timezone.now(), **form.cleaned_data)
        return redirect("groups:gp_list")
    gp_list = queries.mine_of(user).gp_list
    items = gp_list.items.all() if gp_list else ()
    context = {"form": form, "gp_list": gp_list, "items": items}
    return render(request, "groups/gp_list/show.jinja", context)


@require_POST
def tick(request: HttpRequest, item_id: int) -> HttpResponse:
    """Said or asked, or not after all."""
    item = _item(request, item_id)
    gp_lists.tick_item(item=item, done=request.POST.get("done") == "yes", now=timezone.now())
    return redirect("groups:gp_list")


@require_POST
def remove(request: HttpRequest, item_id: int) -> HttpResponse:
    gp_lists.remove_item(item=_item(request, item_id))
    return redirect("groups:gp_list")


def _item(request: HttpRequest, item_id: int) -> GpItem:
    item = queries.own_item(item_id, person_of(request))
    if item is None:
        raise Http404
    return item

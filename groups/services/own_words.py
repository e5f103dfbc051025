"""Who may read what somebody wrote for themselves."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followon.audit import services as audit
from followon.people.models import User

from ..errors import Refused
from ..models import FlareUpPlan, Goal, GpList, Group, Membership, OwnWords, ShownTo

OWN_WORDS: tuple[type[OwnWords], ...] = (Goal, FlareUpPlan, GpList)


class NotTogether(Refused):
    """The group or the person is not one that the owner is in a group with."""

    message = _("You are no longer in a group together. Choose again")


@transaction.atomic
def show_to(
    *,
    own: OwnWords,
    shown_to: str,
    group: Group | None = None,
    person: User | None = None,
    by: User,
    now: datetime,
) -> None:
    """Show it to nobody, to everyone in one group, or to one person; it takes effect at once.

    Raises NotTogether for a group that the owner is not in, or a person of no shared group.
    """
    group = group if shown_to == ShownTo.GROUP else None
    person = person if shown_to == ShownTo.PERSON else None
    stays = Membership.objects.open().filter(user=own.user_id)
    if group and not stays.filter(group=group).exists():
        raise NotTogether
    if person and not stays.filter(group__memberships__in=_stays_of(person)).exists():
        raise NotTogether
    own.shown_to, own.group, own.person = shown_to, group, person
    own.save(update_fields=["shown_to", "group", "person"])
    kind = own._meta.model_name
    audit.record("own_words.shown", own.user, by=by, now=now, kind=kind, to=str(shown_to))


@transaction.atomic
def show_no_longer(*, member: Membership) -> None:
    """What a person who leaves a group showed there is private again, also if they come back."""
    for model in OWN_WORDS:
        model._default_manager.filter(user=member.user_id, group=member.group_id).update(
            shown_to=ShownTo.NOBODY, group=None, person=None
        )
        between = Q(user=member.user_id) | Q(person=member.user_id)
        for own in model._default_manager.filter(between, shown_to=ShownTo.PERSON):
            theirs = Membership.objects.open().filter(user=own.person_id).values("group")
            together = Membership.objects.open().filter(user=own.user_id, group__in=theirs)
            if not together.exists():
                model._default_manager.filter(pk=own.pk).update(
                    shown_to=ShownTo.NOBODY, person=None
                )


@transaction.atomic
def remove(*, own: OwnWords, by: User, now: datetime) -> None:
    """Delete it for good; nothing of the words is kept."""
    kind = own._meta.model_name
    audit.record("own_words.removed", own.user, by=by, now=now, kind=kind)
    own.delete()


def _stays_of(person: User) -> list[int]:
    return list(Membership.objects.open().filter(user=person).values_list("pk", flat=True))

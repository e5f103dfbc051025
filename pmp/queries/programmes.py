"""Programmes as their team and their volunteers see them."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet

from followon.people.models import PainService, Role, StaffPost, User

from ..models import HandedGroup, Handover, Programme, Session, Upload, Wish


def programmes_of(user: User) -> QuerySet[Programme]:
    """The list: newest first, with dates and how many answered what."""
    taking_part = Q(participants__withdrawn_at__isnull=True)

    def number(**wish: object) -> Count:
        return Count("participants", filter=taking_part & Q(**wish), distinct=True)

    return (
        Programme.objects.visible_to(user)
        .select_related("site")
        .annotate(
            first_session=Min("sessions__date"),
            last_session=Max("sessions__date"),
            people=number(),
            said_yes=number(participants__wish=Wish.YES),
            said_maybe=number(participants__wish=Wish.MAYBE),
            said_no=number(participants__wish=Wish.NO),
            handed_over=Max("handovers__at", filter=Q(handovers__undone_at__isnull=True)),
        )
        .order_by("-last_session", "name")
    )


def visible_programmes(user: User) -> QuerySet[Programme]:
    """Programmes that this person may open, with what their pages need."""
    return Programme.objects.visible_to(user).select_related("site__service")


def visible_uploads(user: User) -> QuerySet[Upload]:
    """Files that this person may look at."""
    return Upload.objects.visible_to(user).select_related("programme__site__service")


def upload_under_way(programme: Programme) -> Upload | None:
    """A long file whose people are still being added."""
    return programme.uploads.unfinished().order_by("confirmed_at").first()


def programmes_helped_at(user: User) -> QuerySet[Programme]:
    """Programmes that a volunteer may open."""
    mine = Programme.objects.of_ptv(user).filter(site__service__in=services_as_ptv(user))
    return mine.select_related("site__service")


def programmes_of_ptv(user: User) -> QuerySet[Programme]:
    """What a volunteer sees: names, places and dates; nothing of anybody's answers."""
    return (
        programmes_helped_at(user)
        .prefetch_related("sessions")
        .annotate(last_session=Max("sessions__date"))
        .order_by("-last_session", "name")
    )


def services_as_ptv(user: User) -> QuerySet[StaffPost, UUID]:
    """Services where this person is a volunteer now."""
    posts = StaffPost.objects.open().filter(user=user, role=Role.PTV)
    return posts.values_list("service", flat=True)


def ptvs_of(services: QuerySet[PainService] | list[PainService]) -> QuerySet[User]:
    """The volunteers of these services."""
    return User.objects.filter(
        posts__in=StaffPost.objects.open().filter(service__in=services, role=Role.PTV)
    ).order_by("full_name")


def usual_for(user: User, *, like: str) -> dict[str, object]:
    """What the form of a new programme begins with: as in that one, else the last one's site."""
    found = _like(user, like)
    if found is None:
        newest = Programme.objects.visible_to(user).filter(created_by=user).order_by("-created_at")
        last = newest.select_related("site").first()
        return {"site_name": last.site.name if last else ""}
    sessions = sessions_of(found)
    return {
        "service": str(found.site.service_id),
        "site_name": found.site.name,
        "time": sessions[0].time if sessions else None,
        "sessions": len(sessions),
        "ptvs": list(found.ptvs.values_list("pk", flat=True)),
    }


def _like(user: User, key: str) -> Programme | None:
    try:
        return visible_programmes(user).filter(pk=UUID(key)).first()
    except ValueError:
        return None


def visible_sessions(user: User) -> QuerySet[Session]:
    """Sessions whose date this person may change."""
    mine = Programme.objects.visible_to(user).values("pk")
    return Session.objects.filter(programme__in=mine).select_related("programme__site__service")


def sessions_of(programme: Programme) -> list[Session]:
    return list(programme.sessions.order_by("number"))


def handover_of(programme: Programme) -> Handover | None:
    """The hand-over, with its groups, or None while the programme is the team's own."""
    parts = Prefetch("parts", HandedGroup.objects.select_related("group__service"))
    standing = programme.handovers.standing().first_ones()
    return standing.select_related("by").prefetch_related(parts).first()


def sessions_left(sessions: list[Session], on: date) -> int:
    """How many are still to come, today's included."""
    return sum(session.date >= on for session in sessions)

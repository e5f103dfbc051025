"""What a meeting says in somebody's calendar: neutral words, and no more than they may see."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from .calendar import Entry
from .models import Meeting, MeetingState, Membership, Place, PlaceKind, Way

WITHOUT_PLACE = (Way.ONLINE, Way.PHONE)


def entry_of(meeting: Meeting, member: Membership | None, *, changed_at: datetime) -> Entry:
    """For a member, or for the group's volunteer: who sees neither a home nor a link to join."""
    return Entry(
        uid=uid_of(meeting, member),
        sequence=meeting.version - 1,
        title=meeting.group.name,
        day=meeting.date,
        at=meeting.time,
        zone=meeting.zone,
        where=_where(meeting, is_member=member is not None),
        words=_words(meeting, is_member=member is not None),
        page=f"{settings.BASE_URL}{reverse('groups:meeting', args=[meeting.pk])}",
        made_at=meeting.booked_at,
        changed_at=changed_at,
        join=meeting.online_url if member is not None else "",
        is_off=meeting.state == MeetingState.CANCELLED,
    )


def uid_of(meeting: Meeting, member: Membership | None) -> str:
    """One id for the meeting's whole life; a member's holds a secret of theirs, for the answer."""
    return f"{meeting.pk}_{member.calendar_key}" if member is not None else str(meeting.pk)


def _where(meeting: Meeting, *, is_member: bool) -> str:
    if meeting.place is None:
        return str(meeting.get_way_display()) if meeting.way in WITHOUT_PLACE else ""
    if meeting.place.kind == PlaceKind.HOME and not is_member:
        return meeting.place.town
    return ", ".join(_lines(meeting.place))


def _lines(place: Place) -> list[str]:
    lines = [place.name, place.address]
    if place.town not in place.address:
        lines.append(place.town)
    return [line for line in lines if line]


def _words(meeting: Meeting, *, is_member: bool) -> str:
    place = meeting.place
    lines = [_("Come for as long as suits you.")] if is_member else []
    if place and place.how_to_get_there and (is_member or place.kind != PlaceKind.HOME):
        lines.append(_("How to get there:") + " " + place.how_to_get_there)
    if meeting.online_url and is_member:
        lines.append(_("Join online:") + " " + meeting.online_url)
    return "\n".join(lines)

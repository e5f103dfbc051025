"""A volunteer's notes of their visits, and the service taking on what they ask for."""

from datetime import datetime

from django.db import transaction

from followon.audit import services as audit
from followon.people.models import User

from ..errors import MeetingNotBegun, MeetingOff, TooLateToWrite
from ..models import Group, Happened, Meeting, MeetingState, NeedsMore, PtvLink, VisitNote
from ..visits import may_write
from .volunteers import go_once_more, let_volunteers_go


@transaction.atomic
def write_visit_note(
    *,
    link: PtvLink,
    meeting: Meeting,
    happened: str,
    needs: str,
    words: str,
    by: User,
    now: datetime,
) -> VisitNote:
    """Write the note of one visit, or write it anew; then the service looks at it once more.

    Raises TooLateToWrite, MeetingNotBegun or MeetingOff; another group's meeting is a mistake.
    """
    group = Group.objects.select_for_update(no_key=True).get(pk=link.group_id)
    _check(link, meeting, now)
    facts = {
        "happened": Happened(happened),
        "needs": NeedsMore(needs),
        "words": " ".join(words.split()),
        "written_at": now,
        "seen_at": None,
        "seen_by": None,
    }
    note, _made = VisitNote.objects.update_or_create(link=link, meeting=meeting, defaults=facts)
    audit.record("visit.noted", meeting, by=by, now=now, service=group.service, needs=str(needs))
    let_volunteers_go(group_id=group.pk, now=now)
    return note


@transaction.atomic
def take_on(*, note: VisitNote, by: User, now: datetime) -> bool:
    """Somebody of the team has seen to what the note asks for; False where one had already."""
    unseen = VisitNote.objects.filter(pk=note.pk, seen_at__isnull=True)
    if unseen.update(seen_at=now, seen_by=by) != 1:
        return False
    group = note.link.group
    audit.record("visit.taken_on", note.meeting, by=by, now=now, service=group.service)
    return True


@transaction.atomic
def agree_to_one_more(*, note: VisitNote, by: User, now: datetime) -> bool:
    """The volunteer goes along once more, as the note asks; False where it was seen to already."""
    if not take_on(note=note, by=by, now=now):
        return False
    go_once_more(link=note.link, by=by, now=now)
    return True


def _check(link: PtvLink, meeting: Meeting, now: datetime) -> None:
    if meeting.group_id != link.group_id:
        raise ValueError(f"Meeting {meeting.pk} is not one of group {link.group_id}.")
    ended_at = PtvLink.objects.values_list("ended_at", flat=True).get(pk=link.pk)
    if not may_write(ended_at, now):
        raise TooLateToWrite
    if meeting.state in (MeetingState.CANCELLED, MeetingState.PROPOSED):
        raise MeetingOff
    if meeting.starts_at > now:
        raise MeetingNotBegun

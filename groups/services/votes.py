"""What a member says of a poll's dates: one row for each date, changed until the poll closes."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from followon.audit import services as audit
from followon.people.models import User

from ..errors import NoSuchOption, NotAMember, PollChanged, PollOver
from ..models import Membership, Poll, Vote, VoteValue
from .agenda import look_at_poll


@transaction.atomic
def cast_votes(
    *,
    poll: Poll,
    member: Membership,
    votes: Mapping[str, str],
    by_way: str,
    given_by: User | None,
    now: datetime,
    version: int | None = None,
) -> Poll:
    """Write down what the member says of these dates, by letter; of the others it stays.

    `version` is that of the page on which they were seen; a text says none. Raises PollOver,
    PollChanged, NoSuchOption or NotAMember.
    """
    polls = Poll.objects.select_for_update(of=("self",)).select_related("group__service")
    current = polls.get(pk=poll.pk)
    if not current.takes_votes(now):
        raise PollOver
    if version is not None and version != current.version:
        raise PollChanged(current)
    if member.group_id != current.group_id or member.left_at is not None:
        raise NotAMember
    options = {option.letter: option for option in current.options.standing()}
    if not votes.keys() <= options.keys():
        raise NoSuchOption
    said = {"member": member, "by": by_way, "given_by": given_by, "given_at": now}
    _write(
        Vote(option=options[letter], value=VoteValue(value), **said)
        for letter, value in sorted(votes.items())
    )
    audit.record(
        "poll.voted", current, by=given_by, now=now, service=current.group.service, way=str(by_way)
    )
    look_at_poll(current, now=now)
    return current


def _write(votes: Iterable[Vote]) -> None:
    """One row for each date and member; what they said of it before is replaced."""
    Vote.objects.bulk_create(
        votes,
        update_conflicts=True,
        unique_fields=["option", "member"],
        update_fields=["value", "by", "given_by", "given_at"],
    )

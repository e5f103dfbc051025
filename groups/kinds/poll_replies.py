"""What a text to a poll does: always through the same services as the pages."""

from datetime import datetime

from django.db import transaction

from followon.messaging import letters
from followon.messaging.kinds import Reply
from followon.messaging.models import Message
from followon.messaging.replies import Word
from followon.people.models import User

from ..errors import Refused
from ..models import AnsweredBy, Membership, Poll, VoteValue
from ..queries import about_polls
from ..queries.about import member_at
from ..queries.polls_due import standing_options
from ..services import telling_polls as telling
from ..services.votes import cast_votes

VALUE_OF = {
    letters.YES: VoteValue.YES,
    letters.MAYBE: VoteValue.IF_NEED_BE,
    letters.NO: VoteValue.NO,
}


@transaction.atomic
def vote(message: Message, user: User, reply: Reply, now: datetime) -> bool:
    """Note which dates suit somebody; what is unclear, or names no date, is asked again."""
    poll = about_polls.poll_of(message)
    member = member_at(poll.group_id, user.pk) if poll else None
    if poll is None or member is None:
        return False
    if not poll.takes_votes(now):
        _say(message, poll, user, "over", now)
        return True
    votes = votes_of(reply, [option.letter for option in standing_options([poll.pk])[poll.pk]])
    if not votes:
        _say(message, poll, user, "unclear", now)
        return True
    return _cast(message, poll, member, votes, now)


def votes_of(reply: Reply, standing: list[str]) -> dict[str, str]:
    """A value for every date; {} where the text names one that is not in the poll.

    Letters with a yes say what suits, so the dates beside them do not. Where somebody says only
    "not B", the others are left as they are.
    """
    if reply.word == Word.NO or reply.picks == letters.NONE:
        return dict.fromkeys(standing, VoteValue.NO)
    if reply.picks == letters.ALL:
        return dict.fromkeys(standing, VoteValue.YES)
    picked = {letter: VALUE_OF[value] for letter, value in letters.read(reply.picks).items()}
    if not picked or not picked.keys() <= set(standing):
        return {}
    if set(picked.values()) == {VoteValue.NO}:
        return dict(picked)
    return {letter: picked.get(letter, VoteValue.NO) for letter in standing}


def _cast(
    message: Message, poll: Poll, member: Membership, votes: dict[str, str], now: datetime
) -> bool:
    try:
        cast_votes(
            poll=poll,
            member=member,
            votes=votes,
            by_way=AnsweredBy.TEXT,
            given_by=member.user,
            now=now,
        )
    except Refused:
        return False
    _say(message, poll, member.user, "votes", now)
    return True


def _say(message: Message, poll: Poll, to: User, what: str, now: datetime) -> None:
    telling.noted(poll, to=to, contact=message.contact, now=now, facts={"noted": what})

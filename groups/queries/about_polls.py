"""What messages about polls are about, and who their recipients are there, read together."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from followon.messaging.models import Message

from ..models import Membership, Poll, PollOption, Vote
from .polls_due import members_of_groups, standing_options


class AboutPolls:
    """Each part is loaded when first asked for, for all of the messages."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self._keys = {poll_key(message) for message in messages} - {""}
        self._recipients = {message.recipient_id for message in messages}

    @cached_property
    def polls(self) -> dict[str, Poll]:
        found = Poll.objects.filter(pk__in=self._keys).select_related("group")
        return {str(poll.pk): poll for poll in found}

    @cached_property
    def options(self) -> dict[Any, list[PollOption]]:
        return standing_options([poll.pk for poll in self.polls.values()])

    @cached_property
    def members(self) -> dict[tuple[Any, Any], Membership]:
        groups = {poll.group_id for poll in self.polls.values()}
        members = Membership.objects.open().filter(group__in=groups, user__in=self._recipients)
        return {(member.group_id, member.user_id): member for member in members}

    @cached_property
    def everybody(self) -> dict[Any, list[Membership]]:
        """Who is in each of the groups."""
        return members_of_groups({poll.group_id for poll in self.polls.values()})

    @cached_property
    def said(self) -> dict[Any, dict[int, str]]:
        """What each member says of each standing option."""
        votes = Vote.objects.filter(
            option__poll__in=self.polls.values(), option__removed_at__isnull=True
        )
        found: dict[Any, dict[int, str]] = {}
        for option_id, member_id, value in votes.values_list("option_id", "member_id", "value"):
            found.setdefault(option_id, {})[member_id] = value
        return found


def load(messages: Sequence[Message], now: datetime) -> AboutPolls:
    """For messaging: what it prepares for all messages about polls together."""
    return AboutPolls(messages)


def about(message: Message) -> AboutPolls:
    """What was prepared for the message with others; else it stands alone and is read anew."""
    prepared = message.prepared
    return prepared if isinstance(prepared, AboutPolls) else AboutPolls([message])


def poll_of(message: Message) -> Poll | None:
    """The poll that a message is about; None where it is gone."""
    return about(message).polls.get(poll_key(message))


def member_of(message: Message) -> Membership | None:
    """The recipient's open membership of the poll's group."""
    found = about(message)
    poll = found.polls.get(poll_key(message))
    return found.members.get((poll.group_id, message.recipient_id)) if poll else None


def options_of(message: Message) -> list[PollOption]:
    """The dates that can be chosen, soonest first."""
    found = about(message)
    poll = found.polls.get(poll_key(message))
    return found.options[poll.pk] if poll else []


def poll_key(message: Message) -> str:
    """The poll's id, '' where the message is about none."""
    noun, _colon, key = message.subject.partition(":")
    return key if noun == "poll" else str(message.facts.get("poll", ""))

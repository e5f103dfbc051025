"""What a service refuses; each says in plain words what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from .models import Meeting, Poll


class Refused(ValueError):
    """Something that cannot be done; `message` is for a person."""

    message: str | Promise = _("This cannot be done now.")

    def __init__(self, message: str | Promise = "") -> None:
        self.message = message or self.message
        super().__init__(str(self.message))


class InThePast(Refused):
    message = _("The date and time must be in the future")


class TooFarAhead(Refused):
    message = _("The date must be within the next 2 years")


class AlreadyBooked(Refused):
    message = _("Your group already has a meeting at that date and time")


class GroupClosed(Refused):
    message = _("This group has ended")


class MeetingBegun(Refused):
    message = _("This meeting has already begun")


class MeetingNotBegun(Refused):
    message = _("This meeting has not begun yet")


class MeetingOff(Refused):
    message = _("This meeting was cancelled")


class NotAMember(Refused):
    message = _("This person is not a member of the group")


class NotAVolunteer(Refused):
    message = _("This person does not help as a volunteer now")


class TooLateToWrite(Refused):
    message = _("Your visits to this group ended more than 2 weeks ago. Call the team instead")


class NobodyToAsk(Refused):
    message = _("Nobody has the job of deputy. Ask somebody in your group, or call your service")


class NoLongerYours(Refused):
    message = _("Somebody else has this job now")


class OfferGone(Refused):
    message = _("Somebody has already answered this")


class BadHeadcount(Refused):
    message = _("Enter how many people came, from 1 to 60")


class TooManyInTheRoom(Refused):
    message = _("In the room cannot be more than came in all")


class MeetingChanged(Refused):
    """Somebody else changed the meeting first; `meeting` is what it is now."""

    message = _("Somebody else has just changed this meeting")

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self.meeting = meeting


class PollRunning(Refused):
    message = _("Your group has a poll already. Change that one, or give it up first")


class PollOver(Refused):
    message = _("This poll is over")


class TooFewDates(Refused):
    message = _("Enter at least 2 dates to choose from")


class TooManyDates(Refused):
    message = _("This poll has had too many dates. Give it up and ask with a new one")


class SameDateTwice(Refused):
    message = _("Two of these are the same date, time and place")


class ClosesTooLate(Refused):
    message = _("The last day to answer must be before the first date")


class ClosesTooSoon(Refused):
    message = _("The last day to answer must be later than this")


class NoSuchOption(Refused):
    message = _("This date is no longer in the poll")


class PollChanged(Refused):
    """Somebody else changed the poll first; `poll` is what it is now."""

    message = _("The dates of this poll have just changed. Look at them, and send it again")

    def __init__(self, poll: Poll) -> None:
        super().__init__()
        self.poll = poll

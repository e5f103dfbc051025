"""Calendar files read by two other libraries, mails with their invitations, and answers to them."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from io import StringIO

from dateutil.parser import parse
from dateutil.tz import tzical
from icalendar import Calendar

from followon.messaging.mail_in import take_mail
from followon.messaging.models import Message
from tests.cast import NOW
from tests.messaging.kit import composed

ORGANIZER = "meetings@followon.example"


def event(file: bytes | str):
    """The one event, as `icalendar` reads it."""
    [found] = Calendar.from_ical(file).walk("VEVENT")
    return found


def events(file: bytes) -> list:
    return Calendar.from_ical(file).walk("VEVENT")


def instants(file: bytes) -> list[datetime]:
    """When the meetings begin, worked out by `dateutil` from the zones in the file alone."""
    zones = tzical(StringIO(file.decode()))
    return [
        parse(at).replace(tzinfo=zones.get(zone)).astimezone(UTC)
        for zone, at in re.findall(r"^DTSTART;TZID=(.+):(\w+)\r$", file.decode(), re.MULTILINE)
    ]


def known_for_long(group) -> None:
    """Its members are no newcomers, who would be welcomed with a first date."""
    group.memberships.update(joined_at=NOW - timedelta(days=30))


def mail_about(user, kind: str, *, now: datetime = NOW) -> Message:
    """The last e-mail of that kind that waits for this person."""
    return Message.objects.filter(recipient=user, kind=kind, channel="email").latest("created_at")


def invited(user, kind: str, *, now: datetime = NOW):
    """What goes with that e-mail."""
    return composed(mail_about(user, kind), now).envelope.invitation


def reply(
    file: str | bytes,
    partstat: str,
    *,
    at: datetime = NOW + timedelta(minutes=1),
    attendee: str = "",
    method: str = "REPLY",
    **changed,
) -> bytes:
    """What a calendar sends back to that invitation, as an e-mail."""
    asked = event(file)
    guest = attendee or str(asked["ATTENDEE"])
    said = {
        "UID": str(asked["UID"]),
        "SEQUENCE": asked["SEQUENCE"],
        "DTSTAMP": f"{at:%Y%m%dT%H%M%SZ}",
        **changed,
    }
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Elsewhere//Calendar//EN",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        *(f"{name}:{value}" for name, value in said.items() if value is not None),
        f"ORGANIZER:{asked['ORGANIZER']}",
        f"ATTENDEE;PARTSTAT={partstat};CN=Moira:{guest}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return mailed("\r\n".join(lines) + "\r\n", method=method)


def mailed(
    file: str, *, method: str = "REPLY", sender: str = "somebody@elsewhere.example"
) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ORGANIZER, "Accepted: Bedminster group"
    mail.set_content("Moira has accepted this invitation.")
    mail.add_alternative(file, subtype="calendar", params={"method": method})
    return mail.as_bytes()


def answers(raw: bytes, *, now: datetime = NOW + timedelta(minutes=2)) -> bool:
    return take_mail(raw, now=now)

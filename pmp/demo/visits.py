"""What the demo's volunteer wrote after a visit, so that the team has something to see to."""

from datetime import datetime, timedelta

from followon.people.models import User
from groups.queries.visits import visited_by
from groups.services.visit_notes import write_visit_note


def visit_notes(*, ptv: User, now: datetime) -> None:
    """A note on the newest visit of each group that the volunteer still goes along to."""
    for each in visited_by(ptv, now=now):
        past = [date.meeting for date in each.dates if date.is_over]
        if not past or not each.is_with_them:
            continue
        write_visit_note(
            link=each.link,
            meeting=past[-1],
            happened="met",
            needs="call",
            words="They would like to hear how others find a warmer room.",
            by=ptv,
            now=min(past[-1].starts_at + timedelta(hours=4), now),
        )

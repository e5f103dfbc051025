"""What would be kind to do about each flag."""

from groups.health.words import phrase

NEXT_STEPS: dict[str, str] = {
    "never_met": phrase("Offer a volunteer for the first meeting, and help to fix date and place."),
    "overdue": phrase("Ask the coordinator how things are, and offer to help fix the next date."),
    "shrinking": phrase("Ask the coordinator if they would like a visit or some new faces."),
    "did_not_meet": phrase(
        "Ask the coordinator what got in the way, and if another day would suit."
    ),
    "stretching": phrase("Ask the coordinator if the rhythm still suits the group."),
    "not_heard": phrase("Ask the coordinator, then the deputy, whether they met."),
    "no_next_date": phrase("Offer to help find the next date."),
    "few_coming": phrase("Ask the coordinator if the date or place still suits people."),
    "organiser_resting": phrase(
        "Thank them. Ask the deputy, then the group, who could book a date."
    ),
    "messages_failing": phrase(
        "Ring those whom messages do not reach, and ask how best to reach them."
    ),
    "one_organiser": phrase("Ask the group who could be deputy."),
    "few_left": phrase("Nothing to do if they are happy. Neighbours or newcomers if they wish."),
}

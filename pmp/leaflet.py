"""The leaflet about follow-on groups in our own words: what a service begins with."""

from django.utils.translation import gettext_lazy as _

from .models import LeafletPart

# Each line is a paragraph of its own. A test holds every sentence to 20 words.
WORDS = {
    LeafletPart.WHAT: (
        _("Your course for people with long-term pain comes to an end. The people need not."),
        _("A follow-on group is a few people from one course who go on meeting."),
        _("You choose the place, the day and what you do. It may be a chat and a cup of tea."),
        _("It can help to see people who know what pain is like."),
        _("Come when you can. Miss a meeting when you cannot. Nobody asks why."),
    ),
    LeafletPart.IS_NOT: (
        _("It is not more treatment, and it is not a class. Nobody teaches and nobody marks you."),
        _("Nobody from the team runs it. The group runs itself, and the team helps it to start."),
        _("It does not take the place of your doctor. Keep going to your doctor as you do now."),
    ),
    LeafletPart.NO_IS_FINE: (
        _("Saying no is fine. You do not have to say why."),
        _("A no changes nothing about your care. We do not ask you again."),
        _("Not sure? Say maybe. You can change your answer later."),
    ),
    LeafletPart.PRIVATE: (
        _("Nobody on your course sees who said yes, maybe or no."),
        _("Only the team who runs your course sees your answer."),
        _("You choose if your group may see your phone number. You can share nothing at all."),
    ),
    LeafletPart.COST: (
        _("Being in a group costs nothing."),
        _("You pay only for what you choose, such as a cup of tea."),
    ),
    LeafletPart.WHAT_NEXT: (
        _("We ask you in private. You answer on your phone, on paper, or by talking to us."),
        _("If enough people say yes, we look for a time and a place that suit you."),
        _("Then we tell you the first date. If no group can start yet, we tell you that too."),
    ),
}


def default_words(part: str) -> str:
    """One part of the leaflet in the reader's language."""
    return "\n".join(str(line) for line in WORDS[LeafletPart(part)])

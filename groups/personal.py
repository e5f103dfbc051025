"""Which of this room's fields are about a person, and which only look as if they were."""

from followon.audit.register import Erase, not_personal, personal

LIFE = "shows the person their own part in the group"
CODES = "a choice from a fixed list about the group or the meeting"


def register() -> None:
    """List every field; a house test fails on one that is missing."""
    personal("groups.membership", LIFE, Erase.KEEP, "joined_at", "left_at")
    personal("groups.membership", LIFE, Erase.BLANK, "left_reason", "resting_since")
    personal("groups.membership", LIFE, Erase.BLANK, "resting_until", "texts_while_resting")
    personal(
        "groups.membership",
        "so that the answer of their calendar is known to be theirs",
        Erase.KEEP,
        "calendar_key",
        export=False,
    )
    personal("groups.answer", "who comes to a meeting", Erase.DELETE_ROW, "value", "by")
    personal("groups.answer", "who comes to a meeting", Erase.DELETE_ROW, "given_at")
    personal(
        "groups.vote", "which dates suit somebody", Erase.DELETE_ROW, "value", "by", "given_at"
    )
    personal("groups.hardplace", "which place is hard for them", Erase.DELETE_ROW, "said_at")
    personal("groups.job", "who does what in the group", Erase.DELETE_ROW, "kind", "state")
    personal("groups.job", "who does what in the group", Erase.DELETE_ROW, "turn_ends_on")
    personal(
        "groups.place",
        "where a group meets, at times somebody's home",
        Erase.KEEP,
        "name",
        "address",
        "town",
        "how_to_get_there",
        export=False,
    )
    _concerns()
    told = "what a volunteer tells the service about a visit"
    personal("groups.visitnote", told, Erase.BLANK, "words", export=False, kept="rule:visit_words")
    not_personal("groups.visitnote", CODES, "happened", "needs")
    _own_words()
    personal("groups.group", "words of the members", Erase.KEEP, "agreement", export=False)
    _not_about_a_person()


def _concerns() -> None:
    """Words told in confidence: in no export, mail, text or log."""
    told = "what somebody told the service in confidence, so that a person can read it"
    personal("groups.concern", told, Erase.BLANK, "words", export=False, kept="rule:concern_words")
    done = "what the service did about a concern"
    personal(
        "groups.concernstep",
        done,
        Erase.BLANK,
        "note",
        export=False,
        kept="rule:concern_words",
    )
    not_personal("groups.concern", "a code or state of the queue", "source", "state")
    not_personal("groups.helpwords", "public words, and who of the service approved them", "words")
    not_personal("groups.helpwords", "a colleague named for the record", "approver", "review_on")
    not_personal("groups.prioritywords", "words that the service listens for", "phrases")
    not_personal("groups.concernstep", "a state of the queue", "state")


def _own_words() -> None:
    """Goals and plans: the person's own, never for staff."""
    own = "what the person writes for themselves"
    shown = ("shown_to", "changed_at")
    personal("groups.goal", own, Erase.DELETE_ROW, "words", "going", "asks", *shown)
    personal("groups.goal", own, Erase.DELETE_ROW, "made_at", "done_at", "asked_at")
    personal("groups.goalstep", own, Erase.DELETE_ROW, "words", "done_at")
    plan = ("signs", "helps", "leave", "others", "after")
    personal("groups.flareupplan", own, Erase.DELETE_ROW, *plan, *shown)
    personal("groups.gplist", own, Erase.DELETE_ROW, *shown)
    personal("groups.gpitem", own, Erase.DELETE_ROW, "words", "done_at")


def _not_about_a_person() -> None:
    not_personal("groups.group", CODES, "state", "rhythm", "zone", "ended_how", "purposes")
    not_personal("groups.group", "the group's own name and area", "name", "area")
    not_personal("groups.group", "an address of the group", "outside_channel")
    not_personal("groups.group", "an address of the group", "outside_channel_url")
    not_personal(
        "groups.group", "days of the group", "hear_by", "last_session_on", "started_on", "ended_on"
    )
    not_personal("groups.meeting", CODES, "zone", "way", "state")
    not_personal("groups.meeting", "a date of the group", "date", "online_url", "dial_in")
    not_personal("groups.meetingmove", "a date of the group", "date", "way")
    not_personal("groups.place", CODES, "kind", "access", "lacks", "cost", "access_checked_on")
    not_personal("groups.poll", CODES, "state")
    not_personal("groups.polloption", "a date of the group", "letter", "date")
    not_personal("groups.pause", "days of the group", "started_on", "until", "ended_on")
    not_personal("groups.grouphealth", "counts and sentences about a group", "level", "flags")
    not_personal("groups.grouphealth", "counts and sentences about a group", "inputs")
    not_personal("groups.grouphealth", "counts and sentences about a group", "headcounts")
    not_personal("groups.grouphealth", "days of the group", "since", "look_again_on")

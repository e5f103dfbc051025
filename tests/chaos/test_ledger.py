"""The count itself: what it calls lost, doubled, and in doubt."""

from tests.chaos.gateway import Taken
from tests.chaos.ledger import Verdict, judge
from tests.chaos.test_urgency import most_overtaken


def taken(reference: str, told: int = 201) -> Taken:
    return Taken(0, reference, "", "", "sms", 0.0, "", accepted=True, told=told)


def test_once_is_well_and_never_needs_a_reason():
    rows = [
        ("a", "delivered", ""),
        ("b", "skipped", "moved"),
        ("c", "failed", "refused"),
        ("d", "queued", ""),
        ("e", "sent", ""),
    ]

    found = judge(rows, [taken("a")])

    assert (found.once, found.skipped, found.failed) == (1, {"moved": 1}, {"refused": 1})
    assert (found.lost, found.doubled, found.open) == (["d", "e"], [], [])


def test_twice_is_forgiven_once_and_only_where_nothing_was_said():
    rows = [(name, "sent", "") for name in ("silent", "said", "refused", "thrice")]
    arrived = [
        *(taken("silent", 0), taken("silent")),
        *(taken("said"), taken("said")),
        *(taken("refused", 500), taken("refused")),
        *(taken("thrice", 0), taken("thrice", 0), taken("thrice")),
    ]

    found = judge(rows, arrived)

    assert found == Verdict(in_doubt_twice=["silent"], doubled=["said", "refused", "thrice"])


def test_what_left_and_is_still_open_or_nobody_s_is_told():
    found = judge([("a", "unknown", "in doubt")], [taken("a"), taken("b")])

    assert found.open == ["a is unknown: in doubt"]
    assert found.doubled == ["b, which is not in the outbox"]


def test_how_many_more_urgent_ones_came_late():
    assert most_overtaken([0, 0, 1, 2, 2]) == 0
    assert most_overtaken([0, 2, 1, 0, 2]) == 2

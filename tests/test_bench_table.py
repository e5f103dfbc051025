"""The table of `script/bench`."""

from tests.bench.kit.figures import percentile
from tests.bench.kit.table import Show


def test_a_row_says_whether_what_is_wanted_holds():
    show = Show("sending")
    show("one worker", 1800, floor=2400, ratio=0.7)
    show("two workers", 2000, floor=1800, floor_is="one worker", ratio=1.6)
    show("a minute", 5.5, "s", at_most=5)
    show("only to know", 0.0421, "ms")
    assert show.rows == [
        (
            "one worker",
            "1,800 a second",
            "2,400 a second",
            "0.75",
            "at least 0.7 of the floor",
            "holds",
        ),
        (
            "two workers",
            "2,000 a second",
            "1,800 a second (one worker)",
            "1.11",
            "at least 1.6 of the floor",
            "MISSED",
        ),
        ("a minute", "5.50 s", "", "", "at most 5.00 s", "MISSED"),
        ("only to know", "0.042 ms", "", "", "", ""),
    ]


def test_the_percentile_is_a_value_that_was_measured():
    assert [percentile(range(1, 101), part) for part in (50, 99, 100)] == [50, 99, 100]
    assert percentile([3.0], 99) == 3.0

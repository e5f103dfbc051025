import pytest

from tests.pages.render import draw

SOURCE = (
    '{% from "components/headcount_chart.jinja" import headcount_chart %}'
    '{{ headcount_chart(values, "How many came", "g1") }}'
)


def value(label, count, state="met"):
    return {"label": label, "count": count, "state": state}


MIXED = [
    value("1 March", 8),
    value("1 April", None, "not_met"),
    value("1 May", None, "unknown"),
    value("1 June", None),
    value("1 July", 4),
]


def test_the_table_says_what_the_bars_show():
    page = draw(SOURCE, values=MIXED)
    meetings = [cell.text for cell in page.all("th", scope="row")]
    came = [cell.text for cell in page.all("td")]
    assert list(zip(meetings, came, strict=True)) == [
        ("1 March", "8"),
        ("1 April", "Did not meet"),
        ("1 May", "Not known"),
        ("1 June", "Met, number not known"),
        ("1 July", "4"),
    ]


def test_bars_are_in_proportion_and_gaps_stay_gaps():
    page = draw(SOURCE, values=MIXED)
    tall, short = [float(bar["height"]) for bar in page.of_class("fo-chart__bar")]
    assert tall == 2 * short
    assert [mark.text for mark in page.of_class("fo-chart__mark")] == ["×", "?", "?"]
    assert [count.text for count in page.of_class("fo-chart__count")] == ["8", "4"]


def test_the_picture_has_a_name_and_a_description():
    page = draw(SOURCE, values=MIXED)
    assert page.one("svg")["aria-labelledby"] == "g1-title g1-desc"
    assert page.one("title", id="g1-title").text == "How many came"
    assert page.one("desc").text.startswith("Bar chart of 5 meetings.")


def test_the_key_names_only_the_signs_that_are_there():
    assert draw(SOURCE, values=[value("1 March", 8)]).of_class("fo-chart__key") == []
    key = draw(SOURCE, values=MIXED[:2]).of_class("fo-chart__key")[0]
    assert key.text == "× did not meet"


def test_the_last_twelve_are_drawn():
    page = draw(SOURCE, values=[value(f"{day} March", day) for day in range(1, 16)])
    assert page.all("th", scope="row")[0].text == "4 March"
    assert len(page.of_class("fo-chart__bar")) == 12


@pytest.mark.parametrize("count", [0, 1])
def test_none_and_one_are_counts_too(count):
    page = draw(SOURCE, values=[value("1 March", count)])
    assert page.one("td").text == str(count)
    assert page.of_class("fo-chart__count")[0].text == str(count)


def test_no_meetings_yet():
    page = draw(SOURCE, values=[])
    assert page.all("svg") == []
    assert page.of_class("fo-chart__key")[0].text == "No meetings yet."

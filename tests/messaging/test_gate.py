from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followon.messaging.gate import Facts, Go, Later, Skip, verdict
from followon.messaging.kinds import Hours

LONDON = ZoneInfo("Europe/London")
# Wednesday 9 September 2026, 10am in London.
TEN = datetime(2026, 9, 9, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def at(hour: int, minute: int = 0, day: int = 9) -> datetime:
    """A local time in September 2026."""
    return datetime(2026, 9, day, hour, minute, tzinfo=LONDON)


def test_it_may_leave_when_nothing_speaks_against_it():
    assert verdict(Facts(), TEN) == Go()


def test_what_nobody_wants_any_more_is_skipped():
    assert verdict(Facts(unwanted="the meeting has moved since"), TEN) == Skip(
        "the meeting has moved since"
    )


@pytest.mark.parametrize("channel", ["text", "email"])
def test_it_never_leaves_once_its_time_has_passed(channel):
    assert verdict(Facts(channel=channel, send_before=TEN), TEN) == Skip("Too late to be of use")


def test_just_before_its_time_has_passed_it_still_leaves():
    assert verdict(Facts(send_before=TEN + timedelta(seconds=1)), TEN) == Go()


def test_a_contact_that_is_gone_means_the_other_channel():
    assert verdict(Facts(contact_usable=False), TEN) == Skip(
        "The number or address is no longer used", other_channel=True
    )


def test_a_service_can_switch_texts_off_even_for_codes():
    facts = Facts(texts_allowed=False, hours=Hours.ANY)
    assert verdict(facts, TEN) == Skip("The service has switched texts off", other_channel=True)
    assert verdict(Facts(channel="email", texts_allowed=False), TEN) == Go()


@pytest.mark.parametrize("hours", list(Hours))
def test_no_text_to_a_stopped_number(hours):
    assert verdict(Facts(stopped=True, hours=hours), TEN) == Skip(
        "The person has stopped these messages", other_channel=True
    )


def test_the_one_confirmation_of_a_stop_leaves_at_any_hour():
    facts = Facts(stopped=True, answers_a_stop=True, hours=Hours.ANY, counts_to_cap=False)
    assert verdict(facts, at(3)) == Go()


def test_stopped_e_mails_let_through_only_what_the_person_asked_for():
    assert isinstance(verdict(Facts(channel="email", stopped=True), TEN), Skip)
    assert verdict(Facts(channel="email", stopped=True, hours=Hours.ANY), TEN) == Go()


def test_who_asked_not_to_be_texted_is_texted_only_what_they_asked_for():
    assert verdict(Facts(no_texts=True), TEN) == Skip(
        "The person asked not to be texted", other_channel=True
    )
    assert verdict(Facts(no_texts=True, hours=Hours.ANY), TEN) == Go()
    assert verdict(Facts(channel="email", no_texts=True), TEN) == Go()


def test_a_choice_of_channel_takes_effect_on_what_is_queued():
    assert verdict(Facts(channel_chosen=False), TEN) == Skip(
        "The person chose another way to be reached", other_channel=True
    )


@pytest.mark.parametrize(
    ("hours", "now", "expected"),
    [
        (Hours.ORDINARY, at(7, 59), Later(at(8))),
        (Hours.ORDINARY, at(8), Go()),
        (Hours.ORDINARY, at(19, 59), Go()),
        (Hours.ORDINARY, at(20), Later(at(8, day=10))),
        (Hours.URGENT, at(6, 59), Later(at(7))),
        (Hours.URGENT, at(20, 59), Go()),
        (Hours.URGENT, at(21), Later(at(7, day=10))),
        (Hours.ANY, at(3), Go()),
    ],
)
def test_texts_keep_to_their_hours(hours, now, expected):
    assert verdict(Facts(hours=hours), now) == expected


def test_own_quiet_hours_replace_the_usual_ones():
    facts = Facts(quiet=(time(12), time(15)))
    assert verdict(facts, at(13)) == Later(at(15))
    assert verdict(facts, at(22)) == Go()


def test_own_quiet_hours_over_midnight():
    facts = Facts(quiet=(time(18), time(11)))
    assert verdict(facts, at(19)) == Later(at(11, day=10))
    assert verdict(facts, at(10)) == Later(at(11))


def test_own_quiet_hours_do_not_hold_back_a_moved_meeting():
    assert verdict(Facts(hours=Hours.URGENT, quiet=(time(9), time(18))), at(13)) == Go()


def test_e_mails_wait_only_for_own_quiet_hours():
    assert verdict(Facts(channel="email"), at(3)) == Go()
    assert verdict(Facts(channel="email", quiet=(time(22), time(8))), at(3)) == Later(at(8))


def test_what_would_wait_until_too_late_goes_another_way():
    facts = Facts(send_before=at(7, 30))
    assert verdict(facts, at(6)) == Skip("No hour left at which it may be sent", other_channel=True)


def test_a_fourth_text_in_seven_days_waits_until_the_first_is_seven_days_old():
    first = TEN - timedelta(days=6)
    facts = Facts(texts_lately=(first, TEN - 2 * DAY, TEN - DAY))
    assert verdict(facts, TEN) == Later(first + 7 * DAY)


def test_a_fourth_text_goes_by_e_mail_where_there_is_one():
    facts = Facts(texts_lately=(TEN - DAY,) * 3, other_channel_open=True)
    assert verdict(facts, TEN) == Skip("Three texts in seven days already", other_channel=True)


def test_the_cap_forgets_after_seven_days_and_spares_the_exempt_and_e_mails():
    lately = (TEN - DAY,) * 3
    assert verdict(Facts(texts_lately=(TEN - 7 * DAY, *lately[:2])), TEN) == Go()
    assert verdict(Facts(texts_lately=lately, counts_to_cap=False), TEN) == Go()
    assert verdict(Facts(channel="email", texts_lately=lately), TEN) == Go()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # The clocks go forward on 28 March 2027 and back on 31 October 2027.
        (datetime(2027, 3, 27, 23, tzinfo=UTC), datetime(2027, 3, 28, 7, tzinfo=UTC)),
        (datetime(2027, 10, 30, 23, tzinfo=UTC), datetime(2027, 10, 31, 8, tzinfo=UTC)),
    ],
)
def test_eight_in_the_morning_is_local_on_the_nights_when_clocks_change(now, expected):
    assert verdict(Facts(), now) == Later(expected)


moments = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
clock_times = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@st.composite
def anything(draw):
    """Any facts, around any moment."""
    now = draw(moments)
    ago = st.integers(0, 10 * 24 * 60).map(lambda minutes: now - timedelta(minutes=minutes))
    ahead = st.integers(-600, 10 * 24 * 60).map(lambda minutes: now + timedelta(minutes=minutes))
    facts = Facts(
        channel=draw(st.sampled_from(["text", "email"])),
        hours=draw(st.sampled_from(list(Hours))),
        counts_to_cap=draw(st.booleans()),
        unwanted=draw(st.sampled_from(["", "", "", "moved"])),
        send_before=draw(st.none() | ahead),
        zone=draw(st.sampled_from(["Europe/London", "America/New_York", "Pacific/Auckland"])),
        texts_allowed=draw(st.sampled_from([True, True, False])),
        stopped=draw(st.sampled_from([False, False, True])),
        answers_a_stop=draw(st.booleans()),
        other_channel_open=draw(st.booleans()),
        quiet=draw(st.none() | st.tuples(clock_times, clock_times)),
        texts_lately=tuple(draw(st.lists(ago, max_size=5))),
    )
    return facts, now


def is_allowed_hour(facts: Facts, now: datetime) -> bool:
    clock = now.astimezone(ZoneInfo(facts.zone)).time()
    if facts.hours == Hours.ANY:
        return True
    if facts.hours == Hours.URGENT:
        return time(7) <= clock < time(21)
    if facts.quiet is None:
        return time(8) <= clock < time(20)
    starts, ends = facts.quiet
    if starts == ends:
        return True
    quiet = starts <= clock < ends if starts < ends else clock >= starts or clock < ends
    return not quiet


@given(anything())
def test_no_text_leaves_outside_the_hours_of_its_kind(drawn):
    facts, now = drawn
    if verdict(facts, now) == Go() and facts.channel == "text":
        assert is_allowed_hour(facts, now)


@given(anything())
def test_nothing_leaves_or_is_promised_after_it_is_too_late(drawn):
    facts, now = drawn
    outcome = verdict(facts, now)
    if facts.send_before is not None:
        assert outcome != Go() or now < facts.send_before
        assert not isinstance(outcome, Later) or outcome.until < facts.send_before


@given(anything())
def test_never_to_a_stopped_number_save_its_one_confirmation(drawn):
    facts, now = drawn
    if facts.channel == "text" and facts.stopped and not facts.answers_a_stop:
        assert isinstance(verdict(facts, now), Skip)


@given(anything())
def test_no_old_version_leaves(drawn):
    facts, now = drawn
    if facts.unwanted:
        assert verdict(facts, now) == Skip(facts.unwanted)


@given(anything())
def test_putting_off_always_goes_forward(drawn):
    facts, now = drawn
    outcome = verdict(facts, now)
    if isinstance(outcome, Later):
        assert now < outcome.until <= now + timedelta(days=8)


@given(moments, st.lists(st.integers(0, 12 * 60), max_size=40))
def test_at_most_three_counted_texts_leave_in_any_seven_days(start, gaps):
    left: list[datetime] = []
    now = start
    for gap in gaps:
        now += timedelta(minutes=gap)
        if verdict(Facts(texts_lately=tuple(left)), now) == Go():
            left.append(now)
    for sent_at in left:
        assert len([at for at in left if sent_at <= at < sent_at + timedelta(days=7)]) <= 3

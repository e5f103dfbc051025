"""Replies as people write them, each with what it means, and every answer in every dress."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followon.messaging.kinds import Reply
from followon.messaging.replies import Command, command, fitting, meanings

MEETING = frozenset({"coming", "maybe", "not_today", "no", "unwell"})
REPORT = frozenset({"number", "no", "moved"})
OFFER = frozenset({"yes", "no"})

# To "We meet Wed 30 Sep. Reply YES, MAYBE or NO"; "-" is for a person to read.
TO_A_MEETING = """
COMING | coming
Coming! | coming
yes | coming
YES. | coming
Yes thanks | coming
Yes please, thank you | coming
yes coming | coming
Yep, see you there x | coming
yeah ill be there | coming
I'll be there!! | coming
I will be there, thank you very much | coming
ok thanks | coming
OK, coming | coming
Count me in 👍 | coming
Hi, yes I can come. Thanks | coming
Good morning, coming xx | coming
1 | coming
1. | coming
Still coming | coming
Maybe | maybe
maybe? | maybe
Not sure yet, sorry | maybe
I might come | maybe
2 | maybe
hopefully | maybe
Not today | not_today
NOT TODAY!! | not_today
No, not today sorry | not_today
Not up to it today, sorry all | not_today
3 thanks | not_today
keep me in | not_today
no | no
No thank you | no
No, can't make it this time, sorry | no
Sorry can’t come | no
ok, not coming | no
Nope x | no
Not this time | no
I won't be there | no
I'm afraid not | no
Unwell | unwell
UNWELL, sorry | unwell
I'm not well, sorry | unwell
No, I'm ill | unwell
No idea what this is | -
Who is this? | -
1 of us is poorly | -
2 of us | -
can't stop crying | -
stop by at 5? | -
Coming? | -
yes? | -
Yes 👎 | -
Yes and no | -
coming, not coming, I don't know | -
No I'll come | -
Yes but can you ring me | -
No worries | -
No problem, see you then | -
No one told me | -
I can't go on | -
can't wait! | -
Not coping today | -
I am not sure I can do this any more | -
My wife is unwell | -
I have moved house | -
Thanks | -
5pm? | -
5 | -
what time | -
Is it still on | -
help me | -
Please ring | -
I'm in hospital | -
Yes if someone can give me a lift | -
No lift today, can anybody help | -
maybe not worth living | -
"""
# To "Did your group meet? Reply with how many came, 0 if you did not meet, or MOVED".
TO_HOW_IT_WENT = """
5 | 5
5 came | 5
five of us, thanks | 5
There were only 4 of us | 4
We met, 6 came | 6
8 including me | 8
about 7 people | 7
1 | 1
12 x | 12
0 | 0
none | 0
Nobody came, sorry | 0
No, we didn't meet | 0
no | no
Moved | moved
It moved to Tuesday | moved
we moved it to next week, sorry | moved
1 of us is poorly | -
5 or 6 | -
5-6 | -
5pm | -
5? | -
10/10 | -
2 weeks ago | -
07700 900123 | -
100 | -
I moved house | -
We moved to Leeds | -
5 of us were worried about Ann | -
"""
COMMANDS = """
STOP | stop
Stop. | stop
stop stop stop | stop
Stop please, thanks 😡 | stop
UNSUBSCRIBE ME | stop
Stop texts | stop
Stop texting me, I am in hospital | stop_and_read
Please stop sending these texts | stop_and_read
No more texts please | stop_and_read
Don't text me again | stop_and_read
Remove me from your list | stop_and_read
START | start
start again please | start
UNSTOP! | start
Help | help
HELP!! thanks | help
Help please | help_and_read
can't stop crying | -
stop by at 5? | -
stop it hurts | -
End of the week is fine | -
start time? | -
help me | -
I need help | -
no | -
I will cancel my dentist and come | -
what time do we start | -
"""


def rows(table: str) -> list[tuple[str, str]]:
    pairs = (line.rsplit(" | ", 1) for line in table.strip().splitlines())
    return [(body, meaning) for body, meaning in pairs]


def read(body: str, accepted: frozenset[str]) -> str:
    if command(body) is not None:
        return "command"
    reply = fitting(meanings(body), accepted)
    if reply is None:
        return "-"
    return str(reply.number) if reply.word == "number" else str(reply.word)


def test_the_tables_hold_enough():
    assert len(rows(TO_A_MEETING)) + len(rows(TO_HOW_IT_WENT)) + len(rows(COMMANDS)) >= 120


@pytest.mark.parametrize(("body", "meaning"), rows(TO_A_MEETING))
def test_answers_to_a_meeting(body, meaning):
    assert read(body, MEETING) == meaning


@pytest.mark.parametrize(("body", "meaning"), rows(TO_HOW_IT_WENT))
def test_answers_to_how_it_went(body, meaning):
    assert read(body, REPORT) == meaning


@pytest.mark.parametrize(("body", "meaning"), rows(COMMANDS))
def test_commands(body, meaning):
    assert str(command(body) or "-") == meaning


CASES = st.sampled_from([str.upper, str.lower, str.title, str.capitalize, lambda words: words])
MARKS = st.text(alphabet=" .,!;:-–—*\"'()\n\t\u00a0\u2009\u202f\u200b\u200e\ufeff", max_size=4)
EMOJI = st.sampled_from(["", "😊", "👍🏽", "❤️", "🙏", "😔", "👍", "🎉🎉", "🤷‍♀️"])
POLITE = st.sampled_from(
    ["", "thanks", "thank you", "Many thanks", "cheers", "please", "sorry", "x"]
)
ANSWERS = st.sampled_from(
    [
        ("coming", "coming"),
        ("yes", "coming"),
        ("I'm coming", "coming"),
        ("1", "coming"),
        ("maybe", "maybe"),
        ("2", "maybe"),
        ("not today", "not_today"),
        ("3", "not_today"),
        ("no", "no"),
        ("can't make it", "no"),
        ("I won't be there", "no"),
        ("unwell", "unwell"),
    ]
)
APOSTROPHES = st.sampled_from("'’‘`´ʼ′＇")
SPACES = st.sampled_from([" ", "  ", "\u00a0", "\u2009", "\u202f", "\n"])


@st.composite
def dressed(draw: st.DrawFn, answers: st.SearchStrategy) -> tuple[str, str]:
    """An answer in any case, with signs, emoji and thanks around it."""
    words, meaning = draw(answers)
    words = draw(CASES)(words).replace("'", draw(APOSTROPHES)).replace(" ", draw(SPACES))
    before, after = draw(POLITE), draw(POLITE)
    parts = [draw(EMOJI), before, words, after, draw(EMOJI)]
    return draw(MARKS) + f"{draw(SPACES)}{draw(MARKS)} ".join(parts) + draw(MARKS), meaning


@given(dressed(ANSWERS))
def test_an_answer_is_itself_in_every_dress(body):
    words, meaning = body
    assert read(words, MEETING) == meaning


@given(dressed(st.integers(0, 60).map(lambda number: (str(number), number))))
def test_a_headcount_is_itself_in_every_dress(body):
    words, number = body
    assert fitting(meanings(words), REPORT) == Reply("number", number)


@given(
    dressed(
        st.sampled_from(
            [("stop", Command.STOP), ("unsubscribe", Command.STOP), ("start", Command.START)]
        )
    )
)
def test_stop_and_start_are_themselves_in_every_dress(body):
    words, meaning = body
    assert command(words) == meaning


NOISE = st.lists(
    st.sampled_from(["my", "wife", "hospital", "lift", "who", "what", "sad", "end", "cry"]),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(dressed(ANSWERS), NOISE, st.booleans())
def test_an_answer_with_anything_else_beside_it_is_for_a_person(body, noise, first):
    words, _meaning = body
    said = f"{noise} {words}" if first else f"{words} {noise}"
    assert read(said, MEETING | REPORT) == "-"

"""How people answer by text: phrases as data, in lower case and without signs."""

from collections.abc import Iterable

STOP = """stop, stopall, stop all, unsubscribe, end, quit, cancel, optout, opt out, revoke,
    stop texts, stop messages, stop texting, stop messaging, unsubscribe me, opt me out"""
START = """start, unstop, restart, start again, start texts, start texts again, start texting,
    start messages, start me again"""
HELP = "help, info"

COMING = """coming, im coming, i am coming, i will come, ill come, will come, can come,
    i can come, ill be there, i will be there, will be there, be there, see you there,
    count me in, im in, still coming, on my way, coming today, im coming today, i can make it,
    can make it, ill be coming, i will be coming, both coming, see you all there"""
YES = """yes, y, yep, yeah, yea, yup, yes i will, yes i can, i will, aye, yes definitely,
    definitely, of course, yes of course, certainly, will do"""
ACKNOWLEDGED = "ok, okay, sure"  # a yes where nothing else is said, else no part of the answer
MAYBE = """maybe, may be, not sure, im not sure, i am not sure, not sure yet, im not sure yet,
    perhaps, possibly, might come, i might come, i might, dont know, dont know yet,
    i dont know yet, unsure, will see, ill see, we will see, hopefully, not certain"""
NOT_TODAY = """not today, no not today, not up to it, not up to it today,
    im not up to it, im not up to it today, i am not up to it, i am not up to it today,
    not today keep me in, keep me in, not feeling up to it, im not feeling up to it,
    dont feel up to it, i dont feel up to it, not up to coming"""
NO = """no, n, nope, nah, cant, i cant, cant come, i cant come, cannot come, i cannot come,
    not coming, im not coming, i am not coming, cant make it, i cant make it, cannot make it,
    i cannot make it, wont make it, i wont make it, wont be there, i wont be there,
    wont be coming, i wont be coming, not this time, not this week, not this month,
    cant make it this time, i cant make it this time, cant come this time,
    i cant come this time, cant make it today, i cant make it today, cant come today,
    i cant come today, not coming today, im not coming today, unable to come,
    unable to make it, unable to attend, im afraid not, afraid not, im afraid i cant,
    im afraid i cant make it, no im afraid, count me out"""
UNWELL = """unwell, im unwell, i am unwell, ill, im ill, i am ill, poorly, im poorly,
    i am poorly, not well, im not well, i am not well, not feeling well, im not feeling well,
    feeling unwell, im feeling unwell, feeling poorly, unwell today, im unwell today,
    having a flare up, im having a flare up, im in a flare up"""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOVED = ", ".join(
    [
        "moved, it moved, we moved it, it was moved, moved it, date changed, it has moved",
        "its moved, been moved, its been moved, weve moved it, the date changed",
        *(f"moved to {day}, it moved to {day}, we moved it to {day}" for day in DAYS),
        "moved to next week, it moved to next week, we moved it to next week",
    ]
)
DID_NOT_MEET = """none, nobody, nobody came, no one, no one came, noone came, did not meet,
    didnt meet, we did not meet, we didnt meet, not met, it did not happen, it didnt happen,
    didnt happen, did not happen, we didnt, no we didnt, no we didnt meet, no it didnt happen,
    none of us, no we did not meet"""

# Said around an answer, and no part of it.
POLITE = """many thanks, thank you, thank you very much, thanks, thanks very much, thanks a lot,
    thanks so much, thankyou, thx, ta, cheers, please, pls, plz, hi, hello, hiya, hey, sorry,
    so sorry, very sorry, kind regards, regards, x, xx, xxx, xxxx, all, everyone, hi all,
    hello all, hi everyone, see you, see you then, see you soon, see you all, love, a lot, bye,
    good morning, good afternoon, good evening, morning, best wishes, all the best, lovely,
    great, take care, thanks for asking"""

# Of lettered choices. "ok", "no" and their like alone say nothing of which one.
SUITS = """yes, yep, yeah, fine, is fine, are fine, good, is good, are good, ok, okay, works,
    work, suits, suits me, suit me, suit, works for me, work for me, is ok, are ok, can do,
    i can do, could do, i could do, i can make, can make, can come"""
SUITS_IF_NEED_BE = """maybe, may be, if need be, if needs be, if needed, if i have to, if i must,
    possibly, perhaps, at a push, might, might do, not sure, not sure about, unsure"""
SUITS_NOT = """no, not, nope, no good, cant, cannot, cant do, i cant do, cannot do, i cannot do,
    cant make, i cant make, not good, does not suit, doesnt suit, dont suit, wont work"""
ALL_OF_THEM = """all, all of them, any, any of them, all fine, any is fine, all are fine,
    all of these, any of these, i can do all, i can do any, all good, any day, all work,
    all suit, all suit me, any of those, all of those, they all suit, all yes, yes all,
    yes to all, both, both of them, either, either one, both fine, either is fine"""
NONE_OF_THEM = """none, none of them, none of these, none of those, none suit, none suit me,
    neither, not any, no to all, i cant do any, cant do any, i cant make any, cant make any,
    none work, none are good, no none, none thanks"""
JOINING = """and, or, also, plus, but, for, to, option, options, then, the, is, are, i, me, just,
    only, date, dates, letter, letters, please, thanks, it, its, on"""


def phrases(*lists: str) -> Iterable[str]:
    """The phrases of these lists, each with single spaces."""
    return (" ".join(each.split()) for text in lists for each in text.split(","))

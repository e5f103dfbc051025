"""Words that raise a concern's priority: data. Nothing here can lower it."""

from followon.messaging.replies import plain_words

# One phrase a line, in lower case without signs ("can't" is "cant"); a star stands for any ending.
# Too many is the right mistake: a raised concern is read sooner, and that is all.
RAISING = """
suicid*
kill myself
kill himself
kill herself
kill themselves
kill me
end my life
ending my life
end it all
take my own life
take my life
want to die
wants to die
wish i was dead
wish i were dead
better off dead
better off without me
dont want to be here
do not want to be here
dont want to live
do not want to live
no reason to live
nothing to live for
cant go on
cannot go on
can not go on
cant cope
cannot cope
cant take it any more
cant take it anymore
cannot take any more
self harm*
selfharm*
harm myself
harming myself
hurt myself
hurting myself
hurt himself
hurt herself
hurt themselves
cut myself
cutting myself
overdos*
took all my
taken all my
taken too many
took too many
goodbye everyone
say goodbye
not safe
unsafe
in danger
afraid of
scared of
frighten*
threat*
abus*
assault*
rape*
violen*
hit me
hits me
hit her
hits her
hit him
hits him
hitting me
beats me
beat me
knife
weapon
safeguard*
emergency
ambulance
urgent*
999
111
chest pain
cant breathe
cannot breathe
collaps*
unconscious
stroke
lost control of my bladder
lost control of my bowel*
numb between my legs
"""

_PHRASES = tuple(line for line in RAISING.splitlines() if line)


def raises_priority(words: str) -> bool:
    """Whether any of the phrases stands in these words, whatever their case and punctuation."""
    said = f" {plain_words(words)} "
    return any(_stands_in(phrase, said) for phrase in _PHRASES)


def _stands_in(phrase: str, said: str) -> bool:
    return f" {phrase.rstrip('*')}" in said if phrase.endswith("*") else f" {phrase} " in said

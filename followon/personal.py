"""The wiring's own tables hold nothing on people."""

from followon.audit.register import not_personal

not_personal(
    "followon.CacheEntry",
    "Counts of tries under keyed or hashed names; gone within a day.",
    "cache_key",
    "value",
)

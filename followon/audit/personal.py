"""The audit trail holds ids, states and counts, never a name, number or address."""

from .register import not_personal

not_personal(
    "audit.AuditEvent",
    "Plain ids, verbs, states and counts, which outlive the rows that they speak of.",
    "actor",
    "service",
    "verb",
    "subject_kind",
    "subject",
    "facts",
)

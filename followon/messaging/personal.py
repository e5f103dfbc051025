"""The personal fields of messages."""

from followon.audit.register import Erase, not_personal, personal

personal(
    "messaging.Message",
    "Where a message went.",
    Erase.DELETE_ROW,
    "to",
    kept="rule:message_addresses",
)
personal(
    "messaging.Message",
    "The words that were sent, for the record until retention removes them.",
    Erase.DELETE_ROW,
    "rendered",
    "rendered_subject",
    kept="rule:message_words",
)
personal(
    "messaging.InboundText",
    "What somebody texted to us, so that a person can read it.",
    Erase.BLANK,
    "source",
    "body",
    kept="rule:reply_words",
)
personal(
    "messaging.TextStop",
    "A number that said STOP.",
    Erase.KEEP,
    "number",
    export=False,
    kept="rule:text_stops",
)
personal(
    "messaging.EmailStop",
    "An address that stopped e-mails.",
    Erase.KEEP,
    "address",
    export=False,
    kept="rule:email_stops",
)
not_personal(
    "messaging.Message",
    "Codes, ids and states.",
    *("channel", "kind", "subject", "dedupe_key", "facts", "state", "reason", "provider"),
    *("provider_id", "way"),
)
not_personal(
    "messaging.InboundText",
    "Codes, ids and our own number.",
    *("provider", "provider_id", "destination", "reading", "meaning"),
)
not_personal(
    "messaging.OwnWords",
    "A service's own words of its messages, before anybody's name is filled in.",
    *("kind", "channel", "language", "subject", "body"),
)
not_personal(
    "messaging.Receipt",
    "What a provider said of a message, by our reference.",
    *("provider", "dedupe_key", "reference", "status", "outcome"),
)
not_personal(
    "messaging.Way",
    "How a provider does, in codes and in our own words.",
    *("channel", "name", "reason", "problems"),
)
not_personal("messaging.WayOrder", "Names of providers.", "channel", "names")
not_personal("messaging.TextNumber", "A number of the service's own.", "number")
not_personal("messaging.Heartbeat", "Names of parts of the machine.", "name")
not_personal("messaging.Look", "A noun and an id.", "subject")
not_personal("messaging.RetentionPeriod", "For how long a service keeps something.", "rule")
not_personal("messaging.RetentionRun", "A count of what was removed.", "rule")

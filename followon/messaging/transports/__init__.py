"""The ways out: nothing anywhere else talks to a provider."""

from followon.messaging.transports.base import (
    Accepted,
    ChannelName,
    Envelope,
    Invitation,
    Progress,
    Received,
    Status,
    Transport,
    TransportError,
)
from followon.messaging.transports.choosing import choose, transport, usual

__all__ = [
    "Accepted",
    "ChannelName",
    "Envelope",
    "Invitation",
    "Progress",
    "Received",
    "Status",
    "Transport",
    "TransportError",
    "choose",
    "transport",
    "usual",
]

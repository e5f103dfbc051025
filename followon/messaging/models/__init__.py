"""The outbox, what providers told us, and texts that came in."""

from .heartbeat import Heartbeat
from .inbound import InboundText, Reading, TextStop
from .message import FINAL_STATES, NEXT_STATES, OPEN_STATES, Channel, Message, State
from .receipt import Receipt

__all__ = [
    "FINAL_STATES",
    "NEXT_STATES",
    "OPEN_STATES",
    "Channel",
    "Heartbeat",
    "InboundText",
    "Message",
    "Reading",
    "Receipt",
    "State",
    "TextStop",
]

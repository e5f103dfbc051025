"""The outbox, what providers told us, and texts that came in."""

from .budget import TextBudget
from .heartbeat import Heartbeat
from .inbound import InboundText, Reading
from .look import Look
from .message import (
    ASKED_STATES,
    FINAL_STATES,
    NEXT_STATES,
    OPEN_STATES,
    REACHED_STATES,
    Channel,
    Message,
    State,
)
from .number import TextNumber
from .own_words import OwnWords
from .receipt import Receipt
from .replying import ReplySwitch
from .retention import RetentionPeriod, RetentionRun
from .stop import EmailStop, TextStop
from .way import Way, WayOrder

__all__ = [
    "ASKED_STATES",
    "FINAL_STATES",
    "NEXT_STATES",
    "OPEN_STATES",
    "REACHED_STATES",
    "Channel",
    "EmailStop",
    "Heartbeat",
    "InboundText",
    "Look",
    "Message",
    "OwnWords",
    "Reading",
    "Receipt",
    "ReplySwitch",
    "RetentionPeriod",
    "RetentionRun",
    "State",
    "TextBudget",
    "TextNumber",
    "TextStop",
    "Way",
    "WayOrder",
]

"""The audit trail: the only room that touches the database."""

from bot.audit.decisions import UNDECIDED, Decided, Decision, Outcome, Place, State
from bot.audit.egress import Answered, Sent
from bot.audit.events import Checked
from bot.audit.ids import CheckId
from bot.audit.lookup import Match, NoSuchCheck
from bot.audit.trail import Trail

__all__ = [
    "UNDECIDED",
    "Answered",
    "CheckId",
    "Checked",
    "Decided",
    "Decision",
    "Match",
    "NoSuchCheck",
    "Outcome",
    "Place",
    "Sent",
    "State",
    "Trail",
]

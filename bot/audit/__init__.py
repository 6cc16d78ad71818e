"""The audit trail: the only room that touches the database."""

from bot.audit.events import Checked
from bot.audit.ids import CheckId
from bot.audit.lookup import Match, NoSuchCheck
from bot.audit.trail import Trail

__all__ = ["CheckId", "Checked", "Match", "NoSuchCheck", "Trail"]

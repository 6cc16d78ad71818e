"""A Reading, findings and packs in, violations and notes out."""

from bot.policy.examples import Failure, Find, describe, run_examples
from bot.policy.judge import Judgement, judge
from bot.policy.packs import Pack, Packs, load

__all__ = ["Failure", "Find", "Judgement", "Pack", "Packs", "describe", "judge", "load", "run_examples"]

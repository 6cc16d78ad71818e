"""A Reading, findings and packs in, violations and notes out."""

from bot.policy.examples import Failure, Find, describe, run_examples
from bot.policy.judge import Judgement, judge
from bot.policy.packs import Pack, Packs, load
from bot.policy.scaffold import new

__all__ = ["Failure", "Find", "Judgement", "Pack", "Packs", "describe", "judge", "load", "new", "run_examples"]

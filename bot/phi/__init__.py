"""A Reading in, findings out; scrubbing with presidio-anonymizer."""

from bot.phi.find import find
from bot.phi.recognizers import warm
from bot.phi.scrub import scrub, withhold

__all__ = ["find", "scrub", "warm", "withhold"]

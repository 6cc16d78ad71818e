"""A Reading in, findings out; scrubbing with presidio-anonymizer."""

from bot.phi.find import find, search, suspect, without_overlaps
from bot.phi.recognizers import warm
from bot.phi.scrub import scrub, withhold

__all__ = ["find", "scrub", "search", "suspect", "warm", "withhold", "without_overlaps"]

"""A Reading in, findings out; scrubbing with presidio-anonymizer."""

from bot.phi.find import candidates_of_form, find, search, suspect, without_overlaps
from bot.phi.public import public
from bot.phi.recognizers import warm
from bot.phi.scrub import scrub, withhold

__all__ = ["candidates_of_form", "find", "public", "scrub", "search", "suspect", "warm", "withhold", "without_overlaps"]

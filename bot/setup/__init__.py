"""Getting started and staying well: the questions that make a profile, and what `checkpost doctor` looks at."""

from bot.setup.doctor import Check, State, examine
from bot.setup.init import QUESTIONS, Question, accept, known, make, missing, save

__all__ = ["QUESTIONS", "Check", "Question", "State", "accept", "examine", "known", "make", "missing", "save"]

"""A text in, a Reading out: everything that PHI detection and policy need to know of a draft, found once.

`read(text)` normalises the text with a map back to the author's code points, cuts it into tokens, clauses and
sentences, and marks the concepts of `lexicon/` (treatments, kin, insults, ...). Neither room parses the text again.
"""

from bot.reading.learned import Learned, Reader, reader
from bot.reading.reading import MAX_LENGTH, Mention, Reading, Token, read

__all__ = ["MAX_LENGTH", "Learned", "Mention", "Reader", "Reading", "Token", "read", "reader"]

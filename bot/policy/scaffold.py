"""A first pack of a practice's own: a file to change, with one rule, and the changes that may be made to other rules."""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import CheckpostError

STARTER = """\
# A pack of your own. Every rule brings its proof: at least four examples that break it and four that keep it.
# Try it out:  checkpost policy test {file}
# How all of it is written:  docs/packs.md
pack: our-rules                  # a name that no other pack has
version: 1                       # raise it with every change of a verdict
title: Rules of our own

words:                           # word lists: words and phrases; old mill(s) stands for mill and mills
  old-name: [old mill dental, old mill dentistry]

rules:
  - id: our-old-name
    title: Uses the name that the practice gave up
    verdict: revise              # block | revise | note (a note advises, and changes no verdict)
    applies_to: [post, review_reply]
    source: House style
    why: People who look for the old name find somebody else.             # at most 25 words
    fix: Use the name that stands on the door.                            # at most 30 words
    detects:                     # any one of these breaks the rule
      patterns:                  #   a blank is any white space, {{old-name}} is any phrase of that list
        - "(?:the )?{{old-name}}"
    unless:                      # what excuses it, in the same sentence
      - formerly
    examples:                    # at least four of each; they run as tests, and training shows them
      breaks:
        - Old Mill Dental is open on Saturday.
        - Come and see us at the Old Mill Dental office.
        - Everyone at Old Mill Dentistry wishes you a calm week.
        - Follow Old Mill Dental for tips on brushing.
      keeps:
        - Our office is open on Saturday.
        - Riverside Family Dental, formerly Old Mill Dental, has moved.
        - The old mill down the road is a fine place for a walk.
        - Dental care is for everyone.

# Rules of other packs can be made stricter or switched off, with the reason (`checkpost policy list` shows them all).
# A verdict can only be raised, and rules of the pack hipaa stay on: they are the law's.
changes: []
#  - rule: over-length
#    verdict: revise
#    because: Our agency cuts what is too long without asking.
#  - rule: superlative-claim
#    off: true
#    because: Counsel looks at every claim before it comes here.
"""


def new(file: Path) -> None:
    """Write a first pack to `file`. Raises CheckpostError where a file is in the way or cannot be written."""
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(STARTER.format(file=file))
    except FileExistsError:
        raise CheckpostError(f"{file} is there already.", "It was left as it is.", "Choose another name.") from None
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else "unknown reason"
        raise CheckpostError(
            f"{file} cannot be written: {reason}.", "Nothing was written.", "Choose another place."
        ) from None

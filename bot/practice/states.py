"""States and territories of the United States, and which of them an address lies in.

Source: USPS Publication 28, Appendix B. State rules follow the profile's state, so a wrong one would apply another state's law.
"""

from __future__ import annotations

import re

_NAMES = """
AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;CT Connecticut;DE Delaware;DC District of Columbia;FL Florida;
GA Georgia;HI Hawaii;ID Idaho;IL Illinois;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;LA Louisiana;ME Maine;MD Maryland;
MA Massachusetts;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;NE Nebraska;NV Nevada;NH New Hampshire;
NJ New Jersey;NM New Mexico;NY New York;NC North Carolina;ND North Dakota;OH Ohio;OK Oklahoma;OR Oregon;PA Pennsylvania;
RI Rhode Island;SC South Carolina;SD South Dakota;TN Tennessee;TX Texas;UT Utah;VT Vermont;VA Virginia;WA Washington;
WV West Virginia;WI Wisconsin;WY Wyoming;AS American Samoa;GU Guam;MP Northern Mariana Islands;PR Puerto Rico;VI Virgin Islands
"""
CODES: dict[str, str] = {entry.strip()[3:].lower(): entry.strip()[:2] for entry in _NAMES.split(";")}


def code_of(state: str) -> str | None:
    """Return the two letters of a state given by code or name, in any case; None if there is no such state."""
    plain = state.strip()
    return plain.upper() if plain.upper() in CODES.values() else CODES.get(plain.lower())


def state_of(address: str) -> str:
    """Return the state that stands before the ZIP code or at the end of `address`; empty if none does."""
    before_zip = re.sub(
        r"[\s,]*\b\d{5}(?:-\d{4})?\s*(?:,?\s*(?:USA?|U\.S\.A?\.|United States))?\s*$", "", address.strip()
    )
    words = before_zip.replace(",", " , ").split()
    for count in (3, 2, 1):  # District of Columbia; West Virginia before Virginia
        place = " ".join(words[-count:])
        # A code counts in capitals only: "me" and "in" are words.
        if (len(place) > 2 or place.isupper()) and (code := code_of(place)):
            return code
    return ""

"""What the profile makes public: the practice's own names, numbers, addresses and pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.practice import Practice

# Titles and roles in a staff list are no names.
NOT_NAMES = frozenset(
    "dr doctor nurse mr mrs ms miss rn np pa md do dds dmd od dpt pt lpc lcsw phd psyd pa-c cnm fnp dnp lmt our office practice "
    "manager coordinator director patient front desk the and of team clinic privacy officer reception receptionist lead care".split()
)
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


# How people shorten a street: an address is the practice's own however it is written.
SHORT = {
    "avenue": "ave",
    "street": "st",
    "drive": "dr",
    "road": "rd",
    "boulevard": "blvd",
    "lane": "ln",
    "court": "ct",
    "suite": "ste",
    "parkway": "pkwy",
    "highway": "hwy",
    "place": "pl",
    "circle": "cir",
    "square": "sq",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
}
LONG = {short: long for long, short in SHORT.items()}


@dataclass(frozen=True, slots=True)
class Public:
    """The profile as sets to look words up in; all lower case, phones as ten digits."""

    names: frozenset[str]  # words of staff names and of the contact person
    practice: frozenset[str]  # words of the practice's name
    places: frozenset[str]  # words of the practice's address
    phones: frozenset[str]
    emails: frozenset[str]
    domains: frozenset[str]
    handles: frozenset[str]
    initials: frozenset[str]  # first letters of staff names, for `Dr. R`

    @property
    def words(self) -> frozenset[str]:
        """All its words, as the learned reader marks them."""
        return self.names | self.practice | self.places | self.handles


@lru_cache(maxsize=64)
def public(practice: Practice) -> Public:
    """Turn a profile into sets."""
    people = " ".join((*practice.staff, practice.contact_person))
    names = frozenset(
        w for name in WORD.findall(people.lower()) for w in (name, *name.split("-")) if w not in NOT_NAMES
    )
    emails = frozenset(re.findall(r"[^\s,;]+@[^\s,;]+", practice.email.lower()))
    site = re.sub(r"^https?://|^www\.|/.*$", "", practice.website.lower())
    domains = frozenset(d for d in (site, *(e.partition("@")[2] for e in emails)) if d)
    return Public(
        names=names,
        practice=frozenset(WORD.findall(practice.name.lower())) - {"the", "of", "and"},
        places=frozenset(
            form
            for word in re.findall(r"[^\W_]+", practice.address.lower())
            for form in (word, SHORT.get(word, word), LONG.get(word, word))
        ),
        phones=frozenset(digits(p)[-10:] for p in re.split(r"[,;/]", practice.phone) if digits(p)),
        emails=emails,
        domains=domains,
        handles=frozenset(h.lower().lstrip("@") for h in practice.handles),
        initials=frozenset(n[0] for n in names),
    )


def digits(text: str) -> str:
    """The digits of `text`."""
    return "".join(c for c in text if c.isdigit())

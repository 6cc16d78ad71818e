"""The profile of the practice: what is public about it, and so is no finding."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Practice:
    """What the practice itself has made public. Every field may be empty: an empty profile excuses nothing."""

    id: str = "practice"
    name: str = ""
    specialty: str = ""
    state: str = ""
    staff: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    address: str = ""
    handles: tuple[str, ...] = ()
    contact_person: str = ""
    hours: str = ""
    part2: bool = False
    review_page: str = ""

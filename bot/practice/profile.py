"""The profile of one practice, as the rest of Checkpost sees it."""

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
    privacy_officer: str = ""

    def has_private_way(self) -> bool:
        """Whether a reply can say where to go on in private: without one, every reply ends in the open."""
        return bool(self.phone or self.email)

"""How a reply speaks of the practice: whom to ask for, where, and how the practice is called."""

from __future__ import annotations

from bot.practice import Practice

ROLES = frozenset(
    {
        "our",
        "the",
        "my",
        "a",
        "an",
        "office",
        "practice",
        "front",
        "desk",
        "patient",
        "care",
        "manager",
        "coordinator",
        "administrator",
        "director",
        "officer",
        "lead",
        "team",
        "supervisor",
        "privacy",
        "relations",
        "concierge",
        "clinic",
        "experience",
        "advocate",
        "assistant",
        "owner",
        "staff",
        "services",
        "business",
        "operations",
    }
)
NO_COMMA = "\x00"  # stands after a contact that holds no comma, and takes the comma after it away


def slots(practice: Practice, language: str = "en") -> dict[str, str]:
    """The slots that a profile fills. A profile without contact gets `our office manager`."""
    whole, name = _who(practice.contact_person)
    if language == "es":
        name = whole = name if name and not _is_role(name) else "la persona encargada de la oficina"
    return {
        "contact": whole if "," in whole else whole + NO_COMMA,
        "Contact": _capital(whole) + ("," if "," in whole else ""),
        "name": name,
        "Name": _capital(name),
        "phone": practice.phone,
        "email": practice.email,
        "hours": f" ({practice.hours})" if practice.hours else "",
        "practice": practice.name.strip().rstrip("."),
        **dict.fromkeys(("about", "topic", "s", "S", "staff", "Staff"), ""),
    }


def tidy(text: str) -> str:
    """Settle the commas after the contact, and capitalise what begins the sentence."""
    text = text.replace(NO_COMMA + ",", "").replace(NO_COMMA, "").replace(",,", ",").replace("..", ".")
    return _capital(text)


def listed(names: list[str], language: str = "en") -> str:
    """`a`, `a and b`, `a, b, and c`."""
    if len(names) < 2:
        return "".join(names)
    if language == "es":
        return f"{', '.join(names[:-1])} y {names[-1]}"
    return f"{', '.join(names[:-1])}{',' if len(names) > 2 else ''} and {names[-1]}"


def _who(person: str) -> tuple[str, str]:
    """The contact as a whole (`our office manager, Marisol`) and in short (`Marisol`)."""
    parts = [part.strip() for part in person.split(",") if part.strip()][:2]
    if not parts:
        return "our office manager", "our office manager"
    parts = [_as_role(part) if _is_role(part) else part for part in parts]
    named = [part for part in parts if not _is_role(part)]
    return ", ".join(parts), (named or parts)[0]


def _is_role(part: str) -> bool:
    return all(word.lower().strip("&") in ROLES | {""} for word in part.split())


def _as_role(part: str) -> str:
    """`Office Manager` -> `our office manager`."""
    words = part.lower().split()
    return " ".join(words if words[0] in ("our", "the", "my") else ["our", *words])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

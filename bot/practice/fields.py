"""The fields of a profile: what each is for, and what it may hold. Reader, writer and questions all follow this table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.practice.profile import Practice
from bot.practice.states import code_of, state_of

LONGEST = 300  # characters of one value
LONGEST_ID = 100  # the audit trail keeps it with every check
MOST = 1000  # entries of one list


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `must` completes the sentence "it must be ..."; `fits` tells whether a text does."""

    comment: str
    example: str
    must: str = ""
    fits: Callable[[str], bool] | None = None


def _is_phone(text: str) -> bool:
    return 7 <= sum(character.isdigit() for character in text) <= 20


def _is_email(text: str) -> bool:
    return bool(re.fullmatch(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+", text))


def _is_page(text: str) -> bool:
    return bool(re.fullmatch(r"(?:https?://)?[^\s/.]+(?:\.[^\s/.]+)+(?:/\S*)?", text))


def _is_handle(text: str) -> bool:
    return bool(re.fullmatch(r"@?[^\s@]+", text))


FIELDS: dict[str, Field] = {
    "id": Field("A short name for reports, without blanks.", "riverside-dental",
                "letters, digits, dots and dashes", lambda t: bool(re.fullmatch(r"[\w.-]{1,100}", t))),
    "name": Field("As it stands on the door.", "Riverside Family Dental"),
    "specialty": Field("What you treat.", "dentistry"),
    "state": Field("Two letters. State rules follow it.", "TX",
                   "a state of the USA, such as TX or Texas", lambda t: code_of(t) is not None),
    "address": Field("Where patients find you.", "2200 Riverside Drive, Suite 110, Austin, TX 78741"),
    "phone": Field("The public number. Replies to reviews offer it as the private way to go on.", "(512) 555-0142",
                   "a phone number with its area code", _is_phone),
    "email": Field("The public address. Replies may offer it too.", "hello@riverside.example",
                   "an address such as hello@riverside.example", _is_email),
    "website": Field("Your own site.", "riverside.example", "an address such as riverside.example", _is_page),
    "handles": Field("Your own accounts.", "@riversidefamdental", "names such as @riverside, without blanks", _is_handle),
    "staff": Field("Everybody whose name may be public. A name that stands here is not taken for a patient's.",
                   "Dr. Anita Rao"),
    "contact_person": Field("Whom a reply asks people to call.", "our office manager, Marisol"),
    "hours": Field("When you are open.", "Mon-Thu 8-5, Fri 8-1"),
    "review_page": Field("Where people leave reviews.", "riverside.example/reviews",
                         "an address such as riverside.example/reviews", _is_page),
    "privacy_officer": Field("Whom staff tells about a leak or a threat. Stays inside the practice.", "Marisol Vega"),
    "part2": Field("yes if you run a substance use disorder programme under 42 CFR Part 2.", "no", "yes or no"),
}  # fmt: skip
LISTS = {"staff", "handles"}
YES, NO = {"yes", "true", "on"}, {"no", "false", "off"}


def build(
    raw: Mapping[str, Any], where: Callable[[str], str], *, typed_by_hand: bool
) -> tuple[Practice, tuple[str, ...]]:
    """Return the profile that `raw` describes, and its faults, each beginning with `where(field)`.

    What people typed by hand is held to every format and to known fields; what a program wrote for a batch may have
    fields of its own and odd spellings, and only its types count.
    """
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name, value in raw.items():
        if name not in FIELDS:
            if typed_by_hand:
                faults.append(
                    f"{where(name)}: there is no field {name!r}{did_you_mean(name, FIELDS)}; it must be one of {', '.join(FIELDS)}."
                )
            continue
        read, reason = _read(name, value, strict=typed_by_hand or name in ("state", "part2"))
        if reason:
            faults.append(f"{where(name)}: {name} {reason}.")
        else:
            values[name] = read
    values["state"] = values.get("state") or state_of(values.get("address", ""))
    if typed_by_hand and not values.get("id"):
        values["id"] = _slug(values.get("name", ""))
    return Practice(**values) if not faults else Practice(), tuple(faults)


def _read(name: str, value: Any, *, strict: bool) -> tuple[Any, str]:
    """Return the value as the profile holds it, and what is wrong with it (empty if nothing is)."""
    if name == "part2":
        return _yes_or_no(value)
    if name in LISTS:
        entries = [] if value is None or value == "" else [value] if isinstance(value, str) else value
        if not isinstance(entries, list | tuple) or len(entries) > MOST:
            return (), f"must be a list of at most {MOST} texts"
        reasons = [reason for entry in entries if (reason := _fault_of(name, entry, strict=strict))]
        return tuple(filter(None, map(_one_line, entries))), (reasons or [""])[0]
    text = "" if value is None else value
    reason = _fault_of(name, text, strict=strict)
    if reason:
        return "", reason
    return (code_of(text) or "") if name == "state" else _one_line(text), ""


def _fault_of(name: str, text: Any, *, strict: bool) -> str:
    field = FIELDS[name]
    if not isinstance(text, str):
        return f"must be text, such as {field.example}"
    plain = _one_line(text)
    if len(plain) > (LONGEST_ID if name == "id" else LONGEST) or not plain.isprintable():
        return "must be shorter, and hold nothing but printable characters"
    if strict and plain and field.fits and not field.fits(plain):
        return f"is {plain!r}; it must be {field.must}"
    return ""


def _one_line(text: Any) -> str:
    return " ".join(text.split()) if isinstance(text, str) else ""


def _yes_or_no(value: Any) -> tuple[bool, str]:
    word = str(value).strip().lower() if value is not None else ""
    return word in YES, "" if word in YES | NO | {""} else f"is {str(value)[:40]!r}; it must be yes or no"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:100] or "practice"


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """Return ` (did you mean 'staff'?)` for a slip of the pen, or nothing."""
    from difflib import get_close_matches

    close = get_close_matches(typed, list(known), 1)
    return f" (did you mean {close[0]!r}?)" if close else ""

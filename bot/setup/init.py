"""The questions that make a profile. Data and pure functions: the terminal asks them, a form could as well.

An answer is what somebody typed, or gave as an option: one line of text. Lists are separated by semicolons or commas.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import CheckpostError, ProfileBroken
from bot.practice import Practice, read, write
from bot.practice.fields import FIELDS, LISTS, build


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `field` is the profile's; `why` says what the answer is used for."""

    field: str
    ask: str
    why: str
    required: bool = False

    @property
    def option(self) -> str:
        """The option that answers it on the command line: `--contact-person`."""
        return "--" + self.field.replace("_", "-")

    @property
    def example(self) -> str:
        """An answer, for the prompt."""
        return FIELDS[self.field].example


QUESTIONS: tuple[Question, ...] = (
    Question("name", "What is the practice called?", "Your own name is never taken for a patient's.", required=True),
    Question("specialty", "What do you treat?", "Some rules speak of one field only, and wordings follow it."),
    Question("address", "What is the address?", "Your own address may be published; the state follows from it."),
    Question("state", "Which state are you in?", "Some states have rules of their own."),
    Question("phone", "What is the public phone number?", "Replies to reviews offer it as the private way to go on."),
    Question("email", "What is the public email address?", "Replies may offer it too."),
    Question("website", "What is your website?", "Your own address may stand in a post."),
    Question("staff", "Who works there, as patients know them? (separate with ;)",
             "A name that stands here is not taken for a patient's."),
    Question("handles", "Which accounts do you publish with?", "Your own handles are no identifiers."),
    Question("contact_person", "Whom should a reply ask people to call?", "\"Please ask for ...\" ends most replies."),
    Question("hours", "When are you open?", "Opening hours are no appointment dates."),
    Question("review_page", "Where do people leave reviews?", "So that a post may link to it."),
    Question("part2", "Do you run a substance use disorder programme under 42 CFR Part 2?", "Stricter rules apply then."),
)  # fmt: skip


def missing(answers: Mapping[str, str | None]) -> tuple[Question, ...]:
    """Return the questions that are still open. An empty answer is an answer; None is none.

    The state is not asked where the address tells it.
    """
    address, _ = build({"address": answers.get("address") or ""}, str, typed_by_hand=False)
    told = {"state"} if address.state else set()
    return tuple(q for q in QUESTIONS if answers.get(q.field) is None and q.field not in told)


def accept(question: Question, typed: str) -> str:
    """Return what is wrong with an answer, in words that complete "That ...", or nothing."""
    if question.required and not typed.strip():
        return "is needed: without it the practice's own name would count as somebody's"
    _, faults = build({question.field: _value(question.field, typed)}, lambda _: "", typed_by_hand=True)
    return faults[0].removeprefix(f": {question.field} ").rstrip(".") if faults else ""


def make(answers: Mapping[str, str | None]) -> Practice:
    """Return the profile that the answers describe. Raises ProfileBroken with all faults, each by its option."""
    given = {field: _value(field, text) for field, text in answers.items() if text is not None}
    practice, faults = build(given, lambda field: f"--{field.replace('_', '-')}", typed_by_hand=True)
    needed = [
        f"{q.option}: {q.field} is needed."
        for q in QUESTIONS
        if q.required and not (answers.get(q.field) or "").strip()
    ]
    if faults or needed:
        raise ProfileBroken(
            "\n".join([*needed, *faults]),
            "No profile was written.",
            "Correct these options, or leave them out to be asked.",
        )
    return practice


def known(path: Path) -> dict[str, str]:
    """Return the answers that an existing profile holds, so that writing it anew loses nothing. Raises ProfileBroken."""
    practice = read(path)
    answers = {field: getattr(practice, field) for field in FIELDS}
    return {field: _typed(value) for field, value in answers.items() if value}


def save(practice: Practice, path: Path, *, force: bool = False) -> None:
    """Write the profile. Raises CheckpostError where a file is in the way (unless `force`) or none can be made."""
    if path.exists() and not force:
        raise _refused(
            f"There is a profile already: {path}.",
            "Edit that file, it explains itself; or run the command with --force to write it anew.",
        )
    try:
        write(practice, path)
    except OSError as error:
        raise _refused(
            f"{path} cannot be written: {error.strerror}.",
            "Give this user access to that folder, or name another file.",
        ) from None


def _refused(what: str, todo: str) -> CheckpostError:
    error = CheckpostError(what, "Nothing was written.", todo)
    error.status = 73  # EX_CANTCREAT
    return error


# What stands after a name and a comma, as in "Priya Nair, NP" or "Marcy Yazzie, PA-C".
_CREDENTIAL = re.compile(r"(?:[A-Z][A-Za-z]{0,3}\.?-?){1,3}|FACS|Esq\.?")


def _value(field: str, typed: str) -> str | list[str]:
    if field not in LISTS:
        return typed
    if ";" in typed or "\n" in typed:
        return [entry.strip() for entry in re.split("[;\n]", typed)]
    entries: list[str] = []
    for part in (part.strip() for part in typed.split(",")):
        if entries and _CREDENTIAL.fullmatch(part) and sum(map(str.isupper, part)) > 1:
            entries[-1] += f", {part}"
        else:
            entries.append(part)
    return entries


def _typed(value: str | bool | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else "; ".join(value)

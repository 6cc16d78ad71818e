"""A pack as its keeper writes it: the shape of `policies/*.yaml`, see `docs/packs.md`.

The models only say what may stand where. Whether a named word list, detector or rule exists is asked by `packs`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, TypeAdapter

from bot.drafts import Kind
from bot.policy.words import words_of

TYPES = words_of(
    "PERSON LOCATION DATE AGE PHONE_NUMBER EMAIL_ADDRESS US_SSN MEDICAL_RECORD_NUMBER HEALTH_PLAN_NUMBER ACCOUNT_NUMBER "
    "LICENSE_NUMBER VEHICLE_ID DEVICE_ID URL IP_ADDRESS USERNAME OTHER_ID"
)
STATES = words_of(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA PR RI SC SD TN TX UT VT VA WA WV WI WY"
)
LONGEST_WHY, LONGEST_FIX = 25, 30  # words: what a person reads before they stop
LEAST_EXAMPLES = 4  # of each side

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _none_is_empty(value: Any) -> Any:
    return [] if value is None else value


def _as_text(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class Form(BaseModel):
    """Nothing unknown is let through: a key misspelled would be a rule that never fires."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class When(Form):
    """What must hold for the rule to apply at all."""

    states: list[str] = []
    specialties: list[Sentence] = []
    profile: list[str] = []
    platforms: list[str] = []
    review: list[Literal["negative", "mixed", "positive", "unclear", "elsewhere"]] = []


class Together(Form):
    """Words of several lists near each other."""

    all: list[str] = Field(min_length=1)
    none: list[str] = []
    within: Literal["clause", "sentence", "draft"] = "sentence"


class Detects(Form):
    """What breaks the rule; any one of these does."""

    findings: Annotated[list[str], BeforeValidator(_listed)] = []
    patterns: list[Sentence] = []
    together: list[Together] = []
    detector: str | None = None


class PracticeForm(Form):
    """The part of a practice's profile that an example needs."""

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


class Example(Form):
    """A draft that breaks or keeps the rule. What is left out follows from the rule."""

    text: Sentence
    review: str | None = None
    kind: Kind | None = None
    platform: str | None = None
    practice: PracticeForm | None = None


ExampleText = Annotated[Example, BeforeValidator(_as_text)]


class Examples(Form):
    """The proof that a rule brings along."""

    breaks: list[ExampleText]
    keeps: list[ExampleText]


class RuleForm(Form):
    """One thing that a draft must not do."""

    id: Name
    title: Sentence
    verdict: Literal["block", "revise", "note"]
    applies_to: list[Kind] = Field(min_length=1)
    source: Sentence
    why: Sentence
    fix: Sentence
    when: When = When()
    detects: Detects
    unless: list[Sentence] = []
    unless_draft: list[Sentence] = []
    also: list[str] = []
    examples: Examples


class Change(Form):
    """What a practice changes about a rule that is not its own."""

    rule: str
    because: Sentence
    verdict: Literal["block", "revise", "note"] | None = None
    off: bool = False


class PackForm(Form):
    """The file around the rules. `rules` are checked one by one, so that one bad rule does not hide the next."""

    pack: Name
    version: int = Field(ge=1)
    title: Sentence
    words: dict[Name, list[Sentence]] = {}
    rules: Annotated[list[Any], BeforeValidator(_none_is_empty)] = []
    changes: Annotated[list[Any], BeforeValidator(_none_is_empty)] = []


class LimitForm(Form):
    """The most that one kind of text may hold, in the platform's own unit."""

    most: int = Field(gt=0)
    unit: Literal["characters", "bytes", "weighted"] = "characters"
    source: Sentence
    as_of: Sentence
    verified: bool


class TagsForm(Form):
    """The most hashtags that a text may carry."""

    most: int = Field(gt=0)
    source: Sentence
    as_of: Sentence
    verified: bool


class PlatformForm(Form):
    """One platform as its keeper writes it."""

    title: Sentence
    post: LimitForm | None = None
    reply: LimitForm | None = None
    hashtags: TagsForm | None = None


PLATFORMS = TypeAdapter(dict[str, PlatformForm])

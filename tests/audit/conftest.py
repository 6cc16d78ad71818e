"""A trail in a real file, and reports to record."""

from __future__ import annotations

import pytest

from bot.audit import Trail
from bot.audit.keys import beside, load_or_create
from bot.drafts import Draft, Finding, Note, Report, Scrubbed, Span, Verdict, Violation

CANARY = "Zebulon Quackenbush"
VERSIONS = {"checkpost": "0.1.0", "detector": "7", "pack:hipaa": "3"}


def make_report(text=f"{CANARY} had his crown done!", scrubbed="<PERSON_1> had his crown done!", **changes) -> Report:
    """A blocked post that names a patient."""
    length = len(CANARY)
    given = {
        "draft": Draft(text),
        "verdict": Verdict.BLOCK,
        "findings": (Finding("PERSON", 0, length, 0.98, "names"),),
        "violations": (
            Violation("patient-named", "Names a patient", Verdict.BLOCK, "why", "source", "fix", (Span(0, length),)),
        ),
        "notes": (Note("over-length", "Too long", "why", "source", "fix", "281 of 280"),),
        "scrubbed": Scrubbed(scrubbed),
    }
    return Report(**{**given, **changes})


@pytest.fixture
def report():
    """Makes a report; every field can be given."""
    return make_report


@pytest.fixture
def canary():
    """The name that may be nowhere."""
    return CANARY


@pytest.fixture
def versions():
    """What judged."""
    return VERSIONS


@pytest.fixture
def path(tmp_path):
    return tmp_path / "trail" / "checkpost.db"


@pytest.fixture
def key(path):
    return load_or_create(beside(path))


@pytest.fixture
def trail(path, key):
    with Trail.open(path, key, wait=0.2) as opened:
        yield opened


@pytest.fixture
def kept(path):
    """Reads everything that lies in the folder of the trail: database, WAL, shared memory, key."""
    return lambda: b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))

"""Member, subscriber, group, policy and Medicaid numbers: a cue announces them, each insurer has a form of its own.

Source: 45 CFR 164.514(b)(2)(i)(I). Dental cards show `PPO` or `HMO` and a member number with a dash for the dependant.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._codes import announced, codes
from bot.phi.recognizers._gate import Recognizer, word_set
from bot.reading import Reading

INSURER = (
    r"(?:delta(?:\s+dental)?|aetna|cigna|metlife|guardian|humana|united(?:\s*healthcare)?|uhc|blue\s+cross|bcbs|anthem|kaiser|tricare|ameritas|principal"
    r"|sun\s*life|molina|centene|chip|medi-?cal|tenncare|masshealth|badgercare|soonercare|mainecare|peachcare|ahcccs|apple\s+health|husky|oregon\s+health\s+plan|medicaid|medicare|insurance|health\s+plan|plan|dental|vision|ppo|hmo|epo|dhmo)"
)
KIND = announced(
    rf"{INSURER}(?:\s+(?:ppo|hmo|epo|dental|vision|plan|insurance))?(?:\s+(?:member|subscriber|group|policy|id|card|number|\#))*"
    r"|members?|subscribers?|groups?|grp|polic(?:y|ies)|beneficiar(?:y|ies)|cardholder|enrollee|dependents?|coverage|payer",
    strong=r"(?:member|subscriber|group|policy|plan|insurance|medicaid|medicare|beneficiary|enrollee|health\s+plan)(?:'s)?\s*(?:id|i\.d\.|number|no\.|\#)|medicaid|hicn|mbi|rx\s?bin|rx\s?pcn|rx\s?grp|hic\s+number",
    least=5,
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each number that a cue announces."""
    for code in codes(KIND, reading):
        yield Finding("HEALTH_PLAN_NUMBER", code.start, code.end, 0.85 if code.size > 6 else 0.7, "health_plan")


CUES = word_set(
    "tenncare masshealth badgercare soonercare mainecare peachcare ahcccs husky health delta aetna cigna metlife guardian humana united unitedhealthcare uhc blue bcbs anthem kaiser tricare ameritas principal sun sunlife molina "
    "centene chip medical cal medicaid medicare insurance plan dental vision ppo hmo epo dhmo member members subscriber subscribers group groups "
    "grp policy policies beneficiary beneficiaries cardholder enrollee dependent dependents coverage payer hicn mbi bin pcn hic rxbin rxpcn rxgrp"
)
RECOGNIZER = Recognizer("health_plan", find, CUES, digits=True)

"""Medical record, chart, claim, encounter, appointment, specimen, laboratory order and prescription numbers.

Source: 45 CFR 164.514(b)(2)(i)(H); GUIDELINES 10 puts claims and specimens here. Each software has a form of its own (phi.md 3:
5 to 12 letters and digits), so a cue announces them.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._codes import announced, codes
from bot.phi.recognizers._gate import Recognizer, word_set, words_of
from bot.reading import Reading

KIND = announced(
    r"charts?|(?:medical\s+|dental\s+|patient\s+|health\s+)?records?|rec\.?|claims?|encounters?|visits?|appointments?|appts?\.?|specimens?|samples?|accessions?|lab\s+(?:case|order|slip|ticket|report|result)s?|files?"
    r"|patients?(?:\s+(?:account|file|chart))?|pts?\.?|referrals?|authori[sz]ations?|(?:prior\s+|pre-?)?auths?|confirm(?:ation)?s?|rx|prescriptions?|scripts?|refills?|requisitions?|x-?rays?|scans?|images?|radiographs?|biops(?:y|ies)|procedures?|admissions?|discharges?"
    r"|emr|ehr|dentrix|epic|eaglesoft|open\s+dental|mychart|eob|era|expediente|reclamo|cita",
    strong=r"mrns?|m\.r\.n\.|mr\s?\#|med\s+rec|chart\s*(?:id|number|no\.|\#)|(?:medical\s+|patient\s+)?record\s*(?:id|number|no\.|\#)|(?:patient|pt|claim|encounter|visit|appointment|specimen|accession|file|confirmation|prescription|rx|referral|authorization|lab\s+order|lab\s+case)\s*(?:id|number|no\.|code|\#)|csn|har|pid|hrn",
    least=4,
)
WEAK = word_set(
    "visit visits patient patients file files image images scan scans procedure procedures refill refills record records sample samples"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each number that a cue announces."""
    for code in codes(KIND, reading):
        yield Finding("MEDICAL_RECORD_NUMBER", code.start, code.end, 0.9 if code.size > 4 else 0.7, "record")
    yield from _short(reading)


def _short(reading: Reading) -> Iterator[Finding]:
    """A chart, record or claim number may have three digits where `#` or `MRN` leaves no doubt."""
    if "#" not in reading.norm and SHORT_CUES.isdisjoint(words_of(reading)):
        return
    for code in codes(SHORT, reading):
        if code.size < 4:
            yield Finding("MEDICAL_RECORD_NUMBER", code.start, code.end, 0.7, "record")


SHORT = announced(r"mrns?|(?:chart|record|claim|patient|pt|file|rx)\s*(?:\#|no\.|number)", least=2)

SHORT_CUES = word_set("mrn mrns no number")
CUES = word_set(
    "chart charts record records rec claim claims encounter encounters visit visits appointment appointments appt appts specimen specimens sample samples "
    "accession accessions lab file files patient patients pt pts referral referrals authorization authorizations authorisation auth auths preauth "
    "confirm confirmation confirmations rx prescription prescriptions script scripts refill refills requisition requisitions xray xrays ray rays scan scans image "
    "images radiograph radiographs biopsy biopsies procedure procedures admission admissions discharge discharges emr ehr dentrix epic eaglesoft open mychart "
    "eob era expediente reclamo cita mrn mrns m mr med csn har pid hrn"
)
RECOGNIZER = Recognizer("record", find, CUES, digits=True)

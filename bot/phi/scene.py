"""Who and what a draft is about, clause by clause: the cues from which ownership is judged.

Cues are bits, so that a clause, a sentence and the draft each hold theirs in one number.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.reading import Reading


class Cue:
    """What a stretch of text speaks of. Plain bits: the arithmetic of enum.IntFlag would cost more than all the rest."""

    PATIENT = 1  # the word patient and its like
    PERSON = 2  # one person: she, him, a kin word, a child
    YOU = 4
    WE = 8
    CARE = 16  # treatment, condition, medication, device, result
    VISIT = 32  # a visit, told as a fact
    MONEY = 64
    PAST = 128
    FUTURE = 256
    STAFF = 512
    OPENING = 1024  # hours, closures, events
    GENERAL = 2048
    FAME = 4096  # authors, history, quotations
    THANKS = 8192
    OFFER = 16384  # an invitation to the reader
    FOUND = 32768  # something lost or left behind, a person looked for


CONCEPTS: Mapping[str, int] = {
    "patient": Cue.PATIENT,
    "kin": Cue.PERSON,
    "child": Cue.PERSON,
    "role": Cue.PERSON,
    "treatment": Cue.CARE,
    "routine-care": Cue.CARE,
    "condition": Cue.CARE,
    "medication": Cue.CARE,
    "device": Cue.CARE,
    "test-result": Cue.CARE,
    "visit": Cue.VISIT,
    "visit-verb": Cue.VISIT,
    "no-show": Cue.VISIT,
    "insurance-money": Cue.MONEY,
    "staff-role": Cue.STAFF,
    "opening": Cue.OPENING,
    "general": Cue.GENERAL,
}


def _words(cue: int, words: str) -> dict[str, int]:
    return dict.fromkeys(words.split(), cue)


WORDS: Mapping[str, int] = (
    _words(
        Cue.PERSON,
        "she her hers herself he him his himself ella él she'll he'll she'd he'd gentleman lady guy gal dude girl boy",
    )
    | _words(Cue.YOU, "you your yours yourself ur u ya y'all you've you're you'd you'll tu usted tú su")
    | _words(Cue.WE, "we our us ours we've we're we'd nosotros nuestra nuestro")
    | _words(
        Cue.PAST,
        "was were had did came got went saw told said took left made gave sat brought called stopped walked asked cried waited "
        "dropped finished graduated started drove brought wore felt rang beat won lost met sent paid missed showed arrived "
        "picked checked wanted needed loved helped ran kept hit broke fell bit stood told texted posted wrote turned became "
        "hugged smiled laughed screamed passed died delivered welcomed treated removed placed fitted booked canceled cancelled "
        "vino llegó fue dijo",
    )
    | _words(Cue.FUTURE, "will tomorrow next upcoming soon we'll you'll tonight's going'll mañana próximo")
    | _words(
        Cue.FAME,
        "author poet singer actor actress president wrote born founder invented inventor discovered named century history historical "
        "novel song film movie book museum legend nobel scientist quote quoted attributed biography king queen pioneer coined "
        "championship olympics olympian album band team's league",
    )
    | _words(
        Cue.THANKS,
        "thanks thank congrats congratulations shoutout kudos proud welcome sorry gracias felicidades happy bravo",
    )
    | _words(Cue.OFFER, "call ask text book email reach dial visit message dm join contact llame llámenos pregunte")
    | _words(Cue.FOUND, "owner belongs belong lost found left whoever claim missing looking")
)


class Scene:
    """The cues of each clause, each sentence and the whole draft."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.clauses = [0] * len(reading.clauses)
        self.sentences = [0] * len(reading.sentences)
        self.draft = 0
        for token in reading.tokens:
            cue = WORDS.get(token.low)
            if cue is None:
                if not (token.low.endswith("ed") and len(token.low) > 4):
                    continue
                cue = Cue.PAST
            self.mark(token.sentence, token.clause, cue)
        for concept, mentions in reading.concepts.items():
            cue = CONCEPTS.get(concept)
            if cue is not None:
                for mention in mentions:
                    self.mark(mention.sentence, mention.clause, cue)

    def mark(self, sentence: int, clause: int, cue: int) -> None:
        """Add `cue` to a clause, its sentence and the draft."""
        self.clauses[clause] |= cue
        self.sentences[sentence] |= cue
        self.draft |= cue

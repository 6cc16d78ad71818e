"""What a review complains of and praises, clause by clause: the same word blames in one clause and thanks in the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.reading.reading import Reading, Token
from bot.rewrite.vocabulary import FACES, Hit, Vocabulary, fold, vocabulary

REACH = 3  # how many words before another a negation still turns it round
HAPPY, UNHAPPY = 4, 2  # stars from which, and up to which, a rating speaks for itself
MOST = 300  # hits looked at: points are compared with each other, and no review has more to say
CHEERFUL = 3  # good words, less the bad ones, above which a review without stars is a happy one
TURNS = (" but ", " however", " though", " pero ", " only ", " except ", " wish ", " although")


@dataclass(frozen=True, slots=True)
class Point:
    """Something the review raises: `topic` is a subject of reviews.yaml, at `start` to `end` of the normalised text."""

    topic: str
    start: int
    end: int
    weight: int
    care: bool


class Mood:
    """How each clause and sentence feels: the number of good words less the bad ones, negations considered.

    `kind` counts the good words alone; a rating put into words (`five stars`) is none.
    """

    def __init__(self, review: Reading, hits: Sequence[Hit]) -> None:
        words = vocabulary()
        self.by_clause: dict[int, int] = {}
        self.by_sentence: dict[int, int] = {}
        self.kind = 0
        phrases = [hit for hit in hits if hit.group in ("positive_phrases", "negative_phrases")]
        taken = {place for hit in phrases for place in range(hit.start, hit.end)}
        tokens = {token.start: token for token in review.tokens}
        for hit in phrases:
            if (token := tokens.get(hit.start)) is not None:
                self._add(token, 2 if hit.group == "positive_phrases" else -2)
        for number, token in enumerate(review.tokens):
            value = (token.low in words.words["positive"]) - (token.low in words.words["negative"])
            if value and token.start not in taken:
                value = -value if negated(review, number, words) else value
                self._add(token, value)
                self.kind += value > 0
        self.total = sum(self.by_sentence.values()) + 2 * sum(hit.group == "ratings" for hit in hits)

    def _add(self, token: Token, value: int) -> None:
        self.by_clause[token.clause] = self.by_clause.get(token.clause, 0) + value
        self.by_sentence[token.sentence] = self.by_sentence.get(token.sentence, 0) + value

    def clause(self, token: Token) -> int:
        """The mood of the clause in which `token` stands."""
        return self.by_clause.get(token.clause, 0)

    def colour(self, token: Token) -> int:
        """The mood around `token`: its clause's, or else its sentence's."""
        return self.clause(token) or self.by_sentence.get(token.sentence, 0)


def negated(review: Reading, number: int, words: Vocabulary, reach: int = REACH) -> bool:
    """Whether a negation stands shortly before token `number` in its clause; `not only`, `won't stop` are none."""
    token = review.tokens[number]
    for before in range(max(0, number - reach), number):
        other = review.tokens[before]
        if other.clause == token.clause and other.low in words.words["negations"]:
            return review.tokens[before + 1].low not in ("only", "stop")
    return False


class Points:
    """Turns hits into complaints and praises."""

    def __init__(self, review: Reading, hits: Iterable[Hit], mood: Mood, stars: int | None) -> None:
        self.review, self.low, self.mood, self.stars, self.words = review, fold(review.low), mood, stars, vocabulary()
        self.at = {token.start: number for number, token in enumerate(review.tokens)}
        placed = [hit for hit in hits if hit.group in FACES and hit.start in self.at][:MOST]
        firm = [(self._face(hit), hit) for hit in placed if hit.group in ("complaint", "praise")]
        soft = [(self._shade(hit), hit) for hit in placed if hit.group == "mention"]
        good = [hit for face, hit in firm + soft if face > 0]
        bad = [hit for face, hit in firm + soft if face < 0]
        if not bad and not (good and self._happy()):
            bad = [hit for hit in placed if hit.group == "faint" and not self._negated(hit)]
        if not bad and not good:
            by_stars = -1 if stars is not None and stars <= UNHAPPY else 0  # of a bad rating the subject is the cause
            mentions = [(mood.colour(self._token(hit)) or by_stars, hit) for hit in placed if hit.group == "mention"]
            good = [hit for face, hit in mentions if face > 0]
            bad = [hit for face, hit in mentions if face < 0]
        self.bad = [hit for hit in bad if not _covered(hit, good)]
        self.good = [hit for hit in good if not _covered(hit, bad, any_subject=True)]

    def _token(self, hit: Hit) -> Token:
        return self.review.tokens[self.at[hit.start]]

    def _negated(self, hit: Hit, reach: int = REACH) -> bool:
        return negated(self.review, self.at[hit.start], self.words, reach)

    def _happy(self) -> bool:
        return self.stars >= HAPPY if self.stars else self.mood.total > CHEERFUL

    def _shade(self, hit: Hit) -> int:
        """What a mention is in its clause: 1 for praise, -1 for a complaint, 0 where that does not say."""
        colour = self.mood.clause(self._token(hit))
        return (colour > 0) - (colour < 0)

    def _face(self, hit: Hit) -> int:
        """1 for praise, -1 for a complaint, 0 for neither."""
        token = self._token(hit)
        if any(turn in self.low[hit.start : hit.end] for turn in TURNS[:4]):
            return 0  # "great but the front desk" praises no desk
        if hit.group == "praise":
            if self._negated(hit):
                return -1
            return 1 if self.stars is None or self.stars > UNHAPPY or self.mood.colour(token) > 0 else 0
        if self._negated(hit, reach=2):
            return 0
        # In a happy review "I was in so much pain" is why somebody came, unless the sentence turns against the office.
        reason = self._happy() and self.words.subjects[hit.name].care and self.mood.colour(token) >= 0
        return 0 if reason and not any(turn in f" {self._sentence(token)} " for turn in TURNS) else -1

    def _sentence(self, token: Token) -> str:
        start, end = self.review.sentences[token.sentence]
        return self.low[start:end]

    def complaints(self) -> tuple[Point, ...]:
        """What it complains of, each subject once, in the order of their places."""
        return self._points(self.bad)

    def praises(self) -> tuple[Point, ...]:
        """What it praises, likewise."""
        return self._points(self.good)

    def _points(self, hits: list[Hit]) -> tuple[Point, ...]:
        first: dict[str, Hit] = {}
        for hit in sorted(hits, key=lambda hit: hit.start):
            if not self._yields(hit, hits):
                first.setdefault(hit.name, hit)
        return tuple(
            Point(name, hit.start, hit.end, self.words.subjects[name].weight, self.words.subjects[name].care)
            for name, hit in first.items()
        )

    def _yields(self, hit: Hit, hits: Iterable[Hit]) -> bool:
        subject = self.words.subjects[hit.name]
        here = self._token(hit).sentence
        return any(
            (other.name in subject.yields_to and other.start < hit.end and hit.start < other.end)
            or (other.name in subject.gives_way_to and self._token(other).sentence == here)
            for other in hits
        )


def _covered(hit: Hit, others: Iterable[Hit], *, any_subject: bool = False) -> bool:
    """Whether a longer hit of the other colour stands over `hit`: `not clean` over `clean`, of the same subject;
    and of any subject where praise is the shorter, as in `used to be a great place`."""
    return any(
        (any_subject or o.name == hit.name)
        and o.start < hit.end
        and hit.start < o.end
        and o.end - o.start > hit.end - hit.start
        for o in others
    )

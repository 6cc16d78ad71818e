"""What a direct message asks for, decided by what it says: a draft, a review to answer, a question, a wish, small talk.

The costly mistake is to take a draft for talk, since then nobody checks it: what does not clearly speak to the bot is a draft.
Where the guess is open, `sure` is False and the card offers to correct it by one tap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.slack import cutting, pasted_review, speech
from bot.slack.cutting import Cut
from bot.slack.speech import Act

OTHER_WISH = 15  # words
WISH = 25  # words; whoever writes more in a thread writes a new version
TALK = 10  # words
SHORT_WISH = 4  # words; outside a thread a longer one may be a draft
LONG_TALK = 400  # characters
BARE = 60  # characters; shorter words that speak to nobody are a guess
CUSTOMER = 3.0  # from here on words sound like a review: measured on the reviews and posts in tests/
ASKS = frozenset({Act.HELP, Act.COMPOSE, Act.CHECK, Act.CHECK_REPLY, Act.ANSWER})
GREETING = re.compile(r"(?:hi|hello|dear|hey|hola|estimad[oa]|querid[oa])\b[ ,]", re.IGNORECASE)
REVIEW_LABEL = re.compile(
    r"^[ \t>*_]*(?:(?:the|this|their|her|his|original|google|yelp|facebook|customer|patient|la|el|su)[ \t]+)*"
    r"(?:review|comment|complaint|rese[ñn]a|comentario|opini[oó]n|queja"
    r"|(?:they|she|he|someone|patient|customer|reviewer)[ \t]+(?:wrote|said|posted|says|left)|escribi[oó]|dijo)[ \t*_]*(?::|\n)\s*",
    re.IGNORECASE | re.MULTILINE,
)
REPLY_LABEL = re.compile(
    r"(?:^|(?<=[\s.!?\"”]))[ \t>*_]*(?:"
    r"(?:our|my|the|your|draft|proposed|suggested|owner|office|nuestra|mi|la)?[ \t]*(?:draft[ \t]+)?(?:reply|response|answer|respuesta|contestaci[oó]n)(?:[ \t]+(?:draft|from the (?:owner|business)[^\n:]*))?"
    r"|(?:i|we)(?:'d| would)?[ \t]+(?:want|like|was going|were going|plan|am going|are going|wanted|was thinking|were thinking)[ \t]+(?:to|of)[ \t]+(?:\w+[ \t]+)?(?:answer|reply|respond|say|write|post|saying|replying)[^\n:.!?]{0,30}"
    r"|(?:here(?:'s| is)|this is)[ \t]+(?:what|my|our)[ \t][^\n:.!?]{0,40}(?:wrote|reply|response|answer|say|respond)[^\n:.!?]{0,20}"
    r"|(?:i|we)[ \t]+(?:wrote|answered|replied|said)(?:[ \t]+back)?"
    r"|(?:quiero|queremos|quisiera|pensaba)[ \t]+(?:responder|contestar|decir)[^\n:.!?]{0,20})[ \t*_]*(?::|\n)\s*",
    re.IGNORECASE | re.MULTILINE,
)


class Ask(StrEnum):
    """What is asked for."""

    DRAFT = "draft"
    REVIEW = "review"
    REPLY_DRAFT = "reply draft"  # an answer that the author wrote to a review
    QUESTION = "question"
    REVISE = "revise"
    WHY = "why"
    HELP = "help"
    SMALL_TALK = "small talk"


@dataclass(frozen=True, slots=True)
class Request:
    """What a message asks for. `platform` is a key of platforms.yaml if one is named outside the draft; `wish` (REVISE) is
    `shorter`, `warmer`, `more formal`, `spanish`, `english`, `phone`, `email` or `other`, in the author's `words`."""

    ask: Ask
    draft: str = ""
    review: str = ""
    stars: int | None = None
    platform: str = ""
    wish: str = ""
    words: str = ""
    sure: bool = True


def understand(text: str, *, quoted: str | None = None, in_thread: bool = False) -> Request:
    """Return what a message asks for. `quoted`: the part of it in a quote block; `in_thread`: a card is there already."""
    text, quoted = text.strip(), (quoted or "").strip()
    asked = _in_thread(text) if in_thread else None
    if asked:
        return asked
    block = None if quoted else cutting.fenced(text)
    if block:
        text, quoted = block
    if quoted:
        return _with_quote(text, quoted)
    if not text:
        return Request(Ask.HELP)
    cut = cutting.cut(text)
    return (None if cut.body and cut.acts and not _only_asks(text) else _spoken(text)) or _handed_over(text, cut)


def _in_thread(text: str) -> Request | None:
    """A wish for another wording, or why; None for anything longer, which is a new version."""
    said = speech.plain_words(text)
    if not said or len(said.split()) > WISH or len(text) > 2 * BARE or speech.to_readers(text):
        return None
    if speech.words_all(said, "small") or speech.fits(said, "chosen"):
        return Request(Ask.SMALL_TALK)
    if ("!" in text or pasted_review.practice(text) > 0) and len([*cutting.sentences(text)]) > 1:
        return None  # `Why wait? Book today!`
    if speech.fits(said, "why") and len(said.split()) <= OTHER_WISH:
        return Request(Ask.WHY, words=text)
    wish = speech.wish(text)
    if speech.fits(said, "revise") and (wish != "other" or len(said.split()) <= OTHER_WISH):
        return Request(Ask.REVISE, wish=wish, words=text)
    return None


def _spoken(text: str) -> Request | None:
    """What speaks to the bot from the first word to the last; None where there is something to check."""
    if len(text) > LONG_TALK:
        return None
    said = speech.plain_words(text)
    parts = [speech.hear(sentence) for sentence in cutting.sentences(text)]
    acts = {part.act for part in parts if part}
    small = speech.words_all(said, "small") and len(said.split()) <= TALK
    if Act.HELP not in acts and (small or (not said and len(text) <= TALK)):
        return Request(Ask.SMALL_TALK)
    if acts and acts <= {Act.THANKS, Act.HELLO} and all(parts):
        return Request(Ask.SMALL_TALK)
    if speech.fits(said, "revise") and len(said.split()) <= SHORT_WISH and speech.wish(text) != "other":
        return Request(Ask.REVISE, wish=speech.wish(text), words=text)
    if not all(parts):
        return None
    if any(part.rule for part in parts if part):
        return Request(Ask.QUESTION, words=text)
    doubtful = any(part.weak or part.topic for part in parts if part and part.act not in (Act.HELP, Act.COMPOSE))
    return Request(Ask.HELP) if acts & ASKS and not doubtful and len(text) <= 2 * BARE else None


def _only_asks(text: str) -> bool:
    """Whether a message is questions about the rules and nothing else."""
    if "\n" in text or ":" in text or len(text) > 3 * BARE:
        return False
    heard = [speech.hear(sentence) for sentence in cutting.sentences(text)]
    return all(heard) and any(part.rule for part in heard if part)


def _handed_over(text: str, cut: Cut) -> Request:
    """A message that holds a draft, a review, or both."""
    pair = _labelled(text)
    if pair:
        return pair
    if not cut.body:
        return Request(Ask.DRAFT, text, sure=False)
    named = speech.platform(cut.outside)
    stars = pasted_review.stars_in(cut.outside) if cut.outside else None
    request = _by_acts(cut, named)
    if request.ask is Ask.REVIEW and request.stars is None:
        return replace(request, stars=stars)
    return request


def _by_acts(cut: Cut, named: str) -> Request:
    body, acts = cut.body, cut.acts
    if Act.CHECK_REPLY in acts:
        return _reply_alone(body, named) if Act.ANSWER not in acts else _answer(body, named)
    if Act.ANSWER in acts:
        return _answer(body, named)
    both = None if cut.heard else _two_voices(body, CUSTOMER)
    if both:
        return _reply(*both, named, sure=False)
    pasted = pasted_review.unwrap(body)
    likely = _is_review(body)
    if likely and (pasted.marks or (not cut.heard and cut.runs is not Act.CHECK)):
        return Request(Ask.REVIEW, "", pasted.text, pasted.stars, named, sure=bool(pasted.marks) and not acts)
    leaning = _leaning(body) >= CUSTOMER / 2
    asks = any(_is_talk(sentence) for sentence in cutting.sentences(body[-3 * BARE :]))
    short = not acts and len(body) < BARE / 2 and not pasted_review.practice(body)
    return Request(Ask.DRAFT, body, platform=named, sure=not cut.runs and not leaning and not short and not asks)


def _with_quote(text: str, quoted: str) -> Request:
    """A message with a quote block: the quote is what the words around it speak of, or the review that they answer."""
    cut = cutting.cut(text) if text else Cut("", "", ())
    named, pasted = speech.platform(cut.outside), pasted_review.unwrap(quoted)
    stars = pasted.stars or pasted_review.stars_in(cut.outside)
    review = Request(Ask.REVIEW, "", pasted.text, stars, named)
    if not cut.body or _is_talk(cut.body):
        if Act.ANSWER in cut.acts:
            return review
        if Act.CHECK_REPLY in cut.acts:
            return _reply_alone(quoted, named)
        sounds, asks = _is_review(quoted), any(said.rule for said in cut.heard)
        if sounds and not cut.acts:
            return review
        return Request(Ask.DRAFT, quoted, platform=named, sure=not (sounds or asks or _is_talk(cut.body)))
    if Act.ANSWER in cut.acts and not pasted_review.practice(cut.body):
        return replace(review, sure=False)
    if cut.acts & {Act.ANSWER, Act.CHECK_REPLY} or _is_review(quoted) or GREETING.match(cut.body):
        sure = bool(cut.acts & {Act.ANSWER, Act.CHECK_REPLY}) or pasted_review.practice(cut.body) > 0
        return Request(Ask.REPLY_DRAFT, cut.body, pasted.text, stars, named, sure=sure)
    return Request(Ask.DRAFT, f"{cut.body}\n\n{quoted}", platform=named, sure=False)


def _labelled(text: str) -> Request | None:
    """`Review: …`, `Our reply: …`, `They wrote: …`: named by the author."""
    review, reply = REVIEW_LABEL.search(text), None
    for found in REPLY_LABEL.finditer(text, review.end() if review else 0):
        reply = found
        break
    before = text[: review.start() if review else reply.start() if reply else 0].strip()
    if review is None:
        return _unlabelled_review(text, reply) if reply else None
    if before and not cutting.cut(f"{before}\n").acts and cutting.cut(before).body:
        return None
    named, rest = speech.platform(f"{before} {review[0]}"), text[review.end() :]
    if reply:
        return _reply(text[review.end() : reply.start()], text[reply.end() :], named)
    if not rest.strip():
        return None
    pasted = pasted_review.unwrap(cutting.cut(rest).body or rest)
    stars = pasted.stars or pasted_review.stars_in(before)
    return Request(Ask.REVIEW, "", cutting.unquoted(pasted.text), stars, named)


def _unlabelled_review(text: str, reply: re.Match[str]) -> Request | None:
    """A label for the reply alone: what stands before it is the review, or speaks to the bot."""
    cut = cutting.cut(text[: reply.start()])
    answer = text[reply.end() :].strip()
    if not answer:
        return None
    if not cut.body:
        return _reply_alone(answer, speech.platform(cut.outside))
    if Act.ANSWER in cut.acts or _is_review(cut.body):
        return _reply(cut.body, answer, speech.platform(cut.outside))
    return None


def _reply(review: str, reply: str, named: str, *, sure: bool = True) -> Request:
    pasted = pasted_review.unwrap(review)
    answer = cutting.cut(reply)
    words = answer.body or reply.strip()
    return Request(
        Ask.REPLY_DRAFT, cutting.unquoted(words), cutting.unquoted(pasted.text), pasted.stars, named, sure=sure
    )


def _reply_alone(body: str, named: str) -> Request:
    """An answer without its review, unless the review stands before it."""
    both = _two_voices(body)
    return _reply(*both, named, sure=False) if both else Request(Ask.REPLY_DRAFT, body, platform=named)


def _answer(body: str, named: str) -> Request:
    """A review to answer; with the author's answer, if one follows it in the voice of a practice."""
    both = _two_voices(body)
    if both:
        return _reply(*both, named, sure=False)
    pasted = pasted_review.unwrap(body)
    if pasted_review.practice(body) - pasted_review.customer(body) >= CUSTOMER and not pasted.marks:
        return Request(Ask.REPLY_DRAFT, body, platform=named, sure=False)  # the practice speaks, so it is to be checked
    return Request(Ask.REVIEW, "", pasted.text, pasted.stars, named)


def _two_voices(body: str, least: float = 0.0) -> tuple[str, str] | None:
    """A review and, after an empty line, a reply to it. None where one voice speaks. `least`: how much a customer the first is."""
    paragraphs = re.split(r"\n[ \t]*\n", body)
    for at in range(1, len(paragraphs)):
        review, reply = "\n\n".join(paragraphs[:at]), "\n\n".join(paragraphs[at:])
        answers = bool(GREETING.match(reply)) or pasted_review.practice(reply) >= CUSTOMER
        said = bool(pasted_review.unwrap(review).marks) or pasted_review.customer(review) >= least
        if answers and said and _is_review(review) and not _is_review(reply):
            return review, reply
    return None


def _is_review(text: str) -> bool:
    """Whether `text` was pasted from a page of reviews, or a customer speaks in it and no practice."""
    marks = pasted_review.unwrap(text).marks
    if marks:
        return pasted_review.customer(text) + 2 * marks > pasted_review.practice(text)
    return _leaning(text) >= CUSTOMER


def _leaning(text: str) -> float:
    """How much more `text` sounds like a customer than like a practice; what it blames and praises counts as well."""
    from bot.reading import read
    from bot.rewrite import reviews

    own = pasted_review.practice(text)
    voice = pasted_review.customer(text) - 1.5 * own
    if not 0 < voice + CUSTOMER < 2 * CUSTOMER:  # clear without a closer reading
        return voice
    heard = reviews.understand(read(text))
    if (
        heard.crises and not own
    ):  # a threat is a review, whoever is meant: then somebody is told, and no reply is written
        return CUSTOMER
    return voice + len(heard.complaints) + 0.5 * len(heard.praises)


def _is_talk(body: str) -> bool:
    said = speech.hear(body)
    return said is not None and said.rule

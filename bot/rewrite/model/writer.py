"""Wordings by a model, each of which the guard and the check have let through. Nothing that a model says is shown because it says so.

Only Scrubbed text leaves. What comes back may hold no placeholder, add no fact, lose none of the harmless ones, must be in the draft's
language, and must pass the same check as any draft. A wording that does not goes back once with the reason, then it is dropped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.drafts import Scrubbed, Suggestion
from bot.rewrite.model.answers import VOICES, schema, wordings
from bot.rewrite.model.calls import Allowance, Circuit, patiently
from bot.rewrite.model.endpoint import Answer, Client, ModelFailed
from bot.rewrite.model.facts import PLACEHOLDER, Facts, added, facts, language, lost, shared, speaks_of_itself
from bot.rewrite.prompts import Prompt, section

NAME = "model"
UNSAFE = "The model's wordings were not safe to show."
LANGUAGES = {"en": "English", "es": "Spanish", "": "the language of the draft"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `public` is what the practice itself made public, `room` how much fits, `broken` what is wrong and how to mend it."""

    draft: Scrubbed
    public: str
    platform: str
    room: str
    broken: Sequence[str] = ()
    review: Scrubbed | None = None
    kept: str = ""  # the harmless sentences of the draft, whose facts must come out again


@dataclass(frozen=True, slots=True)
class Worded:
    """What came of it: wordings that may be shown, and a sentence for the author where something went wrong."""

    suggestions: tuple[Suggestion, ...] = ()
    says: str = ""
    prompt: str = ""


class Ledger(Protocol):
    """Keeps what left this machine. `sent` is on disk before a byte leaves; what it returns names the call."""

    def sent(self, host: str, model: str, prompt: str, text: Scrubbed) -> str:
        """Record a call that is about to be made."""
        ...

    def answered(self, call: str, outcome: str, milliseconds: int, tokens: tuple[int, int]) -> None:
        """Record what came of it."""
        ...

    def spent(self) -> tuple[int, int]:
        """Calls and tokens since the day began (UTC)."""
        ...


class ModelWriter:
    """Asks a model for three wordings. `check` says what is wrong with a text, nothing if it may be published."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with
        self, client: Client, prompts: Mapping[str, Prompt], check: Callable[[str], Sequence[str]], ledger: Ledger,
        circuit: Circuit, allowance: Allowance,
    ) -> None:  # fmt: skip
        self._client, self._prompts, self._check, self._ledger = client, prompts, check, ledger
        self._circuit, self._allowance = circuit, allowance

    def word(self, asked: Asked) -> Worded:
        """Return wordings. Never raises: whatever fails is a sentence."""
        prompt = chosen(self._prompts, asked)
        guard = Guard(asked, self._check)
        text = Scrubbed(prompt.render(values(prompt, asked)))
        good: dict[str, str] = {}
        try:
            offered = wordings(self._ask(prompt, text).text)
            good, wrong = guard.sorted(offered)
            if len(good) < len(VOICES):
                again = Scrubbed(f"{text}\n\n{_why(wrong, unreadable=not offered)}")
                better, _ = guard.sorted(wordings(self._ask(prompt, again).text))
                good = {**better, **good}
        except ModelFailed as failed:
            if not good:
                return Worded(says=failed.says, prompt=prompt.name)
        fresh = dict.fromkeys(good[voice] for voice in VOICES if voice in good)
        by_text = {good[voice]: voice for voice in reversed(VOICES) if voice in good}
        made = tuple(Suggestion(words, NAME, by_text[words]) for words in fresh)
        return Worded(made, "" if made else UNSAFE, prompt.name)

    def _ask(self, prompt: Prompt, text: Scrubbed) -> Answer:
        """One question, with its retries: to the circuit they are one."""
        self._circuit.enter()
        well = True
        try:
            return patiently(lambda until: self._once(prompt, text, until))
        except ModelFailed as failed:
            well = not failed.again
            raise
        finally:
            self._circuit.leave(well=well)

    def _once(self, prompt: Prompt, text: Scrubbed, until: float) -> Answer:
        """One call, on record before it is made."""
        self._allowance.check(*self._ledger.spent())
        call = self._ledger.sent(self._client.endpoint.host, self._client.endpoint.model, prompt.name, text)
        outcome, answer, began = "fault", Answer(""), time.monotonic()
        try:
            answer = self._client.ask(str(text), schema(), until)
            outcome = "answered"
            return answer
        except ModelFailed as failed:
            outcome = failed.outcome
            raise
        finally:
            spent = round(1000 * (time.monotonic() - began))
            self._ledger.answered(call, outcome, spent, (answer.tokens_in, answer.tokens_out))


class Guard:
    """Says of each wording what stands against showing it."""

    def __init__(self, asked: Asked, check: Callable[[str], Sequence[str]]) -> None:
        self._check = check
        self._allowed: Facts = facts(f"{asked.draft} {asked.public}")
        self._needed: Facts = shared(
            facts(asked.kept), facts(str(asked.draft))
        )  # what the model never saw it cannot keep
        self._language = spoken(asked)

    def sorted(self, offered: Mapping[str, str]) -> tuple[dict[str, str], dict[str, list[str]]]:
        """Those that may be shown, and of the others what is wrong."""
        faults = {voice: self.faults(text) for voice, text in offered.items()}
        return {v: offered[v] for v, f in faults.items() if not f}, {v: f for v, f in faults.items() if f}

    def faults(self, text: str) -> list[str]:
        """What is wrong with a wording; nothing of it is repeated."""
        if PLACEHOLDER.search(text):
            return ["it holds a placeholder"]
        if speaks_of_itself(text):
            return ["it speaks of itself, of rules or of orders, and not to the readers"]
        own = facts(text)
        wrong = [*added(own, self._allowed), *lost(own, self._needed)]
        own_language = language(text)
        if self._language and own_language and own_language != self._language:
            wrong.append(f"it is not in {LANGUAGES[self._language]}")
        return wrong or list(self._check(text))


def chosen(prompts: Mapping[str, Prompt], asked: Asked) -> Prompt:
    """The prompt that a question is put with."""
    return prompts["rewrite_post" if asked.review is None else "reply_review"]


def spoken(asked: Asked) -> str:
    """The language of the draft, else of the review; nothing where neither tells."""
    return language(str(asked.draft)) or language(str(asked.review or ""))


def values(prompt: Prompt, asked: Asked) -> dict[str, str]:
    """What a prompt's variables stand for in one question."""
    every = {
        "platform": asked.platform, "room": asked.room, "language": LANGUAGES[spoken(asked)],
        "broken": "\n".join(f"- {line}" for line in asked.broken) or "- none",
        "practice": section("profile of the practice", asked.public),
        "draft": section("draft", asked.draft), "review": section("review", asked.review or ""),
    }  # fmt: skip
    return {name: every[name] for name in prompt.variables}


def _why(wrong: Mapping[str, Sequence[str]], *, unreadable: bool) -> str:
    """What the model is told once: what was wrong with its wordings, and no word of theirs."""
    if unreadable:
        return f"Your answer could not be read. Answer with one JSON object with the keys {', '.join(VOICES)}, all strings."
    lines = "\n".join(f"- {voice}: {'; '.join(faults)}" for voice, faults in wrong.items())
    return f"These wordings cannot be used:\n{lines or '- some were missing'}\nWord all three anew, and mend that."

"""What `checkpost doctor` says of the model: what has to hold before it is used, and, if asked, how a call went."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bot.desk.model import endpoint
from bot.errors import CheckpostError
from bot.rewrite.model.answers import schema, wordings
from bot.rewrite.model.endpoint import Client, ModelFailed
from bot.rewrite.prompts import load
from bot.settings import Settings
from bot.setup.doctor import Check, State

QUESTION = "Word a post that wishes a neighborhood a happy autumn, three times: `warm`, `formal` and `brief`. One short sentence each."
HOSTED = (
    "The model runs elsewhere. Text with placeholders is still to be handled as protected health information: before you use it, have a business "
    "associate agreement, no training on what you send, and no retention (45 CFR 164.502(e), 164.504(e))."
)


def examine(settings: Settings, *, call: bool) -> Iterator[Check]:
    """Look at the model's settings; with `call` ask it a made-up question."""
    if not settings.model_url:
        if call:
            yield Check(
                "model",
                State.NOTE,
                "No model is configured; the offline writers work alone.",
                "CHECKPOST_MODEL_URL names one.",
            )
        return
    where = endpoint(settings)
    if not where.is_local:
        yield Check(
            "model",
            State.WARN,
            f"{where.host}: {HOSTED}",
            "Without these, take CHECKPOST_MODEL_URL out, or run a model on this machine.",
        )
    try:
        prompts = load(settings.prompts)
    except CheckpostError as error:
        yield Check("prompts", State.FAIL, error.what, error.todo)
        return
    if not call:
        yield Check(
            "model",
            State.OK,
            f"{where.model or 'a model'} at {where.host}, {len(prompts)} prompts. `checkpost doctor --model` asks it.",
        )
        return
    yield _called(Client(where))


def _called(client: Client) -> Check:
    began = time.monotonic()
    try:
        answer = client.ask(QUESTION, schema(), began + client.endpoint.timeout)
    except ModelFailed as failed:
        return Check(
            "model",
            State.FAIL,
            f"{failed.says} ({failed.outcome})",
            "Drafts get their verdict and offline wordings all the same.",
        )
    finally:
        client.close()
    spent, found = time.monotonic() - began, wordings(answer.text)
    how = {"schema": "by JSON schema", "json": "as JSON, without a schema", "plain": "as plain text"}[client.way]
    left = f" It does not take {', '.join(sorted(client.refused))}." if client.refused else ""
    if not found:
        return Check(
            "model", State.FAIL, f"It answered in {spent:.1f} s, and no wording can be made out.", "Try another model."
        )
    return Check("model", State.OK, f"It answered in {spent:.1f} s {how}, {len(found)} of 3 wordings.{left}")

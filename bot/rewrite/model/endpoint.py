"""One call to an OpenAI-compatible endpoint (chat completions): asked once, heard within bounds, and every fault has a name.

Spoken by OpenAI, Azure OpenAI, vLLM, llama.cpp, Ollama, LiteLLM, OpenRouter: https://platform.openai.com/docs/api-reference/chat. What an
endpoint refuses (a JSON schema, a parameter) is found out once, and left out from then on.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

MOST_BYTES = 1_000_000  # of an answer; three wordings take a few thousand
CONNECT = 5.0  # seconds
MOST_TOKENS = 1500
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
WAYS = ("schema", "json", "plain")  # how an answer is asked for, the surest first


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is. `api_version` is Azure's, whose `url` ends with the deployment."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 20.0
    temperature: float | None = 0.7
    proxy: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    api_version: str = ""

    @property
    def host(self) -> str:
        """The host's name, as the ledger keeps it."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_local(self) -> bool:
        """Whether the model runs on this machine."""
        return self.host in LOOPBACK


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the text, and the tokens that the endpoint counted (0 where it does not say)."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


class ModelFailed(Exception):
    """A call that brought nothing. `outcome` is for the ledger; `says` for the author, a sentence that ends no other way."""

    def __init__(self, outcome: str, says: str, *, again: bool = False, wait: float | None = None) -> None:
        super().__init__(outcome)
        self.outcome, self.says, self.again, self.wait = outcome, says, again, wait


class Client:
    """Asks one endpoint. Threads may share it."""

    def __init__(self, endpoint: Endpoint, clock: Callable[[], float] = time.monotonic) -> None:
        self.endpoint = endpoint
        self._clock = clock
        self._lock = threading.Lock()
        self._way = 0  # of WAYS
        self._refused: set[str] = set()
        self._http = httpx.Client(
            timeout=httpx.Timeout(endpoint.timeout, connect=CONNECT),
            proxy=endpoint.proxy or None,
            follow_redirects=False,  # scrubbed text goes to the host that was named, and to no other
            trust_env=False,
        )

    @property
    def way(self) -> str:
        """How answers are asked for, as far as is known."""
        return WAYS[self._way]

    @property
    def refused(self) -> frozenset[str]:
        """Parameters that the endpoint does not take."""
        return frozenset(self._refused)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def ask(self, prompt: str, schema: Mapping[str, Any], until: float) -> Answer:
        """Ask until the clock says `until`. Raises ModelFailed."""
        for _ in range(len(WAYS) + 3):  # a refusal a time is learned from
            body = self._body(prompt, schema)
            status, head, text = self._post(body, until)
            if status == 200:
                return _answer(text)
            if not self._learned(status, text):
                raise _refusal(status, head, text)
        raise ModelFailed("refused", "The model's endpoint refused every way of asking it.")

    def _body(self, prompt: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.endpoint.model,
            "messages": [{"role": "user", "content": prompt}],
            "stream": False,
            "temperature": self.endpoint.temperature,
            "max_tokens": MOST_TOKENS,
        }
        if "max_tokens" in self._refused:
            body["max_completion_tokens"] = body.pop("max_tokens")
        if self.way == "schema":
            named = {"name": "wordings", "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        elif self.way == "json":
            body["response_format"] = {"type": "json_object"}
        if self.way != "schema":
            names = ", ".join(f'"{name}"' for name in schema["properties"])
            body["messages"].append(
                {
                    "role": "user",
                    "content": f"Answer with one JSON object and nothing else; its keys are {names}, all strings.",
                }
            )
        return {k: v for k, v in body.items() if v is not None and k not in self._refused}

    def _learned(self, status: int, text: str) -> bool:
        """Whether the endpoint refused a part of the question that can be left out; it is, from now on."""
        if status not in (400, 404, 415, 422, 500, 501):
            return False
        low = text.lower()
        with self._lock:
            for name in ("temperature", "max_tokens", "max_completion_tokens"):
                if name in low and name not in self._refused and status in (400, 422):
                    self._refused.add(name)
                    return True
            speaks_of_it = any(
                word in low for word in ("response_format", "json_schema", "json_object", "grammar", "schema")
            )
            if speaks_of_it and self._way + 1 < len(WAYS):
                self._way += 1
                return True
        return False

    def _post(self, body: Mapping[str, Any], until: float) -> tuple[int, httpx.Headers, str]:
        """Return status, headers and the body, read no longer than `until` and no further than MOST_BYTES."""
        left = until - self._clock()
        if left <= 0:
            raise ModelFailed("timeout", "The model did not answer in time.", again=False)
        try:
            limit = httpx.Timeout(min(left, self.endpoint.timeout), connect=min(left, CONNECT))
            with self._http.stream("POST", self._address(), json=body, headers=self._headers(), timeout=limit) as heard:
                parts, size = [], 0
                for part in heard.iter_bytes():
                    size += len(part)
                    if size > MOST_BYTES:
                        raise ModelFailed("too-large", "The model's endpoint sent far more than was asked for.")
                    if self._clock() > until:
                        raise ModelFailed("timeout", "The model did not finish in time.", again=True)
                    parts.append(part)
                return heard.status_code, heard.headers, b"".join(parts).decode("utf-8", "replace")
        except httpx.TimeoutException:
            raise ModelFailed("timeout", "The model did not answer in time.", again=True) from None
        except httpx.TransportError:
            raise ModelFailed("unreachable", "The model's endpoint cannot be reached.", again=True) from None
        except (httpx.HTTPError, ValueError):
            raise ModelFailed("broken", "The model's endpoint answered in a way that cannot be read.") from None

    def _address(self) -> str:
        base = f"{self.endpoint.url.rstrip('/')}/chat/completions"
        return f"{base}?api-version={self.endpoint.api_version}" if self.endpoint.api_version else base

    def _headers(self) -> dict[str, str]:
        key = self.endpoint.key
        own = {"api-key": key} if self.endpoint.api_version else {"Authorization": f"Bearer {key}"}
        return {**(own if key else {}), **self.endpoint.headers}


def _answer(text: str) -> Answer:
    try:
        data = json.loads(text)
        choice = data["choices"][0]
        message = choice["message"]
        content = message.get("content")
        usage = data.get("usage") or {}
        tokens = int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0)
        reason, refusal = choice.get("finish_reason"), message.get("refusal")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise ModelFailed("broken", "The model's endpoint answered in a way that cannot be read.") from None
    if isinstance(content, list):  # parts, as some endpoints send them
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, Mapping))
    if refusal or reason == "content_filter":
        raise ModelFailed("filtered", "The model declined to word this.")
    if not isinstance(content, str) or not content.strip():
        raise ModelFailed("empty", "The model answered with nothing.")
    return Answer(content, *tokens)


def _refusal(status: int, head: Mapping[str, str], text: str) -> ModelFailed:
    if status in (401, 403):
        return ModelFailed("unauthorized", "The model's endpoint does not take the key; tell whoever runs Checkpost.")
    if status == 404:
        return ModelFailed(
            "not-found", "The model's endpoint knows no such model or address; tell whoever runs Checkpost."
        )
    if status == 429:
        return ModelFailed("rate-limited", "The model's endpoint has too much to do.", again=True, wait=_seconds(head))
    if status >= 500:
        return ModelFailed("down", "The model's endpoint does not work at the moment.", again=True, wait=_seconds(head))
    if "content" in text.lower() and ("filter" in text.lower() or "policy" in text.lower()):
        return ModelFailed("filtered", "The model declined to word this.")
    return ModelFailed(f"status-{status}", "The model's endpoint refused the question.")


def _seconds(head: Mapping[str, str]) -> float | None:
    """Retry-After in seconds; a date is not waited for (RFC 9110, 10.2.3)."""
    try:
        return max(0.0, float(head.get("retry-after", "")))
    except ValueError:
        return None

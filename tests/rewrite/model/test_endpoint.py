"""One call to a model endpoint: whatever it answers, the caller hears an answer or a fault with a name, in time."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from bot.rewrite.model.answers import schema, wordings
from bot.rewrite.model.calls import Circuit, patiently
from bot.rewrite.model.endpoint import Answer, Client, Endpoint, ModelFailed
from tests.rewrite.model.server import GOOD, Reply, Server, refused, said, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def client(server: Server, **how: object) -> Client:
    return Client(Endpoint(server.url, "small-model", **how))  # type: ignore[arg-type]


def ask(server: Server, seconds: float = 5.0, **how: object) -> Answer:
    return client(server, **how).ask("Word this.", schema(), time.monotonic() + seconds)


def outcome(server: Server, *replies: Reply, seconds: float = 5.0, **how: object) -> ModelFailed:
    server.replies = list(replies)
    with pytest.raises(ModelFailed) as failed:
        ask(server, seconds, **how)
    assert failed.value.says.endswith(".")
    return failed.value


def test_a_good_answer_comes_with_its_tokens(server: Server) -> None:
    answer = ask(server, key="sk-secret", headers={"X-Practice": "riverbend"})
    assert wordings(answer.text)["brief"] == "Thanks!"
    assert (answer.tokens_in, answer.tokens_out) == (321, 45)
    assert server.paths == ["/v1/chat/completions"]
    assert server.heads[0]["authorization"] == "Bearer sk-secret" and server.heads[0]["x-practice"] == "riverbend"
    assert server.asked[0]["response_format"]["type"] == "json_schema"


def test_azure_is_spoken_to_in_its_own_form(server: Server) -> None:
    ask(server, key="azure-key", api_version="2024-10-21")
    assert server.paths == ["/v1/chat/completions?api-version=2024-10-21"]
    assert server.heads[0]["api-key"] == "azure-key" and "authorization" not in server.heads[0]


def test_what_is_refused_is_left_out_and_remembered(server: Server) -> None:
    server.replies = [
        refused("Unsupported parameter: 'temperature' does not support 0.7 with this model."),
        refused("Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead."),
        refused("response_format of type json_schema is not supported"),
        refused("response_format json_object is not supported"),
        said(),
    ]
    asking = client(server)
    assert asking.ask("Word this.", schema(), time.monotonic() + 5).text == GOOD
    assert asking.way == "plain" and asking.refused >= {"temperature", "max_tokens"}
    last = server.asked[-1]
    assert "temperature" not in last and "max_tokens" not in last and "response_format" not in last
    assert last["max_completion_tokens"] > 0 and "JSON object" in last["messages"][-1]["content"]
    asking.ask("Again.", schema(), time.monotonic() + 5)
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("reply", "name"),
    [
        (Reply(401, "{}"), "unauthorized"),
        (Reply(404, "{}"), "not-found"),
        (Reply(429, "{}", {"Retry-After": "7"}), "rate-limited"),
        (Reply(503, "upstream"), "down"),
        (Reply(200, "<html>Sign in</html>", {"Content-Type": "text/html"}), "broken"),
        (Reply(200, '{"choices": []}'), "broken"),
        (Reply(200, "[]"), "broken"),
        (Reply(302, "", {"Location": "http://127.0.0.1:9/elsewhere"}), "status-302"),
        (said(""), "empty"),
        (said(None, message={"refusal": "I cannot help with that."}), "filtered"),
        (said("x", finish_reason="content_filter"), "filtered"),
        (refused("The response was filtered due to the content management policy"), "filtered"),
        (Reply(200, b'{"choices": [{"message": {"content": "' + b"x" * 1_200_000), "too-large"),
        (Reply(200, json.dumps({"choices": [{}]}), cut=True), "unreachable"),
    ],
)
def test_every_fault_has_a_name(server: Server, reply: Reply, name: str) -> None:
    assert outcome(server, reply).outcome == name


def test_what_the_endpoint_asks_to_wait_is_told(server: Server) -> None:
    assert outcome(server, Reply(429, "{}", {"Retry-After": "7"})).wait == 7


def test_an_endpoint_that_says_nothing_is_not_waited_for(server: Server) -> None:
    began = time.monotonic()
    assert outcome(server, Reply(wait=4), seconds=0.5).outcome == "timeout"
    assert time.monotonic() - began < 2


def test_an_endpoint_that_drips_is_not_waited_for(server: Server) -> None:
    began = time.monotonic()
    drips = said()
    drips.drip = 0.05
    assert outcome(server, drips, seconds=0.6).outcome == "timeout"
    assert time.monotonic() - began < 3


def test_nobody_there(server: Server) -> None:
    with pytest.raises(ModelFailed) as failed:
        Client(Endpoint("http://127.0.0.1:9/v1", "m")).ask("x", schema(), time.monotonic() + 2)
    assert failed.value.outcome == "unreachable" and failed.value.again


def test_parts_of_a_content_are_joined(server: Server) -> None:
    server.replies = [said([{"type": "text", "text": GOOD[:20]}, {"type": "text", "text": GOOD[20:]}])]
    assert ask(server).text == GOOD


# ---- when to ask ----


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_what_may_pass_is_tried_again_within_twenty_seconds() -> None:
    clock, tried = Clock(), list[float]()

    def failing(until: float) -> Answer:
        tried.append(clock.now)
        clock.now += 0.2
        raise ModelFailed("down", "Down.", again=True)

    with pytest.raises(ModelFailed):
        patiently(failing, clock, clock.sleep)
    assert len(tried) >= 4
    assert clock.now - 1000 <= 20
    gaps = [later - before for before, later in pairwise(tried)]
    assert gaps == sorted(gaps) or max(gaps) > 2 * min(gaps)


def test_what_will_not_pass_is_not_tried_again() -> None:
    tried = []

    def refusing(until: float) -> Answer:
        tried.append(until)
        raise ModelFailed("unauthorized", "No.")

    with pytest.raises(ModelFailed):
        patiently(refusing, Clock(), lambda _: None)
    assert len(tried) == 1


def test_a_wait_longer_than_the_budget_is_not_waited() -> None:
    clock = Clock()

    def busy(until: float) -> Answer:
        raise ModelFailed("rate-limited", "Busy.", again=True, wait=60)

    with pytest.raises(ModelFailed):
        patiently(busy, clock, clock.sleep)
    assert clock.now == 1000


def test_the_circuit_opens_and_lets_one_probe_in() -> None:
    clock = Clock()
    circuit = Circuit(clock)
    for _ in range(3):
        circuit.enter()
        circuit.leave(well=False)
    with pytest.raises(ModelFailed, match="circuit-open"):
        circuit.enter()
    clock.now += 31
    circuit.enter()
    with pytest.raises(ModelFailed):
        circuit.enter()
    circuit.leave(well=False)
    clock.now += 31
    with pytest.raises(ModelFailed):
        circuit.enter()
    clock.now += 30
    circuit.enter()
    circuit.leave(well=True)
    circuit.enter()
    circuit.leave(well=True)

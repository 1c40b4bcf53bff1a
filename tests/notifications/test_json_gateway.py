"""The JSON gateway: what is asked, and what each answer means."""

from collections.abc import Generator
from pathlib import Path

import pytest

from notifications.channels import Call, Outcome, Result, json_gateway
from notifications.channels.calls import calls_for
from notifications.failures import Failure
from notifications.models import Gateway, Message
from tests.notifications.scripted import Scripted, scripted
from tests.notifications.texts import PLAIN, a_gateway, a_text
from tools import gateway as local
from tools.processes import Children, free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def script() -> Generator[Scripted]:
    with scripted() as running:
        running.says({"code": 0, "message_id": "m-1", "parts": 1})
        yield running


def the_call(url: str, *, text: str = PLAIN, **fields: object) -> Call:
    a_gateway("brand", url, **fields)
    (call,) = calls_for(a_text(text))
    return call


def test_a_message_leaves_with_everything_the_contract_names(script: Scripted) -> None:
    result = the_call(script.url).make()
    (request,) = script.seen
    assert result == Result(Outcome.TAKEN, gateway_id="m-1", parts=1, cost=350)
    assert (request.method, request.headers["Authorization"]) == ("POST", "Bearer mat-khau")
    assert request.facts == {
        "reference": Message.objects.get().reference,
        "to": "84905123318",
        "sender": "MotCua",
        "text": PLAIN,
        "unicode": False,
        "callback": "http://localhost:8000/tin-nhan/bao-cao/brand/",
    }


def test_marks_are_announced_and_every_part_is_paid(script: Scripted) -> None:
    script.says({"code": 0, "message_id": "m-1"})
    result = the_call(script.url, text="Hồ sơ đã có kết quả. " * 4).make()
    assert script.seen[0].facts["unicode"] is True
    assert (result.parts, result.cost) == (2, 700)


def test_a_row_says_what_the_fields_and_codes_of_a_gateway_are_called(script: Scripted) -> None:
    options = {
        "fields": {"reference": "requestId", "to": "phone", "callback": ""},
        "fixed": {"type": "CSKH"},
        "answer": {"code": "status", "message_id": "tranId"},
        "codes": {"OK": "taken"},
        "header": "X-Api-Key",
        "scheme": "",
    }
    script.says({"status": "OK", "tranId": 77})
    result = the_call(script.url, options=options).make()
    request = script.seen[0]
    assert (result.outcome, result.gateway_id) == (Outcome.TAKEN, "77")
    assert request.headers["X-Api-Key"] == "mat-khau"
    assert set(request.facts) == {"requestId", "phone", "sender", "text", "unicode", "type"}


@pytest.mark.parametrize(
    ("code", "outcome", "failure"),
    [
        (0, Outcome.TAKEN, None),
        (1, Outcome.TAKEN, None),
        (2, Outcome.REFUSED, Failure.WRONG_NUMBER),
        (3, Outcome.AWAY, None),
        (4, Outcome.REFUSED, Failure.REFUSED),
        (5, Outcome.AWAY, None),
        (99, Outcome.AWAY, None),
        (None, Outcome.AWAY, None),
    ],
)
def test_each_code_has_its_meaning(
    script: Scripted, code: int | None, outcome: Outcome, failure: Failure | None
) -> None:
    script.says({"code": code, "message_id": "m-1"})
    result = the_call(script.url).make()
    assert (result.outcome, result.failure) == (outcome, failure)


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (500, b"", Outcome.AWAY),
        (503, b"later", Outcome.AWAY),
        (401, b"", Outcome.AWAY),
        (429, b"", Outcome.AWAY),
        (302, b"", Outcome.AWAY),
        (502, b"", Outcome.UNCERTAIN),  # a proxy cannot know whether it went on
        (504, b"", Outcome.UNCERTAIN),
        (200, b"<html>", Outcome.UNCERTAIN),
        (200, b"[]", Outcome.UNCERTAIN),
        (200, b"[" * 100_000, Outcome.UNCERTAIN),
        (None, b"", Outcome.UNCERTAIN),  # cut after everything was sent
    ],
)
def test_what_is_no_clear_answer_is_taken_for_what_it_can_mean(
    script: Scripted, status: int | None, body: bytes, outcome: Outcome
) -> None:
    script.status, script.body = status, body
    assert the_call(script.url).make().outcome is outcome


def test_a_gateway_that_is_not_there_took_nothing() -> None:
    assert the_call(f"http://127.0.0.1:{free_port()}").make().outcome is Outcome.AWAY


def test_a_gateway_that_says_nothing_in_time_may_have_taken_it(script: Scripted) -> None:
    script.wait = True
    result = the_call(script.url, options={"timeout": 0.3}).make()
    assert result.outcome is Outcome.UNCERTAIN


@pytest.mark.parametrize(
    ("status", "facts", "outcome"),
    [
        (200, {"code": 0, "state": "accepted", "message_id": "m-1"}, Outcome.TAKEN),
        (200, {"code": 0, "state": "delivered", "message_id": "m-1"}, Outcome.TAKEN),
        (200, {"code": 0, "state": "failed", "message_id": "m-1"}, Outcome.REFUSED),
        (200, {"code": 0, "state": "lost"}, Outcome.UNCERTAIN),
        (200, {"code": 0}, Outcome.UNCERTAIN),
        (404, {}, Outcome.UNKNOWN),
        (500, {}, Outcome.UNCERTAIN),
        (None, {}, Outcome.UNCERTAIN),
    ],
)
def test_it_is_asked_by_reference(
    script: Scripted, status: int | None, facts: dict[str, object], outcome: Outcome
) -> None:
    ask = the_call(script.url).ask
    script.says(facts, status)
    assert ask
    assert ask().outcome is outcome
    assert script.seen[0].path == f"/{Message.objects.get().reference}"


def test_one_that_cannot_be_asked_is_not(script: Scripted) -> None:
    assert the_call(script.url, options={"asks": False}).ask is None


@pytest.mark.parametrize(
    ("facts", "status", "left"),
    [({"balance": 1_500_000}, 200, 1_500_000), ({}, 200, None), ({}, 404, None), ({}, None, None)],
)
def test_the_balance_is_read_or_unknown(
    script: Scripted, facts: dict[str, object], status: int | None, left: int | None
) -> None:
    script.says(facts, status)
    assert json_gateway.balance(a_gateway("brand", script.url)) == left


def test_a_password_sealed_with_another_key_calls_nobody(
    script: Scripted, settings: object
) -> None:
    gateway = a_gateway("brand", script.url)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    (call,) = calls_for(a_text())
    result = call.make()
    assert (result.outcome, script.seen) == (Outcome.AWAY, [])
    assert "nhập lại" in result.detail
    assert Gateway.objects.get() == gateway


def test_the_gateway_of_the_drills_takes_a_reference_once(tmp_path: Path) -> None:
    with Children(tmp_path / "log") as children:
        running = local.start(children, tmp_path, routes=("a",))
        call = the_call(running.url("a"), secret=running.secret)
        first, again = call.make(), call.make()
        assert first.outcome is again.outcome is Outcome.TAKEN
        assert first.gateway_id == again.gateway_id
        assert len(running.effects()) == 1
        assert call.ask
        assert call.ask().gateway_id == first.gateway_id


@pytest.mark.parametrize(
    "said",
    [
        '{"code": 0, "message_id": "a\\u0000b"}',
        '{"code": 0, "message_id": "a\\ud800b"}',
        '{"code": 0, "message_id": "ab", "parts": -5}',
        '{"code": 0, "message_id": "ab", "parts": 1000000000}',
        '{"code": 0, "message_id": "ab", "parts": 1e999}',
        '{"code": 0, "message_id": "ab", "parts": {}}',
    ],
)
def test_what_no_row_can_hold_is_left_out_of_an_answer(script: Scripted, said: str) -> None:
    """Else the message was sent, and nobody could write it down: it would leave again."""
    script.body = said.encode()
    assert the_call(script.url).make() == Result(Outcome.TAKEN, gateway_id="ab", parts=1, cost=350)


@pytest.mark.parametrize("left", ["NaN", "Infinity", "1e999", "1" + "0" * 40, '"much"', "null"])
def test_a_balance_that_is_no_number_is_none(script: Scripted, left: str) -> None:
    """The balances of the other gateways are still asked for."""
    script.body = f'{{"balance": {left}}}'.encode()
    assert json_gateway.balance(a_gateway("brand", script.url)) is None

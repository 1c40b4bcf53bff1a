"""Delivery reports: signed, harmless when they repeat, come late, or name nothing of ours."""

import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from notifications.callbacks.addresses import kannel_report_address
from notifications.models import Message, MessageEvent
from tests.notifications.texts import SECRET, a_gateway, a_text

pytestmark = pytest.mark.django_db

JSON_ADDRESS = "/tin-nhan/bao-cao/brand/"
What = MessageEvent.What


def handed_over(**changes: object) -> Message:
    sent_at = timezone.now() - timedelta(minutes=1)
    return a_text(state=Message.State.HANDED_OVER, sent_at=sent_at, **changes)


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


# --- Kannel --------------------------------------------------------------------------------------


def kannel_path(reference: str, status: object, *, route: str = "kannel", at: str = "") -> str:
    address = kannel_report_address(route, reference).removeprefix("http://localhost:8000")
    filled = {"%d": str(status), "%F": "f-1", "%A": "ACK%2F", "%T": at}
    for blank, value in filled.items():
        address = address.replace(blank, value)
    return address


@pytest.mark.parametrize(
    ("status", "state"), [(1, "delivered"), (2, "given_up"), (8, "handed_over"), (4, "handed_over")]
)
def test_each_status_of_kannel_moves_the_message(client: Client, status: int, state: str) -> None:
    message = handed_over(route="kannel")
    assert client.get(kannel_path(message.reference, status)).status_code == 204
    assert state_of(message) == state


def test_a_report_says_when_the_phone_got_it(client: Client) -> None:
    message = handed_over(route="kannel")
    arrived = timezone.now().replace(microsecond=0) - timedelta(seconds=20)
    client.get(kannel_path(message.reference, 1, at=str(int(arrived.timestamp()))))
    message.refresh_from_db()
    assert message.delivered_at == arrived


@pytest.mark.parametrize("at", ["0", "99999999999999999999", "mai", "4102444800"])
def test_a_moment_that_makes_no_sense_is_now(client: Client, at: str) -> None:
    message = handed_over(route="kannel")
    before = timezone.now()
    client.get(kannel_path(message.reference, 1, at=at))
    message.refresh_from_db()
    assert message.delivered_at is not None
    assert before <= message.delivered_at <= timezone.now()


def test_reports_that_repeat_or_come_in_another_order_change_nothing(client: Client) -> None:
    message = handed_over(route="kannel")
    for status in (1, 8, 1, 2, 16, 8, 4):
        assert client.get(kannel_path(message.reference, status)).status_code == 204
    assert state_of(message) == "delivered"


def test_a_proof_of_delivery_beats_an_earlier_failure(client: Client) -> None:
    message = handed_over(route="kannel")
    client.get(kannel_path(message.reference, 2))
    client.get(kannel_path(message.reference, 1))
    assert state_of(message) == "delivered"


@pytest.mark.parametrize("change", ["reference", "route", "signature"])
def test_a_forged_report_is_refused_and_logged(
    client: Client, caplog: pytest.LogCaptureFixture, change: str
) -> None:
    message, other = handed_over(route="kannel"), handed_over(route="kannel")
    path = {
        "reference": kannel_path(other.reference, 1).replace(other.reference, message.reference),
        "route": kannel_path(message.reference, 1).replace("/kannel/", "/other/"),
        "signature": f"/tin-nhan/bao-cao/kannel/{message.reference}/{'0' * 32}/?status=1",
    }[change]
    answer = client.get(path)
    assert (answer.status_code, answer.content) == (403, b"")
    assert state_of(message) == "handed_over"
    assert "refused a callback of" in caplog.text
    assert not MessageEvent.objects.exists()


def test_an_unknown_report_that_was_kept_twice_is_still_harmless(client: Client) -> None:
    """Two at the same moment may both find that it is new."""
    facts = {"reference": "nobody", "what": What.DELIVERED, "route": "kannel", "detail": "ACK/"}
    for _ in range(2):
        MessageEvent.objects.create(at=timezone.now(), **facts)
    assert client.get(kannel_path("nobody", 1)).status_code == 204
    assert MessageEvent.objects.count() == 2


def test_a_report_about_no_message_of_ours_is_kept_and_harmless(client: Client) -> None:
    assert client.get(kannel_path("khong-co", 1)).status_code == 204
    event = MessageEvent.objects.get()
    assert (event.message, event.reference, event.route) == (None, "khong-co", "kannel")


@pytest.mark.parametrize("status", ["", "32", "abc", "%00"])
def test_a_status_nobody_knows_changes_nothing(client: Client, status: str) -> None:
    message = handed_over(route="kannel")
    assert client.get(kannel_path(message.reference, status)).status_code == 400
    assert state_of(message) == "handed_over"


def test_only_get_reports_for_kannel(client: Client) -> None:
    message = handed_over(route="kannel")
    path = kannel_path(message.reference, 1)
    assert (client.head(path).status_code, client.post(path).status_code) == (405, 405)
    assert state_of(message) == "handed_over"


# --- JSON ----------------------------------------------------------------------------------------


def told(client: Client, body: bytes, *, secret: str = SECRET, path: str = JSON_ADDRESS) -> int:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Signature": signature}
    answer = client.post(path, body, content_type="application/json", headers=headers)
    return answer.status_code


def report(message: Message, **changes: object) -> bytes:
    facts = {
        "reference": message.reference,
        "message_id": "m-1",
        "status": "delivered",
        "at": timezone.now().isoformat(),
    }
    return json.dumps(facts | changes).encode()


@pytest.mark.parametrize(
    ("status", "state"), [("delivered", "delivered"), ("undelivered", "given_up")]
)
def test_a_signed_json_report_moves_the_message(client: Client, status: str, state: str) -> None:
    a_gateway("brand", "http://127.0.0.1:9")
    message = handed_over(route="brand")
    for _ in range(3):
        assert told(client, report(message, status=status)) == 204
    assert state_of(message) == state


def test_a_report_in_the_words_of_a_gateway_is_read_by_its_row(client: Client) -> None:
    options = {
        "report": {"reference": "requestId", "status": "dlr", "message_id": "tranId"},
        "states": {"DELIVRD": "delivered"},
    }
    a_gateway("brand", "http://127.0.0.1:9", options=options)
    message = handed_over(route="brand")
    body = {"requestId": message.reference, "dlr": "DELIVRD", "tranId": 12}
    assert told(client, json.dumps(body).encode()) == 204
    message.refresh_from_db()
    assert (message.state, message.gateway_id) == ("delivered", "12")


def test_a_json_report_needs_the_secret_of_its_gateway(client: Client) -> None:
    a_gateway("brand", "http://127.0.0.1:9")
    message = handed_over(route="brand")
    assert told(client, report(message), secret="khac") == 403
    assert told(client, report(message), path="/tin-nhan/bao-cao/khong-co/") == 403
    assert client.post(JSON_ADDRESS, report(message), content_type="text/plain").status_code == 403
    assert state_of(message) == "handed_over"


def test_a_gateway_without_a_secret_cannot_report(client: Client) -> None:
    a_gateway("brand", "http://127.0.0.1:9", secret="")
    message = handed_over(route="brand")
    assert told(client, report(message), secret="") == 403


def test_a_report_may_not_be_changed_on_its_way(client: Client) -> None:
    a_gateway("brand", "http://127.0.0.1:9")
    message, other = handed_over(route="brand"), handed_over(route="brand")
    body = report(message)
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    answer = client.post(
        JSON_ADDRESS,
        body.replace(message.reference.encode(), other.reference.encode()),
        content_type="application/json",
        headers={"X-Signature": signature},
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"reference": "x", "status": "lost"}',
        b'{"reference": null, "status": "delivered"}',
        b'{"reference": {"a": 1}, "status": ["delivered"]}',
    ],
)
def test_a_body_that_nobody_can_read_is_a_bad_request(client: Client, body: bytes) -> None:
    a_gateway("brand", "http://127.0.0.1:9")
    assert told(client, body) == 400


@pytest.mark.parametrize("at", ["", "hom qua", "2026-11-23T08:00:00", "9999-12-31T23:59:59+00:00"])
def test_a_report_without_a_usable_moment_counts_from_now(client: Client, at: str) -> None:
    a_gateway("brand", "http://127.0.0.1:9")
    message = handed_over(route="brand")
    assert told(client, report(message, at=at)) == 204
    assert state_of(message) == "delivered"


def test_long_and_strange_texts_of_a_report_fit_their_columns(client: Client) -> None:
    a_gateway("brand", "http://127.0.0.1:9")
    body = report(handed_over(), reference="x" * 500 + "\0", message_id="y" * 500)
    assert told(client, body) == 204

"""Figures for Prometheus: what they say, to whom, and what they cost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from notifications.models import MessageEvent, MessageVolume
from notifications.models.message import State
from tests.notifications.rows import waiting
from tests.notifications.texts import PHONE, a_gateway
from tests.plans import cheap

pytestmark = pytest.mark.django_db

URL = "/suc-khoe/metrics"


def figures(client: Client) -> dict[tuple[str, ...], float]:
    """By the name and the values of the labels."""
    text = client.get(URL).content.decode()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_what_waits_is_counted_by_channel_and_state_with_the_age_of_the_oldest(
    client: Client,
) -> None:
    now = timezone.now()
    waiting(3, not_before=now - timedelta(seconds=90), created_at=now)
    waiting(1, state=State.TEMPORARY, not_before=now + timedelta(minutes=5),
            created_at=now - timedelta(hours=1), attempts=4)  # fmt: skip
    waiting(2, channel="email", not_before=now + timedelta(hours=8), created_at=now)
    waiting(1, state=State.DELIVERED)
    found = figures(client)
    assert found["mcs_messages_waiting", "sms", "waiting"] == 3
    assert found["mcs_messages_waiting", "sms", "temporary"] == 1
    assert found["mcs_messages_waiting", "email", "waiting"] == 2
    assert found["mcs_messages_oldest_waiting_seconds", "sms"] == pytest.approx(3600, abs=5)
    assert found["mcs_messages_oldest_waiting_seconds", "email"] == 0


def test_duties_volumes_gateways_and_unknown_reports(client: Client) -> None:
    now = timezone.now()
    waiting(2, state=State.GIVEN_UP)
    day = timezone.localdate(now)
    for kind in ("ready", "otp"):
        MessageVolume.objects.create(
            day=day, kind=kind, channel="sms", sent=10, delivered=8, failed=1, cost=3500
        )
    MessageVolume.objects.create(day=day - timedelta(days=1), kind="otp", channel="sms", sent=99)
    a_gateway("a", "https://a.example.vn", balance=5000)
    a_gateway("b", "https://b.example.vn", resting_until=now + timedelta(hours=1), failures=5)
    a_gateway("c", "https://c.example.vn", is_on=False)
    MessageEvent.objects.create(at=now, what=MessageEvent.What.DELIVERED, reference="x")
    found = figures(client)
    assert found["mcs_messages_to_call",] == 2
    assert found["mcs_messages_total", "sms", "sent"] == 20
    assert found["mcs_messages_total", "sms", "delivered"] == 16
    assert found["mcs_messages_cost_dong_total", "sms"] == 7000
    assert [found["mcs_gateway_up", code] for code in "abc"] == [1, 0, 0]
    assert [found["mcs_gateway_resting", code] for code in "abc"] == [0, 1, 0]
    assert found["mcs_gateway_balance_dong", "a"] == 5000
    assert found["mcs_message_reports_unknown_total",] == 1


def test_nothing_tells_who_anybody_is(client: Client) -> None:
    waiting(1, recipient=PHONE, subject_code="H99.12-261123-0001")
    text = client.get(URL).content.decode()
    assert PHONE not in text
    assert "H99.12" not in text


def test_no_figure_reads_the_history_of_messages(client: Client) -> None:
    waiting(5)
    waiting(200, state=State.DELIVERED)
    with cheap(most=5, tables=["notifications_message", "notifications_messageevent"]):
        assert client.get(URL).status_code == 200


def test_without_a_token_only_this_machine_reads_them_and_no_proxy(client: Client) -> None:
    assert client.get(URL, REMOTE_ADDR="127.0.0.1").status_code == 200
    assert client.get(URL, REMOTE_ADDR="::1").status_code == 200
    assert client.get(URL, REMOTE_ADDR="10.0.0.7").status_code == 403
    assert client.get(URL, REMOTE_ADDR="").status_code == 403
    proxied = client.get(URL, REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "127.0.0.1"})
    assert proxied.status_code == 403


def test_with_a_token_whoever_has_it_reads_them(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "s3cret"
    assert client.get(URL).status_code == 403
    for given, status in (("Bearer s3cret", 200), ("Bearer wrong", 403), ("Bearer é", 403)):
        answer = client.get(URL, headers={"Authorization": given}, REMOTE_ADDR="10.0.0.7")
        assert answer.status_code == status

"""Figures for Prometheus. Each scrape reads them anew: partial indexes, today's volumes, a few
gateways. Nothing counts history, and nothing tells who anybody is."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Sum
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from notifications.desk.pulse import Waiting, to_call, waiting
from notifications.models import Gateway, MessageEvent, MessageVolume
from notifications.models.message import Channel


def exposition() -> bytes:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Messages())
    return generate_latest(registry)


class _Messages(Collector):
    def collect(self) -> Iterator[Metric]:
        now = timezone.now()
        yield from _waiting(waiting(), now)
        yield GaugeMetricFamily(
            "mcs_messages_to_call", "People who have to be called", value=sum(to_call().values())
        )
        yield from _volumes(now)
        yield from _gateways(now)
        unknown = MessageEvent.objects.filter(message=None).count()  # by the index of the key
        yield CounterMetricFamily(
            "mcs_message_reports_unknown", "Reports about no message of ours", value=unknown
        )


def _waiting(groups: list[Waiting], at: datetime) -> Iterator[Metric]:
    numbers = GaugeMetricFamily(
        "mcs_messages_waiting", "Messages not sent yet", labels=["channel", "state"]
    )
    ages = GaugeMetricFamily(
        "mcs_messages_oldest_waiting_seconds",
        "How long ago the oldest message should have left",
        labels=["channel"],
    )
    by_state: dict[tuple[str, str], int] = {}
    oldest = {channel.value: 0.0 for channel in Channel if channel is not Channel.INAPP}
    for group in groups:
        key = (group.channel, group.state.value)
        by_state[key] = by_state.get(key, 0) + group.number
        age = (at - group.since).total_seconds()
        oldest[group.channel] = max(oldest.get(group.channel, 0.0), age)
    for labels, number in by_state.items():
        numbers.add_metric(labels, number)
    for channel, age in oldest.items():
        ages.add_metric([channel], age)
    yield numbers
    yield ages


def _volumes(at: datetime) -> Iterator[Metric]:
    """Counters that begin at nought every midnight, as after a restart."""
    today = MessageVolume.objects.filter(day=timezone.localdate(at)).order_by()
    outcomes = ("sent", "delivered", "failed")
    sums = today.values_list("channel").annotate(*map(Sum, (*outcomes, "cost")))
    family = CounterMetricFamily(
        "mcs_messages", "Messages since midnight", labels=["channel", "outcome"]
    )
    cost = CounterMetricFamily("mcs_messages_cost_dong", "Their cost", labels=["channel"])
    for channel, *numbers, dong in sums:
        for outcome, number in zip(outcomes, numbers, strict=True):
            family.add_metric([channel, outcome], number)
        cost.add_metric([channel], dong)
    yield family
    yield cost


def _gateways(at: datetime) -> Iterator[Metric]:
    names = {
        "up": "It is on and does not rest",
        "resting": "It rests after failures",
        "failures": "Failures in a row",
        "balance_dong": "What is left to spend",
    }
    families = {
        name: GaugeMetricFamily(f"mcs_gateway_{name}", words, labels=["gateway"])
        for name, words in names.items()
    }
    for gateway in Gateway.objects.all():
        resting = gateway.resting_until is not None and gateway.resting_until > at
        families["up"].add_metric([gateway.code], gateway.is_on and not resting)
        families["resting"].add_metric([gateway.code], resting)
        families["failures"].add_metric([gateway.code], gateway.failures)
        if gateway.balance is not None:
            families["balance_dong"].add_metric([gateway.code], gateway.balance)
    yield from families.values()

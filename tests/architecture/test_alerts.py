"""The alerts of deploy/ ask for figures that the portal tells, and end with what to do."""

import re
from typing import Any

import pytest
import yaml
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from notifications.desk.metrics import exposition
from notifications.models import MessageVolume
from tests.architecture.sources import ROOT
from tests.notifications.rows import waiting
from tests.notifications.texts import a_gateway

ALERTS = yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text(encoding="utf-8"))
RULES: list[dict[str, Any]] = [rule for group in ALERTS["groups"] for rule in group["rules"]]


def figures_of(rule: dict[str, Any]) -> set[str]:
    return set(re.findall(r"\bmcs_\w+", rule["expr"]))


@pytest.mark.django_db
def test_every_alert_asks_for_figures_that_there_are() -> None:
    waiting(1)
    a_gateway("brand", "https://sms.example.vn", balance=1)
    MessageVolume.objects.create(day=timezone.localdate(), kind="otp", channel="sms", sent=1)
    families = text_string_to_metric_families(exposition().decode())
    told = {sample.name for family in families for sample in family.samples}
    asked = {name for rule in RULES for name in figures_of(rule)}
    assert asked
    assert asked - told == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_every_alert_ends_with_three_steps(rule: dict[str, Any]) -> None:
    steps = re.findall(r"(?:^| )([123])\. ", rule["annotations"]["description"])
    assert steps == ["1", "2", "3"]
    assert rule["annotations"]["summary"]


def test_guard_bites_on_a_figure_that_there_is_not() -> None:
    assert figures_of({"expr": "max(mcs_none) > 1"}) == {"mcs_none"}

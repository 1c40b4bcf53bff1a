"""An officer's own figures: what leaders see, shown to the officer first, each with its list."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.workflow import Status
from tests import plans
from tests.dossiers.lateness import make_late
from tests.dossiers.staff import Town, browser

pytestmark = pytest.mark.django_db
PATH = "/cb/thong-ke/"


def text_of(client: Client, **query: str) -> str:
    return client.get(PATH, query).content.decode()


def number(page: str, label: str) -> int:
    """Of the tile with that heading."""
    tile = page.split(f"<h2>{label}</h2>", 1)[1].split("</section>", 1)[0]
    return int(tile.split('">', 2)[2].split("<", 1)[0])


def listed(client: Client, measure: str) -> int:
    return text_of(client, so=measure).count("<tr data-row>")


@pytest.fixture
def bao(town: Town) -> Client:
    return browser(town.people.specialist)


def test_what_lies_in_ones_hands_is_counted_and_listed(town: Town, bao: Client) -> None:
    town.dossier(Status.ASSIGNED)
    make_late(town)
    Dossier.objects.filter(pk=town.dossier(Status.ASSIGNED).pk).update(
        assignee=town.people.colleague
    )
    page = text_of(bao)
    assert (number(page, "Đang giữ"), number(page, "Đang trễ hạn")) == (2, 1)
    assert (listed(bao, "dang-xu-ly"), listed(bao, "tre")) == (2, 1)


def test_what_one_examined_counts_whoever_signed_and_sealed(town: Town, bao: Client) -> None:
    for days in (0.01, 0.02):
        town.dossier(Status.RESULT_READY, days_ago=days)
    Dossier.objects.filter(closed_at__isnull=False).update(timeliness="on_time")
    Dossier.objects.filter(pk=Dossier.objects.order_by("pk")[0].pk).update(timeliness="late")
    page = text_of(bao)
    found = [number(page, f"Xong {how} hạn") for how in ("trước", "đúng", "quá")]
    assert (number(page, "Tôi thụ lý, đã xong"), found) == (2, [0, 1, 1])
    assert (listed(bao, "toi-xu-ly"), listed(bao, "toi-tre")) == (2, 1)
    assert number(text_of(browser(town.people.clerk)), "Tôi thụ lý, đã xong") == 0


def test_who_took_them_in_sees_how_many(town: Town) -> None:
    for _ in range(3):
        town.dossier(Status.RECEIVED, days_ago=0.01)
    hoa = browser(town.people.receptionist)
    assert number(text_of(hoa), "Tôi tiếp nhận") == listed(hoa, "toi-nhan") == 3


def test_other_months_are_other_figures(town: Town, bao: Client) -> None:
    town.dossier(Status.RESULT_READY, days_ago=0.01)
    assert number(text_of(bao, ky="thang-truoc"), "Tôi thụ lý, đã xong") == 0


def test_a_mean_of_few_is_not_told(town: Town, bao: Client) -> None:
    for _ in range(4):
        town.dossier(Status.RESULT_READY, days_ago=0.01)
    assert "Chưa đủ 5 hồ sơ" in text_of(bao)
    town.dossier(Status.RESULT_READY, days_ago=0.01)
    assert "ngày làm việc một hồ sơ" in text_of(bao)


def test_a_period_that_cannot_be_is_refused_in_words(bao: Client) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = bao.get(PATH, {"ky": "tu-chon", "tu": tomorrow, "den": tomorrow})
    assert answer.status_code == 422
    assert "Kỳ này chưa đến" in answer.content.decode()
    assert f'value="{tomorrow}"' in answer.content.decode()


def test_the_page_leads_officers_to_no_page_of_leaders(town: Town, bao: Client) -> None:
    town.dossier(Status.ASSIGNED)
    assert "/ld/" not in text_of(bao, so="dang-xu-ly")


def test_the_page_is_cheap(town: Town, bao: Client, settings: Any) -> None:
    town.dossier(Status.ASSIGNED)
    bao.get(PATH, {"so": "dang-xu-ly"})
    settings.CATALOGUE_CHECK_SECONDS = 60
    with plans.cheap():
        bao.get(PATH, {"so": "dang-xu-ly"})

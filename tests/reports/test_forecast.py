"""Chances of open dossiers as rows, and the page that shows the likeliest."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.permissions import Role
from dossiers.models import Dossier
from dossiers.services import apply
from dossiers.workflow import Action, Status
from reports.forecast.guessing import forecast
from reports.forecast.keeping import known, learn
from reports.forecast.risks import about, words_of
from reports.models import ForecastFit, LateChance, StagePace
from tests import plans
from tests.dossiers.lateness import make_late
from tests.dossiers.staff import Town, browser
from tests.factories import make_commune, make_staff

pytestmark = pytest.mark.django_db
PATH = "/ld/de-tre/"


def due_soon(town: Town) -> Dossier:
    """At its specialist since three days, promised for today."""
    dossier = town.dossier(Status.ASSIGNED, days_ago=3)
    now = timezone.now()
    Dossier.objects.filter(pk=dossier.pk).update(due_at=now + timedelta(minutes=5))
    dossier.refresh_from_db()
    return dossier


def say(dossier: Dossier, chance: float) -> None:
    assert dossier.due_at
    LateChance.objects.update_or_create(
        dossier=dossier,
        defaults={
            "root_unit_id": dossier.root_unit_id, "in_charge_id": dossier.in_charge_id,
            "due_at": dossier.due_at, "chance": chance, "because": "short",
            "counted_at": timezone.now(),
        },
    )  # fmt: skip


def test_every_open_dossier_in_time_gets_a_chance(town: Town) -> None:
    running, paused = due_soon(town), due_soon(town)
    Dossier.objects.filter(pk=paused.pk).update(paused_at=timezone.now())
    make_late(town)
    town.dossier(Status.RESULT_READY)
    assert forecast(timezone.now()) == 1
    assert [one.dossier for one in LateChance.objects.all()] == [running]


def test_a_second_count_replaces_the_first(town: Town) -> None:
    dossier, now = due_soon(town), timezone.now()
    forecast(now - timedelta(hours=1))
    forecast(now)
    [chance] = LateChance.objects.all()
    assert (chance.dossier, chance.counted_at) == (dossier, now)
    assert 0 < chance.chance < 1


def test_what_moved_on_loses_its_chance_at_the_next_count(town: Town) -> None:
    dossier, now = due_soon(town), timezone.now()
    forecast(now)
    apply(dossier, Action.STOP_FOR_GOOD, by=town.people.leader, at=now, note="Rút",
          reason="court")  # fmt: skip
    forecast(now + timedelta(minutes=1))
    assert not LateChance.objects.exists()


def test_a_night_learns_once_however_often_it_runs(town: Town) -> None:
    for status in (Status.RESULT_READY, Status.ASSIGNED):
        town.dossier(status, days_ago=20)
    now = timezone.now()
    learn(now)
    rows = list(StagePace.objects.order_by("pk").values_list("procedure_id", "status", "percent"))
    learn(now)
    assert ForecastFit.objects.count() == 1
    assert rows
    assert rows == list(
        StagePace.objects.order_by("pk").values_list("procedure_id", "status", "percent")
    )


def test_what_is_kept_is_what_was_learned(town: Town) -> None:
    for days in (12, 20, 26):
        town.dossier(Status.RESULT_READY, days_ago=days)
    learned = learn(timezone.now())
    paces, weights = known()
    key = (0, Status.ASSIGNED.value)
    assert paces.curves[key].open_after == pytest.approx(learned.paces.curves[key].open_after)
    assert weights == learned.weights


def test_the_likeliest_come_first_with_what_to_do(town: Town) -> None:
    sure, maybe, hardly = due_soon(town), due_soon(town), due_soon(town)
    for dossier, chance in ((sure, 0.93), (maybe, 0.42), (hardly, 0.1)):
        say(dossier, chance)
    page = browser(town.people.leader).get(PATH).content.decode()
    assert "2 hồ sơ dễ trễ" in page
    assert page.index(str(sure.code)) < page.index(str(maybe.code))
    assert str(hardly.code) not in page
    assert "Rất dễ trễ" in page
    assert "khoảng 40%" in page
    assert "Thời gian còn lại ít hơn thường cần" in page


def test_a_reminder_is_one_click_away(town: Town) -> None:
    dossier = due_soon(town)
    say(dossier, 0.8)
    leader = browser(town.people.leader)
    tick = f"{dossier.code}:{dossier.last_seq}"
    assert f'value="{tick}"' in leader.get(PATH).content.decode()
    sent = {"viec": "remind", "ho-so": [tick], "tiep": PATH}
    page = leader.post("/ld/nhac-viec/", sent, follow=True).content.decode()
    assert "Đã nhắc" in page


def test_what_ended_since_is_not_shown(town: Town) -> None:
    dossier = due_soon(town)
    say(dossier, 0.8)
    apply(dossier, Action.STOP_FOR_GOOD, by=town.people.leader, at=timezone.now(), note="Rút",
          reason="court")  # fmt: skip
    assert "Chưa thấy hồ sơ nào dễ trễ" in browser(town.people.leader).get(PATH).content.decode()


def test_others_see_nothing_of_this_commune(town: Town) -> None:
    elsewhere = make_commune("H99.13", "xã Khác")
    stranger = make_staff(elsewhere.root, Role.LEADER, full_name="Người Khác")
    dossier = due_soon(town)
    say(dossier, 0.8)
    assert str(dossier.code) not in browser(stranger).get(PATH).content.decode()
    assert browser(town.people.specialist).get(PATH).status_code == 403


def test_a_unit_outside_the_scope_is_refused_in_words(town: Town) -> None:
    answer = browser(town.people.head).get(PATH, {"don-vi": "H99.12"})
    assert answer.status_code == 422
    assert "ngoài phạm vi" in answer.content.decode()


def test_without_a_forecast_the_page_says_so(town: Town) -> None:
    page = browser(town.people.leader).get(PATH).content.decode()
    assert "Chưa có dự báo" in page
    assert "Chưa đủ số liệu" in page


def test_the_page_is_cheap(town: Town, settings: Any) -> None:
    for _ in range(3):
        say(due_soon(town), 0.8)
    leader = browser(town.people.leader)
    leader.get(PATH)
    settings.CATALOGUE_CHECK_SECONDS = 60  # as in production: the catalogue is in memory
    with plans.cheap():
        leader.get(PATH)


@pytest.mark.parametrize(
    ("chance", "words"),
    [(0.31, "khoảng 30%"), (0.77, "khoảng 80%"), (0.94, "khoảng 90%"), (0.97, "trên 90%")],
)
def test_a_chance_is_told_no_finer_than_it_is(chance: float, words: str) -> None:
    assert about(chance) == words


def test_the_words_follow_the_chance() -> None:
    assert [words_of(chance) for chance in (0.9, 0.6, 0.35)] == [
        "Rất dễ trễ", "Dễ trễ", "Có thể trễ",
    ]  # fmt: skip

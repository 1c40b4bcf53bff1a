"""The alarm: administrators hear once when messages stand still, and once when they go again."""

import logging
from datetime import datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.permissions import Role
from notifications.desk.alarms import look
from notifications.desk.pulse import late_since, pulse
from notifications.desk.pulse import waiting as what_waits
from notifications.models import Incident, Message
from notifications.models.message import Channel, State
from tests.dossiers.staff import browser
from tests.factories import Commune, at, make_commune, make_staff
from tests.notifications.rows import waiting

pytestmark = pytest.mark.django_db

NOON = at("2026-11-23 12:00")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def admin(commune: Commune) -> User:
    return make_staff(commune.office, Role.ADMIN)


def written(since: datetime, **changes: object) -> Message:
    (message,) = waiting(1, **({"created_at": since, "not_before": since} | changes))
    return message


def told(user: User) -> list[str]:
    rows = Message.objects.filter(user=user, kind="alarm", channel=Channel.INAPP).order_by("pk")
    return [row.text for row in rows]


def since_when(moment: datetime) -> datetime | None:
    return late_since(what_waits(), moment)


def test_an_incident_is_told_once_when_it_begins_and_once_when_it_is_over(
    admin: User, commune: Commune, caplog: pytest.LogCaptureFixture
) -> None:
    clerk = make_staff(commune.one_stop, Role.RECEPTIONIST)
    message = written(NOON)
    look(NOON + 4 * MINUTE)
    assert told(admin) == []
    with caplog.at_level(logging.ERROR):
        look(NOON + 5 * MINUTE)
        look(NOON + 6 * MINUTE)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    (text,) = told(admin)
    assert "không gửi đi được từ 12:00 23/11" in text
    Message.objects.filter(pk=message.pk).update(state=State.HANDED_OVER)
    look(NOON + 7 * MINUTE)
    look(NOON + 8 * MINUTE)
    assert len(told(admin)) == 2
    assert "gửi đi bình thường trở lại từ 12:07 23/11" in told(admin)[1]
    assert told(clerk) == []
    assert Incident.objects.get().ended_at == NOON + 7 * MINUTE


def test_the_next_incident_is_told_anew(admin: User) -> None:
    for hour in range(2):
        message = written(NOON + timedelta(hours=hour))
        look(NOON + timedelta(hours=hour, minutes=6))
        Message.objects.filter(pk=message.pk).update(state=State.DELIVERED)
        look(NOON + timedelta(hours=hour, minutes=7))
    assert len(told(admin)) == 4


def test_what_is_tried_in_vain_stands_still_too() -> None:
    """Every try puts it off, and still it has not left."""
    written(NOON, state=State.TEMPORARY, attempts=3, not_before=NOON + 9 * MINUTE)
    assert since_when(NOON + 6 * MINUTE) == NOON


def test_a_mail_server_that_puts_a_letter_off_is_no_standstill() -> None:
    put_off = {"state": State.TEMPORARY, "attempts": 1, "channel": Channel.EMAIL}
    written(NOON, not_before=NOON + 9 * MINUTE, **put_off)
    assert since_when(NOON + 20 * MINUTE) is None
    assert since_when(NOON + 31 * MINUTE) == NOON


def test_what_waits_for_the_morning_is_not_late(settings: Settings) -> None:
    settings.QUIET_HOURS = "21:00-07:00"
    evening, morning = at("2026-11-22 22:00"), at("2026-11-23 07:00")
    message = written(evening, not_before=morning)
    assert since_when(at("2026-11-23 06:00")) is None
    assert since_when(morning + 4 * MINUTE) is None
    assert since_when(morning + 6 * MINUTE) == morning
    later = {"state": State.TEMPORARY, "attempts": 1, "not_before": morning + 9 * MINUTE}
    Message.objects.filter(pk=message.pk).update(**later)
    assert since_when(morning + 4 * MINUTE) is None
    assert since_when(morning + 6 * MINUTE) == morning


def test_staff_see_a_banner_while_messages_stand_still(commune: Commune) -> None:
    clerk = browser(make_staff(commune.one_stop, Role.RECEPTIONIST))
    page = "/cb/phim-tat/"
    assert "Tin nhắn chưa gửi đi được" not in clerk.get(page).content.decode()
    message = written(NOON - timedelta(days=1))
    pulse.forget()
    assert "Tin nhắn chưa gửi đi được" in clerk.get(page).content.decode()
    message.delete()
    pulse.forget()
    assert "Tin nhắn chưa gửi đi được" not in clerk.get(page).content.decode()

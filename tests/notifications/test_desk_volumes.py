"""/qt/tin-nhan/: how many messages a month took, and what they cost."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from accounts.permissions import Role
from notifications.desk.volumes import volumes_of
from notifications.models import Message, MessageVolume
from notifications.models.message import State
from notifications.outbox.volumes import tally
from portal.lib.text import harmless
from tests.dossiers.staff import browser
from tests.factories import MONDAY, Commune, make_commune, make_staff
from tests.notifications.texts import a_gateway

pytestmark = pytest.mark.django_db

PAGE, FILE = "/qt/tin-nhan/", "/qt/tin-nhan/tai-ve/"
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def admin(commune: Commune) -> Client:
    return browser(make_staff(commune.office, Role.ADMIN))


def volume(commune: Commune | None, day: date, **changes: object) -> MessageVolume:
    facts: dict[str, object] = {
        "kind": "ready", "channel": "sms", "route": "brand", "sent": 10, "delivered": 8,
        "failed": 2, "parts": 11, "cost": 3850,
    }  # fmt: skip
    place = {"root_unit_id": commune.root.pk if commune else 0, "day": day}
    return MessageVolume.objects.create(**(facts | place | changes))


def test_a_month_adds_up(commune: Commune) -> None:
    volume(commune, NOVEMBER)
    volume(commune, date(2026, 11, 30))
    volume(commune, NOVEMBER, channel="email", route="email", parts=0, cost=0)
    volume(None, NOVEMBER, kind="otp", sent=5, delivered=5, failed=0, parts=5, cost=1750)
    volume(commune, date(2026, 10, 31))
    volume(commune, date(2026, 12, 1))
    month = volumes_of(NOVEMBER)
    nobodys, own = month.offices
    assert [line.figures.sent for line in own.lines] == [10, 20]
    assert own.total.numbers == (30, 24, 6, 22, 7700)
    assert nobodys.total.numbers == (5, 5, 0, 5, 1750)
    assert month.total.numbers == (35, 29, 6, 27, 9450)


def test_the_page_shows_offices_kinds_routes_and_totals(admin: Client, commune: Commune) -> None:
    a_gateway("brand", "https://sms.example.vn", name="Nhà mạng xanh")
    volume(commune, NOVEMBER, sent=1_248)
    page = admin.get(PAGE, {"thang": "2026-11"}).content.decode()
    for words in ("tháng 11/2026", "xã Bình An", "Có kết quả", "Nhà mạng xanh", "1.248",
                  "3.850\u00a0₫", "Cộng xã Bình An"):  # fmt: skip
        assert words in page


def test_one_month_leads_to_the_next_but_never_to_the_future(
    admin: Client, commune: Commune
) -> None:
    volume(commune, NOVEMBER)
    page = admin.get(PAGE, {"thang": "2026-01"}).content.decode()
    assert 'href="?thang=2025-12"' in page
    assert 'href="?thang=2026-02"' in page
    today = timezone.localdate()
    assert 'rel="next"' not in admin.get(PAGE).content.decode()
    future = admin.get(PAGE, {"thang": "9999-12"}).content.decode()
    assert f"tháng {today.month}/{today.year}" in future


@pytest.mark.parametrize("month", ["", "2026-13", "x", "0001-01", "²"])
def test_nonsense_is_a_month_all_the_same(admin: Client, month: str) -> None:
    assert admin.get(PAGE, {"thang": month}).status_code == 200
    assert admin.get(FILE, {"thang": month}).status_code == 200


def test_a_month_without_messages_says_so(admin: Client) -> None:
    assert "Tháng này chưa gửi tin nào" in admin.get(PAGE).content.decode()


def test_the_file_holds_the_same_figures(admin: Client, commune: Commune) -> None:
    volume(commune, NOVEMBER)
    answer = admin.get(FILE, {"thang": "2026-11"})
    assert answer["Content-Disposition"] == 'attachment; filename="tin-nhan-2026-11.csv"'
    heads, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert heads[0] == "Đơn vị"
    assert row[0] == "xã Bình An"
    assert row[4:] == ["10", "8", "2", "11", "3850"]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_name_becomes_a_formula(admin: Client, commune: Commune, name: str) -> None:
    a_gateway("brand", "https://sms.example.vn", name=name)
    volume(commune, NOVEMBER)
    text = admin.get(FILE, {"thang": "2026-11"}).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1][3] == f"'{name}"
    assert harmless("xã Bình An") == "xã Bình An"


def test_only_administrators_see_costs(commune: Commune) -> None:
    clerk = browser(make_staff(commune.one_stop, Role.RECEPTIONIST))
    assert clerk.get(PAGE).status_code == 403
    assert clerk.get(FILE).status_code == 403


@pytest.mark.parametrize(("channel", "parts"), [("sms", 2), ("email", 0), ("zalo", 0)])
def test_only_texts_have_parts_of_an_sms(channel: str, parts: int) -> None:
    message = Message(
        kind="ready", channel=channel, state=State.HANDED_OVER, attempts=1, parts=2,
        created_at=MONDAY, sent_at=MONDAY,
    )  # fmt: skip
    counted = {column: count for (_, column), count in tally(message).items()}
    assert (counted["sent"], counted.get("parts", 0)) == (1, parts)

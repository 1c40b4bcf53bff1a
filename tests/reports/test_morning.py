"""`/ld/`: what is late this morning, why and with whom; each number is its list."""

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Unit, User
from accounts.offices import offices
from accounts.permissions import Role
from dossiers.models import Dossier
from dossiers.services import Missing, apply, ask_supplement, finish
from dossiers.workflow import Action, Status
from reports.counting.refreshing import rebuild
from reports.models import Counted
from reports.morning.headline import headline
from reports.selections import Selection
from tests import plans
from tests.dossiers.lateness import make_late
from tests.dossiers.staff import Town, browser
from tests.factories import at, make_commune, make_staff

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
_LINK = re.compile(r'href="/ld/ho-so/\?([^"]+)"[^>]*>([\d.]+)<span')


def page(user: User, address: str = "/ld/", *, status: int = 200) -> str:
    answer = browser(user).get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def due(dossier: Dossier, when: datetime) -> Dossier:
    Dossier.objects.filter(pk=dossier.pk).update(due_at=when)
    return dossier


@pytest.fixture
def busy(town: Town) -> datetime:
    """Late ones with and without a cause, one due today and one tomorrow, one that waits for its
    citizen, ended ones early and late; everything counted."""
    now, people = timezone.now(), town.people
    caused, bare = (make_late(town, when=now - 20 * DAY) for _ in range(2))
    apply(
        caused, Action.SUBMIT_FOR_SIGN, by=people.specialist, at=now - DAY,
        late_cause="other_office",
    )  # fmt: skip
    Dossier.objects.filter(pk=bare.pk).update(assignee=people.colleague)
    due(make_late(town, Status.TRANSFERRED, when=now - DAY), now)
    due(make_late(town, Status.TRANSFERRED, when=now - DAY), now + DAY)
    waiting = make_late(town, when=now - DAY)
    ask_supplement(
        waiting, [Missing("Giấy chứng sinh", "Ảnh mờ")], by=people.specialist, at=now - DAY,
        due_on=timezone.localdate(now + DAY), note="Xin chụp lại",
    )  # fmt: skip
    for days in (12, 1):
        signed = make_late(town, Status.SIGNED, when=now - days * DAY)
        finish(
            signed, Action.FINISH, by=people.clerk, at=now - timedelta(minutes=1),
            result_number="12", late_cause="staff",
        )  # fmt: skip
    rebuild(now)
    return now


@pytest.mark.parametrize(
    ("late", "yesterday", "said"),
    [
        (20, 17, "Sáng nay có 20 hồ sơ trễ hạn, thêm 3 so với hôm qua"),
        (17, 20, "Sáng nay có 17 hồ sơ trễ hạn, bớt 3 so với hôm qua"),
        (1248, 1248, "Sáng nay có 1.248 hồ sơ trễ hạn, bằng hôm qua"),
        (5, None, "Sáng nay có 5 hồ sơ trễ hạn"),
        (0, 4, "Sáng nay không có hồ sơ trễ"),
    ],
)
def test_the_headline_says_what_is_late_and_how_that_changed(
    late: int, yesterday: int | None, said: str
) -> None:
    found = headline(late, yesterday, at("2026-11-23 07:30"))
    assert (found.text, found.is_good) == (said, late == 0)


def test_in_the_afternoon_the_headline_is_about_today() -> None:
    assert headline(0, None, at("2026-11-23 13:30")).text == "Hôm nay không có hồ sơ trễ"


@pytest.mark.parametrize(
    "address", ["/ld/", "/ld/?don-vi=H99.12.2", "/ld/?kenh=1&linh-vuc=ho-tich"]
)
def test_every_number_is_as_long_as_its_list(town: Town, busy: datetime, address: str) -> None:
    leader, found = town.people.leader, _LINK.findall(page(town.people.leader, address))
    assert len(found) > 15
    for query, shown in found:
        selection = Selection.read(dict(parse_qsl(query)), leader, timezone.now())
        count = selection.dossiers(timezone.now()).count()
        assert shown == str(count), query


def test_the_page_says_what_is_late_why_and_with_whom(town: Town, busy: datetime) -> None:
    said = words(page(town.people.leader))
    assert "có 2 hồ sơ trễ hạn" in said
    assert "1 chưa ghi nguyên nhân" in said
    assert "1 chưa trình ký" in said
    assert "1 còn ở bước đầu" in said
    assert "1 sắp hết hạn gửi" in said
    assert "50% , đúng, trước hẹn tháng này, xem danh sách của 2 hồ sơ" in said
    assert re.search(r"Chờ đơn vị khác trả lời 1 hồ sơ", said)
    assert "Do đơn vị khác: 1" in said
    assert re.search(r"Võ Thị Lan Tư pháp - Hộ tịch 1 hồ sơ, đang giữ", said)
    assert "Nhắc việc : Đăng ký khai sinh" in said


def test_drawings_say_their_numbers_and_list_them(town: Town, busy: datetime) -> None:
    html = page(town.people.leader)
    labels = re.findall(r'<svg[^>]*role="img" aria-label="([^"]+)"', html)
    assert "1 trước hạn, 0 đúng hạn, 1 trễ" in labels
    assert any("lúc này 2" in label for label in labels)
    assert all(label.strip() for label in labels)
    assert re.search(r"Cuối ngày Hồ sơ trễ \d\d/\d\d 2 hồ sơ, trễ lúc này", words(html))


def test_what_nobody_counts_yet_is_a_dash_and_never_nought(town: Town, busy: datetime) -> None:
    said = words(page(town.people.leader))
    assert "Thanh toán trực tuyến — chưa có số liệu" in said
    assert "Hài lòng — chưa có số liệu" in said


def test_a_head_looks_at_the_own_office(town: Town, busy: datetime) -> None:
    said = words(page(town.people.head))
    assert "Cán bộ đang giữ hồ sơ trễ" in said
    assert "Tư pháp - Hộ tịch" in said


def test_who_only_looks_may_not_urge_and_reads_no_names_of_officers(
    town: Town, busy: datetime
) -> None:
    said = words(page(make_staff(town.commune.office, Role.INSPECTOR)))
    assert "Trễ lâu nhất" in said
    assert "Nhắc việc" not in said
    assert "Cán bộ đang giữ" not in said


def test_nothing_late_is_good_news(town: Town) -> None:
    make_late(town, when=timezone.now() - timedelta(minutes=5))
    html = page(town.people.leader)
    assert "không có hồ sơ trễ" in html
    assert "mc-good" in html
    assert "mc-kpi--late" not in html


def test_the_first_morning_says_that_there_is_nothing_yet(town: Town) -> None:
    said = words(page(town.people.leader))
    assert "Chưa có hồ sơ nào" in said
    assert "không có hồ sơ trễ" not in said


def test_without_counted_figures_the_page_still_says_what_is_late(town: Town) -> None:
    make_late(town, when=timezone.now() - 20 * DAY)
    said = words(page(town.people.leader))
    assert "có 1 hồ sơ trễ hạn" in said
    assert "so với hôm qua" not in said
    assert "Chưa tính số liệu kỳ" in said


def test_old_figures_say_how_old_they_are(town: Town, busy: datetime) -> None:
    assert "chưa kịp cập nhật" not in page(town.people.leader)
    Counted.objects.update(until=busy - timedelta(minutes=16))
    assert "chưa kịp cập nhật" in page(town.people.leader)


def test_a_commune_that_received_nothing_for_days_is_named(town: Town, busy: datetime) -> None:
    province = Unit.objects.create(
        code="H99", name="UBND tỉnh Bình Minh", short_name="tỉnh Bình Minh",
        kind=Unit.Kind.PROVINCE, calendar=town.commune.root.calendar,
    )  # fmt: skip
    silent = make_commune("H99.13", "xã Bình Hòa")
    Unit.objects.filter(pk__in=[silent.root.pk, town.commune.root.pk]).update(parent=province)
    offices.forget()
    said = words(page(make_staff(province, Role.LEADER)))
    assert "3 ngày làm việc vừa qua: xã Bình Hòa ." in said
    assert "Cán bộ đang giữ" not in said, "a province looks at its communes"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("don-vi=H98", "ngoài phạm vi"),
        ("ky=tu-chon&tu=2099-01-01&den=2099-02-01", "Kỳ này chưa đến"),
        ("ky=tu-chon&tu=2026-11-20&den=2026-11-01", "sau ngày kết thúc"),
    ],
)
def test_what_cannot_be_is_said_and_the_usual_shown(
    town: Town, busy: datetime, query: str, sentence: str
) -> None:
    html = page(town.people.leader, f"/ld/?{query}", status=422)
    assert sentence in html
    assert "có 2 hồ sơ trễ hạn" in html
    for _, value in parse_qsl(query)[1:]:
        assert f'value="{value}"' in html, "what was typed is kept"


def test_a_channel_is_not_counted_in_periods_and_the_page_says_so(
    town: Town, busy: datetime
) -> None:
    assert "tính cho mọi kênh" in page(town.people.leader, "/ld/?kenh=1")


def test_one_channel_is_not_compared_with_all_of_yesterday(town: Town, busy: datetime) -> None:
    """The days behind us are counted for all channels together."""
    assert "hôm qua" in words(page(town.people.leader)).partition("Theo đơn vị")[0]
    html = page(town.people.leader, "/ld/?kenh=2")
    assert "không có hồ sơ trễ" in html
    assert "hôm qua" not in html.partition("Theo đơn vị")[0]
    assert "cuối hôm qua" in html, "what the drawing says ends with yesterday"


def test_the_sheet_for_the_meeting_has_the_same_numbers(town: Town, busy: datetime) -> None:
    html = page(town.people.leader, "/ld/giao-ban/")
    said = words(html)
    assert "có 2 hồ sơ trễ hạn" in said
    assert "1 trước hạn, 0 đúng hạn, 1 trễ" in said
    assert "data-print" in html


@pytest.mark.parametrize("address", ["/ld/", "/ld/giao-ban/"])
def test_a_full_page_asks_the_database_little(
    town: Town, busy: datetime, address: str, settings: Any
) -> None:
    settings.CATALOGUE_CHECK_SECONDS = 60  # as in production: the catalogue is in memory
    client = browser(town.people.leader)
    client.get(address)
    with plans.cheap():
        client.get(address)


@pytest.mark.parametrize("address", ["/ld/", "/ld/giao-ban/"])
def test_who_may_not_see_figures_is_kept_out(town: Town, client: Client, address: str) -> None:
    assert browser(town.people.specialist).get(address).status_code == 403
    assert client.get(address).status_code == 302

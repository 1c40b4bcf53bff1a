"""`/ld/phan-anh/`: what is overdue, kept promises, truth, hot spots; each number is its list."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.conf import LazySettings
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.offices import offices
from accounts.permissions import Role
from feedback.models import Category, Report, Reporter
from feedback.workflow import Status, Truth
from geo.models import Area
from reports.citizen_reports.board import Board, Counted
from reports.citizen_reports.hot_spots import hot_spots
from reports.citizen_reports.measures import HOT_SPOT, MEASURES, OPEN, RECEIVED
from reports.citizen_reports.selections import NOWHERE, ReportSelection
from reports.periods import Period
from reports.scope import Scope
from tests.dossiers.staff import browser
from tests.factories import MONDAY, Commune, make_commune, make_staff
from tests.feedback.factories import MARKET, make_category
from tests.feedback.rows import a_row, hours, rated
from tests.plans import cheap
from tests.reports.files import asked as ordered
from tests.reports.files import content_of, made, rows_of, sheets_of

pytestmark = pytest.mark.django_db
PAGE, LIST = "/ld/phan-anh/", "/ld/phan-anh/danh-sach/"
NOVEMBER = Period(MONDAY.date().replace(day=1), MONDAY.date().replace(day=30))
AT = MONDAY + timedelta(days=5)
_TABLE = ("feedback_report",)


@pytest.fixture
def holes(commune: Commune) -> Category:
    return make_category(name="Đường hư hỏng, ổ gà")


@pytest.fixture
def conduct(commune: Commune) -> Category:
    return make_category(
        name="Thái độ cán bộ", group="service", about_conduct=True, publication="never"
    )


@pytest.fixture
def leader(commune: Commune) -> User:
    return make_staff(commune.root, Role.LEADER)


def text_of(user: User, path: str = PAGE, *, status: int = 200) -> str:
    answer = browser(user).get(path)
    assert answer.status_code == status
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


def whole(commune: Commune, **changes: object) -> ReportSelection:
    facts: dict[str, object] = {"measure": RECEIVED, "conduct": True, "period": NOVEMBER}
    return ReportSelection(Scope(offices()[commune.root.pk]), **(facts | changes))  # type: ignore[arg-type]


def recent() -> str:
    """The last thirty days, as an address asks for them."""
    today = timezone.localdate()
    return f"ky=tu-chon&tu={today - timedelta(days=30)}&den={today}"


def now_row(commune: Commune, category: Category, *, ago: float, **changes: object) -> Report:
    """A report received so many hours before this moment."""
    return a_row(commune, category, received_at=timezone.now() - hours(ago), **changes)  # type: ignore[arg-type]


# --- selections -----------------------------------------------------------------------------------


def test_an_address_brings_back_what_it_was_made_of(commune: Commune, leader: User) -> None:
    for slug, measure in MEASURES.items():
        selection = whole(
            commune, measure=slug, group="roads", category="o-ga", area="T2",
            around="PA-26-XYZ", period=None if measure.of_now else NOVEMBER,
        )  # fmt: skip
        assert ReportSelection.read(QueryDict(selection.query()).dict(), leader, AT) == selection


def test_every_count_of_the_board_is_the_length_of_its_list(
    commune: Commune, holes: Category, conduct: Category
) -> None:
    for number in range(24):
        a_row(
            commune, (holes, conduct)[number % 5 == 0],
            received_at=MONDAY + hours(number * 3),
            unit=(commune.one_stop, commune.justice, commune.root)[number % 3],
            answered_after=(None, 10, 60)[number % 3 - 1],
            ended_after=(None, 70, 300)[number % 4 - 1] if number % 2 else None,
            truth=("", Truth.TRUE, Truth.PARTLY, Truth.FALSE)[number % 4],
            reopenings=number % 2,
            about_conduct=number % 5 == 0,
        )  # fmt: skip
    for sees in (True, False):
        asked = whole(commune, conduct=sees)
        found = Board.of(asked, AT).by(lambda place: place.unit_id)
        for unit_id, counted in found.items():
            part = asked.but(scope=Scope(offices()[unit_id], alone=unit_id == commune.root.pk))
            wrong = {
                slug: pair for slug, pair in _pairs(part, counted).items() if len(set(pair)) > 1
            }
            assert wrong == {}


def _pairs(part: ReportSelection, counted: Counted) -> dict[str, tuple[int, int]]:
    """By measure, what is counted and what is listed."""
    found = {}
    for slug, measure in MEASURES.items():
        if slug == HOT_SPOT:
            continue
        if measure.of_now:
            found[slug] = (counted.now.of(slug), part.of_now(slug).reports(AT).count())
        else:
            parts = measure.parts or ("received",)
            count = sum(getattr(counted.period, name) for name in parts)
            found[slug] = (count, part.but(measure=slug).reports(AT).count())
    return found


def test_reports_of_others_and_tests_are_not_counted(commune: Commune, holes: Category) -> None:
    a_row(make_commune("H99.13", "xã Bình Hòa"), holes)
    a_row(commune, holes, is_test=True)
    mine = a_row(commune, holes)
    assert list(whole(commune).reports(AT)) == [mine]


def test_an_area_without_name_has_its_list_too(commune: Commune, holes: Category) -> None:
    area = Area.objects.create(
        root_unit=commune.root, kind="hamlet", code="T2", name="Thôn 2", shape=b"", south=11,
        west=108, north=12, east=109, imported_at=MONDAY,
    )  # fmt: skip
    a_row(commune, holes, area=area)
    nowhere = a_row(commune, holes)
    assert whole(commune, area="T2").reports(AT).get().area == area
    assert list(whole(commune, area=NOWHERE).reports(AT)) == [nowhere]


# --- hot spots ------------------------------------------------------------------------------------


def _three_at_the_market(commune: Commune, category: Category, at: datetime) -> list[Report]:
    lat, long = MARKET
    return [
        a_row(
            commune, category, received_at=at - hours(24 * day), lat=lat, long=long + day * 1e-4,
            located=Report.Located.GPS,
        )
        for day in range(3)
    ]  # fmt: skip


def test_a_hot_spot_leads_to_its_reports_and_says_what_they_are(
    commune: Commune, holes: Category
) -> None:
    three = _three_at_the_market(commune, holes, AT)
    a_row(commune, holes, received_at=AT, lat=11.2, long=108.2)
    a_row(commune, holes, received_at=AT)
    everything = whole(commune, period=None).everything()
    with cheap(1, tables=_TABLE):
        [spot] = hot_spots(everything, AT, most=5)
    assert (spot.number, spot.open, spot.about) == (3, 3, "Đường hư hỏng, ổ gà")
    assert spot.place == "Trước cổng chợ Bình An, thôn 2"
    listed = whole(commune, measure=HOT_SPOT, period=None, around=spot.code)
    assert set(listed.reports(AT)) == set(three)


def test_a_place_that_is_no_hot_spot_has_an_empty_list(commune: Commune, holes: Category) -> None:
    alone = a_row(commune, holes, received_at=AT, lat=11.2, long=108.2)
    for code in (alone.code, "PA-26-NOBODY", ""):
        listed = whole(commune, measure=HOT_SPOT, period=None, around=code)
        assert not listed.reports(AT).exists()


# --- the page -------------------------------------------------------------------------------------


def test_a_leader_reads_first_what_is_overdue(
    commune: Commune, leader: User, holes: Category
) -> None:
    now_row(commune, holes, ago=200, address="Cầu Suối Đá")
    now_row(commune, holes, ago=60, address="Ngã ba trường học")
    now_row(commune, holes, ago=40)
    for _ in range(2):
        now_row(commune, holes, ago=90, answered_after=5, ended_after=20, truth=Truth.TRUE)
    text = text_of(leader, f"{PAGE}?{recent()}")
    assert "2 phản ánh của người dân đang quá hạn" in text
    assert text.index("Cầu Suối Đá") < text.index("Ngã ba trường học")
    assert "Giao xử lý" in text
    assert "Trả lời trong 48 giờ 50%" in text
    assert "một nửa trả lời trong 5 giờ" in text
    assert "Đúng sự thật 100%" in text


def test_good_news_are_said_as_such(commune: Commune, leader: User, holes: Category) -> None:
    assert "Chưa có phản ánh nào" in text_of(leader)
    now_row(commune, holes, ago=1)
    assert "1 phản ánh đang xử lý, đều trong hạn" in text_of(leader)


def test_who_reported_is_on_no_page_and_in_no_file(
    commune: Commune, leader: User, holes: Category
) -> None:
    report = now_row(commune, holes, ago=60)
    Reporter.objects.create(report=report, name="Nguyễn Thị Sáu", phone="+84905123318")
    for path in (PAGE, f"{LIST}?so=qua-han", "/ld/hai-long/", "/ld/"):
        assert not {"Sáu", "905123318"} & set(re.findall(r"\w+", text_of(leader, path)))
    table = made(ordered(leader, "danh-sach-phan-anh", "so=qua-han", "csv"))
    content = content_of(table).decode()
    assert report.code in content
    assert "905123318" not in content


def test_reports_about_officers_are_for_those_who_may_see_them(
    commune: Commune, leader: User, conduct: Category
) -> None:
    justice, head = commune.justice, make_staff(commune.justice, Role.HEAD)
    now_row(commune, conduct, ago=60, unit=justice, about_conduct=True)
    listed = f"{LIST}?so=qua-han&don-vi={justice.code}"
    assert "1 phản ánh của người dân đang quá hạn" in text_of(leader)
    assert "Thái độ cán bộ" in text_of(leader, listed)
    assert "Chưa có phản ánh nào" in text_of(head)
    assert "Thái độ cán bộ" not in text_of(head, listed)


@pytest.mark.parametrize("path", [PAGE, LIST, "/ld/hai-long/"])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("so=nhan&ky=tu-chon&tu=2026-12-01&den=2026-11-01", "Ngày bắt đầu sau ngày kết thúc"),
        ("so=nhan&ky=tu-chon&tu=hôm qua&den=", "Chọn ngày bắt đầu và ngày kết thúc"),
        ("so=nhan&don-vi=H01", "ngoài phạm vi"),
    ],
)
def test_what_cannot_be_asked_is_said(
    commune: Commune, leader: User, path: str, query: str, sentence: str
) -> None:
    assert sentence in text_of(leader, f"{path}?{query}", status=422)


@pytest.mark.parametrize("query", ["so=khong-co&loai=%27&nhom=x&dia-ban=zz&quanh=%27", "trang=x"])
def test_nonsense_counts_as_not_given(commune: Commune, leader: User, query: str) -> None:
    found = text_of(leader, f"{LIST}?{query}")
    assert "Quá hạn trả lời hoặc xử lý: 0 phản ánh" in found


@pytest.mark.parametrize("path", [PAGE, LIST, "/ld/hai-long/"])
def test_the_pages_are_for_those_with_figures(commune: Commune, leader: User, path: str) -> None:
    assert browser(make_staff(commune.justice, Role.SPECIALIST)).get(path).status_code == 403
    assert Client().get(path).status_code == 302


@pytest.mark.parametrize("path", [PAGE, f"{LIST}?so=qua-han", f"{LIST}?so=nhan", "/ld/hai-long/"])
def test_every_page_is_cheap(
    commune: Commune, leader: User, holes: Category, path: str, settings: LazySettings
) -> None:
    _three_at_the_market(commune, holes, timezone.now() - hours(60))
    rated(now_row(commune, holes, ago=99, answered_after=2, ended_after=3), 4)
    visitor = browser(leader)
    visitor.get(path)
    settings.CATALOGUE_CHECK_SECONDS = 60
    with cheap(tables=_TABLE):
        assert visitor.get(path).status_code == 200


def test_a_province_reads_its_communes(commune: Commune, leader: User, holes: Category) -> None:
    province = make_commune("H99", "tỉnh Bình Minh").root
    commune.root.parent = province
    commune.root.save()
    province.kind = "province"
    province.save()
    offices.forget()
    now_row(commune, holes, ago=60)
    text = text_of(make_staff(province, Role.LEADER))
    assert "xã Bình An" in text
    assert "1 phản ánh của người dân đang quá hạn" in text


# --- the file -------------------------------------------------------------------------------------


def test_a_list_becomes_a_file_with_the_same_reports(
    commune: Commune, leader: User, holes: Category
) -> None:
    late = now_row(commune, holes, ago=60, text="=1+1", late_cause="no_staff")
    now_row(commune, holes, ago=1)
    [sheet] = sheets_of(made(ordered(leader, "danh-sach-phan-anh", "so=qua-han")))
    [row] = rows_of(sheet)
    assert (row[1], row[2]) == (late.code, "Đường hư hỏng, ổ gà")
    assert "Thiếu người kiểm tra, xử lý" in row
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)


def test_the_page_offers_the_file_and_an_empty_list_is_refused(
    commune: Commune, leader: User, holes: Category
) -> None:
    visitor = browser(leader)
    order = {"bao-cao": "danh-sach-phan-anh", "dang": "xlsx", "chon": "so=qua-han"}
    refused = visitor.post("/ld/bao-cao/tep/", order)
    assert refused.status_code == 422
    assert "không có phản ánh nào để xuất" in refused.content.decode()
    now_row(commune, holes, ago=60)
    assert 'value="danh-sach-phan-anh"' in visitor.get(f"{LIST}?so=qua-han").content.decode()
    assert visitor.post("/ld/bao-cao/tep/", order).status_code == 302
    shown = visitor.get("/ld/bao-cao/tep/").content.decode()
    assert "Danh sách phản ánh: Quá hạn trả lời hoặc xử lý" in shown


def test_what_waits_longest_is_first_and_pages_follow(
    commune: Commune, leader: User, holes: Category
) -> None:
    rows = [now_row(commune, holes, ago=60 + number) for number in range(55)]
    visitor = browser(leader)
    first = visitor.get(f"{LIST}?so={OPEN}").content.decode()
    assert first.index(rows[-1].code) < first.index(rows[20].code)
    assert rows[0].code not in first
    [following] = {unescape(url) for url in re.findall(r'href="(\?[^"]*trang=[^"]+)"', first)}
    assert rows[0].code in visitor.get(f"{LIST}{following}").content.decode()


def test_a_row_says_what_became_of_it(commune: Commune, leader: User, holes: Category) -> None:
    now_row(
        commune, holes, ago=99, answered_after=60, ended_after=70, status=Status.CLOSED,
        late_cause="weather",
    )  # fmt: skip
    text = text_of(leader, f"{LIST}?so=tra-loi-tre&{recent()}")
    assert "1 phản ánh" in text
    assert "Trả lời trễ: Thời tiết, thiên tai" in text

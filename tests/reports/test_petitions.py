"""Citizens' reports in ratios, the index of QĐ 766, the nine indicators, the morning."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.offices import offices
from accounts.permissions import Role
from dossiers.ladder.morning import give_news
from feedback.models import Category
from feedback.workflow import Truth
from notifications.models import Message
from procedures.models import Procedure
from reports.citizen_reports.brief import morning_line
from reports.measures.evaluation import evaluation_of
from reports.measures.index766 import NO_PETITION, index_of
from reports.measures.ratios import REPORTS_ANSWERED, REPORTS_LIKED, ratios_of
from reports.measures.scoring import Line
from reports.measures.shares import Share
from reports.models import Target
from reports.periods import Period
from reports.scope import Scope
from tests.dossiers.staff import browser
from tests.factories import Commune, at, make_staff
from tests.feedback.factories import make_category
from tests.feedback.rows import a_row, hours, rated
from tests.reports.measures import COUNTED, counted, did

pytestmark = pytest.mark.django_db
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
DAY = at("2026-10-05 08:00")


@pytest.fixture
def holes(commune: Commune) -> Category:
    return make_category()


@pytest.fixture
def slow_office(commune: Commune) -> Category:
    return make_category(name="Thủ tục chậm, sai", group="service")


def whole(commune: Commune) -> Scope:
    return Scope(offices()[commune.root.pk])


def index_line(commune: Commune, slug: str) -> Line:
    cache.clear()
    return next(one for one in index_of(whole(commune), OCTOBER, COUNTED).lines if one.slug == slug)


def points(commune: Commune, number: int) -> Decimal | None:
    cache.clear()
    found = evaluation_of(whole(commune), OCTOBER, COUNTED, conduct=True)
    return found.lines[number - 1].points


def test_ratios_count_all_reports(commune: Commune, holes: Category, slow_office: Category) -> None:
    rated(a_row(commune, holes, received_at=DAY, answered_after=10, ended_after=20), 5)
    rated(a_row(commune, slow_office, received_at=DAY, answered_after=50, ended_after=60), 3)
    a_row(commune, holes, received_at=at("2026-09-30 23:00"), answered_after=1)
    Target.objects.create(measure=REPORTS_ANSWERED, value=95, valid_from=date(2026, 1, 1))
    found = {one.slug: one for one in ratios_of(whole(commune), OCTOBER, COUNTED)}
    assert found[REPORTS_ANSWERED].share == Share(1, 2)
    assert found[REPORTS_ANSWERED].is_short
    assert found[REPORTS_LIKED].share == Share(1, 2)


def test_the_index_counts_those_about_procedures_and_officers_alone(
    commune: Commune, holes: Category, slow_office: Category
) -> None:
    a_row(commune, holes, received_at=DAY, answered_after=90)
    a_row(commune, slow_office, received_at=DAY, answered_after=10)
    rated(a_row(commune, slow_office, received_at=DAY, answered_after=90, ended_after=95), 4)
    assert index_line(commune, "phan-anh-dung-han").share == Share(1, 2)
    liked = index_line(commune, "hai-long-phan-anh")
    assert (liked.share, liked.points) == (Share(1, 1), 6)


def test_where_nobody_complains_the_points_are_full_and_say_why(
    commune: Commune, holes: Category, slow_office: Category
) -> None:
    a_row(commune, holes, received_at=DAY)
    none = index_line(commune, "hai-long-phan-anh")
    assert (none.points, none.note) == (6, NO_PETITION)
    a_row(commune, slow_office, received_at=DAY)
    some = index_line(commune, "hai-long-phan-anh")
    assert some.points is None, "not known is not nothing"


def test_answers_to_complaints_earn_two_one_or_no_points(
    commune: Commune, slow_office: Category
) -> None:
    assert points(commune, 8) == 2
    for _ in range(9):
        a_row(commune, slow_office, received_at=DAY, answered_after=5)
    assert points(commune, 8) == 2
    a_row(commune, slow_office, received_at=DAY, answered_after=50)
    assert points(commune, 8) == 1
    a_row(commune, slow_office, received_at=DAY)
    assert points(commune, 8) == 0


def test_a_true_complaint_about_an_officer_costs_the_points_of_a_dossier(
    commune: Commune, procedure: Procedure
) -> None:
    did(commune, procedure, received_direct=4, closed_early=2, closed_on_time=2)
    assert points(commune, 7) == Decimal("1.5")
    conduct = make_category(group="service", about_conduct=True, publication="never")
    for truth in (Truth.TRUE, Truth.FALSE, ""):
        a_row(commune, conduct, received_at=DAY, truth=truth, about_conduct=True)
    assert points(commune, 7) == 1


@pytest.mark.parametrize("path", ["/ld/danh-gia/", "/ld/ty-le/", "/ld/chi-so-766/"])
def test_who_may_not_see_reports_about_officers_is_not_told_how_many_there_are(
    commune: Commune, path: str
) -> None:
    counted()
    head = browser(make_staff(commune.root, Role.HEAD))
    before = _words(head.get(path).content.decode())
    conduct = make_category(group="service", about_conduct=True, publication="never")
    facts = {"truth": Truth.TRUE, "about_conduct": True, "answered_after": 0}
    a_row(commune, conduct, received_at=timezone.now(), **facts)
    cache.clear()
    assert _words(head.get(path).content.decode()) == before


def _words(page: str) -> str:
    """Of its content, without what every answer has anew."""
    return re.sub(r'(value|nonce)="[^"]*"', "", page[page.index("<main") :])


def test_numbers_of_ratios_lead_to_their_reports(commune: Commune, holes: Category) -> None:
    counted()
    now = timezone.now()
    a_row(commune, holes, received_at=now, answered_after=0)
    leader = browser(make_staff(commune.root, Role.LEADER))
    links = re.findall(
        r'href="(/ld/phan-anh/danh-sach/[^"]+)"', leader.get("/ld/ty-le/").content.decode()
    )
    assert len(links) == 2
    for link in links:
        assert "<span data-total>1</span>" in leader.get(unescape(link)).content.decode()


def test_the_morning_page_has_a_line_about_reports(
    commune: Commune, holes: Category, procedure: Procedure
) -> None:
    a_row(commune, holes, received_at=timezone.now() - hours(60))
    a_row(commune, holes, received_at=timezone.now() - hours(40))
    leader = make_staff(commune.root, Role.LEADER)
    counted()
    did(commune, procedure, bucket=timezone.localdate().replace(day=1), received_direct=1)
    for path in ("/ld/", "/ld/giao-ban/"):
        html = browser(leader).get(path).content.decode()
        text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
        assert re.search(r"1 phản ánh, quá hạn quá hạn", text)
        assert re.search(r"1 phản ánh, phải trả lời trong 24 giờ", text)


def test_the_news_of_half_past_seven_speak_of_reports(commune: Commune, holes: Category) -> None:
    friday = at("2026-10-09 07:30")
    a_row(commune, holes, received_at=friday - timedelta(hours=60))
    conduct = make_category(group="service", about_conduct=True, publication="never")
    a_row(commune, conduct, received_at=friday - timedelta(hours=60), about_conduct=True)
    leader, head = make_staff(commune.root, Role.LEADER), make_staff(commune.one_stop, Role.HEAD)
    give_news(friday)
    told = {one.user: one for one in Message.objects.filter(kind="digest", channel="inapp")}
    assert "2 quá hạn, 0 phải trả lời trong 24 giờ tới" in told[leader].text
    assert "1 quá hạn, 0 phải trả lời trong 24 giờ tới" in told[head].text
    assert morning_line(head, friday)["reports_link"].endswith("/ld/phan-anh/")

"""`/ld/hai-long/`: what reporters think of answers, and whom nobody has made content yet."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.offices import offices
from accounts.permissions import Role
from feedback.models import Category, Report
from reports.citizen_reports.measures import RECEIVED
from reports.citizen_reports.satisfaction import UNMENDED, Ratings, page_of
from reports.citizen_reports.selections import ReportSelection
from reports.periods import Period
from reports.scope import Scope
from tests.dossiers.staff import browser
from tests.factories import MONDAY, Commune, make_staff
from tests.feedback.factories import make_category
from tests.feedback.rows import a_row, hours, rated

pytestmark = pytest.mark.django_db
AT = MONDAY + timedelta(days=20)
NOVEMBER = Period(MONDAY.date().replace(day=1), MONDAY.date().replace(day=30))


@pytest.fixture
def holes(commune: Commune) -> Category:
    return make_category(name="Đường hư hỏng, ổ gà")


@pytest.fixture
def asked(commune: Commune) -> ReportSelection:
    return ReportSelection(
        Scope(offices()[commune.root.pk]), RECEIVED, conduct=True, period=NOVEMBER
    )


def answered(commune: Commune, holes: Category, **changes: object) -> Report:
    return a_row(commune, holes, answered_after=5, ended_after=20, **changes)  # type: ignore[arg-type]


def test_under_five_ratings_there_is_no_mean(
    commune: Commune, holes: Category, asked: ReportSelection
) -> None:
    for stars in (5, 4, 4, 2):
        rated(answered(commune, holes), stars)
    few = page_of(Ratings(asked), AT, "")
    assert (few.rated.count, few.mean, few.satisfied) == (4, "—", "—")
    assert few.few == "Dưới 5 lượt không tính điểm"
    rated(answered(commune, holes), 5)
    enough = page_of(Ratings(asked), AT, "")
    assert (enough.mean, enough.satisfied, enough.few) == ("4,0/5", "80%", "")


def test_every_number_is_its_ratings(
    commune: Commune, holes: Category, asked: ReportSelection
) -> None:
    for stars in (1, 1, 2, 3, 5, 5):
        rated(answered(commune, holes, unit=commune.justice), stars)
    found = page_of(Ratings(asked), AT, "")
    assert [row.number.count for row in found.stars] == [2, 0, 1, 1, 2]
    for stars, row in zip("54321", found.stars, strict=True):
        assert Ratings.read(asked, stars).rows().count() == row.number.count
    assert Ratings.read(asked, UNMENDED).rows().count() == found.unmended.count == 3
    assert Ratings.read(asked, "77").stars == ""


def test_who_was_answered_again_is_no_longer_left_alone(
    commune: Commune, holes: Category, asked: ReportSelection
) -> None:
    reopened, again, left = (answered(commune, holes) for _ in range(3))
    for report in (reopened, again, left):
        rated(report, 1)
    Report.objects.filter(pk=reopened.pk).update(closed_at=None)
    Report.objects.filter(pk=again.pk).update(resolved_at=MONDAY + hours(120))
    assert [one.report for one in Ratings(asked, UNMENDED).rows()] == [left]


def test_a_leader_reads_the_words_of_the_unhappy(commune: Commune, holes: Category) -> None:
    leader, now = make_staff(commune.root, Role.LEADER), timezone.now()
    for stars, note in ((1, "Mưa xuống lại hỏng"), (5, "Cảm ơn xã")):
        rated(answered(commune, holes, received_at=now - hours(150)), stars, note=note)
    days = f"ky=tu-chon&tu={(now - hours(200)).date()}&den={now.date()}"
    everything = text_of(leader, f"/ld/hai-long/?{days}")
    assert "Mưa xuống lại hỏng" in everything
    assert "Cảm ơn xã" in everything
    low = text_of(leader, f"/ld/hai-long/?{days}&sao={UNMENDED}")
    assert "Mưa xuống lại hỏng" in low
    assert "Cảm ơn xã" not in low


def test_nobody_rated_is_said(commune: Commune) -> None:
    assert "Chưa có đánh giá nào" in text_of(make_staff(commune.root, Role.LEADER), "/ld/hai-long/")


def text_of(user: User, path: str) -> str:
    answer = browser(user).get(path)
    assert answer.status_code == 200
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))

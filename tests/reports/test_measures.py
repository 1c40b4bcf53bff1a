"""Ratios, targets, the index of QĐ 766 and the nine indicators: exact, and "—" for the unknown."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.offices import offices
from procedures.models import BoardBatch, Procedure
from reports.counting.figures import Figures
from reports.measures.evaluation import evaluation_of, mean
from reports.measures.index766 import FOR_COMMUNES, index_of
from reports.measures.marks import QD_766, marks_on
from reports.measures.petitions import Petitions
from reports.measures.ratios import Ratio, ratios, ratios_of
from reports.measures.scoring import Line, Score, points_for
from reports.measures.shares import MISSING, Share
from reports.measures.targets import FULL, GRADE, targets_of
from reports.models import Target
from reports.periods import Period, month_of
from reports.scope import Scope
from tests.factories import MONDAY, Commune, make_commune, make_procedure
from tests.reports.measures import COUNTED, did

pytestmark = pytest.mark.django_db
OCTOBER: Period = month_of(2026, 10)


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def births(commune: Commune) -> Procedure:
    return make_procedure()


def whole(commune: Commune) -> Scope:
    return Scope(offices()[commune.root.pk])


def by_slug(found: list[Ratio]) -> dict[str, Ratio]:
    return {one.slug: one for one in found}


# --- shares ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [
        (1923, 2322, "82,8%"),
        (894, 1861, "48%"),
        (1, 3, "33,3%"),
        (0, 5, "0%"),
        (0, 0, MISSING),
        (None, 5, MISSING),
        (5, None, MISSING),
    ],
)
def test_a_share_is_exact_to_a_tenth_or_not_known(
    numerator: int | None, denominator: int | None, words: str
) -> None:
    assert Share(numerator, denominator).words == words


# --- ratios ---------------------------------------------------------------------------------------


def test_the_example_of_a_ward_gives_its_ratio(commune: Commune, births: Procedure) -> None:
    did(commune, births, received_direct=967, received_online=894, closed_early=1923, open_end=399)
    found = by_slug(ratios_of(whole(commune), OCTOBER, COUNTED))
    online = found["tren-tong-so"]
    assert (online.numerator, online.denominator, online.words) == (894, 1861, "48%")
    assert found["dung-han"].words == "100%"


FIGURES = Figures(
    received_direct=30, received_online=60, received_post=10,
    received_full=50, online_full=40, received_partial=25, online_partial=15,
    digitised=45, digitised_known=90, with_fee=20,
    closed_early=50, closed_on_time=20, closed_late=10,
    withdrawn=3, stopped=1, e_results=64,
)  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "numerator", "denominator"),
    [
        ("dung-han", 70, 80),
        ("truc-tuyen", 55, 75),
        ("toan-trinh", 40, 50),
        ("tren-tong-so", 60, 100),
        ("phat-sinh", 1, 2),
        ("so-hoa", 45, 90),
        ("ket-qua-dien-tu", 64, 80),
        ("khai-thac", None, 100),
        ("thanh-toan", None, 20),
        ("hai-long", None, None),
    ],
)
def test_each_ratio_has_its_numerator_and_denominator(
    commune: Commune,
    births: Procedure,
    slug: str,
    numerator: int | None,
    denominator: int | None,
) -> None:
    make_procedure("1.000894", "Đăng ký kết hôn")
    found = by_slug(ratios(whole(commune), {births.pk: FIGURES}, Petitions(), {}))[slug]
    assert (found.numerator, found.denominator) == (numerator, denominator)


def test_what_is_not_known_says_so(commune: Commune, births: Procedure) -> None:
    found = by_slug(ratios(whole(commune), {births.pk: FIGURES}, Petitions(), {}))
    assert (found["hai-long"].words, found["hai-long"].note) == (MISSING, "Chưa có số liệu")
    assert found["so-hoa"].note == "Không tính 10 hồ sơ chưa ghi có số hóa hay không"
    assert "4 hồ sơ rút hoặc dừng" in found["ket-qua-dien-tu"].note


def test_an_office_has_no_services_of_its_own(commune: Commune, births: Procedure) -> None:
    office = Scope(offices()[commune.justice.pk])
    found = by_slug(ratios(office, {births.pk: FIGURES}, Petitions(), {}))["phat-sinh"]
    assert (found.words, found.note) == (MISSING, "Chỉ tính cho cả xã, cả tỉnh")


def test_a_period_without_dossiers_has_no_ratio(commune: Commune) -> None:
    assert {one.value for one in ratios_of(whole(commune), OCTOBER, COUNTED)} == {None}


# --- targets --------------------------------------------------------------------------------------


def a_target(value: int, since: str, unit_id: int | None = None, **fields: object) -> Target:
    day = date.fromisoformat(since)
    return Target.objects.create(
        measure="dung-han", value=value, valid_from=day, unit_id=unit_id, **fields
    )


def test_the_nearest_office_has_the_word_then_the_latest_day(commune: Commune) -> None:
    office = Scope(offices()[commune.justice.pk])
    day = OCTOBER.last
    a_target(90, "2026-01-01")
    a_target(92, "2026-09-01")
    assert targets_of(office, day)["dung-han"] == 92
    a_target(95, "2026-01-01", commune.root.pk)
    assert targets_of(office, day)["dung-han"] == 95
    a_target(98, "2026-01-01", commune.justice.pk)
    assert targets_of(office, day)["dung-han"] == 98
    assert targets_of(whole(commune), day)["dung-han"] == 95


def test_a_target_holds_on_its_days_only(commune: Commune) -> None:
    a_target(90, "2026-10-31", valid_to=date(2026, 11, 30))
    days = [date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 1)]
    held = ["dung-han" in targets_of(whole(commune), day) for day in days]
    assert held == [False, True, True, False]


def test_a_ratio_is_held_against_the_target_of_its_period(
    commune: Commune, births: Procedure
) -> None:
    did(commune, births, closed_early=97, closed_late=3)
    a_target(98, "2026-10-31")
    (kept,) = [one for one in ratios_of(whole(commune), OCTOBER, COUNTED) if one.target == 98]
    assert (kept.words, kept.target_words, kept.is_short) == ("97%", "98%", True)


def test_found_targets_are_there_from_the_start(commune: Commune) -> None:
    assert targets_of(whole(commune), OCTOBER.last)["truc-tuyen"] == 70


# --- points ---------------------------------------------------------------------------------------


def test_the_points_of_the_decision_add_up() -> None:
    assert [int(group.most) for group in QD_766.groups] == [18, 20, 12, 22, 18, 10]
    assert sum(mark.most for mark in QD_766.all) == 100
    assert marks_on(date(2020, 1, 1)) == QD_766


@pytest.mark.parametrize(
    ("part", "most", "full_at", "points"),
    [
        ((40, 100), 2, 80, "1"),
        ((90, 100), 2, 80, "2"),
        ((25, 100), 6, 50, "3"),
        ((0, 9), 4, 100, "0"),
    ],
)
def test_points_follow_the_share_up_to_where_they_are_full(
    part: tuple[int, int], most: int, full_at: int, points: str
) -> None:
    assert points_for(Share(*part), Decimal(most), Decimal(full_at)) == Decimal(points)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 20), st.integers(1, 100))
def test_points_lie_between_nothing_and_the_most(
    numerator: int, denominator: int, most: int, full_at: int
) -> None:
    points = points_for(Share(numerator, denominator), Decimal(most), Decimal(full_at))
    assert (points is None) == (denominator == 0)
    assert points is None or 0 <= points <= most


def a_line(most: int, points: int | None) -> Line:
    return Line(1, "", "", "", Decimal(most), None if points is None else Decimal(points))


def test_what_is_missing_earns_neither_nothing_nor_everything() -> None:
    score = Score.of([a_line(20, 17), a_line(6, None)])
    assert (score.words, score.known_words) == ("từ 17 đến 23", "17 trên 20")
    assert score.grade([("Tốt", Decimal(20))], "Yếu") == ""
    assert score.grade([("Tốt", Decimal(10))], "Yếu") == "Tốt"
    assert Score.of([a_line(6, None)]).known_words == MISSING


# --- the index of QĐ 766 --------------------------------------------------------------------------


def test_every_indicator_shows_what_it_is_made_of(commune: Commune, births: Procedure) -> None:
    did(
        commune, births,
        received_direct=60, received_online=40, received_full=100, online_full=40,
        digitised=50, digitised_known=100, closed_early=80, closed_late=10, e_results=45,
    )  # fmt: skip
    index = index_of(whole(commune), OCTOBER, COUNTED)
    lines = {line.slug: line for line in index.lines}
    assert len(lines) == 21
    assert [line.number for line in index.lines] == list(range(1, 22))
    assert (lines["tien-do"].share, lines["tien-do"].points) == (Share(80, 100), Decimal(16))
    assert lines["so-hoa"].points == 2
    assert lines["phat-sinh"].points == 4
    assert lines["noi-dung-day-du"].share == Share(1, 1)
    assert lines["dong-bo"].points_words == MISSING


def test_what_does_not_apply_to_communes_earns_the_most_and_says_so(
    commune: Commune, births: Procedure
) -> None:
    did(commune, births, received_direct=100, received_full=100)
    exempt = [
        line
        for line in index_of(whole(commune), OCTOBER, COUNTED).lines
        if line.note == FOR_COMMUNES
    ]
    assert [line.number for line in exempt] == [6, 8, 9, 16, 17]
    assert all(line.points == line.most for line in exempt)
    commune.root.kind = "province"
    commune.root.save()
    offices.forget()
    lines = index_of(whole(commune), OCTOBER, COUNTED).lines
    offices.forget()
    assert [line.points for line in lines if line.number in {8, 16}] == [0, None]


def test_full_marks_and_grades_can_be_set_otherwise(commune: Commune, births: Procedure) -> None:
    did(commune, births, received_direct=100, closed_early=50)
    before = index_of(whole(commune), OCTOBER, COUNTED)
    assert (before.lines[4].points, before.grade) == (10, "")
    for measure, value in ((FULL + "tien-do", 50), (GRADE + "xuat-sac", 10)):
        Target.objects.create(measure=measure, value=value, valid_from=date(2026, 1, 1))
    after = index_of(whole(commune), OCTOBER, COUNTED)
    assert (after.lines[4].points, after.grade) == (20, "Xuất sắc")


# --- the nine indicators of TT 01/2018 ------------------------------------------------------------


def test_points_of_an_office_are_the_mean_of_its_dossiers() -> None:
    assert mean(two=6, one=3, of=10) == Decimal("1.5")
    assert mean(two=0, one=0, of=0) is None


def test_the_nine_indicators_are_counted_where_the_ledger_knows(
    commune: Commune, births: Procedure
) -> None:
    did(commune, births, received_direct=10, closed_early=6, closed_on_time=3, closed_late=1)
    BoardBatch.objects.create(
        number=1,
        layout="a3",
        title="Bảng",
        state="ready",
        file_key="bang",
        made_at=MONDAY,
        not_before=MONDAY,
    )
    lines = evaluation_of(whole(commune), OCTOBER, COUNTED).lines
    assert [line.points_words for line in lines] == [
        "1,5", "—", "2", "1", "—", "2", "1,5", "2", "2"
    ]  # fmt: skip
    assert evaluation_of(whole(commune), OCTOBER, COUNTED).score.words == "từ 12 đến 16"


def test_an_office_without_dossiers_is_not_blamed(commune: Commune) -> None:
    found = evaluation_of(Scope(offices()[commune.justice.pk]), OCTOBER, COUNTED)
    points = [line.points for line in found.lines]
    assert points == [None] * 7 + [2, None], "nobody complained"
    assert found.grade == ""

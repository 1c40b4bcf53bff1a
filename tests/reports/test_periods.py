"""Periods of reports: months and quarters, the legal ones from the 15th to the 14th, any days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.errors import Refused
from reports.periods import CHOICES, DAY, Period, bucket_after, bucket_of, buckets, named

TODAY = date(2026, 11, 22)
days = st.dates(date(2001, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("slug", "first", "last", "words"),
    [
        ("thang", "2026-11-01", "2026-11-30", "Tháng 11/2026"),
        ("thang-truoc", "2026-10-01", "2026-10-31", "Tháng 10/2026"),
        ("quy", "2026-10-01", "2026-12-31", "Quý IV/2026"),
        ("quy-truoc", "2026-07-01", "2026-09-30", "Quý III/2026"),
        ("nam", "2026-01-01", "2026-12-31", "Năm 2026"),
        ("nam-truoc", "2025-01-01", "2025-12-31", "Năm 2025"),
        ("thang-15", "2026-11-15", "2026-12-14", "Từ 15/11/2026 đến 14/12/2026"),
        ("quy-15", "2026-09-15", "2026-12-14", "Từ 15/09/2026 đến 14/12/2026"),
        ("nam-15", "2025-12-15", "2026-12-14", "Từ 15/12/2025 đến 14/12/2026"),
        ("thang-15-truoc", "2026-10-15", "2026-11-14", "Từ 15/10/2026 đến 14/11/2026"),
        ("quy-15-truoc", "2026-06-15", "2026-09-14", "Từ 15/06/2026 đến 14/09/2026"),
        ("nam-15-truoc", "2024-12-15", "2025-12-14", "Từ 15/12/2024 đến 14/12/2025"),
    ],
)
def test_a_named_period(slug: str, first: str, last: str, words: str) -> None:
    period = Period.read({"ky": slug}, TODAY)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert period.words == words


def test_on_the_fourteenth_the_legal_month_still_runs_and_on_the_fifteenth_another_begins() -> None:
    assert named("thang-15", date(2026, 12, 14)).last == date(2026, 12, 14)
    assert named("thang-15", date(2026, 12, 15)) == Period(
        date(2026, 12, 15), date(2027, 1, 14), "thang-15"
    )
    assert named("quy-15", date(2026, 12, 15)).first == date(2026, 12, 15)


@given(days)
def test_every_named_period_that_is_not_the_last_one_holds_the_day(day: date) -> None:
    for slug in set(CHOICES) - {"tu-chon"}:
        period = named(slug, day)
        if slug.endswith("truoc"):
            assert period.last < day
        else:
            assert period.first <= day <= period.last


@given(days, days)
def test_half_months_follow_each_other_and_cover_every_day(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    found = list(buckets(first, last))
    assert found[0] <= first <= last < bucket_after(found[-1])
    assert all(bucket_after(a) == b for a, b in zip(found, found[1:], strict=False))
    assert {bucket.day for bucket in found} <= {1, 15}
    assert bucket_of(first) == found[0]


@given(days)
def test_a_month_comes_after_a_month_and_other_days_after_as_many(day: date) -> None:
    month = named("thang", day)
    assert month.before() == Period(*_month_before(month.first))
    ten = Period(day, day + timedelta(days=9))
    if ten.first.day != (ten.last + DAY).day:
        assert ten.before() == Period(day - timedelta(days=10), day - DAY)


def _month_before(first: date) -> tuple[date, date]:
    last = first - DAY
    return last.replace(day=1), last


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("2026-11-10", "2026-11-01", "Ngày bắt đầu sau ngày kết thúc"),
        ("2026-12-01", "2026-12-31", "Kỳ này chưa đến"),
        ("", "2026-12-31", "Chọn ngày bắt đầu và ngày kết thúc"),
        ("hôm qua", "2026-12-31", "Chọn ngày bắt đầu và ngày kết thúc"),
        ("1945-09-02", "2026-01-01", "từ năm 2000"),
        ("2026-11-01", "9999-12-31", "trong vòng một năm tới"),
    ],
)
def test_days_that_are_no_period_get_a_sentence(start: str, end: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        Period.read({"ky": "tu-chon", "tu": start, "den": end}, TODAY)


def test_chosen_days_come_back_from_their_address() -> None:
    period = Period(date(2026, 8, 15), date(2026, 11, 14))
    assert Period.read(period.pairs(), TODAY) == period
    assert period.is_over(TODAY)
    assert Period.read({"ky": "nam"}, TODAY).up_to(TODAY).last == TODAY

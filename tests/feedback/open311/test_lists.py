"""Which reports a list holds (conformance C18-C26, C28)."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from feedback.models import Category, Report
from feedback.workflow import Status
from tests.factories import Commune
from tests.feedback.factories import make_category
from tests.feedback.open311.programs import V2, ask, codes, faults, published, root_of
from tests.plans import cheap

SUMMER = datetime(2026, 8, 3, 0, 15, tzinfo=UTC)  # 7:15 in Vietnam
WIDE = {"start_date": "2026-07-01T00:00:00Z", "end_date": "2026-09-01T00:00:00Z"}


def listed(query: str = "", **parameters: str) -> list[str]:
    return codes(ask("requests.json", query, **parameters))


def ended(commune: Commune, category: Category, at: datetime, **changes: object) -> Report:
    return published(
        commune, category, at=at, status=Status.ANSWERED, closed_at=at + timedelta(hours=1),
        **changes,
    )  # fmt: skip


def test_c18_a_list_is_of_the_last_ninety_days(commune: Commune, category: Category) -> None:
    now = timezone.now()
    published(commune, category, at=now - timedelta(days=91))
    recent = published(commune, category, at=now - timedelta(days=89))
    newest = published(commune, category)
    assert listed() == [newest.code, recent.code]


def test_c19_a_list_of_ids_overrides_everything(commune: Commune, category: Category) -> None:
    old = ended(commune, category, SUMMER - timedelta(days=400))
    unpublished = published(commune, category, published_at=None)
    ids = f"{old.code.lower()}, PA-26-NOBODY,{unpublished.code}"
    assert listed(service_request_id=ids, status="open", start_date="nonsense") == [old.code]
    assert listed(f"service_request_id={quote(ids)}") == [old.code]
    many = ",".join(f"PA-26-{number}" for number in range(101))
    faults(ask("requests.json", service_request_id=many), 400)


def test_c20_a_window_is_ninety_days_at_most(commune: Commune, category: Category) -> None:
    first, last = "2026-06-01T00:00:00Z", "2026-08-30T00:00:00Z"
    report = published(commune, category, at=SUMMER)
    assert listed(start_date=first, end_date=last) == [report.code]
    for end in ("2026-08-30T00:00:01Z", "2026-05-31T23:59:59Z"):
        ((_, words),) = faults(ask("requests.json", start_date=first, end_date=end), 400)
        assert "90 ngày" in words


@pytest.mark.parametrize(
    ("window", "found"),
    [
        ({"start_date": "2026-08-03T00:15:00Z"}, True),
        ({"start_date": "2026-08-03T00:15:01Z"}, False),
        ({"start_date": "2026-05-05T00:15:00Z"}, True),  # 90 days before
        ({"start_date": "2026-05-05T00:14:59Z"}, False),
        ({"end_date": "2026-08-03T00:15:00Z"}, True),
        ({"end_date": "2026-08-03T00:14:59Z"}, False),
        ({"end_date": "2026-11-01T00:15:00Z"}, True),
        ({"end_date": "2026-11-01T00:15:01Z"}, False),
    ],
)
def test_one_bound_means_ninety_days_from_there_and_belongs_to_it(
    commune: Commune, category: Category, window: dict[str, str], found: bool
) -> None:
    report = published(commune, category, at=SUMMER)
    assert listed(**window) == ([report.code] if found else [])


def test_the_second_that_a_list_shows_finds_the_report_again(
    commune: Commune, category: Category
) -> None:
    report = published(commune, category, at=SUMMER + timedelta(milliseconds=731))
    (shown,) = ask("requests.json", **WIDE).json()
    told = shown["requested_datetime"]
    assert told == "2026-08-03T07:15:00+07:00"
    assert listed(start_date=told, end_date=told) == [report.code]
    assert listed(start_date=told, end_date="2026-08-03T07:15:00.730999+07:00") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=open,closed", "both"),
        ("status=open&status=closed", "both"),
        ("status=%6Fpen", "open"),
        ("status=closed%2C%20", "closed"),
        ("status=", "both"),
        ("status=,", "both"),
    ],
)
def test_c21_by_status(commune: Commune, category: Category, query: str, found: str) -> None:
    now = timezone.now()
    rows = {
        "open": published(commune, category, at=now - timedelta(days=1)),
        "closed": ended(commune, category, now - timedelta(days=2)),
    }
    expected = [row.code for name, row in rows.items() if found in (name, "both")]
    assert listed(query) == expected


def test_c21_an_unknown_status_is_a_typing_error(db: None) -> None:
    for form in ("json", "xml"):
        ((_, words),) = faults(ask(f"requests.{form}", status="bad"), 400)
        assert words == "status chỉ nhận open hoặc closed."


@pytest.mark.parametrize(
    "moment",
    [
        "2026-08-03T00:15:00Z",
        "2026-08-03T00:15:00.5Z",
        "2026-08-03T00:15:00.999999Z",
        "2026-08-03T07:15:00%2B07:00",
        "2026-08-03T07:15:00+07:00",  # the plus sign becomes a blank
        "2026-08-03T07:15:00%2B0700",
        "2026-08-02T17:15:00-07:00",
    ],
)
def test_c22_moments_that_are_understood(commune: Commune, category: Category, moment: str) -> None:
    report = published(commune, category, at=SUMMER)
    assert listed(f"end_date={moment}") == [report.code]


@pytest.mark.parametrize(
    "moment",
    [
        "2026-08-03T00:15:00",
        "2026-08-03",
        "2026-08-03T00:15Z",
        "2026-08-03 00:15:00Z",
        "2026-02-30T00:00:00Z",
        "2026-08-03T00:15:00.1234567Z",
        "2026-08-03T24:15:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2026-08-03T00:15:00%2B99:00",
        "yesterday",
        "٢٠٢٦-08-03T00:15:00Z",
    ],
)
@pytest.mark.parametrize("name", ["start_date", "end_date", "updated_after", "updated_before"])
def test_c22_anything_else_is_refused(db: None, name: str, moment: str) -> None:
    ((_, words),) = faults(ask("requests.json", f"{name}={moment}"), 400)
    assert words.startswith(f"{name} phải là ngày giờ có giây và múi giờ")


def test_c23_a_list_has_a_thousand_reports_at_most(commune: Commune, category: Category) -> None:
    first = published(commune, category)
    Report.objects.bulk_create(
        _copy(first, number, first.received_at - timedelta(seconds=number))
        for number in range(1, 1001)
    )
    with cheap(tables=["feedback_report"]):
        found = listed()
    assert len(found) == 1000
    assert found[0] == first.code
    assert len(listed(page="1", page_size="1000")) == 1000
    assert len(listed(page="2", page_size="1000")) == 1
    assert len(listed(page="2")) == 50


def _copy(report: Report, number: int, at: datetime) -> Report:
    copy = Report.objects.get(pk=report.pk)
    copy.pk, copy.code, copy.submit_key = None, f"PA-26-C{number:05d}", f"copy-{number}"
    copy.secret = f"secret-{number}"
    copy.received_at = copy.published_at = at
    return copy


def test_c24_who_walks_through_the_pages_meets_each_report_once(
    commune: Commune, category: Category
) -> None:
    moment = timezone.now() - timedelta(hours=2)
    there = {published(commune, category, at=moment).code for _ in range(7)}
    met = []
    for page in range(1, 6):
        met += listed(page=str(page), page_size="2")
        published(commune, category, at=timezone.now())
    assert len(met) == len(set(met)) == 7
    assert set(met) == there
    assert len(listed(page="1", page_size="50")) == 12


@pytest.mark.parametrize(
    "paging",
    [{"page": "0"}, {"page": "-1"}, {"page": "x"}, {"page": "9999999"}, {"page_size": "0"},
     {"page_size": "1001"}, {"page": "1", "page_size": "1e2"}, {"page": "²"}],
)  # fmt: skip
def test_c24_a_page_that_cannot_be_is_refused(db: None, paging: dict[str, str]) -> None:
    faults(ask("requests.json", **paging), 400)


@pytest.mark.parametrize("form", ["xml", "json"])
def test_c25_one_report_is_a_list_of_one(commune: Commune, category: Category, form: str) -> None:
    report = published(commune, category, at=SUMMER)
    answer = ask(f"requests/{report.code}.{form}")
    if form == "json":
        assert codes(answer) == [report.code]
    else:
        root = root_of(answer)
        assert (root.tag, [child.tag for child in root]) == ("service_requests", ["request"])
    faults(ask(f"requests/PA-26-NOBODY.{form}"), 404)


def test_c26_a_closed_report_was_changed_when_it_was_closed(
    commune: Commune, category: Category
) -> None:
    report = ended(commune, category, SUMMER, changed_at=SUMMER + timedelta(days=3))
    (shown,) = ask(f"requests/{report.code}.json").json()
    assert (shown["status"], shown["updated_datetime"]) == ("closed", "2026-08-03T08:15:00+07:00")


def test_c28_an_empty_parameter_is_as_absent(commune: Commune, category: Category) -> None:
    report = published(commune, category)
    names = ("service_request_id", "service_code", "start_date", "end_date", "status", "page",
             "page_size", "jurisdiction_id", "updated_after", "bbox", "q", "api_key")  # fmt: skip
    assert listed("&".join(f"{name}=" for name in names)) == [report.code]


def test_by_service_code(commune: Commune, category: Category) -> None:
    report = published(commune, category)
    other = published(commune, make_category(), at=timezone.now() - timedelta(days=1))
    published(commune, make_category(), at=timezone.now() - timedelta(days=1))
    both = f"{category.code}%2C%20{other.category.code},khong-co"
    assert listed(f"service_code={both}") == [report.code, other.code]
    assert listed(service_code="khong-co") == []


def test_by_the_last_public_change(commune: Commune, category: Category) -> None:
    changed = SUMMER + timedelta(days=200)
    report = published(commune, category, at=SUMMER, changed_at=changed)
    window = {"updated_after": "2027-02-19T00:00:00Z", "updated_before": "2027-02-20T00:00:00Z"}
    assert listed(**window) == [report.code]
    assert listed(updated_before="2027-02-19T00:00:00Z") == []
    assert listed(**window, start_date="2027-02-01T00:00:00Z") == []
    faults(ask("requests.json", **(window | {"updated_after": "2026-02-19T00:00:00Z"})), 400)


def test_of_one_commune(commune: Commune, category: Category) -> None:
    report = published(commune, category)
    assert listed(jurisdiction_id=commune.root.code) == [report.code]
    assert codes(ask(f"requests/{report.code}.json", jurisdiction_id="H99.12")) == [report.code]


def test_a_list_is_cheap(commune: Commune, category: Category) -> None:
    for _ in range(3):
        published(commune, category)
    ask("requests.json")
    for query in ("", "extensions=true", f"service_code={category.code}&status=open"):
        with cheap(tables=["feedback_report", "feedback_reportevent"]):
            assert len(listed(query)) == 3
    assert ask(f"{V2}/requests.xml").status_code == 200

"""/ket-qua/: what everybody sees of a month, and takes away as data."""

import csv
from datetime import date
from io import StringIO

import jsonschema
import pytest
from django.test import Client

from procedures.models import Procedure
from reports.measures.public.publication import months, results_of
from reports.models import Counted
from tests.factories import Commune, at, make_commune, make_procedure
from tests.plans import cheap
from tests.reports.measures import counted, did

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    counted()
    return make_commune()


@pytest.fixture
def births() -> Procedure:
    return make_procedure()


@pytest.fixture
def october(commune: Commune, births: Procedure) -> None:
    """Births are many, marriages few; two offices."""
    marriages = make_procedure("1.000894", "Đăng ký kết hôn")
    did(commune, births, received_direct=60, received_online=40, closed_early=70, closed_late=3)
    did(commune, births, bucket=date(2026, 10, 15), received_direct=10, closed_on_time=20)
    did(commune, marriages, received_direct=2, closed_on_time=2)
    did(commune, marriages, unit=commune.office.pk, received_direct=30, closed_early=25)


def page_of(client: Client, query: str = "") -> str:
    return client.get(f"/ket-qua/{query}").content.decode()


def rows_of(client: Client) -> list[dict[str, str]]:
    text = client.get("/ket-qua/so-lieu.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_the_newest_whole_month_is_shown_to_everybody(client: Client, october: None) -> None:
    text = page_of(client)
    assert "Tháng 10/2026" in text
    assert "142 hồ sơ được tiếp nhận, 120 hồ sơ được giải quyết xong" in text
    assert "Tư pháp - Hộ tịch" in text
    assert "Đăng ký khai sinh" in text


def test_small_numbers_are_hidden_and_what_would_give_them_away(
    client: Client, october: None
) -> None:
    by_name = {(row["bang"], row["ten"]): row for row in rows_of(client)}
    whole = by_name["tat-ca", "xã Bình An"]
    assert (whole["xong_qua_han"], whole["xong_tong_so"]) == ("", "120")
    assert [whole["xong_truoc_han"], whole["xong_dung_han"]].count("") == 1
    numbers = [value for row in by_name.values() for value in list(row.values())[4:]]
    assert [value for value in numbers if value in {"1", "2", "3", "4"}] == []


def test_a_share_is_shown_only_where_its_numbers_are(client: Client, october: None) -> None:
    (office,) = [one for one in results_of(months()[0]).units if one.closed[2] == 0]
    assert office.in_time.words == "100%"
    assert "Cứ 100 hồ sơ" not in page_of(client)


def test_the_running_month_is_not_published(
    client: Client, commune: Commune, births: Procedure
) -> None:
    did(commune, births, bucket=date(2026, 11, 1), received_direct=50)
    text = page_of(client)
    assert "Số liệu một tháng có từ ngày đầu tháng sau" in text
    assert client.get("/ket-qua/so-lieu.json").status_code == 422


def test_a_month_is_published_when_its_last_hours_are_surely_counted(
    client: Client, october: None
) -> None:
    Counted.objects.update(until=at("2026-11-01 05:00"))
    assert client.get("/ket-qua/so-lieu.json").status_code == 422
    Counted.objects.update(until=at("2026-11-01 06:30"))
    assert client.get("/ket-qua/so-lieu.json").json()["month"] == "2026-10"


@pytest.mark.parametrize("asked", ["2026-11", "2026-13", "1066-10", "mai"])
def test_a_month_that_is_not_there_is_said_at_its_field(
    client: Client, october: None, asked: str
) -> None:
    answer = client.get(f"/ket-qua/?thang={asked}")
    assert answer.status_code == 422
    assert 'aria-describedby="thang-loi"' in answer.content.decode()
    assert client.get(f"/ket-qua/so-lieu.csv?thang={asked}").status_code == 422


def test_months_lead_to_each_other(
    client: Client, commune: Commune, births: Procedure, october: None
) -> None:
    did(commune, births, bucket=date(2026, 8, 15), received_direct=50)
    assert 'href="?thang=2026-09"' in page_of(client)
    september = page_of(client, "?thang=2026-09")
    assert 'href="?thang=2026-08"' in september
    assert 'href="?thang=2026-10"' in september
    assert "0 hồ sơ được tiếp nhận" in september


def test_json_says_what_its_schema_says(client: Client, october: None) -> None:
    data = client.get("/ket-qua/so-lieu.json").json()
    schema = client.get("/ket-qua/luoc-do.json").json()
    jsonschema.Draft202012Validator(schema).validate(data)
    assert data["$schema"] == schema["$id"]
    assert data["total"]["received"]["total"] == 142
    assert data["total"]["closed"]["late"] is None


@pytest.mark.parametrize("path", ["so-lieu.csv", "so-lieu.json", "luoc-do.json"])
def test_the_same_content_is_not_sent_twice(client: Client, october: None, path: str) -> None:
    first = client.get(f"/ket-qua/{path}")
    assert "max-age" in first["Cache-Control"]
    again = client.get(f"/ket-qua/{path}", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_order_of_rows_does_not_tell_hidden_numbers(client: Client, october: None) -> None:
    for table in ("don-vi", "thu-tuc"):
        lines = [row for row in rows_of(client) if row["bang"] == table]
        keys = [(-int(row["nhan_tong_so"] or 0), row["ten"]) for row in lines]
        assert keys == sorted(keys)


def test_the_page_asks_the_database_little(client: Client, october: None) -> None:
    with cheap():
        page_of(client)

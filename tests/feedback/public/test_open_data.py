"""Open data, news and figures: what was published and no more, in words and files that open."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from feedback.models import Media, Report
from feedback.public.open_data import COLUMNS
from feedback.workflow import Action
from tests import plans
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune
from tests.feedback.factories import act_on, make_category, send_report
from tests.feedback.public.published import (
    ANSWER,
    PUBLIC_WORDS,
    SECRET_WORDS,
    ago,
    an_area,
    answered,
    page,
    published,
    with_picture,
)
from tests.feedback.rows import a_row, rated

DATA = "/phan-anh/du-lieu/"
MONTH = f"?thang={MONDAY:%Y-%m}"


def body(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


@pytest.fixture
def report(commune: Commune, people: People) -> Report:
    done = answered(published(commune, people, when=MONDAY), people)
    with_picture(done)
    with_picture(done, phase=Media.Phase.AFTER)
    send_report(commune, when=MONDAY)
    return done


def test_a_row_holds_the_documented_columns_and_opens_in_a_spreadsheet(
    client: Client, report: Report
) -> None:
    text = body(client, f"{DATA}phan-anh.csv{MONTH}")
    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert list(row) == list(COLUMNS)
    assert row["service_request_id"] == report.code
    assert row["requested_datetime"] == "2026-11-23T08:00:00+07:00"
    assert row["status_description"] == "closed"
    assert (row["description"], row["status_notes"]) == (PUBLIC_WORDS, ANSWER)
    assert (row["lat"], row["long"]) == ("11.1", "108.1")
    assert row["photo_before"] != row["photo_after"] != ""
    for kept in (SECRET_WORDS, "0905", "Nguyễn Thị Sáu", report.secret):
        assert kept not in text


def test_every_column_is_explained_on_the_page(client: Client, commune: Commune) -> None:
    html = page(client, DATA)
    assert all(f"<code>{name}</code>" in html for name in COLUMNS)


@pytest.mark.parametrize("typed", ["=1+1", "+84", "-1", "@SUM(A1)"])
def test_what_people_typed_never_becomes_a_formula(
    client: Client, commune: Commune, people: People, typed: str
) -> None:
    published(commune, people, when=MONDAY, words=typed)
    assert f"'{typed}" in body(client, f"{DATA}phan-anh.csv{MONTH}")


def test_json_and_geojson_say_the_same(client: Client, report: Report) -> None:
    (row,) = json.loads(body(client, f"{DATA}phan-anh.json{MONTH}"))
    (feature,) = json.loads(body(client, f"{DATA}phan-anh.geojson{MONTH}"))["features"]
    assert feature["geometry"]["coordinates"] == [row.pop("long"), row.pop("lat")]
    assert feature["properties"] == row
    assert json.loads(body(client, f"{DATA}phan-anh.json?thang=2026-10")) == []


def test_rounded_points_and_streets_in_the_files(
    client: Client, commune: Commune, people: People
) -> None:
    noise = make_category(publication="rounded")
    address = "12 Nguyễn Huệ, thôn 1"
    report = published(
        commune, people, noise, when=MONDAY, lat=11.12345, long=108.12345, address=address
    )
    with_picture(report)
    (row,) = json.loads(body(client, f"{DATA}phan-anh.json{MONTH}"))
    assert (row["lat"], row["long"]) == (11.123, 108.123)
    assert (row["address"], row["photo_before"]) == ("Nguyễn Huệ, thôn 1", "")


@pytest.mark.parametrize("path", ["", "phan-anh.csv", "phan-anh.json", "phan-anh.geojson"])
@pytest.mark.parametrize(
    "month", ["2026-13", "thang-nay", "0000-00", "2026-11-01", "0001-01", "9999-12"]
)
def test_a_month_that_is_none_is_said(client: Client, db: None, path: str, month: str) -> None:
    answer = client.get(f"{DATA}{path}?thang={month}")
    assert answer.status_code == 422
    assert (
        "Ghi tháng dạng 2026-11" in json.dumps(answer.content.decode(), ensure_ascii=False)
        or "2026-11" in json.loads(answer.content)["detail"]
    )


def test_news_tell_the_last_change_first(client: Client, commune: Commune, people: People) -> None:
    older = published(commune, people, when=ago(hours=9))
    newer = answered(published(commune, people, when=ago(hours=8)), people)
    send_report(commune, when=ago(hours=1))
    news = ET.fromstring(body(client, "/phan-anh/tin.rss"))  # noqa: S314 - our own words
    items = news.findall("channel/item")
    links = [item.findtext("link", "") for item in items]
    assert [link.split("/")[-2] for link in links] == [newer.code, older.code]
    assert ANSWER in items[0].findtext("description", "")
    assert client.get("/phan-anh/tin.rss?xem=sai").status_code == 422


def test_what_only_the_office_knows_is_no_news(
    client: Client, commune: Commune, people: People
) -> None:
    report = published(commune, people, when=ago(hours=8))
    before = body(client, "/phan-anh/tin.rss")
    act_on(report, Action.ASSIGN, by=people.head, when=ago(hours=1), assignee=people.specialist)
    assert body(client, "/phan-anh/tin.rss").split("<item>")[1:] == before.split("<item>")[1:]
    act_on(report, Action.FIND_TRUE, by=people.specialist, when=ago(hours=1), note="Đúng")
    assert body(client, "/phan-anh/tin.rss").split("<item>")[1:] != before.split("<item>")[1:]


def test_figures_name_no_private_kind_and_know_nothing_about_officers(
    client: Client, commune: Commune
) -> None:
    hamlet = an_area(commune, "hamlet", "T2", "Thôn 2")
    roads, conduct = make_category(), make_category(name="Thái độ", about_conduct=True)
    at = timezone.now() - timedelta(days=9)
    for hours in (20, 60):
        a_row(commune, roads, received_at=at, answered_after=hours, ended_after=99, area=hamlet)
    a_row(commune, make_category(publication="never"), received_at=at)
    a_row(commune, conduct, received_at=at, about_conduct=True)
    a_row(commune, roads, received_at=timezone.now() - timedelta(days=400))
    html = page(client, "/phan-anh/so-lieu/")
    assert "Có 3 phản ánh. Cứ 100 phản ánh đến hẹn thì 33 được trả lời đúng hẹn." in html
    assert "Thôn 2" in html
    assert "Việc riêng, không công khai" in html
    assert "Thái độ" not in html
    assert "chưa có phản ánh nào" in page(client, "/phan-anh/so-lieu/?tu=7")


def test_few_ratings_are_no_figure(client: Client, commune: Commune) -> None:
    roads, at = make_category(), timezone.now() - timedelta(days=9)
    for _ in range(4):
        rated(a_row(commune, roads, received_at=at, answered_after=2, ended_after=3), 1)
    assert ">0,0%<" not in page(client, "/phan-anh/so-lieu/")
    rated(a_row(commune, roads, received_at=at, answered_after=2, ended_after=3), 1)
    assert ">0,0%<" in page(client, "/phan-anh/so-lieu/")


def test_figures_and_files_are_cheap(client: Client, report: Report) -> None:
    page(client, "/phan-anh/so-lieu/")
    with plans.cheap(8, ["feedback_report"]):
        page(client, "/phan-anh/so-lieu/")
        body(client, f"{DATA}phan-anh.csv{MONTH}")

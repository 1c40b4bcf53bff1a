"""The map's points: grouped, capped, and no way to a place that stays unsaid."""

import json
from typing import Any

import pytest
from django.test import Client

from feedback.models import Report
from feedback.public import points
from tests import plans
from tests.dossiers.conftest import People
from tests.factories import Commune
from tests.feedback.factories import make_category, send_report
from tests.feedback.public.published import PUBLIC_WORDS, ago, an_area, answered, published

ADDRESS = "/phan-anh/ban-do.json"
COMMUNE = "11.0,108.0,11.2,108.2"


def asked(client: Client, box: str = COMMUNE, zoom: int = 13, more: str = "") -> dict[str, Any]:
    answer = client.get(f"{ADDRESS}?khung={box}&muc={zoom}{more}")
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = json.loads(answer.content)
    return told


def titles(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [feature["properties"] for feature in told["features"]]


def test_a_point_says_what_it_is_and_leads_to_its_page(
    client: Client, commune: Commune, people: People
) -> None:
    report = published(commune, people)
    send_report(commune, when=ago(hours=1))
    (feature,) = asked(client)["features"]
    assert feature["geometry"]["coordinates"] == [108.1, 11.1]
    assert feature["properties"]["url"] == f"/phan-anh/{report.code}/"
    assert feature["properties"]["mark"] == "open"
    assert PUBLIC_WORDS not in json.dumps(feature)


def test_marks_tell_late_answered_and_others_apart(
    client: Client, commune: Commune, people: People
) -> None:
    for place, report in enumerate(
        (
            published(commune, people, when=ago(days=4)),
            answered(published(commune, people), people),
        )
    ):
        Report.objects.filter(pk=report.pk).update(lat=11.05 + place / 10)
    assert {one["mark"] for one in titles(asked(client))} == {"late", "ok"}


def test_reports_close_together_are_one_group_until_one_comes_nearer(
    client: Client, commune: Commune, people: People
) -> None:
    category = make_category()
    for step in range(3):
        published(commune, people, category, lat=11.1 + step / 1000)
    (group,) = titles(asked(client, zoom=10))
    assert (group["count"], group["text"], len(group["reports"])) == (3, "3 phản ánh", 3)
    assert len(asked(client, zoom=18)["features"]) == 3


def test_no_more_than_the_newest_are_drawn_and_it_is_said(
    client: Client, commune: Commune, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(points, "MOST", 2)
    category = make_category()
    every = [published(commune, people, category, when=ago(hours=hour)) for hour in (3, 2, 1)]
    told = asked(client, zoom=10)
    assert told["more"]
    named = {one["url"] for one in titles(told)[0]["reports"]}
    assert named == {f"/phan-anh/{report.code}/" for report in every[1:]}


def test_a_rounded_point_is_never_told_apart_by_a_narrow_box(
    client: Client, commune: Commune, people: People
) -> None:
    noise = make_category(publication="rounded")
    published(commune, people, noise, lat=11.10049, long=108.10049)
    (feature,) = asked(client)["features"]
    assert feature["geometry"]["coordinates"] == [108.1, 11.1]
    around_true_point = "11.1004,108.1004,11.1006,108.1006"
    around_rounded = "11.0999,108.0999,11.1001,108.1001"
    assert asked(client, around_true_point)["features"] == []
    assert len(asked(client, around_rounded)["features"]) == 1


def test_without_a_box_everything_is_meant(
    client: Client, commune: Commune, people: People
) -> None:
    published(commune, people)
    assert len(json.loads(client.get(ADDRESS).content)["features"]) == 1


def test_the_choice_of_the_list_holds_for_the_map(
    client: Client, commune: Commune, people: People
) -> None:
    published(commune, people, make_category("duong"))
    assert len(asked(client, more="&loai=duong")["features"]) == 1
    assert asked(client, more="&xem=da-xong")["features"] == []


@pytest.mark.parametrize(
    "query",
    [
        "khung=11",
        "khung=11,108,11.2",
        "khung=11.2,108,11.0,108.2",
        "khung=nan,108,11,109",
        "khung=a,b,c,d",
        "khung=-91,0,91,1",
        f"khung={COMMUNE}&loai=khong-co",
    ],
)
def test_a_box_that_is_none_is_refused_in_words(
    client: Client, commune: Commune, query: str
) -> None:
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 422
    assert json.loads(answer.content)["detail"]


def test_points_cost_as_little_as_the_list(
    client: Client, commune: Commune, people: People
) -> None:
    published(commune, people)
    asked(client)  # offices are kept
    with plans.cheap(3, ["feedback_report"]):
        asked(client)


def test_borders_are_for_everybody_and_are_not_sent_twice(client: Client, commune: Commune) -> None:
    an_area(commune, "hamlet", "T2", "Thôn 2")
    answer = client.get("/phan-anh/dia-gioi.json")
    (feature,) = json.loads(answer.content)["features"]
    assert feature["properties"]["name"] == "Thôn 2"
    assert feature["geometry"]["type"] == "Polygon"
    again = client.get("/phan-anh/dia-gioi.json", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304

"""Clients of others, unmodified, against a running server (conformance C30)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
import requests
from django.utils import timezone
from georeport import GeoReport
from pytest_django.live_server_helper import LiveServer

from accounts.permissions import Role
from feedback.models import Category, ClientUpdate, Report
from feedback.workflow import Action
from tests.factories import Commune, make_commune, make_staff
from tests.feedback.factories import act_on, make_category
from tests.feedback.open311.clients import FixMyStreet, three
from tests.feedback.open311.programs import V2, Program, make_program, published
from tests.feedback.open311.test_pictures import photo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def commune(transactional_db: None) -> Commune:
    return make_commune()


@pytest.fixture
def category(commune: Commune) -> Category:
    return make_category(code="o-ga")


@pytest.fixture
def program(commune: Commune, category: Category) -> Program:
    return make_program(commune, category)


@pytest.fixture
def base(live_server: LiveServer) -> str:
    return f"{live_server.url}{V2}"


def test_c30_three_reads_and_writes_json(base: str, commune: Commune, program: Program) -> None:
    client = three().Three(base, api_key=program.key, jurisdiction="localhost")
    assert client.discovery()["endpoints"][0]["type"] == "production"
    assert [one["service_code"] for one in client.services()] == ["o-ga"]
    assert client.services("o-ga") == {"service_code": "o-ga", "attributes": []}
    (sent,) = client.post(
        "o-ga", address="Chợ Bình An", name="Nguyễn Hoa", phone="0905 123 318",
        description="Ổ gà", media=photo(),
    )  # fmt: skip
    report = Report.objects.get(code=sent["service_request_id"])
    assert (report.address, report.reporter.name) == ("Chợ Bình An", "Nguyễn Hoa")
    assert report.media.count() == 1
    assert client.token(report.submit_key)[0]["service_request_id"] == report.code
    assert client.request(report.code)[0]["code"] == 404  # not published yet
    old = published(commune, program.category)
    assert [one["service_request_id"] for one in client.requests("o-ga", count=2)] == [old.code]
    day = timezone.now() - timedelta(days=1)
    between = [day.strftime("%m-%d-%Y"), (day + timedelta(days=3)).strftime("%m-%d-%Y")]
    assert [one["lat"] for one in client.requests(between=between, status="open")] == [11.1]
    assert client.request(old.code)[0]["service_request_id"] == old.code


def test_c30_three_reads_errors(base: str, program: Program) -> None:
    client = three().Three(base)
    assert client.post("o-ga", address="Chợ")[0]["code"] == 403
    (fault,) = client.requests(status="bad")
    assert fault["code"] == 400


@pytest.mark.parametrize("form", ["json", "xml"])
def test_c30_georeport_reads_both_formats(
    base: str, commune: Commune, category: Category, form: str
) -> None:
    reports = [published(commune, category) for _ in range(2)]
    other = published(commune, make_category(code="den-duong"))
    client = GeoReport(base, jurisdiction="localhost", output_format=form)
    assert [one["service_code"] for one in client.get_service_list()] == ["o-ga", "den-duong"]
    assert client.get_service_definition("o-ga")["service_code"] == "o-ga"
    found = client.get_service_requests(
        service_code="o-ga,khac", status="open,closed",
        start_date=(timezone.now() - timedelta(days=2)).isoformat(timespec="seconds"),
        end_date=(timezone.now() + timedelta(days=2)).isoformat(timespec="seconds"),
    )  # fmt: skip
    assert {one["service_request_id"] for one in found} == {one.code for one in reports}
    listed = client.get_service_requests(service_request_id=f"{reports[0].code},{other.code}")
    assert len(listed) == 2
    one: Mapping[str, Any] = client.get_service_request(other.code)
    assert (one["service_request_id"], float(one["lat"])) == (other.code, 11.1)
    with pytest.raises(requests.HTTPError, match="404"):
        client.get_service_request("PA-26-NOBODY")


def test_c30_fixmystreet_sends_reports_with_photos_and_follows_them(
    base: str, commune: Commune, program: Program
) -> None:
    client = FixMyStreet(base, program.key, "localhost")
    assert [(one["service_code"], one["metadata"]) for one in client.services()] == [
        ("o-ga", "false")
    ]
    assert client.definition("o-ga") == []
    code = client.send("o-ga", [photo().read(), photo(colour="red").read()])
    report = Report.objects.get(code=code)
    assert (report.media.count(), len(report.media_links.split())) == (2, 2)
    assert report.answers == {"title": "Hố sâu", "external_id": "7"}
    assert report.text == "title: Hố sâu\n\ndetail: Ở chợ\n\nurl: https://fms.example/report/7"
    assert client._by_token(report.submit_key) == code
    now = timezone.now()
    window = [(now + timedelta(hours=h)).isoformat(timespec="seconds") for h in (-1, 1)]
    Report.objects.update(unit=commune.one_stop)
    leader = make_staff(commune.one_stop, Role.LEADER)
    act_on(report, Action.FIND_UNTRUE, by=leader, when=now, answer="Không có hố ở đó.")
    assert client.updates_since(*window) == [(code, "NO_FURTHER_ACTION")]
    assert client.requests_since(*window) == []
    update = client.comment(code, "OPEN", "Vẫn còn hố", window[0])
    assert update == f"C{ClientUpdate.objects.get().pk}"
    assert client.updates_since(*window)[-1] == (code, "REOPEN")
    Report.objects.update(published_at=now, public_text="Hố sâu ở chợ")
    ((found, lat, long, requested, updated),) = client.requests_since(*window)
    assert (found, lat, long) == (code, "11.1", "108.1")
    assert requested <= updated


def test_c30_fixmystreet_reads_every_error(base: str, program: Program) -> None:
    client = FixMyStreet(base, program.key, "localhost")
    with pytest.raises(ValueError, match="Có lat nhưng thiếu long"):
        client.send("o-ga", [], long="")
    with pytest.raises(ValueError, match="api_key"):
        FixMyStreet(base, "", "localhost").send("o-ga", [])


def test_c30_the_old_clients_put_the_key_into_the_query(base: str, program: Program) -> None:
    """`open311` 1.1 of PyPI, and the one of npm with its jurisdiction."""
    query = f"?api_key={program.key}&jurisdiction_id=localhost"
    body = {"service_code": "o-ga", "lat": "11.1", "long": "108.1", "attribute[x]": "1"}
    answer = requests.post(f"{base}/requests.json{query}", body, timeout=20)
    assert answer.status_code == 200
    assert answer.json()[0]["service_request_id"] == Report.objects.get().code

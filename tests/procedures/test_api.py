"""The catalogue's API: what it gives, filters, refuses and documents."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from procedures.content import ChannelContent, FeeContent, PaperContent, VersionContent
from procedures.models import Procedure
from procedures.services import publish_version, retire
from tests.factories import MONDAY, make_commune, make_procedure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_procedures(db: None) -> None:
    make_commune()
    cache.clear()
    make_procedure()
    make_procedure("1.000894", "Đăng ký kết hôn", online=False)
    Procedure.objects.filter(code="1.000894").update(for_commune=False, for_province=True)


def get(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == status
    return answer.json()


def codes(client: Client, query: str) -> list[str]:
    return [row["code"] for row in get(client, f"procedures/?{query}")["results"]]


def test_fields_say_how_many_procedures_they_have(client: Client) -> None:
    (field,) = get(client, "fields/")
    assert (field["code"], field["slug"], field["procedures"]) == ("HT", "ho-tich", 2)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["1.001193", "1.000894"]),
        ("field=ho-tich", ["1.001193", "1.000894"]),
        ("field=dat-dai", []),
        ("audience=citizen", ["1.001193", "1.000894"]),
        ("audience=business", []),
        ("level=province", ["1.000894"]),
        ("online=true", ["1.001193"]),
        ("q=ket hôn", ["1.000894"]),
        ("q=khai sihn&online=true", ["1.001193"]),
        ("q=zzzz", []),
        ("limit=1&offset=1", ["1.000894"]),
    ],
)
def test_procedures_are_filtered(client: Client, query: str, found: list[str]) -> None:
    assert codes(client, query) == found


def test_a_wrong_filter_is_refused_by_name(client: Client) -> None:
    assert list(get(client, "procedures/?level=planet", 400)) == ["level"]


def test_a_retired_procedure_is_not_listed_but_told(client: Client) -> None:
    old = Procedure.objects.get(code="1.001193")
    retire(old, note="", at=MONDAY, replaced_by=Procedure.objects.get(code="1.000894"))
    assert codes(client, "") == ["1.000894"]
    told = get(client, "procedures/1.001193/")
    assert (told["state"], told["replaced_by"]) == ("retired", "1.000894")


def test_a_procedure_tells_its_version_but_nothing_under_review(client: Client) -> None:
    fees = (FeeContent(amount=8000, needs_review=True), FeeContent(amount=0, kind="fee"))
    content = VersionContent(
        name="Khai sinh",
        uncertain="papers",
        channels=(ChannelContent(method=1, term="3 WORKING_DAY", fees=fees),),
        papers=(PaperContent(name="Giấy chứng sinh"),),
    )
    publish_version(Procedure.objects.get(code="1.001193"), content, at=MONDAY)
    version = get(client, "procedures/1.001193/")["version"]
    (channel,) = version["channels"]
    assert (channel["term"], version["uncertain"], version["papers"]) == (
        "3 WORKING_DAY",
        "papers",
        [],
    )
    assert [(fee["amount"], fee["needs_review"]) for fee in channel["fees"]] == [
        (None, True),
        (0, False),
    ]


def test_an_unknown_code_is_a_sentence(client: Client) -> None:
    assert get(client, "procedures/9/", 404) == {"detail": "Không có thủ tục mã 9."}


def test_the_api_is_read_only(client: Client) -> None:
    assert client.post("/api/v1/procedures/").status_code == 405


def test_too_many_questions_are_put_off(client: Client) -> None:
    answers = {client.get("/api/v1/procedures/9/").status_code for _ in range(301)}
    assert answers == {404, 429}


def test_the_schema_documents_paths_filters_and_errors(client: Client) -> None:
    schema = client.get("/api/v1/schema/?format=json").json()
    listed = schema["paths"]["/api/v1/procedures/"]["get"]
    names = {parameter["name"] for parameter in listed["parameters"]}
    assert names >= {"field", "audience", "level", "online", "q", "limit", "offset"}
    assert set(listed["responses"]) == {"200", "400", "429"}
    detail = schema["paths"]["/api/v1/procedures/{code}/"]["get"]
    assert set(detail["responses"]) == {"200", "404", "429"}

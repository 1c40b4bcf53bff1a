"""Discovery, services and their questions (conformance C01-C05)."""

from datetime import datetime

import pytest
from django.utils import timezone

from feedback.models import Category, Choice, Question
from tests.factories import Commune
from tests.feedback.factories import make_category
from tests.feedback.open311.programs import JSON_TYPE, ask, faults, root_of

Datatype = Question.Datatype


@pytest.fixture
def asking(category: Category) -> Category:
    """A kind with a list question, a number and a word of advice."""
    questions = [
        Question(code="loai", text="Hỏng thế nào?", datatype=Datatype.MANY, required=True),
        Question(code="rong", text="Rộng bao nhiêu mét?", datatype=Datatype.NUMBER, hint="mét"),
        Question(code="luu-y", text="Đừng đứng giữa đường", datatype=Datatype.INFO),
    ]
    for order, question in enumerate(questions, start=1):
        question.category, question.order = category, order
        question.save()
    for key, name in (("lun", "Lún"), ("nut", "Nứt")):
        Choice.objects.create(question=questions[0], key=key, name=name)
    return category


@pytest.mark.parametrize("base", ["/open311", "/open311/v2", "/open311/test/v2"])
def test_c01_discovery_says_everything_in_both_formats(
    commune: Commune, category: Category, base: str
) -> None:
    answer = ask(f"{base}/discovery.json")
    said = answer.json()
    assert answer["Content-Type"] == JSON_TYPE
    assert said["contact"] == "Ủy ban nhân dân xã Bình An, ĐT 0252 3123 456"
    assert "/open311/" in said["key_service"]
    assert [one["type"] for one in said["endpoints"]] == ["production", "test"]
    for endpoint in said["endpoints"]:
        assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
        assert endpoint["url"].startswith("http")
        assert endpoint["formats"] == ["text/xml", "application/json"]
    root = root_of(ask(f"{base}/discovery.xml"))
    assert [child.tag for child in root] == ["changeset", "contact", "key_service", "endpoints"]
    assert [one.text for one in root.findall("endpoints/endpoint[1]/formats/format")] == [
        "text/xml",
        "application/json",
    ]


def test_c01_the_changeset_is_the_last_change_of_the_services(
    commune: Commune, category: Category
) -> None:
    said = datetime.fromisoformat(ask("discovery.json").json()["changeset"])
    assert said == category.changed_at.replace(microsecond=0)
    assert said <= timezone.now()


def test_c01_a_portal_without_services_is_discovered_too(db: None) -> None:
    said = ask("discovery.json").json()
    assert datetime.fromisoformat(said["changeset"]) <= timezone.now()
    assert said["contact"]


def test_c02_services_in_xml(asking: Category) -> None:
    root = root_of(ask("services.xml"))
    assert root.tag == "services"
    (service,) = root
    assert service.tag == "service"
    assert {child.tag: child.text for child in service} == {
        "service_code": asking.code,
        "service_name": "Đường hư hỏng, ổ gà",
        "description": "Mặt đường hỏng",
        "metadata": "true",
        "type": "realtime",
        "keywords": "đường, ổ gà",
        "group": "Hạ tầng, đường sá",
    }


def test_c03_services_in_json_are_an_array_with_real_booleans(category: Category) -> None:
    answer = ask("services.json")
    (service,) = answer.json()
    assert answer["Content-Type"] == JSON_TYPE
    assert service["metadata"] is False
    assert service["keywords"] == "đường, ổ gà"
    assert service["service_code"] == category.code


def test_only_what_may_become_public_is_a_service_by_group_and_order(category: Category) -> None:
    make_category(is_active=False)
    make_category(publication=Category.Publication.NEVER)
    make_category(about_conduct=True)
    lamp = make_category(group="utilities", order=1)
    first = make_category(group="roads", order=0)
    found = [one["service_code"] for one in ask("services.json").json()]
    assert found == [first.code, category.code, lamp.code]


def test_c04_the_definition_of_a_service_with_questions(asking: Category) -> None:
    said = ask(f"services/{asking.code}.json").json()
    listed, number, advice = said["attributes"]
    assert said["service_code"] == asking.code
    assert [one["order"] for one in said["attributes"]] == [1, 2, 3]
    assert listed == {
        "variable": True,
        "code": "loai",
        "datatype": "multivaluelist",
        "required": True,
        "datatype_description": None,
        "order": 1,
        "description": "Hỏng thế nào?",
        "values": [{"key": "lun", "name": "Lún"}, {"key": "nut", "name": "Nứt"}],
    }
    assert (number["datatype_description"], "values" in number) == ("mét", False)
    assert (advice["variable"], advice["datatype"], advice["required"]) == (False, "text", False)
    root = root_of(ask(f"services/{asking.code}.xml"))
    assert root.tag == "service_definition"
    assert [one.text for one in root.findall("attributes/attribute/order")] == ["1", "2", "3"]
    assert [one.text for one in root.findall("attributes/attribute/values/value/key")] == [
        "lun",
        "nut",
    ]


def test_a_service_without_questions_has_an_empty_definition(category: Category) -> None:
    said = ask(f"services/{category.code}.json").json()
    assert said == {"service_code": category.code, "attributes": []}
    (code, attributes) = root_of(ask(f"services/{category.code}.xml"))
    assert (code.text, len(attributes)) == (category.code, 0)


@pytest.mark.parametrize("form", ["xml", "json"])
def test_c05_an_unknown_service_code_is_not_found(db: None, form: str) -> None:
    ((code, words),) = faults(ask(f"services/khong-co.{form}"), 404)
    assert (str(code), words) == ("404", "Không có service_code này.")


@pytest.mark.parametrize("path", ["services", "services/x", "requests", "requests/x", "tokens/x"])
def test_an_unknown_jurisdiction_is_not_found(db: None, path: str) -> None:
    answer = ask(f"{path}.json", jurisdiction_id="elsewhere.example")
    assert faults(answer, 404) == [(404, "Không có jurisdiction_id này.")]


@pytest.mark.parametrize("name", ["localhost", "www.localhost", "H99.12", "h99.12", ""])
def test_the_domain_and_the_code_of_the_commune_are_jurisdictions(
    commune: Commune, category: Category, name: str
) -> None:
    assert ask("services.json", jurisdiction_id=name).status_code == 200

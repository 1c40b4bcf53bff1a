"""The staff API: by token, within the person's rights, with errors that say what is wrong."""

from typing import Any

from django.test import Client
from rest_framework.authtoken.models import Token

from accounts.models import AccessLog, User
from dossiers.models import Dossier
from dossiers.workflow import Status
from tests.dossiers.staff import Town, copies
from tests.factories import at


def _get(path: str, user: User | None, **query: Any) -> Any:
    headers = {}
    if user is not None:
        headers["Authorization"] = f"Token {Token.objects.get_or_create(user=user)[0].key}"
    return Client().get(path, query, headers=headers)


def test_the_queue_of_the_office_is_answered_most_urgent_first(town: Town) -> None:
    later, sooner = town.dossier(Status.ASSIGNED), town.dossier(Status.ASSIGNED)
    town.dossier(Status.SUBMITTED)
    Dossier.objects.filter(pk=sooner.pk).update(act_by=at("2020-01-06 08:00"))
    answer = _get("/api/v1/queue/", town.people.specialist)
    assert answer.status_code == 200
    body = answer.json()
    assert [row["code"] for row in body["results"]] == [sooner.code, later.code]
    first = body["results"][0]
    assert first["act_by"] == "2020-01-06T08:00:00+07:00"
    assert (first["status"], first["due"]["kind"], first["holder"]) == (
        "assigned",
        "late",
        "P. Bảo",
    )
    assert body["next"] is None


def test_filters_narrow_it_and_unknown_values_are_named(town: Town) -> None:
    town.dossier(Status.ASSIGNED)
    person = town.people.specialist
    assert len(_get("/api/v1/queue/", person, mine="true").json()["results"]) == 1
    assert _get("/api/v1/queue/", town.people.colleague, mine="true").json()["results"] == []
    assert _get("/api/v1/queue/", person, status="supplement").json()["results"] == []
    wrong = _get("/api/v1/queue/", person, tab="yesterday")
    assert wrong.status_code == 400
    assert list(wrong.json()) == ["tab"]


def test_a_cursor_leads_to_the_next_page(town: Town) -> None:
    copies(town.dossier(Status.ASSIGNED), 59)
    first = _get("/api/v1/queue/", town.people.specialist).json()
    second = _get("/api/v1/queue/", town.people.specialist, cursor=first["next"]).json()
    assert len({row["code"] for row in first["results"] + second["results"]}) == 60
    assert (len(first["results"]), second["next"]) == (50, None)


def test_one_dossier_is_told_with_masked_numbers_and_the_look_is_logged(town: Town) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    answer = _get(f"/api/v1/dossiers/{str(dossier.code).lower()}/", town.people.specialist)
    body = answer.json()
    assert (body["status"], body["national_code"], body["holder"]) == (
        "assigned",
        4,
        "Phạm Quốc Bảo",
    )
    assert dossier.personal_id not in answer.content.decode()
    assert {"action": "submit_for_sign", "title": "Đạt, trình lãnh đạo ký"} in body["actions"]
    assert [event["action"] for event in body["events"]][-1] == "assign"
    assert AccessLog.objects.get().action == "dossier.api"


def test_strangers_and_the_wrong_people_are_turned_away(town: Town) -> None:
    dossier = town.dossier(Status.SUBMITTED)
    path = f"/api/v1/dossiers/{dossier.submission_code}/"
    assert _get("/api/v1/queue/", None).status_code == 401
    assert _get("/api/v1/queue/", town.people.citizen).status_code == 403
    assert _get(path, town.people.citizen).status_code == 403
    assert _get(path, town.people.specialist).status_code == 404
    assert _get(path, town.people.receptionist).status_code == 200
    assert Client().post("/api/v1/queue/").status_code == 401


def test_both_are_in_the_published_schema(town: Town) -> None:
    schema = Client().get("/api/v1/schema/?format=json").json()
    queue = schema["paths"]["/api/v1/queue/"]["get"]
    assert {"200", "400", "401", "403"} == set(queue["responses"])
    assert {"tab", "status", "mine", "cursor"} == {part["name"] for part in queue["parameters"]}
    assert {"200", "401", "403", "404"} == set(
        schema["paths"]["/api/v1/dossiers/{code}/"]["get"]["responses"]
    )

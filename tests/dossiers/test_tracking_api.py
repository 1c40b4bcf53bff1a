"""`POST /api/v1/tracking/`: the same answers and limits as the page, nothing personal."""

import json
from typing import Any

import pytest
from django.test import Client

from dossiers.models import Dossier
from tests.dossiers.papers import examined, supplemented
from tests.dossiers.staff import Town
from tests.dossiers.tracking import DIGITS, set_clock

PATH = "/api/v1/tracking/"


def ask(client: Client, code: str, digits: str = DIGITS) -> Any:
    return client.post(PATH, {"code": code, "digits": digits}, content_type="application/json")


def test_where_it_lies_as_json(client: Client, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = examined(town.commune, town.people, town.procedure)
    set_clock(monkeypatch, "2026-11-25 09:00")
    answer = ask(client, "h9912 261123 0001")
    assert answer.status_code == 200
    told = answer.json()
    steps = told.pop("timeline")
    assert told == {
        "code": dossier.code,
        "procedure": "Đăng ký khai sinh",
        "status": "assigned",
        "status_label": "Đang giải quyết",
        "national_code": 4,
        "progress": "Đúng tiến độ",
        "office": "Tư pháp - Hộ tịch",
        "promised": "2026-11-27T17:00:00+07:00",
        "must_do": [],
    }
    assert steps[0] == {
        "state": "done", "title": "Đã nộp tại quầy", "meta": "23/11/2026, 8:05",
    }  # fmt: skip
    assert [step["state"] for step in steps] == ["done"] * 4 + ["now"] + ["next"] * 2


def test_a_supplement_is_listed_whole_and_the_promise_waits(client: Client, town: Town) -> None:
    dossier = supplemented(town.commune, town.people, town.procedure)
    told = ask(client, dossier.display_code).json()
    assert told["promised"] is None
    [duty] = told["must_do"]
    assert duty["title"] == "Cần bổ sung 2 giấy tờ"
    assert duty["items"] == [
        {"name": "Giấy chứng sinh", "reason": "ảnh mờ, không đọc được số"},
        {"name": "Giấy chứng nhận kết hôn", "reason": "chưa có trong hồ sơ"},
    ]
    assert "03/12/2026" in duty["text"]


def test_nothing_personal_is_told(client: Client, town: Town) -> None:
    dossier = examined(town.commune, town.people, town.procedure)
    Dossier.objects.update(answers={"child_name": "Trần Minh Khôi"})
    body = json.dumps(ask(client, dossier.display_code).json(), ensure_ascii=False)
    secrets = ("Sáu", "Trần Minh Khôi", "0905", "3318", "056157004318", "Thôn 2", "Bảo", "Hòa")
    assert [secret for secret in secrets if secret in body] == []
    assert dossier.tracking_key not in body


def test_unknown_code_and_wrong_digits_get_the_same_answer(client: Client, town: Town) -> None:
    dossier = examined(town.commune, town.people, town.procedure)
    wrong, unknown = ask(client, dossier.display_code, "0000"), ask(client, "261123-0999", "0000")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert wrong.json() == unknown.json()
    assert wrong.json()["code"] == "unknown"


def test_missing_fields_are_named(client: Client, town: Town) -> None:
    for body in ({}, [], {"code": "x", "digits": "12"}):
        answer = client.post(PATH, json.dumps(body), content_type="application/json")
        assert answer.status_code == 422
        assert answer.json()["code"] == "invalid"
    assert answer.json()["by_field"] == {"digits": ["Nhập đúng 4 chữ số cuối, ví dụ 3318"]}


def test_page_and_api_share_their_limits(client: Client, town: Town) -> None:
    dossier = examined(town.commune, town.people, town.procedure)
    for _ in range(3):
        ask(client, dossier.display_code, "0000")
    for _ in range(2):
        client.post("/tra-cuu/", {"code": dossier.display_code, "digits": "0000"})
    stopped = ask(client, dossier.display_code)
    assert stopped.status_code == 429
    assert stopped.json()["code"] == "too_many_tries"
    assert "đến quầy" in stopped.json()["detail"]


def test_nothing_is_asked_by_get(client: Client, town: Town) -> None:
    assert client.get(PATH, {"code": "x", "digits": "3318"}).status_code == 405


def test_broken_json_is_a_plain_400(client: Client, town: Town) -> None:
    answer = client.post(PATH, "{", content_type="application/json")
    assert answer.status_code == 400


def test_the_schema_names_every_answer(client: Client, town: Town) -> None:
    schema = client.get("/api/v1/schema/", {"format": "json"}).json()
    answers = schema["paths"][PATH]["post"]["responses"]
    assert set(answers) >= {"200", "422", "429"}


def test_half_a_character_is_just_a_wrong_code(client: Client, town: Town) -> None:
    assert ask(client, "H99\ud800").status_code == 422


def test_text_nested_without_end_is_a_bad_request(client: Client) -> None:
    answer = client.post(PATH, "[" * 200_000, content_type="application/json")
    assert answer.status_code == 400
    assert "lồng nhau quá sâu" in answer.content.decode()

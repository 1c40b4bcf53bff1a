"""A small national feed in the publisher's format, made up for the tests."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from procedures.models import Procedure
from procedures.national.importer import Report, import_feed
from tests.factories import MONDAY

Json = dict[str, Any]


def a_row(code: str = "1.900001", **changes: Any) -> Json:
    """One line of the listing."""
    row = {
        "id": f"id-{code.strip()}",
        "name": "Đăng ký nuôi ong lấy mật",
        "code": code,
        "codeNotation": code,
        "categories": ["Chăn nuôi"],
        "categoryIds": ["c1"],
        "departments": ["Ủy ban nhân dân cấp xã"],
        "departmentPromulgate": "Bộ Nông nghiệp và Môi trường",
        "departmentPromulgateId": "d1",
        "formalityTargetType": ["Công dân Việt Nam", "Hợp tác xã"],
        "state": "ACTIVE",
        "type": "STANDARD",
    }
    return row | changes


def a_record(code: str = "1.900001", **changes: Any) -> Json:
    """What stands under `data` in a full record."""
    record = {
        "id": f"id-{code}",
        "code": code,
        "name": "Đăng ký nuôi ong lấy mật",
        "executionSteps": [
            {"name": "Bước 1:", "description": "Nộp hồ sơ tại xã."},
            {"name": "", "description": "• Nhận giấy hẹn."},
        ],
        "executionMethods": [
            a_method("DIRECT", 5, "WORKING_DAY", [a_fee("SERVICE_FEE", 30000)]),
            a_method("ONLINE", 3, "WORKING_DAY", [a_fee("SERVICE_FEE", 0)]),
        ],
        "executionCases": [
            {"name": "* Giấy tờ phải nộp:", "profileComponents": [a_component("Đơn đăng ký;")]}
        ],
        "cases": [],
        "legalBasisesDetails": [{"code": "32/2018/QH14", "name": "Luật Chăn nuôi"}],
        "resultsDetails": [{"name": "Giấy xác nhận.", "code": "KQ1"}],
        "subjectTypesDetails": [{"name": "Công dân Việt Nam"}],
        "departmentsExecuting": [{"name": "Ủy ban nhân dân cấp xã"}],
        "categoriesDetails": [{"name": "Chăn nuôi", "code": "G10"}],
        "departmentPromulgateName": "Bộ Nông nghiệp và Môi trường",
        "formalityType": "ASSIGNED_REGULATION",
        "procedureProposal": {"proposalNumber": "12/QĐ-BNNMT", "decisionDate": 1782666000000},
        "requirementsAndConditions": "Không",
        "isWard": True,
        "isFullProcess": True,
        "state": "ACTIVE",
        "type": "STANDARD",
    }
    return record | changes


def a_method(way: str, time: Any, unit: str, fees: list[Json] | None = None) -> Json:
    return {
        "submissionMethod": way,
        "processingTime": time,
        "processingTimeUnit": unit,
        "description": "",
        "fees": fees or [],
    }


def a_fee(kind: str, value: Any, description: str = "") -> Json:
    return {"type": kind, "value": value, "description": description}


def a_component(name: str, originals: Any = 1, copies: Any = 0) -> Json:
    return {"name": name, "originalQty": originals, "copyQty": copies, "required": False}


def write_feed(
    folder: Path, rows: Iterable[Json | str] | None = None, records: Iterable[Json] = ()
) -> Path:
    """A folder as the publisher makes it. A row that is text is written as it is."""
    if rows is not None:
        lines = (row if isinstance(row, str) else dump(row) for row in rows)
        (folder / "catalog.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "details").mkdir(exist_ok=True)
    for record in records:
        write_record(folder / "details" / f"{record['code']}.json", record)
    return folder


def write_record(path: Path, record: Json) -> Path:
    path.write_text(dump({"code": "OK", "data": record}), encoding="utf-8")
    return path


def dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def run(path: Path, *, retire_many: bool = False) -> Report:
    return import_feed(path, at=MONDAY, retire_many=retire_many)


def the(code: str = "1.900001") -> Procedure:
    return Procedure.objects.select_related("current_version", "field").get(code=code)

"""The same results as open data: CSV for spreadsheets, JSON for programs. Hidden: empty, null."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from reports.measures.public.protection import PARTS, SMALL
from reports.measures.public.publication import Line, Results, month_code

BYTE_ORDER_MARK = "\ufeff"  # Excel takes the file for UTF-8
COLUMNS = {
    "thang": "tháng, dạng 2026-10",
    "bang": "tat-ca: cả đơn vị; don-vi: một phòng, một xã; thu-tuc: một thủ tục",
    "ma": "mã định danh của đơn vị, mã quốc gia của thủ tục",
    "ten": "tên đơn vị, tên thủ tục",
    "nhan_truc_tiep": "hồ sơ tiếp nhận trực tiếp",
    "nhan_truc_tuyen": "hồ sơ tiếp nhận trực tuyến",
    "nhan_buu_chinh": "hồ sơ tiếp nhận qua bưu chính",
    "nhan_tong_so": "tổng ba cột trước",
    "xong_truoc_han": "hồ sơ giải quyết trước ngày hẹn",
    "xong_dung_han": "hồ sơ giải quyết đúng ngày hẹn, hoặc công dân rút",
    "xong_qua_han": "hồ sơ giải quyết sau ngày hẹn",
    "xong_tong_so": "tổng ba cột trước",
}
_RECEIVED, _CLOSED = ("direct", "online", "post", "total"), ("early", "on_time", "late", "total")


def as_csv(results: Results) -> str:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for table, line in _lines(results):
        numbers = ("" if number is None else number for number in (*line.received, *line.closed))
        writer.writerow([month_code(results.period), table, line.code, line.name, *numbers])
    return BYTE_ORDER_MARK + target.getvalue()


def _lines(results: Results) -> Iterator[tuple[str, Line]]:
    yield "tat-ca", results.whole
    yield from (("don-vi", line) for line in results.units)
    yield from (("thu-tuc", line) for line in results.procedures)


def as_json(results: Results, *, schema: str) -> dict[str, Any]:
    return {
        "$schema": schema,
        "month": month_code(results.period),
        "office": results.office,
        "hidden_below": SMALL,
        "total": _line(results.whole),
        "units": [_line(one) for one in results.units],
        "procedures": [_line(one) for one in results.procedures],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "received": dict(zip(_RECEIVED, line.received, strict=True)),
        "closed": dict(zip(_CLOSED, line.closed, strict=True)),
    }


def schema(address: str) -> dict[str, Any]:
    """JSON Schema of `as_json`."""
    line = {"$ref": "#/$defs/line"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "Kết quả giải quyết thủ tục hành chính trong một tháng",
        "description": (
            f"Số hồ sơ. null: ẩn, vì nhỏ hơn {SMALL} hoặc vì từ đó tính ra được một số nhỏ hơn "
            f"{SMALL}. Số của tháng đã công bố không thay đổi."
        ),
        **_object(
            {
                "$schema": {"type": "string", "format": "uri"},
                "month": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
                "office": {"type": "string", "description": "cơ quan công bố"},
                "hidden_below": {"const": SMALL},
                "total": line,
                "units": {"type": "array", "items": line, "description": "theo đơn vị"},
                "procedures": {"type": "array", "items": line, "description": "theo thủ tục"},
            }
        ),
        "$defs": {"count": {"type": ["integer", "null"], "minimum": 0}, "line": _line_schema()},
    }


def _line_schema() -> dict[str, Any]:
    words = list(COLUMNS.items())
    received, closed = words[-2 * (PARTS + 1) : -(PARTS + 1)], words[-(PARTS + 1) :]
    return _object(
        {
            "code": {"type": "string", "description": COLUMNS["ma"]},
            "name": {"type": "string", "description": COLUMNS["ten"]},
            "received": _counts(_RECEIVED, received),
            "closed": _counts(_CLOSED, closed),
        }
    )


def _counts(names: tuple[str, ...], words: list[tuple[str, str]]) -> dict[str, Any]:
    found = zip(names, words, strict=True)
    return _object(
        {name: {"$ref": "#/$defs/count", "description": said} for name, (_, said) in found}
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }

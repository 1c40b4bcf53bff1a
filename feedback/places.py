"""A point as a person, a device or a program gives it: two numbers that mean a place here."""

import re
from dataclasses import dataclass

from geo.services import has_borders, lies_in
from portal.lib.errors import Refused

# Vietnam with its islands, generously.
_SOUTH, _NORTH, _WEST, _EAST = 6.0, 24.0, 101.0, 118.0
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{0,20})?")
_APART = re.compile(r"[,;]?\s+|;")
_PAIR = re.compile(r"([+-]?[0-9]+\.[0-9]+),([+-]?[0-9]+\.[0-9]+)")
_NOTHING = 0.001  # degrees, 110 m: what a device without a fix says


@dataclass(frozen=True, slots=True)
class Point:
    """WGS 84, decimal degrees."""

    lat: float
    long: float


def read_point(lat_text: str, long_text: str, *, root_unit: int | None = None) -> Point:
    """The point, in the commune `root_unit` if one is given and its borders are known.

    A pair pasted into the first box is read too. `Refused` with one of the codes `half`,
    `not_a_number`, `zero`, `swapped`, `out_of_range`, `outside_area` and a sentence.
    """
    lat_text, long_text = _halves(lat_text, long_text)
    point = Point(_number(lat_text, "lat"), _number(long_text, "long"))
    if abs(point.lat) < _NOTHING and abs(point.long) < _NOTHING:
        raise Refused(
            "zero",
            "Máy chưa xác định được vị trí (tọa độ 0, 0). Bấm lấy vị trí lại, chọn trên bản đồ, "
            "hoặc ghi địa chỉ bằng chữ",
            field="lat",
        )
    if not _in_vietnam(point):
        raise _far(point)
    _in_commune(point, root_unit)
    return point


def _halves(lat_text: str, long_text: str) -> tuple[str, str]:
    lat_text, long_text = lat_text.strip(), long_text.strip()
    if not long_text:
        lat_text, long_text = _pair(lat_text)
    if not lat_text or not long_text:
        missing = "vĩ độ" if long_text else "kinh độ"
        raise Refused(
            "half",
            f"Còn thiếu {missing}. Nhập đủ vĩ độ và kinh độ, ví dụ 11,1032 và 108,1021, "
            "hoặc bỏ trống cả hai và ghi địa chỉ",
            field="lat" if long_text else "long",
        )
    return lat_text, long_text


def _pair(text: str) -> tuple[str, str]:
    """`11.1032, 108.1021` and `11.1032,108.1021` are two numbers, `11,1032` is one."""
    together = _PAIR.fullmatch(text)
    parts = together.groups() if together else _APART.split(text)
    return (parts[0], parts[1]) if len(parts) == 2 else (text, "")


def _number(text: str, field: str) -> float:
    name = "Vĩ độ" if field == "lat" else "Kinh độ"
    if not _NUMBER.fullmatch(text):
        example = "11,1032" if field == "lat" else "108,1021"
        raise Refused(
            "not_a_number", f"{name} phải là số độ thập phân, ví dụ {example}", field=field
        )
    return float(text.replace(",", "."))


def _in_vietnam(point: Point) -> bool:
    return _SOUTH <= point.lat <= _NORTH and _WEST <= point.long <= _EAST


def _far(point: Point) -> Refused:
    """Why a point cannot be: turned round, nowhere on earth, or in another country."""
    if _in_vietnam(Point(point.long, point.lat)):
        return Refused(
            "swapped",
            "Vĩ độ và kinh độ đã bị đổi chỗ. Ở Việt Nam vĩ độ từ 6 đến 24, kinh độ từ 101 đến 118",
            field="lat",
        )
    if not abs(point.lat) <= 90:
        return Refused("out_of_range", "Vĩ độ phải từ −90 đến 90. Xin kiểm tra lại", field="lat")
    if not abs(point.long) <= 180:
        return Refused(
            "out_of_range", "Kinh độ phải từ −180 đến 180. Xin kiểm tra lại", field="long"
        )
    return Refused(
        "outside_area", "Vị trí này nằm ngoài Việt Nam. Xin kiểm tra lại tọa độ", field="lat"
    )


def _in_commune(point: Point, root_unit: int | None) -> None:
    if root_unit is None or lies_in(point.lat, point.long, root_unit):
        return
    if not has_borders(root_unit):
        return
    raise Refused(
        "outside_area",
        "Vị trí này nằm ngoài địa bàn. Chọn lại, hoặc bỏ vị trí rồi ghi địa chỉ. "
        "Việc ở xã, phường khác thì gửi đến nơi ấy",
        field="lat",
    )

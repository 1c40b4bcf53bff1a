"""Coordinate systems of Vietnam, as far as to say which one a file is in (handbook 6.2).

Borders are taken in degrees of WGS 84 alone: another system is named, never guessed away, because
a wrong zone moves a village by tens of kilometres and a missing shift by two hundred metres.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.lib.errors import Refused

_GEOGRAPHIC = {"4326", "4979", "CRS84", "CRS84H"}
_NAMES = {
    "4756": "VN-2000 theo độ (EPSG:4756)",
    "3405": "VN-2000 / UTM múi 48 (EPSG:3405)",
    "3406": "VN-2000 / UTM múi 49 (EPSG:3406)",
    "32648": "WGS 84 / UTM múi 48 (EPSG:32648)",
    "32649": "WGS 84 / UTM múi 49 (EPSG:32649)",
    "3857": "Web Mercator (EPSG:3857)",
    "900913": "Web Mercator (EPSG:3857)",
}
_MERIDIANS = {
    "5896": "102°00′", "9205": "103°00′", "9206": "104°00′", "9207": "104°30′",
    "9208": "104°45′", "5897": "105°00′", "9209": "105°30′", "9210": "105°45′",
    "9211": "106°00′", "9212": "106°15′", "9213": "106°30′", "9214": "107°00′",
    "9215": "107°15′", "9216": "107°30′", "5899": "107°45′", "5898": "108°00′",
    "9217": "108°15′", "9218": "108°30′",
}  # fmt: skip
_HOW = (
    "Xin xuất lại theo WGS 84 (EPSG:4326): trong QGIS chọn Export, Save Features As, "
    "ô CRS chọn EPSG:4326"
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """In the order of GeoJSON: x before y."""

    west: float
    south: float
    east: float
    north: float

    def within(self, west: float, south: float, east: float, north: float) -> bool:
        sides = west <= self.west and self.east <= east
        return sides and south <= self.south and self.north <= north

    @property
    def turned(self) -> "Bounds":
        return Bounds(self.south, self.west, self.north, self.east)

    @property
    def in_vietnam(self) -> bool:
        """Degrees of WGS 84, with the islands, generously."""
        return self.within(101, 6, 118, 24)


def bounds_of(positions: Iterable[tuple[float, float]]) -> Bounds:
    xs, ys = zip(*positions, strict=True)
    return Bounds(min(xs), min(ys), max(xs), max(ys))


def refuse_declared(crs: Any) -> None:
    """The old `crs` member, where it says something else than WGS 84."""
    if not isinstance(crs, dict):
        return
    properties = crs.get("properties")
    declared = properties.get("name", "") if isinstance(properties, dict) else ""
    code = re.split(r"[:/]", str(declared))[-1].upper()
    if code and code not in _GEOGRAPHIC:
        raise Refused("other_system", f"Tệp dùng hệ tọa độ {_name(code)}. {_HOW}", field="file")


def _name(code: str) -> str:
    if meridian := _MERIDIANS.get(code):
        return f"VN-2000, kinh tuyến trục {meridian} (EPSG:{code})"
    return _NAMES.get(code, f"“{code[:40]}”")


def refuse_values(bounds: Bounds) -> None:
    """Numbers that are no place in Vietnam, by what they look like."""
    if bounds.in_vietnam:
        return
    if bounds.turned.in_vietnam:
        raise Refused(
            "swapped",
            "Vĩ độ và kinh độ trong tệp đã bị đổi chỗ. GeoJSON ghi kinh độ trước, vĩ độ sau",
            field="file",
        )
    if not bounds.within(-180, -90, 180, 90):
        raise Refused(
            "projected",
            f"Số trong tệp là mét, không phải độ: {_projection(bounds)}. {_HOW}",
            field="file",
        )
    raise Refused(
        "elsewhere", "Các vùng trong tệp nằm ngoài Việt Nam. Xin kiểm tra lại tệp", field="file"
    )


def _projection(bounds: Bounds) -> str:
    """Eastings and northings of Vietnam do not overlap, whichever comes first."""
    for one, note in ((bounds, ""), (bounds.turned, ", X và Y đổi chỗ")):
        if one.within(171_500, 921_200, 830_500, 2_591_000):
            return f"có vẻ là VN-2000 hoặc UTM{note}"
        if one.within(11_200_000, 600_000, 13_200_000, 2_800_000):
            return f"có vẻ là Web Mercator (EPSG:3857){note}"
    return "không rõ hệ tọa độ nào"

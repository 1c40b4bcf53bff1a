"""Areas from a GeoJSON file (RFC 7946): what can be taken, and what cannot and why, in words."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import shapely
from django.utils.text import slugify

from geo.shaping import Sketch, Unusable, shape_of, sketch_of
from geo.systems import Bounds, refuse_declared, refuse_values
from portal.lib.errors import Refused
from portal.lib.text import clean, fold

MAX_BYTES = 8 * 1024 * 1024
MAX_AREAS = 800  # each has a box of its own on a form
MAX_CORNERS_OF_ALL = 300_000
_MAX_PARTS = 400_000  # lists and mappings, counted before the file is parsed: each takes 60 bytes
_CODE = re.compile(r"[A-Za-z0-9._-]+")
_CODE_KEYS = ("code", "ma", "ma_thon", "ma_kp", "ma_dvhc", "ma_xa", "maxa", "ward_code", "id")
_NAME_KEYS = ("name", "ten", "ten_thon", "ten_kp", "ten_dvhc", "ten_xa", "tenxa", "ward_name")


@dataclass(frozen=True)
class FoundArea:
    """One area of a file. `wkb`: a valid shape in degrees of WGS 84, longitude before latitude."""

    code: str
    name: str
    wkb: bytes
    bounds: Bounds
    corners: int
    repaired: bool = False


@dataclass(frozen=True)
class Reading:
    areas: tuple[FoundArea, ...]
    problems: tuple[str, ...]  # of areas that are left out


@dataclass(frozen=True)
class _Drawn:
    number: int  # in the file, from 1
    facts: dict[str, str]  # by folded name of the property
    sketch: Sketch


def read_areas(content: bytes, *, code_key: str = "", name_key: str = "") -> Reading:
    """`code_key` and `name_key` name properties; empty ones are guessed. `Refused` for a file of
    which nothing can be taken."""
    data = _parse(content)
    refuse_declared(data.get("crs"))
    problems: list[str] = []
    drawn = _in_vietnam(list(_drawn(_features(data), problems)), problems)
    code_key = _key(drawn, code_key, _CODE_KEYS, "code_key")
    name_key = _key(drawn, name_key, _NAME_KEYS, "name_key")
    areas = list(_found(drawn, code_key, name_key, problems))
    areas = _once(areas, problems)
    if not areas:
        raise _nothing(problems)
    return Reading(tuple(areas), tuple(problems))


def _parse(content: bytes) -> dict[str, Any]:
    if len(content) > MAX_BYTES:
        raise Refused(
            "too_large",
            f"Tệp lớn hơn {MAX_BYTES // 2**20} MB. Xin đơn giản hóa đường ranh rồi xuất lại",
            field="file",
        )
    if content.count(b"[") + content.count(b"{") > _MAX_PARTS:
        raise _too_fine()
    if content[:2] == b"PK" or content[:4] == b"\x00\x00\x27\x0a":
        raise Refused(
            "packed",
            "Đây là tệp nén hoặc shapefile. Mở bằng QGIS rồi xuất thành GeoJSON, EPSG:4326",
            field="file",
        )
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise _not_geojson() from None
    if not isinstance(data, dict):
        raise _not_geojson()
    return data


def _no_constant(word: str) -> float:
    raise ValueError(word)


def _too_fine() -> Refused:
    return Refused(
        "too_fine",
        f"Tệp có hơn {MAX_CORNERS_OF_ALL // 1000}.000 đỉnh. Xin đơn giản hóa đường ranh rồi "
        "xuất lại",
        field="file",
    )


def _not_geojson() -> Refused:
    return Refused("not_geojson", "Tệp này không phải GeoJSON. Xin chọn tệp khác", field="file")


def _features(data: dict[str, Any]) -> list[Any]:
    match data.get("type"):
        case "FeatureCollection":
            features = data.get("features")
        case "Feature":
            features = [data]
        case _:
            features = [{"geometry": data}] if "type" in data else None
    if not isinstance(features, list):
        raise _not_geojson()
    if len(features) > MAX_AREAS:
        raise Refused(
            "too_many", f"Tệp có hơn {MAX_AREAS} vùng. Xin tách thành nhiều tệp", field="file"
        )
    return features


def _drawn(features: list[Any], problems: list[str]) -> Iterator[_Drawn]:
    corners = 0
    for number, feature in enumerate(features, start=1):
        facts = _facts(feature)
        try:
            sketch = sketch_of(feature.get("geometry") if isinstance(feature, dict) else None)
        except Unusable as why:
            problems.append(_problem(number, why))
            continue
        corners += sketch.corners
        if corners > MAX_CORNERS_OF_ALL:
            raise _too_fine()
        yield _Drawn(number, facts, sketch)


def _facts(feature: Any) -> dict[str, str]:
    """Texts and whole numbers; a GeoJSON id counts as the property `id`."""
    if not isinstance(feature, dict):
        return {}
    properties = feature.get("properties")
    said = dict(properties) if isinstance(properties, dict) else {}
    said.setdefault("id", feature.get("id"))
    return {
        fold(str(key)): clean(str(value))
        for key, value in said.items()
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip()
    }


def _in_vietnam(drawn: list[_Drawn], problems: list[str]) -> list[_Drawn]:
    """Those that are; when none is, the file as a whole is in another system."""
    kept = [one for one in drawn if one.sketch.bounds.in_vietnam]
    if drawn and not kept:
        refuse_values(drawn[0].sketch.bounds)
    away = [one.number for one in drawn if not one.sketch.bounds.in_vietnam]
    problems += [_problem(number, "nằm ngoài Việt Nam") for number in away]
    return kept


def _key(drawn: list[_Drawn], typed: str, usual: tuple[str, ...], field: str) -> str:
    """The property to read: the typed one, else the usual one that most areas have."""
    counts = Counter(key for one in drawn for key in one.facts)
    if not typed:
        return max(usual, key=lambda key: counts[key])
    if drawn and fold(typed) not in counts:
        known = ", ".join(sorted(counts)[:12]) or "không có thuộc tính nào"
        raise Refused("no_such_key", f"Tệp không có thuộc tính này. Tệp có: {known}", field=field)
    return fold(typed)


def _found(
    drawn: list[_Drawn], code_key: str, name_key: str, problems: list[str]
) -> Iterator[FoundArea]:
    for one in drawn:
        name = one.facts.get(name_key, "")
        code = _code(one.facts.get(code_key, "") or name)
        if not name or not code:
            problems.append(_problem(one.number, "không có tên hoặc mã"))
        elif len(name) > 120 or len(code) > 30:
            problems.append(_problem(one.number, "có tên dài hơn 120 chữ hoặc mã dài hơn 30 chữ"))
        else:
            try:
                shaped = shape_of(one.sketch)
            except Unusable as why:
                problems.append(_problem(one.number, why, name))
                continue
            wkb, bounds = shapely.to_wkb(shaped.shape), Bounds(*shaped.shape.bounds)
            yield FoundArea(code, name, wkb, bounds, one.sketch.corners, shaped.repaired)


def _code(text: str) -> str:
    """As it is written, where an address can hold it; else its letters without marks."""
    return text if _CODE.fullmatch(text) else slugify(fold(text))


def _once(areas: list[FoundArea], problems: list[str]) -> list[FoundArea]:
    """Of areas with one code the first."""
    kept: dict[str, FoundArea] = {}
    for area in areas:
        if area.code in kept:
            problems.append(f"“{area.name}” có mã {area.code} trùng với “{kept[area.code].name}”")
        else:
            kept[area.code] = area
    return list(kept.values())


def _problem(number: int, why: object, name: str = "") -> str:
    return f"Vùng thứ {number}{f' (“{name}”)' if name else ''} {why}"


def _nothing(problems: list[str]) -> Refused:
    first = f": {re.sub('^V', 'v', problems[0])}" if problems else ""
    return Refused("nothing", f"Không lấy được vùng nào trong tệp{first}", field="file")

"""Files of borders: what is taken, what is repaired, what is refused and in which words."""

import json
import math
import random
import tracemalloc
from typing import Any

import pytest
import shapely

from geo.geojson import FoundArea, read_areas
from portal.lib.errors import Refused
from tests.geo.borders import LAT, LONG, collection, feature, square

SOUND = feature("T1", "Thôn 1", square(0, 0, 0.01))


def _only(content: bytes, **keys: str) -> FoundArea:
    (area,) = read_areas(content, **keys).areas
    return area


def _polygon(*ring: tuple[float, float]) -> dict[str, Any]:
    """Corners in hundredths of a degree from the market."""
    around = [[LONG + x / 100, LAT + y / 100] for x, y in ring]
    return {"type": "Polygon", "coordinates": [around]}


def test_a_file_of_areas_gives_codes_names_and_shapes() -> None:
    reading = read_areas(collection(SOUND, feature("T2", "Thôn 2", square(0.01, 0, 0.01))))

    assert [(one.code, one.name) for one in reading.areas] == [("T1", "Thôn 1"), ("T2", "Thôn 2")]
    assert reading.problems == ()
    first = reading.areas[0]
    assert shapely.from_wkb(first.wkb).covers(shapely.Point(LONG + 0.005, LAT + 0.005))
    assert first.bounds.south == pytest.approx(LAT)
    assert first.bounds.west == pytest.approx(LONG)


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(SOUND).encode(),
        b"\xef\xbb\xbf" + collection(SOUND),
        collection(SOUND, crs={"type": "name", "properties": {"name": "EPSG:4326"}}),
        collection(SOUND, crs={"properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}),
        collection(SOUND, crs=None, bbox=[1, 2, 3, 4], name="ranh gioi"),
    ],
)
def test_every_usual_way_of_writing_a_file_is_read(content: bytes) -> None:
    assert _only(content).name == "Thôn 1"


@pytest.mark.parametrize(
    ("properties", "code", "name"),
    [
        ({"MA": "26734", "Tên": "Thôn Đông"}, "26734", "Thôn Đông"),
        ({"Code": 5, "NAME": "  Khu  phố 5 "}, "5", "Khu phố 5"),
        ({"ten": "Thôn Đông Hải"}, "thon-dong-hai", "Thôn Đông Hải"),
        ({"ma": "Tổ 3", "ten": "Tổ dân phố 3"}, "to-3", "Tổ dân phố 3"),
    ],
)
def test_usual_names_of_properties_are_guessed(
    properties: dict[str, object], code: str, name: str
) -> None:
    area = {"type": "Feature", "properties": properties, "geometry": square(0, 0, 0.01)}

    found = _only(collection(area))

    assert (found.code, found.name) == (code, name)


def test_other_names_of_properties_are_typed() -> None:
    content = collection(feature("T1", "Thôn 1", square(0, 0, 0.01), So="7", Goi="Ấp Bảy"))

    found = _only(content, code_key="so", name_key="GOI")
    assert (found.code, found.name) == ("7", "Ấp Bảy")
    with pytest.raises(Refused, match=r"Tệp có: goi, ma, so, ten") as refused:
        read_areas(content, name_key="tên thôn")
    assert refused.value.field == "name_key"


def test_heights_are_dropped_and_an_open_ring_is_closed() -> None:
    ring = [[LONG, LAT, 12.5], [LONG + 0.01, LAT, 12.5], [LONG + 0.01, LAT + 0.01, 13]]

    shape = shapely.from_wkb(
        _only(collection(feature("T1", "A", {"type": "Polygon", "coordinates": [ring]}))).wkb
    )

    assert not shape.has_z
    assert shape.area == pytest.approx(0.01**2 / 2)


@pytest.mark.parametrize(
    "geometry",
    [
        _polygon((0, 0), (2, 2), (2, 0), (0, 2), (0, 0)),  # a bow tie
        _polygon((0, 0), (2, 0), (2, 2), (1, 2), (1, 3), (1, 2), (0, 2), (0, 0)),  # a spike
        _polygon((0, 0), (2, 0), (2, 2), (0, 2), (0, 0), (1, 0), (0, 0)),  # a side walked twice
        {
            "type": "MultiPolygon",
            "coordinates": [square(0, y, 0.01)["coordinates"] for y in (0, 0.005)],
        },  # parts that overlap
    ],
)  # fmt: skip
def test_broken_rings_are_repaired_into_polygons(geometry: dict[str, Any]) -> None:
    area = _only(collection(feature("T1", "Thôn 1", geometry)))

    shape = shapely.from_wkb(area.wkb)
    assert area.repaired
    assert shape.is_valid
    assert shape.area > 0
    assert shape.geom_type in {"Polygon", "MultiPolygon"}


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (None, "không có hình vẽ"),
        ("hình", "không có hình vẽ"),
        ({"type": "Polygon", "coordinates": []}, "không có hình vẽ"),
        ({"type": "MultiPolygon", "coordinates": []}, "không có hình vẽ"),
        ({"type": "Point", "coordinates": [LONG, LAT]}, "là điểm hoặc đường"),
        ({"type": "LineString", "coordinates": [[LONG, LAT]]}, "là điểm hoặc đường"),
        ({"type": "Bức tranh"}, "là điểm hoặc đường"),
        ({"type": "Polygon", "coordinates": [[[LONG, LAT], [LONG, LAT]]]}, "chưa đủ ba đỉnh"),
        ({"type": "Polygon", "coordinates": [[["108", "11"]]]}, "không phải là số"),
        ({"type": "Polygon", "coordinates": [[[True, False]]]}, "không phải là số"),
        ({"type": "Polygon", "coordinates": [[[None]]]}, "không phải là số"),
        ({"type": "Polygon", "coordinates": [[[10**30, 11]] * 4]}, "quá lớn"),
        ({"type": "Polygon", "coordinates": {"a": 1}}, "viết sai cách"),
        ({"type": "Polygon", "coordinates": [[LONG, LAT]]}, "viết sai cách"),
        (_polygon((0, 0), (1, 1), (2, 2), (0, 0)), "không có diện tích"),
        (square(-100, -5, 0.01), "nằm ngoài Việt Nam"),
        (
            {"type": "GeometryCollection", "geometries": [{"type": "Point"}]},
            "là điểm hoặc đường",
        ),
    ],
)  # fmt: skip
def test_one_bad_area_is_left_out_in_words_and_the_others_are_taken(bad: Any, why: str) -> None:
    reading = read_areas(collection(SOUND, feature("T9", "Thôn 9", bad)))

    assert [one.code for one in reading.areas] == ["T1"]
    (problem,) = reading.problems
    assert problem.startswith("Vùng thứ 2")
    assert why in problem


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"ma": "T9", "ten": ""}, "không có tên hoặc mã"),
        ({"ma": "T9", "ten": "   "}, "không có tên hoặc mã"),
        ({"ma": "T9", "ten": "Thôn " + "dài " * 40}, "dài hơn"),
        ({"ma": "T" * 31, "ten": "Thôn 9"}, "dài hơn"),
        ({"ma": "T1", "ten": "Thôn 9"}, "trùng với “Thôn 1”"),
    ],
)
def test_an_area_without_a_name_or_with_a_code_twice_is_left_out(
    facts: dict[str, str], why: str
) -> None:
    bad = {"type": "Feature", "properties": facts, "geometry": square(0.02, 0, 0.01)}

    reading = read_areas(collection(SOUND, bad))

    assert [one.name for one in reading.areas] == ["Thôn 1"]
    assert why in reading.problems[0]


def _metres(x: float, y: float) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[[x, y], [x + 900, y], [x, y + 900], [x, y]]]}


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (collection(feature("1", "A", _metres(401_434, 1_211_074))), "projected", "VN-2000"),
        (collection(feature("1", "A", _metres(1_211_074, 401_434))), "projected", "X và Y đổi chỗ"),
        (collection(feature("1", "A", _metres(12_033_000, 1_244_000))), "projected", "Mercator"),
        (collection(feature("1", "A", _metres(5_000, 7_000))), "projected", "không rõ"),
        (collection(SOUND, crs={"properties": {"name": "urn:ogc:def:crs:EPSG::9218"}}),
         "other_system", "108°30′"),
        (collection(SOUND, crs={"properties": {"name": "EPSG:4756"}}), "other_system", "theo độ"),
        (collection(SOUND, crs={"properties": {"name": "http://x/epsg/0/3857"}}),
         "other_system", "Web Mercator"),
        (collection(SOUND, crs={"properties": {"name": "EPSG:2154"}}), "other_system", "“2154”"),
        (collection(feature("1", "A", _polygon((-9700, 9700), (-9690, 9700), (-9690, 9710)))),
         "swapped", "đổi chỗ"),
        (collection(feature("1", "A", square(-100, 30, 1))), "elsewhere", "ngoài Việt Nam"),
    ],
)  # fmt: skip
def test_a_file_in_another_system_is_refused_and_the_system_named(
    content: bytes, code: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        read_areas(content)

    assert (refused.value.code, refused.value.field) == (code, "file")


def test_one_area_at_nought_does_not_make_the_file_another_system() -> None:
    nought = feature("T0", "Thôn 0", square(-LONG, -LAT, 0.01))

    assert [one.code for one in read_areas(collection(nought, SOUND)).areas] == ["T1"]


NESTED = b'{"type":"FeatureCollection","features":' + b"[" * 200_000 + b"]" * 200_000 + b"}"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_geojson"),
        (b"PK\x03\x04....", "packed"),
        (b"\x00\x00\x27\x0a\x00\x00", "packed"),
        (b"\x89PNG\r\n\x1a\n", "not_geojson"),
        (b"<kml></kml>", "not_geojson"),
        (b"[1, 2]", "not_geojson"),
        (b'"FeatureCollection"', "not_geojson"),
        (b"{}", "not_geojson"),
        (b'{"type": "FeatureCollection", "features": {"a": 1}}', "not_geojson"),
        (b'{"type": "FeatureCollection", "features": []}', "nothing"),
        (b'{"type": "Topology"}', "nothing"),
        (collection(SOUND).decode().encode("utf-16"), "not_geojson"),
        (collection(SOUND).replace(b"0.01", b"NaN")[:-5], "not_geojson"),
        (b'{"type": "Polygon", "coordinates": [[[NaN, Infinity]]]}', "not_geojson"),
        (b'{"type": "Polygon", "coordinates": [[[1e999, 1]]]}', "nothing"),
        (b'{"type": "Polygon", "coordinates": [[[' + b"9" * 5_000 + b", 1]]]}", "not_geojson"),
        (NESTED, "not_geojson"),
        (collection(None, 5, "vùng", []), "nothing"),
        (collection(*[SOUND] * 801), "too_many"),
        (b" " * (8 * 2**20 + 1), "too_large"),
    ],
)
def test_files_that_are_no_borders_are_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_areas(content)

    assert refused.value.code == code
    assert len(refused.value.message) > 20


def _circle(corners: int) -> dict[str, Any]:
    turns = [2 * math.pi * number / corners for number in range(corners)]
    around = [(LONG + 0.01 * math.cos(turn), LAT + 0.01 * math.sin(turn)) for turn in turns]
    ring = [[round(x, 6), round(y, 6)] for x, y in around]
    return feature("T1", "Thôn 1", {"type": "Polygon", "coordinates": [ring]})


def test_an_area_of_too_many_corners_is_left_out_and_of_all_too_many_refused() -> None:
    reading = read_areas(collection(_circle(20_001), feature("T2", "B", square(0, 0, 0.01))))
    assert "đơn giản hóa" in reading.problems[0]
    assert _only(collection(_circle(20_000))).corners == 20_000

    with pytest.raises(Refused, match="300.000") as refused:
        read_areas(collection(*[_circle(19_000)] * 16))
    assert refused.value.code == "too_fine"


def test_a_ring_that_crosses_itself_a_million_times_is_not_repaired() -> None:
    chance = random.Random(3)
    ring = [[LONG + chance.random() / 9, LAT + chance.random() / 9] for _ in range(5_000)]
    scribble = feature("T9", "Thôn 9", {"type": "Polygon", "coordinates": [ring]})

    reading = read_areas(collection(SOUND, scribble))

    assert "tự cắt quá nhiều lần" in reading.problems[0]


@pytest.mark.parametrize("part", [b"[1,2],", b"[],", b"{},", b'"a",', b"0.1,"])
def test_eight_megabytes_of_anything_take_no_more_than_a_hundred(part: bytes) -> None:
    parts = part * ((8 * 2**20 - 200) // len(part))
    content = b'{"type": "Polygon", "coordinates": [[' + parts + b"1]]}"
    tracemalloc.start()
    try:
        with pytest.raises(Refused):
            read_areas(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100 * 2**20

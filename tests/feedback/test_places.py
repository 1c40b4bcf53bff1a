"""Two numbers that people, devices and programs give as a place."""

import pytest

from feedback.places import Point, read_point
from geo.models import Area
from portal.lib.errors import Refused
from tests.factories import Commune, make_commune
from tests.geo.borders import LAT, LONG, draw, square

HERE = Point(11.1032, 108.1021)


@pytest.mark.parametrize(
    ("lat", "long"),
    [
        ("11.1032", "108.1021"),
        (" 11,1032 ", "108,1021"),
        ("+11.1032", "108.10210000"),
        ("11.1032, 108.1021", ""),
        ("11.1032 108.1021", " "),
        ("11.1032;108.1021", ""),
        ("11.1032,108.1021", ""),
        ("11,1032, 108,1021", ""),
    ],
)
def test_usual_ways_of_writing_a_point_are_read(lat: str, long: str) -> None:
    assert read_point(lat, long) == HERE


@pytest.mark.parametrize(
    ("lat", "long", "code", "field", "words"),
    [
        ("11.1032", "", "half", "long", "Còn thiếu kinh độ"),
        ("", "108.1021", "half", "lat", "Còn thiếu vĩ độ"),
        ("11,1032", "", "half", "long", "Còn thiếu kinh độ"),
        ("11.1 108.1 5", "", "half", "long", "Còn thiếu kinh độ"),
        ("", "", "half", "long", "ghi địa chỉ"),
        ("mười một", "108.1021", "not_a_number", "lat", "Vĩ độ phải là số"),
        ("11.1032", "108°6'7\"", "not_a_number", "long", "Kinh độ phải là số"),
        ("nan", "inf", "not_a_number", "lat", "phải là số"),
        ("1e1", "108.1021", "not_a_number", "lat", "phải là số"),
        ("١١.١", "108.1021", "not_a_number", "lat", "phải là số"),
        ("9" * 400, "108.1021", "not_a_number", "lat", "phải là số"),
        ("0", "0", "zero", "lat", "tọa độ 0, 0"),
        ("0.0000", "-0.0001", "zero", "lat", "tọa độ 0, 0"),
        ("108.1021", "11.1032", "swapped", "lat", "đổi chỗ"),
        ("91", "108.1021", "out_of_range", "lat", "Vĩ độ phải từ −90 đến 90"),
        ("11.1032", "-181", "out_of_range", "long", "Kinh độ phải từ −180 đến 180"),
        ("1211074.3", "401434.9", "out_of_range", "lat", "Vĩ độ"),
        ("48.8566", "2.3522", "outside_area", "lat", "ngoài Việt Nam"),
        ("11.1032", "0", "outside_area", "lat", "ngoài Việt Nam"),
    ],
)
def test_what_is_no_place_here_is_refused_at_its_field(
    lat: str, long: str, code: str, field: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        read_point(lat, long)

    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.django_db
def test_a_point_must_lie_in_the_commune_whose_borders_are_known(commune: Commune) -> None:
    other = make_commune("H99.13", "xã Hòa Bình")
    draw(commune.root, "xa", square(0, 0, 0.02), kind=Area.Kind.WHOLE)
    inside, outside = (str(LAT + 0.01), str(LONG + 0.01)), (str(LAT + 0.05), str(LONG))

    assert read_point(*inside, root_unit=commune.root.pk) == Point(LAT + 0.01, LONG + 0.01)
    with pytest.raises(Refused, match="ngoài địa bàn") as refused:
        read_point(*outside, root_unit=commune.root.pk)
    assert refused.value.code == "outside_area"
    assert read_point(*outside, root_unit=other.root.pk) == Point(LAT + 0.05, LONG)
    assert read_point(*outside) == Point(LAT + 0.05, LONG)


@pytest.mark.django_db
def test_who_stands_at_the_border_is_not_sent_away(commune: Commune) -> None:
    draw(commune.root, "xa", square(0, 0, 0.02), kind=Area.Kind.WHOLE)

    assert read_point(str(LAT - 0.0002), str(LONG + 0.01), root_unit=commune.root.pk)

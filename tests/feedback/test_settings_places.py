"""`/qt/phan-anh/tuyen/` and `/qt/phan-anh/dia-ban/`: who answers where."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from feedback.models import Category, Route
from geo.models import Area, AreaImport
from tests.factories import Commune, make_commune
from tests.feedback.admin import BASE, sign_in, text
from tests.feedback.factories import make_category
from tests.geo.borders import LAT, LONG, collection, draw, feature, square
from tests.plans import cheap

pytestmark = pytest.mark.django_db
ROUTES, AREAS = f"{BASE}tuyen/", f"{BASE}dia-ban/"
NORTH = feature("T1", "Thôn 1", square(0, 0.01, 0.01))
SOUTH = feature("T2", "Thôn 2", square(0, 0, 0.01))
POINT = f"{LAT + 0.005}, {LONG + 0.005}"


@pytest.fixture
def admin(commune: Commune) -> Client:
    return sign_in(commune)


@pytest.fixture
def road() -> Category:
    return make_category("duong-sa", name="Đường hư hỏng")


def _route(commune: Commune, **facts: object) -> Route:
    return Route.objects.create(root_unit=commune.root, unit=commune.justice, **facts)


def test_a_route_is_added_changed_and_dropped(
    admin: Client, commune: Commune, road: Category
) -> None:
    typed = {"category": road.pk, "area": "", "unit": commune.office.pk}
    assert admin.post(f"{ROUTES}them/", typed).status_code == 302
    route = Route.objects.get()
    assert (route.category, route.area, route.unit) == (road, None, commune.office)

    admin.post(f"{ROUTES}{route.pk}/", typed | {"unit": commune.justice.pk})
    assert "Tư pháp - Hộ tịch" in text(admin.get(ROUTES))
    admin.post(f"{ROUTES}{route.pk}/bo/")
    assert not Route.objects.exists()


def test_a_route_twice_is_refused_at_its_field(
    admin: Client, commune: Commune, road: Category
) -> None:
    _route(commune, category=road)

    answer = admin.post(f"{ROUTES}them/", {"category": road.pk, "unit": commune.office.pk})

    assert answer.status_code == 422
    assert "Đã có phân tuyến cho loại và địa bàn này" in text(answer)


@pytest.mark.parametrize("unit", ["", "0", "x", "999999"])
def test_a_route_to_no_office_of_ours_is_refused(
    admin: Client, commune: Commune, road: Category, unit: str
) -> None:
    make_commune("H99.13", "xã Hòa Bình")

    answer = admin.post(f"{ROUTES}them/", {"category": road.pk, "unit": unit})

    assert answer.status_code == 422
    assert "Chọn một dòng trong danh sách" in text(answer)


def test_routes_and_areas_of_another_commune_are_not_there(admin: Client, road: Category) -> None:
    other = make_commune("H99.13", "xã Hòa Bình")
    route = _route(other, category=road)
    area = draw(other.root, "t1", square(0, 0, 0.01))

    assert admin.get(f"{ROUTES}{route.pk}/").status_code == 404
    assert admin.post(f"{ROUTES}{route.pk}/bo/").status_code == 404
    assert admin.post(f"{AREAS}{area.pk}/dung/", {"dung": "0"}).status_code == 404


def test_the_bench_tells_where_a_report_would_go_and_why(
    admin: Client, commune: Commune, road: Category
) -> None:
    draw(commune.root, "xa", square(0, 0, 0.04), kind=Area.Kind.WHOLE)
    hamlet = draw(commune.root, "T2", square(0, 0, 0.02))
    _route(commune, category=road, area=hamlet)
    admin.get(ROUTES)

    with cheap():
        page = text(admin.get(ROUTES, {"loai": road.pk, "lat": POINT}))

    assert "Giao <strong>Tư pháp - Hộ tịch</strong>" in page
    assert "Điểm này thuộc T2" in page
    assert "giao Tư pháp - Hộ tịch" in page


def test_the_bench_without_a_place_and_without_a_route_ends_at_the_one_stop(
    admin: Client, road: Category
) -> None:
    page = text(admin.get(ROUTES, {"loai": road.pk, "lat": ""}))

    assert "Giao <strong>Trung tâm Phục vụ hành chính công</strong>" in page
    assert "Không có vị trí" in page


@pytest.mark.parametrize(
    ("lat", "words"),
    [
        ("0, 0", "tọa độ 0, 0"),
        ("108.1, 11.1", "đổi chỗ"),
        ("11.1", "Còn thiếu kinh độ"),
        ("48.85, 2.35", "ngoài Việt Nam"),
        ("x" * 61, "60"),
    ],
)
def test_the_bench_says_what_is_wrong_with_a_point(
    admin: Client, road: Category, lat: str, words: str
) -> None:
    answer = admin.get(ROUTES, {"loai": road.pk, "lat": lat})

    assert answer.status_code == 422
    assert words in text(answer)


def test_kinds_that_no_route_names_are_told(
    admin: Client, commune: Commune, road: Category
) -> None:
    lamp = make_category("den", name="Đèn đường")
    _route(commune, category=lamp)
    assert "<p>Đường hư hỏng.</p>" in text(admin.get(ROUTES))

    _route(commune)
    assert "<p>Đường hư hỏng.</p>" not in text(admin.get(ROUTES))


def _hand_in(admin: Client, content: bytes, **typed: str) -> HttpResponse:
    file = SimpleUploadedFile("thon <b>.geojson", content)
    return admin.post(f"{AREAS}tep/", {"kind": "hamlet", "file": file} | typed)


def _take_over(admin: Client, **chosen: object) -> HttpResponse:
    looked_at = {"tep": AreaImport.objects.get(done_at=None).pk}
    return admin.post(f"{AREAS}xem-truoc/", looked_at | chosen)


def test_a_file_is_looked_at_drawn_and_then_taken_over(admin: Client, commune: Commune) -> None:
    assert _hand_in(admin, collection(NORTH, SOUTH)).status_code == 302
    assert not Area.objects.exists()
    assert "Có một tệp đang xem trước" in text(admin.get(AREAS))

    page = text(admin.get(f"{AREAS}xem-truoc/"))
    assert "thon &lt;b&gt;.geojson" in page
    assert page.count("<path") == 2
    assert page.count(" checked") == 2
    answer = _take_over(admin, codes=["T1"])

    assert answer.status_code == 302
    assert list(Area.objects.values_list("name", flat=True)) == ["Thôn 1"]
    with cheap():
        seen = text(admin.get(AREAS))
    assert "Lê Hữu Phúc nhập thon &lt;b&gt;.geojson: 1 địa bàn mới" in seen
    assert "<path" in seen


def test_a_file_that_replaced_the_one_looked_at_is_looked_at_first(
    admin: Client, commune: Commune
) -> None:
    _hand_in(admin, collection(NORTH))
    first = AreaImport.objects.get().pk
    _hand_in(admin, collection(NORTH, SOUTH))

    answer = admin.post(f"{AREAS}xem-truoc/", {"tep": first, "codes": ["T1"]})

    assert answer.status_code == 422
    assert "đã được thay bằng tệp dưới đây" in text(answer)
    assert not Area.objects.exists()
    assert _take_over(admin, codes=["T1"]).status_code == 302


def test_nothing_chosen_is_refused_and_the_file_stays(admin: Client, commune: Commune) -> None:
    _hand_in(admin, collection(NORTH, SOUTH))

    answer = _take_over(admin, retire_absent="on")

    assert answer.status_code == 422
    assert "Chọn ít nhất một địa bàn" in text(answer)
    assert AreaImport.objects.filter(done_at__isnull=True).exists()


def test_what_is_wrong_with_areas_of_the_file_is_told(admin: Client, commune: Commune) -> None:
    draw(commune.root, "cu", square(0.1, 0, 0.01))
    bad = feature("T9", "Thôn 9", None)
    upon = feature("T3", "Thôn 3", square(0, 0.005, 0.01))
    _hand_in(admin, collection(NORTH, upon, bad))

    page = text(admin.get(f"{AREAS}xem-truoc/"))

    assert "Vùng thứ 3 không có hình vẽ" in page
    assert "“Thôn 1” và “Thôn 3” chồng lên nhau 50%" in page
    assert "Đang dùng mà không có trong tệp: cu" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<kml/>", "không phải GeoJSON"),
        (b"", "Tệp này trống"),
        (collection(SOUTH, crs={"properties": {"name": "EPSG:9218"}}), "108°30′"),
    ],
)
def test_a_useless_file_is_refused_at_its_field(
    admin: Client, commune: Commune, content: bytes, words: str
) -> None:
    answer = _hand_in(admin, content)

    assert answer.status_code == 422
    assert words in text(answer)
    assert not AreaImport.objects.exists()


def test_no_file_is_asked_for_and_typed_names_are_kept(admin: Client, commune: Commune) -> None:
    answer = admin.post(f"{AREAS}tep/", {"kind": "zone", "name_key": "ten_cho"})

    assert answer.status_code == 422
    assert "Chọn tệp GeoJSON" in text(answer)
    assert "ten_cho" in text(answer)


def test_a_file_is_given_up(admin: Client, commune: Commune) -> None:
    _hand_in(admin, collection(NORTH))
    admin.post(f"{AREAS}bo-tep/")

    assert not AreaImport.objects.exists()
    assert admin.get(f"{AREAS}xem-truoc/").status_code == 302


def test_an_area_is_taken_out_of_use_and_back(admin: Client, commune: Commune) -> None:
    area = draw(commune.root, "T1", square(0, 0, 0.01))
    for choice in ("0", "1"):
        admin.post(f"{AREAS}{area.pk}/dung/", {"dung": choice})
        area.refresh_from_db()
        assert area.is_active == (choice == "1")

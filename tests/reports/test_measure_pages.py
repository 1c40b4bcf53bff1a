"""Pages of ratios and indicators, and where administrators set targets."""

from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import Unit, User
from accounts.permissions import Role
from procedures.models import Procedure
from reports.models import Target
from tests.factories import Commune, make_commune, make_procedure, make_staff
from tests.plans import cheap
from tests.reports.measures import counted, did

pytestmark = pytest.mark.django_db
PAGES = ["/ld/ty-le/", "/ld/chi-so-766/", "/ld/chi-so-766/tien-do/", "/ld/danh-gia/"]
TYPED = {
    "measure": "dung-han",
    "unit": "",
    "value": "97,5",
    "basis": "Kế hoạch 12/KH-UBND",
    "valid_from_day": "1",
    "valid_from_month": "1",
    "valid_from_year": "2026",
}


@pytest.fixture
def commune() -> Commune:
    counted()
    return make_commune()


@pytest.fixture
def births(commune: Commune) -> Procedure:
    procedure = make_procedure()
    did(
        commune, procedure,
        received_direct=60, received_online=40, received_full=100, online_full=40,
        closed_early=80, closed_late=10,
    )  # fmt: skip
    return procedure


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def leader(commune: Commune) -> Client:
    return signed_in(make_staff(commune.root, Role.LEADER))


@pytest.fixture
def admin(commune: Commune) -> Client:
    return signed_in(make_staff(commune.office, Role.ADMIN))


def text_of(client: Client, path: str, query: str = "tu=2026-10-01&den=2026-10-31") -> str:
    return client.get(f"{path}?ky=tu-chon&{query}").content.decode()


def test_ratios_stand_beside_their_numbers_and_targets(leader: Client, births: Procedure) -> None:
    text = text_of(leader, "/ld/ty-le/")
    assert "88,9%" in text
    assert "so=dvctt-truc-tuyen" in text
    assert "70%" in text
    assert "chưa đạt" in text


def test_the_index_leads_to_who_is_behind_it(leader: Client, births: Procedure) -> None:
    text = text_of(leader, "/ld/chi-so-766/")
    assert "Ước tính từ" in text
    assert "/ld/chi-so-766/tien-do/?" in text
    behind = text_of(leader, "/ld/chi-so-766/tien-do/")
    assert "Tư pháp - Hộ tịch" in behind
    assert "Đăng ký khai sinh" in behind
    assert "80%" in behind
    assert "so=tiep-nhan" in behind


def test_the_nine_indicators_have_a_page(leader: Client, births: Procedure) -> None:
    text = text_of(leader, "/ld/danh-gia/")
    assert "80 sớm hơn, 0 bằng, 10 dài hơn" in text
    assert "Không có phản ánh nào về thủ tục, cán bộ" in text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_cheap(
    leader: Client, births: Procedure, path: str, settings: LazySettings
) -> None:
    leader.get(path)
    settings.CATALOGUE_CHECK_SECONDS = 60  # as in production: the catalogue is in memory
    with cheap():
        leader.get(path)


@pytest.mark.parametrize("path", PAGES)
def test_before_anything_is_counted_pages_say_so(path: str) -> None:
    leader = signed_in(make_staff(make_commune().root, Role.LEADER))
    assert "Chưa có số liệu" in leader.get(path).content.decode()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("tu=2026-12-01&den=2026-11-01", "Ngày bắt đầu sau ngày kết thúc"),
        ("tu=2999-12-01&den=2999-12-31", "Kỳ này chưa đến"),
        ("tu=2026-10-01&den=2026-10-31&don-vi=H01", "ngoài phạm vi"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(
    leader: Client, path: str, query: str, sentence: str
) -> None:
    answer = leader.get(f"{path}?ky=tu-chon&{query}")
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_indicator_without_figures_behind_it_has_no_page(leader: Client) -> None:
    assert leader.get("/ld/chi-so-766/hai-long/").status_code == 404


def test_an_administrator_sets_a_target(admin: Client, commune: Commune) -> None:
    assert admin.post("/qt/chi-tieu/them/", TYPED).status_code == 302
    target = Target.objects.get(measure="dung-han")
    assert (str(target.value), target.unit, target.valid_from) == ("97.50", None, date(2026, 1, 1))
    text = admin.get("/qt/chi-tieu/").content.decode()
    assert "97,5%" in text
    assert "Kế hoạch 12/KH-UBND" in text


def test_a_target_is_changed_and_keeps_its_place(admin: Client, commune: Commune) -> None:
    admin.post("/qt/chi-tieu/them/", TYPED)
    target = Target.objects.get(measure="dung-han")
    assert 'value="97,5"' in admin.get(f"/qt/chi-tieu/{target.pk}/").content.decode()
    admin.post(f"/qt/chi-tieu/{target.pk}/", TYPED | {"value": "99", "unit": commune.justice.pk})
    target.refresh_from_db()
    assert (target.value, target.unit) == (99, commune.justice)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": "101"}, "Nhập số không quá 100"),
        ({"value": "nhiều"}, "Nhập bằng chữ số"),
        ({"measure": "la"}, "Chọn một dòng trong danh sách"),
        ({"unit": "999999"}, "Chọn một đơn vị trong danh sách"),
        ({"valid_from_day": "31", "valid_from_month": "2"}, "Ngày này không có trong lịch"),
        (
            {"valid_to_day": "1", "valid_to_month": "1", "valid_to_year": "2026"},
            "Ngày thôi áp dụng phải sau ngày bắt đầu",
        ),
    ],
)
def test_a_wrong_target_is_said_at_its_field_and_kept(
    admin: Client, changes: dict[str, str], sentence: str
) -> None:
    answer = admin.post("/qt/chi-tieu/them/", TYPED | changes)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Kế hoạch 12/KH-UBND" in answer.content.decode()
    assert not Target.objects.filter(measure="dung-han").exists()


def test_the_same_target_twice_is_refused(admin: Client) -> None:
    admin.post("/qt/chi-tieu/them/", TYPED)
    again = admin.post("/qt/chi-tieu/them/", TYPED)
    assert again.status_code == 422
    assert "Đã có chỉ tiêu này từ đúng ngày đó" in again.content.decode()


def test_targets_of_another_commune_are_not_there(admin: Client) -> None:
    other = make_commune("H99.13", "xã Bình Hòa")
    target = Target.objects.create(
        measure="dung-han", unit=other.root, value=90, valid_from=date(2026, 1, 1)
    )
    assert admin.get(f"/qt/chi-tieu/{target.pk}/").status_code == 404
    assert "90%" not in admin.get("/qt/chi-tieu/").content.decode().split("Nộp trực tuyến")[0]


def test_a_commune_does_not_change_what_holds_for_its_whole_province(
    admin: Client, commune: Commune
) -> None:
    province = make_commune("H99", "tỉnh Bình Minh").root
    Unit.objects.filter(pk=commune.root.pk).update(parent=province)
    common = Target.objects.create(measure="dung-han", value=90, valid_from=date(2025, 1, 1))
    assert admin.post(f"/qt/chi-tieu/{common.pk}/", TYPED).status_code == 404
    assert f"/qt/chi-tieu/{common.pk}/" not in admin.get("/qt/chi-tieu/").content.decode()
    assert admin.post("/qt/chi-tieu/them/", TYPED).status_code == 422
    own = TYPED | {"unit": str(commune.root.pk)}
    assert admin.post("/qt/chi-tieu/them/", own).status_code == 302

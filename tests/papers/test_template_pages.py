"""An office writes its head, its signer, its last sentence; it sees the paper before using it."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Role
from papers.models import FormSet, PaperTemplate
from papers.sets import seed_form_sets
from tests.dossiers.papers import text_of
from tests.factories import Commune, make_commune, make_staff

ALL_VARIABLES = (
    "{ma_ho_so}, {nguoi_nop}, {thu_tuc}, {ngay_hen}, {don_vi}, {dien_thoai}, {trang_web}"
)
NEW = {
    "superior": "UBND TỈNH BÌNH MINH",
    "office_name": "Ủy ban nhân dân xã Bình An",
    "place_name": "Bình An",
    "on_behalf": "TM. ỦY BAN NHÂN DÂN",
    "signer_title": "CHỦ TỊCH",
    "signer_name": "Trần Văn Dũng",
    "phone": "0252 3999 888",
    "closing": "Cần hỏi về hồ sơ {ma_ho_so}, xin gọi {dien_thoai}.",
}


@pytest.fixture
def commune(db: None) -> Commune:
    seed_form_sets()
    return make_commune()


@pytest.fixture
def administrator(commune: Commune) -> User:
    return make_staff(commune.office, Role.ADMIN, full_name="Quản Trị")


@pytest.fixture
def admin(administrator: User, client: Client) -> Client:
    client.force_login(administrator)
    return client


def page_of(commune: Commune, form: str = "mau-05") -> str:
    return reverse("papers:template", args=[commune.root.pk, form])


def words(answer) -> str:  # type: ignore[no-untyped-def]
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def shown(admin: Client, commune: Commune, values: dict[str, str]) -> str:
    """The text of the sample PDF that the page of the preview links to."""
    answer = admin.post(page_of(commune), {**values, "do": "show"})
    [address] = re.findall(r'href="(/qt/mau-giay/xem-thu/[^"]+\.pdf)"', answer.content.decode())
    return text_of(admin.get(address).content)


def test_a_template_is_seen_as_a_real_paper_before_it_is_used(
    admin: Client, commune: Commune
) -> None:
    text = shown(admin, commune, NEW)
    assert "UBND TỈNH BÌNH MINH" in text
    assert "TM. ỦY BAN NHÂN DÂN" in text
    assert "CHỦ TỊCH" in text
    assert "Trần Văn Dũng" in text
    assert "Cần hỏi về hồ sơ H99.12-261123-0042, xin gọi 0252 3999 888." in text
    assert not PaperTemplate.objects.exists()


def test_the_picture_of_the_sample_is_a_page(admin: Client, commune: Commune) -> None:
    answer = admin.post(page_of(commune), {**NEW, "do": "show"})
    [address] = re.findall(r'src="(/qt/mau-giay/xem-thu/[^"]+\.png)"', answer.content.decode())
    assert admin.get(address).content.startswith(b"\x89PNG")


def test_using_it_adds_a_row_and_every_earlier_one_stays_in_the_history(
    admin: Client, commune: Commune, administrator: User
) -> None:
    admin.post(page_of(commune), {**NEW, "do": "use"})
    answer = admin.post(page_of(commune), {**NEW, "phone": "0252 111", "do": "use"}, follow=True)
    assert "Đã dùng mẫu mới: Thông báo dừng giải quyết hồ sơ" in words(answer)
    templates = PaperTemplate.objects.order_by("valid_from")
    assert [row.phone for row in templates] == ["0252 3999 888", "0252 111"]
    assert {row.made_by for row in templates} == {administrator}
    history = words(admin.get(page_of(commune)))
    assert history.index("0252 111") < history.index("0252 3999 888")


def test_the_same_again_is_refused_and_adds_nothing(admin: Client, commune: Commune) -> None:
    admin.post(page_of(commune), {**NEW, "do": "use"})
    answer = admin.post(page_of(commune), {**NEW, "do": "use"})
    assert answer.status_code == 422
    assert "Mẫu chưa có gì thay đổi" in words(answer)
    assert PaperTemplate.objects.count() == 1


@pytest.mark.parametrize(
    ("closing", "says"),
    [
        ("Gọi {so_may}", "Không có biến {so_may}. Chỉ dùng: " + ALL_VARIABLES),
        ("Gọi {dien_thoai.__class__}", "Không có biến {dien_thoai.__class__}. Chỉ dùng:"),
        ("Gọi {dien_thoai", "Dấu ngoặc nhọn chưa đủ cặp. Chỉ dùng:"),
        ("Gọi dien_thoai}", "Dấu ngoặc nhọn chưa đủ cặp. Chỉ dùng:"),
        ("Gọi {{dien_thoai}}", "Dấu ngoặc nhọn chưa đủ cặp. Chỉ dùng:"),
        ("Gọi {}", "Không có biến {}. Chỉ dùng:"),
    ],
)
@pytest.mark.parametrize("do", ["show", "use"])
def test_a_wrong_variable_is_refused_at_its_field_and_what_was_typed_stays(
    admin: Client, commune: Commune, closing: str, says: str, do: str
) -> None:
    answer = admin.post(page_of(commune), {**NEW, "closing": closing, "do": do})
    assert answer.status_code == 422
    assert answer.context["form"].errors["closing"][0].startswith(says)
    assert 'value="0252 3999 888"' in answer.content.decode()
    assert not PaperTemplate.objects.exists()


def test_expressions_of_other_languages_are_printed_as_they_stand(
    admin: Client, commune: Commune
) -> None:
    typed = "100% $x <b>đậm</b> %(settings)s"
    assert "100% $x <b>đậm</b> %(settings)s" in shown(admin, commune, {**NEW, "closing": typed})


def test_going_back_from_the_sample_keeps_what_was_typed(admin: Client, commune: Commune) -> None:
    answer = admin.post(page_of(commune), {**NEW, "do": "edit"})
    assert 'value="0252 3999 888"' in answer.content.decode()


def test_a_slip_has_no_signer_of_the_office(admin: Client, commune: Commune) -> None:
    fields = admin.get(page_of(commune, "mau-01")).context["form"].fields
    assert "phone" in fields
    assert "signer_name" not in fields


def test_the_list_names_what_is_in_force_and_leads_to_one_office_and_form(
    admin: Client, commune: Commune
) -> None:
    admin.post(page_of(commune), {**NEW, "do": "use"})
    answer = admin.get(reverse("papers:templates"))
    assert "Chức vụ người ký: CHỦ TỊCH" in words(answer)
    assert "Thông tư số 03/2025/TT-VPCP 01/09/2025" in words(answer)
    chosen = {"unit": commune.one_stop.pk, "form": "chung"}
    answer = admin.get(reverse("papers:templates"), chosen)
    assert answer["Location"] == reverse("papers:template", args=[commune.one_stop.pk, "chung"])


def test_another_communes_offices_and_forged_samples_are_not_found(
    admin: Client, commune: Commune
) -> None:
    elsewhere = make_commune("H99.13", "xã Hòa Thắng")
    assert admin.get(page_of(elsewhere)).status_code == 404
    assert admin.get(page_of(commune, "mau-99")).status_code == 404
    assert admin.get(reverse("papers:sample-pdf", args=["abc:def"])).status_code == 404


def test_only_administrators_open_the_pages(commune: Commune, client: Client) -> None:
    client.force_login(make_staff(commune.one_stop, Role.LEADER))
    assert client.get(reverse("papers:templates")).status_code == 403
    assert client.get(page_of(commune)).status_code == 403


def test_a_circular_is_corrected_and_the_order_of_the_sets_kept(
    admin: Client, commune: Commune
) -> None:
    address = reverse("papers:form-set", args=["tt03-2025"])
    values = {"name": "Bộ mẫu 2025", "circular": "Thông tư số 3/2025/TT-VPCP"}
    admin.post(address, {**values, "valid_from": "15/8/2025"})
    corrected = FormSet.objects.get(code="tt03-2025")
    assert corrected.valid_from == date(2025, 8, 15)
    assert corrected.circular == "Thông tư số 3/2025/TT-VPCP"
    answer = admin.post(address, {**values, "valid_from": "31/12/2017"})
    assert answer.status_code == 422
    assert "Chọn ngày sau ngày 01/01/2018 của Thông tư số 01/2018/TT-VPCP" in words(answer)

"""Writing the words of messages: seen before they are used, refused where they would fail."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import Unit
from accounts.offices import offices
from accounts.permissions import Role
from notifications.models import Gateway, Wording
from notifications.models.message import Channel
from notifications.wording import render
from notifications.wording.own import forget
from notifications.wording.variables import example_of
from portal.lib.dates import short_day
from tests.factories import (
    MONDAY,
    Commune,
    make_commune,
    make_procedure,
    make_received,
    make_staff,
)

pytestmark = pytest.mark.django_db

LIST = "/qt/mau-tin/"
SMS = "/qt/mau-tin/ready/sms/vi/"
TEXT = "[{ten_ngan}] Moi Ong/Ba nhan ket qua {ma_ho_so}"


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def admin(client: Client, commune: Commune) -> Client:
    client.force_login(make_staff(commune.one_stop, Role.ADMIN, full_name="Trần Thị Tin"))
    return client


@pytest.fixture
def save(
    admin: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> Callable[..., HttpResponse]:
    def post(path: str = SMS, **data: object) -> HttpResponse:
        fields = {"do": "save", "version": "0", "text": TEXT} | data
        with django_capture_on_commit_callbacks(execute=True):
            return admin.post(path, fields)

    return post


def page(answer: HttpResponse) -> str:
    return answer.content.decode()


def sent(commune: Commune, kind: str = "ready", channel: Channel = Channel.SMS) -> str:
    rendered = render(kind, channel, "vi", commune.root.pk, example_of(kind))
    return rendered.text if rendered else "nothing"


# --- the list -----------------------------------------------------------------------------------


def test_the_list_shows_every_kind_with_its_channels_and_what_must_be_told(admin: Client) -> None:
    text = page(admin.get(LIST))
    assert "Có kết quả" in text
    assert "Bản tin 7:30 của lãnh đạo" in text
    assert "Bắt buộc báo" in text
    assert 'href="/qt/mau-tin/ready/zalo/vi/"' in text
    assert "/qt/mau-tin/returned/sms/" not in text


def test_the_list_marks_own_words_and_what_is_switched_off(
    admin: Client, save: Callable[..., HttpResponse]
) -> None:
    save()
    admin.post("/qt/mau-tin/ready/email/bat-tat/", {"on": "0"})
    forget()
    text = page(admin.get(LIST))
    assert "mẫu riêng, bản 1" in text
    assert "Tắt</span>" in text


@pytest.mark.parametrize(
    "path", ["returned/sms/vi", "ready/fax/vi", "ready/sms/fr", "nothing/sms/vi"]
)
def test_what_the_matrix_does_not_have_is_not_found(admin: Client, path: str) -> None:
    assert admin.get(f"{LIST}{path}/").status_code == 404


def test_words_of_zalo_are_only_shown(admin: Client) -> None:
    text = page(admin.get("/qt/mau-tin/ready/zalo/vi/"))
    assert "Zalo chỉ gửi mẫu mà Zalo đã duyệt" in text
    assert "<textarea" not in text
    assert admin.post("/qt/mau-tin/ready/zalo/vi/", {"do": "save", "text": TEXT}).status_code == 200
    assert not Wording.objects.exists()


# --- writing ------------------------------------------------------------------------------------


def test_saved_words_are_what_messages_say_from_then_on(
    save: Callable[..., HttpResponse], commune: Commune
) -> None:
    assert save().status_code == 302
    row = Wording.objects.get()
    assert (row.version, row.is_current, str(row.made_by)) == (1, True, "Trần Thị Tin")
    assert sent(commune) == "[Mot cua Binh An] Moi Ong/Ba nhan ket qua H99.12-261123-0042"


@pytest.mark.parametrize(
    ("path", "fields", "sentence"),
    [
        (SMS, {"text": ""}, "Nhập nội dung"),
        (SMS, {"text": "{ma_ho_so} {ho_ten}"}, "Không có biến {ho_ten}. Chỉ dùng: {ten_ngan}"),
        (SMS, {"text": "{ma_ho_so} {"}, "Dấu ngoặc nhọn chưa đủ cặp"),
        (SMS, {"text": "{ma_ho_so.__class__}"}, "Không có biến {ma_ho_so.__class__}"),
        (SMS, {"text": "Mời nhận {ma_ho_so}"}, "bấm Bỏ dấu giúp tôi"),
        (SMS, {"text": "Da co ket qua"}, "Thêm {ma_ho_so}"),
        (SMS, {"text": TEXT + " x" * 60}, "hoặc cho phép gửi nhiều tin"),
        (SMS, {"text": TEXT + " x" * 500, "allow_parts": "on"}, "Rút còn nhiều nhất 5 tin"),
        (SMS, {"text": "Đã có " * 9 + "{ma_ho_so}", "accented": "on"}, "hoặc cho phép gửi nhiều"),
        (SMS, {"text": "Moi nhan {ma_ho_so}"}, "Mở đầu bằng [{ten_ngan}]"),
        (SMS, {"text": TEXT + " tai bit.ly/abc"}, "Bỏ địa chỉ bit.ly"),
        ("/qt/mau-tin/otp/sms/vi/", {"text": "[{ten_ngan}] Ma cua Ong/Ba"}, "Thêm {ma_xac_nhan}"),
        ("/qt/mau-tin/ready/inapp/vi/", {"text": "{ma_ho_so}", "title": ""}, "Nhập tiêu đề"),
        ("/qt/mau-tin/ready/inapp/vi/", {"text": "{ma_ho_so}", "title": "{thu_tuc} {ma_ho_so}"},
         "Rút còn 60 ký tự"),
        ("/qt/mau-tin/ready/inapp/vi/", {"text": "{ma_ho_so}\nhai dòng", "title": "Có kết quả"},
         "Trên cổng chỉ hiện một dòng"),
        ("/qt/mau-tin/ready/email/vi/", {"text": "{ma_ho_so}", "title": "{otp}"},
         "Không có biến {otp}"),
    ],
)  # fmt: skip
def test_words_that_would_fail_are_refused_at_their_field_and_kept_on_the_page(
    save: Callable[..., HttpResponse], path: str, fields: dict[str, str], sentence: str
) -> None:
    answer = save(path, **fields)
    assert answer.status_code == 422
    assert page(answer).count(sentence) >= 2  # above the form and at the field
    for typed in fields.values():
        if typed not in {"", "on"}:
            assert typed.split("\n", maxsplit=1)[0].strip() in page(answer)
    assert not Wording.objects.exists()


def test_an_office_with_a_long_name_counts_with_its_own_name(
    save: Callable[..., HttpResponse], commune: Commune
) -> None:
    text = TEXT + " x" * 38
    assert save(do="show", text=text).status_code == 200
    Unit.objects.filter(pk=commune.root.pk).update(sms_name="Mot cua thi tran Dong Phu Hoa Binh An")
    offices.forget()
    assert "Lúc dài nhất là 16" in page(save(do="show", text=text))


def test_marks_and_several_parts_are_the_choice_of_the_office(
    save: Callable[..., HttpResponse], commune: Commune
) -> None:
    text = "[{ten_ngan}] Kính mời ông/bà đến nhận kết quả hồ sơ {ma_ho_so} tại bộ phận một cửa"
    assert save(text=text, accented="on", allow_parts="on").status_code == 302
    assert "Kính mời ông/bà đến nhận kết quả" in sent(commune)


def test_the_page_folds_the_marks_on_request(save: Callable[..., HttpResponse]) -> None:
    answer = save(do="fold", text="[{ten_ngan}] Mời ông/bà nhận kết quả {ma_ho_so}")
    assert answer.status_code == 200
    assert "Moi ong/ba nhan ket qua {ma_ho_so}" in page(answer)
    assert not Wording.objects.exists()


def test_who_has_not_seen_the_newest_version_does_not_overwrite_it(
    save: Callable[..., HttpResponse], commune: Commune
) -> None:
    save()
    answer = save(text=TEXT + " som")
    assert answer.status_code == 409
    assert "Người khác vừa sửa mẫu này" in page(answer)
    assert TEXT + " som" in page(answer)
    assert 'name="version" value="1"' in page(answer)  # seen now: saving again replaces it
    assert sent(commune).endswith("0042")


def test_an_earlier_version_and_the_shipped_words_can_be_used_again(
    admin: Client, save: Callable[..., HttpResponse], commune: Commune
) -> None:
    save()
    save(version="1", text=TEXT + " som")
    text = page(admin.get(SMS))
    assert "Bản 2, đang dùng" in text
    assert "Trần Thị Tin" in text
    save(f"{SMS}dung-lai/", version="1", base="2")
    assert sent(commune).endswith("0042")
    save(f"{SMS}dung-lai/", version="0", base="3")
    assert "mang theo can cuoc" in sent(commune)
    assert Wording.objects.count() == 4
    assert Wording.objects.filter(is_current=True).count() == 1


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5_000, "-1", "x"])
def test_a_version_that_cannot_be_is_told_from_the_page(admin: Client, number: str) -> None:
    odd = {"version": number, "base": number}
    assert admin.post(f"{SMS}dung-lai/", odd, follow=True).status_code == 200


def test_the_english_twin_stands_beside(admin: Client) -> None:
    text = page(admin.get(SMS))
    assert "The result of dossier {ma_ho_so} is ready" in text
    assert 'href="/qt/mau-tin/ready/sms/en/"' in text


# --- looking before it is used ------------------------------------------------------------------


def test_the_preview_fills_a_real_dossier_and_counts_and_prices_it(
    admin: Client, save: Callable[..., HttpResponse], commune: Commune
) -> None:
    clerk = make_staff(commune.one_stop, *Role)
    dossier = make_received(commune, make_procedure(), by=clerk)
    assert dossier.due_at
    Gateway.objects.create(
        code="a", name="Nhà mạng A", kind="json", url="https://a.example", price=350
    )
    path = "/qt/mau-tin/received/sms/vi/"
    text = page(save(path, do="show", text="[{ten_ngan}] Ho so {ma_ho_so}, hen {ngay_hen}"))
    assert f"Với dữ liệu thật của hồ sơ {dossier.code}" in text
    assert f"[Mot cua Binh An] Ho so {dossier.code}, hen {short_day(dossier.due_at)}" in text
    assert "không dấu (GSM-7), 1 tin, còn" in text
    assert "Lúc dài nhất:" in text
    assert "350\u00a0đồng mỗi người nhận, qua Nhà mạng A" in text
    assert dossier.applicant_name not in text
    assert not Wording.objects.exists()


def test_without_such_a_dossier_the_preview_uses_an_example_and_says_so(admin: Client) -> None:
    text = page(admin.get(SMS))
    assert "Với dữ liệu ví dụ" in text
    assert "H99.12-261123-0042" in text
    assert "Chưa biết giá" in text


def test_every_variable_of_the_kind_is_explained_with_an_example_and_its_length(
    admin: Client,
) -> None:
    text = page(admin.get("/qt/mau-tin/supplement/sms/vi/"))
    assert "{so_giay}" in text
    assert "số giấy tờ cần bổ sung" in text
    assert "2 ký tự" in text


# --- switching ----------------------------------------------------------------------------------


def test_a_channel_is_switched_off_and_on_again(
    save: Callable[..., HttpResponse], commune: Commune
) -> None:
    save("/qt/mau-tin/received/email/bat-tat/", on="0")
    assert sent(commune, "received", Channel.EMAIL) == "nothing"
    save("/qt/mau-tin/received/email/bat-tat/", on="1")
    assert "đã tiếp nhận hồ sơ của ông/bà" in sent(commune, "received", Channel.EMAIL)


def test_what_must_be_told_always_goes_by_sms(
    admin: Client, save: Callable[..., HttpResponse], commune: Commune
) -> None:
    """Anybody may have neither Zalo nor e-mail."""
    for channel in ("zalo", "email", "sms"):
        save(f"/qt/mau-tin/received/{channel}/bat-tat/", on="0")
    assert sent(commune, "received") != "nothing"
    text = page(admin.get("/qt/mau-tin/received/sms/vi/"))
    assert "không tắt được SMS" in text
    assert "Tắt kênh này" not in text


@pytest.mark.parametrize("way", ["otp/sms", "email_code/email", "ready/sms", "supplement/sms"])
def test_what_always_goes_that_way_cannot_be_switched_off_there(
    save: Callable[..., HttpResponse], way: str
) -> None:
    save(f"/qt/mau-tin/{way}/bat-tat/", on="0")
    assert not Wording.objects.exists()


# --- whose words --------------------------------------------------------------------------------


def test_an_office_writes_for_itself_and_a_province_for_every_unit(
    save: Callable[..., HttpResponse], commune: Commune
) -> None:
    save()
    assert Wording.objects.get().root_unit_id == commune.root.pk
    Unit.objects.filter(pk=commune.root.pk).update(kind=Unit.Kind.PROVINCE)
    offices.forget()
    save("/qt/mau-tin/refused/sms/vi/", text="[{ten_ngan}] Chua nhan {ma_ho_so}")
    assert Wording.objects.get(kind="refused").root_unit_id == 0
    other = make_commune("H99.13", "xã Hòa Thắng")
    assert sent(other, "refused").startswith("[Mot cua Binh An] Chua nhan")
    assert "da co ket qua" in sent(other)


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.LEADER, Role.CATALOGUE_ADMIN])
def test_only_who_may_write_words_gets_in(client: Client, commune: Commune, role: Role) -> None:
    client.force_login(make_staff(commune.one_stop, role))
    assert client.get(LIST).status_code == 403
    assert client.post(SMS, {"do": "save", "text": TEXT}).status_code == 403


def test_a_changed_row_of_another_office_changes_nothing_here(commune: Commune) -> None:
    Wording.objects.create(
        root_unit_id=commune.root.pk + 1, kind="ready", channel="sms", version=1, text="X",
        made_at=MONDAY,
    )  # fmt: skip
    forget()
    assert "da co ket qua" in sent(commune)

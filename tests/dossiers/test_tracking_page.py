"""The page of one dossier: what the receipt shows, what the owner sees, and in which words."""

import pytest
from django.conf import LazySettings
from django.test import Client

from dossiers.documents.kept import papers_of
from dossiers.models import Dossier
from dossiers.services import Missing, answer_supplement, apply, ask_supplement
from dossiers.workflow import Action, Status
from tests import plans
from tests.dossiers.papers import MAKERS, examined, supplemented
from tests.dossiers.staff import Town, browser
from tests.dossiers.tracking import path_of, set_clock, words
from tests.factories import MONDAY, at, make_received, make_submitted

PERSONAL = ("Nguyễn Thị Sáu", "0905 123 318", "056157004318", "1957", "Thôn 2", "Giấy chứng sinh")


@pytest.fixture
def sent(town: Town) -> Dossier:
    return make_submitted(town.commune, town.procedure, owner=town.people.citizen)


@pytest.fixture
def owner(town: Town) -> Client:
    return browser(town.people.citizen)


def key_page(client: Client, dossier: Dossier) -> str:
    return words(client.get(f"/t/{dossier.tracking_key}/"))


def give(dossier: Dossier, town: Town) -> Dossier:
    """Makes the citizen its owner, as `claim` does."""
    Dossier.objects.filter(pk=dossier.pk).update(owner=town.people.citizen)
    dossier.refresh_from_db()
    return dossier


# --- the receipt ---------------------------------------------------------------------------------


def test_the_receipt_shows_the_standing_and_nothing_personal(client: Client, town: Town) -> None:
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    Dossier.objects.filter(pk=dossier.pk).update(
        answers={"child_name": "Trần Minh Khôi"}, summary="Khai sinh cho Trần Minh Khôi"
    )
    page = key_page(client, dossier)
    assert "H99.12-261123-0001" in page
    assert "Nguyễn T• S•" in page
    assert "09•• ••• 318" in page
    for secret in (*PERSONAL, "Trần Minh Khôi", "Lê Thị Hòa"):
        assert secret not in page


def test_the_receipts_page_is_kept_nowhere(client: Client, sent: Dossier) -> None:
    answer = client.get(f"/t/{sent.tracking_key}/")
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"  # stricter, no form of the page would work


@pytest.mark.parametrize("change", [slice(1, None), slice(None, -1)])
def test_a_key_that_is_not_whole_opens_nothing(
    client: Client, sent: Dossier, change: slice
) -> None:
    assert client.get(f"/t/{sent.tracking_key[change]}/").status_code == 404
    assert client.get(f"/t/{sent.submission_code}/").status_code == 404


def test_the_receipt_leads_its_owner_to_the_whole_page(owner: Client, sent: Dossier) -> None:
    assert owner.get(f"/t/{sent.tracking_key}/")["Location"] == path_of(sent)


def test_from_the_receipt_one_goes_on_to_signing_in(client: Client, sent: Dossier) -> None:
    assert "Đăng nhập" in key_page(client, sent)
    answer = client.post(f"/t/{sent.tracking_key}/")
    assert answer["Location"] == f"/dang-nhap/?tiep=%2Fho-so%2F{sent.submission_code}%2F"
    assert client.get(path_of(sent)).status_code == 200  # the session knows the receipt now


# --- the owner -----------------------------------------------------------------------------------


def test_the_owner_sees_everything_that_was_sent(town: Town, owner: Client) -> None:
    dossier = give(MAKERS["giao-nhan"](town.commune, town.people, town.procedure), town)
    page = owner.get(path_of(dossier))
    text = words(page)
    for known in ("Nguyễn Thị Sáu", "0905 123 318", "Giấy chứng sinh do bệnh viện cấp"):
        assert known in text
    assert "Số: 45/2026" in text
    assert "Ho so H99.12-261123-0001 da duoc tiep nhan" in text
    assert "Lê Thị Hòa" in text
    papers = papers_of(dossier, for_citizen=True)
    assert {"mau-01", "giao-nhan"} <= {paper.form for paper in papers}
    for paper in papers:
        assert f'href="{path_of(dossier, "giay", paper.code)}"' in page.content.decode()


def test_strangers_get_404_for_every_address_below_a_dossier(town: Town, sent: Dossier) -> None:
    stranger = browser(town.people.stranger)
    below = [(), ("bo-sung",), ("bo-sung", "1"), ("rut",), ("tep", "1"), ("giay", "mau-01")]
    assert {stranger.get(path_of(sent, *parts)).status_code for parts in below} == {404}
    assert stranger.post(path_of(sent, "nhan")).status_code == 404


# --- words of every state ------------------------------------------------------------------------


def test_before_reception_the_counter_owes_an_answer(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2026-11-23 09:00")
    dossier = make_submitted(town.commune, town.procedure)
    Dossier.objects.update(act_by=at("2026-11-25 09:00"))
    page = key_page(client, dossier)
    assert "Đã gửi, chờ tiếp nhận Đúng tiến độ" in page
    assert "Một cửa trả lời trước 9:00, thứ Tư, 25/11/2026" in page
    assert "Chờ Một cửa tiếp nhận Từ 23/11/2026 · Trung tâm Phục vụ hành chính công" in page
    assert page.index("Chờ Một cửa tiếp nhận") < page.index("Phân công") < page.index("Ký duyệt")


def test_the_timeline_says_which_office_holds_it_since_when_and_until_when(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = examined(town.commune, town.people, town.procedure)
    Dossier.objects.update(stage_due_at=at("2026-11-26 16:00"))
    set_clock(monkeypatch, "2026-11-26 09:00")
    page = key_page(client, dossier)
    assert "Đã nộp tại quầy 23/11/2026, 8:05" in page
    assert "Một cửa đã tiếp nhận 23/11/2026, 8:05" in page
    assert "Đã phân công người giải quyết" in page
    assert "Đang làm: Thẩm định Từ 23/11/2026 · Tư pháp - Hộ tịch · hạn bước này: hôm nay" in page
    assert page.index("Thẩm định") < page.index("Ký duyệt") < page.index("Đóng dấu")
    assert "Hẹn trả trước 17:00, tại Trung tâm Phục vụ hành chính công" in page
    assert "Còn 1 ngày làm việc. Sẽ nhắn tin vào số 09•• ••• 318 khi xong." in page


def test_the_owner_also_reads_who_has_it(
    owner: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = give(examined(town.commune, town.people, town.procedure), town)
    set_clock(monkeypatch, "2026-11-25 09:00")
    assert "Tư pháp - Hộ tịch · Phạm Quốc Bảo · hạn bước này" in words(owner.get(path_of(dossier)))


def test_what_only_concerns_staff_is_not_told(client: Client, town: Town) -> None:
    dossier = examined(town.commune, town.people, town.procedure)
    dossier = apply(dossier, Action.SUBMIT_FOR_SIGN, by=town.people.specialist, at=MONDAY)
    apply(
        dossier, Action.RETURN_FOR_REWORK, by=town.people.leader, at=MONDAY,
        note="Sai tên cha, xem lại cho kỹ",
    )  # fmt: skip
    page = key_page(client, dossier)
    assert "Đã trình lãnh đạo ký" in page
    assert "Sai tên cha" not in page
    assert "làm lại" not in page


@pytest.mark.parametrize(
    ("now", "badge"),
    [
        ("2026-11-26 09:00", "Đúng tiến độ"),
        ("2026-11-27 08:00", "Sắp đến hẹn"),
        ("2026-11-27 16:30", "Sắp đến hẹn"),
        ("2026-11-27 17:01", "Chậm hẹn – xin lỗi ông/bà"),
    ],
)
def test_progress_follows_the_promise(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch, now: str, badge: str
) -> None:
    dossier = examined(town.commune, town.people, town.procedure)
    assert dossier.due_at == at("2026-11-27 17:00")
    set_clock(monkeypatch, now)
    assert f"Đang giải quyết {badge}" in key_page(client, dossier)


def test_a_late_dossier_opens_with_an_apology_and_whom_to_call(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = examined(town.commune, town.people, town.procedure)
    set_clock(monkeypatch, "2026-12-01 17:00")
    page = key_page(client, dossier)
    assert "Xin lỗi ông/bà, hồ sơ chậm hẹn" in page
    sentence = "Hồ sơ đã hẹn trả trước 17:00, thứ Sáu, 27/11/2026, đến nay chậm 2 ngày làm việc."
    assert sentence in page
    assert "Hồ sơ đang ở Tư pháp - Hộ tịch" in page
    assert "xin gọi 0252 3123 456" in page
    assert page.index("Xin lỗi ông/bà") < page.index("Hẹn trả trước") < page.index("ở đâu")


def test_a_supplement_says_all_that_is_missing_by_when_and_that_the_clock_stands(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = supplemented(town.commune, town.people, town.procedure)
    set_clock(monkeypatch, "2026-11-25 09:00")
    page = key_page(client, dossier)
    assert "Chờ ông/bà bổ sung Cần bổ sung 2 giấy tờ" in page
    assert "Giấy chứng sinh: ảnh mờ, không đọc được số" in page
    assert "Giấy chứng nhận kết hôn: chưa có trong hồ sơ" in page
    assert "Hạn gửi: thứ Năm, 03/12/2026." in page
    assert "Thời gian chờ không tính vào hạn trả." in page
    assert "Hẹn trả trước" not in page
    assert "Đang chờ ông/bà: Chờ ông/bà bổ sung Từ 23/11/2026" in page
    set_clock(monkeypatch, "2026-12-04 09:00")
    assert "Hạn gửi là thứ Năm, 03/12/2026, đã qua" in key_page(client, dossier)


def test_long_numbers_an_officer_wrote_stay_with_the_owner(
    client: Client, owner: Client, town: Town
) -> None:
    dossier = give(examined(town.commune, town.people, town.procedure), town)
    ask_supplement(
        dossier, [Missing("Giấy chứng sinh", "số căn cước 056157004318 không khớp")],
        by=town.people.specialist, at=MONDAY, due_on=at("2026-12-03 00:00").date(),
        note="Gọi chị Sáu",
    )  # fmt: skip
    assert "số căn cước ••• không khớp" in key_page(client, dossier)
    assert "056157004318" in words(owner.get(path_of(dossier)))


def test_after_the_answer_nothing_is_asked_any_more(client: Client, town: Town) -> None:
    dossier = supplemented(town.commune, town.people, town.procedure)
    answer_supplement(dossier, by=town.people.receptionist, at=at("2026-11-25 09:00"))
    page = key_page(client, dossier)
    assert "Cần bổ sung" not in page
    assert "Đã nhận giấy tờ bổ sung 25/11/2026, 9:00" in page


def test_what_to_pay_is_for_the_owner_to_read(client: Client, owner: Client, town: Town) -> None:
    dossier = give(examined(town.commune, town.people, town.procedure), town)
    apply(
        dossier, Action.ASK_PAYMENT, by=town.people.specialist, at=MONDAY,
        note="Lệ phí trước bạ 1.250.000 đồng",
    )  # fmt: skip
    assert "Cần thực hiện nghĩa vụ tài chính" in key_page(client, dossier)
    assert "1.250.000" not in key_page(client, dossier)
    assert "Lệ phí trước bạ 1.250.000 đồng" in words(owner.get(path_of(dossier)))


def test_a_result_says_where_and_when_to_come_and_what_to_bring(client: Client, town: Town) -> None:
    town.commune.root.address, town.commune.root.hours_text = "Số 1 đường Trung Tâm", "7:00–17:00"
    town.commune.root.save()
    dossier = town.dossier(Status.RESULT_READY)
    Dossier.objects.filter(pk=dossier.pk).update(fee_amount=16000)
    page = key_page(client, dossier)
    assert "Đã có kết quả, mời đến nhận" in page
    assert "Mời đến Trung tâm Phục vụ hành chính công, Số 1 đường Trung Tâm." in page
    assert "Giờ làm việc: 7:00–17:00. Mang theo căn cước." in page
    assert "Phí, lệ phí nộp khi nhận: 16.000 đồng." in page
    assert "Phí, lệ phí 16.000 đồng – chưa nộp" in page


@pytest.mark.parametrize(
    ("delivery", "sentence"),
    [("post", "Kết quả sẽ gửi qua bưu chính"), ("electronic", "Đăng nhập để tải bản điện tử")],
)
def test_a_result_that_is_not_fetched_says_how_it_comes(
    client: Client, town: Town, delivery: str, sentence: str
) -> None:
    dossier = town.dossier(Status.RESULT_READY)
    Dossier.objects.filter(pk=dossier.pk).update(delivery=delivery)
    assert sentence in key_page(client, dossier)


def test_a_refusal_says_why_and_what_can_be_done(client: Client, owner: Client, town: Town) -> None:
    dossier = MAKERS["mau-03"](town.commune, town.people, town.procedure)
    reason = "Lý do: Không thuộc thẩm quyền giải quyết của đơn vị."
    own_words = "Ông bà thường trú tại xã Hòa Thắng"
    assert reason in key_page(client, dossier)
    assert own_words not in key_page(client, dossier)
    page = words(owner.get(path_of(dossier)))
    assert reason in page
    assert own_words in page
    assert "nộp lại" in page


def test_a_stop_says_why(client: Client, town: Town) -> None:
    dossier = MAKERS["mau-05"](town.commune, town.people, town.procedure)
    page = key_page(client, dossier)
    assert "Hồ sơ dừng giải quyết Lý do: Đang có tranh chấp, khiếu nại liên quan." in page


def test_a_paid_fee_says_when(client: Client, town: Town) -> None:
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    Dossier.objects.update(fee_amount=15000, fee_paid_at=at("2026-11-23 08:05"))
    assert "15.000 đồng – đã nộp 23/11/2026" in key_page(client, dossier)


def test_an_unfinished_result_is_not_told_before_its_time(owner: Client, town: Town) -> None:
    dossier = give(town.dossier(Status.SIGNED), town)
    Dossier.objects.filter(pk=dossier.pk).update(result_number="45/2026")
    assert "45/2026" not in words(owner.get(path_of(dossier)))


# --- cost ----------------------------------------------------------------------------------------


def test_the_anonymous_page_costs_few_queries(
    client: Client, town: Town, settings: LazySettings
) -> None:
    """Names and stages come from process memory: dossier, history, calendar."""
    dossier = examined(town.commune, town.people, town.procedure)
    settings.CATALOGUE_CHECK_SECONDS = 60
    client.get(f"/t/{dossier.tracking_key}/")
    with plans.cheap(most=3):
        client.get(f"/t/{dossier.tracking_key}/")


@pytest.mark.parametrize("form", sorted(MAKERS))
def test_the_owners_page_costs_at_most_eight_queries(
    owner: Client, town: Town, settings: LazySettings, form: str
) -> None:
    dossier = give(MAKERS[form](town.commune, town.people, town.procedure), town)
    settings.CATALOGUE_CHECK_SECONDS = 60
    owner.get(path_of(dossier))
    with plans.cheap():
        assert owner.get(path_of(dossier)).status_code == 200

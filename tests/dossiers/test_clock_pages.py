"""Why this date: its story on the staff's screen, in a citizen's words, and on paper."""

import pytest
from django.test import Client

from accounts.models import AccessLog
from accounts.permissions import Role
from dossiers.models import Dossier
from dossiers.services import apply, receive
from dossiers.workflow import Action
from tests.dossiers.clock_pages import cells, citizen_page, paused, received, staff_page
from tests.dossiers.papers import text_of
from tests.dossiers.staff import Town, browser
from tests.dossiers.tracking import set_clock, words
from tests.factories import at, make_citizen, make_staff, make_submitted
from tests.plans import cheap

LATE_CAUSE = "other_office"


# --- staff ------------------------------------------------------------------------------------


def test_each_day_is_numbered_and_each_day_off_is_named(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = received(town)
    set_clock(monkeypatch, "2026-11-23 08:00")
    page = words(staff_page(town, dossier))
    for line in (
        "Hẹn trả 17:00, thứ Năm, 26/11/2026",
        "Còn 2 ngày 7 giờ làm việc",
        "Ngày hẹn trùng với hạn theo quy định",
        "15:30 20/11/2026 Tiếp nhận hồ sơ Trực tuyến, tại Trung tâm Phục vụ hành chính công",
        "21–22/11/2026 Không đếm: Thứ Bảy, Chủ nhật",
        "Bộ luật Lao động 2019, Điều 111",
        "1 thứ Hai 23/11",
        "24/11/2026 Không đếm: Ngày Văn hóa Việt Nam",
        "2 thứ Tư 25/11",
        "3 thứ Năm 26/11",
        "17:00 26/11/2026 Hết hạn theo quy định",
        "Đang giữ hồ sơ: Tư pháp - Hộ tịch (Phạm Quốc Bảo), từ 15:30 20/11/2026",
        "Giờ làm việc còn lại của ngày nhận cũng được ghi ở đây, nên tổng có thể nhiều hơn số ngày",
    ):
        assert line in page


def test_a_pause_says_who_why_by_which_paper_and_since_its_notice(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = paused(
        town, received(town), "2026-11-23 09:00", "2026-11-23 10:00", "2026-11-27 08:00"
    )
    set_clock(monkeypatch, "2026-11-27 09:00")
    page = words(staff_page(town, dossier))
    assert "10:00 23/11/2026 – 8:00 27/11/2026 Tạm dừng" in page
    assert "Yêu cầu nghĩa vụ tài chính. Nộp thuế trước bạ · Phạm Quốc Bảo" in page
    assert "Tính từ lúc gửi thông báo, 10:00 23/11/2026" in page
    assert "Tính tiếp phần còn lại: 2 ngày làm việc" in page
    assert "2 thứ Hai 30/11" in page


def test_a_notice_that_was_never_sent_is_said_to_have_stopped_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = paused(town, received(town), "2026-11-23 09:00", "", "2026-11-25 08:00")
    set_clock(monkeypatch, "2026-11-25 09:00")
    page = words(staff_page(town, dossier))
    assert "Chưa gửi được thông báo nên thời gian này vẫn tính" in page
    assert "Người dân" not in page.partition("Một ngày là 8 giờ")[0]


def test_while_it_stands_still_there_is_no_date_but_the_story_of_the_pause(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = paused(town, received(town), "2026-11-23 09:00", "2026-11-23 09:00")
    set_clock(monkeypatch, "2026-11-25 09:00")
    page = words(staff_page(town, dossier))
    assert "Đang tạm dừng; trước khi dừng hẹn trả 17:00, thứ Năm, 26/11/2026" in page
    assert "9:00 23/11/2026 – nay" in page
    assert "Đang giữ hồ sơ: Người dân, từ 9:00 23/11/2026, đã 1 ngày" in page
    assert "Chưa có ngày hết hạn khi còn tạm dừng" in page


def test_lateness_is_shared_out_in_hours_that_add_up(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, by = received(town, "2026-11-16 08:00"), town.people.specialist
    apply(dossier, Action.CONSULT, by=by, at=at("2026-11-16 14:00"), note="Xin ý kiến")
    set_clock(monkeypatch, "2026-11-23 17:00")
    page = cells(staff_page(town, dossier))
    assert "Trễ 2 ngày" in page
    assert "Phần trễ" in page
    assert "Cơ quan phối hợp, liên thông 5 ngày 3 giờ 5 ngày 3 giờ – 2 ngày" in page
    assert "Cộng 5 ngày 7 giờ 5 ngày 7 giờ 3 ngày 7 giờ 2 ngày" in page


def test_the_bar_has_the_same_numbers_in_words(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = received(town)
    set_clock(monkeypatch, "2026-11-23 08:30")
    page = staff_page(town, dossier).content.decode()
    assert 'role="img" aria-label="Giờ làm việc của từng bên: Tư pháp - Hộ tịch 3' in page
    assert '<rect class="mc-court__office" x="0"' in page


def test_a_shorter_promise_of_the_office_is_explained_beside_the_law(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    when = at("2026-11-20 08:00")
    dossier = make_submitted(town.commune, town.procedure, owner=town.people.citizen, when=when)
    Dossier.objects.filter(pk=dossier.pk).update(promised_term="1 WORKING_DAY")
    dossier = receive(dossier, by=town.people.receptionist, at=when)
    set_clock(monkeypatch, "2026-11-20 09:00")
    page = words(browser(town.people.receptionist).get(f"/cb/ho-so/{dossier.code}/thoi-han/"))
    assert "Hẹn trả 17:00, thứ Hai, 23/11/2026" in page
    assert "Hạn theo quy định: 17:00, thứ Năm, 26/11/2026; đơn vị cam kết trả trong 1 ngày" in page
    assert "17:00 23/11/2026 Hẹn trả" in page
    assert "Ngày hẹn theo thời hạn đơn vị cam kết được đếm thế nào" in page
    citizen = citizen_page(town, dossier)
    assert "Hẹn trả trước 17:00" in citizen
    assert "Cơ quan cam kết trả sớm hơn: 1 ngày làm việc" in citizen


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("15 DAY", "Đếm 15 ngày"),
        ("1 MONTH", "Đếm 1 tháng"),
        ("6 HOUR", "Đếm 1 giờ 30 phút làm việc"),
        ("SAME_DAY", "Ngày làm việc tiếp theo"),
        ("NONE", "Thủ tục này không có thời hạn nên hồ sơ không có ngày hẹn trả"),
    ],
)
def test_every_unit_of_time_has_its_words(
    town: Town, monkeypatch: pytest.MonkeyPatch, term: str, told: str
) -> None:
    dossier = received(town, term=term)
    set_clock(monkeypatch, "2026-11-20 16:00")
    assert told in words(staff_page(town, dossier))


def test_a_pause_costs_the_page_few_queries_more(town: Town) -> None:
    dossier = paused(town, received(town), "2026-11-20 16:00", "2026-11-20 16:00")
    client, path = browser(town.people.specialist), f"/cb/ho-so/{dossier.code}/thoi-han/"
    client.get(path)
    with cheap():
        assert client.get(path).status_code == 200


def test_the_page_is_cheap_and_read_by_who_sees_the_dossier(town: Town) -> None:
    dossier = received(town)
    client, path = browser(town.people.specialist), f"/cb/ho-so/{dossier.code}/thoi-han/"
    client.get(path)
    with cheap():
        assert client.get(path).status_code == 200
    elsewhere = make_staff(town.commune.office, Role.CLERK)
    assert browser(elsewhere).get(path).status_code == 404
    assert client.post(path).status_code == 405
    assert f'href="{path}"' in client.get(f"/cb/ho-so/{dossier.code}/").content.decode()


def test_before_reception_there_is_no_date_to_explain(town: Town) -> None:
    dossier = make_submitted(town.commune, town.procedure, owner=town.people.citizen)
    code, receptionist = dossier.submission_code, browser(town.people.receptionist)
    assert receptionist.get(f"/cb/ho-so/{code}/thoi-han/").status_code == 404
    assert "thoi-han" not in receptionist.get(f"/cb/ho-so/{code}/").content.decode()
    citizen = browser(town.people.citizen)
    assert citizen.get(f"/ho-so/{code}/thoi-han/").status_code == 404
    assert "thoi-han" not in citizen.get(f"/ho-so/{code}/").content.decode()


# --- the paper --------------------------------------------------------------------------------


def test_the_paper_for_inspectors_tells_the_same_and_names_the_law(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = received(town)
    set_clock(monkeypatch, "2026-11-27 08:00")
    client = browser(town.people.specialist)
    answer = client.get(f"/cb/ho-so/{dossier.code}/thoi-han/giai-trinh/")
    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    for line in (
        "GIẢI TRÌNH THỜI HẠN GIẢI QUYẾT HỒ SƠ",
        str(dossier.code),
        "TRUNG TÂM PHỤC VỤ HÀNH",
        "Hẹn trả 17:00, thứ Năm, 26/11/2026.",
        "Không đếm: Ngày Văn hóa Việt Nam",
        "(3) thứ Năm 26/11",
        "Bộ luật Lao động",
        "Tư pháp - Hộ tịch, Phạm Quốc",
    ):
        assert line in text
    log = AccessLog.objects.get(action="dossier.clock")
    assert (log.user, log.object_code) == (town.people.specialist, dossier.code)


# --- citizens ---------------------------------------------------------------------------------


def test_the_citizen_is_told_in_plain_words_without_names_or_causes(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = paused(
        town, received(town), "2026-11-23 09:00", "2026-11-23 10:00", "2026-11-27 08:00"
    )
    set_clock(monkeypatch, "2026-11-27 09:00")
    page = citizen_page(town, dossier)
    for line in (
        "Một cửa nhận đủ hồ sơ 15:30, thứ Sáu, 20/11/2026",
        "Theo quy định: 3 ngày làm việc",
        "ngày đếm đầu tiên là thứ Hai 23/11",
        "Thứ Bảy, Chủ nhật: 21–22/11/2026, 28–29/11/2026",
        "23–27/11/2026: chờ ông/bà nộp phí, lệ phí hoặc thuế. Khoảng này không tính.",
        "Ngày hẹn trả 17:00, thứ Ba, 01/12/2026",
    ):
        assert line in page
    for name in ("Phạm Quốc Bảo", "Lê Thị Hòa", "Nộp thuế trước bạ", "Bộ luật"):
        assert name not in page


def test_a_citizen_who_is_waited_for_is_told_that_the_date_comes_later(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = paused(town, received(town), "2026-11-23 09:00", "2026-11-23 09:00")
    set_clock(monkeypatch, "2026-11-25 09:00")
    page = citizen_page(town, dossier)
    assert "Từ 23/11/2026 đến nay: chờ ông/bà nộp phí" in page
    assert "Sẽ có khi hồ sơ được đếm tiếp" in page
    assert "Hẹn trả trước" not in page


def test_a_notice_that_was_not_sent_stays_the_concern_of_the_office(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = paused(town, received(town), "2026-11-23 09:00", "", "2026-11-25 08:00")
    set_clock(monkeypatch, "2026-11-25 09:00")
    page = citizen_page(town, dossier)
    assert "Tạm dừng" not in page
    assert "thông báo" not in page


def test_a_receipt_at_night_is_counted_from_the_next_opening(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = received(town, "2026-11-20 18:30")
    set_clock(monkeypatch, "2026-11-20 19:00")
    assert "Hồ sơ nhận sau giờ làm việc nên tính từ giờ mở cửa kế tiếp" in citizen_page(
        town, dossier
    )


def test_the_receipts_key_opens_the_story_and_the_code_alone_does_not(town: Town) -> None:
    dossier, stranger = received(town), Client()
    by_key = f"/t/{dossier.tracking_key}/thoi-han/"
    assert f'href="{by_key}"' in stranger.get(f"/t/{dossier.tracking_key}/").content.decode()
    answer = stranger.get(by_key)
    assert "Ngày hẹn được tính thế nào?" in words(answer)
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert str(town.people.citizen) not in words(answer)
    path = f"/ho-so/{dossier.code}/thoi-han/"
    assert stranger.get(path)["Location"] == f"/tra-cuu/?ma={dossier.code}"
    assert browser(make_citizen()).get(path).status_code == 404
    assert stranger.get("/t/khong-co/thoi-han/").status_code == 404
    own = browser(town.people.citizen)
    assert own.get(by_key)["Location"] == path
    assert f'href="{path}"' in own.get(f"/ho-so/{dossier.code}/").content.decode()


def test_code_and_digits_open_the_story_as_they_open_the_dossier(town: Town) -> None:
    dossier, visitor = received(town), Client()
    visitor.post("/tra-cuu/", {"code": dossier.code, "digits": "3318"})
    path = f"/ho-so/{dossier.code}/thoi-han/"
    assert f'href="{path}"' in visitor.get(f"/ho-so/{dossier.code}/").content.decode()
    visitor.get(path)
    with cheap():
        assert visitor.get(path).status_code == 200

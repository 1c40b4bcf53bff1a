"""Acts of the table as pages: what each asks for, does once, and refuses in words."""

import pytest
from django.utils import timezone

from accounts.models import User
from feedback.desk.acts import SLUGS, buttons_for
from feedback.models import CannedText, Report
from feedback.workflow import TRANSITIONS, Action, Status
from tests.dossiers.conftest import People
from tests.dossiers.staff import browser
from tests.factories import Commune
from tests.feedback.desk.desk import actions_of, acts, ago, opens, pictured, text_of
from tests.feedback.factories import act_on, make_category, send_report
from tests.feedback.rows import a_row


def test_every_act_of_staff_has_its_page_and_moderation_its_own() -> None:
    acts_of_table = {row.action for row in TRANSITIONS}
    assert acts_of_table - SLUGS.keys() == {Action.PUBLISH, Action.HIDE}
    assert len(set(SLUGS.values())) == len(SLUGS)


def test_taking_it_makes_it_ones_own(report: Report, handler: User) -> None:
    assert acts(handler, report, "nhan-viec").status_code == 302
    report.refresh_from_db()
    assert (report.state, report.assignee) == (Status.ASSIGNED, handler)


def test_an_answer_goes_to_the_public_and_its_note_to_colleagues(
    report: Report, handler: User
) -> None:
    acts(handler, report, "dung-su-that", note="Đã đo")
    answer = acts(handler, report, "tra-loi", answer="Đã vá xong", note="Đội 2 làm")
    assert answer.status_code == 302
    report.refresh_from_db()
    assert (report.state, report.answer) == (Status.ANSWERED, "Đã vá xong")
    event = report.events.latest("seq")
    assert (event.answer, event.note) == ("Đã vá xong", "Đội 2 làm")


def test_what_is_missing_is_said_at_its_field_and_the_rest_kept(
    report: Report, people: People
) -> None:
    page = acts(people.receptionist, report, "chuyen-co-quan", agency="Điện lực Bình An")
    assert page.status_code == 422
    assert "Nhập câu trả lời cho người dân" in text_of(page)
    assert 'value="Điện lực Bình An"' in text_of(page)
    assert actions_of(report) == [Action.SEND]


def test_forwarding_names_the_agency_and_tells_people(report: Report, people: People) -> None:
    said = {"agency": "Điện lực Bình An", "answer": "Đã chuyển Điện lực Bình An"}
    acts(people.receptionist, report, "chuyen-co-quan", **said)
    report.refresh_from_db()
    assert (report.state, report.agency) == (Status.FORWARDED, "Điện lực Bình An")
    other = text_of(opens(people.receptionist, "desk-act", report.code, "co-quan-da-tra-loi"))
    assert "Cơ quan khác đã trả lời" in other


def test_a_transfer_says_where_and_why(commune: Commune, report: Report, people: People) -> None:
    said = {"unit": commune.justice.pk, "reason": "wrong_unit", "note": "Việc của Tư pháp"}
    acts(people.receptionist, report, "chuyen-don-vi", **said)
    report.refresh_from_db()
    assert report.unit == commune.justice
    page = text_of(opens(people.receptionist, "desk-report", report.code))
    assert "Chuyển nhầm đơn vị. Đến Tư pháp - Hộ tịch" in page


def test_whoever_loses_sight_of_it_goes_on_with_the_list(
    commune: Commune, report: Report, handler: User
) -> None:
    said = {"unit": commune.justice.pk, "reason": "wrong_unit", "note": "Không phải việc này"}
    assert acts(handler, report, "chuyen-don-vi", **said)["Location"] == "/cb/phan-anh/"


def test_people_to_give_it_to_are_offered_with_their_load(
    commune: Commune, report: Report, people: People, handler: User
) -> None:
    page = text_of(opens(people.receptionist, "desk-act", report.code, "giao"))
    assert "Ngô Quang Minh · đang giữ 0 phản ánh" in page
    assert "Phạm Quốc Bảo" not in page, "of another office"
    conduct = make_category(about_conduct=True)
    a_row(commune, conduct, about_conduct=True, assignee=handler)
    a_row(commune, report.category, is_test=True, assignee=handler)
    page = text_of(opens(people.receptionist, "desk-act", report.code, "giao"))
    assert "Ngô Quang Minh · đang giữ 0 phản ánh" in page, "as far as one may know"
    acts(people.receptionist, report, "giao", assignee=handler.pk)
    report.refresh_from_db()
    assert report.assignee == handler


def test_merging_offers_what_is_near_and_takes_a_code_in_any_spelling(
    commune: Commune, people: People, report: Report
) -> None:
    other = send_report(commune, report.category, text="Cùng ổ gà", when=timezone.now())
    page = text_of(opens(people.receptionist, "desk-act", report.code, "gop", vao=other.code))
    assert f'value="{other.code}"' in page
    assert "Cách 0 m" in page
    empty = acts(people.receptionist, report, "gop")
    assert "Chọn một phản ánh cùng việc" in text_of(empty)
    unknown = acts(people.receptionist, report, "gop", other="PA-26-AAAAAA")
    assert (unknown.status_code, "Chọn phản ánh cùng việc" in text_of(unknown)) == (422, True)
    typed = other.code.removeprefix("PA-").lower().replace("-", " - ")
    assert acts(people.receptionist, report, "gop", other=typed).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.parent) == (Status.DUPLICATE, other)


def test_alike_pictures_are_candidates_wherever_they_lie(commune: Commune, people: People) -> None:
    one = send_report(commune, make_category(group="roads"), when=ago(hours=2))
    far = send_report(
        commune, make_category(group="order"), lat=11.15, long=108.15, when=ago(hours=1)
    )
    pictured(one)
    pictured(far)
    page = text_of(opens(people.receptionist, "desk-act", one.code, "gop"))
    assert far.code in page
    assert "Ảnh gần giống" in page


def test_splitting_makes_a_report_of_its_own(
    commune: Commune, people: People, report: Report
) -> None:
    kind = make_category(name="Rác thải")
    said = {"category": kind.pk, "severity": "normal", "note": "Rác cạnh ổ gà"}
    assert acts(people.receptionist, report, "tach-viec", **said).status_code == 302
    part = report.parts.get()
    assert (part.category, part.text) == (kind, "Rác cạnh ổ gà")
    assert part.code in text_of(opens(people.receptionist, "desk-report", report.code))


def test_its_kind_and_severity_are_corrected_with_a_note(report: Report, people: People) -> None:
    kind = make_category()
    said = {"category": kind.pk, "severity": "urgent", "note": "Sụt sâu, nguy hiểm"}
    acts(people.receptionist, report, "doi-loai", **said)
    report.refresh_from_db()
    assert (report.category, report.severity) == (kind, "urgent")


def test_a_refusal_gives_the_public_its_reason(report: Report, people: People) -> None:
    page = acts(people.receptionist, report, "khong-xu-ly", answer="Đây là việc của tỉnh")
    assert "Chọn lý do trong danh sách" in text_of(page)
    said = {"reason": "not_ours", "answer": "Đây là đường tỉnh, xin báo Sở Xây dựng"}
    acts(people.receptionist, report, "khong-xu-ly", **said)
    report.refresh_from_db()
    assert report.state is Status.REFUSED


def test_a_late_first_answer_says_why(commune: Commune, handler: User) -> None:
    late = send_report(commune, when=ago(days=4))
    page = acts(handler, late, "tra-loi-buoc-dau", answer="Xin lỗi, đang kiểm tra")
    assert page.status_code == 422
    assert "Vì sao trả lời lần đầu trễ hạn" in text_of(page)
    said = {"answer": "Xin lỗi, đang kiểm tra", "late_cause": "weather"}
    assert acts(handler, late, "tra-loi-buoc-dau", **said).status_code == 302
    late.refresh_from_db()
    assert late.late_cause == "weather"


def test_a_result_without_a_picture_says_why_where_one_is_wanted(
    commune: Commune, handler: User
) -> None:
    report = send_report(commune, make_category(needs_after_photo=True), when=timezone.now())
    acts(handler, report, "dung-su-that", note="Đúng")
    page = acts(handler, report, "tra-loi", answer="Đã vá")
    assert "Vì sao chưa có ảnh sau xử lý" in text_of(page)
    pictured(report, phase="after")
    shown = text_of(opens(handler, "desk-act", report.code, "tra-loi"))
    assert "Vì sao chưa có ảnh" not in shown
    assert acts(handler, report, "tra-loi", answer="Đã vá").status_code == 302


def test_ready_words_are_put_below_what_was_typed(
    commune: Commune, report: Report, handler: User
) -> None:
    fitting = {"root_unit": commune.root, "title": "Đã nhận", "text": "Cảm ơn ông/bà đã báo."}
    text = CannedText.objects.create(**fitting)
    CannedText.objects.create(**fitting | {"title": "Loại khác", "category": make_category()})
    CannedText.objects.create(**fitting | {"title": "Việc khác", "action": Action.REFUSE})
    page = text_of(opens(handler, "desk-act", report.code, "tra-loi-buoc-dau"))
    assert "Câu trả lời mẫu (1)" in page
    said = {"mau": text.pk, "answer": "Kính gửi ông/bà.", "note": "Gọi lại"}
    page = text_of(acts(handler, report, "tra-loi-buoc-dau", **said))
    assert "Kính gửi ông/bà.\nCảm ơn ông/bà đã báo." in page
    assert "Gọi lại</textarea>" in page
    assert actions_of(report) == [Action.SEND], "nothing was sent"


def test_ready_words_go_out_only_when_their_dots_are_filled_in(
    report: Report, handler: User
) -> None:
    page = acts(handler, report, "tra-loi-buoc-dau", answer="Ngày … đơn vị đã vá.")
    assert page.status_code == 422
    assert "Điền những chỗ còn “…” của câu mẫu" in text_of(page)
    said = "Ngày 24/11 đơn vị đã dọn rác, lá cây…"
    assert acts(handler, report, "tra-loi-buoc-dau", answer=said).status_code == 302


def test_whoever_was_slower_is_told_what_changed_and_keeps_the_words(
    report: Report, people: People, handler: User
) -> None:
    seen = report.last_seq
    act_on(report, Action.TAKE, by=handler, when=timezone.now())
    page = acts(people.receptionist, report, "tra-loi-buoc-dau", seen=seen, answer="Đã nhận ạ")
    assert page.status_code == 409
    assert "Nhận việc: Ngô Quang Minh" in text_of(page)
    assert "Đã nhận ạ</textarea>" in text_of(page)
    report.refresh_from_db()
    assert report.answered_at is None


def test_an_act_that_came_too_late_says_so(report: Report, handler: User) -> None:
    act_on(report, Action.FIND_UNTRUE, by=handler, when=timezone.now(), answer="Không có ổ gà")
    page = opens(handler, "desk-act", report.code, "bat-dau")
    assert page.status_code == 409
    assert "<textarea" not in text_of(page)


@pytest.mark.parametrize("slug", ["giao", "gop", "khong-xu-ly", "khong-co-viec-nay"])
def test_what_one_may_not_do_is_not_there(report: Report, handler: User, slug: str) -> None:
    assert opens(handler, "desk-act", report.code, slug).status_code == 404
    assert acts(handler, report, slug).status_code == 404


def test_letters_press_the_buttons_and_the_main_one_comes_first(
    report: Report, handler: User
) -> None:
    buttons = buttons_for(report, handler, "/cb/phan-anh/?han=tre")
    assert buttons.main is not None
    assert (buttons.main.label, buttons.main.key) == ("Đúng sự thật", "D")
    assert [button.key for button in buttons.keyed] == ["C", "H", "B"]
    assert buttons.main.url.endswith("?tiep=%2Fcb%2Fphan-anh%2F%3Fhan%3Dtre")


def test_the_work_goes_on_where_it_came_from(report: Report, handler: User) -> None:
    answer = acts(handler, report, "nhan-viec", tiep="/cb/phan-anh/?han=tre")
    assert answer["Location"] == "/cb/phan-anh/?han=tre"
    away = acts(handler, report, "bat-dau", tiep="https://elsewhere.example/")
    assert away["Location"] == f"/cb/phan-anh/{report.code}/"


def test_an_act_is_no_get(report: Report, handler: User) -> None:
    for method in ("put", "delete"):
        call = getattr(browser(handler), method)
        assert call(f"/cb/phan-anh/{report.code}/nhan-viec/").status_code == 405

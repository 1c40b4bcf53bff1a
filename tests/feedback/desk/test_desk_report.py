"""One report on the staff's screen: everything on one page, and nobody named on it."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog, User
from accounts.permissions import Role
from feedback.models import Report
from feedback.services.following import ask_removal, rate
from feedback.services.moderation import publish
from feedback.workflow import Action
from tests.dossiers.conftest import People
from tests.dossiers.staff import a_photo, a_text_file, browser
from tests.factories import Commune, make_staff
from tests.feedback.desk.desk import ago, opens, pictured, text_of
from tests.feedback.factories import act_on, make_category, send_report
from tests.plans import cheap

NAME, PHONE = "Nguyễn Thị Sáu", "0905 123 318"
SIGNS = (NAME, PHONE, "905123318")  # of the reporter
SEES = {Role.RECEPTIONIST, Role.LEADER}  # who may know who reported


def test_everything_about_it_stands_on_one_page(
    commune: Commune, people: People, handler: User
) -> None:
    report = send_report(commune, when=ago(hours=5))
    near = send_report(commune, report.category, text="Lại ổ gà ấy", when=ago(hours=4))
    pictured(report)
    act_on(report, Action.TAKE, by=handler, when=ago(hours=3))
    act_on(report, Action.FIND_TRUE, by=handler, when=ago(hours=2), note="Đo 60 cm, sâu 15 cm")
    page = text_of(opens(handler, "desk-report", report.code))
    for words in (
        report.text, report.address, report.category.name, "Đúng sự thật", "Đo 60 cm, sâu 15 cm",
        "Trả lời lần đầu trước", "Xử lý xong trước", near.code, "Cách 0 m", "Chờ kiểm duyệt",
        "data-map-points", "/phan-anh/anh/", "Ngô Quang Minh",
    ):  # fmt: skip
        assert words in page, words


def test_a_twin_of_another_does_not_wait_for_a_moderator(
    commune: Commune, people: People, report: Report
) -> None:
    twin = send_report(commune, report.category, when=ago(hours=1))
    act_on(twin, Action.MERGE, by=people.receptionist, other=report)
    page = text_of(opens(people.receptionist, "desk-report", twin.code))
    assert "Chưa công khai" in page
    assert "</svg>Chờ kiểm duyệt</span>" not in page


def test_public_words_and_own_notes_are_told_apart(
    report: Report, people: People, handler: User
) -> None:
    act_on(report, Action.REPLY, by=handler, answer="Đã nhận, mai kiểm tra", note="Nhớ mang thước")
    page = text_of(opens(handler, "desk-report", report.code))
    assert "<strong>Trả lời người dân:</strong> Đã nhận, mai kiểm tra" in page
    assert "<strong>Nội bộ:</strong> Nhớ mang thước" in page


@pytest.mark.parametrize("role", sorted(Role))
def test_nobody_without_the_right_ever_sees_who_reported(
    commune: Commune, people: People, report: Report, role: Role
) -> None:
    """Every page of the desk, for every role, also after asking to see the reporter."""
    send_report(commune, report.category, when=ago(hours=1))  # the same person once more
    officer = browser(make_staff(commune.one_stop, role))
    ask = officer.post(
        reverse("feedback:desk-reporter", args=[report.code]), {"ly-do": "Gọi lại hỏi vị trí"}
    )
    assert ask.status_code == (302 if role in SEES else 403)
    shown = []
    for name, arguments in _PAGES:
        args = [argument or report.code for argument in arguments]
        page = officer.get(reverse(f"feedback:{name}", args=args), {"xem": report.code})
        if page.status_code == 200 and any(sign in text_of(page) for sign in SIGNS):
            shown.append(name)
    assert shown == (["desk-report"] if role in SEES else [])


_PAGES: list[tuple[str, list[str]]] = [
    ("desk", []),
    ("desk-map", []),
    ("desk-points", []),
    ("desk-waiting", []),
    ("desk-removals", []),
    ("desk-entry", []),
    ("desk-report", [""]),
    ("desk-moderate", [""]),
    *(("desk-act", ["", slug]) for slug in ("giao", "gop", "tra-loi-buoc-dau", "tach-viec")),
]


def test_a_look_at_the_reporter_needs_a_reason_and_is_logged(
    report: Report, people: People
) -> None:
    officer = browser(people.receptionist)
    page = reverse("feedback:desk-report", args=[report.code])
    ask = reverse("feedback:desk-reporter", args=[report.code])
    assert NAME not in text_of(officer.get(page))
    officer.post(ask, {"ly-do": " "})
    assert "Nhập lý do" in text_of(answer := officer.get(page))
    assert NAME not in text_of(answer)
    officer.post(ask, {"ly-do": "Gọi lại hỏi vị trí"})
    shown = text_of(officer.get(page))
    assert NAME in shown
    assert PHONE in shown
    row = AccessLog.objects.get(action="report.reporter")
    assert (row.object_code, row.reason) == (report.code, "Gọi lại hỏi vị trí")
    assert NAME not in text_of(browser(people.receptionist).get(page)), "another session"


def test_candidates_from_the_same_phone_are_told_only_to_who_may_know(
    commune: Commune, people: People, report: Report
) -> None:
    send_report(commune, make_category(group="order"), lat=11.2, when=ago(hours=1))
    head = make_staff(commune.one_stop, Role.HEAD)
    assert "Cùng người gửi" in text_of(opens(people.receptionist, "desk-act", report.code, "gop"))
    assert "Cùng người gửi" not in text_of(opens(head, "desk-act", report.code, "gop"))


def test_what_one_may_not_see_is_not_there(
    commune: Commune, people: People, report: Report
) -> None:
    secret = send_report(commune, make_category(about_conduct=True), when=timezone.now())
    assert opens(people.specialist, "desk-report", report.code).status_code == 404
    assert opens(people.receptionist, "desk-report", secret.code).status_code == 404
    assert opens(people.leader, "desk-report", secret.code).status_code == 200
    assert opens(people.leader, "desk-report", "PA-26-AAAAAA").status_code == 404


def test_opening_a_report_is_logged(report: Report, people: People) -> None:
    opens(people.receptionist, "desk-report", report.code.lower())
    row = AccessLog.objects.get(action="report.open")
    assert (row.user, row.object_code) == (people.receptionist, report.code)


def test_kin_and_voices_are_told(commune: Commune, people: People, handler: User) -> None:
    parent = send_report(commune, when=ago(days=2))
    twin = send_report(commune, parent.category, when=ago(days=1))
    act_on(twin, Action.MERGE, by=people.receptionist, when=ago(hours=20), other=parent)
    act_on(parent, Action.FIND_UNTRUE, by=handler, when=ago(hours=2), answer="Không có ổ gà")
    parent.refresh_from_db()
    rate(parent, stars=2, note="Chưa thỏa đáng", at=ago(hours=1))
    page = text_of(opens(handler, "desk-report", parent.code))
    assert "Được gộp vào đây" in page
    assert "2/5 sao" in page
    assert "Chưa thỏa đáng" in page
    assert "Đã gộp vào phản ánh này" in text_of(opens(handler, "desk-report", twin.code))


def test_pictures_from_the_site_come_by_a_plain_form_too(
    report: Report, people: People, handler: User
) -> None:

    path = reverse("feedback:desk-photos", args=[report.code, "after"])
    answer = browser(handler).post(path, {"files": [a_photo(), a_text_file()]}, follow=True)
    page = text_of(answer)
    assert "Đã nhận 1 tệp" in page
    assert "ket-qua.pdf:" in page
    media = report.media.get()
    assert (media.phase, media.uploaded_by) == ("after", handler)
    empty = text_of(browser(handler).post(path, follow=True))
    assert "Chọn ảnh hoặc video" in empty


def test_the_page_is_cheap_with_all_there_is(
    commune: Commune, people: People, handler: User
) -> None:
    report = send_report(commune, when=ago(days=1))
    for _ in range(3):
        send_report(commune, report.category, when=ago(hours=20))
    pictured(report)
    act_on(report, Action.TAKE, by=handler, when=ago(hours=3))
    officer: Any = browser(handler)
    path = reverse("feedback:desk-report", args=[report.code])
    officer.get(path)
    with cheap(tables=["feedback_report", "feedback_reportevent", "feedback_media"]):
        assert officer.get(path).status_code == 200


def test_a_wish_to_remove_is_told_on_the_page(
    commune: Commune, people: People, handler: User
) -> None:
    report = send_report(commune, when=ago(days=1))

    publish(report, text="Ổ gà", pictures={}, by=people.leader, at=ago(hours=2))
    report.refresh_from_db()
    ask_removal(report, reason="Có nhà tôi trong ảnh", phone="", at=ago(hours=1))
    assert "Có nhà tôi trong ảnh" in text_of(opens(handler, "desk-report", report.code))


def test_reports_near_it_that_lie_in_another_office_are_told_to_who_may_see_them(
    commune: Commune, report: Report, people: People, handler: User
) -> None:
    other = send_report(commune, report.category, when=ago(hours=1), text="Chuyện của phòng khác")
    Report.objects.filter(pk=other.pk).update(unit=commune.justice)
    assert "Chuyện của phòng khác" in text_of(opens(people.leader, "desk-report", report.code))
    assert "Chuyện của phòng khác" not in text_of(opens(handler, "desk-report", report.code))

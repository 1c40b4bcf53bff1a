"""Kiểm duyệt: nothing is public before somebody looked; words edited, faces covered by hand."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog
from feedback.desk.moderation_form import MOST_BOXES, BoxesField
from feedback.models import Category, Media, Report
from feedback.services.following import ask_removal
from feedback.services.moderation import hide, publish
from feedback.workflow import Action
from tests.dossiers.conftest import People
from tests.dossiers.staff import browser
from tests.factories import Commune
from tests.feedback.desk.desk import actions_of, ago, opens, pictured, text_of
from tests.feedback.factories import act_on, make_category, send_report

OUTSPOKEN = "Ổ gà. Gọi 0905 123 318, đồ mất dạy"


def moderates(people: People, report: Report, do: str = "publish", **words: Any) -> Any:
    report.refresh_from_db()
    said = {"seen": report.last_seq, "do": do, "text": "Ổ gà sâu trước cổng chợ"} | words
    path = reverse("feedback:desk-moderate", args=[report.code])
    return browser(people.receptionist).post(path, said)


def covered(media: Media, *boxes: tuple[object, ...]) -> dict[str, Any]:
    """The picture allowed, with these rectangles typed as numbers."""
    sides = ("left", "top", "width", "height")
    fields = {
        f"vung_{media.pk}_{side}": [str(box[place]) for box in boxes]
        for place, side in enumerate(sides)
    }
    return {f"anh_{media.pk}": "on"} | fields


def test_nothing_is_allowed_before_somebody_allows_it(report: Report, people: People) -> None:
    pictured(report)
    page = text_of(opens(people.receptionist, "desk-moderate", report.code))
    assert "Cho công khai ảnh này" in page
    assert "checked" not in page.split("data-cover")[1]
    assert AccessLog.objects.filter(action="report.moderate").count() == 1


def test_the_words_are_edited_and_the_original_is_kept(report: Report, people: People) -> None:
    before = report.text
    assert moderates(people, report, text="Ổ gà trước chợ").status_code == 302
    report.refresh_from_db()
    assert (report.text, report.public_text, report.is_public) == (before, "Ổ gà trước chợ", True)
    again = text_of(opens(people.receptionist, "desk-moderate", report.code))
    assert before in again
    assert "Ổ gà trước chợ</textarea>" in again


def test_covered_pictures_are_public_and_the_others_stay_private(
    report: Report, people: People
) -> None:
    shown, kept = pictured(report), pictured(report)
    moderates(people, report, **covered(shown, (100, 200, 300, 150), (0, 0, 50, 50)))
    shown.refresh_from_db()
    kept.refresh_from_db()
    assert (bool(shown.public_sha256), bool(kept.public_sha256)) == (True, False)
    boxes = shown.blurs.order_by("-left").values_list("left", "top", "width", "height")
    assert list(boxes) == [(100, 200, 300, 150), (0, 0, 50, 50)]
    page = text_of(opens(people.receptionist, "desk-moderate", report.code))
    assert '<rect x="100" y="200" width="300" height="150"/>' in page
    public = text_of(Client().get(reverse("feedback:report", args=[report.code])))
    assert "/phan-anh/anh/" in public


@pytest.mark.parametrize(
    "box",
    [("1", "2", "3", ""), ("x", "0", "9", "9"), ("-1", "0", "9", "9"), ("1000", "0", "9", "9"),
     ("0", "0", "0", "9"), ("1,5", "0", "9", "9"), ("²", "0", "9", "9")],
)  # fmt: skip
def test_numbers_that_are_no_rectangle_are_refused(box: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError, match="Mỗi vùng che cần đủ bốn số"):
        BoxesField().to_python([box])


def test_a_picture_has_so_many_covered_rectangles_and_no_more() -> None:
    with pytest.raises(ValidationError, match="nhiều nhất"):
        BoxesField().to_python([("1", "1", "9", "9")] * (MOST_BOXES + 1))


def test_wrong_numbers_are_told_and_kept(report: Report, people: People) -> None:
    media = pictured(report)
    page = moderates(people, report, **covered(media, ("7000", "x", "3", "")))
    assert page.status_code == 422
    assert "Mỗi vùng che cần đủ bốn số" in text_of(page)
    assert 'autocomplete="off" value="7000"' in text_of(page)
    report.refresh_from_db()
    assert not report.is_public


def test_empty_rows_are_nothing_and_what_sticks_out_is_cut(report: Report, people: People) -> None:
    media = pictured(report)
    rows = covered(media, ("", "", "", ""), ("900", "900", "500", "999999"), ("", " ", "", ""))
    moderates(people, report, **rows)
    boxes = media.blurs.values_list("left", "top", "width", "height")
    assert list(boxes) == [(900, 900, 100, 100)]


def test_names_numbers_and_insults_are_pointed_at_before_publishing(
    commune: Commune, people: People
) -> None:
    report = send_report(commune, text=OUTSPOKEN, when=timezone.now())
    first = text_of(opens(people.receptionist, "desk-moderate", report.code))
    for words in ("0905 123 318", "mất dạy", "của chính người gửi"):
        assert words in first
    page = moderates(people, report, text=OUTSPOKEN)
    assert page.status_code == 422
    assert "Xem các chỗ được nhắc" in text_of(page)
    report.refresh_from_db()
    assert not report.is_public
    assert moderates(people, report, text=OUTSPOKEN, looked="on").status_code == 302


def test_a_preview_shows_what_everybody_would_see_and_publishes_nothing(
    report: Report, people: People
) -> None:
    media = pictured(report)
    page = text_of(moderates(people, report, "preview", **covered(media, (10, 20, 30, 40))))
    preview = page.split('id="xem-truoc"')[1].split("</section>")[0]
    assert "Ổ gà sâu trước cổng chợ" in preview
    assert 'desk-cover--solid" viewBox' in preview
    assert '<rect x="10" y="20" width="30" height="40"/>' in preview
    report.refresh_from_db()
    assert not report.is_public


def test_a_preview_leaves_out_what_is_not_allowed(report: Report, people: People) -> None:
    pictured(report)
    page = text_of(moderates(people, report, "preview"))
    assert "<img" not in page.split('id="xem-truoc"')[1].split("</section>")[0]


def test_no_words_are_refused(report: Report, people: People) -> None:
    page = moderates(people, report, text=" ")
    assert page.status_code == 422
    assert "Nhập lời mà mọi người sẽ đọc" in text_of(page)


def test_what_changed_meanwhile_is_looked_at_once_more(report: Report, people: People) -> None:
    seen = report.last_seq
    act_on(report, Action.REPLY, by=people.leader, when=timezone.now(), answer="Đã nhận")
    page = moderates(people, report, seen=seen)
    assert page.status_code == 409
    assert moderates(people, report).status_code == 302


def test_kinds_that_are_never_public_have_no_page(commune: Commune, people: People) -> None:
    never = make_category(publication=Category.Publication.NEVER)
    conduct = make_category(about_conduct=True)
    for kind in (never, conduct):
        report = send_report(commune, kind, when=timezone.now())
        assert opens(people.leader, "desk-moderate", report.code).status_code == 404


def test_a_rounded_kind_is_published_without_pictures(commune: Commune, people: People) -> None:
    kind = make_category(publication=Category.Publication.ROUNDED)
    report = send_report(commune, kind, address="12 Nguyễn Huệ, thôn 2", when=timezone.now())
    media = pictured(report)
    page = text_of(opens(people.receptionist, "desk-moderate", report.code))
    assert "data-cover" not in page
    assert "chỉ nêu đường, khu vực: Nguyễn Huệ, thôn 2" in page
    assert moderates(people, report, **covered(media)).status_code == 302
    media.refresh_from_db()
    assert media.public_sha256 == ""


def test_a_handler_moderates_nothing(commune: Commune, report: Report, people: People) -> None:
    assert opens(people.specialist, "desk-moderate", report.code).status_code == 403


def test_taking_down_needs_a_reason_and_is_kept_in_the_history(
    report: Report, people: People
) -> None:
    moderates(people, report)
    path = reverse("feedback:desk-withhold", args=[report.code])
    officer = browser(people.receptionist)
    report.refresh_from_db()
    assert officer.post(path, {"seen": report.last_seq}).status_code == 422
    said = {"seen": report.last_seq, "reason": "Có nhà dân trong ảnh"}
    assert officer.post(path, said).status_code == 302
    report.refresh_from_db()
    assert not report.is_public
    assert actions_of(report) == [Action.SEND, Action.PUBLISH, Action.HIDE]
    assert Client().get(reverse("feedback:report", args=[report.code])).status_code == 404


def test_the_list_holds_what_nobody_has_decided_and_new_pictures_of_public_ones(
    commune: Commune, people: People
) -> None:
    never = make_category(publication=Category.Publication.NEVER)
    new, decided, hidden = (send_report(commune, when=ago(days=1)) for _ in range(3))
    silent = send_report(commune, never, when=ago(days=1))
    publish(decided, text="Ổ gà", pictures={}, by=people.leader, at=ago(hours=5))
    hide(hidden, reason="Chuyện riêng", by=people.leader, at=ago(hours=5))
    page = text_of(opens(people.receptionist, "desk-waiting"))
    held = {one: one.code in page for one in (new, decided, hidden, silent)}
    assert held == {new: True, decided: False, hidden: False, silent: False}
    pictured(decided, phase="after")
    assert decided.code in text_of(opens(people.receptionist, "desk-waiting"))


def test_a_wish_to_remove_is_answered_once_with_a_reason(commune: Commune, people: People) -> None:
    kept, gone = (send_report(commune, when=ago(days=1)) for _ in range(2))
    wishes = []
    for report in (kept, gone, gone):
        report.refresh_from_db()
        if not report.published_at:
            report = publish(report, text="Ổ gà", pictures={}, by=people.leader, at=ago(hours=5))
        wishes.append(ask_removal(report, reason="Có mặt con tôi", phone="", at=ago(hours=1)))
    officer = browser(people.receptionist)
    page = text_of(officer.get(reverse("feedback:desk-removals")))
    assert page.count("Có mặt con tôi") == 3
    paths = [reverse("feedback:desk-removal", args=[wish.pk]) for wish in wishes]
    empty = officer.post(paths[0], {"do": "keep"})
    assert (empty.status_code, "Nhập lý do" in text_of(empty)) == (422, True)
    officer.post(paths[0], {"do": "keep", "outcome": "Ảnh không có người"})
    officer.post(paths[1], {"do": "hide", "outcome": "Có trẻ em trong ảnh"})
    for wish in wishes:
        wish.refresh_from_db()
    assert [wish.outcome for wish in wishes] == [
        "Ảnh không có người", "Có trẻ em trong ảnh", "Có trẻ em trong ảnh",
    ]  # fmt: skip
    assert [wish.report.is_public for wish in wishes] == [True, False, False]
    late = officer.post(paths[1], {"do": "hide", "outcome": "Lần nữa"}, follow=True)
    assert "Đồng nghiệp vừa trả lời đề nghị này" in text_of(late)


def test_the_address_is_edited_and_the_original_is_kept(commune: Commune, people: People) -> None:
    written = "Trước nhà Nguyễn Thị Sáu, thôn 2"
    report = send_report(commune, address=written, when=timezone.now())
    assert written in text_of(opens(people.receptionist, "desk-moderate", report.code))
    assert moderates(people, report, address="Đường xóm, thôn 2").status_code == 302
    report.refresh_from_db()
    assert (report.address, report.public_address) == (written, "Đường xóm, thôn 2")
    page = text_of(Client().get(reverse("feedback:report", args=[report.code])))
    assert "Đường xóm, thôn 2" in page
    assert "Sáu" not in page


def test_an_address_that_names_somebody_is_pointed_at_too(commune: Commune, people: People) -> None:
    address = "Trước nhà Nguyễn Thị Sáu, 0905 123 318, thôn 2"
    report = send_report(commune, address=address, when=timezone.now())
    page = text_of(opens(people.receptionist, "desk-moderate", report.code))
    assert "<strong>Số điện thoại:</strong> 0905 123 318" in page
    assert "<strong>Người gửi:</strong>" in page
    assert address in page

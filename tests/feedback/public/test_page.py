"""/phan-anh/<ma>/: one published report; following it, confirming it, asking to take it down."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from feedback.models import FixCheck, Follower, Media, RemovalRequest, Report
from feedback.services.moderation import hide
from feedback.workflow import Action
from tests import plans
from tests.dossiers.conftest import People
from tests.dossiers.staff import browser
from tests.factories import Commune
from tests.feedback.factories import a_person, act_on, make_category, send_report
from tests.feedback.public.published import (
    ANSWER,
    PUBLIC_WORDS,
    SECRET_WORDS,
    ago,
    answered,
    page,
    published,
    with_picture,
)


def path(report: Report, more: str = "") -> str:
    return f"/phan-anh/{report.code}/{more}"


@pytest.fixture
def report(commune: Commune, people: People) -> Report:
    return published(commune, people)


def test_everybody_reads_what_was_done_and_answered(
    client: Client, report: Report, people: People
) -> None:
    html = page(client, path(answered(report, people)))
    for said in (
        PUBLIC_WORDS,
        ANSWER,
        "Đã gửi phản ánh",
        "Đã kiểm tra: đúng sự thật",
        "Đã trả lời kết quả",
        "Tư pháp - Hộ tịch",
        "Trả lời đúng hẹn",
        "Xử lý đúng hẹn",
    ):
        assert said in html


def test_nobody_reads_who_sent_it_or_what_staff_note(
    client: Client, report: Report, people: People
) -> None:
    html = page(client, path(answered(report, people)))
    for kept in (SECRET_WORDS, "0905", "Nguyễn Thị Sáu", "Phạm Quốc Bảo", "Cán bộ Bảo"):
        assert kept not in html


def test_a_code_opens_nothing_that_is_not_public(
    client: Client, commune: Commune, people: People, report: Report
) -> None:
    unpublished = send_report(commune, when=ago(hours=1))
    hide(report, reason="Lộ mặt trẻ em", by=people.receptionist, at=timezone.now())
    for code in (unpublished.code, report.code, "PA-26-AAAAAA", "x"):
        assert client.get(f"/phan-anh/{code}/").status_code == 404
        assert client.get(f"/phan-anh/{code}/de-nghi-go/").status_code == 404


def test_a_code_is_read_as_people_type_it(client: Client, report: Report) -> None:
    assert client.get(f"/phan-anh/{report.code.lower().replace('-', '')}/").status_code == 200


def test_the_promise_stands_there_until_it_is_kept_or_broken(
    client: Client, commune: Commune, people: People, report: Report
) -> None:
    html = page(client, path(report))
    assert "Trả lời trước" in html
    assert "Còn khoảng 45 giờ" in html
    late = page(client, path(published(commune, people, when=ago(days=3))))
    assert "Xin lỗi, việc này đang chậm hẹn" in late


def test_pictures_before_and_after_stand_beside_each_other(
    client: Client, report: Report, people: People
) -> None:
    with_picture(report)
    with_picture(report, public=False)
    assert "data-compare" not in page(client, path(report))
    with_picture(report, phase=Media.Phase.AFTER)
    html = page(client, path(report))
    assert "data-compare" in html
    assert 'alt="Ảnh: trước khi xử lý"' in html
    assert 'alt="Ảnh: sau khi xử lý"' in html
    assert html.count("<img") == 3  # the two, and the emblem of the masthead


def test_what_was_merged_leads_to_the_report_it_repeats(
    client: Client, commune: Commune, people: People, report: Report
) -> None:
    twin = published(commune, people)
    act_on(twin, Action.MERGE, by=people.head, when=timezone.now(), other=report)
    assert f'href="{path(report)}"' in page(client, path(twin))


def test_a_citizen_says_i_met_it_too_and_takes_it_back(report: Report, people: People) -> None:
    neighbour = browser(people.stranger)
    assert "Tôi cũng gặp" in page(neighbour, path(report))
    assert neighbour.post(path(report, "cung-gap/"))["Location"] == path(report)
    html = page(neighbour, path(report))
    assert "1 người cùng gặp" in html
    assert "Bỏ theo dõi" in html
    neighbour.post(path(report, "cung-gap/"), {"bo": "1"})
    assert not Follower.objects.exists()


def test_a_stranger_signs_in_first_and_comes_back_to_the_report(
    client: Client, report: Report, people: People
) -> None:
    assert f'href="/dang-nhap/?tiep={path(report)}"' in page(client, path(report))
    assert "/dang-nhap/" in client.post(path(report, "cung-gap/"))["Location"]
    assert browser(people.stranger).get(path(report, "cung-gap/"))["Location"] == path(report)


def test_who_sent_it_is_led_to_the_own_page(commune: Commune, people: People) -> None:
    own = published(commune, people, person=a_person(user=people.citizen))
    assert f"/phan-anh/cua-toi/{own.secret}/" in page(browser(people.citizen), path(own))
    refused = browser(people.citizen).post(path(own, "cung-gap/"))
    assert refused.status_code == 422
    assert own.secret not in page(browser(people.stranger), path(own))


def test_a_neighbour_confirms_once_whether_it_is_done(report: Report, people: People) -> None:
    neighbour = browser(people.stranger)
    early = neighbour.post(path(report, "xac-nhan/"), {"is_fixed": "1"})
    assert early.status_code == 409
    answered(report, people)
    empty = neighbour.post(path(report, "xac-nhan/"), {"note": "Tôi đi ngang qua"})
    assert empty.status_code == 422
    assert "Tôi đi ngang qua" in empty.content.decode()
    neighbour.post(path(report, "xac-nhan/"), {"is_fixed": "0", "note": "Vẫn còn rác"})
    assert not FixCheck.objects.get().is_fixed
    assert neighbour.post(path(report, "xac-nhan/"), {"is_fixed": "1"}).status_code == 409
    html = page(neighbour, path(report))
    assert "1 người ở gần nói chưa xong" in html
    assert "Vẫn còn rác" not in html


def test_staff_and_the_reporter_are_not_asked_what_neighbours_are(
    report: Report, people: People
) -> None:
    staff = browser(people.head)
    assert "Tôi cũng gặp" not in page(staff, path(report))
    assert "cũng biết việc này?" not in page(staff, path(report))
    answered(report, people)
    assert "xac-nhan" not in page(staff, path(report))
    neighbour = browser(people.stranger)
    assert "xac-nhan" in page(neighbour, path(report))
    neighbour.post(path(report, "xac-nhan/"), {"is_fixed": "1"})
    assert "1 người ở gần" in page(staff, path(report))


def test_what_neighbours_said_of_an_earlier_answer_is_not_said_of_the_last(
    report: Report, people: People
) -> None:
    neighbour = browser(people.stranger)
    answered(report, people)
    neighbour.post(path(report, "xac-nhan/"), {"is_fixed": "0"})
    later = report.received_at + timedelta(hours=3)
    act_on(report, Action.REOPEN, by=people.leader, when=later, note="Còn rác")
    answered(report, people, after=4)
    assert "nói chưa xong" not in page(neighbour, path(report))


def test_anybody_asks_to_take_it_down_with_a_reason(client: Client, report: Report) -> None:
    address = path(report, "de-nghi-go/")
    assert "không bắt buộc" in page(client, address).lower()
    assert client.post(address, {"reason": " "}).status_code == 422
    wrong = client.post(address, {"reason": "Lộ mặt con tôi", "phone": "12"})
    assert wrong.status_code == 422
    assert "Lộ mặt con tôi" in wrong.content.decode()
    client.post(address, {"reason": "Lộ mặt con tôi", "phone": "0905 111 222"})
    asked = RemovalRequest.objects.get()
    assert (asked.report, asked.reason) == (report, "Lộ mặt con tôi")


def test_a_program_that_fills_every_field_changes_nothing(client: Client, report: Report) -> None:
    told = client.post(path(report, "de-nghi-go/"), {"reason": "x", "website": "spam.example"})
    assert told["Location"] == path(report)
    assert not RemovalRequest.objects.exists()


def test_wishes_of_one_address_are_limited(client: Client, report: Report) -> None:
    answers = [client.post(path(report, "de-nghi-go/"), {"reason": "Xin gỡ"}) for _ in range(21)]
    assert answers[-1].status_code == 422
    assert RemovalRequest.objects.count() == 20


def test_the_page_is_cheap(report: Report, people: People) -> None:
    with_picture(answered(report, people))
    neighbour = browser(people.stranger)
    page(neighbour, path(report))
    with plans.cheap(8, ["feedback_report", "feedback_reportevent", "feedback_media"]):
        page(neighbour, path(report))


def test_of_a_rounded_category_the_map_shows_the_rounded_point(
    client: Client, commune: Commune, people: People
) -> None:
    noise = make_category(publication="rounded")
    report = published(commune, people, noise, lat=11.10049, long=108.10049)
    assert 'data-map-mark="11.100000,108.100000"' in page(client, path(report))

"""Own reports: by the secret link, by code and four digits, of who is signed in."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from feedback.media.links import read_link
from feedback.models import Media, Rating, Report
from feedback.services.following import follow
from feedback.workflow import Status
from tests import plans
from tests.dossiers.conftest import People
from tests.dossiers.staff import browser
from tests.factories import Commune
from tests.feedback.factories import a_person, make_category, send_report
from tests.feedback.media.files import picture
from tests.feedback.public.published import (
    ANSWER,
    SECRET_WORDS,
    ago,
    answered,
    page,
    published,
    with_picture,
)

FIND, MINE = "/phan-anh/tra-cuu/", "/phan-anh/cua-toi/"
DIGITS = "3318"


def own(report: Report, more: str = "") -> str:
    return f"{MINE}{report.secret}/{more}"


@pytest.fixture
def report(commune: Commune, people: People) -> Report:
    return published(commune, people)


# --- the secret link ------------------------------------------------------------------------------


def test_the_reporter_reads_all_that_was_sent_and_answered(
    client: Client, report: Report, people: People
) -> None:
    with_picture(report, public=False)
    html = page(client, own(answered(report, people)))
    for said in (SECRET_WORDS, ANSWER, "Đã công khai, không nêu tên người gửi", 'alt="Ảnh:'):
        assert said in html
    for kept in ("Cán bộ Bảo", "Phạm Quốc Bảo", "+8490"):
        assert kept not in html


def test_what_is_not_public_opens_to_its_secret_alone(client: Client, commune: Commune) -> None:
    conduct = make_category(about_conduct=True)
    private = send_report(commune, conduct, when=ago(hours=1))
    html = page(client, own(private))
    assert "không bao giờ công khai" in html
    assert "Cán bộ kiểm duyệt" not in html
    assert client.get(f"{MINE}{private.secret[:-1]}x/").status_code == 404
    assert client.get(f"/phan-anh/{private.code}/").status_code == 404


def test_no_cache_and_no_search_engine_keeps_it(client: Client, report: Report) -> None:
    answer = client.get(own(report))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_pictures_of_the_office_reach_the_reporter_only_as_everybody_sees_them(
    client: Client, report: Report, people: People
) -> None:
    """What was covered in them is covered here too; what is not published is not here."""
    mine = with_picture(report, public=False)
    shown = with_picture(report, phase=Media.Phase.AFTER)
    with_picture(report, phase=Media.Phase.AFTER, public=False)
    with_picture(report, public=False)  # of the place as the officer found it
    Media.objects.exclude(pk=mine.pk).update(uploaded_by=people.specialist)
    links = re.findall(r"/phan-anh/anh/([^/\"]+)/", page(client, own(report)))
    read = {(link.token, bool(link.public_hash)) for link in map(read_link, links) if link}
    assert read == {(mine.token, False), (shown.token, True)}


def test_an_answer_leads_down_to_what_can_be_done_about_it(
    client: Client, report: Report, people: People
) -> None:
    assert 'href="#viec-lam"' not in page(client, own(report))
    answered(report, people)
    assert 'href="#viec-lam"' in page(client, own(report))


def test_an_answer_is_rated_once(client: Client, report: Report, people: People) -> None:
    assert own(report, "danh-gia/") not in page(client, own(report))
    assert client.post(own(report, "danh-gia/"), {"stars": "5"}).status_code == 409
    answered(report, people)
    assert own(report, "danh-gia/") in page(client, own(report))
    empty = client.post(own(report, "danh-gia/"), {"note": "Nhanh"})
    assert empty.status_code == 422
    assert "Nhanh" in empty.content.decode()
    assert client.post(own(report, "danh-gia/"), {"stars": "9"}).status_code == 422
    client.post(own(report, "danh-gia/"), {"stars": "4", "note": "Nhanh, sạch"})
    assert (Rating.objects.get().stars, Rating.objects.get().note) == (4, "Nhanh, sạch")
    assert own(report, "danh-gia/") not in page(client, own(report))
    assert client.post(own(report, "danh-gia/"), {"stars": "1"}).status_code == 409


def test_it_is_reopened_once_with_a_reason(client: Client, report: Report, people: People) -> None:
    answered(report, people)
    assert client.post(own(report, "mo-lai/"), {"note": " "}).status_code == 422
    client.post(own(report, "mo-lai/"), {"note": "Sáng nay lại có rác"})
    report.refresh_from_db()
    assert (report.status, report.reopenings) == (Status.REOPENED, 1)
    assert "Được mở lại để xem xét thêm" in page(client, own(report))
    answered(report, people, after=3)
    assert own(report, "mo-lai/") not in page(client, own(report))
    again = client.post(own(report, "mo-lai/"), {"note": "Vẫn còn"})
    assert again.status_code == 409


def test_after_ten_days_a_new_report_is_needed(
    client: Client, commune: Commune, people: People
) -> None:
    old = answered(published(commune, people, when=ago(days=11)), people)
    assert own(old, "mo-lai/") not in page(client, own(old))
    assert client.post(own(old, "mo-lai/"), {"note": "Lại hỏng"}).status_code == 409


def test_the_reporter_agrees_that_it_is_done(
    client: Client, report: Report, people: People
) -> None:
    assert client.get(own(report, "ket-thuc/"))["Location"] == own(report)
    assert client.post(own(report, "ket-thuc/")).status_code == 409
    answered(report, people)
    assert client.post(own(report, "ket-thuc/"))["Location"] == own(report)
    report.refresh_from_db()
    assert report.status == Status.CLOSED


def test_photos_are_added_while_it_is_open(client: Client, report: Report, people: People) -> None:
    address = own(report, "them-anh/")
    assert address in page(client, own(report))
    assert client.post(address, {}).status_code == 422
    good = SimpleUploadedFile("rac.jpg", picture())
    wrong = SimpleUploadedFile("ghi-chu.txt", b"van con rac")
    mixed = client.post(address, {"photos": [good, wrong]})
    assert mixed.status_code == 422
    assert "ghi-chu.txt:" in mixed.content.decode()
    assert Media.objects.get().report == report
    sent = client.post(address, {"photos": SimpleUploadedFile("rac2.jpg", picture())})
    assert sent["Location"] == own(report)
    answered(report, people)
    late = client.post(address, {"photos": SimpleUploadedFile("rac3.jpg", picture())})
    assert late.status_code == 409
    assert Media.objects.count() == 2


# --- code and four digits -------------------------------------------------------------------------


def test_code_and_digits_show_how_it_stands_for_a_while(
    client: Client, report: Report, people: People
) -> None:
    typed = client.post(FIND, {"code": f" {report.code.lower()} ", "digits": "33 18"})
    assert typed["Location"] == f"{FIND}{report.code}/"
    html = page(client, typed["Location"])
    assert "Đã gửi phản ánh" in html
    for kept in (SECRET_WORDS, report.secret):
        assert kept not in html
    assert Client().get(typed["Location"])["Location"] == f"{FIND}?ma={report.code}"


@pytest.mark.parametrize(
    ("code", "digits", "status"),
    [
        ("", DIGITS, 422),
        ("x", DIGITS, 422),
        (None, "0000", 422),
        (None, "", 422),
        (None, "ab", 422),
    ],
)
def test_what_does_not_fit_is_told_in_words_and_kept(
    client: Client, report: Report, code: str | None, digits: str, status: int
) -> None:
    typed = report.code if code is None else code
    answer = client.post(FIND, {"code": typed, "digits": digits})
    assert answer.status_code == status
    assert f'value="{typed}"' in answer.content.decode() or not typed


def test_unknown_and_wrong_are_told_alike_and_not_for_ever(client: Client, report: Report) -> None:
    def told(code: str) -> str:
        html = client.post(FIND, {"code": code, "digits": "0000"}).content.decode()
        return html.split("Không thấy phản ánh", 1)[1][:80]

    assert told(report.code) == told("PA-26-AAAAAA")
    for _ in range(4):
        client.post(FIND, {"code": report.code, "digits": "0000"})
    assert client.post(FIND, {"code": report.code, "digits": DIGITS}).status_code == 429


def test_a_report_without_phone_opens_to_no_digits(client: Client, commune: Commune) -> None:
    nameless = send_report(commune, person=a_person(phone="", is_proved=False))
    for digits in ("", "0000", "----"):
        assert client.post(FIND, {"code": nameless.code, "digits": digits}).status_code == 422


# --- who is signed in -----------------------------------------------------------------------------


def test_my_list_has_what_i_sent_and_what_i_follow(commune: Commune, people: People) -> None:
    mine = send_report(commune, when=ago(days=1), person=a_person(user=people.citizen))
    other = published(commune, people)
    follow(other, people.citizen, at=timezone.now())
    foreign = send_report(commune, when=ago(days=1))
    html = page(browser(people.citizen), MINE)
    assert own(mine) in html
    assert f"/phan-anh/{other.code}/" in html
    assert foreign.code not in html
    assert other.secret not in html
    assert "Ông/bà chưa gửi phản ánh nào" in page(browser(people.stranger), MINE)


def test_own_pages_are_cheap(client: Client, report: Report, people: People) -> None:
    answered(report, people)
    page(client, own(report))
    with plans.cheap(8, ["feedback_report", "feedback_reportevent", "feedback_media"]):
        page(client, own(report))


def test_rating_ends_thirty_days_after_the_answer(
    client: Client, commune: Commune, people: People
) -> None:
    old = answered(published(commune, people, when=ago(days=31)), people)
    assert old.resolved_at is not None
    assert old.resolved_at + timedelta(days=30) < timezone.now()
    assert own(old, "danh-gia/") not in page(client, own(old))
    assert client.post(own(old, "danh-gia/"), {"stars": "5"}).status_code == 422

"""/phan-anh/: what everybody sees of all reports, and how they choose."""

import pytest
from django.test import Client
from django.utils import timezone

from feedback.models import Report
from feedback.services.moderation import hide
from tests import plans
from tests.dossiers.conftest import People
from tests.factories import Commune, make_commune
from tests.feedback.factories import make_category, send_report
from tests.feedback.public.published import (
    ANSWER,
    PUBLIC_WORDS,
    SECRET_WORDS,
    ago,
    an_area,
    answered,
    page,
    published,
    with_picture,
)

LIST = "/phan-anh/"


def codes(client: Client, query: str = "") -> set[str]:
    """Of the reports the list shows."""
    html = page(client, f"{LIST}?{query}")
    known = Report.objects.values_list("code", flat=True)
    return {code for code in known if f'href="/phan-anh/{code}/"' in html}


def test_only_what_staff_published_is_there(
    client: Client, commune: Commune, people: People
) -> None:
    shown = published(commune, people)
    send_report(commune, when=ago(hours=1))
    hidden = published(commune, people)
    hide(hidden, reason="Lộ mặt trẻ em", by=people.receptionist, at=timezone.now())
    Report.objects.filter(pk=published(commune, people).pk).update(is_test=True)
    assert codes(client, "xem=tat-ca") == {shown.code}


def test_a_card_says_what_was_published_and_nothing_else(
    client: Client, commune: Commune, people: People
) -> None:
    with_picture(published(commune, people))
    html = page(client, LIST)
    assert PUBLIC_WORDS in html
    assert "Trước cổng chợ Bình An, thôn 2" in html
    assert "mc-report-cards__picture" in html
    for kept in (SECRET_WORDS, "0905", "Nguyễn Thị Sáu", "Phạm Quốc Bảo"):
        assert kept not in html


def test_of_a_rounded_category_house_and_pictures_are_kept_back(
    client: Client, commune: Commune, people: People
) -> None:
    noise = make_category("tieng-on", publication="rounded")
    with_picture(published(commune, people, noise, address="12 Nguyễn Huệ, thôn 1"))
    html = page(client, LIST)
    assert "Nguyễn Huệ, thôn 1" in html
    assert "12 Nguyễn Huệ" not in html
    assert "mc-report-cards__picture" not in html


def test_it_opens_with_what_is_open_and_what_ended_lately(
    client: Client, commune: Commune, people: People
) -> None:
    still_open = published(commune, people, when=ago(days=90))
    lately = answered(published(commune, people, when=ago(days=20)), people)
    long_ago = answered(published(commune, people, when=ago(days=60)), people)
    assert codes(client) == {still_open.code, lately.code}
    assert codes(client, "xem=dang-xu-ly") == {still_open.code}
    assert codes(client, "xem=da-xong") == {lately.code, long_ago.code}
    assert codes(client, "xem=tat-ca") == {still_open.code, lately.code, long_ago.code}
    assert codes(client, "xem=tat-ca&tu=30") == {lately.code}


def test_kept_and_missed_promises_are_found(
    client: Client, commune: Commune, people: People
) -> None:
    kept = answered(published(commune, people, when=ago(days=6)), people, after=40)
    late = answered(
        published(commune, people, when=ago(days=6)), people, after=50, late_cause="weather"
    )
    never = published(commune, people, when=ago(days=6))
    published(commune, people)
    assert codes(client, "hen=dung-hen") == {kept.code}
    assert codes(client, "hen=tre-hen") == {late.code, never.code}
    html = page(client, f"{LIST}?hen=tre-hen")
    assert "Trả lời trễ hẹn" in html
    assert "Quá hẹn trả lời" in html


def test_category_and_area_narrow_the_list(
    client: Client, commune: Commune, people: People
) -> None:
    roads, waste = make_category("duong"), make_category("rac")
    an_area(commune, "whole", "BA", "Xã Bình An")
    hamlet = an_area(commune, "hamlet", "T2", "Thôn 2")
    here, there = published(commune, people, roads), published(commune, people, waste)
    Report.objects.filter(pk=there.pk).update(area=None)
    assert here.area == hamlet
    assert codes(client, "loai=duong") == {here.code}
    assert codes(client, "noi=T2") == {here.code}
    assert codes(client, "noi=BA") == {here.code, there.code}
    assert codes(client, "loai=rac&noi=T2") == set()
    assert "Chưa có phản ánh nào như vậy" in page(client, f"{LIST}?loai=rac&noi=T2")


def test_hamlets_of_several_communes_are_told_apart(
    client: Client, commune: Commune, people: People
) -> None:
    an_area(commune, "hamlet", "T2", "Thôn 2")
    here = published(commune, people)
    other = make_commune("H99.13", "xã Bình Minh")
    an_area(other, "hamlet", "T2", "Thôn 2")
    assert codes(client, "noi=H99.12.T2") == {here.code}
    assert codes(client, "noi=H99.13.T2") == set()
    assert "Thôn 2, xã Bình Minh" in page(client, LIST)


def test_categories_that_are_never_public_are_not_offered(client: Client, commune: Commune) -> None:
    make_category(name="Bạo lực gia đình", publication="never")
    make_category(name="Thái độ cán bộ", about_conduct=True)
    make_category(name="Rác thải")
    html = page(client, LIST)
    assert "Rác thải" in html
    assert "Bạo lực gia đình" not in html
    assert "Thái độ cán bộ" not in html


@pytest.mark.parametrize("query", ["xem=moi", "loai=khong-co", "noi=X", "tu=-1", "hen=%27"])
def test_a_choice_that_is_none_is_said_at_its_field(
    client: Client, commune: Commune, query: str
) -> None:
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 422
    assert answer.content.decode().count("Chọn một dòng trong danh sách") == 2  # and above


def test_pages_follow_each_other_without_gap(
    client: Client, commune: Commune, people: People
) -> None:
    category = make_category()
    every = [published(commune, people, category, when=ago(hours=hour)) for hour in range(1, 24)]
    html = page(client, LIST)
    following = html.split('rel="next" href="?')[1].split('"')[0].replace("&amp;", "&")
    assert codes(client) | codes(client, following) == {report.code for report in every}
    assert len(codes(client, following)) == 3


def test_the_map_is_another_view_of_the_same_choice(
    client: Client, commune: Commune, people: People
) -> None:
    published(commune, people)
    html = page(client, f"{LIST}?xem=dang-xu-ly&dang=ban-do")
    assert "mc-report-cards" not in html
    assert 'data-map-points="/phan-anh/ban-do.json?xem=dang-xu-ly"' in html


def test_the_list_is_cheap_however_many_there_are(
    client: Client, commune: Commune, people: People
) -> None:
    category = make_category()
    for hour in range(1, 12):
        with_picture(published(commune, people, category, when=ago(hours=hour)))
    client.get(LIST)
    with plans.cheap(6, ["feedback_report", "feedback_media"]):
        assert ANSWER not in page(client, LIST)

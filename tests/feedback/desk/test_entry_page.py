"""Nhập hộ: what somebody tells on the phone becomes a report, or joins the one there is."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Role
from feedback.models import Category, Choice, Question, Report
from feedback.workflow import Status
from tests.dossiers.conftest import People
from tests.dossiers.staff import a_photo, browser
from tests.factories import Commune, make_staff
from tests.feedback.desk.desk import ago, opens, text_of
from tests.feedback.factories import make_category, send_report

ADDRESS = "Trước cổng chợ Bình An, thôn 2"


@pytest.fixture
def kind(db: None) -> Category:
    return make_category("duong-sa")


def told(people: People, **words: Any) -> Any:
    said = {
        "submit_key": "k1", "channel": "phone", "category": "duong-sa", "do": "send",
        "text": "Ổ gà to lắm", "address": ADDRESS, "phone": "0912 000 111", "name": "Lê Văn Tám",
    }  # fmt: skip
    officer = browser(people.receptionist)
    return officer.post(reverse("feedback:desk-entry"), said | words, follow=True)


def test_a_call_becomes_a_report_with_a_code_to_read_out(
    commune: Commune, people: People, kind: Category
) -> None:
    page = text_of(told(people, files=[a_photo()]))
    report = Report.objects.get()
    assert f"Đọc mã cho người báo: {report.code}" in page
    assert (report.channel, report.category, report.address) == ("phone", kind, ADDRESS)
    assert report.reporter.phone == "+84912000111"
    assert report.events.get().actor == people.receptionist
    assert report.media.count() == 1


def test_sent_twice_it_is_one_report(commune: Commune, people: People, kind: Category) -> None:
    told(people)
    told(people)
    assert Report.objects.count() == 1


def test_questions_of_the_kind_are_asked_before_it_is_sent(
    commune: Commune, people: People, kind: Category
) -> None:
    facts = {
        "category": kind,
        "code": "sau",
        "text": "Sâu chừng nào?",
        "required": True,
        "order": 1,
    }
    question = Question.objects.create(**facts, datatype=Question.Datatype.ONE)
    Choice.objects.create(question=question, key="gang-tay", name="Một gang tay")
    page = text_of(told(people, do="kind"))
    assert "Sâu chừng nào?" in page
    assert "Ổ gà to lắm</textarea>" in page
    missing = told(people)
    assert missing.status_code == 422
    told(people, q_sau="gang-tay")
    assert Report.objects.get().answers == {"sau": "gang-tay"}
    shown = text_of(opens(people.receptionist, "desk-report", Report.objects.get().code))
    assert "Một gang tay" in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"text": " "}, "Nhập nội dung"),
        ({"address": ""}, "Nhập nơi có việc: địa chỉ bằng chữ hoặc tọa độ"),
        ({"category": ""}, "Chọn loại việc"),
        ({"category": "khong-co"}, "loại việc"),
        ({"channel": "fax"}, "người dân báo qua"),
        ({"phone": "12"}, "số điện thoại"),
        ({"lat": "0", "long": "0"}, "tọa độ 0, 0"),
        ({"lat": "108,1", "long": "11,1"}, "đã bị đổi chỗ"),
        ({"lat": "11,1"}, "Còn thiếu kinh độ"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(
    commune: Commune, people: People, kind: Category, words: dict[str, str], sentence: str
) -> None:
    page = told(people, **words)
    assert page.status_code == 422
    assert sentence.lower() in text_of(page).lower()
    assert 'value="Lê Văn Tám"' in text_of(page)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"lat": "11.1", "long": "108.1", "address": ""}, "cách 0 m"),
        ({"address": "cổng chợ Bình An, thôn 2"}, "cùng nơi, theo lời"),
        ({"phone": "0905123318", "address": "Nơi khác hẳn"}, "cùng số điện thoại"),
    ],
)
def test_what_may_be_the_same_matter_is_offered_first(
    commune: Commune, people: People, kind: Category, words: dict[str, str], why: str
) -> None:
    there = send_report(commune, kind, when=ago(hours=3))
    page = text_of(told(people, **words))
    assert f"{there.code}" in page
    assert why in page
    assert Report.objects.count() == 1
    told(people, **words, same_as="khac")
    assert Report.objects.open().count() == 2


def test_the_same_matter_is_merged_at_once_and_the_caller_has_a_code(
    commune: Commune, people: People, kind: Category
) -> None:
    there = send_report(commune, kind, when=ago(hours=3))
    page = text_of(told(people, same_as=there.code))
    twin = Report.objects.exclude(pk=there.pk).get()
    assert f"Đọc mã cho người báo: {twin.code}" in page
    assert (twin.state, twin.parent) == (Status.DUPLICATE, there)
    told(people, same_as=there.code)
    assert Report.objects.count() == 2


def test_somebody_elses_code_is_no_answer_to_the_question(
    commune: Commune, people: People, kind: Category
) -> None:
    send_report(commune, kind, when=ago(hours=3))
    away = send_report(
        commune, make_category(group="order"), lat=11.2, address="Xa", when=ago(hours=3)
    )
    told(people, same_as=away.code)
    assert Report.objects.count() == 2


def test_only_who_sorts_reports_enters_them(commune: Commune, people: People) -> None:
    assert opens(people.specialist, "desk-entry").status_code == 403
    assert opens(people.head, "desk-entry").status_code == 200


def test_a_kind_is_chosen_by_the_address_of_the_page(
    commune: Commune, people: People, kind: Category
) -> None:
    page = text_of(opens(people.receptionist, "desk-entry", loai=kind.code))
    assert f'<option value="{kind.code}" selected>' in page


def test_whoever_may_not_see_what_was_told_still_reads_out_the_code(
    commune: Commune, people: People, kind: Category
) -> None:
    make_category("can-bo", about_conduct=True, publication="never")
    page = told(people, category="can-bo")
    assert page.status_code == 200
    assert f"Đọc mã cho người báo: {Report.objects.get().code}" in text_of(page)


def test_a_phone_number_tells_nothing_to_who_may_not_know_reporters(
    commune: Commune, people: People, kind: Category
) -> None:
    send_report(commune, kind, when=ago(days=30), lat=None, long=None)
    said = {
        "submit_key": "k2", "channel": "phone", "category": "duong-sa", "do": "send",
        "text": "Ổ gà khác hẳn", "address": "Đầu cầu Suối Đá", "phone": "0905 123 318",
    }  # fmt: skip
    sorter = make_staff(commune.one_stop, Role.HEAD)
    assert "cùng số điện thoại" not in text_of(_entry(sorter, said))
    assert "cùng số điện thoại" in text_of(_entry(people.receptionist, said | {"submit_key": "k3"}))


def _entry(officer: User, said: dict[str, str]) -> Any:
    return browser(officer).post(reverse("feedback:desk-entry"), said, follow=True)


def test_pictures_must_be_chosen_again_and_the_page_says_so(
    commune: Commune, people: People, kind: Category
) -> None:
    again = "xin chọn lại ảnh"
    assert again not in text_of(opens(people.receptionist, "desk-entry"))
    assert again in text_of(told(people, text=" "))

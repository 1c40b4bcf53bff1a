"""Reports that programs send (conformance C06-C11, C13-C17)."""

import unicodedata
from datetime import timedelta

import pytest
from django.utils import timezone

from feedback.models import Category, Choice, Question, Report
from feedback.services.applications import revoke
from tests.factories import Commune, make_citizen, make_commune
from tests.feedback.open311.programs import V2, Program, faults, make_program, root_of

Datatype = Question.Datatype
NO_PLACE = {"lat": None, "long": None}


@pytest.mark.parametrize("form", ["xml", "json"])
@pytest.mark.parametrize("key", [None, "", "wrong", "x" * 500])
def test_c06_without_a_right_key_nothing_is_taken(
    program: Program, form: str, key: str | None
) -> None:
    ((code, words),) = faults(program.post(form, api_key=key), 403)
    assert (str(code), "api_key" in words) == ("403", True)
    assert not Report.objects.exists()


def test_c06_a_revoked_key_is_wrong(program: Program) -> None:
    revoke(program.application, at=timezone.now())
    faults(program.post(), 403)


@pytest.mark.parametrize("form", ["xml", "json"])
def test_c07_everything_that_is_missing_is_said_at_once(program: Program, form: str) -> None:
    said = faults(program.post(form, service_code=None, **NO_PLACE), 400)
    assert [str(code) for code, _ in said] == ["400", "400"]
    assert [words for _, words in said] == [
        "Thiếu service_code.",
        "Thiếu vị trí: gửi lat và long, hoặc address_string.",
    ]


@pytest.mark.parametrize("form", ["xml", "json"])
def test_c08_an_unknown_service_code_is_not_found(program: Program, form: str) -> None:
    assert [words for _, words in faults(program.post(form, service_code="khong-co"), 404)] == [
        "Không có service_code này."
    ]


def test_c08_neither_is_a_kind_that_is_never_public(program: Program) -> None:
    Category.objects.update(publication=Category.Publication.NEVER)
    faults(program.post(), 404)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"long": None}, "Có lat nhưng thiếu long."),
        ({"lat": ""}, "Có long nhưng thiếu lat."),
        (
            {"long": None, "lng": "108.1"},
            "Có lat nhưng thiếu long. Tham số là long, không phải lng.",
        ),
        ({"long": None, "lon": "108.1"}, "không phải lon."),
        ({"lat": None, "long": None, "latitude": "11"}, "latitude (đúng là lat)"),
        ({"lat": None, "long": None, "address_id": "7"}, "Ở đây không có address_id."),
    ],
)
def test_c09_half_a_point_is_none_and_a_slip_is_named(
    program: Program, place: dict[str, str], words: str
) -> None:
    ((code, said),) = faults(program.post(**place), 400)
    assert words in said
    assert code == 400


def test_c10_zero_is_a_number_and_lies_outside(program: Program) -> None:
    ((code, words),) = faults(program.post(lat="0", long="0"), 400)
    assert (code, "0, 0" in words) == ("outside_area", True)


def test_a_point_in_another_country_lies_outside(program: Program) -> None:
    assert faults(program.post(lat="48.85", long="2.35"), 400)[0][0] == "outside_area"


@pytest.mark.parametrize("lat", ["nan", "inf", "-inf", "11,1", "1e1", "11.1°", "0x0b", "١١", "91"])
def test_c11_only_decimal_degrees_with_a_dot_are_numbers(program: Program, lat: str) -> None:
    ((code, words),) = faults(program.post(lat=lat), 400)
    assert (code, words.startswith("lat phải là số")) == (400, True)


@pytest.mark.parametrize("in_query", ["api_key", "jurisdiction_id"])
def test_c13_key_and_jurisdiction_may_stand_in_the_query(program: Program, in_query: str) -> None:
    given = {"api_key": program.key, "jurisdiction_id": "localhost"}
    body = {name: value for name, value in given.items() if name != in_query}
    answer = program.post(query=f"?{in_query}={given[in_query]}", **({"api_key": None} | body))
    assert answer.status_code == 200


def test_c13_the_body_wins_over_the_query(program: Program) -> None:
    assert program.post(query="?api_key=wrong").status_code == 200
    faults(program.post(query=f"?api_key={program.key}", api_key="wrong"), 403)
    said = faults(program.post(query="?service_code=x&lat=1", service_code=None), 400)
    assert said == [(400, "Thiếu service_code.")]


def test_c14_four_thousand_letters_are_taken_and_one_more_is_refused(program: Program) -> None:
    text = "Đường hỏng ở ngã tư; " * 200
    whole = (text + "ữ" * 4000)[:4000]
    assert program.sent(description=unicodedata.normalize("NFD", whole)).text == whole
    said = faults(program.post(description=whole + "ữ"), 400)
    assert said == [(400, "description dài 4001 ký tự, nhiều nhất 4000.")]


def test_c15_control_characters_reach_neither_the_table_nor_the_xml(program: Program) -> None:
    report = program.sent(
        description="Hố\x00 sâu\x0b\ufffe <b>&amp;</b>\nở chợ", address_string="Chợ\x01"
    )
    assert (report.text, report.address) == ("Hố sâu <b>&amp;</b>\nở chợ", "Chợ")
    Report.objects.update(public_text="Hố\x08 <i>", published_at=timezone.now())
    root = root_of(program.web.get(f"{V2}/requests/{report.code}.xml"))
    assert root.findtext("request/description") == "Hố <i>"


def test_c16_the_answer_has_an_id_and_no_token(program: Program) -> None:
    answer = program.post()
    (said,) = answer.json()
    assert said == {
        "service_request_id": Report.objects.get().code,
        "service_notice": "Trả lời lần đầu trong 48 giờ.",
        "account_id": None,
    }
    root = root_of(program.post("xml", description="Việc khác"))
    assert root.tag == "service_requests"
    assert [child.tag for child in root[0]] == list(said)


def test_a_token_leads_to_the_id(program: Program) -> None:
    token = program.post()["Open311-Token"]
    code = Report.objects.get().code
    found = [{"service_request_id": code, "token": token}]
    assert program.web.get(f"{V2}/tokens/{token}.json").json() == found
    root = root_of(program.web.get(f"{V2}/tokens/{token}.xml"))
    assert [(one.tag, one.text) for one in root[0]] == list(found[0].items())
    faults(program.web.get(f"{V2}/tokens/{code}.json"), 404)


# --- C17: extra questions -----------------------------------------------------------------------


@pytest.fixture
def asking(program: Program) -> Program:
    kinds = [Datatype.MANY, Datatype.ONE, Datatype.NUMBER, Datatype.DATETIME, Datatype.STRING]
    for order, kind in enumerate(kinds, start=1):
        question = Question.objects.create(
            category=program.category, code=f"q{order}", text="Thế nào?", datatype=kind,
            order=order, required=kind == Datatype.MANY,
        )  # fmt: skip
        if kind in (Datatype.MANY, Datatype.ONE):
            for key in ("lun", "nut"):
                Choice.objects.create(question=question, key=key, name=key)
    return program


def test_c17_answers_of_every_kind_are_kept(asking: Program) -> None:
    report = asking.sent(
        **{
            "attribute[q1][]": ["lun", "nut"],
            "attribute[q2]": "nut",
            "attribute[q3]": "1.250",
            "attribute[q4]": "2026-08-03T07:15:00 07:00",
            "attribute[q5]": "ngã  tư",
            "attribute[title]": "Report for your council",
        }
    )
    assert report.answers == {
        "q1": ["lun", "nut"],
        "q2": "nut",
        "q3": 1.25,
        "q4": "2026-08-03T07:15:00+07:00",
        "q5": "ngã tư",
        "title": "Report for your council",
    }


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("attribute[q1]", "", "Thiếu attribute[q1]: Thế nào?"),
        ("attribute[q1][]", ["lun", "khac"], "attribute[q1] phải là một trong: lun, nut."),
        ("attribute[q2]", "khac", "attribute[q2] phải là một trong: lun, nut."),
        ("attribute[q2]", ["lun", "nut"], "attribute[q2] chỉ nhận một giá trị."),
        ("attribute[q3]", "1,5", "dấu thập phân là dấu chấm."),
        ("attribute[q4]", "2026-08-03", "attribute[q4] phải là ngày giờ"),
        ("attribute[q5]", "x" * 301, "attribute[q5] dài quá 300 ký tự."),
    ],
)
def test_c17_a_wrong_answer_is_named(
    asking: Program, name: str, value: str | list[str], words: str
) -> None:
    ((code, said),) = faults(asking.post(**({"attribute[q1]": "lun"} | {name: value})), 400)
    assert (code, words in said) == (400, True)


# --- Who sent it, and once ------------------------------------------------------------------------


def test_who_sent_it_is_kept_as_it_was_sent_and_told_to_nobody(program: Program) -> None:
    person = {
        "first_name": "Nguyễn Thị",
        "last_name": "Ngọc Hoa",
        "phone": "0905 123 318",
        "email": "hoa@example.vn",
        "device_id": "may-1",
        "account_id": "hoa",
        "media_url": ["https://anh.example/1.jpg", "https://anh.example/2.jpg"],
    }
    report = program.sent(**person)
    reporter = report.reporter
    assert (reporter.name, reporter.phone) == ("Nguyễn Thị Ngọc Hoa", "+84905123318")
    assert (reporter.email, reporter.device, reporter.account) == ("hoa@example.vn", "may-1", "hoa")
    assert (reporter.is_proved, reporter.wants_news) == (False, False)
    assert report.media_links == "https://anh.example/1.jpg\nhttps://anh.example/2.jpg"
    assert (report.channel, report.application) == (Report.Channel.API, program.application)


@pytest.mark.parametrize(
    "changes",
    [
        {"phone": "gọi tôi"},
        {"email": "hoa"},
        {"media_url": "data:image/png;base64,AAAA"},
        {"media_url": "file:///etc/passwd"},
        {"address_string": "x" * 301},
        {"device_id": "x" * 101},
    ],
)
def test_what_cannot_be_kept_is_refused(program: Program, changes: dict[str, str]) -> None:
    ((code, words),) = faults(program.post(**changes), 400)
    assert (code, next(iter(changes)) in words) == (400, True)


def test_an_address_is_a_place_and_no_words_mean_the_service(program: Program) -> None:
    report = program.sent(**NO_PLACE, address_string="Chợ Bình An, thôn 2", description=None)
    assert (report.lat, report.address) == (None, "Chợ Bình An, thôn 2")
    assert report.text == program.category.name


def test_sent_again_within_ten_minutes_it_is_the_same_report(program: Program) -> None:
    first = program.sent()
    assert program.sent().pk == first.pk
    assert program.sent(description="Việc khác").pk != first.pk
    assert program.sent(lat="11.101").pk != first.pk
    Report.objects.update(received_at=timezone.now() - timedelta(minutes=11))
    assert program.sent().pk != first.pk


def test_a_report_of_a_test_is_marked_and_reaches_no_office(
    commune: Commune, program: Program, category: Category
) -> None:
    url = "/open311/test/v2/requests.json"
    place = {"service_code": category.code, "lat": "11.1", "long": "108.1", "api_key": program.key}
    assert program.web.post(url, place).status_code == 200
    trial = make_program(commune, category, name="Thử", is_test=True)
    trial.sent(description="Từ khóa thử")
    assert set(Report.objects.values_list("is_test", "unit")) == {(True, commune.root.pk)}


def test_whoever_is_signed_in_is_nobody_here_and_needs_no_token_of_a_form(
    program: Program,
) -> None:
    program.web.force_login(make_citizen())
    program.web.handler.enforce_csrf_checks = True
    assert program.sent().reporter.user is None


def test_a_key_writes_to_its_own_commune_alone(program: Program) -> None:
    other = make_commune("H99.13", "xã Hòa Lộc")
    said = faults(program.post(jurisdiction_id=other.root.code), 400)
    assert said == [(400, "Khóa này không gửi được đến jurisdiction_id đã nêu.")]
    own = program.application.root_unit
    assert program.sent(jurisdiction_id=own.code).root_unit == own

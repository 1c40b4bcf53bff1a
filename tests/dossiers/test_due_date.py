"""`manage.py due_date`: the date and every line of how it came about; bad input in a sentence."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.dossiers.staff import Town
from worktime.services import seed_calendars

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _calendars(db: None) -> None:
    seed_calendars()


def due(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The last line that is printed."""
    call_command("due_date", *words)
    return capsys.readouterr().out.strip().splitlines()[-1]


# Those of the domain handbook (5.6) and one of each spelling.
ASKED = [
    (["13/02/2026 10:00", "3", "WORKING_DAY"], "17:00 thứ Tư, 25/02/2026"),
    (["20/11/2026", "3", "WORKING_DAY"], "17:00 thứ Năm, 26/11/2026"),
    (["2026-08-21", "5", "WORKING_DAY"], "17:00 thứ Năm, 27/08/2026"),
    (["10/02/2026", "10", "DAY"], "17:00 thứ Hai, 23/02/2026"),
    (["2026-10-05 08:00", "15 DAY"], "17:00 thứ Ba, 20/10/2026"),
    (["23/11/2026 14:59", "SAME_DAY"], "17:00 thứ Hai, 23/11/2026"),
    (["23/11/2026 15:01", "SAME_DAY"], "17:00 thứ Tư, 25/11/2026"),
    (["05/10/2026", "2+15", "MONTH+WORKING_DAY"], "17:00 thứ Hai, 28/12/2026"),
    (["05/10/2026", "2 MONTH + 15 WORKING_DAY"], "17:00 thứ Hai, 28/12/2026"),
    (["05/10/2026", "2", "MONTH", "+", "15", "WORKING_DAY"], "17:00 thứ Hai, 28/12/2026"),
    (["20/11/2026 16:00", "12", "HOUR"], "10:00 thứ Tư, 25/11/2026"),
    (
        ["05/10/2026", "10", "WORKING_DAY", "--pause", "08/10/2026 09:00", "26/10/2026 09:00"],
        "17:00 thứ Tư, 04/11/2026",
    ),
]


@pytest.mark.parametrize(("words", "date"), ASKED)
def test_the_date_as_the_law_counts_it(
    capsys: pytest.CaptureFixture[str], words: list[str], date: str
) -> None:
    assert due(capsys, *words) == f"Hạn: {date}"


def test_every_line_of_the_count_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("due_date", "23/11/2026 08:00", "3", "WORKING_DAY")
    assert capsys.readouterr().out.splitlines() == [
        "Nhận: 23/11/2026, 8:00 (nộp trực tiếp)",
        "Thời hạn: 3 ngày làm việc",
        "Lịch: Lịch làm việc chung của xã, phường, phiên bản 1",
        "",
        "23/11/2026, 8:00        Tiếp nhận hồ sơ",
        "23/11/2026, 8:00        Tính từ lúc tiếp nhận (Bộ luật Dân sự 2015, Điều 147)",
        "24/11/2026              Không đếm: Ngày Văn hóa Việt Nam (Nghị quyết 28/2026/QH16)",
        "25–27/11/2026           Đếm: 3 ngày làm việc",
        "27/11/2026, 17:00       Hết hạn theo quy định",
        "",
        "Hạn: 17:00 thứ Sáu, 27/11/2026",
    ]


def test_programs_get_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    pauses = ("--pause", "08/10/2026 09:00", "26/10/2026", "--pause", "27/10/2026", "28/10/2026")
    call_command("due_date", "05/10/2026", "10", "WORKING_DAY", *pauses, "--json")
    data = json.loads(capsys.readouterr().out)
    assert data["due_at"] == "2026-11-05T17:00:00+07:00"
    assert data["counted_from"] == "2026-10-05T07:00:00+07:00"
    assert (data["term"], len(data["pauses"])) == ("10 WORKING_DAY", 2)
    assert data["calendar"] == {"code": "XA", "version": 1}
    assert [line["kind"] for line in data["lines"]].count("pause") == 2


def test_by_post_the_moment_is_the_arrival_stamp(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("due_date", "20/11/2026 10:00", "3", "WORKING_DAY", "--channel", "post")
    printed = capsys.readouterr().out
    assert "Tính từ dấu công văn đến" in printed
    assert printed.strip().endswith("26/11/2026")


def test_an_office_is_counted_by_its_own_calendar(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    office = town.commune.justice.code
    assert due(capsys, "23/11/2026 08:00", "3", "WORKING_DAY", "--office", office)


def test_without_a_term_there_is_no_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert due(capsys, "23/11/2026", "NONE") == "Không có ngày hẹn trả"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Cần ngày giờ nhận và thời hạn"),
        (["23/11/2026"], "Cần ngày giờ nhận và thời hạn"),
        (["hôm nay", "3", "DAY"], "Không đọc được ngày giờ “hôm nay”"),
        (["31/11/2026", "3", "DAY"], "Không đọc được ngày giờ “31/11/2026”"),
        (["23/11/2026", "3", "TUẦN"], "Không đọc được thời hạn “3 TUẦN”"),
        (["23/11/2026", "0", "DAY"], "Không đọc được thời hạn “0 DAY”"),
        (["23/11/2026", "-3", "DAY"], "Không đọc được thời hạn “-3 DAY”"),
        (["23/11/2026", "2+15", "MONTH"], "Mỗi số cần một đơn vị"),
        (["23/11/2026", "3", "DAY", "--channel", "fax"], "Không có kênh “fax”"),
        (["23/11/2026", "3", "DAY", "--office", "H99.99"], "Không có đơn vị mã “H99.99”"),
        (["23/11/2026", "3", "DAY", "--pause", "24/11/2026"], "cần hai ngày giờ"),
        (
            ["23/11/2026", "3", "DAY", "--pause", "26/11/2026", "24/11/2026"],
            "kết thúc (24/11/2026) trước khi bắt đầu (26/11/2026)",
        ),
        (["23/11/1999", "3", "DAY"], "từ năm 2015 đến năm 2045"),
        (["23/11/2026", "900", "MONTH"], "từ năm 2015 đến năm 2045"),
        (["23/11/2026", "99999999999", "DAY"], "từ năm 2015 đến năm 2045"),
    ],
)
def test_bad_input_is_a_sentence_and_code_2(words: list[str], sentence: str) -> None:
    with pytest.raises(CommandError) as error:
        call_command("due_date", *words)
    assert sentence in str(error.value)
    assert error.value.returncode == 2

"""Tệp báo cáo: lists and reports made in the background, frozen once their period is over."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from accounts.models import AccessLog
from accounts.permissions import Role
from dossiers.models import Dossier
from portal.lib.errors import Refused
from reports.counting.refreshing import rebuild
from reports.files.lists import COLUMNS
from reports.models import ReportFile, ReportSnapshot
from tests import plans
from tests.dossiers.lateness import make_late
from tests.dossiers.papers import text_of
from tests.dossiers.staff import Town, browser
from tests.factories import at, make_staff
from tests.reports.files import (
    IN_HAND,
    SEPTEMBER,
    asked,
    content_of,
    history,
    in_hand,
    made,
    rows_of,
    sheets_of,
)

pytestmark = pytest.mark.django_db
State = ReportFile.State
PATH = "/ld/bao-cao/tep/"
A_YEAR = timedelta(days=365)


@pytest.fixture
def leader(town: Town) -> Client:
    return browser(town.people.leader)


def read_csv(job: ReportFile) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content_of(job).decode("utf-8-sig"))))


# --- lists ---------------------------------------------------------------------------------------


def test_a_row_of_a_list_says_what_leaders_ask(town: Town) -> None:
    dossier = make_late(town)
    (sheet,) = sheets_of(made(asked(town.people.leader, "danh-sach", "so=tre")))
    row = dict(zip((column.label for column in COLUMNS), rows_of(sheet)[0], strict=True))
    assert row["STT"] == 1
    assert row["Mã hồ sơ"] == dossier.code
    assert row["Tên TTHC"] == "Đăng ký khai sinh"
    assert isinstance(row["Ngày hẹn trả"], datetime)
    assert isinstance(row["Số ngày trễ"], int)
    assert row["Số ngày trễ"] > 0
    assert sheet["A3"].value == "DANH SÁCH HỒ SƠ: ĐANG TRỄ HẠN"


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_long_list_has_every_dossier_once(
    town: Town, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.files.lists.PIECE", 7)
    in_hand(town, more=30)
    Dossier.objects.filter(pk__in=Dossier.objects.order_by("pk")[3:9].values("pk")).update(
        due_at=None
    )
    job = made(asked(town.people.leader, "danh-sach", IN_HAND, ending))
    if ending == "csv":
        lines: list[tuple[object, ...]] = [tuple(line) for line in read_csv(job)[1:]]
    else:
        lines = rows_of(sheets_of(job)[0])
    assert [int(str(line[0])) for line in lines] == list(range(1, 32))
    assert {line[1] for line in lines} == set(Dossier.objects.values_list("code", flat=True))
    assert (job.done, job.total) == (31, 31)


def test_a_piece_of_a_list_costs_one_query(town: Town) -> None:
    in_hand(town, more=20)
    job = asked(town.people.leader, "danh-sach", IN_HAND)
    with plans.cheap(most=15):
        made(job)


def test_the_rows_of_a_spreadsheet_go_on_in_further_sheets(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.lib.spreadsheet.ROWS_A_SHEET", 10)
    in_hand(town, more=24)
    sheets = sheets_of(made(asked(town.people.leader, "danh-sach", IN_HAND)))
    assert [sheet.title for sheet in sheets] == ["Danh sách", "Danh sách (2)", "Danh sách (3)"]
    assert [len(rows_of(sheet)) for sheet in sheets] == [10, 10, 5]


@pytest.mark.parametrize("typed", ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1"])
def test_what_people_typed_never_becomes_a_formula(town: Town, typed: str) -> None:
    dossier = in_hand(town)
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name=typed, subject_name="")
    job = made(asked(town.people.leader, "danh-sach", IN_HAND, "csv"))
    assert read_csv(job)[1][2] == f"'{typed}"
    sheet = sheets_of(made(asked(town.people.leader, "danh-sach", IN_HAND)))[0]
    cell = sheet.cell(int(str(sheet.freeze_panes).lstrip("A")), 3)
    assert (cell.data_type, cell.number_format) == ("s", "@")


def test_too_long_a_list_is_refused_with_what_to_do(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.files.listed.MOST", 2)
    in_hand(town, more=2)
    job = made(asked(town.people.leader, "danh-sach", IN_HAND))
    assert job.state == State.FAILED
    assert job.attempts == 1
    assert "Chọn kỳ ngắn hơn, một đơn vị hoặc một lĩnh vực" in job.error


def test_an_empty_list_is_not_made(town: Town) -> None:
    with pytest.raises(Refused, match="không có hồ sơ nào để xuất"):
        asked(town.people.leader, "danh-sach", IN_HAND)


def test_a_head_exports_only_what_the_own_office_answers_for(town: Town) -> None:
    dossier = in_hand(town)
    Dossier.objects.filter(pk=dossier.pk).update(in_charge=town.commune.office)
    with pytest.raises(Refused):
        asked(town.people.head, "danh-sach", IN_HAND)
    with pytest.raises(Refused, match="ngoài phạm vi"):
        asked(town.people.head, "danh-sach", f"{IN_HAND}&don-vi={town.commune.office.code}")


# --- reports -------------------------------------------------------------------------------------


def test_the_official_form_reads_back_cell_by_cell(town: Town) -> None:
    when = history(town)
    (sheet,) = sheets_of(made(asked(town.people.leader, "ii-06a", SEPTEMBER, at=when)))
    assert [cell.value for cell in sheet["A"][:3]] == [
        sheet["A1"].value, "ỦY BAN NHÂN DÂN XÃ BÌNH AN", "Biểu số II.06a/VPCP/KSTT",
    ]  # fmt: skip
    top = [str(row[0]) for row in sheet.iter_rows(max_row=9, values_only=True) if row[0]]
    assert "Kỳ báo cáo: Tháng 9/2026 (từ ngày 01/09/2026 đến ngày 30/09/2026)" in top
    assert "Đơn vị tính: Số hồ sơ TTHC" in top
    first = int(str(sheet.freeze_panes).lstrip("A"))
    numbers = [cell.value for cell in sheet[first - 1]]
    assert numbers[:3] == ["(1)", "(2)", "(3)=(4)+(5)+(6)"]
    assert numbers[-1] == "(13)"
    group, field, total = rows_of(sheet)[:3]
    assert group[1] == "TTHC thuộc phạm vi giải quyết của cấp xã"
    assert total[1] == "Tổng cộng"
    assert field[2:] == total[2:] == (2, 0, 2, 0, 1, 0, 1, 0, 1, 0, 1)
    merged = {str(area) for area in sheet.merged_cells.ranges}
    head = first - 4
    assert {f"A{head}:A{head + 2}", f"C{head}:F{head}", f"D{head + 1}:E{head + 1}"} <= merged
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == f"${head}:${first - 1}"


def test_the_printed_form_has_the_state_the_period_and_who_signs(town: Town) -> None:
    when = history(town)
    text = text_of(content_of(made(asked(town.people.leader, "ii-06a", SEPTEMBER, "pdf", at=when))))
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Biểu số II.06a/VPCP/KSTT", "Kỳ báo cáo: Tháng 9/2026", "Đơn vị báo cáo:",
        "Đơn vị nhận báo cáo:", "Tổng cộng", "NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ",
        "Số liệu đã chốt lúc 8:00 02/10/2026",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_a_closed_period_gives_the_same_bytes_a_year_later(town: Town, ending: str) -> None:
    when = history(town)
    first = made(asked(town.people.leader, "ii-06a", SEPTEMBER, ending, at=when))
    before = content_of(first)
    forget_drawings()
    Dossier.objects.update(received_on=at("2026-07-01 08:00").date(), timeliness="late")
    rebuild(when + A_YEAR)
    again = made(asked(town.people.leader, "ii-06a", SEPTEMBER, ending, at=when + A_YEAR))
    assert content_of(again) == before
    assert ReportSnapshot.objects.count() == 1


def forget_drawings() -> None:
    """Every file is gone, the figures of the snapshot are left: it is drawn anew."""
    for job in ReportFile.objects.all():
        default_storage.delete(job.storage_key)
    ReportFile.objects.all().delete()


def test_others_are_given_the_file_that_was_drawn_first(town: Town) -> None:
    when = history(town)
    first = made(asked(town.people.leader, "ii-06a", SEPTEMBER, at=when))
    inspector = make_staff(town.commune.office, Role.INSPECTOR)
    second = made(asked(inspector, "ii-06a", SEPTEMBER, at=when + A_YEAR))
    assert (second.pk, second.storage_key) != (first.pk, "")
    assert second.storage_key == first.storage_key


def test_a_running_period_is_not_frozen(town: Town) -> None:
    history(town)
    now = at("2026-10-02 09:00")
    rebuild(now)
    job = made(
        asked(town.people.leader, "ii-06a", "ky=tu-chon&tu=2026-10-01&den=2026-10-31", at=now)
    )
    assert job.snapshot is None
    text = str(list(sheets_of(job)[0].values))
    assert "Số liệu tạm tính đến 9:00 02/10/2026, kỳ báo cáo chưa kết thúc." in text


def test_a_period_is_not_frozen_before_its_last_hours_are_counted(town: Town) -> None:
    history(town)
    rebuild(at("2026-10-01 02:00"))
    early = made(asked(town.people.leader, "ii-06a", SEPTEMBER, at=at("2026-10-01 02:30")))
    assert early.snapshot is None
    rebuild(at("2026-10-01 07:00"))
    later = made(asked(town.people.leader, "ii-06a", SEPTEMBER, at=at("2026-10-01 07:30")))
    assert later.pk == early.pk
    assert later.snapshot is not None


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ky=tu-chon&tu=2026-10-02&den=2026-10-01", "Ngày bắt đầu sau ngày kết thúc"),
        ("ky=tu-chon&tu=2999-01-01&den=2999-02-01", "Kỳ này chưa đến"),
        ("don-vi=H00", "ngoài phạm vi"),
        ("don-vi=H99.12&rieng=1", "lập cho cả đơn vị hoặc một phòng"),
    ],
)
def test_what_cannot_be_is_refused_with_its_sentence(
    town: Town, leader: Client, query: str, words: str
) -> None:
    answer = leader.post(PATH, {"bao-cao": "ii-06a", "dang": "pdf", "chon": query})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert f'href="/ld/bao-cao/ii-06a/?{escape(query)}"' in page
    assert not ReportFile.objects.exists()


@pytest.mark.parametrize(("report", "ending"), [("khac", "xlsx"), ("ii-06a", "csv"), ("", "")])
def test_an_unknown_report_or_format_is_refused(leader: Client, report: str, ending: str) -> None:
    answer = leader.post(PATH, {"bao-cao": report, "dang": ending, "chon": ""})
    assert answer.status_code == 422


def test_a_nul_in_a_filter_is_refused_before_the_database_sees_it(leader: Client) -> None:
    query = "so=dang-xu-ly&can-bo=%00"
    answer = leader.post(PATH, {"bao-cao": "danh-sach", "dang": "csv", "chon": query})
    assert answer.status_code == 422
    assert "Chọn một báo cáo" in answer.content.decode()


# --- pages ---------------------------------------------------------------------------------------


def test_a_file_is_asked_for_watched_and_taken(town: Town, leader: Client) -> None:
    in_hand(town)
    answer = leader.post(PATH, {"bao-cao": "danh-sach", "dang": "csv", "chon": IN_HAND})
    where = answer["Location"]
    job = ReportFile.objects.get()
    assert where == f"{PATH}{job.code}/"
    page = leader.get(where).content.decode()
    assert f'hx-get="{where}"' in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert leader.get(f"{where}tai/").status_code == 404
    made(job)
    page = leader.get(where).content.decode()
    assert "hx-get" not in page
    assert "Tải tệp" in page
    file = leader.get(f"{where}tai/")
    code, today = town.commune.root.code, timezone.localdate()
    assert f'filename="danh-sach-dang-xu-ly-{code}-{today}.csv"' in file["Content-Disposition"]
    assert file["Cache-Control"] == "private, no-store"
    assert AccessLog.objects.filter(action="report.take").count() == 1
    assert "Danh sách hồ sơ: Đang giải quyết" in leader.get(PATH).content.decode()


def test_the_page_tells_how_far_the_file_is(town: Town, leader: Client) -> None:
    in_hand(town)
    job = asked(town.people.leader, "danh-sach", IN_HAND)
    ReportFile.objects.filter(pk=job.pk).update(done=12_000, total=20_000)
    page = leader.get(f"{PATH}{job.code}/").content.decode()
    assert '<progress value="60" max="100"' in page
    assert "Đã ghi 12.000 trên 20.000 dòng (60%)." in page


def test_nobody_takes_the_file_of_another(town: Town) -> None:
    in_hand(town)
    job = made(asked(town.people.leader, "danh-sach", IN_HAND))
    head, counter = browser(town.people.head), browser(town.people.receptionist)
    for tail in ("", "tai/"):
        assert head.get(f"{PATH}{job.code}/{tail}").status_code == 404
        assert counter.get(f"{PATH}{job.code}/{tail}").status_code in {403, 404}
    assert job.code not in head.get(PATH).content.decode()


def test_the_pages_of_files_cost_few_queries(town: Town, leader: Client) -> None:
    in_hand(town)
    job = asked(town.people.leader, "danh-sach", IN_HAND)
    for path in (PATH, f"{PATH}{job.code}/"):
        leader.get(path)
        with plans.cheap():
            leader.get(path)

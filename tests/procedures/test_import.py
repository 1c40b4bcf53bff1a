"""Taking the national feed: what is new, changed, vanished, broken, and what stays as it was."""

import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures.models import CatalogueStamp, Procedure, ProcedureVersion
from procedures.national.apply import Outcome
from procedures.national.importer import import_feed
from tests.factories import at, make_procedure
from tests.procedures.feed import a_method, a_record, a_row, dump, run, the, write_feed

pytestmark = pytest.mark.django_db
TUESDAY = at("2026-11-24 08:00")


def writes(path: Path) -> list[str]:
    """The writing statements of one import."""
    with CaptureQueriesContext(connection) as queries:
        run(path)
    return [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]


# --- New ---------------------------------------------------------------------------------


def test_a_row_becomes_a_procedure_that_knows_its_listing_only(tmp_path: Path) -> None:
    report = run(write_feed(tmp_path, [a_row()]))
    procedure = the()
    assert (report.outcomes[Outcome.CREATED], report.changes, report.faults) == (1, 1, [])
    assert procedure.source == Procedure.Source.NATIONAL
    assert procedure.field.name == "Chăn nuôi"
    assert (procedure.for_commune, procedure.for_citizens, procedure.for_businesses) == (
        True,
        True,
        True,
    )
    assert procedure.current_version is not None
    assert not procedure.current_version.is_full


def test_a_full_record_fills_the_whole_version(tmp_path: Path) -> None:
    run(write_feed(tmp_path, [a_row()], [a_record()]))
    procedure = the()
    version = procedure.current_version
    assert version is not None
    assert version.number == 1
    assert version.is_full
    assert version.steps == "Bước 1:\nNộp hồ sơ tại xã.\n- Nhận giấy hẹn."
    assert version.conditions == ""
    assert version.decision_number == "12/QĐ-BNNMT"
    assert [c.term for c in version.channels.order_by("method")] == [
        "5 WORKING_DAY",
        "3 WORKING_DAY",
    ]
    assert [f.amount for f in version.channels.get(method=1).fees.all()] == [30000]
    assert [p.name for p in version.papers.all()] == ["Đơn đăng ký"]
    assert [r.name for r in version.results.all()] == ["Giấy xác nhận"]
    assert procedure.online_level == Procedure.OnlineLevel.FULL


def test_one_file_of_either_kind_is_taken_alone(tmp_path: Path) -> None:
    folder = write_feed(tmp_path, [a_row()], [a_record("1.900002")])
    run(folder / "catalog.jsonl")
    run(folder / "details" / "1.900002.json")
    assert not the("1.900001").current_version.is_full  # type: ignore[union-attr]
    assert the("1.900002").current_version.is_full  # type: ignore[union-attr]


def test_a_very_long_name_is_kept_whole(tmp_path: Path) -> None:
    name = "Cấp giấy " + "rất dài " * 300
    run(write_feed(tmp_path, [a_row(name=name)]))
    assert the().name == name.strip()


def test_categories_of_the_boards_lead_to_their_field(tmp_path: Path) -> None:
    field = make_procedure().field
    field.on_board = True
    field.national_names = "Hộ tịch\nQuốc tịch và hộ tịch"
    field.save()
    run(write_feed(tmp_path, [a_row(categories=["QUỐC TỊCH VÀ HỘ TỊCH"])]))
    assert the().field == field


def test_a_row_without_a_category_is_still_taken(tmp_path: Path) -> None:
    run(write_feed(tmp_path, [a_row(categories=None, departments=[""], formalityTargetType=None)]))
    assert the().field.name == "Lĩnh vực khác"


# --- Again -------------------------------------------------------------------------------


def test_a_second_run_reports_no_change_and_writes_nothing(tmp_path: Path) -> None:
    folder = write_feed(tmp_path, [a_row(), a_row("1.900002")], [a_record()])
    run(folder)
    stamp = CatalogueStamp.objects.get().stamp
    assert writes(folder) == []
    assert run(folder).changes == 0
    assert CatalogueStamp.objects.get().stamp == stamp


def test_a_changed_row_becomes_a_new_version_and_the_old_one_ends(tmp_path: Path) -> None:
    run(write_feed(tmp_path, [a_row()]))
    report = import_feed(write_feed(tmp_path, [a_row(name="Đăng ký nuôi ong")]), at=TUESDAY)
    first, second = the().versions.order_by("number")
    assert report.outcomes[Outcome.NEW_VERSION] == 1
    assert (first.name, first.valid_to) == ("Đăng ký nuôi ong lấy mật", TUESDAY.date())
    assert (second.name, second.valid_to) == ("Đăng ký nuôi ong", None)
    assert the().current_version == second


def test_a_changed_record_becomes_a_new_version(tmp_path: Path) -> None:
    run(write_feed(tmp_path, [a_row()], [a_record()]))
    slower = a_record(executionMethods=[a_method("DIRECT", 9, "WORKING_DAY")])
    report = run(write_feed(tmp_path, [a_row()], [slower]))
    assert report.outcomes[Outcome.NEW_VERSION] == 1
    assert [v.channels.first().term for v in the().versions.order_by("number")] == [  # type: ignore[union-attr]
        "5 WORKING_DAY",
        "9 WORKING_DAY",
    ]


def test_a_changed_row_under_a_full_version_keeps_the_papers(tmp_path: Path) -> None:
    folder = write_feed(tmp_path, [a_row()], [a_record()])
    run(folder)
    run(write_feed(tmp_path, [a_row(name="Đăng ký nuôi ong")], [a_record()]))
    version = the().current_version
    assert version is not None
    assert (version.number, version.name) == (2, "Đăng ký nuôi ong")
    assert version.is_full
    assert version.papers.count() == 1


def test_what_a_page_never_shows_may_change_without_a_new_version(tmp_path: Path) -> None:
    run(write_feed(tmp_path, [a_row()], [a_record(updatedAt=1)]))
    report = run(write_feed(tmp_path, [a_row()], [a_record(updatedAt=2)]))
    assert report.changes == 0
    assert the().versions.count() == 1


def test_a_dossiers_version_is_never_touched(tmp_path: Path) -> None:
    run(write_feed(tmp_path, [a_row()], [a_record()]))
    kept = the().current_version
    assert kept is not None
    before = ProcedureVersion.objects.filter(pk=kept.pk).values().get()
    run(write_feed(tmp_path, [a_row(name="Tên khác")], [a_record(name="Tên khác")]))
    after = ProcedureVersion.objects.filter(pk=kept.pk).values().get()
    assert after | {"valid_to": None} == before
    assert kept.papers.count() == 1


# --- Vanished ------------------------------------------------------------------------------


def test_a_vanished_procedure_is_retired_and_comes_back(tmp_path: Path) -> None:
    both = [a_row(), a_row("1.900002")]
    run(write_feed(tmp_path, both))
    report = run(write_feed(tmp_path, both[:1]))
    assert report.retired == 1
    assert the("1.900002").state == Procedure.State.RETIRED
    assert the("1.900002").state_note == "Không còn trong danh mục quốc gia"
    assert writes(tmp_path) == []
    report = run(write_feed(tmp_path, both))
    assert report.outcomes[Outcome.RESUMED] == 1
    assert the("1.900002").state == Procedure.State.ACTIVE


def test_a_single_record_retires_nobody(tmp_path: Path) -> None:
    folder = write_feed(tmp_path, [a_row(), a_row("1.900002")], [a_record()])
    run(folder)
    run(folder / "details" / "1.900001.json")
    assert not Procedure.objects.filter(state=Procedure.State.RETIRED).exists()


def test_a_procedure_of_the_office_that_was_never_listed_is_not_retired(tmp_path: Path) -> None:
    own = make_procedure()
    run(write_feed(tmp_path, [a_row()]))
    own.refresh_from_db()
    assert own.state == Procedure.State.ACTIVE


def test_a_broken_line_that_still_shows_its_code_has_not_vanished(tmp_path: Path) -> None:
    rows = [a_row(), a_row("1.900002")]
    run(write_feed(tmp_path, rows))
    report = run(write_feed(tmp_path, [rows[0], dump(rows[1])[:-9]]))
    assert len(report.faults) == 1
    assert the("1.900002").state == Procedure.State.ACTIVE


def test_a_listing_cut_short_retires_nobody_unless_told(tmp_path: Path) -> None:
    rows = [a_row(f"1.90{number:04d}") for number in range(60)]
    run(write_feed(tmp_path, rows))
    report = run(write_feed(tmp_path, rows[:2]))
    assert "biến mất cùng lúc" in report.faults[0].reason
    assert not Procedure.objects.filter(state=Procedure.State.RETIRED).exists()
    assert run(tmp_path, retire_many=True).retired == 58


def test_what_the_publisher_ended_is_retired(tmp_path: Path) -> None:
    run(write_feed(tmp_path, [a_row()]))
    report = run(write_feed(tmp_path, [a_row(state="EXPIRED")]))
    assert report.outcomes[Outcome.RETIRED] == 1
    assert the().state == Procedure.State.RETIRED


# --- Text ------------------------------------------------------------------------------------


def test_text_is_cleaned_of_html_bullets_and_loose_accents(tmp_path: Path) -> None:
    dirty = unicodedata.normalize(
        "NFD", "<p>• Nộp&nbsp;đơn</p><script>alert(1)</script><li>Chờ</li>"
    )
    run(write_feed(tmp_path, None, [a_record(executionSteps=[{"description": dirty}])]))
    version = the().current_version
    assert version is not None
    assert version.steps == "- Nộp đơn\n\n- Chờ"
    assert unicodedata.is_normalized("NFC", version.steps)


def test_half_characters_and_zero_bytes_are_dropped(tmp_path: Path) -> None:
    line = dump(a_row()).replace("nuôi ong", "nuôi\\u0000 \\ud800ong\\u200b")
    run(write_feed(tmp_path, [line]))
    assert the().name == "Đăng ký nuôi ong lấy mật"


# --- Seed and national record -----------------------------------------------------------------


def test_a_record_of_an_own_procedure_keeps_form_papers_and_everyday_name(tmp_path: Path) -> None:
    own = make_procedure("1.900001", "Nuôi ong")
    own.source = Procedure.Source.SEED
    own.save()
    run(write_feed(tmp_path, [a_row()], [a_record()]))
    own = the()
    assert own.current_version is not None
    assert (own.short_name, own.name) == ("Nuôi ong", "Đăng ký nuôi ong lấy mật")
    assert [paper.name for paper in own.current_version.papers.all()] == ["Giấy chứng sinh"]
    assert own.current_version.channels.get(method=1).term == "5 WORKING_DAY"
    assert own.accepts_online
    assert own.eforms.filter(retired_at=None).count() == 1
    assert own.stages.filter(retired_at=None).count() == 4


# --- The command --------------------------------------------------------------------------------


def command(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("import_catalogue", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        err.write(str(error))
    return out.getvalue(), err.getvalue()


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    write_feed(tmp_path, [a_row()], [a_record()])
    assert "Thủ tục mới: 1" in command(str(tmp_path))[0]
    assert "Tổng cộng 0 thay đổi." in command(str(tmp_path))[0]


def test_the_command_fails_after_doing_the_rest(tmp_path: Path) -> None:
    write_feed(tmp_path, ["broken", a_row()])
    with pytest.raises(CommandError, match="1 dòng hoặc bản ghi không nhập được"):
        call_command("import_catalogue", str(tmp_path), stdout=StringIO(), stderr=StringIO())
    assert Procedure.objects.count() == 1
    assert "Lỗi: catalog.jsonl, dòng 1" in command(str(tmp_path))[1]


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_path_without_a_feed_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    assert "không có" in command(str(tmp_path / name))[1]

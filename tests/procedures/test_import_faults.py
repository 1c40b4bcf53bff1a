"""Broken lines and records of the national feed: reported, left out, and harmless to the rest."""

from pathlib import Path

import pytest

from procedures.models import Procedure, ProcedureVersion
from tests.procedures.feed import (
    a_component,
    a_method,
    a_record,
    a_row,
    dump,
    run,
    the,
    write_feed,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json", "không phải JSON"),
        ("[1, 2]", "phải là một đối tượng"),
        (dump(a_row("") | {"code": None}), "thiếu mã"),
        (dump(a_row("../../etc")), "không đúng dạng"),
        (dump(a_row("1.9" + "0" * 60)), "không đúng dạng"),
        (dump(a_row(name="  ")), "thiếu tên"),
        (dump(a_row(name={"vi": "Tên"})), "`name` phải là chữ"),
        (dump(a_row(categories="Chăn nuôi")), "`categories` phải là danh sách"),
        ('{"code": ' + "9" * 5000 + "}", "JSON không đọc nổi"),
        ("[" * 100_000, "JSON không đọc nổi"),
    ],
)
def test_a_broken_line_is_reported_and_the_rest_goes_on(
    tmp_path: Path, line: str, reason: str
) -> None:
    report = run(write_feed(tmp_path, [a_row(), line, a_row("1.900003")]))
    (fault,) = report.faults
    assert (fault.file, fault.line) == ("catalog.jsonl", 2)
    assert reason in fault.reason
    assert Procedure.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": None}, "thiếu tên"),
        ({"executionMethods": "DIRECT"}, "`executionMethods` phải là danh sách"),
        ({"executionMethods": [5]}, "`executionMethods` phải gồm các đối tượng"),
        ({"executionMethods": [a_method("DIRECT", 10**30, "DAY")]}, "không thể là thời hạn"),
        ({"executionMethods": [a_method("DIRECT", -1, "DAY")]}, "không thể là thời hạn"),
        (
            {"executionMethods": [a_method("DIRECT", 1, "DAY", [{"value": 10**14}])]},
            "không thể là mức phí",
        ),
        (
            {"executionCases": [{"profileComponents": [a_component("Đơn", originals=-3)]}]},
            "không phải số nguyên từ 0",
        ),
        (
            {"executionCases": [{"profileComponents": [a_component("Đơn", copies=10**40)]}]},
            "lớn quá mức",
        ),
        ({"isWard": "yes"}, "phải là true hoặc false"),
        ({"procedureProposal": []}, "`procedureProposal` phải là đối tượng"),
    ],
)
def test_a_broken_record_is_taken_not_at_all(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    feed = write_feed(tmp_path, [a_row(), a_row("1.900002")], [a_record(**changes)])
    report = run(feed)
    (fault,) = report.faults
    assert fault.file == "1.900001.json"
    assert reason in fault.reason
    assert list(Procedure.objects.values_list("code", flat=True)) == ["1.900002"]
    assert ProcedureVersion.objects.count() == 1


def test_a_broken_record_leaves_the_version_that_was_there(tmp_path: Path) -> None:
    run(write_feed(tmp_path, [a_row()], [a_record()]))
    run(write_feed(tmp_path, [a_row()], [a_record(executionMethods=7)]))
    assert (the().versions.count(), the().state) == (1, Procedure.State.ACTIVE)


@pytest.mark.parametrize("envelope", ["", "{}", '{"code": "ERROR"}', '{"code": "OK"}', "\xff"])
def test_a_file_that_is_no_record_is_reported_by_name(tmp_path: Path, envelope: str) -> None:
    folder = write_feed(tmp_path, [a_row()])
    (folder / "details" / "1.900001.json").write_bytes(envelope.encode("latin-1"))
    (fault,) = run(folder).faults
    assert fault.file == "1.900001.json"
    assert not Procedure.objects.exists()


def test_two_different_rows_of_one_procedure_are_a_fault(tmp_path: Path) -> None:
    rows = [a_row(), a_row(), a_row(name="Tên khác")]
    report = run(write_feed(tmp_path, rows))
    (fault,) = report.faults
    assert (fault.line, "đã có ở dòng 1" in fault.reason) == (3, True)
    assert the().name == "Đăng ký nuôi ong lấy mật"


def test_two_procedures_that_share_a_code_are_both_kept_in_any_order(tmp_path: Path) -> None:
    clean, stray = a_row(id="b"), a_row(" 1.900001", id="a", name="Hỗ trợ tư vấn pháp luật")
    run(write_feed(tmp_path, [stray, clean]))
    assert the("1.900001").name == "Đăng ký nuôi ong lấy mật"
    assert the("1.900001-2").name == "Hỗ trợ tư vấn pháp luật"
    report = run(write_feed(tmp_path, [clean, stray]))
    assert (report.changes, len(report.notes)) == (0, 1)


def test_bom_windows_lines_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    text = "\ufeff" + dump(a_row()) + "\r\n\r\n  \r\n" + dump(a_row("1.900002")) + "\r\n"
    (tmp_path / "catalog.jsonl").write_bytes(text.encode())
    report = run(tmp_path)
    assert (report.rows, report.changes, report.faults) == (2, 2, [])


def test_unknown_words_of_the_publisher_are_no_fault(tmp_path: Path) -> None:
    record = a_record(
        state="REVIEWED",
        type="NEW_TYPE",
        formalityType="X",
        executionMethods=[
            a_method("KIOSK", 1, "DAY"),
            a_method("DIRECT", 2, "WEEK", [{"type": "TOLL", "value": 5000}]),
        ],
    )
    assert run(write_feed(tmp_path, [a_row()], [record])).faults == []
    channel = the().current_version.channels.get()  # type: ignore[union-attr]
    assert (channel.term, channel.term_note) == ("", "2 WEEK")
    assert channel.fees.get().amount == 5000


def test_missing_keys_and_nulls_are_empty(tmp_path: Path) -> None:
    bare = {"code": "1.900001", "name": "Tên", "executionMethods": None, "cases": [None]}
    assert run(write_feed(tmp_path, None, [bare])).faults == []
    assert the().current_version.is_full  # type: ignore[union-attr]

"""`rebuild_statistics`: counts everything again, and with --check says what is not as it should."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dossiers.models import Dossier
from reports.counting.refreshing import rebuild
from reports.models import LateSpell, PeriodFigures
from tests.dossiers.lateness import FRIDAY, make_late
from tests.dossiers.staff import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(town: Town) -> Dossier:
    dossier = make_late(town)
    rebuild(FRIDAY)
    return dossier


def differences() -> list[str]:
    out = StringIO()
    try:
        call_command("rebuild_statistics", check=True, stdout=out)
    except CommandError as error:
        return [*out.getvalue().splitlines(), str(error)]
    assert out.getvalue() == "Mọi số liệu báo cáo đều đúng với hồ sơ.\n"
    return []


def test_everything_is_counted_again_and_then_right(town: Town) -> None:
    make_late(town)
    out = StringIO()
    call_command("rebuild_statistics", stdout=out)
    assert out.getvalue().startswith("Đã đếm lại số liệu báo cáo đến ")
    assert PeriodFigures.objects.get(bucket=date(2026, 10, 1)).received_direct == 1
    assert differences() == []


def test_a_wrong_number_is_named(late: Dossier) -> None:
    PeriodFigures.objects.update(received_direct=5, with_fee=2)
    found = differences()
    place = f"Nửa tháng từ 01/10/2026, đơn vị {late.in_charge.code}, thủ tục 1.001193"
    assert found == [
        f"{place}, received_direct: đang lưu 5, đếm lại 1",
        f"{place}, with_fee: đang lưu 2, đếm lại 0",
        "2 chỗ khác với hồ sơ. Chạy rebuild_statistics để sửa.",
    ]


def test_a_missing_row_and_one_too_many_are_named(late: Dossier) -> None:
    row = PeriodFigures.objects.get()
    row.delete()
    assert "received_direct: đang lưu 0, đếm lại 1" in "\n".join(differences())
    row.pk, row.bucket = None, date(2031, 1, 1)
    row.save()
    assert "Nửa tháng từ 01/01/2031" in differences()[-2]


def test_a_wrong_spell_is_named(late: Dossier) -> None:
    LateSpell.objects.update(ended_on=FRIDAY.date() + timedelta(days=1))
    assert differences()[:2] == [
        f"{late.code}: trễ từ 09/10/2026 đến 10/10/2026: đang lưu, đếm lại không có",
        f"{late.code}: trễ từ 09/10/2026 đến nay: chưa lưu, đếm lại có",
    ]


def test_a_correction_of_the_past_is_named_until_all_is_counted_again(late: Dossier) -> None:
    Dossier.objects.update(received_at=FRIDAY - timedelta(days=20), received_on=date(2026, 9, 19))
    assert len(differences()) > 2
    rebuild(FRIDAY)
    assert differences() == []


def test_a_check_writes_nothing(late: Dossier) -> None:
    PeriodFigures.objects.update(received_direct=5)
    differences()
    assert PeriodFigures.objects.get().received_direct == 5


def test_who_never_counted_is_told_to(db: None) -> None:
    assert differences()[0] == "Số liệu chưa được đếm lần nào. Xin chạy rebuild_statistics"

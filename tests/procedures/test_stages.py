"""The stages of a procedure in process memory: which ones a dossier goes through."""

from dataclasses import replace

import pytest

from portal.lib.errors import Refused
from procedures.models import Stage
from procedures.services import set_stages
from procedures.stages import way_of
from tests.factories import MONDAY, STAGES, make_procedure

pytestmark = pytest.mark.django_db


def names(procedure_id: int, stage_id: int | None = None) -> list[str]:
    return [stage.public_name for stage in way_of(procedure_id, stage_id)]


def test_a_procedure_goes_its_own_way_in_order() -> None:
    assert names(make_procedure().pk) == ["Phân công", "Thẩm định", "Ký duyệt", "Đóng dấu"]


def test_without_one_it_goes_the_way_of_the_office() -> None:
    procedure = make_procedure()
    Stage.objects.all().delete()
    set_stages(None, STAGES[:2], at=MONDAY)
    assert names(procedure.pk) == ["Phân công", "Thẩm định"]
    assert names(0) == ["Phân công", "Thẩm định"]


def test_what_is_under_way_keeps_its_revision() -> None:
    procedure = make_procedure()
    old = Stage.objects.get(procedure=procedure, step=Stage.Step.EXAMINE)
    set_stages(procedure, [replace(STAGES[1], public_name="Kiểm tra")], at=MONDAY)
    assert names(procedure.pk) == ["Kiểm tra"]
    assert names(procedure.pk, old.pk) == ["Phân công", "Thẩm định", "Ký duyệt", "Đóng dấu"]


def test_stages_that_take_more_than_the_whole_term_are_refused_and_nothing_changes() -> None:
    procedure = make_procedure()
    with pytest.raises(Refused) as refusal:
        set_stages(procedure, [*STAGES[:3], replace(STAGES[3], share=21)], at=MONDAY)
    assert "101 % thời hạn" in refusal.value.message
    assert len(names(procedure.pk)) == 4
    set_stages(procedure, [*STAGES[:3], replace(STAGES[3], share=20)], at=MONDAY)
    assert sum(stage.share for stage in way_of(procedure.pk, None)) == 100

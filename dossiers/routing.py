"""Which office and which person hold a dossier: the procedure's stages, read for one transition."""

from dataclasses import dataclass

from accounts.models import Unit, User
from dossiers.models import Dossier
from dossiers.workflow import Stay, Transition
from procedures.models import Stage

_STAGE_STEPS = {
    Stay.ASSIGN: Stage.Step.ASSIGN,
    Stay.EXAMINE: Stage.Step.EXAMINE,
    Stay.VERIFY: Stage.Step.VERIFY,
    Stay.SIGN: Stage.Step.SIGN,
    Stay.SEAL: Stage.Step.SEAL,
}


@dataclass(frozen=True)
class Place:
    unit: Unit
    stage: Stage | None
    assignee: User | None
    examiner: User | None


def place_for(
    dossier: Dossier, row: Transition, *, by: User | None, assignee: User | None
) -> Place:
    """Where the dossier lies after `row`; `assignee` is the person somebody chose, if any."""
    chosen = assignee or (by if row.to_actor else None)
    if row.stay is Stay.KEEP:
        return Place(
            dossier.unit, dossier.stage, chosen or dossier.assignee, chosen or dossier.examiner
        )
    if row.stay is Stay.COUNTER:
        return Place(dossier.receiving_unit, None, None, dossier.examiner)
    if row.stay is Stay.NOBODY:
        return Place(dossier.unit, dossier.stage, None, dossier.examiner)
    return _at_stage(dossier, _STAGE_STEPS[row.stay], chosen)


def _at_stage(dossier: Dossier, step: Stage.Step, chosen: User | None) -> Place:
    stage = stage_with(stages_of(dossier), step)
    if stage is None:
        return Place(
            dossier.unit, dossier.stage, chosen or dossier.assignee, chosen or dossier.examiner
        )
    unit = office_of(dossier, stage)
    if step in {Stage.Step.EXAMINE, Stage.Step.VERIFY}:
        examiner = chosen or dossier.examiner
        return Place(unit, stage, examiner, examiner)
    return Place(unit, stage, None, dossier.examiner)


def stages_of(dossier: Dossier) -> list[Stage]:
    """The revision it is under way in, else the one in force: its procedure's, or the default."""
    if dossier.stage is not None:
        same = Stage.objects.filter(
            procedure_id=dossier.stage.procedure_id, revision=dossier.stage.revision
        )
        return list(same.order_by("order"))
    own = list(Stage.objects.filter(procedure_id=dossier.procedure_id, retired_at=None))
    return own or list(Stage.objects.filter(procedure=None, retired_at=None).order_by("order"))


def stage_with(stages: list[Stage], step: Stage.Step) -> Stage | None:
    """The first stage with that step; a procedure without one skips it."""
    return next((stage for stage in stages if stage.step == step), None)


def office_of(dossier: Dossier, stage: Stage) -> Unit:
    """The office of the dossier's commune that does this stage; the commune itself without one."""
    if not stage.office_kind:
        return dossier.root_unit
    office = Unit.objects.filter(root_id=dossier.root_unit_id, kind=stage.office_kind).first()
    return office or dossier.root_unit

"""Which office and which person hold a dossier: the procedure's stages, read for one transition."""

from dataclasses import dataclass

from accounts.models import Unit, User
from accounts.offices import offices
from dossiers.models import Dossier
from dossiers.workflow import Stay, Transition
from procedures.models import Stage
from procedures.stages import StageFacts, way_of

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
    stage_id: int | None
    share: int  # percent of the whole term that the stage has
    assignee: User | None
    examiner: User | None


def place_for(
    dossier: Dossier, row: Transition, *, by: User | None, assignee: User | None
) -> Place:
    """Where the dossier lies after `row`; `assignee` is the person somebody chose, if any."""
    chosen = assignee or (by if row.to_actor else None)
    if row.stay is Stay.COUNTER:
        return Place(dossier.receiving_unit, None, 0, None, dossier.examiner)
    if row.stay is Stay.NOBODY:
        return Place(dossier.unit, dossier.stage_id, 0, None, dossier.examiner)
    stage = None if row.stay is Stay.KEEP else _stage_with(dossier, _STAGE_STEPS[row.stay])
    if stage is None:  # it stays, or the procedure has no such stage and skips it
        holder, examiner = chosen or dossier.assignee, chosen or dossier.examiner
        return Place(dossier.unit, dossier.stage_id, 0, holder, examiner)
    return _at_stage(dossier, stage, chosen)


def office_in_charge(procedure_id: int, root_id: int, receiving_id: int) -> int:
    """Which office of the commune answers for such a dossier: the one that examines it, and the
    counter where nobody does."""
    way = way_of(procedure_id, None)
    stage = next((stage for stage in way if stage.step == Stage.Step.EXAMINE), None)
    if stage is None:
        return receiving_id
    of_root = (one for one in offices().values() if one.root_id == root_id)
    return next((one.id for one in of_root if one.kind == stage.office_kind), root_id)


def _at_stage(dossier: Dossier, stage: StageFacts, chosen: User | None) -> Place:
    office = _office_of(dossier, stage)
    if stage.step in {Stage.Step.EXAMINE, Stage.Step.VERIFY}:
        examiner = chosen or dossier.examiner
        return Place(office, stage.id, stage.share, examiner, examiner)
    return Place(office, stage.id, stage.share, None, dossier.examiner)


def _stage_with(dossier: Dossier, step: Stage.Step) -> StageFacts | None:
    """The first stage with that step, of the revision the dossier is under way in."""
    way = way_of(dossier.procedure_id, dossier.stage_id)
    return next((stage for stage in way if stage.step == step), None)


def _office_of(dossier: Dossier, stage: StageFacts) -> Unit:
    """The office of the dossier's commune that does this stage; the commune itself without one."""
    if not stage.office_kind:
        return dossier.root_unit
    office = Unit.objects.filter(root_id=dossier.root_unit_id, kind=stage.office_kind).first()
    return office or dossier.root_unit

"""The stages of procedures, in process memory."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from procedures.memory import catalogue
from procedures.models import Stage


@dataclass(frozen=True, slots=True)
class StageFacts:
    id: int
    revision: int
    step: str
    public_name: str
    office_kind: str
    share: int  # percent of the whole term
    in_force: bool


Way = tuple[StageFacts, ...]


def way_of(procedure_id: int, stage_id: int | None, *, stamp: str = "") -> Way:
    """The stages a dossier goes through, in order; `stamp` of a catalogue already at hand.

    Those of the revision that `stage_id` belongs to; without one those in force now: the
    procedure's own, else the default of the office.
    """
    rows = _read(stamp or catalogue().stamp)
    known = [*rows[procedure_id], *rows[None]]
    here = next((stage for stage in known if stage.id == stage_id), None)
    for way in (rows[procedure_id], rows[None]):
        if here in way:
            return tuple(stage for stage in way if stage.revision == here.revision)
    own = tuple(stage for stage in rows[procedure_id] if stage.in_force)
    return own or tuple(stage for stage in rows[None] if stage.in_force)


@lru_cache(maxsize=2)
def _read(stamp: str) -> Mapping[int | None, Way]:
    """Everything of one stamp, by procedure; None is the default of the office."""
    found: dict[int | None, list[StageFacts]] = defaultdict(list)
    for row in Stage.objects.order_by("order"):
        found[row.procedure_id].append(
            StageFacts(
                id=row.pk,
                revision=row.revision,
                step=row.step,
                public_name=row.public_name,
                office_kind=row.office_kind,
                share=row.share,
                in_force=row.retired_at is None,
            )
        )
    return defaultdict(tuple, {key: tuple(stages) for key, stages in found.items()})

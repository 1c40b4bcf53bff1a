"""What each column of the summary rows counts, said once: for half months and for odd days.

Every source has a day on which its rows count. `flows` are what happened on that day, `levels` how
it changes a balance. The conditions are those of `reports.selections`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, Expression, F, Q, QuerySet, Sum, When

from dossiers.models import Dossier
from dossiers.workflow import Status
from procedures.models import Channel, Procedure
from reports.models import LateSpell, PeriodFigures

KEYS = ("root_unit_id", "in_charge_id", "procedure_id", "field_id")
Columns = Mapping[str, Expression]
Query = tuple[str, list[Any]]


def _how_many(**conditions: Any) -> Count:
    return Count("pk", filter=Q(**conditions))


_ONLINE, _FULL, _PARTIAL = (
    {"channel": Channel.Method.ONLINE},
    {"online_level": Procedure.OnlineLevel.FULL},
    {"online_level": Procedure.OnlineLevel.PARTIAL},
)
_ALL = Count("pk")


@dataclass(frozen=True)
class Source:
    """`day` is the column of its day; `moment`, where there is one, that of the exact time."""

    rows: QuerySet[Any]
    day: str
    moment: str
    flows: Columns
    levels: Columns


SOURCES = (
    Source(
        Dossier.objects.all(),
        "received_on",
        "received_at",
        flows={
            "received_direct": _how_many(channel=Channel.Method.DIRECT),
            "received_online": _how_many(**_ONLINE),
            "received_post": _how_many(channel=Channel.Method.POSTAL),
            "received_full": _how_many(**_FULL),
            "online_full": _how_many(**_FULL, **_ONLINE),
            "received_partial": _how_many(**_PARTIAL),
            "online_partial": _how_many(**_PARTIAL, **_ONLINE),
            "digitised": _how_many(digitised=True),
            "digitised_known": _how_many(digitised__isnull=False),
            "with_fee": _how_many(fee_amount__gt=0),
        },
        levels={"open_end": _ALL},
    ),
    Source(
        Dossier.objects.exclude(timeliness=""),
        "closed_on",
        "closed_at",
        flows={
            "closed_early": _how_many(timeliness=Dossier.Timeliness.EARLY),
            "closed_on_time": _how_many(timeliness=Dossier.Timeliness.ON_TIME),
            "closed_late": _how_many(timeliness=Dossier.Timeliness.LATE),
            "withdrawn": _how_many(status=Status.WITHDRAWN),
            "stopped": _how_many(status=Status.STOPPED),
            "rejected": _how_many(outcome=Dossier.Outcome.REJECTED),
            "e_results": _how_many(e_result=True),
            "days_taken": Sum("days_taken", default=0),
            "days_known": Count("days_taken"),
        },
        levels={"open_end": _ALL * -1},
    ),
    Source(
        LateSpell.objects.all(),
        "began_on",
        "",
        flows={"late_began": _ALL},
        levels={"late_end": _ALL},
    ),
    Source(
        LateSpell.objects.all(),
        "ended_on",
        "",
        flows={"late_ended": _ALL},
        levels={"late_end": _ALL * -1},
    ),
)
LEVELS = ("open_end", "late_end")
FLOWS = tuple(name for source in SOURCES for name in source.flows)
COLUMNS = (*FLOWS, *LEVELS)


@dataclass(frozen=True)
class Part:
    """A query that gives `KEYS` and the named columns, each as `n_<name>`."""

    rows: QuerySet[Any]
    names: Sequence[str]


def of_days(
    first: date,
    last: date,
    until: datetime,
    within: Q,
    *,
    flows: bool = True,
    levels: bool = True,
) -> list[Part]:
    """What dossiers and spells say of these days, as far as it had happened by `until`."""
    parts = []
    for source in SOURCES:
        days = {f"{source.day}__gte": first, f"{source.day}__lte": last}
        if source.moment:
            days[f"{source.moment}__lte"] = until
        columns = {**(source.flows if flows else {}), **(source.levels if levels else {})}
        parts.append(_part(source.rows.filter(within, **days), columns))
    return parts


def of_rows(rows: QuerySet[PeriodFigures], begins: date, counted: date) -> Part:
    """What happened in the half months from `begins` to `counted`, if any, and the balances at the
    end of `counted`; the rows are read once."""
    if counted < begins:
        return balances(rows.filter(bucket=counted))
    newest = {name: Case(When(bucket=counted, then=F(name)), default=0) for name in LEVELS}
    within = rows.filter(bucket__gte=begins, bucket__lte=counted)
    return _part(within, {**{name: F(name) for name in FLOWS}, **newest})


def balances(rows: QuerySet[PeriodFigures]) -> Part:
    return _part(rows, {name: F(name) for name in LEVELS})


def nothing(rows: QuerySet[PeriodFigures]) -> Part:
    """Their keys, with a zero in every column."""
    return _part(rows, {})


def _part(rows: QuerySet[Any], columns: Mapping[str, Any]) -> Part:
    named = {f"n_{name}": expression for name, expression in columns.items()}
    return Part(rows.order_by().values(*KEYS).annotate(**named), tuple(columns))


def summed(parts: Iterable[Part], by: Sequence[str]) -> Query:
    """The statement that adds them up by some of `KEYS`: those, then `COLUMNS`."""
    queries = [_padded(part) for part in parts]
    sums = ", ".join(f"CAST(COALESCE(SUM(n_{name}), 0) AS bigint) AS {name}" for name in COLUMNS)
    everything = " UNION ALL ".join(sql for sql, _ in queries)
    keys = "".join(f"{key}, " for key in by)
    grouped = f" GROUP BY {', '.join(by)}" if by else ""
    sql = f"SELECT {keys}{sums} FROM ({everything}) AS part WHERE true{grouped}"  # noqa: S608
    return sql, [value for _, values in queries for value in values]


def _padded(part: Part) -> Query:
    """With a zero for every column that it does not have."""
    sql, params = part.rows.query.sql_with_params()
    columns = (f"n_{name}" if name in part.names else f"0 AS n_{name}" for name in COLUMNS)
    return f"SELECT {', '.join((*KEYS, *columns))} FROM ({sql}) AS rows", [*params]  # noqa: S608

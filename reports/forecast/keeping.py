"""What was learned, as rows: written by the night, read by every forecast of the day."""

from collections import defaultdict
from datetime import datetime

from reports.counting.refreshing import alone
from reports.forecast.backtest import Learned, backtest
from reports.forecast.curves import ALL, CLASSES, Curve, Key, Paces
from reports.forecast.fitting import Scores, Weights
from reports.models import ForecastBin, ForecastFit, StagePace

LEAST = 5  # dossiers; a procedure with fewer goes by all together
BATCH = 2000


def learn(at: datetime) -> Learned:
    """Learns again from the last months and keeps it in place of what was."""
    found = backtest(at)
    with alone():
        _keep_paces(found.paces)
        _keep_fit(found.weights, found.scores, at)
    return found


def known() -> tuple[Paces, Weights]:
    """Nothing learned yet: a steady pace, taken as it is."""
    shares: dict[Key, dict[int, float]] = defaultdict(dict)
    seen: dict[Key, int] = {}
    for pace in StagePace.objects.iterator(BATCH):
        key = (pace.procedure_id, pace.status)
        shares[key][pace.percent], seen[key] = pace.share, pace.seen
    curves = {key: Curve(_filled(known), seen[key]) for key, known in shares.items()}
    return Paces(curves), _weights()


def _weights() -> Weights:
    fitted = ForecastFit.objects.first()
    if fitted is None:
        return Weights()
    return Weights((fitted.intercept, fitted.slope, fitted.office_load, fitted.holder_load))


def _filled(ended: dict[int, float]) -> tuple[float, ...]:
    """Shares still open, class by class; one that is not kept is as the one before it."""
    share, found = 0.0, []
    for percent in CLASSES:
        share = ended.get(percent, share)
        found.append(1 - share)
    return tuple(found)


def _keep_paces(paces: Paces) -> None:
    StagePace.objects.all().delete()
    rows = [
        StagePace(
            procedure_id=key[0], status=key[1], percent=percent, share=1 - share, seen=curve.seen
        )
        for key, curve in paces.curves.items()
        if key[0] == ALL or curve.seen >= LEAST
        for percent, share in _changes(curve)
    ]
    StagePace.objects.bulk_create(rows, batch_size=BATCH)


def _changes(curve: Curve) -> list[tuple[int, float]]:
    """Where the share differs from the class before, and the last: a curve has at least a row."""
    before = (1.0, *curve.open_after)
    classes = zip(CLASSES, curve.open_after, before, strict=False)
    return [
        (percent, share)
        for percent, share, last in classes
        if share != last or percent == CLASSES[-1]
    ]


def _keep_fit(weights: Weights, scores: Scores | None, at: datetime) -> None:
    intercept, slope, office, holder = weights.values
    ForecastFit.objects.all().delete()
    ForecastFit.objects.create(
        intercept=intercept,
        slope=slope,
        office_load=office,
        holder_load=holder,
        tested=scores.tested if scores else 0,
        late=scores.late if scores else 0,
        brier=scores.brier if scores else None,
        brier_usual=scores.usual if scores else None,
        fitted_at=at,
    )
    ForecastBin.objects.all().delete()
    ForecastBin.objects.bulk_create(
        ForecastBin(upto=one.upto, tested=one.tested, said=one.said, late=one.late)
        for one in (scores.bins if scores else ())
    )

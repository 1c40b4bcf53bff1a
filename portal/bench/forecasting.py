"""How well lateness is foretold: the Brier score of the forecast next to the usual share's."""

from django.utils import timezone

from portal.bench.goals import FORECAST, Measured, Sample
from reports.forecast.backtest import backtest


def run() -> list[Measured]:
    """Tested on weeks that the forecast had not seen."""
    scores = backtest(timezone.now()).scores
    if scores is None or not scores.usual:
        return []
    usual = Measured("always the usual share", [Sample(1 / scores.usual)])
    name = (
        f"forecast of lateness: Brier {scores.brier:.4f}, usual {scores.usual:.4f}"
        f" ({scores.late:,} late of {scores.tested:,})"
    )
    return [Measured(name, [Sample(1 / scores.brier)], usual, FORECAST)]

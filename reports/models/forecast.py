"""Dự báo trễ: how long stages take, and the chance of each open dossier to miss its date."""

from django.db import models


class StagePace(models.Model):
    """Of dossiers of one procedure that were at one status: how soon they had ended.

    `percent` is the upper end of a class of working time from entering the status to the end, in
    percent of the whole term; `share` the part of them (0 to 1) that had ended by then.
    """

    procedure_id = models.BigIntegerField(default=0, help_text="0: of all together")
    status = models.CharField(max_length=20)
    percent = models.PositiveIntegerField()
    share = models.FloatField()
    seen = models.PositiveIntegerField(help_text="dossiers behind it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure_id", "status", "percent"],
                name="pace_once",
            ),
        ]


class ForecastFit(models.Model):
    """What the last night learned, and how good that was on days it had not seen; one row.

    The weights are those of `reports.forecast.fitting`. The scores are mean squared differences
    (Brier) between what was said and what came, of the forecast and of saying the usual share of
    late ones for each.
    """

    intercept = models.FloatField()
    slope = models.FloatField()
    office_load = models.FloatField()
    holder_load = models.FloatField()
    tested = models.PositiveIntegerField(help_text="forecasts that were compared with what came")
    late = models.PositiveIntegerField(help_text="of them came late")
    brier = models.FloatField(null=True)
    brier_usual = models.FloatField(null=True)
    fitted_at = models.DateTimeField()


class ForecastBin(models.Model):
    """Of all forecasts of the test that said about the same: how many came late."""

    upto = models.PositiveSmallIntegerField(unique=True, help_text="percent, the upper end")
    tested = models.PositiveIntegerField()
    said = models.FloatField(help_text="the mean chance, 0 to 1")
    late = models.PositiveIntegerField()

    class Meta:
        ordering = ["upto"]


class LateChance(models.Model):
    """The last forecast for one open dossier; never shown as a grade of a person."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", on_delete=models.CASCADE, related_name="late_chance",
        db_constraint=False,
    )  # fmt: skip
    root_unit_id = models.BigIntegerField()
    in_charge_id = models.BigIntegerField()
    due_at = models.DateTimeField()
    chance = models.FloatField(help_text="0 to 1")
    because = models.CharField(max_length=20, help_text="of reports.forecast.reasons")
    counted_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["root_unit_id", "-chance"], name="chance_of_root"),
            models.Index(fields=["in_charge_id", "-chance"], name="chance_of_office"),
        ]

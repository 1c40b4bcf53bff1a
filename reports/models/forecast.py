"""Dự báo trễ: how long stages take, and the chance of each open dossier to miss its date."""

from django.db import models


class StagePace(models.Model):
    """Of dossiers of one procedure that were at one status: how much working time was left.

    `minutes` is the upper end of a class of working time from entering the status to the end,
    `share` the part of them (0 to 1) that had ended by then.
    """

    procedure_id = models.BigIntegerField(default=0, help_text="0: of all together")
    status = models.CharField(max_length=20)
    minutes = models.PositiveIntegerField()
    share = models.FloatField()
    seen = models.PositiveIntegerField(help_text="dossiers behind it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure_id", "status", "minutes"],
                name="pace_once",
            ),
        ]


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

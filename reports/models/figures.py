"""Summary rows (performance 2.4): recounted from dossiers and their ledgers, never counted up.

Everything that is added up here is fixed once it has happened: the day of reception, the day of
the end and how it was kept, the days on which a dossier was late by the ledger as it stood then.
So the figures of a period that is over never change.
"""

from django.db import models
from django.db.models import Q


class LateSpell(models.Model):
    """Days at whose end a dossier was open, its clock running, and the day of its promise over.

    From `began_on` up to, not including, `ended_on`; empty: still late. Derived from the clock's
    ledger (`dossiers.ClockEntry`); a dossier can have several.
    """

    root_unit_id = models.BigIntegerField()
    in_charge_id = models.BigIntegerField()
    procedure_id = models.BigIntegerField()
    field_id = models.BigIntegerField()
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.CASCADE, related_name="late_spells",
        db_constraint=False,
    )  # fmt: skip
    began_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "began_on"], name="spell_once"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=models.F("began_on")),
                name="spell_has_days",
            ),
        ]
        indexes = [
            models.Index(fields=["began_on"], name="spell_began"),
            models.Index(fields=["ended_on"], name="spell_ended"),
            models.Index(fields=["root_unit_id", "ended_on"], name="spell_of_root"),
        ]


class PeriodFigures(models.Model):
    """What one office did of one procedure in half a month, from the 1st or from the 15th.

    So the legal periods (15th to 14th) and the months are sums of buckets. Counts are dossiers;
    `open_end` and `late_end` are balances at the end of the bucket. A row without anything to say
    is not kept.
    """

    bucket = models.DateField(help_text="its first day: a 1st or a 15th")
    root_unit_id = models.BigIntegerField()
    in_charge_id = models.BigIntegerField()
    procedure_id = models.BigIntegerField()
    field_id = models.BigIntegerField(help_text="of the dossiers at reception")

    received_direct = models.PositiveIntegerField(default=0)
    received_online = models.PositiveIntegerField(default=0)
    received_post = models.PositiveIntegerField(default=0)
    received_full = models.PositiveIntegerField(
        default=0, help_text="of procedures then offered online as toàn trình"
    )
    online_full = models.PositiveIntegerField(default=0, help_text="of these, online")
    received_partial = models.PositiveIntegerField(default=0, help_text="the same of một phần")
    online_partial = models.PositiveIntegerField(default=0)
    digitised = models.PositiveIntegerField(default=0, help_text="received, every paper a file")
    digitised_known = models.PositiveIntegerField(default=0, help_text="received, known whether")
    with_fee = models.PositiveIntegerField(default=0, help_text="received, a fee to pay")

    closed_early = models.PositiveIntegerField(default=0)
    closed_on_time = models.PositiveIntegerField(default=0)
    closed_late = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0, help_text="of the closed ones")
    stopped = models.PositiveIntegerField(default=0, help_text="of the closed ones, for good")
    rejected = models.PositiveIntegerField(default=0, help_text="of the closed ones, by a letter")
    e_results = models.PositiveIntegerField(default=0, help_text="closed, the result as a file")
    days_taken = models.PositiveBigIntegerField(default=0, help_text="working days, of the closed")
    days_known = models.PositiveIntegerField(default=0, help_text="closed, known how long")

    late_began = models.PositiveIntegerField(default=0, help_text="spells that began")
    late_ended = models.PositiveIntegerField(default=0)
    open_end = models.PositiveIntegerField(default=0)
    late_end = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bucket", "root_unit_id", "in_charge_id", "procedure_id", "field_id"],
                name="figures_once",
            ),
        ]
        indexes = [models.Index(fields=["root_unit_id", "bucket"], name="figures_of_root")]


class Counted(models.Model):
    """Up to which moment everything is counted; one row."""

    until = models.DateTimeField()
    took_ms = models.PositiveIntegerField(default=0)

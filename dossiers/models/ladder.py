"""Which warnings of a date have been given: one row a rung, so that none is given twice."""

from django.db import models


class LadderRung(models.Model):
    """A rung of the ladder of one date of one dossier; another date is another ladder."""

    class Clock(models.TextChoices):
        STAGE = "stage", "Hạn của bước"
        LEGAL = "legal", "Hạn trả kết quả"
        SUPPLEMENT = "supplement", "Hạn bổ sung"

    root_unit_id = models.BigIntegerField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.CASCADE, related_name="rungs")
    clock = models.CharField(max_length=10, choices=Clock)
    due_at = models.DateTimeField()
    rung = models.CharField(max_length=12, help_text="d-2, d-1, h-4, over, over+1, …")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "clock", "due_at", "rung"], name="rung_once"
            ),
        ]

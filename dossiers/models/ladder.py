"""Which warnings have been given, so that none is given twice: rungs of dates, morning news."""

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


class MorningNews(models.Model):
    """The last day on which the people of an office got their news of the morning."""

    class Kind(models.TextChoices):
        OWN = "own_digest", "Việc của từng người"
        LEADERS = "digest", "Bản tin của lãnh đạo"

    unit_id = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "kind"], name="morning_news_once"),
        ]

"""Chỉ tiêu: what an office has to reach, by which paper, from when to when."""

from django.db import models


class Target(models.Model):
    """Rows without a unit hold for every office; one of the own unit goes before them."""

    measure = models.SlugField(max_length=40, help_text="of reports.measures.ratios")
    unit = models.ForeignKey(
        "accounts.Unit", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    value = models.DecimalField(max_digits=6, decimal_places=2, help_text="percent, or points")
    basis = models.CharField(max_length=200, blank=True, help_text="số, ngày văn bản giao")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["measure", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "unit", "valid_from"], name="target_once"),
            models.UniqueConstraint(
                fields=["measure", "valid_from"],
                condition=models.Q(unit__isnull=True),
                name="common_target_once",
            ),
        ]

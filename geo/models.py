"""Areas with borders. The shape is WKB in WGS 84; four indexed columns hold its bounding box."""

from django.conf import settings
from django.db import models


class Area(models.Model):
    """Địa bàn: the commune itself, a hamlet or neighbourhood of it, or a zone somebody looks after.

    Imported again under the same code it replaces itself: what lies in it keeps pointing to it.
    """

    class Kind(models.TextChoices):
        WHOLE = "whole", "Xã, phường, đặc khu"
        HAMLET = "hamlet", "Thôn, ấp, khu phố, tổ dân phố"
        ZONE = "zone", "Khu vực khác"

    root_unit = models.ForeignKey("accounts.Unit", on_delete=models.CASCADE, related_name="areas")
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    shape = models.BinaryField(help_text="WKB polygon or multipolygon, longitude before latitude")
    south = models.FloatField(help_text="degrees, WGS 84; here and below the bounding box")
    west = models.FloatField()
    north = models.FloatField()
    east = models.FloatField()
    is_active = models.BooleanField(default=True)
    source = models.CharField(max_length=200, blank=True, help_text="file and date it came from")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["root_unit", "kind", "code"]
        constraints = [
            models.UniqueConstraint(fields=["root_unit", "kind", "code"], name="area_once"),
        ]
        indexes = [
            models.Index(fields=["south", "north", "west", "east"], name="area_box"),
        ]

    def __str__(self) -> str:
        return self.name


class AreaImport(models.Model):
    """A file of borders that somebody looks at before it is taken over; afterwards its history."""

    root_unit = models.ForeignKey("accounts.Unit", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Area.Kind)
    file_name = models.CharField(max_length=120)
    content = models.BinaryField(null=True, help_text="until it is taken over")
    code_key = models.CharField(max_length=60, blank=True, help_text="property; empty: guessed")
    name_key = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True, help_text="empty: being looked at")
    outcome = models.CharField(max_length=200, blank=True, help_text="in words")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["root_unit"],
                condition=models.Q(done_at__isnull=True),
                name="one_import_looked_at",
            ),
        ]

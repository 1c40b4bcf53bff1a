"""Certificates (chứng thư số) that people and offices sign with. Keys and passphrases are files."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def kept(self) -> "CertificateQuerySet":
        """Those not removed from this portal; expired and revoked ones too."""
        return self.filter(removed_at=None)

    def usable(self, at: datetime) -> "CertificateQuerySet":
        """Those one may sign with at that moment."""
        in_time = self.kept().filter(valid_from__lte=at, valid_to__gt=at)
        return in_time.filter(Q(revoked_at=None) | Q(revoked_at__gt=at))


class Certificate(models.Model):
    """What is known of a certificate; its private key lies where `store` and `key_ref` say."""

    class Kind(models.TextChoices):
        PERSONAL = "personal", "Cá nhân"
        OFFICE = "office", "Cơ quan"

    class Store(models.TextChoices):
        PKCS12 = "pkcs12", "Tệp PKCS#12"
        PKCS11 = "pkcs11", "Thiết bị PKCS#11"

    kind = models.CharField(max_length=10, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "accounts.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    store = models.CharField(max_length=10, choices=Store)
    key_ref = models.CharField(
        max_length=300, help_text="name under SIGNING_KEYS_DIR, or a PKCS#11 URI without its PIN"
    )
    subject = models.CharField(max_length=500, help_text="who it was issued to: name, organisation")
    issuer = models.CharField(max_length=500)
    serial = models.CharField(max_length=80, help_text="hexadecimal")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    sha256 = models.CharField(max_length=64, help_text="fingerprint, hexadecimal")
    revoked_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True, help_text="its key file is gone")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_to", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="personal", user__isnull=False, unit__isnull=True)
                    | Q(kind="office", user__isnull=True, unit__isnull=False)
                ),
                name="certificate_of_one_holder",
            ),
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(removed_at=None), name="certificate_kept_once"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

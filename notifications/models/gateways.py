"""Ways out that an administrator sets up: SMS gateways, the Zalo account."""

from django.db import models


class Gateway(models.Model):
    """A route for SMS. Routes are tried in `position` order; one that fails rests for a while.

    `secret` is sealed (portal.lib.sealed). `options` of a JSON gateway: names of its fields.
    """

    class Kind(models.TextChoices):
        KANNEL = "kannel", "Kannel (HTTP)"
        JSON = "json", "Tổng đài nhắn tin qua HTTPS (JSON)"

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind)
    root_unit_id = models.BigIntegerField(null=True, blank=True, help_text="empty: for every unit")
    position = models.PositiveSmallIntegerField(default=1)
    is_on = models.BooleanField(default=True)
    url = models.URLField(max_length=300)
    sender = models.CharField(max_length=20, blank=True, help_text="brandname, at most 11 letters")
    username = models.CharField(max_length=80, blank=True)
    secret = models.TextField(blank=True, help_text="sealed")
    options = models.JSONField(default=dict, blank=True)
    price = models.PositiveIntegerField(default=0, help_text="đồng for one part")
    reports = models.BooleanField(default=True, help_text="it sends delivery reports")

    failures = models.PositiveIntegerField(default=0, help_text="in a row")
    resting_until = models.DateTimeField(null=True, blank=True)
    last_ok_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    last_error_at = models.DateTimeField(null=True, blank=True)
    balance = models.BigIntegerField(null=True, blank=True, help_text="đồng")
    balance_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class ZaloAccount(models.Model):
    """An official account with ZNS. Both tokens are sealed; each refresh brings a new pair."""

    name = models.CharField(max_length=80)
    root_unit_id = models.BigIntegerField(null=True, blank=True, help_text="empty: for every unit")
    is_on = models.BooleanField(default=True)
    app_id = models.CharField(max_length=40)
    oa_id = models.CharField(max_length=40, blank=True)
    app_secret = models.TextField(blank=True, help_text="sealed")
    oa_secret = models.TextField(blank=True, help_text="sealed; signs what Zalo tells us")
    access_token = models.TextField(blank=True, help_text="sealed")
    refresh_token = models.TextField(blank=True, help_text="sealed")
    expires_at = models.DateTimeField(null=True, blank=True, help_text="of the access token")
    refreshed_at = models.DateTimeField(null=True, blank=True)
    refreshing_until = models.DateTimeField(null=True, blank=True, help_text="the lease")
    message_url = models.URLField(default="https://business.openapi.zalo.me/message/template")
    token_url = models.URLField(default="https://oauth.zaloapp.com/v4/oa/access_token")
    price = models.PositiveIntegerField(default=0, help_text="đồng a message")
    last_ok_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    last_error_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class ZaloTemplate(models.Model):
    """The template that Zalo has approved for a kind: its fields and our variables."""

    account = models.ForeignKey(ZaloAccount, on_delete=models.CASCADE, related_name="templates")
    kind = models.CharField(max_length=30)
    template_id = models.CharField(max_length=40)
    fields = models.JSONField(default=dict, help_text="Zalo's field -> our variable")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "kind"], name="zalo_kind_once"),
        ]

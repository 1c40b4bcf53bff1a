"""People and offices: units, staff and citizens, their roles, one-time codes, the access log."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from accounts.identity import short_name
from accounts.permissions import Role, permissions_of
from portal.lib.text import clean, fold, without_marks


class Unit(models.Model):
    """Đơn vị: a province, a commune, or an office inside one. `root` owns the dossiers."""

    class Kind(models.TextChoices):
        PROVINCE = "province", "Tỉnh, thành phố"
        COMMUNE = "commune", "Xã, phường, đặc khu"
        ONE_STOP = "one_stop", "Trung tâm Phục vụ hành chính công"
        OFFICE = "office", "Văn phòng HĐND và UBND"
        JUSTICE = "justice", "Tư pháp - Hộ tịch"
        ECONOMY = "economy", "Phòng Kinh tế"
        CULTURE_SOCIAL = "culture_social", "Phòng Văn hóa - Xã hội"
        POLICE = "police", "Công an"
        MILITARY = "military", "Ban Chỉ huy Quân sự"
        LAND_BRANCH = "land_branch", "Chi nhánh Văn phòng đăng ký đất đai"

    code = models.CharField(max_length=30, unique=True, help_text="mã định danh: H99.12")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=Kind)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    root = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="the commune or province whose dossiers these are; empty for the root itself",
    )  # fmt: skip
    calendar = models.ForeignKey(
        "worktime.Calendar", null=True, blank=True, on_delete=models.PROTECT,
        help_text="empty: the calendar of the root",
    )  # fmt: skip
    place_name = models.CharField(max_length=80, blank=True, help_text="địa danh on papers")
    superior = models.CharField(max_length=200, blank=True, help_text="cơ quan cấp trên on papers")
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    hours_text = models.CharField(max_length=120, blank=True, help_text="7:30–11:30, 13:30–17:00")
    wifi_name = models.CharField(
        max_length=40, blank=True, help_text="free Wi-Fi for visitors, printed on the boards"
    )
    sms_name = models.CharField(max_length=40, blank=True, help_text="unaccented, opens every SMS")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def root_id_or_self(self) -> int:
        return self.root_id or self.pk

    @property
    def name_in_sms(self) -> str:
        """Without marks."""
        return self.sms_name or without_marks(self.short_name)

    @property
    def counted_by_id(self) -> int | None:
        """The calendar it counts by: its own or that of its root; None: that of any commune."""
        return self.calendar_id or (self.root.calendar_id if self.root else None)


class ServicePlace(models.Model):
    """Quầy, bàn hướng dẫn: a place with a number and a QR code of its own."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="places")
    code = models.CharField(max_length=12, unique=True, help_text="Q02; also its QR code")
    name = models.CharField(max_length=80, help_text="Quầy 2")
    about = models.CharField(max_length=200, blank=True, help_text="Hộ tịch, chứng thực")
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_staff(self, username: str, password: str, **fields: Any) -> "User":
        user = self.model(username=username, kind=User.Kind.STAFF, **fields)
        user.set_password(password)
        user.refresh_folded_name()
        user.save(using=self._db)
        return user

    def create_citizen(self, phone: str, **fields: Any) -> "User":
        """A citizen signs in by phone and one-time code; there is no password."""
        user = self.model(username=phone, phone=phone, kind=User.Kind.CITIZEN, **fields)
        user.set_unusable_password()
        user.refresh_folded_name()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff (username and password) or a citizen (phone and one-time code)."""

    class Kind(models.TextChoices):
        STAFF = "staff", "Cán bộ"
        CITIZEN = "citizen", "Công dân"

    class Gender(models.TextChoices):
        MALE = "male", "Nam"
        FEMALE = "female", "Nữ"

    kind = models.CharField(max_length=10, choices=Kind)
    username = models.CharField(max_length=60, unique=True, help_text="a citizen's is the phone")
    full_name = models.CharField(max_length=120, blank=True)
    name_fold = models.CharField(max_length=120, blank=True, editable=False)
    phone = models.CharField(max_length=16, blank=True, db_index=True, help_text="E.164")
    email = models.EmailField(blank=True)
    personal_id = models.CharField(max_length=12, blank=True, db_index=True)
    birth_date = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=6, choices=Gender, blank=True)
    address = models.CharField(max_length=300, blank=True, help_text="nơi thường trú")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    place = models.ForeignKey(ServicePlace, null=True, blank=True, on_delete=models.SET_NULL)
    job_title = models.CharField(max_length=120, blank=True)
    shortcut_keys = models.BooleanField(default=True, help_text="single-letter keys act")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="citizen") | Q(unit__isnull=False), name="staff_has_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def is_staff_member(self) -> bool:
        return self.kind == self.Kind.STAFF

    @property
    def is_citizen(self) -> bool:
        return self.kind == self.Kind.CITIZEN

    @property
    def short_name(self) -> str:
        return short_name(str(self))

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(row.role for row in self.role_assignments.all())

    @cached_property
    def permissions(self) -> frozenset[str]:
        return permissions_of(self.roles) if self.is_active else frozenset()

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return perm in self.permissions

    def refresh_folded_name(self) -> None:
        self.full_name = clean(self.full_name)
        self.name_fold = fold(self.full_name)


class RoleAssignment(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="role_once_a_person"),
        ]


class Absence(models.Model):
    """Ủy quyền, vắng mặt: from `since` to `until`, both included, `deputy` hears for `user`."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stands_in")
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="taken back before its end")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="absence_has_days"),
            models.CheckConstraint(condition=~Q(deputy=F("user")), name="absence_by_another"),
        ]


class OneTimeCode(models.Model):
    """A code sent to a phone. Only its keyed hash is kept; a few tries, then it is dead."""

    phone = models.CharField(max_length=16, db_index=True)
    code_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(null=True, blank=True)


class AccessLog(models.Model):
    """Who looked at whose data, and why. Append-only."""

    root_unit_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=40)
    object_code = models.CharField(max_length=60)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["object_code", "at"])]

"""What people report: categories with their promises and questions, who answers, ready words."""

from django.db import models

from portal.lib.text import fold


class Group(models.TextChoices):
    ROADS = "roads", "Hạ tầng, đường sá"
    ORDER = "order", "Trật tự đô thị, xây dựng"
    ENVIRONMENT = "environment", "Vệ sinh, môi trường"
    UTILITIES = "utilities", "Điện, nước, chiếu sáng, ngập nước"
    SAFETY = "safety", "An ninh, an toàn"
    SOCIETY = "society", "Y tế, giáo dục, an toàn thực phẩm"
    SERVICE = "service", "Thủ tục, cán bộ"
    OTHER = "other", "Việc khác"


class Severity(models.TextChoices):
    NORMAL = "normal", "Bình thường"
    SOON = "soon", "Cần sớm"
    URGENT = "urgent", "Khẩn cấp"


class Category(models.Model):
    """Loại phản ánh. `code` never changes: Open311 clients know it as the service code.

    The first answer is promised within `answer_hours`: of the clock on the wall, or of the working
    time of the office. The whole is promised within the working days of its severity. A step lasts
    so many working hours. All are rows an administrator corrects (domain 10, feedback handbook 8).
    """

    class Count(models.TextChoices):
        ELAPSED = "elapsed", "Theo giờ đồng hồ, cả ngày nghỉ"
        WORKING = "working", "Theo giờ làm việc"

    class Publication(models.TextChoices):
        OPEN = "open", "Công khai sau khi kiểm duyệt"
        ROUNDED = "rounded", "Công khai không ảnh, vị trí làm tròn"
        NEVER = "never", "Không bao giờ công khai"

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    description = models.CharField(max_length=200, blank=True)
    group = models.CharField(max_length=12, choices=Group)
    icon = models.CharField(max_length=40, default="message-report")
    keywords = models.CharField(max_length=200, blank=True, help_text="separated by commas")
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    publication = models.CharField(max_length=8, choices=Publication, default=Publication.OPEN)
    about_conduct = models.BooleanField(
        default=False, help_text="of officers: seen by leaders alone, always private"
    )
    severity = models.CharField(
        max_length=8, choices=Severity, default=Severity.NORMAL, help_text="of a new report"
    )
    answer_hours = models.PositiveSmallIntegerField(default=48)
    answer_count = models.CharField(max_length=8, choices=Count, default=Count.ELAPSED)
    days_normal = models.PositiveSmallIntegerField(default=7, help_text="working days; here below")
    days_soon = models.PositiveSmallIntegerField(default=3)
    days_urgent = models.PositiveSmallIntegerField(default=1)
    triage_hours = models.PositiveSmallIntegerField(default=4, help_text="working; here below")
    verify_hours = models.PositiveSmallIntegerField(default=16)
    wait_hours = models.PositiveSmallIntegerField(default=40)
    near_metres = models.PositiveSmallIntegerField(default=50, help_text="may be the same matter")
    near_days = models.PositiveSmallIntegerField(default=14)
    needs_after_photo = models.BooleanField(default=True)
    handling_message = models.CharField(
        max_length=300, blank=True, help_text="told with the receipt"
    )
    changed_at = models.DateTimeField(auto_now=True, help_text="changeset of Open311")

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def may_be_public(self) -> bool:
        return self.publication != self.Publication.NEVER and not self.about_conduct

    @property
    def folded(self) -> str:
        """What a search looks in."""
        return fold(f"{self.name} {self.keywords}")

    def days(self, severity: str) -> int:
        """Working days promised for the whole."""
        return int(getattr(self, f"days_{severity}"))


class Question(models.Model):
    """An extra question of a category: an attribute of its Open311 service definition."""

    class Datatype(models.TextChoices):
        STRING = "string", "Một dòng"
        TEXT = "text", "Nhiều dòng"
        NUMBER = "number", "Số"
        DATETIME = "datetime", "Ngày giờ"
        ONE = "singlevaluelist", "Chọn một"
        MANY = "multivaluelist", "Chọn nhiều"
        INFO = "info", "Chỉ là lời dặn"  # `variable` false in Open311

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="questions")
    code = models.SlugField(max_length=40)
    text = models.CharField(max_length=200)
    hint = models.CharField(max_length=200, blank=True)
    datatype = models.CharField(max_length=16, choices=Datatype)
    required = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(help_text="from 1")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["category", "code"], name="question_code_once"),
            models.UniqueConstraint(fields=["category", "order"], name="question_order_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Choice(models.Model):
    """One value of a list question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="choice_key_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Route(models.Model):
    """Who answers what, where. The most exact row wins: category and area, category, area, rest."""

    root_unit = models.ForeignKey("accounts.Unit", on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.CASCADE)
    area = models.ForeignKey("geo.Area", null=True, blank=True, on_delete=models.CASCADE)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["root_unit", "category", "area"], name="route_once",
                condition=models.Q(category__isnull=False, area__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["root_unit", "category"], name="route_of_category_once",
                condition=models.Q(category__isnull=False, area__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["root_unit", "area"], name="route_of_area_once",
                condition=models.Q(category__isnull=True, area__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["root_unit"], name="route_of_rest_once",
                condition=models.Q(category__isnull=True, area__isnull=True),
            ),
        ]  # fmt: skip


class CannedText(models.Model):
    """Ready words for an answer; the officer changes them before sending."""

    root_unit = models.ForeignKey("accounts.Unit", on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.CASCADE)
    action = models.CharField(max_length=20, blank=True, help_text="of the workflow; empty: any")
    title = models.CharField(max_length=80)
    text = models.TextField()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

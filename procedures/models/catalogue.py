"""Field (lĩnh vực), procedure (thủ tục hành chính) and its published versions (domain 7.1)."""

from django.db import models
from django.db.models import F, Q


class Field(models.Model):
    """A lĩnh vực. The thirty of the boards have a two-letter code; imported ones have none."""

    class Group(models.IntegerChoices):
        FAMILY = 1, "Giấy tờ cá nhân, gia đình"
        SOCIAL = 2, "Bảo trợ xã hội"
        LAND = 3, "Đất đai, xây dựng, môi trường"
        BUSINESS = 4, "Kinh doanh, nông nghiệp"
        EDUCATION = 5, "Giáo dục, y tế, văn hóa"
        ORDER = 6, "Quân sự, trật tự, khiếu nại"

    code = models.CharField(max_length=8, unique=True, null=True, help_text="two letters, e.g. HT")
    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300, unique=True)
    group = models.PositiveSmallIntegerField(choices=Group.choices, null=True)
    icon = models.CharField(max_length=40, default="file-text", help_text="a Tabler icon")
    order = models.PositiveSmallIntegerField(default=1000)
    on_board = models.BooleanField(default=False, help_text="one of the thirty of the boards")
    national_names = models.TextField(
        blank=True, help_text="names of the national list that are this field, one a line"
    )

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def active(self) -> "ProcedureQuerySet":
        """Published and in force: what a citizen may choose."""
        return self.filter(state=Procedure.State.ACTIVE, current_version__isnull=False)


class Procedure(models.Model):
    """One administrative procedure. What it says is in its versions; what lists need is here."""

    class State(models.TextChoices):
        ACTIVE = "active", "Đang áp dụng"
        PAUSED = "paused", "Tạm dừng tiếp nhận"
        RETIRED = "retired", "Hết hiệu lực"

    class Source(models.TextChoices):
        SEED = "seed", "Bộ dữ liệu kèm sản phẩm"
        NATIONAL = "national", "Cơ sở dữ liệu quốc gia"
        LOCAL = "local", "Đơn vị tự nhập"

    class Scope(models.TextChoices):
        """Whose law it is: the same everywhere, one locality's own, or between offices only."""

        STANDARD = "standard", "Chung toàn quốc"
        SPECIFIC = "specific", "Đặc thù của địa phương"
        INTERNAL = "internal", "Nội bộ giữa các cơ quan"

    class OnlineLevel(models.IntegerChoices):
        """NĐ 42/2022: toàn trình (sync code 4), một phần (3), information only (2)."""

        INFORMATION = 2, "Cung cấp thông tin"
        PARTIAL = 3, "Một phần"
        FULL = 4, "Toàn trình"

    code = models.CharField(max_length=40, unique=True, help_text="national code, e.g. 1.001193")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures")
    name = models.TextField(
        help_text="official name; the national list has some of 1,200 characters"
    )
    short_name = models.CharField(max_length=120, blank=True, help_text="everyday wording")
    search_text = models.TextField(blank=True, help_text="folded names, keywords, codes")
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    state_note = models.CharField(max_length=300, blank=True, help_text="why paused or retired")
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    source = models.CharField(
        max_length=10, choices=Source, default=Source.LOCAL, help_text="who first brought it here"
    )
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.STANDARD)
    received_here = models.BooleanField(
        default=False, help_text="this office receives it; such procedures come first in a search"
    )
    promised_term = models.CharField(
        max_length=60, blank=True,
        help_text="shorter term this office commits to, as Channel.term; blank: the legal one",
    )  # fmt: skip
    extension_cap = models.CharField(
        max_length=60, blank=True, help_text="most the law lets be added; blank: none can be"
    )
    extension_basis = models.CharField(max_length=200, blank=True, help_text="the article")
    current_version = models.ForeignKey(
        "procedures.ProcedureVersion",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    for_ministry = models.BooleanField(default=False)
    for_province = models.BooleanField(default=False)
    for_commune = models.BooleanField(default=False)
    for_citizens = models.BooleanField(default=False)
    for_businesses = models.BooleanField(default=False)
    for_organisations = models.BooleanField(default=False)
    online_level = models.PositiveSmallIntegerField(
        choices=OnlineLevel, default=OnlineLevel.INFORMATION
    )
    accepts_online = models.BooleanField(
        default=False, help_text="this portal has an e-form for it and takes it online"
    )
    popularity = models.PositiveIntegerField(default=0, help_text="rank for equal matches")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        ordering = ["-popularity", "code"]
        indexes = [models.Index(fields=["field", "state"])]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        """What people call it; the official name when there is no everyday one."""
        return self.short_name or self.name


class ProcedureVersion(models.Model):
    """What the procedure said from `valid_from` until the day before `valid_to`.

    Never edited: whatever changes is a new version, and a dossier keeps the one it came under.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64, help_text="`VersionContent.digest()`")
    is_full = models.BooleanField(default=True, help_text="False: only the listing row is known")
    uncertain = models.CharField(
        max_length=80,
        blank=True,
        help_text="can_ra_soat: facts under review, not shown to citizens as law: `term papers`",
    )
    review_note = models.TextField(blank=True, help_text="what is uncertain, for administrators")

    name = models.TextField()
    decision_number = models.CharField(max_length=120, blank=True, help_text="QĐ công bố")
    decision_date = models.DateField(null=True, blank=True)
    published_by = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=120, blank=True, help_text="loại thủ tục")
    field_name = models.CharField(max_length=300, blank=True, help_text="lĩnh vực, as published")
    levels = models.CharField(max_length=80, blank=True, help_text="cấp thực hiện, as published")
    summary = models.TextField(blank=True, help_text="one sentence for whom and what for")
    steps = models.TextField(blank=True, help_text="trình tự thực hiện, plain text")
    methods_note = models.TextField(blank=True)
    papers_note = models.TextField(blank=True, help_text="lưu ý về thành phần hồ sơ")
    sets = models.PositiveSmallIntegerField(default=1, help_text="số lượng hồ sơ (bộ)")
    audience = models.TextField(blank=True, help_text="đối tượng thực hiện, one a line")
    agency = models.TextField(blank=True, help_text="cơ quan thực hiện")
    competent_agency = models.TextField(blank=True, help_text="cơ quan có thẩm quyền")
    receiving_address = models.TextField(blank=True)
    delegated_agency = models.TextField(blank=True)
    coordinating_agency = models.TextField(blank=True)
    conditions = models.TextField(blank=True, help_text="yêu cầu, điều kiện")
    keywords = models.TextField(blank=True)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["procedure", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="version_number_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="version_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}/{self.number}"

    @property
    def needs_review(self) -> bool:
        """can_ra_soat."""
        return bool(self.uncertain)


class SourceDigest(models.Model):
    """What was last taken from a source, so that taking it again writes nothing.

    A LISTING row means: the procedure stood in the last whole national listing.
    """

    class Source(models.TextChoices):
        SEED = "seed", "Bộ dữ liệu kèm sản phẩm"
        LISTING = "listing", "Danh mục quốc gia"
        RECORD = "record", "Bản đầy đủ của quốc gia"

    source = models.CharField(max_length=10, choices=Source)
    key = models.CharField(
        max_length=120, help_text="a procedure's code; `form:<code>` of the seed"
    )
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="source_digest_once"),
        ]


class CatalogueStamp(models.Model):
    """One row, rewritten with every change: what processes keep in memory hangs on it."""

    stamp = models.CharField(max_length=32)


class Synonym(models.Model):
    """Everyday words (folded) and where they lead: to a procedure, or an answer if not ours."""

    phrase = models.CharField(max_length=120, unique=True, help_text="folded: `so do`")
    procedures = models.ManyToManyField(
        Procedure, through="procedures.SynonymTarget", related_name="synonyms"
    )
    answer = models.CharField(max_length=300, blank=True, help_text="where to go instead")

    class Meta:
        ordering = ["phrase"]

    def __str__(self) -> str:
        return self.phrase


class SynonymTarget(models.Model):
    """One procedure that the words may mean; the likeliest has the lowest order."""

    synonym = models.ForeignKey(Synonym, on_delete=models.CASCADE, related_name="targets")
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["synonym", "procedure"], name="synonym_target_once"),
        ]

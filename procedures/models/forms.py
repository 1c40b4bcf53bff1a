"""E-forms as rows: pages of questions that `procedures.form_builder` turns into Django forms."""

from django.db import models
from django.db.models import Q

from procedures.models.catalogue import Procedure


class EForm(models.Model):
    """A published, numbered form, never edited: drafts and dossiers keep the one they have."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="eforms")
    number = models.PositiveIntegerField(default=1)
    content_hash = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["procedure", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="eform_number_once"),
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(retired_at__isnull=True), name="eform_one_in_use"
            ),
        ]


class FormPage(models.Model):
    """One question, or one tight group: one page."""

    form = models.ForeignKey(EForm, on_delete=models.CASCADE, related_name="pages")
    order = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=40)
    title = models.CharField(max_length=160, help_text="the question: Trẻ sinh khi nào, ở đâu?")
    hint = models.CharField(max_length=300, blank=True)
    group = models.CharField(max_length=80, blank=True, help_text="heading on the check page")
    why = models.CharField(max_length=400, blank=True, help_text="why we ask, in the help column")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["form", "slug"], name="page_slug_once"),
        ]


class FormField(models.Model):
    class Kind(models.TextChoices):
        TEXT = "text", "Một dòng"
        NAME = "name", "Họ và tên"
        TEXTAREA = "textarea", "Nhiều dòng"
        NUMBER = "number", "Số"
        DATE = "date", "Ngày tháng năm"
        PHONE = "phone", "Điện thoại"
        PERSONAL_ID = "personal_id", "Số căn cước"
        EMAIL = "email", "Thư điện tử"
        RADIO = "radio", "Chọn một"
        SELECT = "select", "Chọn một, danh sách dài"
        CHECKBOXES = "checkboxes", "Chọn nhiều"
        CONFIRM = "confirm", "Đồng ý, cam đoan"

    class Person(models.TextChoices):
        """Which fact of the signed-in person or scanned card fills the field beforehand."""

        FULL_NAME = "full_name", "Họ và tên"
        PERSONAL_ID = "personal_id", "Số căn cước"
        BIRTH_DATE = "birth_date", "Ngày sinh"
        GENDER = "gender", "Giới tính"
        ADDRESS = "address", "Nơi thường trú"
        PHONE = "phone", "Điện thoại"

    page = models.ForeignKey(FormPage, on_delete=models.CASCADE, related_name="fields")
    order = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=200)
    hint = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    required = models.BooleanField(default=True)
    max_length = models.PositiveSmallIntegerField(null=True, blank=True)
    minimum = models.IntegerField(null=True, blank=True)
    maximum = models.IntegerField(null=True, blank=True)
    not_future = models.BooleanField(default=False, help_text="a date of the past")
    error = models.CharField(max_length=200, blank=True, help_text="sentence when left empty")
    person = models.CharField(max_length=12, choices=Person, blank=True)
    autocomplete = models.CharField(max_length=40, blank=True)
    shown_if_key = models.SlugField(max_length=40, blank=True, help_text="an earlier field's key")
    shown_if_value = models.CharField(
        max_length=200, blank=True, help_text="one value, or several with commas: any of them"
    )

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="form_field_key_once"),
        ]


class FormChoice(models.Model):
    field = models.ForeignKey(FormField, on_delete=models.CASCADE, related_name="choices")
    order = models.PositiveSmallIntegerField()
    value = models.SlugField(max_length=40)
    label = models.CharField(max_length=160)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["field", "value"], name="form_choice_once"),
        ]

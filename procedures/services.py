"""The verbs of the catalogue: publish a version, a form, stages; pause, resume and retire.

Every verb is atomic and renews the catalogue's stamp, so that what processes keep in memory
(`procedures.memory`) is read again.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from portal.lib.errors import Refused
from portal.lib.text import clean, fold
from procedures.content import (
    WHOLE_TERM,
    FormPageContent,
    StageContent,
    VersionContent,
    columns,
    digest_of,
)
from procedures.models import (
    Case,
    CatalogueStamp,
    Channel,
    EForm,
    FormChoice,
    FormField,
    FormPage,
    Procedure,
    ProcedureVersion,
    Stage,
)
from procedures.version_rows import new_version, write_version_rows
from worktime.terms import UNIT_NAMES, Leg, Term

_STAMP_ID = 1
_put_off: ContextVar[list[None] | None] = ContextVar("stamp_put_off", default=None)


@contextmanager
def one_stamp() -> Iterator[None]:
    """Many changes, one new stamp: at the end, also when a later change failed."""
    changes: list[None] = []
    token = _put_off.set(changes)
    try:
        yield
    finally:
        _put_off.reset(token)
        if changes:
            renew_stamp()


def renew_stamp() -> None:
    """Says that the catalogue changed. Random, so that a rolled-back change is never mistaken."""
    changes = _put_off.get()
    if changes is not None:
        changes.append(None)
        return
    CatalogueStamp.objects.update_or_create(pk=_STAMP_ID, defaults={"stamp": secrets.token_hex(16)})


@transaction.atomic(savepoint=False)
def publish_version(
    procedure: Procedure, content: VersionContent, *, at: datetime
) -> ProcedureVersion:
    """Makes `content` what the procedure says from `at` on; the same content changes nothing.

    The version in force until now gets its `valid_to`; dossiers keep the one they came under.
    """
    digest = content.digest()
    words = search_text_of(procedure, content)
    version = procedure.current_version
    if version is None or version.content_hash != digest:
        version = _next_version(procedure, content, digest, at)
    elif procedure.search_text == words:
        return version
    procedure.current_version = version
    procedure.name = content.name
    procedure.search_text = words
    procedure.save(update_fields=["current_version", "name", "search_text"])
    renew_stamp()
    return version


def _next_version(
    procedure: Procedure, content: VersionContent, digest: str, at: datetime
) -> ProcedureVersion:
    """Ends the version in force on the day the new one begins."""
    old = procedure.current_version
    if old is not None:
        old.valid_to = max(timezone.localdate(at), old.valid_from)
        old.save(update_fields=["valid_to"])
    number = old.number + 1 if old else 1
    version = new_version(procedure, content, digest, number=number, at=at)
    write_version_rows([version], [content])
    return version


@transaction.atomic(savepoint=False)
def publish_new(
    items: Sequence[tuple[Procedure, VersionContent]], *, at: datetime
) -> list[Procedure]:
    """Many procedures that are not in the catalogue yet, each with its first version."""
    for procedure, content in items:
        procedure.name = content.name
        procedure.search_text = search_text_of(procedure, content)
    procedures = Procedure.objects.bulk_create(procedure for procedure, _ in items)
    contents = [content for _, content in items]
    versions = [
        new_version(procedure, content, content.digest(), number=1, at=at)
        for procedure, content in items
    ]
    write_version_rows(versions, contents)
    first = ProcedureVersion.objects.filter(procedure=OuterRef("pk"))
    ids = [procedure.pk for procedure in procedures]
    Procedure.objects.filter(pk__in=ids).update(current_version=Subquery(first.values("pk")[:1]))
    renew_stamp()
    return procedures


def search_text_of(procedure: Procedure, content: VersionContent) -> str:
    """Folded names and keywords, one a line: the official name, the everyday one, then keywords."""
    return "\n".join(
        fold(text) for text in (content.name, procedure.short_name, *content.keywords.splitlines())
    )


@transaction.atomic
def retire(
    procedure: Procedure, *, note: str, at: datetime, replaced_by: Procedure | None = None
) -> Procedure:
    """Hết hiệu lực: nobody can choose it any more; its rows, versions and dossiers stay."""
    if procedure.state == Procedure.State.RETIRED:
        raise Refused("already_retired", "Thủ tục này đã hết hiệu lực từ trước.", conflict=True)
    procedure.retired_at = at
    procedure.replaced_by = replaced_by
    return _set_state(procedure, Procedure.State.RETIRED, note)


@transaction.atomic
def pause(procedure: Procedure, *, note: str) -> Procedure:
    """Tạm dừng tiếp nhận, with the reason that citizens read."""
    if procedure.state != Procedure.State.ACTIVE:
        raise Refused("not_active", "Chỉ tạm dừng được thủ tục đang áp dụng.", conflict=True)
    return _set_state(procedure, Procedure.State.PAUSED, note)


@transaction.atomic
def resume(procedure: Procedure) -> Procedure:
    """Back in force, from a pause or because a retired procedure is listed again."""
    procedure.retired_at = None
    procedure.replaced_by = None
    return _set_state(procedure, Procedure.State.ACTIVE, "")


def _set_state(procedure: Procedure, state: Procedure.State, note: str) -> Procedure:
    procedure.state = state
    procedure.state_note = note
    procedure.save(update_fields=["state", "state_note", "retired_at", "replaced_by"])
    renew_stamp()
    return procedure


@transaction.atomic
def set_office_terms(
    procedure: Procedure, *, promised: Leg | None, cap: Leg | None, basis: str
) -> Procedure:
    """What the office commits to instead of the legal term, and how much may be added by law.

    A dossier received before keeps the promise it came under; the cap holds for it too.
    """
    basis = clean(basis)
    if promised:
        _check_shorter(procedure, promised)
    if cap and not basis:
        raise Refused("basis_missing", "Nhập điều khoản cho phép gia hạn", field="basis")
    if basis and not cap:
        raise Refused("cap_missing", "Nhập mức gia hạn, hoặc xóa điều khoản ở dưới", field="cap")
    procedure.promised_term = str(promised or "")
    procedure.extension_cap, procedure.extension_basis = str(cap or ""), basis
    procedure.save(update_fields=["promised_term", "extension_cap", "extension_basis"])
    renew_stamp()
    return procedure


def _check_shorter(procedure: Procedure, promised: Leg) -> None:
    """Refused when no way to file and no case takes longer by law; other units are not compared."""
    version = procedure.current_version_id
    legal = [
        Term.parse(term).legs
        for rows in (Channel.objects, Case.objects)
        for term in rows.filter(version=version).exclude(term="").values_list("term", flat=True)
    ]
    if not legal or any([leg.unit for leg in legs] != [promised.unit] for legs in legal):
        return
    longest = max(legs[0].amount for legs in legal)
    if promised.amount >= longest:
        raise Refused(
            "not_shorter",
            f"Quy định là {longest} {UNIT_NAMES[promised.unit]}. Nhập số nhỏ hơn, "
            "hoặc để trống nếu hẹn đúng quy định",
            field="promised",
        )


@transaction.atomic
def publish_form(procedure: Procedure, pages: Sequence[FormPageContent], *, at: datetime) -> EForm:
    """Makes `pages` the e-form; drafts and dossiers keep the one they began with."""
    digest = digest_of(list(pages))
    current = procedure.eforms.filter(retired_at__isnull=True).first()
    if current is not None and current.content_hash == digest:
        return current
    if current is not None:
        current.retired_at = at
        current.save(update_fields=["retired_at"])
    last = procedure.eforms.aggregate(last=Max("number"))["last"] or 0
    form = EForm.objects.create(
        procedure=procedure, number=last + 1, content_hash=digest, published_at=at
    )
    for order, page in enumerate(pages, start=1):
        _write_page(form, page, order)
    procedure.accepts_online = True
    procedure.save(update_fields=["accepts_online"])
    renew_stamp()
    return form


def _write_page(form: EForm, page: FormPageContent, order: int) -> None:
    row = FormPage.objects.create(form=form, order=order, **columns(page))
    fields = FormField.objects.bulk_create(
        FormField(page=row, order=number, **columns(field))
        for number, field in enumerate(page.fields, start=1)
    )
    FormChoice.objects.bulk_create(
        FormChoice(field=field_row, order=number, value=value, label=label)
        for field_row, field in zip(fields, page.fields, strict=True)
        for number, (value, label) in enumerate(field.choices, start=1)
    )


@transaction.atomic
def set_stages(
    procedure: Procedure | None, stages: Sequence[StageContent], *, at: datetime
) -> list[Stage]:
    """Makes `stages` the inside of "đang xử lý" (None: the default of the office).

    A change is a new revision; dossiers under way keep the rows they have. Stages that take more
    than the whole term are refused.
    """
    _check_shares(stages)
    rows = Stage.objects.filter(procedure=procedure)
    current = list(rows.filter(retired_at__isnull=True).order_by("order"))
    wanted = [columns(stage) for stage in stages]
    if [{name: getattr(row, name) for name in wanted[0]} for row in current] == wanted:
        return current
    rows.filter(retired_at__isnull=True).update(retired_at=at)
    revision = (rows.aggregate(last=Max("revision"))["last"] or 0) + 1
    renew_stamp()
    return Stage.objects.bulk_create(
        Stage(procedure=procedure, revision=revision, order=order, **stage)
        for order, stage in enumerate(wanted, start=1)
    )


def _check_shares(stages: Sequence[StageContent]) -> None:
    whole = sum(stage.share for stage in stages)
    if whole > WHOLE_TERM:
        raise Refused(
            "stages_too_long",
            f"Các bước cộng lại là {whole} % thời hạn giải quyết. "
            f"Giảm bớt để tổng không quá {WHOLE_TERM} %",
            field="share",
        )

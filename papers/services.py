"""Issuing papers and keeping what was drawn. Whoever issues knows what a paper is about."""

import io
from datetime import datetime, timedelta

import pikepdf
from django.db import transaction
from django.utils import timezone

from accounts.models import Unit
from papers.circulars import form_in_force
from papers.models import IssuedPaper, PaperFile, PaperTemplate
from papers.numbering import next_in_series, written
from portal.lib.codes import random_code
from portal.lib.files import put_by_hash, read_stored
from portal.lib.queues import next_try

LEASE = timedelta(minutes=5)
RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))


def issue(
    form: str,
    *,
    key: str,
    unit: Unit,
    root_unit_id: int,
    at: datetime,
    subject_code: str = "",
    series: str = "",
    number: str = "",
) -> IssuedPaper:
    """The paper with that key, issued now unless it was before: cheap, nothing is drawn.

    Runs inside the caller's transaction; the caller holds what the key names. `number` is one that
    the paper has from elsewhere; without it a form with a series takes the office's next of the
    year.
    """
    found = IssuedPaper.objects.filter(key=key).first()
    return found or issue_new(
        form, key=key, unit=unit, root_unit_id=root_unit_id, at=at, subject_code=subject_code,
        series=series, number=number,
    )  # fmt: skip


def issue_new(
    form: str,
    *,
    key: str,
    unit: Unit,
    root_unit_id: int,
    at: datetime,
    subject_code: str = "",
    series: str = "",
    number: str = "",
) -> IssuedPaper:
    """`issue` for a key that cannot be there yet: what it names was made by this transaction."""
    facts = form_in_force(form, at)
    series = series or facts.series
    if not number and series:
        year = timezone.localtime(at).year
        number = written(next_in_series(unit.pk, series, year), series)
    return IssuedPaper.objects.create(
        key=key,
        root_unit_id=root_unit_id,
        unit=unit,
        form=form,
        form_set=facts.form_set,
        number=number,
        code=_new_code(),
        title=facts.title,
        subject_code=subject_code,
        issued_at=at,
        not_before=at,
    )


def _new_code() -> str:
    """Stands in the address that verifies the paper: `KX7H-39PD-QM4T`, 55 bits."""
    return "-".join(random_code(4) for _ in range(3))


def template_for(unit: Unit, form: str, at: datetime) -> PaperTemplate | None:
    """What the office says its own way: the newest for this form, else for every form.

    Rows are added, never backdated, so the answer for a moment that is past stays the same.
    """
    rows = PaperTemplate.objects.filter(unit=unit, form__in=(form, ""), valid_from__lte=at)
    return rows.order_by("-form", "-valid_from").first()


def keep_file(paper: IssuedPaper, content: bytes, *, made: str, at: datetime) -> PaperFile:
    """Puts the bytes down beside the earlier ones. What was drawn is kept once: the first stays.

    File work: call it outside any transaction, unless the content lies in the storage already.
    """
    kept = put_by_hash(io.BytesIO(content), "pdf")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    with transaction.atomic():
        held = IssuedPaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        first = held.files.filter(made=made).first() if made == PaperFile.Made.DRAWN else None
        if first is not None:  # two workers, or a print while the worker was drawing
            return first
        file = PaperFile.objects.create(
            paper=held, made=made, sha256=kept.sha256, storage_key=kept.key, size=kept.size,
            pages=pages, made_at=at,
        )  # fmt: skip
        held.state, held.error = IssuedPaper.State.DRAWN, ""
        held.template = held.template or template_for(held.unit, held.form, held.issued_at)
        held.save(update_fields=["state", "error", "template"])
    paper.refresh_from_db(fields=["state", "error", "template"])
    return file


def last_file(paper: IssuedPaper) -> PaperFile | None:
    """What a reprint shows: the newest bytes, signed when there are signatures."""
    return paper.files.order_by("-id").first()


def content_of(paper: IssuedPaper) -> bytes:
    """The stored bytes; LookupError for a paper that has not been drawn."""
    file = last_file(paper)
    if file is None:
        raise LookupError(f"paper {paper.pk} has not been drawn")
    return read_stored(file.storage_key)


def claim(key: str, *, at: datetime) -> IssuedPaper | None:
    """The paper to draw now, for one worker until the lease runs out; None for all others."""
    if not IssuedPaper.objects.filter(key=key).claim(at=at, lease=LEASE):
        return None
    return IssuedPaper.objects.select_related("unit__root", "form_set", "template").get(key=key)


def put_back(paper: IssuedPaper, error: str, *, at: datetime) -> None:
    """It could not be drawn: later again, and after the last attempt never by itself."""
    rows = IssuedPaper.objects.filter(pk=paper.pk, state=IssuedPaper.State.WAITING)
    again = next_try(paper.attempts, RETRY_AFTER, at=at)
    if again is None:
        rows.update(state=IssuedPaper.State.FAILED, error=error[:200])
    else:
        rows.update(not_before=again, error=error[:200])

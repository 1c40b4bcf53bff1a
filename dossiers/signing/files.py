"""The file of a result on its way: the officer's draft, what the leader signed, what is sealed."""

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO

from django.conf import settings

from accounts.models import User
from dossiers.files.attaching import ResultFile
from dossiers.files.uploads import keep
from dossiers.models import Attachment, Dossier
from dossiers.staff.queue_rows import QueueRow
from papers.heads import VERIFY_PATH
from papers.seals import seal_of
from portal.lib.dates import short_day
from portal.lib.files import read_stored
from signatures.models import Certificate
from signatures.services import Side, Stamp, certificate_for, sign_pdf

Role = Attachment.Role


def draft_of(dossier: Dossier) -> Attachment | None:
    """The newest draft of the result; None: it is on paper alone."""
    return _newest(dossier, Role.DRAFT_RESULT)


def codes_with_draft(rows: Iterable[QueueRow]) -> set[str]:
    """Of rows of a list: those whose result lies there as a file."""
    codes = [row.code for row in rows]
    drafts = Attachment.objects.filter(role=Role.DRAFT_RESULT, dossier__code__in=codes)
    return {code for code in drafts.values_list("dossier__code", flat=True) if code}


def with_draft(dossiers: Iterable[Dossier]) -> set[int]:
    """Keys of those whose result lies there as a file."""
    drafts = Attachment.objects.filter(role=Role.DRAFT_RESULT, dossier__in=list(dossiers))
    return set(drafts.values_list("dossier_id", flat=True))


def signed_by_key(dossiers: Iterable[Dossier], *, by: User, at: datetime) -> set[int]:
    """Keys of those that this person signs digitally; what the others need is ink."""
    return with_draft(dossiers) if certificate_for(user=by, at=at) else set()


def signed_of(dossier: Dossier) -> Attachment | None:
    """The result as the leader signed it."""
    return _newest(dossier, Role.SIGNED_RESULT)


def _newest(dossier: Dossier, role: Attachment.Role) -> Attachment | None:
    return dossier.attachments.filter(role=role).select_related("file").order_by("-pk").first()


def seal_for(user: User, at: datetime) -> Certificate | None:
    """The certificate of the office for which this person seals."""
    return seal_of(user.unit, at) if user.unit else None


def sign_draft(dossier: Dossier, *, by: User, at: datetime) -> ResultFile | None:
    """The draft with the person's signature, kept; None: signed with ink. Or `SigningFailed`.

    It takes half a second and more: never call it inside a transaction.
    """
    draft, certificate = draft_of(dossier), certificate_for(user=by, at=at)
    if draft is None or certificate is None:
        return None
    stamp = Stamp("Người ký", by.full_name, by.job_title or str(by.unit), at)
    return _signed(draft, certificate, dossier, stamp, reason="Ký duyệt")


def seal_signed(
    dossier: Dossier, code: str, *, number: str, day: date, by: User, at: datetime
) -> ResultFile | None:
    """What the leader signed with the seal of the office, kept; without a seal as it is.

    None: the leader signed with ink. `code` is that of the paper. As slow as `sign_draft`.
    """
    signed, certificate = signed_of(dossier), seal_for(by, at)
    if signed is None:
        return None
    if certificate is None or certificate.unit is None:
        return ResultFile(signed.file, signed.name, signed.original_size)
    words = f"Số {number}, ngày {short_day(day)}" if number else f"Ngày {short_day(day)}"
    stamp = Stamp(
        "Cơ quan ban hành", certificate.unit.name, certificate.unit.name, at, side=Side.LEFT,
        number=words, address=f"{settings.SITE_URL}{VERIFY_PATH.format(code=code)}",
    )  # fmt: skip
    return _signed(signed, certificate, dossier, stamp, reason="Đóng dấu")


def _signed(
    source: Attachment, certificate: Certificate, dossier: Dossier, stamp: Stamp, *, reason: str
) -> ResultFile:
    content = sign_pdf(
        read_stored(source.file.key), certificate, reason=f"{reason} hồ sơ {dossier.display_code}",
        place=dossier.root_unit.place_name, at=stamp.at, stamp=stamp,
    )  # fmt: skip
    stored = keep(BytesIO(content), "pdf", pages=source.file.pages, at=stamp.at)
    return ResultFile(stored, source.name, len(content))

"""What the receipt of an online submission says."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

from accounts.identity import mask_phone
from dossiers.models import Dossier, Draft
from dossiers.online.pages import file_rows
from portal.lib.dates import clock, leaf, long_day
from portal.lib.files import show_size
from portal.lib.qr import qr_svg

HASH_DIGITS = 8


def receipt_context(draft: Draft, dossier: Dossier) -> dict[str, Any]:
    accepted = dossier.accept_by
    tracking = f"{settings.SITE_URL}{reverse('dossiers:track-by-key', args=[dossier.tracking_key])}"
    files = list(draft.attachments.select_related("file", "paper"))
    return {
        "title": dossier.procedure.title,
        "code": dossier.submission_code,
        "official_code": dossier.code or "",
        "sent": f"{clock(dossier.submitted_at)}, {long_day(dossier.submitted_at)}",
        "promise": f"Một cửa trả lời trước {clock(accepted)}, {long_day(accepted)}"
        if accepted
        else "",
        "leaf": leaf(accepted) if accepted else None,
        "phone": mask_phone(dossier.phone),
        "applicant": dossier.applicant_name,
        "office": dossier.receiving_unit.name,
        "track_url": reverse("dossiers:dossier", args=[dossier.display_code]),
        "qr": mark_safe(qr_svg(tracking)),  # noqa: S308 drawn by us from an address of ours
        "files": [
            row
            | {
                "paper": file.paper.name if file.paper else "",
                "size": show_size(file.file.size),
                "hash": file.file.sha256[:HASH_DIGITS],
            }
            for row, file in zip(file_rows(draft, files), files, strict=True)
        ],
    }

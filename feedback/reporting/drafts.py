"""What happens to a report before it is sent: begun, kept page by page."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from feedback.models import Category, ReportDraft
from portal.lib.dates import clock
from portal.lib.errors import Refused
from portal.lib.limits import allow

HOUR = 3600
BEGUN_BY_ADDRESS = 400  # in an hour; one address may be a whole hamlet


def begin(*, category: Category | None, address: str, at: datetime) -> ReportDraft:
    """A new draft. `address`: whom the asking is counted for."""
    if not allow("report-begin", address, tries=BEGUN_BY_ADDRESS, seconds=HOUR):
        raise Refused(
            "too_many_drafts",
            "Nơi này vừa mở quá nhiều phản ánh. Xin thử lại sau một giờ, hoặc gọi điện để báo",
        )
    return ReportDraft.objects.create(category=category, created_at=at, saved_at=at)


def keep(draft: ReportDraft, *, at: datetime, **facts: Any) -> ReportDraft:
    """Keeps what a page says; `Refused` as a conflict once the report was sent."""
    facts |= {"saved_at": at}
    if not ReportDraft.objects.filter(pk=draft.pk, sent_as=None).update(**facts):
        raise Refused(
            "draft_sent",
            "Phản ánh này đã gửi nên không sửa được nữa. Mở trang đã gửi để theo dõi",
            conflict=True,
        )
    for name, value in facts.items():
        setattr(draft, name, value)
    return draft


def saved_line(draft: ReportDraft) -> str:
    """What the foot of each page says."""
    return _("Đã lưu lúc %(time)s. Mất mạng hay tắt máy vẫn còn.") % {"time": clock(draft.saved_at)}

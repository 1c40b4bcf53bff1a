"""By post the time counts from the office's arrival stamp (dấu công văn đến; domain 5.2)."""

from datetime import datetime

from django.conf import settings

from dossiers.deadlines import calendar_of
from dossiers.services.opening import Opening
from portal.lib.dates import local_day
from portal.lib.errors import Refused
from procedures.models import Channel


def check_arrival(opening: Opening, *, at: datetime) -> None:
    """The only moment that people give: never ahead, and not far back."""
    if opening.method != Channel.Method.POSTAL:
        return
    stamp = opening.arrived_at
    if stamp is None:
        raise Refused(
            "stamp_missing", "Nhập ngày giờ theo dấu công văn đến trên phong bì", field="arrived_at"
        )
    if stamp > at:
        raise Refused(
            "stamp_ahead",
            "Dấu công văn đến không thể sau lúc này. Xem lại ngày giờ trên dấu",
            field="arrived_at",
        )
    most = settings.POSTAL_STAMP_DAYS
    calendar = calendar_of(opening.receiving_unit)
    if calendar.working_days_between(local_day(stamp), local_day(at)) > most:
        raise Refused(
            "stamp_old",
            f"Dấu công văn đến đã quá {most} ngày làm việc. Xem lại ngày trên dấu; nếu đúng như "
            "vậy, báo quản trị viên trước khi tiếp nhận",
            field="arrived_at",
        )

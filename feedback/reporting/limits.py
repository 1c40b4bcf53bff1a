"""How much one person may send. One address is a whole hamlet: it locks only where no hamlet
sends as much."""

from datetime import datetime

from feedback.services.blocking import blocked
from portal.lib.dates import short_day
from portal.lib.errors import Refused
from portal.lib.limits import allow

HOUR, DAY = 3600, 86_400
BY_PHONE = 5  # a day
BY_DEVICE = 5  # an hour
BY_ADDRESS = 200  # an hour


def count_sending(
    *, phone: str, device: str, address: str, at: datetime, is_proved: bool = True
) -> None:
    """Counts one report, or refuses it. `phone` and `device` may be unknown, empty then.

    What is typed by somebody who never answered a code uses up nothing of the number's owner.
    """
    if found := blocked((phone, address), at=at):
        raise Refused(
            "blocked",
            f"Số điện thoại hoặc nơi gửi này tạm dừng gửi phản ánh đến {short_day(found.until)}, "
            f"lý do: {found.reason}. Xin gọi điện hoặc đến quầy Một cửa nếu có nhầm lẫn",
        )
    scope = "report-phone" if is_proved else "report-phone-typed"
    if phone and not allow(scope, phone, tries=BY_PHONE, seconds=DAY):
        raise Refused(
            "too_many_by_phone",
            f"Số này đã gửi {BY_PHONE} phản ánh trong một ngày. Bản này vẫn còn, xin gửi tiếp "
            "vào ngày mai; việc gấp xin gọi điện",
        )
    if device and not allow("report-device", device, tries=BY_DEVICE, seconds=HOUR):
        raise Refused(
            "too_many_by_device",
            f"Máy này vừa gửi {BY_DEVICE} phản ánh trong một giờ. Bản này vẫn còn, xin đợi rồi "
            "gửi tiếp; việc gấp xin gọi điện",
        )
    # Whoever answers a code is not shut out by somebody nearby who sends without a number.
    scope = "report-address" if phone else "report-address-unnamed"
    if not allow(scope, address, tries=BY_ADDRESS, seconds=HOUR):
        raise Refused(
            "too_many_by_address",
            "Nơi này vừa gửi rất nhiều phản ánh. Bản này vẫn còn, xin đợi một giờ rồi gửi tiếp; "
            "việc gấp xin gọi điện",
        )

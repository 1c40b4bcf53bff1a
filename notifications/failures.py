"""Why a message did not arrive: a code the row keeps, and what staff read."""

from enum import Enum


class Failure(Enum):
    """`words`: what happened. `advice`: what to do next."""

    NO_NUMBER = "no_number", "Không có số điện thoại", "Báo trực tiếp khi người dân đến quầy"
    WRONG_NUMBER = "wrong_number", "Số điện thoại không đúng", "Hỏi lại số rồi sửa trong hồ sơ"
    LANDLINE = "landline", "Số máy bàn không nhận tin nhắn", "Gọi điện báo cho người dân"
    FOREIGN = "foreign", "Số nước ngoài, nhà mạng không gửi tới", "Gọi điện hoặc gửi thư điện tử"
    STOPPED = "stopped", "Người dân đã yêu cầu không nhắn tin", "Gọi điện báo cho người dân"
    WRONG_ADDRESS = "wrong_address", "Địa chỉ thư điện tử không đúng", "Hỏi lại địa chỉ"
    WORDS = "words", "Mẫu tin thiếu nội dung", "Báo người quản trị sửa mẫu tin"
    REFUSED = "refused", "Nhà mạng từ chối tin này", "Gọi điện báo cho người dân"
    AWAY = "away", "Nơi gửi tin không trả lời trong thời gian cho phép", "Gửi lại hoặc gọi điện"
    UNCERTAIN = "uncertain", "Không rõ tin đã đến chưa", "Gọi điện hỏi lại"
    UNDELIVERED = "undelivered", "Máy không nhận được tin", "Gọi điện báo cho người dân"
    NO_REPORT = "no_report", "Sau 3 ngày nhà mạng chưa báo tin đã đến", "Gọi điện hỏi lại"
    NO_ROUTE = "no_route", "Chưa có đường gửi nào đang bật", "Báo người quản trị"
    NO_PAPER = "no_paper", "Chưa lập được giấy tờ kèm theo", "Báo người quản trị"

    def __init__(self, code: str, words: str, advice: str) -> None:
        self.code, self.words, self.advice = code, words, advice


BY_CODE = {failure.code: failure for failure in Failure}

"""What people read about their photos and videos."""

from django.conf import settings

from feedback.models import Media
from portal.lib.errors import Refused

MAX_SECONDS = 60  # of a video

SENTENCES = {
    "type": "Chỉ nhận ảnh (JPG, PNG, WEBP, HEIC) hoặc video (MP4, MOV, WEBM). Xin chọn tệp khác",
    "size": "Ảnh lớn hơn {photo} MB. Xin chụp lại bằng máy ảnh trên trang này",
    "film_size": "Video lớn hơn {film} MB. Xin quay ngắn hơn hoặc chụp ảnh",
    "empty": "Tệp rỗng. Xin chọn tệp khác",
    "unreadable": "Không mở được tệp. Xin gửi lại hoặc chụp ảnh khác",
    "pixels": "Ảnh quá lớn nên không mở được. Xin chụp lại bằng máy ảnh trên trang này",
    "long": "Video dài hơn {seconds} giây. Xin quay ngắn hơn hoặc cắt bớt rồi gửi lại",
    "many": "Đã đủ {count} tệp. Muốn gửi tệp khác, xin bỏ bớt một tệp đã gửi",
    "film_alone": "Gửi được nhiều ảnh hoặc một video, không gửi cả hai. Xin bỏ bớt rồi gửi lại",
    "often": "Đã gửi quá nhiều tệp trong một giờ. Những tệp đã gửi vẫn còn, xin gửi tiếp sau",
    "full": "Máy chủ tạm hết chỗ chứa ảnh. Xin gửi phản ánh không kèm ảnh, hoặc gửi ảnh lại sau",
    "closed": "Phản ánh đã kết thúc nên không thêm ảnh được",
    "changed": "Tệp này khác với tệp đã bắt đầu gửi. Xin chọn lại tệp",
    "hash": "Đường truyền làm hỏng một phần tệp. Xin gửi lại phần đó",
}
STATE_WORDS = {
    Media.State.WAITING: "Đã nhận, đang kiểm tra",
    Media.State.CLEAN: "Đã gửi xong",
}


def refused(code: str, *, count: int = 0, conflict: bool = False) -> Refused:
    """The refusal in words; its field is that of the files."""
    return Refused(code, sentence(code, count=count), field="files", conflict=conflict)


def sentence(code: str, *, count: int = 0) -> str:
    return SENTENCES[code].format(
        photo=settings.PHOTO_MAX_BYTES // 1024**2,
        film=settings.FILM_MAX_BYTES // 1024**2,
        seconds=MAX_SECONDS,
        count=count,
    )


def state_words(media: Media) -> str:
    """Where a file stands, or why it was not taken."""
    if media.state == Media.State.REFUSED:
        return sentence(media.fault)
    return STATE_WORDS[Media.State(media.state)]

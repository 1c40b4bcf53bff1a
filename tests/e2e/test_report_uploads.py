"""Pictures on a bad line: pieces that get lost, a page that is closed on the way, a video."""

import io
import random

import pytest
from PIL import Image
from playwright.sync_api import Route

from tests.e2e.conftest import Arrive
from tests.e2e.visitor import PHONE, Visitor
from tests.feedback.media.files import exif, film
from tools.demo import Demo

pytestmark = pytest.mark.e2e
SLOW = 60_000  # ms; a busy machine checks a file in its own time
WIDTH, HEIGHT = 1600, 1200


def big_photo() -> dict[str, object]:
    """Of many pieces, also when the phone has made it small; it knows where it was taken."""
    out = io.BytesIO()
    noise = random.Random(9).randbytes(WIDTH * HEIGHT * 3)
    Image.frombytes("RGB", (WIDTH, HEIGHT), noise).save(out, "JPEG", quality=95, exif=exif())
    return {"name": "IMG_9.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def at_the_photos(arrive: Arrive) -> Visitor:
    visitor = arrive(PHONE)
    visitor.page.set_default_timeout(SLOW)
    visitor.open("/phan-anh/moi/")
    visitor.press("Bắt đầu với ảnh")
    return visitor


def media_of(visitor: Visitor, demo: Demo) -> str:
    """Kind, state and latitude of what arrived for the draft on the page."""
    token = visitor.path.split("/")[3]
    return demo.python(
        "from feedback.models import *\n"
        f"draft = ReportDraft.objects.get(token='{token}')\n"
        "print([(m.kind, m.state, m.gps_lat and round(m.gps_lat, 3)) for m in draft.media.all()])"
    ).strip()


def test_a_photo_whose_line_breaks_and_whose_page_is_closed_arrives_once(
    arrive: Arrive, demo: Demo
) -> None:
    visitor = at_the_photos(arrive)
    pieces: list[str] = []

    def lose_the_third(route: Route) -> None:
        """As of the third piece nothing comes through."""
        request = route.request
        if request.method == "POST" and "x-offset" in request.headers:
            pieces.append(request.headers["x-offset"])
        if len(pieces) > 2:
            route.abort("connectionreset")
        else:
            route.continue_()

    visitor.page.route("**/tep/*/", lose_the_third)
    visitor.field("Chọn ảnh hoặc video").set_input_files(big_photo())  # type: ignore[arg-type]
    visitor.sees("IMG_9.jpg", "Mất mạng. Cứ để trang này mở")
    visitor.page.unroute("**/tep/*/")
    visitor.faults.take()
    visitor.page.reload()
    visitor.sees("IMG_9.jpg", "Đã gửi xong")
    assert pieces[:3] == ["0", "262144", "524288"]
    assert media_of(visitor, demo) == "[('photo', 'clean', 11.1)]"


def test_a_video_is_sent_and_shown_by_its_first_picture(arrive: Arrive, demo: Demo) -> None:
    visitor = at_the_photos(arrive)
    clip = {
        "name": "VID_1.webm",
        "mimeType": "video/webm",
        "buffer": film("-c:v", "libvpx", ending="webm"),
    }
    visitor.field("Chọn ảnh hoặc video").set_input_files(clip)  # type: ignore[arg-type]
    visitor.sees("VID_1.webm", "Đã gửi xong")
    shown = visitor.page.locator(".mc-file img")
    assert shown.evaluate("picture => picture.naturalWidth") == 320
    assert media_of(visitor, demo) == "[('video', 'clean', None)]"

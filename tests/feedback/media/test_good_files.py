"""What phones and cameras make is taken, turned upright, made smaller, and told nothing about."""

import io

import pytest
from django.core.cache import cache
from PIL import Image

from feedback.media.checking import FILM, check
from feedback.media.homes import Home
from feedback.media.keeping import LONG_SIDES, key_of
from feedback.media.place import photo_place
from feedback.media.rows import media_rows
from feedback.models import Media
from tests.factories import MONDAY
from tests.feedback.media.files import exif, film, picture, scene, tags_of
from tests.feedback.media.sending import kept_files, make_draft, read, send_in, sent

pytestmark = pytest.mark.django_db

PICTURES = {
    "jpeg": picture,
    "grey jpeg": lambda: picture(image=scene(mode="L")),
    "print jpeg": lambda: picture(image=scene(mode="CMYK")),
    "progressive jpeg": lambda: picture(progressive=True),
    "jpeg of a phone": lambda: picture(image=scene((4000, 3000)), quality=70, exif=exif()),
    "png": lambda: picture("PNG"),
    "see-through png": lambda: picture("PNG", scene(mode="RGBA")),
    "png with a palette": lambda: picture("PNG", scene(mode="P"), transparency=0),
    "grey see-through png": lambda: picture("PNG", scene(mode="LA")),
    "black and white png": lambda: picture("PNG", scene(mode="1")),
    "png of a scanner": lambda: picture("PNG", scene(mode="L").convert("I;16")),
    "webp": lambda: picture("WEBP"),
    "lossless see-through webp": lambda: picture("WEBP", scene(mode="RGBA"), lossless=True),
    "heic": lambda: picture("HEIF"),
    "one pixel": lambda: picture(image=scene((1, 1))),
    "notes without sense": lambda: picture(exif=b"Exif\0\0II*\0\xff\xff\xff\xff"),
}
FILMS = {
    "mp4": lambda: film(*PORTRAIT),
    "3gp of an older phone": lambda: film(
        "-c:v", "mpeg4", "-ar", "8000", ending="3gp", size="176x144"
    ),
    "quicktime": lambda: film(ending="mov"),
    "webm of a browser": lambda: film("-c:v", "libvpx", "-deadline", "realtime", ending="webm"),
    "webm without sound": lambda: film(
        "-an", "-c:v", "libvpx-vp9", "-cpu-used", "8", ending="webm"
    ),
}
PORTRAIT = ("-preset", "ultrafast")


@pytest.mark.parametrize("kind", PICTURES)
def test_every_photo_is_taken(kind: str) -> None:
    media = sent(PICTURES[kind]())
    assert (media.state, media.kind, media.ending) == ("clean", "photo", "jpg")
    assert len(kept_files(media)) == len(LONG_SIDES)
    assert [tags for clean in kept_files(media).values() for tags in tags_of(clean)] == []


@pytest.mark.parametrize("kind", FILMS)
def test_every_short_video_is_taken(kind: str) -> None:
    media = sent(FILMS[kind]())
    assert (media.state, media.kind, media.ending) == ("clean", "video", "mp4")
    assert media.poster_sha256
    assert len(kept_files(media)) == 1 + len(LONG_SIDES)
    assert [tags for clean in kept_files(media).values() for tags in tags_of(clean)] == []


def test_a_photo_is_kept_in_three_sizes() -> None:
    media = sent(picture(image=scene((4000, 3000))))
    sizes = {
        size: Image.open(io.BytesIO(read(key_of(media.sha256, size)))).size for size in LONG_SIDES
    }
    assert sizes == {"full": (2048, 1536), "large": (1200, 900), "thumb": (480, 360)}
    assert (media.width, media.height) == (2048, 1536)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_taken_any_way_round_is_turned_upright(orientation: int) -> None:
    """Turned back by what the camera noted, the red corner is at the top left again."""
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # as Image.Transpose numbers the way back
    taken = scene() if orientation == 1 else scene().transpose(turns[orientation])
    media = sent(picture(image=taken, exif=exif(orientation), quality=95))
    image = Image.open(io.BytesIO(read(key_of(media.sha256))))
    assert image.size == (400, 300)
    red, blue = image.getpixel((10, 10)), image.getpixel((220, 150))
    assert red[0] > 200 > 60 > red[2]
    assert blue[2] > 200 > 60 > blue[0]


def test_a_drafts_photo_offers_its_place_and_a_reports_does_not() -> None:
    draft = make_draft()
    assert photo_place(draft) is None
    sent(picture(), Home(draft))
    sent(picture(exif=exif()), Home(draft))
    assert photo_place(draft) == pytest.approx((11.1, 108.1))


def test_south_of_the_equator_is_read_so() -> None:
    draft = make_draft()
    sent(picture("HEIF", exif=exif(south=True)), Home(draft))
    assert photo_place(draft) == pytest.approx((-11.1, 108.1))


def test_a_row_tells_where_a_file_stands() -> None:
    draft = make_draft()
    sent(picture(), Home(draft))
    sent(picture()[:900], Home(draft))
    taken, broken = media_rows(draft.media.all())
    assert (taken.badge, taken.words) == ("ok", "Đã gửi xong")
    assert all(url.startswith("/phan-anh/anh/") for url in (taken.thumb_url, taken.large_url))
    assert (broken.badge, broken.thumb_url) == ("warn", "")
    assert "Không mở được tệp" in broken.words
    assert Media.objects.get(token=broken.token).quarantine == ""


def test_videos_are_made_one_at_a_time_and_photos_beside_them() -> None:
    """A flood of them holds one worker, not all."""
    home = Home(make_draft())
    assert send_in(film(), home) == send_in(picture()) == []
    video, photo = Media.objects.order_by("pk")
    cache.set(FILM, 0)
    for media in (video, photo):
        check(media.pk, at=MONDAY)
    states = dict(Media.objects.values_list("kind", "state"))
    assert states == {"video": "waiting", "photo": "clean"}
    cache.delete(FILM)
    for _ in range(2):
        check(video.pk, at=MONDAY)
    video.refresh_from_db()
    assert (video.state, video.attempts, cache.get(FILM)) == ("clean", 1, None)

"""What the public sees: what somebody let it see, without what lies in the boxes."""

import io
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from imageio_ffmpeg import get_ffmpeg_exe
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from feedback.media.keeping import FOLDER, LONG_SIDES, forget, key_of
from feedback.media.links import public_link
from feedback.models import Media, Report
from feedback.services.moderation import Box, hide, publish
from feedback.workflow import Action
from portal.lib.errors import Refused
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune
from tests.feedback.factories import make_category, send_report
from tests.feedback.media.files import film, picture, scene, tags_of
from tests.feedback.media.sending import kept_files, photo_of, read

pytestmark = pytest.mark.django_db
RED_CORNER = Box(0, 0, 260, 260)
Commit = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def report(commune: Commune, people: People) -> Report:
    return send_report(commune)


@pytest.fixture
def photo(report: Report) -> Media:
    return photo_of(report, picture(image=scene((1200, 900)), quality=95))


def shown(media: Media, size: str = "full") -> Image.Image:
    media.refresh_from_db()
    return Image.open(io.BytesIO(read(key_of(media.public_sha256, size))))


def redness(image: Image.Image, box: tuple[int, int, int, int]) -> float:
    """Share of pixels in the box that are anything like red."""
    flat = iter(image.crop(box).tobytes())
    pixels = list(zip(flat, flat, flat, strict=True))
    return sum(red > 150 > 100 > max(green, blue) for red, green, blue in pixels) / len(pixels)


def test_published_everybody_reads_the_edited_text_and_sees_the_picture(
    report: Report, photo: Media, people: People
) -> None:
    report = publish(
        report, text=" Ổ gà trước  chợ ", pictures={photo.pk: []}, by=people.leader, at=MONDAY
    )
    assert (report.is_public, report.public_text) == (True, "Ổ gà trước chợ")
    assert (report.published_by, report.published_at) == (people.leader, MONDAY)
    assert report.text == "Ổ gà sâu trước cổng chợ, xe máy dễ ngã"
    photo.refresh_from_db()
    assert Client().get(public_link(photo, "large")).status_code == 200
    event = report.events.last()
    assert (event.action, event.actor, event.seq) == (
        Action.PUBLISH,
        people.leader,
        report.last_seq,
    )


@pytest.mark.parametrize("size", LONG_SIDES)
def test_what_lies_in_a_box_is_gone_from_every_size(
    report: Report, photo: Media, people: People, size: str
) -> None:
    pictures = {photo.pk: [RED_CORNER]}
    publish(report, text="Ổ gà", pictures=pictures, by=people.leader, at=MONDAY)
    image = shown(photo, size)
    corner = (0, 0, image.width // 4, image.height // 4)
    private = Image.open(io.BytesIO(read(key_of(photo.sha256, size))))
    assert redness(private, corner) > 0.95
    assert redness(image, corner) == 0
    assert all(high - low < 12 for low, high in image.crop(corner).getextrema())
    assert image.getpixel((image.width * 55 // 100, image.height // 2))[2] > 200  # the rest stays


def test_public_files_carry_nothing_but_pixels(
    report: Report, people: People, photo: Media
) -> None:
    publish(report, text="Ổ gà", pictures={photo.pk: [RED_CORNER]}, by=people.leader, at=MONDAY)
    photo.refresh_from_db()
    assert len(kept_files(photo)) == 2 * len(LONG_SIDES)
    assert [tags for content in kept_files(photo).values() for tags in tags_of(content)] == []


def test_a_video_is_covered_from_first_to_last_frame(
    report: Report, people: People, tmp_path: Path
) -> None:
    media = photo_of(report, film(seconds=1))
    box = Box(250, 250, 500, 500)
    publish(report, text="Ổ gà", pictures={media.pk: [box]}, by=people.leader, at=MONDAY)
    media.refresh_from_db()
    assert [tags for content in kept_files(media).values() for tags in tags_of(content)] == []
    source = tmp_path / "public.mp4"
    source.write_bytes(read(key_of(media.public_sha256, ending="mp4")))
    split = [get_ffmpeg_exe(), "-v", "error", "-i", str(source), str(tmp_path / "%02d.png")]
    subprocess.run(split, check=True)
    frames = sorted(tmp_path.glob("*.png"))
    assert len(frames) == 10
    for frame in frames:
        inside = Image.open(frame).convert("RGB").crop((84, 64, 236, 176))
        assert all(high - low < 12 for low, high in inside.getextrema())
    poster = Image.open(io.BytesIO(read(key_of(media.public_poster_sha256))))
    assert all(high - low < 12 for low, high in poster.crop((100, 80, 220, 160)).getextrema())


def test_pictures_left_out_are_private_again(report: Report, photo: Media, people: People) -> None:
    other = photo_of(report, picture("PNG"), phase="after")
    both = {photo.pk: [], other.pk: []}
    report = publish(report, text="Ổ gà", pictures=both, by=people.leader, at=MONDAY)
    photo.refresh_from_db()
    link = public_link(photo, "full")
    publish(report, text="Ổ gà", pictures={other.pk: []}, by=people.leader, at=MONDAY)
    photo.refresh_from_db()
    assert (photo.public_sha256, Client().get(link).status_code) == ("", 404)


def test_a_new_cover_replaces_the_public_file_and_the_same_one_is_not_made_again(
    report: Report, photo: Media, people: People, django_capture_on_commit_callbacks: Commit
) -> None:
    def cover(*boxes: Box) -> str:
        report.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            publish(report, text="Ổ gà", pictures={photo.pk: boxes}, by=people.leader, at=MONDAY)
        photo.refresh_from_db()
        return photo.public_sha256

    bare = cover()
    covered = cover(RED_CORNER)
    assert covered == cover(RED_CORNER) != bare
    assert default_storage.exists(key_of(covered))
    assert not default_storage.exists(key_of(bare))
    assert [(blur.left, blur.width) for blur in photo.blurs.all()] == [(0, 260)]


def test_taken_down_the_public_files_are_gone_and_the_private_stay(
    report: Report, photo: Media, people: People, django_capture_on_commit_callbacks: Commit
) -> None:
    publish(report, text="Ổ gà", pictures={photo.pk: []}, by=people.leader, at=MONDAY)
    photo.refresh_from_db()
    link, public = public_link(photo, "full"), photo.public_sha256
    with django_capture_on_commit_callbacks(execute=True):
        report = hide(report, reason="Lộ mặt trẻ em", by=people.leader, at=MONDAY)
    assert not report.is_public
    assert Client().get(link).status_code == 404
    assert not any(default_storage.exists(key_of(public, size)) for size in LONG_SIDES)
    photo.refresh_from_db()
    assert default_storage.exists(key_of(photo.sha256))
    event = report.events.last()
    assert (event.action, event.note) == (Action.HIDE, "Lộ mặt trẻ em")


def test_it_can_be_decided_that_a_report_never_becomes_public_and_decided_anew(
    report: Report, people: People
) -> None:
    report = hide(report, reason="Chuyện riêng", by=people.leader, at=MONDAY)
    assert (report.hidden_at, report.published_at) == (MONDAY, None)
    with pytest.raises(Refused, match="đã không công khai"):
        hide(report, reason="Lần nữa", by=people.leader, at=MONDAY)
    assert publish(report, text="Ổ gà", pictures={}, by=people.leader, at=MONDAY).is_public


def test_what_was_taken_down_while_its_pictures_were_made_stays_down(
    report: Report, photo: Media, people: People
) -> None:
    """Two moderators: one takes it down while the other's publishing is still at work."""
    opened = Report.objects.get(pk=report.pk)
    hide(report, reason="Lộ mặt trẻ em", by=people.leader, at=MONDAY)
    with pytest.raises(Refused, match="vừa có thay đổi") as refused:
        publish(opened, text="Ổ gà", pictures={photo.pk: []}, by=people.receptionist, at=MONDAY)
    assert refused.value.conflict
    photo.refresh_from_db()
    assert not Report.objects.public().exists()
    assert photo.public_sha256 == ""


def test_equal_pictures_of_two_reports_are_one_file_until_both_are_forgotten(
    commune: Commune, report: Report, django_capture_on_commit_callbacks: Commit
) -> None:
    one, other = photo_of(report, picture()), photo_of(send_report(commune), picture())
    assert one.sha256 == other.sha256
    for media, stays in ((one, True), (other, False)):
        with django_capture_on_commit_callbacks(execute=True):
            assert forget(Media.objects.filter(pk=media.pk)) == 1
        assert default_storage.exists(key_of(one.sha256)) is stays


@pytest.mark.parametrize(
    ("category", "code"),
    [({"publication": "never"}, "never_public"), ({"publication": "rounded"}, "no_pictures")],
)
def test_what_a_category_keeps_private_is_never_published(
    commune: Commune, people: People, category: dict[str, object], code: str
) -> None:
    report = send_report(commune, make_category(**category))
    media = photo_of(report, picture())
    with pytest.raises(Refused) as refused:
        publish(report, text="Ổ gà", pictures={media.pk: []}, by=people.leader, at=MONDAY)
    assert refused.value.code == code
    report.refresh_from_db()
    assert report.published_at is None


@pytest.mark.parametrize(
    ("text", "box", "code"),
    [
        (" \n ", RED_CORNER, "no_text"),
        ("x" * 4001, RED_CORNER, "too_long"),
        ("Ổ gà", Box(1000, 0, 10, 10), "bad_box"),
        ("Ổ gà", Box(0, -1, 10, 10), "bad_box"),
        ("Ổ gà", Box(0, 0, 0, 10), "bad_box"),
        ("Ổ gà", Box(0, 0, 10, 1001), "bad_box"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    report: Report, photo: Media, people: People, text: str, box: Box, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        publish(report, text=text, pictures={photo.pk: [box]}, by=people.leader, at=MONDAY)
    assert refused.value.code == code


def test_pictures_of_others_and_unchecked_ones_are_refused(
    commune: Commune, report: Report, people: People
) -> None:
    foreign, broken = photo_of(send_report(commune), picture()), photo_of(report, picture()[:900])
    for media, code in ((foreign, "unknown_picture"), (broken, "not_clean")):
        with pytest.raises(Refused) as refused:
            publish(report, text="Ổ gà", pictures={media.pk: []}, by=people.leader, at=MONDAY)
        assert refused.value.code == code


def test_what_is_refused_leaves_no_file(report: Report, photo: Media, people: People) -> None:
    broken = photo_of(report, picture()[:900])
    kept = Path(default_storage.path(FOLDER))
    before = set(kept.rglob("*.jpg"))
    both = {photo.pk: [RED_CORNER], broken.pk: []}
    with pytest.raises(Refused, match="chưa kiểm tra xong"):
        publish(report, text="Ổ gà", pictures=both, by=people.leader, at=MONDAY)
    assert before
    assert set(kept.rglob("*.jpg")) <= before


def test_only_who_may_publish_publishes_and_hides(report: Report, people: People) -> None:
    allowed = set()
    for name, person in people.by_name().items():
        with suppress(Refused):
            report = publish(report, text="Ổ gà", pictures={}, by=person, at=MONDAY)
            allowed.add(name)
    assert allowed == {"receptionist", "leader"}
    with pytest.raises(Refused) as refused:
        hide(report, reason="Thử", by=people.specialist, at=MONDAY)
    assert refused.value.code == "not_permitted"

"""Files from outside: known by content, cleaned, kept once; whatever is wrong is said in words."""

import io
import struct
import zipfile
from collections.abc import Callable
from zlib import crc32

import pikepdf
import pillow_heif
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from dossiers.files.uploads import clean_upload
from dossiers.models import StoredFile
from portal.lib.errors import Refused
from portal.lib.files import shown_name

pytestmark = pytest.mark.django_db

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
pillow_heif.register_heif_opener()


def exif(orientation: int = 1) -> Image.Exif:
    data = Image.Exif()
    data[ORIENTATION] = orientation
    data[MAKER] = "Hãng máy ảnh"
    data.get_ifd(GPS)[2] = (16.0, 28.0, 3.0)
    return data


def picture(kind: str, size: tuple[int, int] = (400, 300), **options: object) -> bytes:
    """White with a red top left corner."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 4, size[1] // 4))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def pdf(
    pages: int = 1, change: Callable[[pikepdf.Pdf], None] | None = None, **save: object
) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        if change:
            change(document)
        document.save(out, **save)
    return out.getvalue()


def send(content: bytes, name: str = "anh.jpg") -> StoredFile:
    return clean_upload(SimpleUploadedFile(name, content), at=timezone.now())


def kept(row: StoredFile) -> bytes:
    with default_storage.open(row.key) as file:
        return file.read()


def opened(row: StoredFile) -> Image.Image:
    return Image.open(io.BytesIO(kept(row)))


def refusal(content: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        send(content)
    assert not StoredFile.objects.exists()
    return caught.value


# --- taken in ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_a_picture_becomes_a_jpeg_of_at_most_2000_pixels_without_any_metadata(kind: str) -> None:
    row = send(picture(kind, (3000, 1500), exif=exif()))
    image = opened(row)
    assert (row.kind, row.pages) == ("jpg", 1)
    assert (image.format, image.size) == ("JPEG", (2000, 1000))
    assert not image.getexif()
    assert "exif" not in image.info
    assert b"H\xc3\xa3ng" not in kept(row)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_taken_sideways_is_turned_upright(kind: str) -> None:
    image = opened(send(picture(kind, (400, 300), exif=exif(orientation=6))))
    assert image.size == (300, 400)
    right, left = image.getpixel((290, 10)), image.getpixel((10, 10))
    assert right[1] < 100 < left[1]  # the red corner went to the right


def test_the_name_plays_no_part() -> None:
    assert send(picture("PNG"), "virus.exe").kind == "jpg"


def test_of_a_moving_picture_the_first_frame_is_kept_on_white() -> None:
    frames = [Image.new("RGBA", (40, 40), color) for color in ("#ff000000", "#0000ffff")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    image = opened(send(out.getvalue()))
    assert getattr(image, "n_frames", 1) == 1
    assert image.getpixel((5, 5)) == (255, 255, 255)


def test_a_pdf_keeps_its_pages() -> None:
    row = send(pdf(pages=3))
    assert (row.kind, row.pages) == ("pdf", 3)
    with pikepdf.open(io.BytesIO(kept(row))) as document:
        assert len(document.pages) == 3


def test_the_same_content_is_stored_once() -> None:
    first, second = send(picture("JPEG"), "a.jpg"), send(picture("JPEG"), "b.jpg")
    assert first == second
    assert StoredFile.objects.count() == 1
    # Other rooms keep their files in the same folders: only names of this content count here.
    folder = first.key.rsplit("/", 1)[0]
    names = default_storage.listdir(folder)[1]
    assert [name for name in names if first.sha256 in name] == [f"{first.sha256}.jpg"]


# --- second natures ------------------------------------------------------------------------


def test_a_zip_hidden_behind_a_picture_is_gone() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("a.html", "<script>alert(1)</script>")
    polyglot = picture("JPEG") + archive.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(polyglot))
    clean = kept(send(polyglot))
    assert not zipfile.is_zipfile(io.BytesIO(clean))
    assert b"<script" not in clean


def test_a_page_hidden_in_a_pictures_comment_is_gone() -> None:
    assert b"<script" not in kept(send(picture("JPEG", comment=b"<script>alert(1)</script>")))


def test_whatever_acts_in_a_pdf_is_gone() -> None:
    def arm(document: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('OPEN')")
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="LAUNCH.EXE")
        document.Root.OpenAction = script
        document.Root.AA = pikepdf.Dictionary(WC=script)
        document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", script]))
        page = document.pages[0].obj
        page.AA = pikepdf.Dictionary(O=launch)
        page.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[0, 0, 9, 9],
                    A=launch,
                )
            ]
        )
        document.attachments["EMBEDDED.TXT"] = b"EMBEDDED CONTENT"

    plain = {"compress_streams": False, "object_stream_mode": pikepdf.ObjectStreamMode.disable}
    armed = pdf(1, arm, **plain)
    with pikepdf.open(io.BytesIO(kept(send(armed)))) as document:
        out = io.BytesIO()
        document.save(out, **plain)
        assert not document.attachments
    bad = (b"OPEN", b"LAUNCH", b"EMBEDDED", b"JavaScript", b"/AA", b"/Annots")
    assert all(word in armed for word in bad)
    assert [word for word in bad if word in out.getvalue()] == []


def test_what_was_filled_into_a_pdf_form_stays_readable() -> None:
    def fill(document: pikepdf.Pdf) -> None:
        drawn = document.make_stream(b"0 0 m 7 7 l S")
        drawn.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9]
            )
        )
        document.pages[0].obj.Annots = pikepdf.Array(
            [
                document.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Stamp,
                        Rect=[0, 0, 9, 9],
                        AP=pikepdf.Dictionary(N=drawn),
                    )
                )
            ]
        )

    with pikepdf.open(io.BytesIO(kept(send(pdf(1, fill))))) as document:
        forms = document.pages[0].obj.Resources.XObject
        assert [b"7 7 l" in form.read_bytes() for form in forms.values()] == [True]


# --- refused, in words ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "empty", "Tệp rỗng"),
        (b"MZ\x90\x00 program", "type", "Chỉ nhận ảnh hoặc PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "type", "Chỉ nhận ảnh"),
        (b"GIF89a" + bytes(40), "type", "Chỉ nhận ảnh"),
        (picture("JPEG")[:300], "unreadable", "Chưa đọc được tệp"),
        (b"%PDF-1.7 and then nothing", "unreadable", "Chưa đọc được tệp"),
        (picture("JPEG") + bytes(10 * 1024 * 1024), "size", "Tệp lớn hơn 10 MB"),
        (pdf(101), "pages", "dài hơn 100 trang"),
    ],
    ids=["empty", "program", "svg", "gif", "cut picture", "broken pdf", "too large", "too long"],
)
def test_what_cannot_be_taken_is_said_in_words(content: bytes, code: str, words: str) -> None:
    refused = refusal(content)
    assert refused.code == code
    assert words in refused.message


def test_a_pdf_with_a_password_is_refused() -> None:
    locked = pdf(1, None, encryption=pikepdf.Encryption(owner="chu", user="mat-khau"))
    assert "bỏ mật khẩu" in refusal(locked).message


def test_a_pdf_that_only_forbids_copying_is_taken() -> None:
    guarded = pdf(1, None, encryption=pikepdf.Encryption(owner="chu", user=""))
    with pikepdf.open(io.BytesIO(kept(send(guarded)))) as document:
        assert not document.is_encrypted


def png_head(width: int, height: int) -> bytes:
    """A picture of which there is only the promise."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    begun = struct.pack(">I", 13) + head + struct.pack(">I", crc32(head))
    return b"\x89PNG\r\n\x1a\n" + begun + struct.pack(">I", 9000) + b"IDAT" + bytes(20)


def test_a_small_file_that_opens_to_a_huge_picture_is_refused_by_its_head_alone() -> None:
    """Had its pixels been asked for, the answer would be `unreadable`."""
    refused = refusal(png_head(20_000, 20_000))
    assert (refused.code, "Ảnh quá lớn" in refused.message) == ("pixels", True)
    assert refusal(png_head(200, 200)).code == "unreadable"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\anh\\giấy.jpg", "giấy.jpg"),
        ("\u202egpj.exe", "gpj.exe"),
        ("a\x00b.jpg", "ab.jpg"),
        ("x" * 300 + ".jpg", "x" * 116 + ".jpg"),
    ],
)
def test_a_file_name_is_shown_without_tricks(name: str, shown: str) -> None:
    assert shown_name(name) == shown

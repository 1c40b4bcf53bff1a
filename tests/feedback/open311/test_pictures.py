"""Pictures that programs send (conformance C12), and what a whole post looks like on the wire."""

import io
from collections import defaultdict

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from feedback.models import Media, Report, ReportDraft
from tests.feedback.open311.programs import V2, Program, faults


def photo(name: str = "o-ga.jpg", colour: str = "brown") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def test_c12_urlencoded(program: Program) -> None:
    body = (
        f"api_key={program.key}&service_code={program.category.code}&lat=11.1&long=108.1"
        "&description=B%C3%A0y+b%C3%A1n&attribute[LOAI]=ban-hang"
    )
    wire = "application/x-www-form-urlencoded; charset=utf-8"
    answer = program.web.post(f"{V2}/requests.json", body, content_type=wire)
    assert answer.status_code == 200
    assert Report.objects.get().text == "Bày bán"


@pytest.mark.parametrize(
    "fields", [("media",), ("media[]", "media[]"), ("photo1", "photo2")], ids=", ".join
)
def test_c12_pictures_of_every_client_are_kept(program: Program, fields: tuple[str, ...]) -> None:
    files = defaultdict(list)
    for number, field in enumerate(fields):
        files[field].append(photo(f"{number}.jpg"))
    report = program.sent(**files)
    assert sorted(report.media.values_list("name", flat=True)) == ["0.jpg", "1.jpg"][: len(fields)]
    assert set(report.media.values_list("phase", flat=True)) == {Media.Phase.BEFORE}
    assert not ReportDraft.objects.exists()


def test_a_picture_that_is_none_stops_the_whole_report(program: Program) -> None:
    letter = SimpleUploadedFile("anh.jpg", b"%PDF-1.7 not a picture", "image/jpeg")
    ((code, words),) = faults(program.post(media=letter, photo1=photo()), 400)
    assert (code, words.startswith("anh.jpg: ")) == (400, True)
    assert not Report.objects.exists()
    assert not Media.objects.exists()
    assert not ReportDraft.objects.exists()


def test_more_than_five_pictures_are_too_many(program: Program) -> None:
    files = {f"photo{number}": photo(f"{number}.jpg") for number in range(1, 7)}
    ((_, words),) = faults(program.post(**files), 400)
    assert words.startswith("6.jpg: ")
    assert not Report.objects.exists()


def test_pictures_of_a_retry_are_not_kept_twice(program: Program) -> None:
    first = program.sent(media=photo())
    assert program.sent(media=photo()).pk == first.pk
    assert Media.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "wire"),
    [
        (b"--x\r\nnonsense", "multipart/form-data; boundary="),
        (b"api_key=x", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"&".join([b"a=1"] * 1100), "application/x-www-form-urlencoded"),
        (b"description=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"),
    ],
    ids=["no boundary", "another encoding", "too many fields", "too large"],
)
def test_a_body_that_cannot_be_read_is_told_in_the_format(
    program: Program, body: bytes, wire: str
) -> None:
    for form in ("json", "xml"):
        answer = program.web.post(f"{V2}/requests.{form}", body, content_type=wire)
        ((_, words),) = faults(answer, 400)
        assert words == "Không đọc được nội dung gửi lên: sai định dạng, hoặc quá lớn."


@pytest.mark.parametrize("wire", ["application/json", "text/plain"])
def test_a_body_of_another_type_brings_no_key(program: Program, wire: str) -> None:
    answer = program.web.post(f"{V2}/requests.json", b'{"api_key": "x"}', content_type=wire)
    faults(answer, 403)

"""Photos first: without scripts they come with the form, and none are needed."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from feedback.models import Media, ReportDraft
from feedback.reporting.journey import Journey
from tests.feedback.media.files import picture
from tests.feedback.reporting.walking import answer, path_of, show


def a_photo(name: str = "o-ga.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(), "image/jpeg")


def test_the_camera_and_the_gallery_are_two_controls(client: Client, draft: ReportDraft) -> None:
    page = show(client, draft, "anh")
    assert 'capture="environment"' in page
    assert page.count('type="file"') == 2
    assert f'data-begin="/phan-anh/nhap/{draft.token}/tep/"' in page


def test_photos_may_be_left_out(client: Client, draft: ReportDraft) -> None:
    response = answer(client, draft, "anh")
    assert response["Location"] == path_of(draft, "viec")
    assert "anh" not in [step.slug for step in Journey(draft).unfinished]


def test_a_plain_form_takes_photos_of_both_controls(client: Client, draft: ReportDraft) -> None:
    files = {"camera": a_photo("mot.jpg"), "gallery": [a_photo("hai.jpg"), a_photo("ba.jpg")]}
    response = answer(client, draft, "anh", **files)
    assert response["Location"] == path_of(draft, "viec")
    assert [row.name for row in draft.media.all()] == ["mot.jpg", "hai.jpg", "ba.jpg"]
    assert "ba.jpg" in show(client, draft, "anh")


def test_more_photos_may_follow(client: Client, draft: ReportDraft) -> None:
    response = answer(client, draft, "anh", camera=a_photo(), them="1")
    assert response["Location"] == path_of(draft, "anh")


def test_what_cannot_be_taken_is_named_and_the_rest_kept(
    client: Client, draft: ReportDraft
) -> None:
    bad = SimpleUploadedFile("hoa-don.pdf", b"%PDF-1.7 ...", "application/pdf")
    response = answer(client, draft, "anh", gallery=[a_photo(), bad])
    page = response.content.decode()
    assert response.status_code == 422
    assert "hoa-don.pdf: Chỉ nhận ảnh" in page
    assert [row.name for row in draft.media.all()] == ["o-ga.jpg"]
    assert "o-ga.jpg" in page


def test_a_sixth_photo_is_one_too_many(client: Client, draft: ReportDraft) -> None:
    response = answer(client, draft, "anh", gallery=[a_photo(f"{n}.jpg") for n in range(6)])
    assert response.status_code == 422
    assert "Đã đủ 5 tệp" in response.content.decode()
    assert draft.media.count() == 5


def test_a_photo_is_taken_out_again(client: Client, draft: ReportDraft) -> None:
    answer(client, draft, "anh", camera=a_photo())
    media = Media.objects.get()
    page = path_of(draft, "anh")
    response = client.post(f"/phan-anh/nhap/{draft.token}/tep/{media.token}/xoa/", {"tiep": page})
    assert response["Location"] == page
    assert not Media.objects.exists()


def test_the_place_of_a_photo_is_offered_and_used(client: Client, draft: ReportDraft) -> None:
    answer(client, draft, "anh", camera=a_photo())
    assert "Ảnh có ghi nơi chụp" not in show(client, draft, "noi")
    Media.objects.update(gps_lat=11.1032, gps_long=108.1021)
    assert "Ảnh có ghi nơi chụp" in show(client, draft, "noi")
    answer(client, draft, "noi", vi_tri_anh="1", address="", lat="x", long="")
    assert (draft.lat, draft.long, draft.located) == (11.1032, 108.1021, "photo")

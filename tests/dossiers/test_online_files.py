"""Papers of a draft: sent, looked at, taken out; what cannot be taken is said at its field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from dossiers.files import uploads
from dossiers.models import Attachment, Draft
from dossiers.services import drafts as draft_services
from procedures.content import PaperContent
from procedures.models import Procedure
from tests.dossiers.conftest import People
from tests.dossiers.online import begin, fill, path_of, pdf, picture, send, send_file
from tests.factories import make_procedure

MEGABYTE = 1024 * 1024


@pytest.fixture
def citizen(client: Client, people: People) -> Client:
    client.force_login(people.citizen)
    return client


@pytest.fixture
def draft(citizen: Client, procedure: Procedure) -> Draft:
    return begin(citizen, procedure)


def names(draft: Draft) -> list[str]:
    return [file.name for file in draft.attachments.all()]


def test_a_photo_is_kept_and_shown_to_its_paper(citizen: Client, draft: Draft) -> None:
    sent = send_file(citizen, draft, picture(), "mặt trước.jpg", them="1")
    assert sent["Location"] == path_of(draft, "giay-to/1")
    file = draft.attachments.get()
    assert file.required_paper == draft.procedure_version.papers.get()
    page = citizen.get(path_of(draft, "giay-to/1")).content.decode()
    assert "mặt trước.jpg" in page
    assert "Đã gửi" in page


def test_going_on_takes_the_files_along(citizen: Client, draft: Draft) -> None:
    sent = citizen.post(
        path_of(draft, "giay-to/1"),
        {
            "camera": SimpleUploadedFile("1.jpg", picture()),
            "gallery": [
                SimpleUploadedFile("2.jpg", picture((200, 200))),
                SimpleUploadedFile("3.pdf", pdf(2)),
            ],
        },
    )
    assert sent["Location"] == path_of(draft, "giay-to-khac")
    assert names(draft) == ["1.jpg", "2.jpg", "3.pdf"]


def test_the_same_photo_twice_is_one(citizen: Client, draft: Draft) -> None:
    send_file(citizen, draft, picture(), them="1")
    send_file(citizen, draft, picture(), them="1")
    assert draft.attachments.count() == 1


def test_a_paper_that_is_needed_is_asked_for(citizen: Client, draft: Draft) -> None:
    sent = citizen.post(path_of(draft, "giay-to/1"))
    assert sent.status_code == 422
    assert "Chụp ảnh hoặc chọn tệp của giấy tờ này" in sent.content.decode()


def test_leaving_for_later_needs_no_file(citizen: Client, draft: Draft) -> None:
    assert citizen.post(path_of(draft, "giay-to/1"), {"luu": "1"})["Location"] == path_of(draft)


def test_a_wrong_file_is_named_and_the_good_one_kept(citizen: Client, draft: Draft) -> None:
    sent = citizen.post(
        path_of(draft, "giay-to/1"),
        {
            "gallery": [
                SimpleUploadedFile("phim.jpg", b"GIF89a" + bytes(50)),
                SimpleUploadedFile("tốt.jpg", picture()),
            ]
        },
    )
    page = sent.content.decode()
    assert sent.status_code == 422
    assert page.count("phim.jpg: Chỉ nhận ảnh hoặc PDF") == 2  # summary and field
    assert names(draft) == ["tốt.jpg"]
    assert "tốt.jpg" in page


def test_a_photo_of_thirty_megabytes_is_a_sentence(citizen: Client, draft: Draft) -> None:
    sent = send_file(citizen, draft, picture() + bytes(30 * MEGABYTE), "lớn.jpg")
    assert sent.status_code == 422
    assert "lớn.jpg: Tệp lớn hơn 10 MB, hãy chụp lại" in sent.content.decode()
    assert not draft.attachments.exists()


def test_of_a_huge_file_only_the_limit_lands_on_disk(citizen: Client, draft: Draft) -> None:
    sent = send_file(citizen, draft, bytes(30 * MEGABYTE), "lớn.jpg")
    (taken,) = sent.wsgi_request.FILES.getlist("gallery")
    assert 10 * MEGABYTE < taken.size < 11 * MEGABYTE


def test_a_paper_takes_twenty_files(
    citizen: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_services, "FILES_PER_PAPER", 2)
    for side in (10, 20):
        send_file(citizen, draft, picture((side, side)), them="1")
    sent = send_file(citizen, draft, picture((30, 30)))
    assert sent.status_code == 422
    assert "nhiều nhất 2 tệp" in sent.content.decode()
    assert draft.attachments.count() == 2


def test_so_many_files_an_hour_and_no_more(
    citizen: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "FILES_PER_HOUR", 1)
    send_file(citizen, draft, picture(), them="1")
    sent = send_file(citizen, draft, picture((30, 30)))
    assert sent.status_code == 422
    assert "quá nhiều tệp trong một giờ" in sent.content.decode()
    assert draft.attachments.count() == 1


# --- looking at them -------------------------------------------------------------------------


def file_path(draft: Draft, file: Attachment, more: str = "") -> str:
    return path_of(draft, f"tep/{file.pk}") + more


def test_a_photo_opens_guarded(citizen: Client, draft: Draft) -> None:
    send_file(citizen, draft, picture(), "mặt trước.png")
    shown = citizen.get(file_path(draft, draft.attachments.get()))
    assert shown["Content-Type"] == "image/jpeg"
    assert (
        shown["Content-Disposition"]
        == "inline; filename*=utf-8''m%E1%BA%B7t%20tr%C6%B0%E1%BB%9Bc.jpg"
    )
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown["Cache-Control"] == "private, no-store"
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8\xff")


def test_its_small_picture_is_small(citizen: Client, draft: Draft) -> None:
    send_file(citizen, draft, picture((1600, 1200)))
    shown = citizen.get(file_path(draft, draft.attachments.get(), "?nho=1"))
    assert shown["Content-Type"] == "image/jpeg"
    assert len(shown.content) < 10_000


def test_a_pdf_is_downloaded(citizen: Client, draft: Draft) -> None:
    send_file(citizen, draft, pdf(), "giấy.pdf")
    shown = citizen.get(file_path(draft, draft.attachments.get()))
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"].startswith("attachment;")


def test_nobody_else_opens_or_deletes_it(citizen: Client, draft: Draft, people: People) -> None:
    send_file(citizen, draft, picture())
    path = file_path(draft, draft.attachments.get())
    citizen.force_login(people.stranger)
    assert citizen.get(path).status_code == 404
    assert citizen.post(f"{path}xoa/").status_code == 404
    citizen.logout()
    assert citizen.get(path)["Location"].startswith("/dang-nhap/")


def test_a_file_of_another_draft_of_mine_is_not_here(
    citizen: Client, draft: Draft, people: People
) -> None:
    send_file(citizen, draft, picture())
    other = begin(citizen, make_procedure("1.000009", "Khai tử"))
    assert citizen.get(file_path(other, draft.attachments.get())).status_code == 404


# --- taking them out -------------------------------------------------------------------------


def test_deleting_asks_first(citizen: Client, draft: Draft) -> None:
    send_file(citizen, draft, picture(), "nhầm.jpg")
    path = file_path(draft, draft.attachments.get()) + "xoa/"
    asked = citizen.get(path)
    assert "Xóa tệp này?" in asked.content.decode()
    assert names(draft) == ["nhầm.jpg"]
    done = citizen.post(path, follow=True)
    assert "Đã xóa nhầm.jpg" in done.content.decode()
    assert names(draft) == []
    assert citizen.post(path).status_code == 404


# --- papers that may be sent -----------------------------------------------------------------


@pytest.fixture
def with_optional(people: People) -> Procedure:
    papers = [
        PaperContent(name="Giấy chứng sinh"),
        PaperContent(name="UBND xác nhận", required=False, condition="Khi sinh tại nhà"),
        PaperContent(name="Căn cước", shown_only=True),
    ]
    return make_procedure("1.003333", "Có giấy tùy trường hợp", papers=papers)


def test_papers_for_some_are_on_one_page(citizen: Client, with_optional: Procedure) -> None:
    draft = begin(citizen, with_optional)
    page = citizen.get(path_of(draft, "giay-to-khac"))
    assert [row["title"] for row in page.context["papers"]] == ["UBND xác nhận", "Giấy tờ khác"]
    assert "Khi sinh tại nhà." in page.content.decode()
    assert "Chụp UBND xác nhận" in citizen.get(path_of(draft, "giay-to/2")).content.decode()


def test_such_a_paper_returns_to_that_page_with_or_without_files(
    citizen: Client, with_optional: Procedure
) -> None:
    draft = begin(citizen, with_optional)
    back = path_of(draft, "giay-to-khac")
    assert citizen.post(path_of(draft, "giay-to/2"))["Location"] == back
    assert send_file(citizen, draft, picture(), number=3)["Location"] == back
    assert "Đã gửi 1 tệp" in citizen.get(back).content.decode()
    assert draft.attachments.get().required_paper is None


# --- too late --------------------------------------------------------------------------------


def test_after_sending_a_file_cannot_be_added_or_taken_out(
    citizen: Client, procedure: Procedure
) -> None:
    draft = fill(citizen, procedure)
    file = draft.attachments.get()
    send(citizen, draft)
    receipt = path_of(draft, "xong")
    assert send_file(citizen, draft, picture((9, 9)))["Location"] == receipt
    assert citizen.post(file_path(draft, file) + "xoa/")["Location"] == receipt
    assert draft.attachments.get() == file
    assert citizen.get(file_path(draft, file)).status_code == 200


def test_a_file_for_an_expired_draft_is_a_conflict_said_in_words(
    citizen: Client, draft: Draft
) -> None:
    Draft.objects.update(expires_at=timezone.now())
    sent = send_file(citizen, draft, picture())
    assert sent.status_code == 409
    assert "Tệp vừa gửi thì xin gửi lại" in sent.content.decode()

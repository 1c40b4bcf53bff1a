"""Asking for a book on its page, watching it, taking it; the lists that go from hand to hand."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AccessLog
from accounts.permissions import Role
from dossiers.models import BookJob, Dossier
from dossiers.services import apply
from dossiers.workflow import Action, Status
from tests import plans
from tests.dossiers.books import asked, made
from tests.dossiers.papers import text_of
from tests.dossiers.staff import Town, browser
from tests.factories import make_received, make_staff

PATH = "/cb/so-theo-doi/"


@pytest.fixture
def counter(town: Town) -> Client:
    return browser(town.people.receptionist)


@pytest.fixture
def received(town: Town) -> Dossier:
    return make_received(town.commune, town.procedure, by=town.people.receptionist)


def wanted(town: Town, **changes: object) -> dict[str, object]:
    return {"office": town.commune.one_stop.code, "year": 2026, "kind": "xlsx"} | changes


# --- books ---------------------------------------------------------------------------------------


def test_a_book_is_asked_for_watched_and_taken(
    town: Town, counter: Client, received: Dossier
) -> None:
    answer = counter.post(PATH, wanted(town))
    where = answer["Location"]
    assert where == f"{PATH}{town.commune.one_stop.code}/2026/xlsx/"
    page = counter.get(where).content.decode()
    assert '<meta http-equiv="refresh" content="4">' in page
    assert "<progress" in page
    assert counter.get(f"{where}tep/").status_code == 404
    made(BookJob.objects.get())
    page = counter.get(where).content.decode()
    assert "refresh" not in page
    assert "Tải sổ" in page
    file = counter.get(f"{where}tep/")
    name = f"so-theo-doi-{town.commune.one_stop.code}-2026.xlsx"
    assert name in file["Content-Disposition"]
    assert file["Cache-Control"] == "private, no-store"
    assert b"".join(file).startswith(b"PK")  # type: ignore[arg-type]  # streamed


def test_the_form_begins_with_an_office_that_received_something(
    town: Town, received: Dossier
) -> None:
    for person in (town.people.leader, town.people.head):
        form = browser(person).get(PATH).context["form"]
        offered = [code for code, _ in form.fields["office"].choices]
        assert form["office"].value() == offered[0] == town.commune.one_stop.code
        assert offered[1] == person.unit.code


def test_the_page_tells_how_far_the_book_is(town: Town, counter: Client, received: Dossier) -> None:
    job = asked(town.commune.one_stop, town.people.receptionist)
    BookJob.objects.filter(pk=job.pk).update(done=12_000, total=20_000)
    page = counter.get(f"{PATH}{town.commune.one_stop.code}/2026/xlsx/").content.decode()
    assert '<progress value="60" max="100"' in page
    assert "Đã ghi 12.000 trên 20.000 dòng (60%)." in page


def test_a_failed_book_says_why_and_can_be_made_again(
    town: Town, counter: Client, received: Dossier
) -> None:
    job = asked(town.commune.one_stop, town.people.receptionist)
    BookJob.objects.filter(pk=job.pk).update(state="failed", error="Máy chủ hết chỗ", attempts=3)
    where = f"{PATH}{town.commune.one_stop.code}/2026/xlsx/"
    page = counter.get(where).content.decode()
    assert "Máy chủ hết chỗ" in page
    assert "Lập lại" in page
    assert counter.post(PATH, wanted(town))["Location"] == where
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == ("waiting", 0, "")


def test_asking_and_taking_are_logged_without_personal_data(
    town: Town, counter: Client, received: Dossier
) -> None:
    counter.post(PATH, wanted(town))
    made(BookJob.objects.get())
    counter.get(f"{PATH}{town.commune.one_stop.code}/2026/xlsx/tep/")
    log = AccessLog.objects.filter(action__startswith="book.").order_by("pk")
    about = f"{town.commune.one_stop.code}/2026.xlsx"
    assert list(log.values_list("action", "object_code")) == [
        ("book.make", about), ("book.take", about),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"year": "2019"}, "chưa tiếp nhận hồ sơ nào trong năm 2019"),
        ({"year": "1900"}, "Chọn năm trong danh sách"),
        ({"office": "H99.99"}, "Chọn đơn vị trong danh sách"),
        ({"kind": ""}, "Chọn sổ"),
    ],
)
def test_bad_input_is_told_at_its_field(
    town: Town, counter: Client, received: Dossier, changes: dict[str, str], sentence: str
) -> None:
    answer = counter.post(PATH, wanted(town, **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not BookJob.objects.exists()


def test_books_of_the_own_office_only_unless_all_may_be_searched(
    town: Town, counter: Client, received: Dossier
) -> None:
    asked(town.commune.one_stop, town.people.receptionist)
    where = f"{PATH}{town.commune.one_stop.code}/2026/xlsx/"
    assert browser(town.people.leader).get(where).status_code == 200
    clerk = browser(town.people.clerk)
    assert clerk.get(where).status_code == 404
    assert clerk.post(PATH, wanted(town)).status_code == 422
    assert town.commune.one_stop.name not in clerk.get(PATH).content.decode()


@pytest.mark.parametrize("kind", ["xlsx", "pdf", "kq", "exe"])
def test_a_book_nobody_asked_for_is_not_found(counter: Client, town: Town, kind: str) -> None:
    where = f"{PATH}{town.commune.one_stop.code}/2026/{kind}/"
    assert counter.get(where).status_code == 404
    assert counter.get(f"{where}tep/").status_code == 404


def test_who_has_no_books_to_keep_is_kept_out(town: Town) -> None:
    for person, status in ((town.people.specialist, 403), (town.people.citizen, 403)):
        assert browser(person).get(PATH).status_code == status
        assert browser(person).get("/cb/so-ket-qua/").status_code == status


def test_the_pages_of_books_cost_few_queries(
    town: Town, counter: Client, received: Dossier
) -> None:
    asked(town.commune.one_stop, town.people.receptionist)
    for path in (PATH, f"{PATH}{town.commune.one_stop.code}/2026/xlsx/"):
        counter.get(path)
        with plans.cheap():
            counter.get(path)


# --- from hand to hand ---------------------------------------------------------------------------


def test_the_hand_over_list_holds_what_waits_to_be_collected(town: Town, counter: Client) -> None:
    dossier = town.dossier(Status.RESULT_READY)
    Dossier.objects.filter(pk=dossier.pk).update(
        fee_amount=8000, delivery=Dossier.Delivery.POST, result_on=timezone.localdate()
    )
    answer = counter.get("/cb/in/ban-giao/?muc=cho-tra")
    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    for words in (
        "PHIẾU BÀN GIAO KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        "Đơn vị chủ trì: Trung tâm Phục vụ hành chính công",
        dossier.display_code, "Đăng ký khai sinh", "Số 12", "Nguyễn Thị Sáu", "Thôn 2",
        "Bàn giao 1 kết quả vào:", "NGƯỜI GIAO", "NGƯỜI NHẬN", "Lê Thị Hòa",
    ):  # fmt: skip
        assert words in text
    assert "Thôn 2, xã Bình An X X" in text


def test_ticked_dossiers_alone_are_listed(town: Town, counter: Client) -> None:
    first, second = town.dossier(Status.RESULT_READY), town.dossier(Status.RESULT_READY)
    ticked = {"ho-so": [f"{second.display_code}:{second.last_seq}"], "muc": "cho-tra"}
    text = text_of(counter.post("/cb/in/ban-giao/", ticked).content)
    assert second.display_code in text
    assert first.display_code not in text


def test_nobody_lists_what_one_may_not_see(town: Town) -> None:
    dossier = town.dossier(Status.RESULT_READY)
    ticked = {"ho-so": [f"{dossier.display_code}:1"]}
    stranger = make_staff(town.commune.justice, Role.SPECIALIST)
    text = text_of(browser(stranger).post("/cb/in/ban-giao/", ticked).content)
    assert dossier.display_code not in text
    text = text_of(browser(stranger).get("/cb/in/ban-giao/?muc=cho-tra").content)
    assert dossier.display_code not in text


def test_dossiers_go_to_their_office_with_minutes(town: Town, counter: Client) -> None:
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    text = text_of(counter.get("/cb/in/giao-nhan/?muc=cho-chuyen").content)
    assert "BIÊN BẢN GIAO NHẬN HỒ SƠ" in text
    assert dossier.display_code in text
    assert "giao nhận đủ 1 hồ sơ" in text
    assert counter.get("/cb/in/khac/").status_code == 404


def test_the_return_queue_offers_the_list(town: Town, counter: Client) -> None:
    dossier = town.dossier(Status.RESULT_READY)
    page = counter.get("/cb/tra-ket-qua/").content.decode()
    assert 'action="/cb/in/ban-giao/"' in page
    assert f'value="{dossier.display_code}:{dossier.last_seq}"' in page


def test_the_course_of_a_dossier_names_every_step(town: Town, counter: Client) -> None:
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    dossier = apply(dossier, Action.TRANSFER, by=town.people.receptionist, at=timezone.now())
    apply(
        dossier, Action.ASSIGN, by=town.people.head, at=timezone.now(),
        assignee=town.people.specialist,
    )  # fmt: skip
    path = f"/cb/ho-so/{dossier.display_code}/in-qua-trinh/"
    answer = counter.get(path)
    text = text_of(answer.content)
    for words in (
        "QUÁ TRÌNH XỬ LÝ HỒ SƠ", f"Mã hồ sơ: {dossier.display_code}",
        "Họ tên chủ hồ sơ: Nguyễn Thị Sáu", "Thủ tục: Đăng ký khai sinh", "Lê Thị Hòa",
        "Chuyển xử lý", "Đỗ Văn Thu", "Giao", "Phạm Quốc Bảo · Tư pháp - Hộ tịch",
    ):  # fmt: skip
        assert words in text
    assert AccessLog.objects.filter(action="dossier.course").count() == 1
    stranger = make_staff(town.commune.office, Role.SPECIALIST)
    assert browser(stranger).get(path).status_code == 404


def test_the_course_costs_few_queries(town: Town, counter: Client, received: Dossier) -> None:
    path = f"/cb/ho-so/{received.display_code}/in-qua-trinh/"
    counter.get(path)
    with plans.cheap():
        counter.get(path)

"""Sổ kết quả: gapless, one for paper and electronic results."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.permissions import Role
from dossiers.books.register import register_result
from dossiers.files.uploads import clean_upload
from dossiers.lateness.causes import CAUSES
from dossiers.models import Attachment, BookJob, Dossier, ResultEntry, StoredFile
from dossiers.services import ResultFile, act_on_many, apply, finish
from dossiers.workflow import Action, Status
from papers.models import IssuedPaper
from portal.lib.errors import Refused
from tests import plans
from tests.dossiers.books import asked, made, row_of, sheet_of
from tests.dossiers.staff import Town, a_photo, browser
from tests.factories import at, make_received, make_staff

PATH = "/cb/so-ket-qua/"


@pytest.fixture
def clerk(town: Town) -> Client:
    return browser(town.people.clerk)


def stored() -> StoredFile:
    return StoredFile.objects.create(
        sha256="a" * 64, kind="pdf", size=1000, created_at=timezone.now()
    )


def sealed(town: Town, number: str = "45/2026", **facts: object) -> ResultEntry:
    dossier = finish(
        town.dossier(Status.SIGNED), Action.FINISH, by=town.people.clerk, at=timezone.now(),
        result_number=number, **facts,  # type: ignore[arg-type]
    )  # fmt: skip
    return ResultEntry.objects.get(dossier=dossier)


def test_sealing_enters_the_result(town: Town) -> None:
    entry = sealed(town, result_on=date(2026, 11, 20))
    assert (entry.unit, entry.year, entry.book_number) == (
        town.commune.office, timezone.localdate().year, 1,
    )  # fmt: skip
    assert (entry.number, entry.issued_on) == ("45/2026", date(2026, 11, 20))
    assert (entry.title, entry.signer) == ("Đăng ký khai sinh", "Trần Văn Dũng")
    assert (entry.on_paper, entry.file, entry.entered_by) == (True, None, town.people.clerk)
    paper = IssuedPaper.objects.get(code=entry.code)
    assert (paper.form, paper.number, paper.key) == (
        "ket-qua", "45/2026", f"dossier:{entry.dossier_id}:result",
    )  # fmt: skip


def test_a_result_made_at_the_counter_is_entered_there(town: Town) -> None:
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    finish(dossier, Action.FINISH_AT_COUNTER, by=town.people.receptionist, at=timezone.now())
    entry = ResultEntry.objects.get()
    assert (entry.unit, entry.signer, entry.number) == (town.commune.one_stop, "", "01/KQ")


def test_a_rejection_is_a_result_too(town: Town) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    people, now = town.people, timezone.now()
    dossier = apply(
        dossier, Action.PROPOSE_REJECTION, by=people.specialist, at=now, note="Thiếu điều kiện"
    )
    dossier = apply(dossier, Action.SIGN, by=people.leader, at=now)
    dossier = finish(dossier, Action.FINISH, by=people.clerk, at=now, result_number="46")
    assert (dossier.outcome, ResultEntry.objects.get().number) == ("rejected", "46")


def test_paper_and_electronic_results_are_one_register(town: Town) -> None:
    file = ResultFile(stored(), "ket-qua.pdf", 1000)
    on_paper, both = sealed(town), sealed(town, file=file)
    dossier = town.dossier(Status.SIGNED)
    Dossier.objects.filter(pk=dossier.pk).update(delivery=Dossier.Delivery.ELECTRONIC)
    finish(
        dossier, Action.FINISH, by=town.people.clerk, at=timezone.now(), result_number="47",
        file=file,
    )  # fmt: skip
    electronic = ResultEntry.objects.get(dossier=dossier)
    entries = [(e.book_number, e.on_paper, e.file_id) for e in (on_paper, both, electronic)]
    assert entries == [(1, True, None), (2, True, file.stored.pk), (3, False, file.stored.pk)]


def test_many_at_once_are_numbered_by_the_register(town: Town) -> None:
    ticked = [(town.dossier(Status.SIGNED), 0) for _ in range(3)]
    ticked = [(dossier, dossier.last_seq) for dossier, _ in ticked]
    act_on_many(ticked, Action.FINISH, by=town.people.clerk, at=timezone.now())
    numbers = list(ResultEntry.objects.values_list("book_number", "number"))
    assert numbers == [(1, "01/KQ"), (2, "02/KQ"), (3, "03/KQ")]


def test_a_refusal_gives_the_number_back(town: Town) -> None:
    dossier = town.dossier(Status.SIGNED)
    with pytest.raises(Refused):
        finish(
            dossier, Action.FINISH, by=town.people.clerk, at=timezone.now(), result_number="1",
            seen=dossier.last_seq - 1,
        )  # fmt: skip
    with transaction.atomic():
        finish(dossier, Action.FINISH, by=town.people.clerk, at=timezone.now())
        transaction.set_rollback(True)
    assert sealed(town).book_number == 1
    assert not ResultEntry.objects.filter(dossier=dossier).exists()


def test_every_year_and_every_office_begins_at_one(town: Town) -> None:
    first = sealed(town)
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    finish(dossier, Action.FINISH_AT_COUNTER, by=town.people.receptionist, at=timezone.now())
    later = finish(
        town.dossier(Status.SIGNED), Action.FINISH, by=town.people.clerk,
        at=at("2027-01-04 08:00"), late_cause=CAUSES[0].code,
    )  # fmt: skip
    books = ResultEntry.objects.order_by("pk").values_list("year", "book_number")
    assert list(books) == [(first.year, 1), (first.year, 1), (2027, 1)]
    assert later.state is Status.RESULT_READY


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_take_two_numbers(town: Town) -> None:
    dossiers = [town.dossier(Status.SIGNED) for _ in range(4)]
    start = threading.Barrier(len(dossiers))

    def seal(dossier: Dossier) -> None:
        start.wait()
        try:
            finish(dossier, Action.FINISH, by=town.people.clerk, at=timezone.now())
        finally:
            connection.close()

    threads = [threading.Thread(target=seal, args=[dossier]) for dossier in dossiers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = ResultEntry.objects.order_by("book_number").values_list("book_number", flat=True)
    assert list(numbers) == [1, 2, 3, 4]


def test_who_has_no_office_enters_nothing(town: Town) -> None:
    dossier = town.dossier(Status.SIGNED)
    town.people.clerk.unit = None
    with pytest.raises(ValueError, match="no office"):
        register_result(dossier, by=town.people.clerk, at=timezone.now())


# --- on the screen -------------------------------------------------------------------------------


def test_the_register_is_read_from_the_newest(town: Town, clerk: Client) -> None:
    entry = sealed(town)
    page = clerk.get(PATH).content.decode()
    for words in ("45/2026", "Nguyễn Thị Sáu", "Trần Văn Dũng", "bản giấy", entry.code):
        assert words in page


@pytest.mark.parametrize("typed", ["45/2026", "45", "1", "code", "dossier"])
def test_a_result_is_found_by_any_of_its_numbers(town: Town, clerk: Client, typed: str) -> None:
    entry, other = sealed(town), sealed(town, number="99/2026")
    words = {"code": entry.code.lower(), "dossier": entry.dossier.display_code}.get(typed, typed)
    page = clerk.get(PATH, {"q": words}).content.decode()
    assert entry.code in page
    assert other.code not in page
    assert "Không có kết quả nào mang số này" in clerk.get(PATH, {"q": "7"}).content.decode()


def test_pages_begin_with_a_number(town: Town, clerk: Client) -> None:
    first = sealed(town)
    for number in range(2, 54):
        dossier = Dossier.objects.get(pk=first.dossier_id)
        dossier.pk, dossier.code = None, f"H99.12-260101-{number:04d}"
        dossier.submission_code, dossier.tracking_key = f"N-{number}", f"t{number}"
        dossier.submit_key = f"s{number}"
        dossier.save()
        first.pk, first.dossier, first.book_number = None, dossier, number
        first.number, first.code = f"{number}/TEST", f"CODE-{number}"
        first.save()
    page = clerk.get(PATH).content.decode()
    assert "53/TEST" in page
    assert "3/TEST" in page
    assert "tu=3" in page
    older = clerk.get(PATH, {"tu": 3}).content.decode()
    assert "4/TEST" not in older
    assert "45/2026" in older
    assert "tu=53" in older


def test_nonsense_in_the_address_is_the_first_page(town: Town, clerk: Client) -> None:
    sealed(town)
    asked_for = {"tu": "x", "nam": "1", "don-vi": "?", "q": " "}
    assert "45/2026" in clerk.get(PATH, asked_for).content.decode()


def test_the_dossier_is_linked_for_those_who_may_open_it(town: Town, clerk: Client) -> None:
    entry = sealed(town)
    link = f"/cb/ho-so/{entry.dossier.display_code}/"
    office = {"don-vi": town.commune.office.code}
    assert link not in clerk.get(PATH).content.decode()
    assert link in browser(town.people.leader).get(PATH, office).content.decode()


def test_the_register_opens_on_an_office_that_has_entries(town: Town, clerk: Client) -> None:
    commune, leader = town.commune, browser(town.people.leader)
    assert offered(leader)[0] == commune.root.code
    entry = sealed(town)
    for person in (town.people.leader, town.people.head):
        answer = browser(person).get(PATH)
        assert answer.context["wanted"].office.code == commune.office.code
        assert entry.code in answer.content.decode()
    assert offered(leader)[:2] == [commune.office.code, commune.root.code]
    dossier = make_received(commune, town.procedure, by=town.people.receptionist)
    finish(dossier, Action.FINISH_AT_COUNTER, by=town.people.receptionist, at=timezone.now())
    assert offered(browser(town.people.receptionist))[:2] == [
        commune.one_stop.code, commune.office.code,
    ]  # fmt: skip


def offered(client: Client) -> list[str]:
    return [office.code for office in client.get(PATH).context["offices"]]


def test_the_file_opens_for_those_who_keep_the_register(town: Town, clerk: Client) -> None:
    without = sealed(town)
    assert clerk.get(f"{PATH}{without.code}/tep/").status_code == 404
    photo = clean_upload(a_photo(), at=timezone.now())
    path = f"{PATH}{sealed(town, file=ResultFile(photo, 'a.jpg', 1)).code}/tep/"
    assert clerk.get(path)["Content-Type"] == "image/jpeg"
    other = browser(make_staff(town.commune.justice, Role.CLERK))
    assert other.get(path).status_code == 404


def test_the_register_costs_few_queries(town: Town, clerk: Client) -> None:
    sealed(town)
    for client in (clerk, browser(town.people.leader)):
        client.get(PATH)
        with plans.cheap():
            client.get(PATH)


def test_the_register_is_made_as_a_spreadsheet(town: Town) -> None:
    entry = sealed(town, result_on=date(2026, 11, 20), number="=45")
    year = timezone.localdate().year
    sheet = sheet_of(
        made(asked(town.commune.office, town.people.clerk, BookJob.Kind.RESULTS, year))
    )
    assert sheet["A4"].value == "SỔ KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"
    assert row_of(sheet) == [
        1, timezone.localdate(), "=45", date(2026, 11, 20), "Đăng ký khai sinh", "Trần Văn Dũng",
        "Nguyễn Thị Sáu", entry.dossier.code, "X", "", entry.code,
    ]  # fmt: skip


# --- its owner -----------------------------------------------------------------------------------


def test_the_owner_reads_number_day_and_check_code(town: Town) -> None:
    entry = sealed(town, result_on=date(2026, 11, 20))
    page = browser(town.people.citizen).get(f"/ho-so/{entry.dossier.display_code}/")
    text = page.content.decode()
    assert "45/2026" in text
    assert "20/11/2026" in text
    assert f'href="/kiem-tra/{entry.code}"' in text
    assert Attachment.Role.RESULT not in entry.dossier.attachments.values_list("role", flat=True)

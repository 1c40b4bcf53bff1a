"""What the office commits to and how far it may extend: set by administrators, kept by all else."""

from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from accounts.permissions import Role
from dossiers.models import Dossier
from portal.lib.errors import Refused
from procedures.memory import catalogue
from procedures.models import Procedure
from procedures.national.importer import import_feed
from procedures.seed_loader import SeedError, load_seed
from procedures.services import set_office_terms
from tests import plans
from tests.factories import MONDAY, Commune, make_commune, make_procedure, make_received, make_staff
from tests.procedures.feed import Json, a_record, a_row, write_feed
from tests.procedures.test_seed_loader import HONEY, the, write_seed
from worktime.terms import Leg, Unit

pytestmark = pytest.mark.django_db

LIST = "/qt/thoi-han/"
PAGE = "/qt/thoi-han/1.001193/"
ARTICLE = "Luật Khiếu nại 2011, Điều 28"
EXTENSION = {"extension": {"cap": "15 DAY", "basis": ARTICLE}}


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def desk(client: Client, commune: Commune) -> Client:
    client.force_login(make_staff(commune.office, Role.CATALOGUE_ADMIN))
    return client


@pytest.fixture
def birth() -> Procedure:
    """Three working days by law, by every way to file."""
    return make_procedure()


def typed(**changes: str) -> dict[str, str]:
    facts = {
        "promised": "2", "promised_unit": "WORKING_DAY", "cap": "15", "cap_unit": "DAY",
        "basis": ARTICLE,
    }  # fmt: skip
    return facts | changes


def terms_of(procedure: Procedure) -> tuple[str, str, str]:
    procedure.refresh_from_db()
    return procedure.promised_term, procedure.extension_cap, procedure.extension_basis


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


# --- Setting them -------------------------------------------------------------------------


def test_terms_are_saved_shown_and_emptied_again(desk: Client, birth: Procedure) -> None:
    assert desk.post(PAGE, typed())["Location"] == LIST
    assert terms_of(birth) == ("2 WORKING_DAY", "15 DAY", ARTICLE)
    listed = shown(desk, LIST)
    assert "Đã lưu thời hạn: Đăng ký khai sinh" in listed
    assert "2 ngày làm việc" in listed
    assert ARTICLE in listed
    page = shown(desk, PAGE)
    assert 'value="15"' in page
    assert '<option value="DAY" selected>' in page
    desk.post(PAGE, typed(promised="", cap="", basis=""))
    assert terms_of(birth) == ("", "", "")


def test_the_page_says_the_law_and_that_received_dossiers_keep_their_dates(
    desk: Client, birth: Procedure
) -> None:
    page = shown(desk, PAGE)
    for words in ("Trực tiếp", "Bưu chính công ích", "3 ngày làm việc", "giữ nguyên ngày hẹn"):
        assert words in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"promised": "3"}, "Quy định là 3 ngày làm việc. Nhập số nhỏ hơn"),
        ({"promised": "0"}, "Nhập số từ 1 đến 999, hoặc để trống"),
        ({"promised": "hai"}, "Nhập số từ 1 đến 999, hoặc để trống"),
        ({"promised_unit": "WEEK"}, "Chọn đơn vị tính trong danh sách"),
        ({"basis": " "}, "Nhập điều khoản cho phép gia hạn"),
        ({"cap": ""}, "Nhập mức gia hạn, hoặc xóa điều khoản ở dưới"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_everything_typed_is_kept(
    desk: Client, birth: Procedure, changes: dict[str, str], sentence: str
) -> None:
    facts = typed(cap_unit="MONTH") | changes
    answer = desk.post(PAGE, facts)
    assert answer.status_code == 422
    page = unescape(answer.content.decode())
    (field,) = changes
    errors = page.split(f'id="id_{field}_error"')[1].split("</div>")[0]
    assert sentence in errors
    assert '<option value="MONTH" selected>' in page
    for name in ("promised", "cap", "basis"):
        assert not facts[name] or f'value="{facts[name]}"' in page
    assert terms_of(birth) == ("", "", "")


@pytest.mark.parametrize("other", ["40 HOUR", "2 MONTH + 1 HOUR", "SAME_DAY"])
def test_a_promise_is_not_compared_with_a_law_in_other_units(birth: Procedure, other: str) -> None:
    assert birth.current_version is not None
    birth.current_version.channels.filter(method=3).update(term=other)
    set_office_terms(birth, promised=Leg(4, Unit.WORKING_DAY), cap=None, basis="")
    assert terms_of(birth) == ("4 WORKING_DAY", "", "")


def test_a_promise_needs_to_be_shorter_than_the_longest_way_only(birth: Procedure) -> None:
    assert birth.current_version is not None
    birth.current_version.channels.filter(method=3).update(term="8 WORKING_DAY")
    set_office_terms(birth, promised=Leg(7, Unit.WORKING_DAY), cap=None, basis="")
    with pytest.raises(Refused) as refused:
        set_office_terms(birth, promised=Leg(8, Unit.WORKING_DAY), cap=None, basis="")
    assert refused.value.field == "promised"
    assert terms_of(birth)[0] == "7 WORKING_DAY"


def test_what_processes_remember_is_read_again(birth: Procedure) -> None:
    before = catalogue().stamp
    set_office_terms(birth, promised=None, cap=Leg(15, Unit.DAY), basis=ARTICLE)
    assert catalogue().stamp != before
    assert catalogue().procedures[birth.pk].extension_cap == "15 DAY"


def test_a_dossier_received_before_keeps_its_date(commune: Commune, birth: Procedure) -> None:
    clerk = make_staff(commune.one_stop, Role.RECEPTIONIST)
    before = make_received(commune, birth, by=clerk)
    set_office_terms(birth, promised=Leg(1, Unit.WORKING_DAY), cap=None, basis="")
    after = make_received(commune, birth, by=clerk)
    kept = Dossier.objects.get(pk=before.pk)
    assert (kept.due_at, kept.promised_term) == (before.due_at, "")
    assert before.due_at is not None
    assert after.due_at is not None
    assert after.due_at < before.due_at


# --- The list -----------------------------------------------------------------------------


def test_those_with_terms_come_first_and_words_or_codes_find_the_others(
    desk: Client, birth: Procedure
) -> None:
    other = make_procedure("1.004873", "Xác nhận tình trạng hôn nhân")
    set_office_terms(other, promised=None, cap=Leg(15, Unit.DAY), basis=ARTICLE)

    def codes(query: str = "") -> list[str]:
        return [row.code for row in desk.get(LIST + query).context["rows"]]

    assert codes() == [other.code, birth.code]
    assert codes("?q=khai+sinh") == [birth.code]
    assert codes("?q=1.001193") == [birth.code]
    assert "Không có thủ tục nào như vậy" in shown(desk, f"{LIST}?q=zzzzqqq")


def test_a_long_list_comes_in_pages_and_stays_cheap(desk: Client, birth: Procedure) -> None:
    Procedure.objects.bulk_create(
        Procedure(
            code=f"1.9{number:05d}", field=birth.field, name=f"Thủ tục {number}",
            current_version=birth.current_version,
        )
        for number in range(60)
    )  # fmt: skip
    desk.get(LIST)
    with plans.cheap():
        page = desk.get(LIST)
    assert len(page.context["rows"]) == 50
    assert len(desk.get(f"{LIST}?trang=2").context["rows"]) == 11


def test_others_are_kept_out_and_an_unknown_procedure_is_not_found(
    desk: Client, commune: Commune, birth: Procedure
) -> None:
    assert desk.get("/qt/thoi-han/9.999999/").status_code == 404
    desk.force_login(make_staff(commune.one_stop, Role.RECEPTIONIST, Role.LEADER))
    assert desk.get(LIST).status_code == desk.post(PAGE, typed()).status_code == 403
    assert terms_of(birth) == ("", "", "")


# --- What is shipped ----------------------------------------------------------------------


def test_the_shipped_catalogue_lets_a_first_complaint_be_extended() -> None:
    load_seed()
    complaint = Procedure.objects.get(code="2.002409")
    assert terms_of(complaint) == ("", "15 DAY", ARTICLE)


@pytest.mark.parametrize(
    "own", [(None, ""), (Leg(5, Unit.DAY), "Quyết định 12")], ids=["emptied", "changed"]
)
def test_what_an_administrator_set_outlives_a_second_seed(
    tmp_path: Path, own: tuple[Leg | None, str]
) -> None:
    load_seed(write_seed(tmp_path, HONEY | EXTENSION))
    assert terms_of(the()) == ("", "15 DAY", ARTICLE)
    cap, basis = own
    set_office_terms(the(), promised=None, cap=cap, basis=basis)
    assert load_seed(write_seed(tmp_path, HONEY | EXTENSION | {"summary": "Mới."})).procedures == 1
    assert terms_of(the()) == ("", str(cap or ""), basis)


def test_a_seed_of_an_older_release_gets_what_the_new_one_ships(tmp_path: Path) -> None:
    load_seed(write_seed(tmp_path))
    counts = load_seed(write_seed(tmp_path, HONEY | EXTENSION))
    assert (counts.extensions, terms_of(the())) == (1, ("", "15 DAY", ARTICLE))


def test_terms_of_the_office_outlive_the_national_feed(tmp_path: Path) -> None:
    load_seed(write_seed(tmp_path / "seed", HONEY | EXTENSION))
    (tmp_path / "feed").mkdir()
    report = import_feed(write_feed(tmp_path / "feed", [a_row()], [a_record()]), at=MONDAY)
    assert report.changes == 1
    assert terms_of(the()) == ("", "15 DAY", ARTICLE)


@pytest.mark.parametrize("extension", [{"cap": "15 DAY"}, {"cap": "15 ngày", "basis": ARTICLE}])
def test_a_wrong_extension_is_named(tmp_path: Path, extension: Json) -> None:
    with pytest.raises(SeedError, match=r"CN\.yaml, 1\.900001"):
        load_seed(write_seed(tmp_path, HONEY | {"extension": extension}))

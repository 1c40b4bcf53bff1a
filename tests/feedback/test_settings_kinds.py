"""`/qt/phan-anh/`: kinds of reports and their questions."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Unit
from accounts.offices import offices
from accounts.permissions import Role
from feedback.categories import load_categories
from feedback.models import Category, Question
from tests.factories import Commune, make_staff
from tests.feedback.admin import BASE, sign_in, text
from tests.feedback.rows import a_row
from tests.plans import cheap

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Chó thả rông", "name_en": "Stray dogs", "description": "", "keywords": "chó, dại",
    "group": "safety", "icon": "shield", "order": "45", "is_active": "on",
    "publication": "open", "severity": "soon", "handling_message": "",
    "answer_hours": "24", "answer_count": "elapsed",
    "days_normal": "5", "days_soon": "2", "days_urgent": "1",
    "triage_hours": "4", "verify_hours": "16", "wait_hours": "40",
    "near_metres": "100", "near_days": "7",
}  # fmt: skip
ASKED = {"text": "Chó có đeo rọ mõm không?", "hint": "", "datatype": "singlevaluelist",
         "choices": "Có\nKhông\n\nKhông rõ", "required": "on"}  # fmt: skip


@pytest.fixture
def admin(commune: Commune) -> Client:
    load_categories()
    return sign_in(commune)


def test_every_kind_is_listed_with_what_it_promises(admin: Client) -> None:
    admin.get(BASE)
    with cheap():
        page = text(admin.get(BASE))

    assert "Đường, cầu, vỉa hè hư hỏng" in page
    assert "Trả lời trong 48 giờ; xong trong 7 · 3 · 1 ngày làm việc" in page
    assert "Trả lời trong 16 giờ làm việc" in page
    assert "Chỉ lãnh đạo xem" in page


def test_a_new_kind_gets_its_code_from_its_name(admin: Client) -> None:
    assert admin.post(f"{BASE}them-loai/", TYPED).status_code == 302
    assert admin.post(f"{BASE}them-loai/", TYPED).status_code == 302

    first, second = Category.objects.filter(name="Chó thả rông").order_by("pk")
    assert (first.code, second.code) == ("cho-tha-rong", "cho-tha-rong-2")
    assert (first.answer_hours, first.severity, first.near_metres) == (24, "soon", 100)
    assert not first.needs_after_photo


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"publication": "never"}, "Gỡ khỏi trang công khai trước"),
        ({"about_conduct": "on"}, "Thêm một loại mới"),
    ],
)
def test_a_kind_with_public_reports_does_not_become_private_behind_their_backs(
    admin: Client, commune: Commune, change: dict[str, str], sentence: str
) -> None:
    kind = Category.objects.get(code="duong-sa")
    a_row(commune, kind, published_at=timezone.now())
    answer = admin.post(f"{BASE}loai/duong-sa/", TYPED | change)
    assert answer.status_code == 422
    assert sentence in text(answer)
    kind.refresh_from_db()
    assert kind.may_be_public


def test_a_changed_kind_keeps_its_code(admin: Client) -> None:
    path = f"{BASE}loai/duong-sa/"
    assert "ổ gà, sụt lún" in text(admin.get(path))

    assert admin.post(path, TYPED | {"name": "Đường liên thôn"}).status_code == 302

    assert Category.objects.get(name="Đường liên thôn").code == "duong-sa"


def test_what_is_told_of_officers_cannot_be_made_public(admin: Client) -> None:
    admin.post(f"{BASE}loai/can-bo/", TYPED | {"about_conduct": "on", "publication": "open"})

    assert Category.objects.get(code="can-bo").publication == "never"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "Nhập tên loại"),
        ({"answer_hours": "bốn tám"}, "Nhập bằng chữ số"),
        ({"answer_hours": "0"}, "Nhập số từ 1 trở lên"),
        ({"answer_hours": "9999999"}, "Nhập số không quá 720"),
        ({"triage_hours": "4,5"}, "Nhập số nguyên"),
        ({"days_soon": "9"}, "Mức gấp hơn không thể có hạn dài hơn"),
        ({"icon": "../x"}, "Chọn một dòng trong danh sách"),
        ({"publication": "tất cả"}, "Chọn một dòng trong danh sách"),
    ],
)
def test_a_kind_that_cannot_be_is_refused_at_its_field_and_kept(
    admin: Client, changes: dict[str, str], words: str
) -> None:
    answer = admin.post(f"{BASE}them-loai/", TYPED | {"keywords": "chó, dại, cắn"} | changes)

    assert answer.status_code == 422
    assert words in text(answer)
    assert "chó, dại, cắn" in text(answer)
    assert not Category.objects.filter(group="safety", order=45).exists()


def test_a_question_is_asked_with_its_choices(admin: Client) -> None:
    before = Category.objects.get(code="khac").changed_at
    assert admin.post(f"{BASE}loai/khac/them-cau-hoi/", ASKED).status_code == 302

    question = Question.objects.get(category__code="khac")
    assert (question.code, question.order) == ("cho-co-deo-ro-mom-khong", 1)
    keys = [(one.key, one.name) for one in question.choices.all()]
    assert keys == [("co", "Có"), ("khong", "Không"), ("khong-ro", "Không rõ")]
    assert Category.objects.get(code="khac").changed_at > before
    assert "Chó có đeo rọ mõm không?" in text(admin.get(f"{BASE}loai/khac/"))


def test_a_choice_named_as_before_keeps_its_key(admin: Client) -> None:
    path = f"{BASE}loai/duong-sa/cau-hoi/hu-hong/"
    typed = ASKED | {
        "text": "Hỏng ở đâu?",
        "choices": "Sụt lún, sạt lở\nSụt lún sạt lở\nCầu, lan can",
    }

    assert admin.post(path, typed).status_code == 302

    question = Question.objects.get(category__code="duong-sa", code="hu-hong")
    keys = [one.key for one in question.choices.all()]
    assert keys == ["sut-lun", "sut-lun-sat-lo", "cau"]
    assert question.text == "Hỏng ở đâu?"


def test_questions_change_places_and_go(admin: Client) -> None:
    path = f"{BASE}loai/duong-sa/cau-hoi/"
    for _ in range(2):  # the first one stays first
        admin.post(f"{path}nguy-hiem/len/")
    codes = Question.objects.filter(category__code="duong-sa").values_list("code", flat=True)
    assert list(codes) == ["nguy-hiem", "hu-hong"]

    admin.post(f"{path}nguy-hiem/bo/")

    assert list(codes.all()) == ["hu-hong"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "Nhập câu hỏi"),
        ({"choices": "Có"}, "ít nhất hai lựa chọn"),
        ({"choices": "Có\n" + "x" * 121}, "dài nhất 120 chữ"),
        ({"datatype": "bản vẽ"}, "Chọn một dòng trong danh sách"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    admin: Client, changes: dict[str, str], words: str
) -> None:
    answer = admin.post(f"{BASE}loai/khac/them-cau-hoi/", ASKED | changes)

    assert answer.status_code == 422
    assert words in text(answer)
    assert not Question.objects.filter(category__code="khac").exists()


def test_advice_is_never_required_and_has_no_choices(admin: Client) -> None:
    admin.post(f"{BASE}loai/khac/them-cau-hoi/", ASKED | {"datatype": "info"})

    question = Question.objects.get(category__code="khac")
    assert not question.required
    assert not question.choices.exists()


def test_a_kind_has_at_most_twenty_questions(admin: Client) -> None:
    for number in range(20):
        admin.post(f"{BASE}loai/khac/them-cau-hoi/", ASKED | {"text": f"Câu {number}"})

    assert "nhiều nhất 20 câu hỏi" in text(admin.post(f"{BASE}loai/khac/them-cau-hoi/", ASKED))


def test_a_commune_of_a_province_sees_the_kinds_and_changes_none(
    admin: Client, commune: Commune
) -> None:
    province = Unit.objects.create(code="H99", name="Tỉnh", short_name="Tỉnh", kind="province")
    Unit.objects.filter(pk=commune.root.pk).update(parent=province)
    offices.forget()

    assert "Do cấp trên đặt" in text(admin.get(BASE))
    for path in ("them-loai/", "loai/khac/", "loai/khac/them-cau-hoi/"):
        assert admin.post(f"{BASE}{path}", TYPED).status_code == 404
    assert admin.post(f"{BASE}loai/duong-sa/cau-hoi/hu-hong/bo/").status_code == 404


@pytest.mark.parametrize("path", ["", "tuyen/", "dia-ban/", "cau-mau/", "khoa/", "chan/"])
def test_only_administrators_come_in(commune: Commune, path: str) -> None:
    leader = Client()
    leader.force_login(make_staff(commune.root, Role.LEADER))

    assert leader.get(f"{BASE}{path}").status_code == 403
    assert sign_in(commune).get(f"{BASE}{path}").status_code == 200

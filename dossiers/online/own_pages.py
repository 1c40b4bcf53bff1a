"""The pages every online submission has, whatever the procedure: who files, how the result comes.

They are written like the pages of an e-form, so `procedures.form_builder` builds, checks and sums
them up. Their answers live in `Draft.applicant`.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.identity import normalise_phone, personal_id_birth_year, show_phone
from accounts.models import User
from dossiers.models import Dossier
from dossiers.services.applicant import Applicant
from procedures.content import FormFieldContent, FormPageContent
from procedures.models import Case, FormField

Kind, Person = FormField.Kind, FormField.Person
CASE_KEY, CASE_SLUG = "case", "truong-hop"

APPLICANT = FormPageContent(
    slug="ai-nop",
    title="Ai nộp hồ sơ?",
    hint="Ghi theo thẻ căn cước của người đứng tên nộp.",
    group="Người nộp",
    why=(
        "Một cửa ghi tên ông/bà trên giấy tiếp nhận và chỉ trả kết quả cho đúng người. "
        "Số điện thoại để nhắn tin khi hồ sơ có việc cần làm."
    ),
    fields=(
        FormFieldContent(
            key="full_name",
            label="Họ và tên",
            kind=Kind.NAME,
            person=Person.FULL_NAME,
            autocomplete="name",
        ),
        FormFieldContent(
            key="personal_id",
            label="Số căn cước",
            hint="12 chữ số trên thẻ căn cước hoặc số định danh cá nhân",
            kind=Kind.PERSONAL_ID,
            person=Person.PERSONAL_ID,
        ),
        FormFieldContent(
            key="birth_date",
            label="Ngày sinh",
            hint="Ví dụ: 12 4 1957",
            kind=Kind.DATE,
            not_future=True,
            person=Person.BIRTH_DATE,
        ),
        FormFieldContent(
            key="address",
            label="Nơi thường trú",
            hint="Thôn hoặc số nhà, xã, tỉnh",
            kind=Kind.TEXT,
            person=Person.ADDRESS,
            autocomplete="street-address",
        ),
        FormFieldContent(
            key="phone",
            label="Số điện thoại",
            hint="Tin nhắn về hồ sơ sẽ gửi đến số này",
            kind=Kind.PHONE,
            person=Person.PHONE,
        ),
    ),
)

DELIVERY = FormPageContent(
    slug="nhan-ket-qua",
    title="Ông/bà nhận kết quả bằng cách nào?",
    group="Nhận kết quả",
    why="Một cửa ghi cách nhận trên giấy hẹn trả. Nhận qua bưu chính thì trả cước khi nhận.",
    fields=(
        FormFieldContent(
            key="delivery",
            label="Cách nhận kết quả",
            kind=Kind.RADIO,
            choices=tuple((way.value, str(way.label)) for way in Dossier.Delivery),
        ),
        FormFieldContent(
            key="delivery_address",
            label="Địa chỉ nhận bưu phẩm",
            hint="Tên người nhận, số nhà hoặc thôn, xã, tỉnh",
            kind=Kind.TEXT,
            shown_if_key="delivery",
            shown_if_value=Dossier.Delivery.POST.value,
        ),
    ),
)

DECLARATION = FormFieldContent(
    key="declaration",
    label="Tôi cam đoan những điều khai và giấy tờ gửi kèm là đúng sự thật",
    kind=Kind.CONFIRM,
    error="Đánh dấu vào ô cam đoan rồi bấm Gửi hồ sơ",
)


def check_page(form_pages: Sequence[FormPageContent]) -> FormPageContent:
    """Asks for the declaration unless the e-form has one of its own, in the words of its law."""
    declared = any(field.key == DECLARATION.key for page in form_pages for field in page.fields)
    fields = () if declared else (DECLARATION,)
    return FormPageContent(slug="kiem-tra", title="Kiểm tra lại rồi gửi", fields=fields)


def case_page(cases: list[Case]) -> list[FormPageContent]:
    """Which way the procedure is asked for; no page when there is only one."""
    if not cases:
        return []
    choice = FormFieldContent(
        key=CASE_KEY,
        label="Trường hợp",
        kind=Kind.RADIO,
        choices=tuple((str(case.pk), case.name) for case in cases),
    )
    return [
        FormPageContent(
            slug=CASE_SLUG,
            title="Ông/bà làm theo trường hợp nào?",
            group="Trường hợp",
            why="Mỗi trường hợp có thời hạn giải quyết riêng.",
            fields=(choice,),
        )
    ]


def facts_of(user: User, answers: dict[str, Any]) -> dict[str, str]:
    """What is known of the person, for fields filled beforehand: the account, then this draft."""
    account = {
        Person.FULL_NAME: user.full_name,
        Person.PERSONAL_ID: user.personal_id,
        Person.BIRTH_DATE: user.birth_date.isoformat() if user.birth_date else "",
        Person.GENDER: user.gender,
        Person.ADDRESS: user.address,
        Person.PHONE: show_phone(user.phone),
    }
    return {key.value: answers.get(key.value) or value for key, value in account.items()}


def applicant_of(answers: dict[str, Any]) -> Applicant:
    """The person of complete and valid `Draft.applicant` answers."""
    _, gender = personal_id_birth_year(answers["personal_id"])
    return Applicant(
        full_name=answers["full_name"],
        phone=normalise_phone(answers["phone"]),
        personal_id=answers["personal_id"],
        birth_date=date.fromisoformat(answers["birth_date"]),
        gender=gender,
        address=answers["address"],
        delivery=answers["delivery"],
        delivery_address=answers.get("delivery_address", ""),
    )

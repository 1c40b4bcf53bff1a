"""The 30 fields, 120 procedures and some counters of the shipped boards, without their contents."""

from accounts.models import ServicePlace
from procedures.models import Field, Procedure, QrCode
from procedures.qr import code_of_place
from procedures.seed_reader import SEED_FOLDER, read_procedures, read_yaml
from tests.factories import Commune, make_procedure

SITE = "https://motcua.binhan.example"
PREFIX = "HTTPS://MOTCUA.BINHAN.EXAMPLE/Q/"


def shipped_codes() -> None:
    fields = Field.objects.bulk_create(
        Field(**{name: row[name] for name in ("code", "slug", "name", "group", "icon", "order")})
        for row in read_yaml(SEED_FOLDER / "fields.yaml")
    )
    Field.objects.update(on_board=True)
    of_code = {field.code: field for field in fields}
    items = [item for item in read_procedures(SEED_FOLDER) if item.qr]
    items.sort(key=lambda item: (of_code[item.field_code].order, item.qr))
    procedures = Procedure.objects.bulk_create(
        Procedure(code=item.code, field=of_code[item.field_code], name=item.short_name)
        for item in items
    )
    QrCode.objects.bulk_create(
        [_field_code(field) for field in fields]
        + [
            QrCode(
                code=item.qr,
                kind=QrCode.Kind.PROCEDURE,
                procedure=procedure,
                title=item.short_name,
                board_order=order,
            )
            for order, (item, procedure) in enumerate(zip(items, procedures, strict=True), 1)
        ]
    )


def _field_code(field: Field) -> QrCode:
    return QrCode(
        code=field.code,
        kind=QrCode.Kind.FIELD,
        field=field,
        title=field.name,
        board_order=field.order,
    )


def procedure_code(code: str = "HT01", title: str = "Đăng ký khai sinh") -> QrCode:
    """A code of a procedure of its own, of the field Hộ tịch."""
    number = QrCode.objects.count() + 1
    return QrCode.objects.create(
        code=code,
        kind=QrCode.Kind.PROCEDURE,
        procedure=make_procedure(f"1.00{number:04d}", title),
        title=title,
        board_order=number,
    )


def place_code(commune: Commune, code: str = "Q02", **columns: object) -> QrCode:
    facts: dict[str, object] = {"name": "Quầy 2", "about": "Hộ tịch, chứng thực", **columns}
    place = ServicePlace.objects.create(unit=commune.one_stop, code=code, **facts)
    return code_of_place(place)

"""The sheets of a batch as PDF, laid out as picture 12 of the design guide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from accounts.models import Unit
from accounts.services import serving_unit
from portal.lib.dates import short_day
from portal.lib.pdf import render_pdf
from portal.lib.qr import qr_data_uri
from portal.lib.svg import icon_uri, picture_uri, tinted_picture_uri
from procedures.models import BoardBatch, BoardCell, Field, QrCode

STYLE = Path(__file__).with_name("boards.css")
Layout = BoardBatch.Layout

ONE_LINE = 22  # characters of a title that fit side by side in a cell
COMMA = 4  # characters that one line may be longer for a break after a comma
LONG_BAND = 20  # characters of a field's name above which it is printed smaller
LONG_LINE = 18  # characters of a line of a title above which a tent prints it smaller
GOLD = "#F2B134"
GROUP_NAMES = {
    Field.Group.FAMILY: "giấy tờ",
    Field.Group.SOCIAL: "an sinh",
    Field.Group.LAND: "đất đai",
    Field.Group.BUSINESS: "kinh doanh",
    Field.Group.EDUCATION: "giáo dục",
    Field.Group.ORDER: "trật tự",
}
STEPS = (
    ("Mở camera hoặc Zalo,", "đưa gần mã cần quét"),
    ("Chạm vào dòng chữ", "hiện ra trên máy"),
    ("Xem giấy tờ cần mang,", "nộp ngay hoặc đến quầy"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A layout: `cells` codes of `code_mm` (the black part) on a sheet, each `faces` times."""

    template: str
    cells: int
    code_mm: int
    faces: int = 1


SHAPES = {
    Layout.A3: Shape("board", cells=30, code_mm=32),
    Layout.A4: Shape("board", cells=12, code_mm=32),
    Layout.TENT: Shape("tent", cells=1, code_mm=50, faces=2),
    Layout.STICKER: Shape("sticker", cells=1, code_mm=32),
}


@dataclass(frozen=True, slots=True)
class Cell:
    code: str
    lines: Sequence[str]
    title_is_long: bool
    band: str
    band_is_long: bool
    group: int  # of the six colours; 0 for places
    icon: str
    picture: str


@dataclass(frozen=True, slots=True)
class Sheet:
    number: int
    label: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Office:
    """Who hangs the boards up."""

    name: str
    phone: str
    wifi: str
    host: str


def draw(batch: BoardBatch) -> bytes:
    """The PDF: one page for each sheet. Whole boards take seconds."""
    shape = SHAPES[Layout(batch.layout)]
    sheets = sheets_of(batch)
    context = {
        "batch": f"{batch.number:02d}",
        "layout": batch.layout,
        "title": batch.title,
        "day": short_day(batch.made_at),
        "office": office_of(serving_unit()),
        "sheets": sheets,
        "last_number": sheets[-1].number,
        "steps": STEPS,
        "faces": range(shape.faces),
        "logo": picture_uri("logo.svg"),
        "drum": tinted_picture_uri("drum.svg", GOLD),
        "help_icon": icon_uri("headset", "#211B16"),
    }
    template = f"procedures/boards/{shape.template}.html"
    return render_pdf(template, context, style=STYLE, tagged=False)


def sheets_of(batch: BoardBatch) -> list[Sheet]:
    shape = SHAPES[Layout(batch.layout)]
    cells = batch.cells.select_related("code__field", "code__procedure__field")
    return [
        Sheet(number, _label(rows), [_cell(row, shape.code_mm) for row in rows])
        for number, rows in (
            (number, list(group)) for number, group in groupby(cells, key=lambda cell: cell.sheet)
        )
    ]


def office_of(unit: Unit) -> Office:
    one_stop = Unit.objects.filter(root=unit, kind=Unit.Kind.ONE_STOP).first()
    parts = [f"UBND {unit.short_name}"]
    if one_stop is not None:
        parts.append(one_stop.name.removesuffix(unit.short_name).strip())
    host = urlsplit(settings.SITE_URL).netloc
    return Office(" · ".join(parts), phone=unit.phone, wifi=unit.wifi_name, host=host)


def title_lines(title: str) -> list[str]:
    """At most two lines, as equal as words allow, rather broken after a comma."""
    words = title.split()
    if len(title) <= ONE_LINE or len(words) == 1:
        return [title]
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    first, second = min(halves, key=_width)
    return [first, second]


def _width(half: tuple[str, str]) -> int:
    return max(map(len, half)) - (COMMA if half[0].endswith(",") else 0)


def field_of(code: QrCode) -> Field | None:
    """The field of a field's or a procedure's code; a place has none."""
    return code.procedure.field if code.procedure else code.field


def _cell(row: BoardCell, code_mm: int) -> Cell:
    field = field_of(row.code)
    band = field.name if field else "Quầy, bàn hướng dẫn"
    lines = title_lines(row.title)
    return Cell(
        code=row.code.code,
        lines=lines,
        title_is_long=max(map(len, lines)) > LONG_LINE,
        band=band,
        band_is_long=len(band) > LONG_BAND,
        group=(field.group or Field.Group.ORDER) if field else 0,
        icon=icon_uri(field.icon if field else "building-community", "#FFFFFF"),
        picture=qr_data_uri(row.address, code_mm=code_mm),
    )


def _label(rows: Iterable[BoardCell]) -> str:
    """`Giấy tờ, an sinh`: the groups on a sheet; `Lĩnh vực` on the sheet of the fields."""
    codes = [row.code for row in rows]
    kinds = {code.kind for code in codes}
    if kinds == {QrCode.Kind.FIELD}:
        return "Lĩnh vực"
    groups = {field.group for field in map(field_of, codes) if field and field.group}
    names = [GROUP_NAMES[Field.Group(group)] for group in sorted(groups)]
    if QrCode.Kind.PLACE in kinds:
        names.append("quầy")
    text = ", ".join(names)
    return text[:1].upper() + text[1:]

"""The samples of every form of both sets, and what they looked like when somebody checked them.

`pytest tests/papers/goldens.py` draws the committed texts and pictures anew; look at each of them
before committing.
"""

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from PIL import Image, ImageChops

from accounts.models import Unit
from papers.circulars import form_of_set
from papers.drawing import draw
from papers.heads import Sheet
from papers.models import FormSet, PaperTemplate
from papers.samples import PROOF, SAMPLE_FORMS, sample_facts
from tests.factories import at
from tests.papers.pdfs import lines_of, page_of

FOLDER = Path(__file__).with_name("golden")
SITE = "https://motcua.vidu.example"
DPI = 24  # letters are grey spots; lines, tables and codes are where they are
LETTERS = {"mau-04", "mau-05"}
SETS = {
    code: FormSet(code=code, circular=circular, valid_from=day)
    for code, circular, day in (
        ("tt01-2018", "Thông tư số 01/2018/TT-VPCP", date(2018, 1, 1)),
        ("tt03-2025", "Thông tư số 03/2025/TT-VPCP", date(2025, 9, 1)),
    )
}
EVERY = [(code, form) for code in SETS for form in SAMPLE_FORMS]


def drawn(code: str, form: str) -> bytes:
    """As a commune would issue it; nothing of it is in a database."""
    root = Unit(
        name="Ủy ban nhân dân xã Bình An", kind=Unit.Kind.COMMUNE, phone="0252 3123 456",
        place_name="Bình An", superior="Ủy ban nhân dân tỉnh Bình Minh",
    )  # fmt: skip
    counter = Unit(name="Trung tâm Phục vụ hành chính công", root=root)
    facts = form_of_set(form, SETS[code])
    sheet = Sheet(
        facts,
        root if form in LETTERS else counter,
        at("2026-11-23 08:05"),
        number=f"42/{facts.series}" if facts.series else "",
        code=PROOF,
        template=PaperTemplate(signer_title="Chủ tịch", signer_name="Trần Văn Dũng"),
    )
    return draw(sheet, sample_facts(form))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Share of the page's cells (24 by 34) that are clearly darker or lighter than they were."""
    if one.size != other.size:
        return 1.0
    cells = [image.resize((24, 34), Image.Resampling.BOX) for image in (one, other)]
    changed = ImageChops.difference(*cells).point(lambda grey: 255 if grey > 24 else 0)
    return changed.histogram()[255] / (24 * 34)


def golden_picture(code: str, form: str) -> Path:
    return FOLDER / f"{code}-{form}.png"


def golden_text(code: str, form: str) -> Path:
    return FOLDER / f"{code}-{form}.txt"


@pytest.mark.parametrize(("code", "form"), EVERY)
def test_draw_anew(code: str, form: str, settings: LazySettings) -> None:
    settings.SITE_URL = SITE
    FOLDER.mkdir(exist_ok=True)
    pdf = drawn(code, form)
    page_of(pdf, dpi=DPI).quantize(16).save(golden_picture(code, form), optimize=True)
    golden_text(code, form).write_text("\n".join(lines_of(pdf)) + "\n", encoding="utf-8")

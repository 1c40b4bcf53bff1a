"""Every form of both sets reads and looks as it did when it was checked, and is made as PDF/A."""

import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from django.conf import LazySettings
from PIL import Image

from papers.samples import PROOF
from tests.papers.goldens import (
    DPI,
    EVERY,
    SITE,
    difference,
    drawn,
    golden_picture,
    golden_text,
)
from tests.papers.pdfs import lines_of, page_of

SAME = 0.01  # another version of a font moves letters, not lines


@pytest.fixture(autouse=True)
def _site(settings: LazySettings) -> None:
    settings.SITE_URL = SITE


@pytest.mark.parametrize(("code", "form"), EVERY)
def test_the_text_comes_out_as_it_went_in(code: str, form: str) -> None:
    expected = golden_text(code, form).read_text(encoding="utf-8").split()
    assert " ".join(lines_of(drawn(code, form))).split() == expected


@pytest.mark.parametrize(("code", "form"), EVERY)
def test_the_page_looks_as_it_did(code: str, form: str) -> None:
    golden = Image.open(golden_picture(code, form)).convert("L")
    assert difference(page_of(drawn(code, form), dpi=DPI), golden) <= SAME


def test_no_two_forms_pass_for_each_other() -> None:
    """The measure above bites: a page of another form, or one without its signature, differs."""
    pages = {
        (code, form): Image.open(golden_picture(code, form)).convert("L") for code, form in EVERY
    }
    receipt = pages["tt03-2025", "mau-01"]
    others = [page for (_, form), page in pages.items() if form != "mau-01"]
    assert min(difference(receipt, page) for page in others) > 5 * SAME
    unsigned = receipt.copy()
    unsigned.paste(255, (0, int(receipt.height * 0.78), receipt.width, int(receipt.height * 0.9)))
    assert difference(receipt, unsigned) > SAME


@pytest.mark.parametrize(("code", "form"), EVERY)
def test_a_paper_is_made_for_the_archive(code: str, form: str, tmp_path: Path) -> None:
    content = drawn(code, form)
    with pikepdf.open(BytesIO(content)) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "U")
        assert "/StructTreeRoot" in pdf.Root
    file = tmp_path / "paper.pdf"
    file.write_bytes(content)
    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
    rows = [row.split() for row in fonts.splitlines()[2:]]
    assert rows
    for row in rows:  # embedded, subset, with a map to Unicode
        assert row[-5:-2] == ["yes", "yes", "yes"], row
        assert "TrueType" in row


@pytest.mark.parametrize(("code", "form"), EVERY)
def test_the_code_that_proves_the_paper_is_read_from_its_picture(code: str, form: str) -> None:
    found = {one.text for one in zxingcpp.read_barcodes(page_of(drawn(code, form), dpi=150))}
    assert f"{SITE}/kiem-tra/{PROOF}" in found

"""A paper to sign, and what others say of it once it is signed."""

import subprocess
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import weasyprint

NOW = datetime.now(UTC)  # time stamps know no other time
TEXT = "Trích lục khai sinh: Nguyễn Thị Sáu, sinh ngày 12/4/1957"


@cache
def paper() -> bytes:
    """One page with a line of text at its head and one at its foot on the right."""
    html = f"""<html lang="vi"><title>Trích lục</title><style>@page {{ size: A4; margin: 2cm }}
        p {{ font: 13pt Tinos }} footer {{ position: fixed; bottom: 0; right: 0 }}</style>
        <p>{TEXT}</p><footer>Nơi nhận: lưu</footer></html>"""
    return bytes(weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/a-3u"))


def pdfsig(content: bytes, folder: Path) -> str:
    """What Debian's own program says of the signatures; it is not asked whom to trust."""
    file = folder / "signed.pdf"
    file.write_bytes(content)
    command = ["pdfsig", "-nocert", file]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout

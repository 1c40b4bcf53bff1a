"""Text is NFC; tracked files name no machine, lock files no address; dates are day-first."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django import forms
from django.utils import formats, translation

from tests.architecture.sources import ROOT, Source, tracked

_BINARY = {".gif", ".heic", ".ico", ".jpeg", ".jpg", ".pdf", ".png", ".ttf", ".woff2"}
_LOCK = re.compile(r"(?:requirements.*\.(?:txt|lock)|package-lock\.json|\.npmrc)$")
_PROJECT_PAGE = re.compile(r"\"(?:url|funding)\":")
_SOMEBODYS_FOLDER = re.compile(r"(?<![\w.])/(?:home|Users)/\w|(?<![\w.])/root/\w")


def texts() -> list[Source]:
    return [
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in tracked()
        if path.suffix.lower() not in _BINARY
    ]


def not_composed(sources: Iterable[Source]) -> list[str]:
    return [s.path for s in sources if not unicodedata.is_normalized("NFC", s.text)]


def machine_paths(sources: Iterable[Source], here: Path) -> list[str]:
    """Files that name a folder of one person or one machine."""
    parent = f"{here.parent}/" if here.parent != Path("/") else f"{here}/"
    return [s.path for s in sources if parent in s.text or _SOMEBODYS_FOLDER.search(s.text)]


def addresses_in_locks(sources: Iterable[Source]) -> list[str]:
    return [
        f"{source.path}: {line.strip()}"
        for source in sources
        if _LOCK.search(source.path)
        for line in source.text.splitlines()
        if re.search(r"https?://", line) and not _PROJECT_PAGE.search(line)
    ]


def test_every_text_file_is_composed_unicode() -> None:
    assert not_composed(texts()) == []


def test_guard_bites_on_decomposed_text() -> None:
    assert not_composed([Source("x.html", unicodedata.normalize("NFD", "Hồ sơ"))])


def test_no_file_names_a_machine() -> None:
    assert machine_paths(texts(), ROOT) == []


def test_guard_bites_on_a_path_of_one_machine() -> None:
    here = Path("/srv/builds/portal")
    for line in ("cd /home/" + "lan/portal", "/srv/builds/other", "/root/" + "x"):
        assert machine_paths([Source("docs/x.md", line)], here), line
    assert not machine_paths([Source("docs/x.md", "/usr/lib/postgresql")], here)


def test_lock_files_name_no_address() -> None:
    assert addresses_in_locks(texts()) == []
    npmrc = (ROOT / ".npmrc").read_text(encoding="utf-8")
    assert "omit-lockfile-registry-resolved=true" in npmrc


def test_guard_bites_on_an_address_in_a_lock_file() -> None:
    resolved = '"resolved": "https://registry.example/x.tgz"'
    assert addresses_in_locks([Source("package-lock.json", resolved)])
    assert addresses_in_locks([Source("requirements.lock", "--index-url https://x.example")])
    assert not addresses_in_locks([Source("package-lock.json", '"url": "https://x.example"')])


def test_the_third_of_april_is_written_day_first() -> None:
    with translation.override("vi"):
        assert forms.DateField(localize=True).clean("03/04/2026") == date(2026, 4, 3)
        assert formats.date_format(date(2026, 4, 3), "SHORT_DATE_FORMAT") == "03/04/2026"


def test_guard_bites_without_our_date_formats(settings) -> None:  # type: ignore[no-untyped-def]
    settings.FORMAT_MODULE_PATH = None
    formats.reset_format_cache()
    with translation.override("vi"):
        wrong = forms.DateField(localize=True).clean("03/04/2026")
    formats.reset_format_cache()
    assert wrong == date(2026, 3, 4)

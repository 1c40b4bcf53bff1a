"""The English of the chrome is complete, and the compiler needs no gettext programs."""

import gettext
import re
from pathlib import Path

import pytest

from tools.compile_messages import LOCALE, MessageError, read_po, write_mo

ROOT = Path(__file__).parents[2]
CHROME = [
    ROOT / "templates" / "base.html",
    *sorted((ROOT / "templates" / "layouts").glob("*.html")),
    *sorted((ROOT / "templates" / "components").glob("*.html")),
    *sorted((ROOT / "templates" / "errors").glob("*.html")),
    *sorted((ROOT / "templates" / "notifications" / "inbox").glob("*.html")),
    *sorted((ROOT / "notifications" / "inbox").rglob("*.py")),
    ROOT / "templates" / "pages" / "home.html",
    ROOT / "templates" / "pages" / "display.html",
    ROOT / "portal" / "context.py",
    ROOT / "portal" / "menus.py",
    ROOT / "portal" / "display.py",
    ROOT / "portal" / "home.py",
]
MARKED = re.compile(r'{% translate "([^"]+)"|\b_\(\s*"([^"]+)"\s*\)')


def test_every_text_of_the_chrome_has_its_english() -> None:
    english = read_po(LOCALE / "en" / "LC_MESSAGES" / "django.po")
    used = {a or b for path in CHROME for a, b in MARKED.findall(path.read_text())}
    assert len(used) > 50
    assert used - english.keys() == set()


def test_a_compiled_file_gives_back_what_was_written(tmp_path: Path) -> None:
    source, target = tmp_path / "django.po", tmp_path / "django.mo"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        '# a comment\nmsgid "Hồ sơ "\n"của tôi"\nmsgstr "My dossiers"\n\n'
        'msgid "tệp"\nmsgid_plural "tệp"\nmsgstr[0] "file"\nmsgstr[1] "files"\n\n'
        'msgid "trống"\nmsgstr ""\n'
    )
    write_mo(read_po(source), target)
    with target.open("rb") as stream:
        texts = gettext.GNUTranslations(stream)
    assert texts.gettext("Hồ sơ của tôi") == "My dossiers"
    assert [texts.ngettext("tệp", "tệp", n) for n in (1, 3)] == ["file", "files"]
    assert texts.gettext("trống") == "trống"


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    source = tmp_path / "django.po"
    source.write_text('msgid "một\nmsgstr "one"\n')
    with pytest.raises(MessageError, match=r"django\.po:1"):
        read_po(source)

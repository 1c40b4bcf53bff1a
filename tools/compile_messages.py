"""Compiles portal/locale/*/LC_MESSAGES/django.po into .mo, without the gettext programs.

Standard library only. A file that is newer than its source is left alone.
"""

import ast
import struct
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "portal" / "locale"
MAGIC = 0x950412DE
HEADER_SIZE = 28


class MessageError(Exception):
    """A line of a .po file that cannot be read; the message names file and line."""


def read_po(path: Path) -> dict[str, str]:
    """Each message id (singular and plural joined by NUL) and its translation (forms joined)."""
    messages: dict[str, str] = {}
    entry: dict[str, str] = {}
    part = ""
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], start=1):
        text = line.strip()
        if text.startswith("#"):
            continue
        if not text:
            _keep(messages, entry)
            entry, part = {}, ""
            continue
        try:
            if not text.startswith('"'):
                part, text = text.split(maxsplit=1)
            entry[part] = entry.get(part, "") + ast.literal_eval(text)
        except (ValueError, SyntaxError) as error:
            raise MessageError(f"{path}:{number}: cannot read {line!r}") from error
    return messages


def _keep(messages: dict[str, str], entry: dict[str, str]) -> None:
    if "msgid" not in entry:
        return
    plural = entry.get("msgid_plural")
    forms = [entry[name] for name in sorted(entry) if name.startswith("msgstr")]
    if all(forms):
        messages[entry["msgid"] + (f"\0{plural}" if plural else "")] = "\0".join(forms)


def write_mo(messages: dict[str, str], path: Path) -> None:
    """The GNU .mo format: two tables of (length, offset), then the NUL-ended texts."""
    rows = sorted((key.encode(), value.encode()) for key, value in messages.items())
    table_size = 8 * len(rows)
    texts = b""
    tables: list[list[tuple[int, int]]] = [[], []]
    for column in (0, 1):
        for row in rows:
            offset = HEADER_SIZE + 2 * table_size + len(texts)
            tables[column].append((len(row[column]), offset))
            texts += row[column] + b"\0"
    header = (MAGIC, 0, len(rows), HEADER_SIZE, HEADER_SIZE + table_size, 0, 0)
    numbers = [*header, *(number for table in tables for pair in table for number in pair)]
    path.write_bytes(struct.pack(f"<{len(numbers)}I", *numbers) + texts)


def compile_all() -> int:
    """Compiles what is out of date; returns how many files were written."""
    written = 0
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            write_mo(read_po(source), target)
            written += 1
    return written


if __name__ == "__main__":
    print(f"portal/locale: {compile_all()} message files compiled")

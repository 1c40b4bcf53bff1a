"""The files of the feed: which kinds they are, and their records one by one.

What cannot be read is yielded as a `Fault` with its file, line and reason; the rest goes on.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procedures.national.listing import ListedProcedure, read_listed
from procedures.national.values import BrokenRecord, Raw

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken line or record. `line` is 0 for a whole file; `raw` is what the line said."""

    file: str
    line: int
    reason: str
    raw: str = ""

    def __str__(self) -> str:
        place = f"{self.file}, dòng {self.line}" if self.line else self.file
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Feed:
    """The files found under the path given: a whole listing, full records, or both."""

    listing: Path | None
    records: tuple[Path, ...]

    @property
    def size(self) -> int:
        """Lines and files, for the progress bar."""
        return (_count_lines(self.listing) if self.listing else 0) + len(self.records)


def find_feed(path: Path) -> Feed:
    """A folder (`*.jsonl` and `details/*.json`, or loose `*.json`), or one file of either kind.

    Raises FileNotFoundError when there is nothing of the feed there.
    """
    if path.is_dir():
        listings = sorted(path.glob("*.jsonl"))
        records = sorted(path.glob("details/*.json"))
        if not listings and not records:
            records = sorted(path.glob("*.json"))
        if len(listings) > 1:
            raise FileNotFoundError(f"{path} có {len(listings)} tệp .jsonl, cần đúng một")
        feed = Feed(listings[0] if listings else None, tuple(records))
    elif path.is_file():
        feed = Feed(path, ()) if path.suffix == ".jsonl" else Feed(None, (path,))
    else:
        raise FileNotFoundError(f"không có {path}")
    if feed.listing is None and not feed.records:
        raise FileNotFoundError(f"{path} không có tệp .jsonl hay .json nào")
    return feed


def read_listing(path: Path) -> Iterator[tuple[int, ListedProcedure | Fault | None]]:
    """Line number and row; None for a blank line."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            raw_line = raw.removeprefix(BOM).strip()
            if not raw_line:
                yield number, None
                continue
            try:
                yield number, read_listed(_object(raw_line))
            except BrokenRecord as error:
                text = raw_line.decode("utf-8", "replace")
                yield number, Fault(path.name, number, str(error), text)


def read_record_file(path: Path) -> Raw:
    """The record inside the envelope `{"code": "OK", "data": {...}}`. Raises `BrokenRecord`."""
    try:
        envelope = _object(path.read_bytes().removeprefix(BOM))
    except OSError as error:
        raise BrokenRecord(f"không đọc được tệp: {error.strerror}") from error
    if envelope.get("code") != "OK":
        raise BrokenRecord(f"vỏ ngoài ghi {envelope.get('code')!r:.40} thay vì OK")
    data = envelope.get("data")
    if not isinstance(data, dict):
        raise BrokenRecord("thiếu phần `data`")
    return data


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BrokenRecord(f"không phải UTF-8 ở byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise BrokenRecord(f"không phải JSON: {error.msg} ở cột {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise BrokenRecord(f"JSON không đọc nổi: {error}") from error
    if not isinstance(value, dict):
        raise BrokenRecord("phải là một đối tượng JSON")
    return value


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)

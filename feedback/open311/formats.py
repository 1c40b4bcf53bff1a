"""The two formats: the same data as XML and as JSON (handbook 2.1)."""

import json
import re
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils import timezone

JSON, XML = "json", "xml"
CONTENT_TYPES = {
    XML: "text/xml; charset=utf-8",
    JSON: "application/json; charset=utf-8",
}
# How one thing of a list is called in XML.
_ITEMS = {
    "attributes": "attribute",
    "endpoints": "endpoint",
    "errors": "error",
    "formats": "format",
    "media_urls": "media_url",
    "notes": "note",
    "service_request_updates": "request_update",
    "service_requests": "request",
    "services": "service",
    "values": "value",
}
_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'
# XML 1.0 has no way to write these, and UTF-8 none to write halves of a pair.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def format_of(path: str) -> str:
    """Of an address by its ending; XML, which every server speaks, when it says nothing."""
    return JSON if path.lower().endswith(f".{JSON}") else XML


def written(root: str, body: Any, form: str) -> bytes:
    """`body` is a list or a mapping of plain values; `root` names it in XML alone."""
    body = _plain(body)
    if form == JSON:
        return json.dumps(body, ensure_ascii=False).encode()
    element = Element(root)
    _fill(element, body)
    return _DECLARATION + tostring(element, encoding="utf-8", xml_declaration=False)


def without_forbidden(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def moment(at: datetime) -> str:
    """`2026-08-03T07:15:00+07:00`."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return without_forbidden(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _fill(element: Element, value: Any) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _fill(SubElement(element, name), inner)
    elif isinstance(value, list):
        for inner in value:
            _fill(SubElement(element, _ITEMS[element.tag]), inner)
    elif value is not None:
        element.text = str(value).lower() if isinstance(value, bool) else str(value)

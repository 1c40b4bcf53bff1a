"""JSON that another machine sent."""

import json
from typing import Any

from portal.lib.text import clean

MOST = 2**53  # every reader of JSON agrees on numbers up to here


def json_object(text: bytes | str) -> dict[str, Any] | None:
    """None for what is no object. What no row could hold is left out: letters of its texts that
    are none, numbers beyond all measure."""
    try:
        found = json.loads(text, object_hook=_storable)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _storable(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: _kept(value) for name, value in facts.items()}


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int | float):  # neither infinity nor what is no number lies between
        return value if -MOST <= value <= MOST else None
    return value

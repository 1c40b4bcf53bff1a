"""JSON that another machine sent."""

import json
from typing import Any


def json_object(text: bytes | str) -> dict[str, Any] | None:
    """None for what is no object."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None

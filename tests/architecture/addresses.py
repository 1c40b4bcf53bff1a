"""Every address of the URLconf, with a path that reaches it."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

_SAMPLES = ("1", "x", "HT01", "H99.12", "H99.12-261122-0001", str(uuid.UUID(int=1)))


@dataclass(frozen=True)
class Address:
    name: str  # with its namespace; empty when the pattern has none
    route: str
    arguments: dict[str, Any]

    @property
    def path(self) -> str:
        return reverse(self.name, kwargs=self.arguments)


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[Address]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            below = [namespace, entry.namespace or ""]
            yield from addresses(entry, ":".join(filter(None, below)))
        else:
            name = ":".join(filter(None, [namespace, entry.name])) if entry.name else ""
            yield Address(name, str(entry.pattern), _arguments(entry))


def _arguments(entry: URLPattern) -> dict[str, Any]:
    """One accepted value for each argument of the path."""
    return {
        name: next(
            converter.to_python(sample)
            for sample in _SAMPLES
            if re.fullmatch(converter.regex, sample)
        )
        for name, converter in entry.pattern.converters.items()
    }

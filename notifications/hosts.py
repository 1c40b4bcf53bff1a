"""Which addresses on the web a text names, and whether they are ours."""

import re
from urllib.parse import urlsplit

from django.conf import settings

_PUNCTUATION = ".,;:!?)"
# An address with a scheme, with www, with a path, or under an ending that lures often use.
_ADDRESS = re.compile(
    r"https?://[^\s<>\"']+|\bwww\.[^\s<>\"']+|"
    r"\b(?:[a-z0-9-]+\.)+(?:[a-z]{2,}/[^\s<>\"']*|(?:vn|com|net|org|info|cc|top|xyz|shop|vip|club|"
    r"online|site|link|app|icu|live|ly|gd|io|co|biz|asia|website|fun|click)\b)",
    re.IGNORECASE,
)


def foreign_hosts(text: str) -> tuple[str, ...]:
    """Hosts that the text links to and that are not this portal, each once."""
    own = own_host()
    hosts = dict.fromkeys(_host(found[0].rstrip(_PUNCTUATION)) for found in _ADDRESS.finditer(text))
    return tuple(host for host in hosts if host != own and not host.endswith(f".{own}"))


def own_host() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""


def _host(address: str) -> str:
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        return (parts.hostname or address).rstrip(".")
    except ValueError:  # an address that only looks like one
        return address

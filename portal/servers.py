"""Servers that settings name by one address each: what Django and Celery want to hear of them."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def database_from_url(url: str, var_dir: Path) -> dict[str, object]:
    """`sqlite:///path` or `postgresql://user:password@host:port/name?option=value`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]),
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-32000;"
                ),
            },
            # A file, not shared memory: threads of a test must see one another's rows.
            "TEST": {"NAME": str(var_dir / f"test-{os.getpid()}.sqlite3")},
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL must start with sqlite:/// or postgresql://, not {parts.scheme!r}"
    )


def mail_server_from_url(url: str) -> dict[str, Any]:
    """`smtp://user:password@host:port?tls=1`, or `?ssl=1`: how Django's SMTP backend takes it."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    known = set(options) <= {"tls", "ssl", "from"} and {"tls", "ssl"} - set(options)
    port = parts.netloc.rpartition("@")[2].partition(":")[2] or "25"
    if parts.scheme != "smtp" or not parts.hostname or not known or not port.isdigit():
        raise ImproperlyConfigured("EMAIL_URL must look like smtp://user:password@host:587?tls=1")
    return {
        "host": parts.hostname,
        "port": int(port),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": options.get("tls") == "1",
        "use_ssl": options.get("ssl") == "1",
    }


def broker_from_url(url: str) -> str:
    """Celery's name for a socket differs from that of redis-py."""
    return url.replace("unix://", "redis+socket://", 1)


def tile_hosts(url: str) -> list[str]:
    """Where pictures of `https://{s}.tiles.example/{z}/{x}/{y}.png` come from; empty: nowhere else.

    An address of our own (`/…`) needs no host. `{s}` stands for any name before the host.
    """
    if not url or url.startswith("/"):
        return []
    parts = urlsplit(url)
    whole = parts.scheme in {"http", "https"} and parts.netloc
    if not whole or not all(mark in url for mark in ("{z}", "{x}", "{y}")):
        raise ImproperlyConfigured(
            "MAP_TILES_URL must look like https://tiles.example/{z}/{x}/{y}.png"
        )
    return [f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"]

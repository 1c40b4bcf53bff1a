"""Lines of the log: they open nothing to whoever reads them, and one message is one line."""

import logging
import re
from typing import Any

# Tokens of drafts, files and own pages, and signed links, as they stand in addresses.
_KEYS = re.compile(r"(/(?:nhap|cua-toi|tep|anh|tokens)/)[\w.:-]{16,}")
_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r"})


def to_console(level: str) -> dict[str, Any]:
    """The settings `LOGGING`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {
                "()": "portal.logs.LineFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # These tell every step of every PDF.
            **dict.fromkeys(("weasyprint", "fontTools", "pikepdf"), {"level": "WARNING"}),
            "django": {"handlers": []},  # else while DEBUG each line comes twice, once as it is
        },
    }


class LineFormatter(logging.Formatter):
    """A traceback stands below its message as always."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - as logging names it
        return super().formatMessage(record).translate(_BREAKS)

    def format(self, record: logging.LogRecord) -> str:
        return _KEYS.sub(r"\1…", super().format(record))

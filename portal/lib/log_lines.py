"""Lines of the log: they open nothing to whoever reads them, and one message is one line."""

import logging
import re

# Tokens of drafts, files and own pages, and signed links, as they stand in addresses.
_KEYS = re.compile(r"(/(?:nhap|cua-toi|tep|anh|tokens)/)[\w.:-]{16,}")
_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r"})


class LineFormatter(logging.Formatter):
    """A traceback stands below its message as always."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - as logging names it
        return super().formatMessage(record).translate(_BREAKS)

    def format(self, record: logging.LogRecord) -> str:
        return _KEYS.sub(r"\1…", super().format(record))

"""The world outside, served on loopback: a mail server and Zalo."""

from collections.abc import Generator
from typing import Any

import pytest

from portal.servers import mail_server_from_url
from tests.notifications.mail_sink import Sink, listening
from tests.notifications.zalo_server import Zalo, serving


@pytest.fixture
def sink(settings: Any) -> Generator[Sink]:
    with listening() as sink:
        settings.EMAIL_SERVER = mail_server_from_url(f"smtp://127.0.0.1:{sink.port}")
        yield sink


@pytest.fixture
def zalo() -> Generator[Zalo]:
    with serving() as zalo:
        yield zalo

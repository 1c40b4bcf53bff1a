"""A real mail server on loopback that takes, refuses, or hangs up as a test says."""

import email
import email.policy
from collections.abc import Generator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tools.processes import free_port

TAKEN = "250 2.0.0 taken"


class Sink:
    """`at_rcpt` and `at_data` are its answers; `cut` hangs up once it has the whole mail."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.at_rcpt = self.at_data = TAKEN
        self.cut = False
        self.mails: list[EmailMessage] = []
        self.senders: list[str] = []

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.at_rcpt == TAKEN:
            envelope.rcpt_tos.append(address)
        return self.at_rcpt

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.at_data == TAKEN:
            mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
            self.senders.append(envelope.mail_from)
        if self.cut:
            server.transport.abort()
        return self.at_data


@contextmanager
def listening() -> Generator[Sink]:
    sink = Sink(free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()

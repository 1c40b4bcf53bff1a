"""The mailbox of the demonstration keeps what is sent to it."""

import mailbox as maildir
import smtplib
from pathlib import Path
from urllib.parse import urlsplit

from tools import mailbox
from tools.processes import Children


def test_every_mail_of_the_demo_is_a_file(tmp_path: Path) -> None:
    with Children(tmp_path / "log") as children:
        server = urlsplit(mailbox.start(children, tmp_path / "mail"))
        with smtplib.SMTP(str(server.hostname), server.port or 0) as client:
            client.sendmail("a@b.vn", ["c@d.vn"], b"Subject: X\r\n\r\nHello\r\n")
    (mail,) = maildir.Maildir(tmp_path / "mail")
    assert mail["Subject"] == "X"

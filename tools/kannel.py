"""Kannel, a real SMS gateway, with a pretended network behind it: for the demonstration and tests.

Debian's packages `kannel` and `kannel-extras`. `bearerbox` keeps the connections, `smsbox` takes
messages over HTTP, `fakesmsc` is the phone: what reached it stands in its log.

To text the running demo: `python -m tools.kannel 0905123318 "TC 261123-0042"`.
"""

import argparse
import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes
from urllib.request import urlopen

from tools.processes import Children, free_port, is_free, wait_until
from tools.steps import ROOT

BEARERBOX, SMSBOX = Path("/usr/sbin/bearerbox"), Path("/usr/sbin/smsbox")
FAKESMSC = Path("/usr/lib/kannel/test/fakesmsc")
LOOPBACK, USERNAME, PHONE = "127.0.0.1", "portal", "phone"
START_SECONDS = 30
QUIET = ("-v", "1")  # logs tell what happens, not every byte

CONFIG = """\
group = core
admin-port = {admin}
admin-interface = {host}
admin-password = {password}
smsbox-port = {boxes}
smsbox-interface = {host}
box-allow-ip = {host}
dlr-storage = internal
store-type = file
store-location = {folder}/store

group = smsc
smsc = fake
smsc-id = {phone}
port = {outgoing}
connect-allow-ip = {host}

group = smsc
smsc = fake
smsc-id = incoming
port = {incoming}
connect-allow-ip = {host}
denied-smsc-id = {phone}

group = smsbox
bearerbox-host = {host}
sendsms-port = {sendsms}
sendsms-interface = {host}
global-sender = MotCua

group = sendsms-user
username = {username}
password = {password}
concatenation = true
max-messages = 10
default-smsc = {phone}

group = sms-service
keyword = default
catch-all = true
assume-plain-text = true
max-messages = 0
post-url = "{inbound_url}"
"""
_ARRIVED = re.compile(r"Got message \d+: <(\S+) (\S+) (?:udh (\S+) )?(text|data|ucs-2) (.*)>$")


@dataclass(frozen=True)
class Setting:
    """Where one Kannel listens, and its password: the same at every start from one folder."""

    password: str
    admin: int
    boxes: int
    outgoing: int
    incoming: int
    sendsms: int

    @property
    def ports(self) -> dict[str, int]:
        return {name: port for name, port in asdict(self).items() if isinstance(port, int)}

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.sendsms}/cgi-bin/sendsms"


@dataclass(frozen=True)
class Arrived:
    """A text on the pretended phone, its parts put together."""

    sender: str
    to: str
    text: str
    parts: int


def is_installed() -> bool:
    return all(program.exists() for program in (BEARERBOX, SMSBOX, FAKESMSC))


def setting_file(folder: Path) -> Path:
    """Read by `portal/seed/gateways.py` too."""
    return folder / "setting.json"


def prepare(folder: Path) -> None:
    """Make sure that `setting_file` says where Kannel is going to be; without Kannel it is gone."""
    if is_installed():
        set_up(folder)
    else:
        setting_file(folder).unlink(missing_ok=True)


def set_up(folder: Path) -> Setting:
    """What the folder says already, unless another program has taken one of its ports."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = setting_file(folder)
    if file.exists():
        kept = _read(file)
        if all(map(is_free, kept.ports.values())):
            return kept
    made = Setting(secrets.token_hex(16), *(free_port() for _ in range(5)))
    told = {"ports": made.ports, "password": made.password, "username": USERNAME, "url": made.url}
    file.touch(mode=0o600)
    file.write_text(json.dumps(told), encoding="ascii")
    return made


def start(children: Children, folder: Path, *, inbound_url: str) -> Setting:
    """Start the three programs; they write into `folder` alone. Incoming texts are posted to
    `inbound_url`, where Kannel fills `%I`, `%p` and `%P` (its number, from, to)."""
    setting = set_up(folder)
    config = folder / "kannel.conf"
    config.touch(mode=0o600)
    words = {"host": LOOPBACK, "phone": PHONE, "username": USERNAME}
    words |= {"folder": str(folder), "inbound_url": inbound_url}
    config.write_text(CONFIG.format(**words, **asdict(setting)), encoding="utf-8")
    box = children.start("kannel-bearerbox", [BEARERBOX, *QUIET, config])
    wait_until(lambda: not is_free(setting.boxes), box, seconds=START_SECONDS)
    children.start("kannel-smsbox", [SMSBOX, *QUIET, config])
    children.start("kannel-phone", _phone(setting.outgoing, 0, "0 0 text nothing"))
    wait_until(lambda: _is_ready(setting), box, seconds=START_SECONDS)
    return setting


def arrived(log_dir: Path) -> list[Arrived]:
    """What reached the phone so far, from the log of `kannel-phone`."""
    lines = (log_dir / "kannel-phone.log").read_text(encoding="utf-8", errors="replace")
    whole: list[Arrived] = []
    parts: dict[tuple[str, int], dict[int, str]] = {}
    for found in filter(None, map(_ARRIVED.search, lines.splitlines())):
        sender, to, header, coding, body = found.groups()
        text = body if coding == "text" else _decoded(unquote_to_bytes(body.replace("+", " ")))
        if header is None:
            whole.append(Arrived(sender, to, text, 1))
            continue
        *_, number, count, index = unquote_to_bytes(header)
        got = parts.setdefault((to, number), {})
        got[index] = text
        if len(got) == count:
            whole.append(Arrived(sender, to, "".join(got[i] for i in sorted(got)), count))
            del parts[to, number]
    return whole


def say(setting: Setting, sender: str, text: str, *, to: str = "8079") -> None:
    """A phone sends us a text."""
    command = _phone(setting.incoming, 1, f"{sender} {to} text {text}")
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as phone:
        for line in _lines(phone):
            if "sent message 1" in line:
                break
        phone.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(description="Text the demo that `make run` serves.")
    parser.add_argument("sender", help="the phone that sends, such as 0905123318")
    parser.add_argument("text", help='such as "TC 261123-0042"')
    told = parser.parse_args()
    folder = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "kannel"
    file = setting_file(folder)
    if not file.exists() or is_free(_read(file).incoming):
        sys.exit(
            f"Chưa có Kannel nào chạy từ {folder}: `make run` trước, cùng VAR_DIR.\n"
            f"No Kannel runs from {folder}: `make run` first, with the same VAR_DIR."
        )
    say(_read(file), told.sender, told.text)


# --- Pieces --------------------------------------------------------------------------------------


def _read(file: Path) -> Setting:
    told = json.loads(file.read_text(encoding="ascii"))
    return Setting(**told["ports"], password=told["password"])


def _phone(port: int, count: int, text: str) -> list[str | Path]:
    """`fakesmsc`, which sends `text` so many times and then listens."""
    return [FAKESMSC, "-H", LOOPBACK, "-r", str(port), "-m", str(count), text]


def _lines(process: subprocess.Popen[bytes]) -> Iterator[str]:
    assert process.stderr is not None  # noqa: S101 - a pipe was asked for
    return (line.decode("utf-8", "replace") for line in process.stderr)


def _is_ready(setting: Setting) -> bool:
    """Both boxes know each other and the phone is connected."""
    address = f"http://{LOOPBACK}:{setting.admin}/status.txt?password={setting.password}"
    try:
        with urlopen(address, timeout=5) as answer:
            status = answer.read().decode("utf-8", "replace")
    except OSError:
        return False
    return "smsbox:" in status and f"FAKE:{setting.outgoing} (online" in status


def _decoded(data: bytes) -> str:
    """UCS-2 has a zero in front of every blank; the other coding has none."""
    return data.decode("utf-16-be" if b"\0" in data else "utf-8", "replace")


if __name__ == "__main__":
    main()

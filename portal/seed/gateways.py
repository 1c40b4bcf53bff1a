"""The SMS gateway of the demonstration: Kannel with a pretended phone, as `make run` starts it."""

import json
from pathlib import Path

from django.conf import settings

from notifications.callbacks.addresses import inbound_address
from notifications.models import Gateway
from portal.lib.sealed import seal

CODE = "kannel-demo"
PRICE = 350  # đồng a part, invented


def seed_gateway() -> bool:
    """Whether messages of the demo travel through Kannel. Not without it, and not where somebody
    has set up a gateway of their own: then the row is switched off."""
    setting, inbound = _folder() / "setting.json", _folder() / "inbound"
    others = Gateway.objects.exclude(code=CODE).filter(is_on=True)
    if not setting.exists() or others.exists():
        Gateway.objects.filter(code=CODE).update(is_on=False)
        inbound.unlink(missing_ok=True)
        return False
    told = json.loads(setting.read_text(encoding="ascii"))
    gateway, _ = Gateway.objects.update_or_create(
        code=CODE,
        defaults={
            "name": "Kannel (chạy thử)",
            "kind": Gateway.Kind.KANNEL,
            "url": told["url"],
            "sender": "MotCua",
            "username": told["username"],
            "secret": seal(told["password"]),
            "price": PRICE,
            "is_on": True,
        },
    )
    inbound.write_text(inbound_address(gateway).removeprefix(settings.SITE_URL), encoding="ascii")
    return True


def _folder() -> Path:
    """Written by tools/kannel.py; `tools/run.py` starts Kannel when it finds `inbound` here."""
    return Path(settings.VAR_DIR) / "kannel"

"""Delivery reports: signed, sent to the callback of each message, repeated until answered 2xx."""

import hashlib
import hmac
import json
import queue
import random
import threading
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime

from tools.gateway.routes import Log, Order, Route

THREADS, TRIES, PAUSE = 4, 6, 1.0


class Reporter:
    """Threads that tell the portal what became of its messages, in about the order of taking."""

    def __init__(self, secret: str, log: Log) -> None:
        self._secret, self._log = secret.encode(), log
        self._waiting: queue.SimpleQueue[tuple[Route, Order, str]] = queue.SimpleQueue()
        for _ in range(THREADS):
            threading.Thread(target=self._work, daemon=True).start()

    def put(self, route: Route, order: Order, message_id: str) -> None:
        if order.callback:
            self._waiting.put((route, order, message_id))

    def _work(self) -> None:
        while True:
            route, order, message_id = self._waiting.get()
            arrived = random.random() >= route.faults.undelivered  # noqa: S311 - invented faults
            route.delivered(order.reference, arrived=arrived)
            report = {
                "reference": order.reference,
                "message_id": message_id,
                "status": "delivered" if arrived else "undelivered",
                "at": datetime.now(UTC).isoformat(),
            }
            for _ in range(route.faults.copies):
                came = self._tell(order.callback, json.dumps(report).encode())
                self._log.write(route=route.name, reference=order.reference, came=came)

    def _tell(self, url: str, body: bytes) -> str:
        signature = hmac.new(self._secret, body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Signature": signature}
        request = urllib.request.Request(url, body, headers)  # noqa: S310 - the portal's own
        came = ""
        for number in range(TRIES):
            time.sleep(PAUSE * number)
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                    return str(answer.status)
            except urllib.error.HTTPError as error:
                came = str(error.code)
            except OSError as error:
                came = type(error).__name__
        return came

"""A brandname gateway for SMS on this machine: for drills, tests and trying faults by hand.

It is real where it matters: it takes messages by HTTP and JSON, takes a repeated reference once,
answers questions by reference, keeps a balance and sends signed delivery reports. It writes down
every call and every effect, and fails on command. No text leaves the machine.

By hand: `python -m tools.gateway --folder FOLDER --port 8090`, then, while it runs,
`curl -X PUT -d '{"errors": 0.5, "slow": 3}' http://127.0.0.1:8090/-/a`.
"""

from tools.gateway.control import Gateway, start
from tools.gateway.routes import Faults

__all__ = ["Faults", "Gateway", "start"]

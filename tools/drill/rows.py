"""The rows of a drill, read from inside the portal."""

from notifications.models import Message
from tools.drill.oracle import Row


def rows() -> list[Row]:
    columns = ("event", "channel", "kind", "state", "reference", "failure")
    found = Message.objects.filter(event__startswith="drill:").order_by("pk")
    return [Row(*values) for values in found.values_list(*columns)]

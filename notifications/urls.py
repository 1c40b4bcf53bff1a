"""Addresses of messages; each room has its own."""

from notifications.callbacks import urls as callbacks
from notifications.desk import urls as desk
from notifications.inbox import urls as inbox
from notifications.wording import urls as wording
from notifications.zalo import urls as zalo

app_name = "notifications"
urlpatterns = [
    *callbacks.urlpatterns,
    *desk.urlpatterns,
    *inbox.urlpatterns,
    *wording.urlpatterns,
    *zalo.urlpatterns,
]
ACCESS = {**callbacks.ACCESS, **desk.ACCESS, **inbox.ACCESS, **wording.ACCESS, **zalo.ACCESS}

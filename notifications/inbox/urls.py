"""Addresses of people who read: citizens, staff, and whoever doubts a text."""

from django.urls import URLPattern, path

from notifications.inbox.views import choice, demo, genuine, inbox

urlpatterns: list[URLPattern] = [
    path("thong-bao/", inbox.citizen_inbox, name="inbox"),
    path("cb/thong-bao/", inbox.staff_inbox, name="staff-inbox"),
    path("thong-bao/cach-nhan/", choice.choice, name="choice"),
    path("thong-bao/cach-nhan/ma/", choice.confirm_email, name="confirm-email"),
    path("tin-nhan-that/", genuine.genuine, name="genuine"),
    path("tin-nhan-demo/", demo.demo_messages, name="demo-messages"),
]
ACCESS = {
    "inbox": "citizen",
    "staff-inbox": "staff",
    "choice": "citizen",
    "confirm-email": "citizen",
    "genuine": "public",
    "demo-messages": "public",
}

"""The development channel: the row itself is what the message page shows. Nothing leaves."""

from notifications.models import Message


def show_on_page(message: Message) -> None:
    """The message is readable at `notifications:inbox` as soon as it is marked as sent."""

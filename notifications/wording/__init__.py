"""The words of messages: those the product ships, those of an office, and how they are filled."""

from notifications.wording.rendering import Rendered, render, text_hash

__all__ = ["Rendered", "render", "text_hash"]

"""The words of messages: those the product ships, those of an office, and how they are filled."""

from notifications.wording.rendering import Rendered, render, text_hash
from notifications.wording.variables import Phrase, spoken

__all__ = ["Phrase", "Rendered", "render", "spoken", "text_hash"]

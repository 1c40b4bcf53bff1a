"""Sổ thời hạn: every move of the legal clock is a line, and every legal date follows from them."""

from dossiers.clock.moving import move_clock, paused_since
from dossiers.clock.replay import Dates, Replay, replay
from dossiers.clock.story import entries_of, story_of

__all__ = [
    "Dates",
    "Replay",
    "entries_of",
    "move_clock",
    "paused_since",
    "replay",
    "story_of",
]

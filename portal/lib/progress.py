"""A progress bar for long commands: one line on a terminal, nothing where nobody watches."""

from time import monotonic
from typing import TextIO

WIDTH = 40
SECONDS_BETWEEN = 0.1


class ProgressBar:
    def __init__(self, stream: TextIO, total: int) -> None:
        self.stream = stream
        self.total = max(total, 1)
        self.done = 0
        self._shown = stream.isatty()
        self._next_at = 0.0

    def step(self) -> None:
        self.done += 1
        if self._shown and (now := monotonic()) >= self._next_at:
            self._next_at = now + SECONDS_BETWEEN
            self._draw()

    def finish(self) -> None:
        """Full, and on to the next line: what was left over needed no step."""
        self.done = self.total
        if self._shown:
            self._draw()
            self.stream.write("\n")

    def _draw(self) -> None:
        share = min(self.done / self.total, 1)
        bar = "#" * round(share * WIDTH)
        self.stream.write(f"\r[{bar:-<{WIDTH}}] {share:4.0%} {self.done}/{self.total}")
        self.stream.flush()

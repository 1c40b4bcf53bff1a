"""The legal clock on pages: its story for staff, in plain words for citizens, as a paper."""

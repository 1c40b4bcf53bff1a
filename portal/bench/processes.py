"""CPU time of a tree of processes, from the kernel's own accounts (Linux)."""

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(root: int) -> float:
    """User and system time of `root`, its living descendants and those it has buried."""
    table = dict(_all())
    total = 0
    for pid, fields in table.items():
        if _descends(pid, root, table):
            own = int(fields[11]) + int(fields[12])
            buried = int(fields[13]) + int(fields[14]) if pid == root else 0
            total += own + buried
    return total / _TICK


def parent_of(pid: int) -> int:
    return int(_fields(pid)[1])


def _all() -> list[tuple[int, list[str]]]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                found.append((int(entry.name), _fields(int(entry.name))))
            except OSError:  # ended meanwhile
                continue
    return found


def _fields(pid: int) -> list[str]:
    """Fields of /proc/PID/stat from the state on: the name before it may hold blanks."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()


def _descends(pid: int, root: int, table: dict[int, list[str]]) -> bool:
    while pid in table and pid != root:
        pid = int(table[pid][1])
    return pid == root

"""A program of its own: limits itself, then becomes another one.

`python limited.py MEMORY CPU FILE PROGRAM ARGUMENTS…`: bytes, seconds, bytes.
"""

import os
import resource
import sys


def become(command: list[str], memory: int, cpu: int, file: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file, file))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execv(command[0], command)  # noqa: S606 - the command is ours


if __name__ == "__main__":
    become(sys.argv[4:], *(int(bound) for bound in sys.argv[1:4]))

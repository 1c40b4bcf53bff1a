"""Work shared by processes, each with a database connection of its own."""

import multiprocessing
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import connections

Task = TypeVar("Task")
Answer = TypeVar("Answer")


def in_parallel(
    work: Callable[[Task], Answer], tasks: Sequence[Task], *, processes: int
) -> list[Answer]:
    """The answers in the order of the tasks; with one process here and now."""
    if processes == 1:
        return [work(task) for task in tasks]
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    with fork.Pool(processes) as pool:
        return pool.map(work, tasks, chunksize=1)

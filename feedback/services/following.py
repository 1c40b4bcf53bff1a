"""What others than the office add: followers, neighbours' checks, ratings, wishes to take down."""

from datetime import datetime

from accounts.models import User
from feedback.models import FixCheck, Follower, Rating, RemovalRequest, Report


def follow(report: Report, user: User, *, at: datetime) -> Follower:
    """Somebody else with the same matter; twice is one."""
    raise NotImplementedError


def unfollow(report: Report, user: User) -> None:
    raise NotImplementedError


def check_fix(
    report: Report, user: User, *, is_fixed: bool, note: str, at: datetime
) -> FixCheck:  # fmt: skip
    """An independent neighbour says whether the last answer is true."""
    raise NotImplementedError


def rate(report: Report, *, stars: int, note: str, at: datetime) -> Rating:
    """Of the last final answer, by the reporter, within 30 days."""
    raise NotImplementedError


def ask_removal(report: Report, *, reason: str, phone: str, at: datetime) -> RemovalRequest:
    raise NotImplementedError

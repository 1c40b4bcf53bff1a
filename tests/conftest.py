"""Guards that surround every test."""

from collections.abc import Generator

import hypothesis
import pytest
from pytest_django import DjangoDbBlocker

from tests import gets, network

# No verdict by the clock of a busy machine, and the same examples in every run.
hypothesis.settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Generator[None]:
    with network.forbidden():
        yield


@pytest.fixture(scope="session", autouse=True)
def _gets_never_write() -> Generator[None]:
    with gets.never_write():
        yield


@pytest.fixture(autouse=True)
def _attempts_start_at_none() -> None:
    """Rows of every test have the same ids: what one test counted must not limit the next."""
    from django.core.cache import cache  # noqa: PLC0415 - after Django is set up

    cache.clear()


@pytest.fixture(autouse=True)
def _nothing_kept_of_another_test() -> None:
    """What a process keeps in memory of its tables."""
    from accounts.offices import offices  # noqa: PLC0415 - after Django is set up
    from feedback.desk.filter_bar import known  # noqa: PLC0415
    from feedback.desk.pulse import pulse as reports_pulse  # noqa: PLC0415
    from notifications.desk.pulse import pulse  # noqa: PLC0415
    from notifications.wording import own  # noqa: PLC0415
    from papers.sets import form_sets  # noqa: PLC0415

    for kept in (offices, known, pulse, reports_pulse, form_sets, own):
        kept.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Calendars are there once for all tests: making eight years of them takes a while."""
    from worktime.services import seed_calendars  # noqa: PLC0415 - after Django is set up

    with django_db_blocker.unblock():
        seed_calendars()
